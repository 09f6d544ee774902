// What commands did, line by line, and why they could not: facts for transcripts, for mails about a mistake and for the
// history, which often say the same.
import type { Nothing } from '../../letter.ts'
import type { Category, CommandWord, CriticalGround, StateWord } from './parts.ts'

/** Of any command. */
export interface CommandSentences {
  'contradicts another command': Nothing
  'note answers a note': Nothing
  'belongs to no ticket': Nothing
  'state changed': { readonly from: StateWord; readonly to: StateWord }
  /** `at` counts the lines of the mail from 1. */
  'command below text': { readonly at: number }
  'command behind text': { readonly at: number }
  'command without mark': { readonly at: number }
  'command in the subject': Nothing
  'too many commands': { readonly most: number; readonly commands: number }
  'right but not carried out': Nothing
  'right, but not with this text': Nothing
  'no such command': Nothing
  'did you mean': { readonly names: readonly string[] }
  'leads only': { readonly leads: readonly string[] }
  'nothing stands behind it': Nothing
  'only tickets stand behind it': { readonly command: CommandWord }
  incomplete: { readonly command: CommandWord }
  'no address': { readonly written: string }
  'no ticket number': { readonly written: string }
  'no such ticket': { readonly number: string }
}

/** Whose a ticket is and where it stands. */
export interface TicketSentences {
  'yours already': Nothing
  'no such engineer': { readonly written: string; readonly engineers: readonly string[] }
  'several engineers fit': { readonly engineers: readonly string[] }
  'has it already': { readonly engineer: string }
  /** Null is nobody. */
  'engineer changed': { readonly from: string | null; readonly to: string | null }
  'engineer is away': { readonly engineer: string; readonly lastOn: string }
  'nobody has it': Nothing
  'closed, reopen first': Nothing
  'interim news': { readonly state: StateWord }
  'closed already': { readonly on: Date | null }
  'ticket is closed': Nothing
  'is merged': { readonly into: string }
  'not closed': Nothing
  'new deadline': { readonly at: Date }
  'development reference': { readonly reference: string }
  'in development already': Nothing
  'not in development': Nothing
}

/** Its weight and kind. */
export interface WeightSentences {
  'no such service': Nothing
  'category already': Nothing
  'category changed': { readonly from: Category; readonly to: Category }
  'name the ground': Nothing
  'critical already': Nothing
  'critical now': { readonly ground: CriticalGround }
  'ordinary already': Nothing
  'ordinary now': Nothing
  'alert seen': { readonly engineer: string }
  'alert seen already': { readonly engineer: string }
  'no alert to silence': Nothing
  'subject changed': { readonly from: string; readonly to: string }
  'subject already': Nothing
  'no subject': Nothing
  'subject too long': { readonly most: number }
  /** Tickets whose turn would have come first, and by how many working hours. */
  overtook: { readonly tickets: readonly { readonly number: string; readonly hours: number }[] }
}

/** What is promised on it. */
export interface PromiseSentences {
  'no questions': Nothing
  'nothing was asked before': Nothing
  'answered too long ago': { readonly at: Date }
  'deadline has passed': Nothing
  'waits already': Nothing
  'answered since': Nothing
  'waiting since': { readonly at: Date }
  'contract not listed': { readonly contract: string }
  'contract not valid then': {
    readonly contract: string
    readonly fromOn: string
    readonly toOn: string
    readonly cameAt: Date
  }
  'contract already': Nothing
  'contract now': { readonly contract: string; readonly organisation: string; readonly deadlineAt: Date | null }
  'no date without contract': Nothing
  'no such day': { readonly written: string }
  'has passed': { readonly written: string }
  'no working day': { readonly written: string }
  'name the reason': Nothing
  'needs consent': Nothing
  'consent is ahead': { readonly written: string }
  'deadline agreed': { readonly from: Date | null; readonly to: Date; readonly reason: string }
  'kept mail dropped': Nothing
  'nothing to take back': Nothing
  'gone already': Nothing
  'not your answer': Nothing
  'taken back': Nothing
  'no text below send': Nothing
  'nothing to send': Nothing
}

/** Who takes part and who is there. */
export interface PeopleSentences {
  "engineer's address": Nothing
  "desk's address": Nothing
  'takes part already': { readonly address: string }
  'takes part now': { readonly address: string }
  'takes no part': { readonly address: string; readonly participants: readonly string[] }
  'takes part no more': { readonly address: string }
  'watched already': Nothing
  'watched now': { readonly engineer: string }
  'not watched': Nothing
  'watched no more': { readonly engineer: string }
  'away until when': Nothing
  'no day of leave': { readonly written: string }
  "another's leave": Nothing
  away: { readonly engineer: string; readonly lastOn: string }
  back: { readonly engineer: string }
}

/** Tickets that are one, two, or related. */
export interface JoinSentences {
  'same ticket': Nothing
  'merged, name the other': { readonly number: string; readonly into: string }
  'closed target': { readonly number: string }
  'joined by': { readonly number: string }
  'merged into': { readonly into: string }
  'news of a merge': { readonly number: string; readonly into: string }
  'all its mail of': { readonly number: string }
  'of another party': { readonly number: string; readonly id: number }
  'linked already': { readonly number: string }
  'linked to': { readonly number: string }
  'nothing to split': Nothing
  'split already': Nothing
  'split off from': { readonly number: string }
  'split off as': { readonly number: string; readonly at: Date }
}

/** All that is said of commands that change a ticket. */
export interface OrderSentences
  extends CommandSentences,
    TicketSentences,
    WeightSentences,
    PromiseSentences,
    PeopleSentences,
    JoinSentences {}
