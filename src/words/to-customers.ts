// What the desk says to customers, as facts: one interface for each letter. `words.ts` is the face that hands it on.
import type {
  CalendarStatus,
  Category,
  CriticalGround,
  Criticality,
  FileWord,
  StateWord,
  TheirNumber,
  WorkingTime,
} from './sentences/parts.ts'
import type { OwnTerms } from './sentences/ticket.ts'
import type { DayIs } from './sentences/time.ts'

/** A promise as the customer reads it. */
export interface Dates {
  readonly minDays: number
  readonly maxDays: number
  readonly earliestAt: Date
  readonly deadlineAt: Date
  /** Around the clock: every day of the calendar counts, none is called a working day. */
  readonly everyDay: boolean
}

/** How the dates were counted, for the acknowledgement's last lines. */
export interface Ground {
  readonly firstDayAt: Date
  /** Days between arrival and deadline that count not, but for ordinary weekends. `on` is YYYY-MM-DD. */
  readonly daysOff: readonly { readonly on: string; readonly ground: string }[]
  readonly ownTerms: OwnTerms | null
  readonly years: readonly {
    readonly year: number
    readonly status: CalendarStatus
    readonly ground: string
  }[]
}

/** Whom a customer writes to, and calls. */
export interface SupportWords {
  readonly name: string
  readonly address: string
  readonly phone: string
  /** HH:MM, HH:MM; as published, short days too (R14). */
  readonly phoneHours: readonly [string, string]
  readonly manuals: readonly string[]
}

/** What every letter to a customer knows. `greeting` is the contract's form of address, never guessed. */
interface ToCustomer {
  readonly number: string
  /** The number that the customer's office gave his letter. */
  readonly theirNumber?: TheirNumber
  readonly subject: string
  readonly greeting: string | null
  readonly support: SupportWords
}

/** An engineer's own words with the desk's lines below. */
interface Spoken {
  readonly text: string
  readonly engineerName: string
}

/** The request is registered: its number, its dates and how they were counted. */
export interface AcknowledgementWords extends ToCustomer {
  readonly letter: 'acknowledgement'
  /** The number of a request of his that was closed too long ago to be reopened by this mail. */
  readonly continues?: string
  readonly channel: 'email' | 'phone'
  readonly receivedAt: Date
  readonly inHours: boolean
  /** Where the working-time clock starts; said when the mail came outside hours. */
  readonly clockStartAt: Date
  /** When the telephone answers next, if it does not now. */
  readonly phoneOpensAt: Date | null
  readonly attachments: readonly FileWord[]
  /** Pictures within the text, which are no files to the one who wrote. */
  readonly pictures?: number
  /** What was written down of a call. */
  readonly recorded?: string
  readonly contract: string | null
  readonly contractsToChoose: readonly string[]
  readonly category: Category
  /** A suspected high criticality; `alertedAt` only when an alert lies in the outbox of the same transaction. */
  readonly critical: {
    readonly ground: CriticalGround
    readonly alertedAt: Date | null
  } | null
  readonly dates: Dates
  readonly ground: Ground
}

/** The request is registered, and no contract is known that covers it. */
export interface NoContractWords extends ToCustomer {
  readonly letter: 'acknowledgement-no-contract'
  readonly continues?: string
  readonly channel: 'email' | 'phone'
  readonly receivedAt: Date
  readonly from: string
  readonly attachments: readonly FileWord[]
  readonly pictures?: number
  readonly recorded?: string
  /** When the duty engineers were alerted, for a suspected high criticality; absent for any other. */
  readonly alertedAt?: Date
  /** Named only to an address that the contract itself lists. */
  readonly because: 'none' | 'expired' | 'not-yet'
  readonly contract: string | null
  readonly validTo: string | null
  readonly validFrom: string | null
}

/** An engineer's answer, or interim news. */
export interface AnswerWords extends ToCustomer, Spoken {
  readonly letter: 'answer'
  /** `working`: interim news, no answer yet. */
  readonly nature: 'answer' | 'working'
  /** Interim news changes no state, so it is said in which the request is. */
  readonly state: StateWord
  readonly clockStands: boolean
  readonly deadlineAt: Date | null
  /** The ticket closes by itself then, if the answer stands. */
  readonly closesAt: Date | null
  readonly reopenDays: number
  /** What he asked about is mended in this version. */
  readonly fixedIn?: string
  /** What a command of the same mail tells the customer: said below the answer, in the same letter. */
  readonly notice?: CriticalityWords | ContractConfirmedWords | DueMovedWords
}

/** An engineer's questions, for which the clock may stand. */
export interface QuestionsWords extends ToCustomer, Spoken {
  readonly letter: 'questions'
  readonly deadlineAt: Date | null
  readonly clockStands: boolean
  readonly waitingFrom: Date
  /** What was asked before is still lacking: the wait goes on as one since then. */
  readonly goesOnFrom?: Date
  readonly remindAt: Date
  readonly closesAt: Date
  readonly reopenDays: number
}

