// What kind of mail it is and whether its own headers allow an acknowledgement (RFC 3834). Headers decide, subjects
// of known languages second, bodies never. The books, the configuration and the verdict add their conditions later.
import type { LetterKind, Mail, Reason } from '../../letter.ts'
import { firstOf, type Opened, type Part, valuesOf } from '../mime/parts.ts'
import { isNoticesWhole } from './bounce-subject.ts'
import { deliveryFates, isNotice } from './delivery-status.ts'
import {
  ANSWERING_HEADERS,
  announcedBy,
  CHALLENGE_HEADERS,
  isComplaint,
  isRole,
  LIST_HEADERS,
  PROGRAM_HEADERS,
  type RobotHeader,
  strippedSubject,
} from './robot-marks.ts'

/** A kind, whether the headers allow an automatic answer, and every rule that spoke. */
export interface Judgement {
  readonly kind: LetterKind
  readonly mayAcknowledge: boolean
  readonly byMachine: Mail['byMachine']
  /** Of the kind `calendar`: it answers an invitation, or calls it off. */
  readonly answersInvitation: boolean
  readonly why: readonly Reason[]
}

/** Judges a mail's kind: the first that fits of bounce, receipt, calendar, auto-reply, list, mail. Never fails. */
export function judgeKind(opened: Opened): Judgement {
  const sorts: readonly [LetterKind, readonly Reason[]][] = [
    ['bounce', bounceReasons(opened)],
    ['receipt', receiptReasons(opened)],
    ['calendar', calendarReasons(opened)],
    ['auto-reply', answeringReasons(opened)],
    ['list', listReasons(opened)],
  ]
  const [kind, reasons] = sorts.find(([, why]) => why.length > 0) ?? ['mail' as const, [{ is: 'no mark of a machine' }]]
  const silence = silenceReasons(opened, kind)
  const person = kind === 'mail' && silence.length > 0 ? [] : reasons
  return {
    kind,
    mayAcknowledge: silence.length === 0,
    byMachine: byMachine(opened),
    answersInvitation: kind === 'calendar' && invitationAnswers(opened).length > 0,
    why: distinct([...person, ...silence]),
  }
}

/** Each reason once: two rules may find the same. */
function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((one) => [JSON.stringify(one), one])).values()]
}

/** Hearing is not sending: what a list, a bulk sender or a subject says of a mail does not make a machine of its sender. */
function byMachine(opened: Opened): Mail['byMachine'] {
  if (autoSubmitted(opened).length > 0 || hasNullSender(opened) || opened.type === 'multipart/report') return 'surely'
  return marked(opened, [...ANSWERING_HEADERS, ...CHALLENGE_HEADERS]).length > 0 ? 'by its marks' : null
}

function subjectOf(opened: Opened): string {
  return firstOf(opened.fields, 'subject') ?? ''
}

function bounceReasons(opened: Opened): readonly Reason[] {
  const notice = isNotice(opened)
  if (notice === null) return []
  const fates = deliveryFates(opened)
  const good = fates.length > 0 && fates.every((fate) => fate !== 'failed' && fate !== 'delayed')
  return good ? [] : [notice]
}

