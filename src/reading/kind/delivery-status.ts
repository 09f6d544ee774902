// Delivery status notifications as RFC 3464 writes them, and by which headers a notice of any form is recognised.
import type { BouncedRecipient, Reason } from '../../letter.ts'
import { firstOf, type Opened, type Part, valuesOf } from '../mime/parts.ts'
import { announcedBy, bouncingSender, isSureBounce } from './robot-marks.ts'
import { toldByTopic } from './topic-notice.ts'

/**
 * Why the head says that a mail is a mail server's notice about a delivery, or null when it does not. A report counts at the
 * top level, or where a machine sent it: a person who asks about a report that came back attaches its parts.
 */
export function isNotice(opened: Opened): Reason | null {
  if (isReportItself(opened)) return { is: 'delivery status' }
  if (firstOf(opened.fields, 'x-failed-recipients') !== null) return { is: 'failed recipients' }
  if (opened.type === 'multipart/report' && reportType(opened) !== '') return null
  if (toldByTopic(opened).length > 0) return { is: 'notification of Amazon SES' }
  const bySender = noticeBySender(opened)
  return bySender ?? (statusParts(opened).length > 0 && isFromMachine(opened) ? { is: 'delivery status' } : null)
}

function isReportItself(opened: Opened): boolean {
  if (/^message\/(?:global-)?delivery-status$/u.test(opened.type)) return true
  if (opened.type !== 'multipart/report') return false
  return reportType(opened) === 'delivery-status' || (reportType(opened) === '' && statusParts(opened).length > 0)
}

/** Nobody in From, a role there, an empty return path, or Auto-Submitted: no person's program writes so. */
function isFromMachine(opened: Opened): boolean {
  const from = valuesOf(opened.fields, 'from')
  const auto = valuesOf(opened.fields, 'auto-submitted').some((value) => !/^\s*no\b/iu.test(value))
  return auto || isReturned(opened) || from.length === 0 || from.some((value) => bouncingSender(value) !== null)
}

/** The null sender of RFC 5321 section 4.5.5, or a daemon's own address there. */
function isReturned(opened: Opened): boolean {
  const path = firstOf(opened.fields, 'return-path') ?? ''
  return (/^\s*<?\s*>?\s*$/u.test(path) && path !== '') || /mailer-daemon/iu.test(path)
}

function noticeBySender(opened: Opened): Reason | null {
  const subject = firstOf(opened.fields, 'subject') ?? ''
  if (isSureBounce(subject)) return { is: 'subject only servers write' }
  const announced = announcedBy(subject)
  if (announced === 'away' || announced === 'challenge') return null
  const from = valuesOf(opened.fields, 'from')
  const senders = from.length === 0 ? ['nobody'] : from.map(bouncingSender)
  const returned = isReturned(opened)
  if (senders.includes('daemon')) return { is: 'from a mailer daemon' }
  const bounced = announced === 'bounce'
  if (bounced && senders.some((sender) => sender !== null)) return { is: 'from a postmaster about a bounce' }
  if (bounced && returned) return { is: 'null sender about a bounce' }
  if (returned && senders.some((sender) => sender !== null)) return { is: 'null sender and a postmaster' }
  return null
}

function reportType(opened: Opened): string {
  return opened.parameters['report-type']?.toLowerCase() ?? ''
}

function statusParts(opened: Opened): readonly Part[] {
  return opened.parts.filter(
    (part) => part.type === 'message/delivery-status' || part.type === 'message/global-delivery-status',
  )
}

type Fields = ReadonlyMap<string, string>

/** The groups of fields of a delivery-status part: blocks between blank lines, unfolded. */
function groupsOf(text: string): readonly Fields[] {
  const groups: Map<string, string>[] = [new Map()]
  let name = ''
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const group = groups.at(-1) ?? new Map<string, string>()
    const field = /^([\w-]{2,40})\s{0,4}:(.*)$/su.exec(line.slice(0, 4000))
    if (line.trim() === '') {
      if (group.size > 0) groups.push(new Map())
      name = ''
    } else if (/^\s/u.test(line) && name !== '') {
      group.set(name, `${group.get(name) ?? ''} ${line.trim()}`)
    } else if (field !== null) {
      name = (field[1] ?? '').toLowerCase()
      const again = name === 'final-recipient' && group.has(name)
      const target = again ? new Map<string, string>() : group
      if (again) groups.push(target)
      if (!target.has(name)) target.set(name, (field[2] ?? '').trim())
    }
  }
  return groups
}

/** Every recipient that a delivery-status part names (RFC 3464 section 2.3), in its order. */
export function statedRecipients(opened: Opened): readonly BouncedRecipient[] {
  const stated = recipientsIn(statusParts(opened).map((part) => part.text ?? ''))
  if (stated.length > 0) return stated
  const told = toldByTopic(opened)
  if (told.length > 0) return told
  return isNotice(opened) === null ? [] : recipientsIn(opened.parts.flatMap((part) => part.embedded?.reports ?? []))
}

/** No letter of ours goes to more. */
const MOST_RECIPIENTS = 1000

function recipientsIn(reports: readonly string[]): readonly BouncedRecipient[] {
  return reports
    .flatMap(groupsOf)
    .map(recipientOf)
    .filter((recipient) => recipient !== null)
    .slice(0, MOST_RECIPIENTS)
}

/** What became of each recipient that a delivery-status part names. */
export function deliveryFates(opened: Opened): readonly BouncedRecipient['action'][] {
  return statedRecipients(opened).map((recipient) => recipient.action)
}

function recipientOf(group: Fields): BouncedRecipient | null {
  const address = addressOf(group)
  if (address === null) return null
  const diagnostic = group.get('diagnostic-code')
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/u.exec(group.get('status') ?? '')?.[1] ?? null
  const action = actionOf(group.get('action') ?? '', status)
  return {
    address,
    action,
    status,
    diagnostic: afterType(diagnostic ?? '') || null,
    permanent: action === 'failed' && isPermanent(status, diagnostic ?? ''),
  }
}

/** The final recipient where it is a mail address, else the original one: X.400 names and local queues are none. */
function addressOf(group: Fields): string | null {
  const named = [group.get('final-recipient'), group.get('original-recipient')]
    .filter((value) => value !== undefined)
    .map((value) =>
      afterType(value)
        .replace(/^[<\s]{1,5}/u, '')
        .replace(/[>\s]{1,5}$/u, ''),
    )
  return named.find((one) => /@[^@]*\./u.test(one)) ?? named[0] ?? null
}

/** Takes the type off: `rfc822; x@example.ru`, `smtp; 550 no such user`. */
function afterType(value: string): string {
  return value.replace(/^\s{0,4}[\w-]{1,20}\s{0,4};/u, '').trim()
}

function actionOf(said: string, status: string | null): BouncedRecipient['action'] {
  const word = /[a-z]+/u.exec(said.toLowerCase())?.[0] ?? ''
  if (word.startsWith('fail')) return 'failed'
  if (word.startsWith('delay')) return 'delayed'
  if (word.startsWith('deliver')) return 'delivered'
  if (word.startsWith('relay')) return 'relayed'
  if (word.startsWith('expand')) return 'expanded'
  return status?.startsWith('2') ? 'delivered' : 'failed'
}

/** Class 5 is for good, class 4 is not (RFC 3463 section 2); without a status the server's reply code decides. */
function isPermanent(status: string | null, diagnostic: string): boolean {
  if (status !== null) return status.startsWith('5')
  return !/(?:^|\D)4\d\d[ -]/u.test(diagnostic)
}
