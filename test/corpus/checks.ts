// What each key of an expected.json asks of a mail that was read. A key that is not in the table is informative only.
// Where a source's policy differs from ours, the line beside its check says how it is judged.
import type { Mail } from '../../src/letter.ts'

/** What is judged: a whole mail, or of a body alone what trimming and forwards say. */
export type Read = Pick<Mail, 'text' | 'reply' | 'quoted' | 'signature' | 'forwarded'> & { readonly mail: Mail | null }

/** One truth of a file. */
export type Truths = Readonly<Record<string, unknown>>

/** Null when the truth is met, else what is wrong, in a few words. */
export type Check = (truth: unknown, read: Read, truths: Truths) => string | null

const SHOWN = 140

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text === undefined ? 'nothing' : text.replaceAll(/\s+/gu, ' ').slice(0, SHOWN)
}

function texts(truth: unknown): readonly string[] {
  return (Array.isArray(truth) ? truth : [truth]).filter((one) => typeof one === 'string')
}

/** Without white space, invisible marks and the marks of emphasis that a text made from HTML carries. */
function bare(text: string): string {
  return text.normalize('NFC').replaceAll(/[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]+/gu, '')
}

function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim()
}

function equal(truth: unknown, ours: string | null): string | null {
  const wanted = typeof truth === 'string' ? plain(truth) : truth
  const got = ours === null ? null : plain(ours)
  return wanted === got ? null : `wanted ${shown(wanted)}, got ${shown(got)}`
}

function lacks(truth: unknown, where: string): string | null {
  const missing = texts(truth).find((one) => !bare(where).includes(bare(one)))
  return missing === undefined ? null : `lacks ${shown(missing)}`
}

function mailOf(read: Read): Mail {
  if (read.mail === null) throw new Error('this truth is about a whole mail')
  return read.mail
}

interface NamedFile {
  readonly filename?: string | null
  readonly content_type?: string
  readonly size?: number
  readonly sha256?: string
}

/** Each expected file has one of ours with the same bytes, or the same name and type where no bytes are given. */
function attachments(truth: unknown, read: Read): string | null {
  const left = [...mailOf(read).attachments]
  for (const wanted of truth as NamedFile[]) {
    const at = left.findIndex((ours) => sameFile(wanted, ours))
    if (at < 0) return `lacks ${shown(wanted)}, has ${shown(left.map((one) => [one.name, one.type, one.bytes]))}`
    left.splice(at, 1)
  }
  return null
}

function sameFile(wanted: NamedFile, ours: Mail['attachments'][number]): boolean {
  if (wanted.sha256 !== undefined && wanted.sha256 !== ours.sha256) return false
  if (wanted.size !== undefined && wanted.sha256 !== undefined && wanted.size !== ours.bytes) return false
  const name = wanted.filename
  // Names are made harmless (threats.md T10): only the last component, compared by letters and digits.
  if (typeof name === 'string' && !sameName(name, ours.name)) return false
  const type = wanted.content_type?.toLowerCase()
  return type === undefined || type === ours.type || wanted.sha256 !== undefined
}

function sameName(wanted: string, ours: string): boolean {
  const letters = (name: string): string =>
    (name.split(/[/\\]/u).at(-1) ?? '').normalize('NFC').replaceAll(/[^\p{L}\p{N}]+/gu, '')
  return letters(wanted) === letters(ours) || letters(ours).endsWith(letters(wanted))
}

interface StatedRecipient {
  readonly recipient?: string
  readonly action?: string
  readonly status?: string
}

const ACTIONS: readonly string[] = ['failed', 'delayed', 'delivered', 'relayed', 'expanded']

function recipients(truth: unknown, read: Read): string | null {
  const ours = mailOf(read).bounce?.recipients ?? []
  for (const wanted of truth as StatedRecipient[]) {
    // RFC 3464 knows five actions; others (`failure`, `expired`, `deliverable`) are read as one of them.
    const action = ACTIONS.includes(wanted.action ?? '') ? wanted.action : undefined
    const found = ours.some(
      (one) =>
        one.address.toLowerCase() === wanted.recipient?.toLowerCase() &&
        (action === undefined || one.action === action) &&
        (wanted.status === undefined || !/^[245]\./u.test(wanted.status) || one.status === wanted.status),
    )
    if (!found) return `wanted ${shown(wanted)}, got ${shown(ours)}`
  }
  return null
}

function addressesMatch(truth: unknown, read: Read): string | null {
  const ours = (mailOf(read).bounce?.recipients ?? []).map((one) => one.address.toLowerCase()).sort()
  const wanted = texts(truth)
    .map((one) => one.toLowerCase())
    .sort()
  return wanted.every((one) => ours.includes(one)) ? null : `wanted ${shown(wanted)}, got ${shown(ours)}`
}

/** A delayed mail has bounced for those who count warnings (flufl, Sisimai), but nothing has failed for us: kind decides. */
function isBounce(truth: unknown, read: Read): string | null {
  const { kind, bounce } = mailOf(read)
  if (truth === true) return kind === 'bounce' && bounce !== null ? null : `kind is ${kind}`
  const failed = bounce?.recipients.some((one) => one.action === 'failed') ?? false
  return failed ? 'a recipient is called failed' : null
}

function isPermanent(truth: unknown, read: Read): string | null {
  const ours = (mailOf(read).bounce?.recipients ?? []).some((one) => one.permanent)
  return ours === truth ? null : `permanent is ${ours}, recipients ${shown(mailOf(read).bounce?.recipients)}`
}

const KINDS: Readonly<Record<string, Mail['kind']>> = {
  human: 'mail',
  'mailing-list': 'list',
  bulk: 'list',
  vacation: 'auto-reply',
  'auto-reply': 'auto-reply',
}

