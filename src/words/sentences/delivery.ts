// Letters that did not arrive, and brakes that were pulled: what history and leads are told of them.
import type { Nothing, OutgoingKind } from '../../letter.ts'
import type { StateWord } from './parts.ts'

export interface DeliverySentences {
  /** In the history: what was not delivered, to whom, in the server's words. */
  'not delivered': { readonly what: OutgoingKind; readonly recipient: string; readonly diagnostic: string }
  'state after an undelivered answer': { readonly from: StateWord; readonly to: StateWord }
  muted: { readonly address: string; readonly hours: number }
  'muted because': { readonly mails: number }
  'muted means': Nothing
  flood: { readonly address: string; readonly tickets: number }
  'flood goes into': { readonly number: string }
}
