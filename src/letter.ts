// The shared words of the house: what a letter is when it comes in, and what lies in the outbox (Outgoing). Only types and
// tiny pure functions; knows no library.
import { domainToASCII } from 'node:url'
import type { Defect, LetterKind, Reason, VerdictReason } from './letter/findings.ts'

export type * from './letter/findings.ts'

/** A mailbox as a person reads it. The domain of `address` is lower-cased, its local part is as written. */
export interface Address {
  readonly name: string
  readonly address: string
}

/** The decimal of a ticket's number; `tag.ts` prints it as SKPS-12. */
export type TicketId = number

/** A language that letters are written in. */
export type Language = 'ru' | 'en'

/** A folder of one user on one host, as it was numbered once: only in it a UID means something (RFC 9051 section 2.3.1.1). */
export interface Mailbox {
  readonly host: string
  readonly user: string
  readonly folder: string
  readonly uidValidity: string
}

/** Where the mail server keeps a letter, and what it says of it there; with another size or moment it is another mail. */
export interface Place extends Mailbox {
  readonly uid: number
  /** RFC822.SIZE; 0 when the server gave none. */
  readonly bytes: number
  /** INTERNALDATE; null when the server gave none. */
  readonly arrivedAt: Date | null
}

/** A part of a kept letter, taken out again by its number (depth first) when it is needed. */
export interface Attachment {
  readonly part: number
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly sha256: string
  readonly inline: boolean
  readonly contentId: string | null
}

/** What the start of a file says that holds text, known by the file's hash; for comparing, never to be shown or kept with a ticket. */
export interface AttachedText {
  readonly sha256: string
  readonly text: string
}

/** One recipient of a delivery status notification (RFC 3464 section 2.3). */
export interface BouncedRecipient {
  readonly address: string
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded'
  /** Enhanced status code (RFC 3463) like 5.1.1, when the notice names one. */
  readonly status: string | null
  readonly diagnostic: string | null
  readonly permanent: boolean
}

/** What a delivery report says. */
export interface Bounce {
  readonly recipients: readonly BouncedRecipient[]
  readonly originalMessageId: string | null
}

/** What the headers of a mail say of a forwarded original, read from a forwarded block or a message/rfc822 part. */
export interface Forwarded {
  readonly from: Address | null
  readonly to: readonly Address[]
  readonly subject: string | null
  readonly date: Date | null
  /** The original's own text. */
  readonly text: string
}

/** Who vouches for the sender: what the mail server (RFC 8601) or our own check of DKIM and DMARC found. */
export interface Verdict {
  /** `pass` and `fail` bind; `none`: a verdict was given and it is neither; `unknown`: nobody whom we trust said anything. */
  readonly sender: 'pass' | 'fail' | 'none' | 'unknown'
  readonly because: VerdictReason
}

/** By which mark lines of a text were taken for none of what the sender wrote this time. */
export type CutRule =
  | 'quoted lines'
  | 'attribution'
  | 'header lines'
  | 'separator'
  | 'forward'
  | 'signature mark'
  | 'sign-off'
  | 'device line'
  | 'disclaimer'
  | 'seal'
  | 'words of the program'
  | 'enclosed letter'

/** Lines of a text, counted from 1, `to` included, that stand in `quoted` or `signature` instead of `reply`. */
export interface Cut {
  readonly from: number
  readonly to: number
  readonly rule: CutRule
  /** True where a program wrote the mark; false where custom says so (a sign-off, an attribution without marked lines). */
  readonly sure: boolean
}

/** Text as a reader sees it. `reply` is what the sender wrote himself this time; quotes and signature are views, nothing is lost. */
export interface ReadText {
  readonly text: string
  /** The text as the sender's program made it: without letters enclosed as parts, contact cards and the armour of PGP. */
  readonly body: string
  readonly reply: string
  readonly quoted: string
  readonly signature: string
  /** What keeps lines of `text` out of `reply`, in order. */
  readonly cuts: readonly Cut[]
}