/** The clock runs again with a new date, or a closed ticket has been opened again. */
export interface ResumedWords extends ToCustomer {
  readonly letter: 'resumed' | 'reopened'
  /** Set when not the one who asked has written, but another participant. */
  readonly byParticipant?: true
  /** Set when nobody has written, but an engineer opened it again. */
  readonly byEngineer?: true
  /** Set when nobody has written, but development, which held the clock, has given it back. */
  readonly byDevelopment?: true
  readonly answeredAt: Date
  readonly waitingFrom: Date | null
  readonly waited: WorkingTime | null
  readonly oldDeadlineAt: Date | null
  readonly deadlineAt: Date | null
}

/** The request waits for development. */
export interface DevelopmentWords extends ToCustomer {
  readonly letter: 'development'
  readonly spoken: Spoken | null
  readonly developmentAt: Date
  readonly clockGoesOn: boolean
  readonly contract: string | null
  readonly deadlineAt: Date | null
}

/** The request is closed, by whom and until when a mail opens it again. */
export interface ClosedWords extends ToCustomer {
  readonly letter: 'closed'
  readonly by: 'engineer' | 'customer' | 'silence'
  readonly spoken: Spoken | null
  readonly receivedAt: Date
  readonly closedAt: Date
  readonly askedAt: Date | null
  readonly reopenBy: Date
  /** Whether it asks for a word: has it helped? */
  readonly asksIfHelped?: boolean
}

/** The number has gone into another of the same party. */
export interface MergedWords extends ToCustomer {
  readonly letter: 'merged'
  readonly into: string
  /** When the other one is due, where its clock runs. */
  readonly deadlineAt: Date | null
}

/** An answer was given by telephone. */
export interface CalledWords extends ToCustomer {
  readonly letter: 'called'
  readonly answeredAt: Date
  readonly engineerName: string
  readonly closesAt: Date
  readonly reopenDays: number
}

/** Questions still wait for an answer. */
export interface ReminderWords extends ToCustomer {
  readonly letter: 'reminder'
  readonly askedAt: Date
  readonly engineerName: string | null
  readonly questions: string
  readonly closesAt: Date
  /** Whether waiting stops this customer's clock: said only when it does. */
  readonly clockStands?: boolean
}

/** The date has moved because the calendar has changed. */
export interface CalendarMovedWords extends ToCustomer {
  readonly letter: 'calendar-moved'
  readonly oldDeadlineAt: Date
  readonly deadlineAt: Date
  readonly ground: string
  readonly days: readonly {
    readonly on: string
    readonly now: DayIs
    readonly was: DayIs
  }[]
  readonly maxDays: number
  readonly waiting: boolean
  /** Whether waiting stops this customer's clock: said only when it does. */
  readonly clockStands?: boolean
}

/** Where a request stands, to a customer who asks. */
export interface StatusWords extends ToCustomer {
  readonly letter: 'status'
  /** Numbers by which he asks and that were merged into this one. */
  readonly merged?: readonly string[]
  readonly state: StateWord
  readonly receivedAt: Date
  readonly closedAt: Date | null
  /** Until when an answer reopens a closed ticket; null when none does any more. */
  readonly reopenBy: Date | null
  readonly engineerName: string | null
  readonly lastLetter: {
    /** `customer`: the one who asks. */
    readonly of: 'customer' | 'participant' | 'engineer'
    readonly at: Date
  } | null
  readonly deadlineAt: Date | null
  readonly deadlineIs: 'running' | 'stopped' | 'passed' | 'none'
  readonly criticality: Criticality
  readonly criticalGround: CriticalGround | null
  readonly askedAt: Date | null
  readonly questions: string | null
}

/** What was decided of the request’s criticality. */
export interface CriticalityWords extends ToCustomer {
  readonly letter: 'criticality'
  readonly confirmed: boolean
  /** It had been decided before: lowering it is another decision. */
  readonly wasHigh: boolean
  readonly ground: CriticalGround | null
  readonly reason: string | null
  /** Null while nobody has the ticket: to confirm is not to take. */
  readonly engineerName: string | null
  readonly deadlineAt: Date | null
  /** The number of days is the contract's, not the regulation's. */
  readonly ownDays?: boolean
}

/** The contract is confirmed, and with it the dates. */
export interface ContractConfirmedWords extends ToCustomer {
  readonly letter: 'contract-confirmed'
  readonly contract: string
  readonly dates: Dates
  /** What differs from the regulation's terms, or null. */
  readonly ownTerms: OwnTerms | null
  readonly waited: WorkingTime | null
}

/** A date that was agreed anew. */
export interface DueMovedWords extends ToCustomer {
  readonly letter: 'due-moved'
  readonly oldDeadlineAt: Date | null
  readonly deadlineAt: Date
  readonly reason: string
}

/** The request is not taken, and why. */
export interface DeclinedWords extends ToCustomer {
  readonly letter: 'declined'
  readonly because: 'no-contract' | 'outside-list'
  readonly reason: string | null
  /** The engineer whose own words stand behind the reason. */
  readonly spokenBy?: string
}

/** Every letter to a customer. */
export type CustomerWords =
  | AcknowledgementWords
  | NoContractWords
  | AnswerWords
  | QuestionsWords
  | ResumedWords
  | DevelopmentWords
  | ClosedWords
  | MergedWords
  | CalledWords
  | ReminderWords
  | CalendarMovedWords
  | StatusWords
  | CriticalityWords
  | ContractConfirmedWords
  | DueMovedWords
  | DeclinedWords