/** Kinds of our own; the sources' reports of abuse and of DMARC have none. */
function kind(truth: unknown, read: Read): string | null {
  const wanted = KINDS[String(truth)]
  if (wanted === undefined || read.mail === null) return null
  return wanted === read.mail.kind ? null : `kind is ${read.mail.kind} for ${String(truth)}`
}

/** A complaint that says `auto-replied` of itself is an automatic answer by RFC 3834, whatever the source calls it. */
function isAutoReply(truth: unknown, read: Read, truths: Truths): string | null {
  const ours = mailOf(read).kind === 'auto-reply'
  const says = mailOf(read).why.some((one) => one.is === 'auto-submitted' && one.value === 'auto-replied')
  const complaint = truths.kind === 'arf-feedback-report' && says
  return ours === truth || complaint ? null : `kind is ${mailOf(read).kind}`
}

function reply(truth: unknown, read: Read): string | null {
  const wanted = bare(String(truth))
  // Sources that leave a signature in the reply mean the same text with ours behind it.
  const signed = bare(`${read.reply}${read.signature}`)
  if (wanted === bare(read.reply) || wanted === signed) return null
  return `wanted … ${shown(String(truth).slice(-SHOWN))}, got … ${shown(read.reply.slice(-SHOWN))}`
}

function absent(truth: unknown, read: Read): string | null {
  const there = texts(truth).find((one) => bare(one) !== '' && bare(read.reply).includes(bare(one)))
  return there === undefined ? null : `holds ${shown(there)}`
}

function endsBy(truth: unknown, read: Read): string | null {
  const at = bare(read.reply).indexOf(bare(String(truth)))
  if (at < 0) return null
  const rest = bare(read.reply).slice(at + bare(String(truth)).length)
  return rest.replaceAll(/[.,!]/gu, '') === '' ? null : `goes on after ${shown(truth)}: ${shown(rest)}`
}

function address(text: unknown): string {
  return /[^\s<>]+@[^\s<>]+/u.exec(String(text))?.[0].toLowerCase() ?? ''
}

/** Truths that rest on another rule than ours, by file: they are informative only. */
export const ANOTHER_RULE: Readonly<Record<string, readonly string[]>> = {
  // Words below a sign-off that are no visiting card are the writer's and stay; the source cuts at the sign-off.
  'email-reply-parser__email_continue_after_signoff.txt': ['reply_ends_before_or_at', 'must_not_contain'],
  // What stands before an attribution on its line is the writer's; the source drops the line.
  'unquotemail__talon_txt_11.txt': ['reply'],
  // An answer of one line below the quote is an answer.
  'unquotemail__thunderbird_dual.txt': ['reply'],
}

/** The table: key of expected.json, what it asks. */
export const CHECKS: Readonly<Record<string, Check>> = {
  subject: (truth, read) => equal(truth, mailOf(read).subject),
  subject_contains: (truth, read) => lacks(truth, mailOf(read).subject),
  subject_token: (truth, read) => lacks(truth, mailOf(read).subject),
  from_address: (truth, read) => equal(String(truth).toLowerCase(), mailOf(read).from?.address.toLowerCase() ?? null),
  from_name: (truth, read) => equal(truth, mailOf(read).from?.name ?? null),
  message_id: (truth, read) => equal(truth, mailOf(read).messageId),
  in_reply_to: (truth, read) => equal(truth, mailOf(read).inReplyTo),
  references: (truth, read) =>
    JSON.stringify(truth) === JSON.stringify(mailOf(read).references) ? null : `got ${shown(mailOf(read).references)}`,
  text_contains: (truth, read) => lacks(truth, read.text),
  html_text_contains: (truth, read) => lacks(truth, read.text),
  nested_text_contains: (truth, read) => lacks(truth, read.text),
  some_text_in_it: (truth, read) => lacks(truth, read.text),
  body_contains: (truth, read) => lacks(truth, read.forwarded?.text ?? read.text),
  attachments,
  attachment_count: (truth, read) =>
    mailOf(read).attachments.length >= Number(truth) ? null : `has ${mailOf(read).attachments.length}`,
  reply,
  reply_words: (truth, read) =>
    plain(read.reply) === plain(String(truth)) || plain(`${read.reply} ${read.signature}`) === plain(String(truth))
      ? null
      : `got ${shown(read.reply)}`,
  must_contain: (truth, read) => lacks(truth, `${read.reply}\n${read.signature}`),
  must_not_contain: absent,
  reply_ends_before_or_at: endsBy,
  is_bounce: isBounce,
  recipients,
  bounced: addressesMatch,
  x_failed_recipients: addressesMatch,
  flufl_recipients: addressesMatch,
  permanent: isPermanent,
  original_message_id: (truth, read) => equal(truth, mailOf(read).bounce?.originalMessageId ?? null),
  kind,
  is_auto_reply: isAutoReply,
  suppress_auto_response: (truth, read) =>
    mailOf(read).mayAcknowledge === !truth
      ? null
      : `mayAcknowledge is ${mailOf(read).mayAcknowledge}: ${shown(mailOf(read).why)}`,
  forward_from: (truth, read) =>
    address(truth) === read.forwarded?.from?.address.toLowerCase() ? null : `got ${shown(read.forwarded?.from)}`,
  forward_to: (truth, read) =>
    read.forwarded?.to.some((one) => one.address.toLowerCase() === address(truth))
      ? null
      : `got ${shown(read.forwarded?.to)}`,
  forward_subject: (truth, read) => equal(truth, read.forwarded?.subject ?? null),
  forward_date: (_truth, read) => (read.forwarded?.date instanceof Date ? null : 'no date'),
  has_text: (truth, read) => ((read.text.trim() !== '') === truth ? null : 'no text'),
}
