// The pages of the board, as facts: what each shows. `words.ts` is the face that hands them on.
import type { Address, Language, OutgoingKind, TicketId } from '../letter.ts'
import type { Cut, Figures } from './figures.ts'
import type { Category, Criticality, EventName, StateWord, WorkingTime } from './sentences/parts.ts'
import type { Turn, Why } from './why.ts'

/** One ticket in a list. */
export interface BoardLine {
  readonly ticket: TicketId
  readonly number: string
  readonly subject: string
  readonly customer: string
  readonly organisation: string | null
  readonly contract: string | null
  readonly state: StateWord
  readonly criticality: Criticality
  readonly category: Category
  /** Whose turn it is; null when nobody's. */
  readonly turn: Turn | null
  readonly receivedAt: Date
  readonly deadlineAt: Date | null
  readonly left: WorkingTime | null
  readonly clockStands: boolean
  /** Name of the engineer who has it. */
  readonly engineer: string | null
  /** A `mailto:` that has the desk send the reader this ticket's card. */
  readonly mailto: string
}

/** What the address of the queue asks for; '' where it asks nothing. */
export interface QueueAsked {
  readonly words: string
  readonly turn: Turn | ''
  readonly overdue: boolean
  readonly state: StateWord | ''
  /** An engineer's address, or `nobody`. */
  readonly engineer: string
  readonly contract: string
  readonly category: Category | ''
  /** From 1. */
  readonly page: number
}

/** What may be chosen in the forms. */
export interface BoardChoices {
  readonly engineers: readonly { readonly address: string; readonly name: string }[]
  readonly contracts: readonly { readonly number: string; readonly organisation: string }[]
}

export interface QueuePage {
  readonly page: 'queue'
  readonly asked: QueueAsked
  readonly choices: BoardChoices
  readonly lines: readonly BoardLine[]
  readonly more: boolean
  /** Unfinished tickets by state, and how many of them are overdue. */
  readonly open: Readonly<Record<string, number>>
  readonly overdue: number
  readonly at: Date
}

export interface BoardFile {
  /** Its place among the message's files, from 1. */
  readonly n: number
  readonly name: string
  readonly type: string
  readonly bytes: number
  /** A picture that a page may show. */
  readonly picture: boolean
}

export interface BoardMessage {
  readonly n: number
  readonly direction: 'in' | 'out' | 'note'
  readonly kind: string | OutgoingKind
  readonly from: Address
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly at: Date
  readonly text: string
  readonly files: readonly BoardFile[]
  /** Whether the raw mail is kept, so that its HTML may be shown. */
  readonly mayHaveHtml: boolean
  readonly deliveries: readonly { readonly recipient: string; readonly state: string }[]
}

export interface TicketPage {
  readonly page: 'ticket'
  readonly line: BoardLine
  readonly people: {
    readonly customer: Address
    readonly phone: string | null
    readonly participants: readonly Address[]
  }
  readonly channel: 'email' | 'phone'
  readonly earliestAt: Date | null
  readonly answeredAt: Date | null
  readonly closedAt: Date | null
  readonly provisional: boolean
  readonly criticalWhy: string | null
  readonly developmentReference: string | null
  readonly linked: readonly { readonly number: string; readonly how: 'linked' | 'merged into' }[]
  readonly messages: readonly BoardMessage[]
  readonly history: readonly {
    readonly at: Date
    readonly who: string
    readonly what: EventName | string
    readonly detail: string
  }[]
  readonly count: Why | null
  readonly at: Date
}

/** What the address of the figures asks for, as it was written. */
export interface FiguresAddress {
  readonly from: string
  readonly to: string
  readonly contract: string
  readonly by: Cut | ''
  readonly compare: boolean
}

/** Why there are no figures. */
export type FiguresTrouble = 'from' | 'to' | 'backwards' | 'too long' | 'contract'

/** A stretch of the period, of the same figures as the whole. */
export interface CurvePoint {
  readonly from: Date
  readonly to: Date
  readonly came: number
  readonly processed: number
  readonly open: number
  readonly overdue: number
  readonly kept: number
  readonly due: number
  /** Mean processing time in working days, net of the customer's. */
  readonly meanDays: number | null
}

export interface Curves {
  readonly step: 'day' | 'week' | 'month'
  readonly points: readonly CurvePoint[]
  readonly months: readonly CurvePoint[]
}

export interface FiguresPage {
  readonly page: 'figures'
  readonly asked: FiguresAddress
  readonly choices: BoardChoices
  readonly prefix: string
  readonly trouble: FiguresTrouble | null
  readonly figures: Figures | null
  readonly previous: Figures | null
  readonly curves: Curves | null
  readonly at: Date
}

/** How the machine stands; what only the main thread knows comes with the question. */
export interface MachineState {
  readonly reasons: readonly { readonly code: string; readonly sentence: string }[]
  readonly inbox: {
    readonly connected: boolean
    readonly backlog: number
    readonly lastSweepAt: Date | null
    readonly trouble: string | null
  }
  readonly lastSentAt: Date | null
  readonly memoryBytes: number
  readonly startedAt: Date
}

export interface MachinePage {
  readonly page: 'machine'
  readonly state: MachineState
  readonly outbox: {
    readonly waiting: number
    readonly due: number
    readonly failed: number
    readonly doubtful: number
    readonly held: number
    readonly sentLastHour: number
  }
  readonly stuck: readonly {
    readonly id: number
    readonly number: string | null
    readonly to: string
    readonly state: string
    readonly attempts: number
    readonly queuedAt: Date
    readonly nextAt: Date | null
    readonly error: string | null
  }[]
  readonly stuckMore: number
  readonly letters: number
  readonly setAside: number
  /** Until when the calendar is official; null: this year is not. */
  readonly officialUntil: Date | null
  readonly lastBackupAt: Date | null
  readonly bytes: number
  readonly writeAheadBytes: number
  readonly versions: readonly (readonly [what: string, version: string])[]
  readonly at: Date
}

export interface LoginPage {
  readonly page: 'login'
  readonly verdict: 'missing' | 'wrong' | 'too many'
  /** Seconds until the next try. */
  readonly rest: number
  /** Where to after it. */
  readonly next: string
}

export interface TroublePage {
  readonly page: 'trouble'
  readonly what: 'no such page' | 'no such ticket' | 'no such file' | 'no html' | 'failing'
}

export type Page = QueuePage | TicketPage | FiguresPage | MachinePage | LoginPage | TroublePage

/** What a page is printed with. */
export interface PageFrame {
  readonly language: Language
  /** The address asked for: path and query. */
  readonly address: string
  /** Drawings of a page by name, as SVG. */
  readonly drawings: Readonly<Record<string, string>>
}

/** One drawing, in the words of a language. */
export interface Drawing {
  readonly name: string
  readonly title: string
  /** What each line is; drawn in this order. */
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[]
  /** The stretches: as the axis has room for them, and in full. */
  readonly stretches: readonly { readonly short: string; readonly name: string }[]
  readonly unit: string
  /** A band of values that is the norm. */
  readonly band: { readonly from: number; readonly to: number; readonly label: string } | null
  readonly kind: 'lines' | 'bars'
}
