// How a customer's letter comes to its ticket, as a value: it opens one on some occasion, or it joins one. What is judged
// of it is read by the rules that write drafts and history.
import type { TicketId } from '../../letter.ts'
import type { JoinRule, NotJoined, Withheld } from '../../words/words.ts'
import type { CustomerScene } from '../scene/scene.ts'
import type { Alike } from '../ticket/canned.ts'
import type { Ticket } from '../ticket/ticket.ts'

/** A letter that joins: the ticket as the books have it, and why it belongs there. */
export interface Joining {
  readonly ticket: Ticket
  readonly rule: JoinRule
  readonly newcomer: boolean
  readonly mentions: readonly TicketId[]
}

/** How a letter comes to open a ticket. */
export interface Occasion {
  /** For the log, in English. */
  readonly because: string
  /** Why nobody may be answered, whatever the rules of acknowledgements say; null lets them decide. */
  readonly silentBecause: Withheld | null
  /** Whether anything is guessed from its words: not from a machine's. */
  readonly readable: boolean
  /** `nobody`: filed quietly, a read receipt. */
  readonly shownTo: 'engineers' | 'nobody'
  readonly mentions: readonly TicketId[]
  /** The sender's own ticket, closed too long ago to be reopened. */
  readonly former: Ticket | null
  /** It names a ticket that it may not join. */
  readonly notJoined: NotJoined | null
}

/** A person's mail that opens a ticket and stands under the ordinary rules. */
export const ORDINARY: Occasion = {
  because: 'a new request',
  silentBecause: null,
  readable: true,
  shownTo: 'engineers',
  mentions: [],
  former: null,
  notJoined: null,
}

/** The new ticket and all that was judged of it; drafts and history read this. */
export interface Judged {
  readonly scene: CustomerScene
  readonly occasion: Occasion
  readonly ticket: Ticket
  readonly complaint: string | null
  /** What was solved before and is like it, for the card. */
  readonly alike: Alike
  /** Why no acknowledgement goes out, or null. */
  readonly withheld: Withheld | null
  readonly mutes: boolean
  /** Strangers of the sender's domain are muted too. */
  readonly mutesDomain: boolean
  /** The leads are to hear of a brake that holds it back, and have not this hour. */
  readonly braked: { readonly key: string; readonly covered: boolean; readonly because: Withheld } | null
  /** The next ones of this hour go into this ticket. */
  readonly reachesLimit: boolean
}
