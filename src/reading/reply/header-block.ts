// The block of header lines above a quoted mail: «От: Отправлено: Кому: Тема:», in a column, in one line, or with the
// labels on lines of their own as Lotus Notes prints them. Memos, forms and journals hold the same labels: an address, an
// hour or a label that only mail programs print tells them apart.

import { holdsDay, holdsHour } from '../text/dates-in-text.ts'
import { folded, holdsAddress, plain } from '../text/plain.ts'
import { isForwardSubject } from './forward-subject.ts'
import { headerLine, isClientsLabel, type Label, labelAlone, labelsWithin } from './header-labels.ts'
import type { Circumstances, Mark } from './mark.ts'
import { isField, isMailboxLine, rawHeadAround } from './raw-head.ts'

const WITHIN = 14

interface Seen {
  readonly labels: Set<Label>
  /** Values of all lines, for what they hold. */
  evidence: string
  subject: string
  from: string
  client: boolean
  end: number
}

/** The block that begins at line `at`, or null: «От: / Отправлено: / Кому: / Тема:» in any order; at least three kinds, or two with an address and a day. */
export function headerBlockAt(lines: readonly string[], at: number, known: Circumstances): Mark | null {
  const raw = rawBlockAt(lines, at, known)
  if (raw !== null) return raw
  const first = headerLine(lines[at] ?? '')
  if (first === null) return notesBlockAt(lines, at)
  if (first.label === 'other' || first.label === 'cc') return severalInOneLine(lines, at)
  const seen = blockFrom(lines, at)
  if (!provenBlock(seen)) return severalInOneLine(lines, at)
  const ours = isSameSubject(seen.subject, known.subject)
  if (!ours && !isForwardSubject(known.subject) && isAnnounced(lines, at)) return null
  if (!ours && known.answers !== null && rawHeadAround(lines, at) !== null) return null
  const surely = seen.labels.has('from') && (seen.client || /@/u.test(seen.from) || REPLIED.test(seen.subject))
  return {
    ...{ from: at, to: seen.end + 1, forward: false, before: '', rule: 'header lines' },
    sure: ours || (surely && holdsDay(seen.evidence) && holdsHour(seen.evidence)),
  }
}

/** The whole head of a mail, which mailx and others print; a person who pastes one shows it, unless his subject forwards. */
function rawBlockAt(lines: readonly string[], at: number, known: Circumstances): Mark | null {
  const line = lines[at] ?? ''
  const mbox = isMailboxLine(line)
  if (!mbox && (!isField(line) || isField(lines[at - 1] ?? ''))) return null
  const head = rawHeadAround(lines, mbox ? at + 1 : at)
  if (head === null || head.from !== at || !lines.slice(at, head.to).some((one) => headerLine(one)?.label === 'from'))
    return null
  const forwards = known.answers === null || isForwardSubject(known.subject)
  const counts = forwards || (head.mbox && !isAnnounced(lines, at))
  return counts ? { from: at, to: head.to, forward: false, before: '', rule: 'header lines', sure: true } : null
}

const REPLIED = /^(?:re|fwd?|fw|aw|wg|sv|vs|на|отв|ответ|пересл|tr|rv)(?:\[\d{1,3}\])?\s?:/iu

function blockFrom(lines: readonly string[], at: number): Seen {
  const seen: Seen = { labels: new Set(), evidence: '', subject: '', from: '', client: false, end: at }
  let misses = 0
  let lacks = false
  for (let n = at; n < lines.length && n < at + WITHIN; n += 1) {
    const header = headerLine(lines[n] ?? '')
    if (header === null) {
      misses += 1
      if (misses > 3 || !mayStandBetween(lines, n)) break
      // Where the label stands alone its value is the next line.
      if (lacks) seen.evidence += ` ${plain(lines[n] ?? '').slice(0, 200)}`
      continue
    }
    if (header.label === 'from' && seen.labels.has('from')) break
    misses = 0
    lacks = header.value === ''
    seen.labels.add(header.label)
    seen.evidence += ` ${header.value.slice(0, 200)}`
    seen.client ||= isClientsLabel(lines[n] ?? '')
    if (header.label === 'subject') seen.subject = header.value
    if (header.label === 'from') seen.from = header.value
    seen.end = n
  }
  return seen
}

