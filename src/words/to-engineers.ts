// What the desk says to engineers, as facts: one interface for each letter. `words.ts` is the face that hands it on.
import type { Address } from '../letter.ts'
import type { ReportWords } from './report.ts'
import type { Line } from './sentence.ts'
import type { Withheld } from './sentences/guard.ts'
import type {
  AnswerGoes,
  Category,
  CommandName,
  CriticalGround,
  Criticality,
  FileWord,
  StateWord,
  TheirNumber,
  WorkingTime,
} from './sentences/parts.ts'
import type { StatementWords } from './statement.ts'
import type { Dates } from './to-customers.ts'
import type { WhyWords } from './why.ts'

/** The card on top of what engineers get about a ticket. Null and empty lines are left out. */
export interface CardWords {
  readonly number: string
  readonly subject: string
  readonly state: StateWord
  readonly criticality: Criticality
  readonly criticalGround: CriticalGround | null
  readonly criticalWhy: string | null
  readonly confirmedBy: string | null
  readonly customer: Address
  readonly customerPhone: string | null
  readonly organisation: string | null
  readonly contract: {
    readonly found:
      | 'address'
      | 'domain'
      | 'remembered'
      | 'confirmed'
      | 'none'
      | 'several'
      | 'expired'
      | 'not-yet'
      | 'not-needed'
    readonly numbers: readonly string[]
    readonly validTo: string | null
    readonly daysLeft: number | null
  }
  readonly receivedAt: Date
  readonly channel: 'email' | 'phone'
  readonly registeredBy: string | null
  readonly firstAnswerBy: Date | null
  readonly dates: Dates | null
  readonly timeLeft: WorkingTime | null
  readonly clockStands: boolean
  readonly provisional: boolean
  readonly category: Category
  readonly categoryWhy: string | null
  readonly earlier: readonly {
    readonly number: string
    readonly state: StateWord
    readonly closedAt: Date | null
    readonly engineerName: string | null
  }[]
  /** Null: nobody has looked. */
  readonly earlierCount: number | null
  /** When the acknowledgement went into the outbox, or why there is none. */
  readonly acknowledgement: { readonly at: Date } | { readonly withheld: Withheld } | null
  readonly engineerName: string | null
  readonly warnings: readonly Line[]
  readonly mentions: readonly string[]
  /** Why it is whose it is, where a rota gives tickets out. */
  readonly rota?: Line | null
  /** What was solved before and is like it. */
  readonly similar?: readonly Line[]
  /** Numbers of the customer's official letters. */
  readonly theirNumbers?: readonly TheirNumber[]
}

/** A letter of a ticket shown to an engineer: a customer's mail, a colleague's answer, a note. */
export interface LetterToEngineerWords {
  readonly letter: 'card' | 'alert'
  readonly what:
    | 'new'
    | 'customer'
    | 'answer'
    | 'call'
    | 'note'
    | 'critical'
    | 'complaint'
    | 'overdue'
    | 'bounce'
    | 'robot'
  readonly goes: AnswerGoes
  readonly card: CardWords
  /** Null when an alert carries no letter. */
  readonly mail: {
    readonly from: Address
    readonly to: readonly Address[]
    readonly cc: readonly Address[]
    readonly at: Date
    /** What he wrote into the subject, where that is not the ticket's. */
    readonly subject?: string | null
    readonly newText: string
    readonly quotedText: string
    /** Characters of either that are not shown. */
    readonly newLeft?: number
    readonly quotedLeft?: number
    /** Harmless HTML, shown to those whose client prefers it. */
    readonly safeHtml: string | null
    readonly attachments: readonly FileWord[]
  } | null
  /** What is said above the card: why this alert, by when a first answer, when it is repeated. */
  readonly notice: Line | null
  readonly repeatAt: Date | null
}

/** One line of command and what it did: «SKPS-12: исполнитель: не назначен → Пётр Иванов». */
export interface CommandOutcome {
  readonly line: string
  /** The ticket that it was done to. */
  readonly number?: string | null
  readonly outcome: readonly Line[]
}