/** What was read in the bytes of a mail, before anybody asked where it belongs. Message-IDs stand without angle brackets. */
export interface Mail extends ReadText {
  readonly bytes: number
  readonly sha256: string
  readonly from: Address | null
  /** How many mailboxes all From lines name together; anything but 1 proves nothing (RFC 5322 section 3.6.2). */
  readonly fromMailboxes: number
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly replyTo: readonly Address[]
  readonly deliveredTo: readonly string[]
  /** Return-Path: '' for the null sender, null when the host records none. */
  readonly returnPath: string | null
  readonly subject: string
  readonly date: Date | null
  readonly messageId: string | null
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  /** Whether a readable HTML part exists. */
  readonly html: boolean
  /** HTML made harmless for engineers' eyes (no script, form, frame, nothing remote), or null. */
  readonly safeHtml: string | null
  readonly attachments: readonly Attachment[]
  /** The texts in attachments that are text, as far as one looks; the books don't have them. */
  readonly attachedTexts?: readonly AttachedText[]
  readonly kind: LetterKind
  /** What the mail's own headers allow (RFC 3834 sections 2 and 4); the books add their brakes. */
  readonly mayAcknowledge: boolean
  /**
   * Whether a machine speaks, which is not heard: `surely` by RFC 3834's own mark, an empty return path or a report on top;
   * `by its marks` of responders that no person's program writes. By a list's marks or a subject alone it is null.
   */
  readonly byMachine: 'surely' | 'by its marks' | null
  /** A calendar's answer to an invitation, «Принято» (RFC 5546): a program wrote it at a click, nothing is asked. */
  readonly answersInvitation: boolean
  /** The sign of a reaction (👍) that a mail program sent at a click, when the mail is one; it asks and changes nothing. */
  readonly reaction: string | null
  /** The rules that decided kind and mayAcknowledge. */
  readonly why: readonly Reason[]
  readonly bounce: Bounce | null
  /** Set when the mail carries somebody else's letter as a forward. */
  readonly forwarded: Forwarded | null
  /** Importance, Priority or X-Priority say high. */
  readonly importanceHigh: boolean
  /** Values of X-Ticket-Loop and X-Loop, to recognise our own mark and that of other desks. */
  readonly loopMarks: readonly string[]
  readonly receivedHops: number
  /** sha256 over From, Date, Subject and body: with Message-ID the key of the same mail come by another alias. */
  readonly contentHash: string
  /** What could not be read whole or had to be guessed. */
  readonly defects: readonly Defect[]
  /** True when the mail could not be parsed and only a scan of its head stands here. */
  readonly setAside: boolean
  /** Lines of header fields that the authentication room judges, in the order of the mail. */
  readonly trace: readonly { readonly name: string; readonly value: string }[]
}

/** A mail that has arrived at the desk. */
export interface Letter extends Mail {
  readonly place: Place | null
  /** INTERNALDATE: when the support mailbox took it (regulation, the moment of arrival). */
  readonly arrivedAt: Date
  readonly verdict: Verdict
  /** It was filed once, by books that are lost: what is said because of it was most likely sent then, and is not sent again. */
  readonly foundAgain?: true
}

/** What a letter from the desk is. `answer` is a person's; the rest no person wrote. */
export type OutgoingKind =
  | 'acknowledgement'
  | 'answer'
  | 'notice'
  | 'notification'
  | 'note'
  | 'transcript'
  | 'alert'
  | 'digest'

/** A file that goes out: a part of a letter that is kept. */
export interface PartOfLetter {
  readonly letterSha256: string
  readonly part: number
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly sha256: string
}

/** RFC 3834 section 5: what Auto-Submitted says; `no` for what a person wrote. */
export type AutoSubmitted = 'no' | 'auto-replied' | 'auto-generated'

/** All of a letter that is not wording. Fixed at filing, so that a repeat is recognisably a repeat. */
export interface Envelope {
  /** 128 bits of HMAC over cause, draft and recipient, hexadecimal. */
  readonly id: string
  readonly ticket: TicketId | null
  readonly kind: OutgoingKind
  readonly audience: 'customer' | 'engineer'
  readonly language: Language
  /** Always the support address; the name may be an engineer's. */
  readonly from: Address
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly replyTo: string | null
  /** Envelope sender (Return-Path of what we send). */
  readonly envelopeFrom: string
  /** Each is delivered in an SMTP transaction of its own. */
  readonly recipients: readonly string[]
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly date: Date
  readonly autoSubmitted: AutoSubmitted
  /** X-Ticket-ID, X-Ticket-Event, X-Ticket-Loop, Importance …: names and values are ours, values are flattened at the edge. */
  readonly headers: readonly {
    readonly name: string
    readonly value: string
  }[]
  readonly attachments: readonly PartOfLetter[]
  /** Held until then (relayHoldSeconds); null goes at once. */
  readonly notBefore: Date | null
  /** Its acceptance by the server hands the turn to the customer: that is a cause of its own. */
  readonly turns?: true
}

/** What lies in the outbox: an envelope and its words. */
export interface Outgoing extends Envelope {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** That the server has taken a letter which hands the turn over, and when (its 250). */
export interface Acceptance {
  readonly outgoingId: string
  readonly recipient: string
  readonly at: Date
}

/** Why a delivery ended without success, in facts; `text` is the server's own line, cut and cleaned. */
export interface DeliveryFailure {
  readonly outgoingId: string
  readonly recipient: string
  readonly code: number | null
  readonly status: string | null
  readonly text: string
  readonly lastingBecause: 'refused' | 'too large' | 'expired' | 'unsendable' | 'bounced'
  /** What our server takes of one letter, in bytes, when it was too large and the server names it. */
  readonly takes?: number
}

/** Address equality as mail demands it: domains as A-labels without case, the local part without case too, as every real mailbox host has it. */
export function sameAddress(a: string, b: string): boolean {
  if (a.toLowerCase() === b.toLowerCase()) return true
  const domain = domainOf(a)
  return domain !== '' && domain === domainOf(b) && localPart(a) === localPart(b)
}

/** The domain of an address in lower case and as A-labels (RFC 5890): завод.рф is xn--80adf5ad.xn--p1ai; '' when there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = at < 0 ? '' : address.slice(at + 1).toLowerCase()
  return /[^\x00-\x7f]/.test(domain) ? domainToASCII(domain) || domain : domain
}

function localPart(address: string): string {
  return address.slice(0, address.lastIndexOf('@')).toLowerCase()
}
