// The board's words in a language: labels, and what stands around values already formatted.
import type { FiguresTrouble, TroublePage, Turn } from '../../words/words.ts'

export type BoardLabel =
  | 'queue'
  | 'figures'
  | 'machine'
  | 'skip'
  | 'leave'
  | 'otherLanguage'
  | 'loginTitle'
  | 'loginHelp'
  | 'token'
  | 'enter'
  | 'filters'
  | 'words'
  | 'turn'
  | 'any'
  | 'overdueOnly'
  | 'state'
  | 'unfinished'
  | 'engineer'
  | 'category'
  | 'contract'
  | 'show'
  | 'clear'
  | 'number'
  | 'subject'
  | 'customer'
  | 'deadline'
  | 'criticality'
  | 'nothing'
  | 'back'
  | 'forth'
  | 'pages'
  | 'answerIt'
  | 'answerHelp'
  | 'people'
  | 'phone'
  | 'participants'
  | 'channel'
  | 'received'
  | 'earliest'
  | 'answered'
  | 'closed'
  | 'development'
  | 'links'
  | 'thread'
  | 'from'
  | 'to'
  | 'copies'
  | 'files'
  | 'download'
  | 'withHtml'
  | 'deliveries'
  | 'history'
  | 'dateCount'
  | 'stripWords'
  | 'noMessages'
  | 'fromDay'
  | 'toDay'
  | 'dayHelp'
  | 'by'
  | 'short'
  | 'compare'
  | 'count'
  | 'balance'
  | 'time'
  | 'turns'
  | 'promises'
  | 'quality'
  | 'mail'
  | 'late'
  | 'raised'
  | 'reopenedTickets'
  | 'events'
  | 'load'
  | 'curves'
  | 'asTable'
  | 'stretch'
  | 'hour'
  | 'mailbox'
  | 'outbox'
  | 'books'
  | 'versions'
  | 'stuck'
  | 'noStuck'
  | 'attempts'
  | 'recipient'
  | 'nextTry'
  | 'error'
  | 'works'
  | 'worksNot'
  | 'asOf'
  | 'newer'
  | 'reload'

export interface BoardPhrases {
  readonly labels: Readonly<Record<BoardLabel, string>>
  /** Whose turn it is, in a word. */
  readonly turns: Readonly<Record<Turn | 'none', string>>
  /** What the days of a strip are. */
  readonly legend: Readonly<Record<'us' | 'customer' | 'development' | 'off' | 'short', string>>
  readonly states: Readonly<Record<string, string>>
  /** What kind of message it is. */
  readonly kinds: Readonly<Record<string, string>>
  readonly deliveryStates: Readonly<Record<string, string>>
  readonly measures: Readonly<
    Record<
      | 'openBefore'
      | 'came'
      | 'returned'
      | 'processed'
      | 'refused'
      | 'notRequests'
      | 'merged'
      | 'openAfter'
      | 'overdue'
      | 'waiting'
      | 'requests'
      | 'net'
      | 'gross'
      | 'norm'
      | 'deadlines'
      | 'firstAnswer'
      | 'firstNormal'
      | 'firstHigh'
      | 'outOfTurn'
      | 'reopened'
      | 'undelivered'
      | 'setAside'
      | 'notAcknowledged'
      | 'helped'
      | 'didNotHelp'
      | 'notSaid',
      string
    >
  >
  readonly mailCounts: Readonly<Record<string, string>>
  readonly machine: Readonly<
    Record<
      | 'connected'
      | 'unconnected'
      | 'lastSweep'
      | 'backlog'
      | 'waiting'
      | 'due'
      | 'failed'
      | 'doubtful'
      | 'held'
      | 'sentLastHour'
      | 'lastSent'
      | 'calendar'
      | 'noCalendar'
      | 'lastBackup'
      | 'never'
      | 'size'
      | 'writeAhead'
      | 'letters'
      | 'setAside'
      | 'memory'
      | 'started',
      string
    >
  >
  readonly loginVerdicts: { readonly wrong: string; tooMany(seconds: number): string }
  readonly troubles: Readonly<Record<TroublePage['what'], { readonly title: string; readonly text: string }>>
  readonly figuresTroubles: Readonly<Record<FiguresTrouble, string>>
  readonly curves: {
    readonly flow: string
    readonly stock: string
    readonly days: string
    readonly kept: string
    readonly load: string
    readonly open: string
    readonly requests: string
    readonly workingDays: string
    readonly percent: string
    readonly norm: string
  }
  readonly clockStands: string
  readonly nobody: string
  readonly linked: string
  readonly mergedInto: string
  readonly provisional: string
  /** «№ 3 · клиент» */
  message(n: number, kind: string): string
  openNow(count: string): string
  pageOf(page: number): string
  ticketTitle(number: string): string
  /** What a day of the strip is, for those who hear it. */
  strip(day: string, kind: string, n: string, turns: string): string
}