/** What the commands of a mail did, line by line. */
export interface TranscriptWords {
  readonly letter: 'transcript'
  /** What an answer to it will do; absent: commands only. */
  readonly goes?: AnswerGoes
  readonly done: readonly CommandOutcome[]
  /** What became of the text, in one sentence of the rules' own words. */
  readonly textFate: Line
  readonly attachments: readonly FileWord[]
  readonly leftOut: readonly Line[]
  /** What he must know beside what was done. */
  readonly warnings?: readonly Line[]
  readonly now: {
    readonly number: string
    readonly state: StateWord
    readonly engineerName: string | null
    readonly deadlineAt: Date | null
    readonly clockStands: boolean
    /** It will stand once the letter has been delivered. */
    readonly clockWillStand?: boolean
  } | null
}

/** Commands with a mistake: nothing was done, the text is kept. */
export interface CommandErrorWords {
  readonly letter: 'command-error'
  readonly problems: readonly CommandOutcome[]
  readonly keptUntil: Date | null
  readonly attachmentsCount: number
  readonly text: string
}

/** A colleague took it; a mail failed to prove its sender; a brake was pulled: short letters of a few lines. */
export interface MessageToEngineerWords {
  readonly letter: 'message'
  readonly goes: AnswerGoes
  readonly heading: Line
  readonly lines: readonly Line[]
  readonly quoted: string | null
  /** The reader's own text, beside the one that is quoted. */
  readonly own?: string
}

/** An answer that did not arrive, with what to do about it. */
export interface UndeliveredWords {
  readonly letter: 'undelivered'
  readonly number: string
  readonly recipient: string
  readonly sentAt: Date
  readonly failedAt: Date
  readonly permanent: boolean
  readonly server: string | null
  readonly diagnostic: string
  readonly means: 'no-mailbox' | 'full' | 'too-big' | 'spam' | 'no-domain' | 'expired' | 'unsendable' | 'other'
  /** Whose server spoke: ours, which would not take it, or one on the way to the customer, which sent it back. */
  readonly by: 'ours' | 'theirs'
  readonly wasWaiting: boolean
  readonly deadlineAt: Date | null
  readonly timeLeft: WorkingTime | null
  readonly customerPhone: string | null
  readonly otherPeople: readonly Address[]
  readonly text: string
}

/** One line of a list of tickets: queue, mine, find, the morning mail. */
export interface TicketLine {
  readonly number: string
  readonly subject: string
  readonly state: StateWord
  readonly criticality: Criticality
  readonly organisation: string | null
  readonly customer: string
  readonly engineerName: string | null
  readonly deadlineAt: Date | null
  readonly timeLeft: WorkingTime | null
  /** While it stands no time runs out: the deadline will move by what is waited. */
  readonly clockStands: boolean
  readonly note: Line | null
}

/** Lists in sections, each with its heading; an empty section is left out. Queries and both morning mails. */
export interface DigestWords {
  readonly letter: 'digest'
  readonly goes: AnswerGoes
  readonly heading: Line
  readonly lines: readonly Line[]
  readonly sections: readonly {
    readonly heading: Line
    readonly tickets: readonly TicketLine[]
    /** Somebody's own words. */
    readonly text?: string
    /** Lines of it that are not shown. */
    readonly linesLeft?: number
    readonly lines: readonly Line[]
    readonly more: number
  }[]
}

/** The table of commands, printed by !помощь. */
export interface HelpWords {
  readonly letter: 'help'
  readonly commands: readonly {
    readonly name: CommandName
    /** All that may be written, the reader's language first. */
    readonly names: readonly string[]
    readonly lead: boolean
  }[]
}

/** Every letter to an engineer. */
export type EngineerWords =
  | LetterToEngineerWords
  | TranscriptWords
  | CommandErrorWords
  | MessageToEngineerWords
  | UndeliveredWords
  | DigestWords
  | HelpWords
  | ReportWords
  | StatementWords
  | WhyWords
