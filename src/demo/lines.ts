// What the demo's people write and what the reader is told, in one language; the story is the same in each.
import type { Person } from './servers.ts'

/** A mail of the story: its subject where it begins a thread, and its text. */
interface Written {
  readonly subject: string
  readonly text: string
}

/** Acts of the story, in their order. */
export type Act =
  | 'asks'
  | 'answers'
  | 'joins'
  | 'robot'
  | 'nineties'
  | 'waits'
  | 'reminds'
  | 'resumes'
  | 'closes'
  | 'reopens'
  | 'looks'

/** The demo in one language. */
export interface Lines {
  readonly language: 'ru' | 'en'
  readonly support: Person
  readonly engineer: Person
  readonly customer: Person
  readonly robot: { readonly name: string; readonly address: string }
  readonly operator: { readonly name: string; readonly address: string }
  /** The desk's telephone, and who is under contract: the customer's firm, the operator's. */
  readonly phone: string
  readonly organisations: readonly [string, string]
  readonly acts: Readonly<Record<Act, string>>
  /** What people write. */
  readonly first: Written & { readonly attachment: string }
  readonly robots: Written
  readonly nineties: Written
  readonly answer: string
  readonly stays: string
  readonly question: string
  readonly reply: string
  readonly closing: string
  readonly unsolved: string
  readonly advice: string
  readonly thanks: string
  readonly urgent: Written
  /** What must stand in the letters that come of it. */
  readonly has: {
    readonly tenthDay: RegExp
    readonly signature: RegExp
    readonly category: RegExp
    readonly stays: RegExp
    readonly asked: RegExp
    readonly reminder: RegExp
    readonly newDate: RegExp
    readonly reopened: RegExp
    readonly unsolved: RegExp
    readonly advice: RegExp
    readonly closed: RegExp
  }
  /** Pages of the board, and what stands on each. */
  readonly pages: readonly (readonly [path: string, words: RegExp])[]
  /** What the reader is told around the mails. */
  readonly silent: string
  readonly historyOf: (ticket: string, state: string) => string
  readonly writes: (name: string) => string
  readonly gets: (name: string) => string
  readonly head: { readonly from: string; readonly subject: string; readonly at: string; readonly attachment: string }
  readonly bytes: string
  readonly moscow: string
  readonly clockMoved: (to: string) => string
  readonly joinIn: string
  readonly port: (imap: number | undefined, person: Person) => string
  readonly sending: (smtp: number) => string
  readonly clockStands: (at: string, daysAhead: number) => string
  readonly enter: string
  readonly done: string
  readonly stillUp: string
  readonly shown: (paths: string) => string
  readonly board: (address: string, token: string) => string
  readonly ends: string
}
