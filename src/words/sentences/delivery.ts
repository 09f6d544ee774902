// Letters that did not arrive, and brakes that were pulled: what history and leads are told of them.
import type { Nothing, OutgoingKind } from '../../letter.ts'
import type { StateWord } from './parts.ts'

/** What is said of a letter of ours that was not delivered. */
export interface DeliverySentences {
  /** In the history: what was not delivered, to whom, in the server's words. */
  'not delivered': { readonly what: OutgoingKind; readonly recipient: string; readonly diagnostic: string }
  /** In the history: the server has taken a letter that hands the turn to the customer. */
  delivered: { readonly what: OutgoingKind; readonly filedAt: Date; readonly at: Date }
  'state after an undelivered answer': { readonly from: StateWord; readonly to: StateWord }
  /** A letter to an engineer goes without its files: it is larger than our server takes (`takes`, when it says how much). */
  'goes without files': { readonly number: string | null; readonly takes: number | null }
  'file left out': { readonly name: string; readonly bytes: number }
  'files are kept': { readonly number: string | null }
  'went without files': { readonly to: string; readonly files: readonly string[] }
  muted: { readonly address: string; readonly hours: number }
  'muted because': { readonly mails: number }
  'muted for its words': Nothing
  'muted means': Nothing
  /** Acknowledgements are held back: of contracts, or of strangers; the first of them in this hour. */
  braked: { readonly covered: boolean; readonly number: string }
  'sent when it has passed': Nothing
  'not sent later': Nothing
  'acknowledged late': { readonly address: string }
  flood: { readonly address: string; readonly tickets: number }
  'flood goes into': { readonly number: string }
}
