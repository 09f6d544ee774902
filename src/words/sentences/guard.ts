// Why the desk is silent: what forbids an automatic answer, and what speaks against a sender who gives orders.
import type { LetterKind, Nothing, Reason, Said, VerdictReason } from '../../letter.ts'

/** Why no automatic mail may answer a letter. */
export interface Withholdings {
  'sender without address': Nothing
  'headers forbid an answer': { readonly why: readonly Reason[] }
  'empty return path': Nothing
  "machine's address": { readonly local: string }
  'our own return path': Nothing
  'goes in circles': { readonly hops: number }
  'sender forged': { readonly because: VerdictReason }
  'stranger not vouched for': { readonly because: VerdictReason }
  'not addressed to us': Nothing
  'came too long ago': { readonly hours: number; readonly most: number }
  'address muted': { readonly until: Date }
  'domain muted': { readonly until: Date }
  'echoes our number': { readonly number: string }
  'says the same': { readonly times: number }
  'answered too fast': { readonly times: number }
  'enough acknowledgements': { readonly sent: number }
  'enough notices': { readonly sent: number }
  'enough for the domain': { readonly domain: string; readonly sent: number }
  'enough automatic mail': { readonly sent: number }
  'answers a robot at once': Nothing
  'mail of our own': Nothing
  "machine's mail": { readonly kind: LetterKind }
  'not readable': Nothing
}

/** Why no acknowledgement goes out, as a rule gives it. */
export type Withheld = Said<Withholdings>

/** Why a mail in an engineer's name is not carried out. */
export interface Doubts {
  'not one From': Nothing
  'repeats a mail': Nothing
  'answers no mail of ours': Nothing
  'sender not vouched for': { readonly because: VerdictReason }
  /** Others have got the token of the mail that it answers. */
  'seen by others': Nothing
  'looks automatic': Nothing
}

/** Why a mail in an engineer's name is not carried out, as a rule gives it. */
export type Doubt = Said<Doubts>

/** What the engineer is told of it, and how he confirms it. */
export interface UnprovedSentences {
  'not confirmed': { readonly subject: string }
  'not carried out': { readonly because: Doubt }
  'it came': { readonly at: Date; readonly subject: string }
  'confirm by an answer': Nothing
  'register by an answer': Nothing
  'not sent to a customer': Nothing
  'do not answer': Nothing
  'the rest as a list': Nothing
  'not confirmed by your answer': Nothing
  'unproved mails': { readonly mails: number }
  'unproved mail': { readonly n: number; readonly at: Date; readonly subject: string }
  'confirm by number': Nothing
  /** His own machine wrote it. */
  'automatic mail of yours': Nothing
  'subject of it': { readonly subject: string }
  'send it if yours': Nothing
  /** He sent an answer to others as well. */
  'sent past the desk': { readonly to: readonly string[] }
}

/** All that is said of what the desk does not do, for safety. */
export interface GuardSentences extends Withholdings, Doubts, UnprovedSentences {}
