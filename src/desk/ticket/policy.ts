// What the rules may know of the configuration: plain values, made once by the daemon from Config.
import type { Calendar } from '../../calendar/calendar.ts'
import type { Address, Language } from '../../letter.ts'
import type { Category } from '../../words/words.ts'
import type { CannedAnswer, Greeting } from './canned.ts'
import type { Terms } from './ticket.ts'

/** What an engineer is asked for. */
export type Role = 'engineer' | 'duty' | 'lead'

/** Who answers customers. */
export interface Engineer extends Address {
  readonly roles: readonly Role[]
  readonly alsoWritesFrom: readonly string[]
  /** Other names that colleagues call him by: short ones, or forms that no rule knows. */
  readonly alsoCalled?: readonly string[] | undefined
}

/** Somebody of a customer's, as the contract names him. */
export interface ContractPerson extends Address {
  readonly phone: string | null
  readonly greeting: string | null
  readonly mayDeclareCritical: boolean
}

/** A contract as its file gives it. `validFrom` and `validTo` are days in Moscow, both included (R1). */
export interface Contract {
  readonly number: string
  readonly organisation: string
  readonly domains: readonly string[]
  readonly people: readonly ContractPerson[]
  readonly validFrom: string
  readonly validTo: string
  readonly terms: Partial<Terms>
  readonly language: Language | null
  /** From that day on these terms hold, by that consent. */
  /** Who gets the month's statement, and on which day of the month at the earliest; null where nobody does by itself. */
  readonly statement?: { readonly to: readonly string[]; readonly day: number } | null
  readonly amendments: readonly {
    readonly from: string
    readonly consent: string
    readonly terms: Partial<Terms>
  }[]
}

/** A row: when and for what it holds, and whom it names. What is empty holds always. */
export interface RotaRow {
  /** 1 is Monday. */
  readonly days: readonly number[]
  /** HH:MM, from and until; null is the whole day. */
  readonly hours: readonly [string, string] | null
  readonly categories: readonly Category[]
  readonly contracts: readonly string[]
  readonly engineers: readonly string[]
}

/** From that day, YYYY-MM-DD, until the next row's, these are on duty. */
export interface DutyRow {
  readonly from: string
  readonly engineers: readonly string[]
}

export interface Rota {
  readonly rows: readonly RotaRow[]
  readonly duty: readonly DutyRow[]
}

/** Brakes of `limits`; 0 is none. */
export interface Brakes {
  readonly ackMaxAgeHours: number
  readonly acksPerSenderPerDay: number
  readonly automaticPerHour: number
  readonly quickMailsBeforeMute: number
  readonly newTicketsPerSenderPerHour: number
  readonly relayBytes: number
  /** New tickets of strangers in one domain that are acknowledged in an hour. */
  readonly strangersPerDomainPerHour?: number
}

/** By what the desk decides: the configuration, the contracts and the calendar, as the rules need them. */
export interface Policy {
  readonly support: {
    readonly address: string
    readonly name: string
    readonly aliases: readonly string[]
    readonly phone: string
    readonly phoneHours: readonly [string, string]
    readonly ticketPrefix: string
    readonly ticketPrefixAliases: readonly string[]
    /** "+" when the mailbox host delivers support+X@…, else "". */
    readonly subaddress: string
    readonly manuals: readonly string[]
  }
  readonly engineers: readonly Engineer[]
  /** Null: a desk without a contracts file serves everybody on the house's terms. */
  readonly contracts: readonly Contract[] | null
  readonly terms: Terms
  readonly zone: string
  readonly calendar: Calendar
  /** Contracts' own calendars by the name in the contract. */
  readonly calendars: ReadonlyMap<string, Calendar>
  readonly firstAnswerHours: number
  readonly critical: {
    readonly keywords: readonly string[]
    readonly firstAnswerHours: number
  }
  readonly waiting: { readonly remindDays: number; readonly closeDays: number; readonly graceMinutes: number }
  /** A closing letter asks for a word: has it helped? */
  readonly askWhetherItHelped?: boolean
  readonly relayHoldSeconds: number
  /** Whether there is a webhook that wakes people. */
  readonly wakes?: boolean
  /** True when trust.authservIds or trust.verifyDkim is set: then a verdict must agree. */
  readonly verdictsExpected: boolean
  readonly brakes: Brakes
  /** Domains where everybody can have a mailbox: nobody there speaks for the others. */
  readonly publicDomains?: ReadonlySet<string>
  readonly language: Language
  /** Texts that engineers put in by a name: the folder's, then the program's own. */
  readonly answers: readonly CannedAnswer[]
  /** Who gets new tickets, and who is on duty; empty where nobody said so. */
  readonly rota: Rota
  readonly greetings: Readonly<Record<Language, Greeting>>
  /** Signs ids and tokens; lies in the books. */
  readonly secret: string
  /** Our mark in X-Ticket-Loop; lies in the books. */
  readonly installId: string
}
