// The small words that letters to customers and to engineers share: states, grounds, files, what an answer will do.
import type { Address, Attachment } from '../../letter.ts'

/** Where a ticket stands. */
export type StateWord = 'new' | 'open' | 'waiting' | 'development' | 'answered' | 'closed' | 'declined'
/** `suspected`: by the words of the letter, which no engineer has judged yet. */
export type Criticality = 'normal' | 'suspected' | 'high'
/** The regulation's two grounds of high criticality (R20), and any other with its reason. */
export type CriticalGround = 'service' | 'access' | 'other'
/** R8-R12: keep working, errors, administration, consultation, data; and what nobody has sorted yet. */
export type Category = 'operation' | 'errors' | 'administration' | 'consultation' | 'data' | 'unsorted'
export type { CalendarStatus } from '../../calendar/calendar.ts'

/** What the calendar makes of a day. */
export type DayKind = 'work' | 'short' | 'worked-saturday' | 'weekend' | 'holiday' | 'transferred'

/** The number of a customer's official letter, and its day YYYY-MM-DD where he gave one. */
export interface TheirNumber {
  readonly number: string
  readonly on: string | null
}

/** Working time as people count it; the wording turns seconds into «3 рабочих дня 2 часа» with `dayHours`. */
export interface WorkingTime {
  readonly seconds: number
  readonly dayHours: number
}

/** A file that is larger than what is relayed. */
export type FileRefused = { readonly is: 'too big to relay'; readonly megabytes: number }

/** A file, as a letter names it. */
export interface FileWord {
  readonly name: string
  readonly bytes: number
  /** Why it does not go along, else null. */
  readonly refused: FileRefused | null
}

/** What an answer to a mail to engineers will do: its first lines. */
export type AnswerGoes =
  | {
      readonly to: 'customer'
      readonly customer: Address
      readonly copies: readonly Address[]
      readonly holdSeconds: number
    }
  | { readonly to: 'engineers' }
  | { readonly to: 'commands' }
  /** A list: the customer of the ticket whose number stands in front, else commands. */
  | { readonly to: 'named' }

/** The file part of an attachment's word, as letters name it. */
export function fileWord(attachment: Attachment): FileWord {
  return { name: attachment.name, bytes: attachment.bytes, refused: null }
}

/** Commands of engineers as rules know them; what people write stands in the desk's table, what each does in `wording`. */
export type CommandName =
  | 'take'
  | 'assign'
  | 'drop'
  | 'working'
  | 'note'
  | 'wait'
  | 'dev'
  | 'undev'
  | 'close'
  | 'reopen'
  | 'critical'
  | 'normal'
  | 'seen'
  | 'category'
  | 'subject'
  | 'contract'
  | 'decline'
  | 'outside'
  | 'due'
  | 'merge'
  | 'split'
  | 'link'
  | 'cc'
  | 'uncc'
  | 'watch'
  | 'unwatch'
  | 'new'
  | 'phone'
  | 'from'
  | 'at'
  | 'notarequest'
  | 'spam'
  | 'queue'
  | 'mine'
  | 'show'
  | 'find'
  | 'caller'
  | 'why'
  | 'report'
  | 'statement'
  | 'template'
  | 'templates'
  | 'newtemplate'
  | 'fixed'
  | 'know'
  | 'similar'
  | 'help'
  | 'undo'
  | 'send'
  | 'away'
  | 'back'

/** A command and how it is written in each language. */
export interface CommandWord {
  readonly name: CommandName
  readonly ru: string
  readonly en: string
}

/** What a row of a ticket's history tells of; the books keep the code. */
export type EventName =
  | 'opened'
  | 'acknowledged'
  | 'withheld'
  | 'joined'
  | 'mentions'
  | 'same id'
  | 'linked'
  | 'category'
  | 'subject'
  | 'criticality'
  | 'alerted'
  | 'seen'
  | 'overtaken'
  | 'complaint'
  | 'muted'
  | 'flood'
  | 'robot'
  | 'bounce'
  | 'state'
  | 'reopened'
  | 'promise'
  | 'deadline'
  | 'calendar'
  | 'contract'
  | 'participant'
  | 'participants'
  | 'watching'
  | 'taken'
  | 'assigned'
  | 'dropped'
  | 'note'
  | 'interim'
  | 'answered'
  | 'asked'
  | 'held'
  | 'withdrawn'
  | 'delivered'
  | 'undelivered'
  | 'development'
  | 'fixed'
  | 'news due'
  | 'reminded'
  | 'overdue'
  | 'told'
  | 'help'
  | 'status'
  | 'merged'
  | 'split'
  | 'sending again'
  | 'sending stopped'
  | 'in doubt'
  | 'arrival unknown'
  | 'found again'
  | 'set aside'
  | 'put off'
  | 'files left out'