/** «Прочитано: [SKPS-7] …»: words in front of a subject of ours, which begins with its number. */
const OF_A_TICKET = /^[^:[]{0,40}:\s{0,3}(?:(?:re|ответ)\s?:\s{0,3})?\[\p{L}{1,12}-\d{1,9}\]/iu

/** A receipt counts at the top level, not where a person attaches one. */
function receiptReasons(opened: Opened): readonly Reason[] {
  const reportType = opened.parameters['report-type']?.toLowerCase()
  if (opened.type === 'multipart/report' && reportType === 'disposition-notification')
    return [{ is: 'receipt by its type' }]
  const holds = opened.parts.some((part) => part.type === 'message/disposition-notification')
  const itself = opened.type === 'message/disposition-notification' || opened.type === 'multipart/report'
  if (holds && (itself || hasNullSender(opened) || autoSubmitted(opened).length > 0))
    return [{ is: 'receipt by its part' }]
  if (isNotice(opened) !== null && deliveryFates(opened).length > 0) return [{ is: 'delivery report' }]
  const tnefOnly = opened.parts.some((part) => part.type === 'application/ms-tnef')
  if (tnefOnly && announcedBy(subjectOf(opened)) === 'receipt') return [{ is: 'receipt of Outlook' }]
  if (announcedBy(subjectOf(opened)) === 'receipt' && OF_A_TICKET.test(subjectOf(opened)))
    return [{ is: 'receipt in plain words' }]
  return []
}

const ASKS_NOTHING = /^(?:reply|counter|declinecounter|refresh|cancel)$/u
const ANSWERING_SUBJECT =
  /^\s*(?:принято|принял[аи]?|отклонено|отклонил[аи]?|под вопросом|предположительно|предложено новое время|отменено|прийнято|відхилено|accepted|declined|tentative|tentatively accepted|new time proposed|cancell?ed|zugesagt|abgelehnt|mit vorbehalt|abgesagt|accepté|refusé|provisoire|aceptad[oa]|rechazad[oa]|accettato|rifiutato|zaakceptowano|odrzucono)\s*:/iu

/** Why a calendar mail answers an invitation or calls it off; Outlook without a calendar part says so in its subject alone. */
function invitationAnswers(opened: Opened): readonly Reason[] {
  const methods = calendarMethods(opened)
  const answers = methods.filter((method) => ASKS_NOTHING.test(method))
  if (methods.length === 0 && ANSWERING_SUBJECT.test(subjectOf(opened).slice(0, 200))) answers.push('reply')
  return answers.map((method): Reason => ({ is: 'calendar wants no answer', method }))
}

function calendarMethods(opened: Opened): string[] {
  return opened.parts
    .filter((part) => isCalendar(part) && (part.disposition !== 'attachment' || isOwnAnswer(opened, part)))
    .map(methodOf)
    .filter((method) => method !== '')
}

function isCalendar(part: Part): boolean {
  return /^(?:text\/calendar|application\/ics|text\/x-vcalendar)$/u.test(part.type) || /\.ics$/iu.test(part.name ?? '')
}

function methodOf(part: Part): string {
  return (part.parameters.method ?? methodIn(part.text)).toLowerCase()
}

/** An answer that came as a file: its subject says so, or it answers for the sender. Anybody may attach a calendar. */
function isOwnAnswer(opened: Opened, part: Part): boolean {
  if (!ASKS_NOTHING.test(methodOf(part))) return false
  const from = /[^\s<>"()]{1,64}@[^\s<>"()]{1,250}/u.exec(firstOf(opened.fields, 'from') ?? '')?.[0]?.toLowerCase()
  const text = (part.text ?? '')
    .slice(0, 20_000)
    .replaceAll(/\r?\n[ \t]/gu, '')
    .toLowerCase()
  const attendees = text.match(/^attendee[^\n]{0,500}/gmu) ?? []
  const own = from !== undefined && attendees.length === 1 && attendees[0]?.includes(`mailto:${from}`)
  return own === true || ANSWERING_SUBJECT.test(subjectOf(opened).slice(0, 200))
}

function methodIn(text: string | null): string {
  return /^METHOD:(\w{1,20})/mu.exec((text ?? '').slice(0, 4000))?.[1] ?? ''
}

function calendarReasons(opened: Opened): readonly Reason[] {
  const method = calendarMethods(opened)[0]
  if (method !== undefined) return [{ is: 'calendar mail', method }]
  const content = firstOf(opened.fields, 'content-class') ?? ''
  return /calendarmessage/iu.test(content) ? [{ is: 'calendar mail by its class' }] : []
}

/** Every Auto-Submitted value that is not `no`, up to its parameters or comment (RFC 3834 section 5). */
function autoSubmitted(opened: Opened): readonly string[] {
  return valuesOf(opened.fields, 'auto-submitted')
    .map((value) => value.split(/[;(]/u)[0]?.trim().toLowerCase() ?? '')
    .filter((value) => value !== 'no' && value !== '')
}

function marked(opened: Opened, headers: readonly RobotHeader[]): readonly string[] {
  return headers
    .filter((header) =>
      valuesOf(opened.fields, header.name).some(
        (value) => header.value === undefined || header.value.test(value.slice(0, 300)),
      ),
    )
    .map((header) => header.name)
}

function answeringReasons(opened: Opened): readonly Reason[] {
  const said = autoSubmitted(opened)
  const reasons = said
    .filter((value) => value !== 'auto-generated' || answersSomething(opened))
    .map((value): Reason => ({ is: 'auto-submitted', value }))
  const headers = marked(opened, ANSWERING_HEADERS).map((name): Reason => ({ is: 'answering header', name }))
  const challenges = marked(opened, CHALLENGE_HEADERS).map((name): Reason => ({ is: 'challenge header', name }))
  const all = [...reasons, ...headers, ...challenges]
  return all.length > 0 ? all : subjectReasons(opened)
}

/** What a machine generated is an answer when it stands in a thread. */
function answersSomething(opened: Opened): boolean {
  return (
    firstOf(opened.fields, 'in-reply-to') !== null ||
    firstOf(opened.fields, 'references') !== null ||
    /^\s*(?:re|aw|ответ)\s?:/iu.test(subjectOf(opened)) ||
    announcedBy(subjectOf(opened)) === 'away'
  )
}

function subjectReasons(opened: Opened): readonly Reason[] {
  const announced = announcedBy(subjectOf(opened))
  if (announced === 'away') return [{ is: 'subject of an automatic answer' }]
  if (announced === 'challenge') return [{ is: 'subject of a challenge' }]
  if (hasNullSender(opened) && !isFeedback(opened) && listReasons(opened).length === 0)
    return [{ is: 'no person sends so' }]
  return []
}

function hasNullSender(opened: Opened): boolean {
  return valuesOf(opened.fields, 'return-path').some((value) => /^\s*<\s*>/u.test(value))
}

function isFeedback(opened: Opened): boolean {
  return (
    opened.parameters['report-type']?.toLowerCase() === 'feedback-report' ||
    opened.parts.some((part) => part.type === 'message/feedback-report')
  )
}

function listReasons(opened: Opened): readonly Reason[] {
  const headers = LIST_HEADERS.filter((name) => firstOf(opened.fields, name) !== null)
  if (isFeedback(opened)) return []
  return [
    ...headers.map((name): Reason => ({ is: 'list header', name })),
    ...['precedence', 'x-precedence'].flatMap((name) =>
      valuesOf(opened.fields, name)
        .map((value) => /^\s*(bulk|list|junk)\b/iu.exec(value)?.[1]?.toLowerCase())
        .filter((value) => value !== undefined)
        .map((value): Reason => ({ is: 'precedence', name, value })),
    ),
  ]
}

/** All that forbids an automatic answer; empty when nothing does. */
function silenceReasons(opened: Opened, kind: LetterKind): readonly Reason[] {
  const never = kind === 'mail' || kind === 'calendar' ? [] : [{ is: 'kind is never answered', kind } as const]
  return [
    ...never,
    ...(kind === 'calendar' ? invitationAnswers(opened) : []),
    ...returnPathReasons(opened),
    ...autoSubmitted(opened).map((value): Reason => ({ is: 'auto-submitted', value })),
    ...listReasons(opened),
    ...suppressReasons(opened),
    ...marked(opened, [...ANSWERING_HEADERS, ...CHALLENGE_HEADERS, ...PROGRAM_HEADERS]).map(
      (name): Reason => ({ is: 'program header', name }),
    ),
    ...contentReasons(opened, kind),
    ...authorReasons(opened),
  ]
}

function returnPathReasons(opened: Opened): readonly Reason[] {
  if (hasNullSender(opened)) return [{ is: 'null sender' }]
  const roles = valuesOf(opened.fields, 'return-path')
    .map((value) => localPartOf(value))
    .filter((local) => isRole(local, 'envelope'))
  if (roles.length > 0) return [{ is: 'return path of a role' }]
  return firstOf(opened.fields, 'from') === null ? [{ is: 'nobody to answer' }] : []
}

function suppressReasons(opened: Opened): readonly Reason[] {
  const values = valuesOf(opened.fields, 'x-auto-response-suppress').flatMap((value) =>
    value.split(/[,;\s]+/u).map((word) => word.toLowerCase()),
  )
  const asks = values.filter((word) => ['all', 'autoreply', 'oof', 'dr'].includes(word))
  return asks.length > 0 ? [{ is: 'silence asked for', words: [...new Set(asks)].join(', ') }] : []
}

function contentReasons(opened: Opened, kind: LetterKind): readonly Reason[] {
  const subject = subjectOf(opened)
  const announced = announcedBy(subject)
  const isBounces = announced === 'bounce' && (kind === 'bounce' || isNoticesWhole(strippedSubject(subject)))
  return [
    ...when(opened.type === 'multipart/report', { is: 'report' }),
    ...when(isFeedback(opened), { is: 'complaint in ARF' }),
    ...when(isComplaint(subject), { is: 'subject of a complaint' }),
    ...when(isBounces, { is: 'subject of a bounce' }),
    ...when(announced === 'away', { is: 'subject of an automatic answer' }),
  ]
}

function when(isSo: boolean, reason: Reason): readonly Reason[] {
  return isSo ? [reason] : []
}

function authorReasons(opened: Opened): readonly Reason[] {
  const names = ['from', 'reply-to', 'sender'].filter((name) =>
    valuesOf(opened.fields, name).some((value) => isRole(localPartOf(value), 'author')),
  )
  return names.map((name): Reason => ({ is: 'role account', name }))
}

/** The local part of the last address in a field, good enough for role accounts. */
function localPartOf(value: string): string {
  const text = value.slice(0, 1000)
  const angle = /<([^<>]*)>[^<>]*$/u.exec(text)?.[1]
  const address = angle ?? /[^\s<>"()]+@[^\s<>"()]+/u.exec(text)?.[0] ?? ''
  return address.slice(0, address.lastIndexOf('@') < 0 ? undefined : address.lastIndexOf('@')).trim()
}