/** Blank lines and wrapped recipients stand between header lines when another one follows. */
function mayStandBetween(lines: readonly string[], at: number): boolean {
  for (let n = at; n < at + 4; n += 1) if (headerLine(lines[n] ?? '') !== null) return true
  return false
}

function provenBlock({ labels, evidence, client, subject }: Seen): boolean {
  const kinds = ['from', 'to', 'date', 'subject'] as const
  const count = kinds.filter((kind) => labels.has(kind)).length
  if (!labels.has('from') && !(labels.has('to') && labels.has('date'))) return false
  // Mail programs print the hour, or spell the day; papers about parcels name one in digits.
  const printed = holdsHour(evidence)
    ? client || REPLIED.test(subject)
    : client && holdsDay(evidence) && !IN_DIGITS.test(evidence)
  if (!holdsAddress(evidence) && !printed) return false
  if (count >= 3) return labels.has('date') || holdsDay(evidence)
  return count === 2 && holdsAddress(evidence) && holdsDay(evidence)
}

const IN_DIGITS = /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/u

/** The block is of the mail that is answered. */
function isSameSubject(quoted: string, ours: string): boolean {
  const bare = (subject: string): string => {
    let text = folded(subject).trim()
    while (REPLIED.test(text)) text = text.replace(REPLIED, '').trim()
    return text
  }
  return bare(quoted).length > 3 && REPLIED.test(ours) && bare(quoted) === bare(ours)
}

/** The writer shows a mail as data: the line right above ends in a colon, «Не приходит вот это письмо:». */
function isAnnounced(lines: readonly string[], at: number): boolean {
  let above = at - 1
  while (above >= 0 && above > at - WITHIN && headerLine(lines[above] ?? '') !== null) above -= 1
  const top = above
  while (above >= 0 && above > top - 2 && plain(lines[above] ?? '') === '') above -= 1
  const line = plain(lines[above] ?? '')
  return /[\p{L}\p{N}»")]\s?:$/u.test(line) && headerLine(line) === null
}

/** HTML turned to one line: `Temat: RE: … 2023-01-17 13:46Nadawca: "x" x@example.pl Adresat:`. */
function severalInOneLine(lines: readonly string[], at: number): Mark | null {
  const text = plain(lines[at] ?? '')
  if (headerLine(text) === null) return null
  const kinds = labelsWithin(text)
  const named = [...kinds].filter((kind) => kind !== 'other' && kind !== 'cc')
  if (named.length < 3 || !(holdsAddress(text) || (holdsDay(text) && isClientsLabel(text)))) return null
  if (isAnnounced(lines, at)) return null
  const sure = holdsAddress(text) && holdsDay(text)
  return { from: at, to: at + 1, forward: false, before: '', rule: 'header lines', sure }
}

const NOTES_WITHIN = 14

/** Lotus Notes: a name, a date alone on its line, then «Кому», «Копия», «Тема» alone on theirs. */
function notesBlockAt(lines: readonly string[], at: number): Mark | null {
  const date = plain(lines[at + 1] ?? '')
  if (date.length < 6 || date.length > 40 || !holdsDay(date)) return null
  const alone = new Map<Label, number>()
  for (let n = at + 2; n < lines.length && n < at + NOTES_WITHIN; n += 1) {
    const label = labelAlone(lines[n] ?? '')
    if (label !== null && !alone.has(label)) alone.set(label, n)
  }
  const to = alone.get('to')
  const subject = alone.get('subject')
  if (to === undefined || subject === undefined || subject < to) return null
  return {
    ...{ from: at, to: Math.min(subject + 2, lines.length), forward: false, before: '', rule: 'header lines' },
    sure: holdsHour(date),
  }
}
