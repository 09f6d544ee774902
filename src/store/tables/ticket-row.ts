// A ticket as a row and back, every field. What a ticket has learned since the table was made stands in `more`.
import type { Counting, GivenPromise, Interval, ReportedTicket, Ticket, TimedTicket } from '../../desk/desk.ts'
import type { KeptRule, PromiseRule } from '../../words/words.ts'
import { at, atOrNull, fromJson, fromJsonWithInstants, instant, instantOrNull, json, keyOf } from '../file/columns.ts'
import type { Values } from '../file/sqlite.ts'

export interface TicketRow {
  readonly id: number
  readonly subject: string
  readonly state: Ticket['state']
  readonly criticality: Ticket['criticality']
  readonly critical_ground: Ticket['criticalGround']
  readonly critical_why: string | null
  readonly critical_by: string | null
  readonly category: Ticket['category']
  readonly category_why: string | null
  readonly channel: Ticket['channel']
  readonly registered_by: string | null
  readonly language: Ticket['language']
  readonly customer_name: string
  readonly customer_address: string
  readonly customer_phone: string | null
  readonly organisation: string | null
  readonly standing: string
  readonly participants: string
  readonly engineer: string | null
  readonly watchers: string
  readonly received_at: string
  readonly terms: string
  readonly counting: string
  readonly intervals: string
  readonly promises: string
  readonly clock_start: string
  readonly earliest: string | null
  readonly deadline: string | null
  readonly provisional: number
  readonly waited_seconds: number
  readonly answered_at: string | null
  readonly closed_at: string | null
  readonly waiting_since: string | null
  readonly questions: string | null
  readonly development_reference: string | null
  readonly reopened: number
  readonly merged_into: number | null
  readonly links: string
  readonly thread: string
  readonly wake_at: string | null
  readonly more: string
}

/** The columns of a ticket, by the names of the parameters. */
export function columnsOf(ticket: Ticket): Values {
  const { customer, standing, terms, counting, intervals, promises, participants, watchers, links, thread, ...rest } =
    ticket
  const { receivedAt, clockStart, earliest, deadline, answeredAt, closedAt, waitingSince, wakeAt, ...plain } = rest
  const { id, subject, state, criticality, criticalGround, criticalWhy, criticalBy, ...plain2 } = plain
  const { category, categoryWhy, channel, registeredBy, language, customerPhone, organisation, ...plain3 } = plain2
  const { engineer, provisional, waitedSeconds, questions, developmentReference, reopened, mergedInto, ...more } =
    plain3
  return {
    ...{ id, subject, state, criticality, criticalGround, criticalWhy, criticalBy, category, categoryWhy, channel },
    ...{ registeredBy, language, customerPhone, organisation, engineer, waitedSeconds, questions },
    ...{ developmentReference, reopened, mergedInto },
    provisional: provisional ? 1 : 0,
    customerName: customer.name,
    customerAddress: customer.address,
    customerKey: keyOf(customer.address),
    customerWords: keyOf(`${customer.address} ${customer.name} ${organisation ?? ''}`),
    contract: 'contract' in standing ? standing.contract : null,
    standing: json(standing),
    participants: json(participants),
    watchers: json(watchers),
    terms: json(terms),
    counting: json(counting),
    intervals: json(intervals),
    promises: json(promises),
    links: json(links),
    thread: json(thread),
    more: json(more),
    receivedAt: at(receivedAt),
    clockStart: at(clockStart),
    earliest: atOrNull(earliest),
    deadline: atOrNull(deadline),
    answeredAt: atOrNull(answeredAt),
    closedAt: atOrNull(closedAt),
    waitingSince: atOrNull(waitingSince),
    wakeAt: atOrNull(wakeAt),
  }
}

/** The ticket that a row holds. */
export function ticketOf(row: TicketRow): Ticket {
  return {
    ...(row.more === '{}' ? {} : fromJsonWithInstants<object>(row.more)),
    ...plainFields(row),
    ...listFields(row),
    ...dateFields(row),
  }
}

function plainFields(row: TicketRow) {
  return {
    id: row.id,
    subject: row.subject,
    state: row.state,
    criticality: row.criticality,
    criticalGround: row.critical_ground,
    criticalWhy: row.critical_why,
    criticalBy: row.critical_by,
    category: row.category,
    categoryWhy: row.category_why,
    channel: row.channel,
    registeredBy: row.registered_by,
    language: row.language,
    customer: { name: row.customer_name, address: row.customer_address },
    customerPhone: row.customer_phone,
    organisation: row.organisation,
    engineer: row.engineer,
    provisional: row.provisional === 1,
    waitedSeconds: row.waited_seconds,
    questions: row.questions,
    developmentReference: row.development_reference,
    reopened: row.reopened,
    mergedInto: row.merged_into,
  }
}

function listFields(row: TicketRow) {
  return {
    standing: fromJson<Ticket['standing']>(row.standing),
    participants: fromJson<Ticket['participants']>(row.participants),
    watchers: fromJson<Ticket['watchers']>(row.watchers),
    terms: fromJson<Ticket['terms']>(row.terms),
    links: fromJson<Ticket['links']>(row.links),
    thread: fromJson<Ticket['thread']>(row.thread),
    counting: countingOf(fromJson<Written<Counting>>(row.counting)),
    intervals: fromJson<readonly Written<Interval>[]>(row.intervals).map(intervalOf),
    promises: fromJson<readonly WrittenPromise[]>(row.promises).map(promiseOf),
  }
}

/** A value as JSON gives it back: its instants are text. */
type Written<T> = {
  readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K]
}

function countingOf(counting: Written<Counting>): Counting {
  return { ...counting, from: instant(counting.from), agreedAt: instantOrNull(counting.agreedAt) }
}

function intervalOf(interval: Written<Interval>): Interval {
  return { ...interval, from: instant(interval.from), to: instantOrNull(interval.to) }
}

type WrittenPromise = Written<Omit<GivenPromise, 'rule'>> & { readonly rule: Written<PromiseRule> | string }

function promiseOf(promise: WrittenPromise): GivenPromise {
  return {
    ...promise,
    at: instant(promise.at),
    earliestAt: instant(promise.earliestAt),
    deadlineAt: instant(promise.deadlineAt),
    rule: ruleOf(promise.rule),
  }
}

/** Older books keep it in words. */
function ruleOf(rule: Written<PromiseRule> | string): KeptRule {
  if (typeof rule === 'string') return rule
  return { ...rule, from: instant(rule.from), agreedAt: instantOrNull(rule.agreedAt) }
}

function dateFields(row: TicketRow) {
  return {
    receivedAt: instant(row.received_at),
    clockStart: instant(row.clock_start),
    earliest: instantOrNull(row.earliest),
    deadline: instantOrNull(row.deadline),
    answeredAt: instantOrNull(row.answered_at),
    closedAt: instantOrNull(row.closed_at),
    waitingSince: instantOrNull(row.waiting_since),
    wakeAt: instantOrNull(row.wake_at),
  }
}

/** The columns that a report counts from. Of the promises only those of a ticket that was opened again say more than its deadline. */
export const REPORTED = `id, subject, state, criticality, category, channel, engineer, standing, received_at, terms, deadline,
  answered_at, closed_at, intervals, merged_into, development_reference, more,
  CASE WHEN instr(promises, '"reopened"') > 0 THEN promises ELSE '[]' END AS promises`

export type ReportedRow = Pick<
  TicketRow,
  | 'id'
  | 'subject'
  | 'state'
  | 'criticality'
  | 'category'
  | 'channel'
  | 'engineer'
  | 'standing'
  | 'received_at'
  | 'terms'
  | 'deadline'
  | 'answered_at'
  | 'closed_at'
  | 'intervals'
  | 'merged_into'
  | 'development_reference'
  | 'more'
  | 'promises'
>

type More = Pick<ReportedTicket, 'ending' | 'undeliveredAt' | 'outOfTurn' | 'helpAsked'>

/** Row to word, for many tickets at once: terms, standings and endings repeat, and each is read once. */
export function reportedOf(): (row: ReportedRow) => ReportedTicket {
  const standings = readOnce<Ticket['standing']>()
  const terms = readOnce<Ticket['terms']>()
  const endings = readOnce<More>()
  return (row) => ({
    ...moreOf(row.more, endings),
    id: row.id,
    subject: row.subject,
    state: row.state,
    criticality: row.criticality,
    category: row.category,
    channel: row.channel,
    engineer: row.engineer,
    standing: standings(row.standing),
    receivedAt: instant(row.received_at),
    terms: terms(row.terms),
    deadline: instantOrNull(row.deadline),
    answeredAt: instantOrNull(row.answered_at),
    closedAt: instantOrNull(row.closed_at),
    intervals: turnsOf(row.intervals),
    promises: row.promises === '[]' ? [] : fromJson<readonly WrittenPromise[]>(row.promises).map(promiseOf),
    mergedInto: row.merged_into,
    developmentReference: row.development_reference,
  })
}

/** A ticket's turns; one begins where the one before ends, and that moment is read once. */
function turnsOf(text: string): readonly Interval[] {
  let [ended, endedAt]: [string | null, Date | null] = [null, null]
  return fromJson<readonly Written<Interval>[]>(text).map((written) => {
    const from = endedAt !== null && written.from === ended ? endedAt : instant(written.from)
    ended = written.to
    endedAt = written.to === null ? null : instant(written.to)
    return { owner: written.owner, from, to: endedAt, because: written.because }
  })
}

/** What else of a ticket the report asks for; an ending alone is the usual case, and the same for thousands. */
function moreOf(more: string, endings: (text: string) => More): More {
  if (more === '{}') return {}
  if (more.length < 40) return endings(more)
  const { ending, undeliveredAt, outOfTurn, helpAsked } = fromJsonWithInstants<More>(more)
  return {
    ...(ending === undefined ? {} : { ending }),
    ...(undeliveredAt === undefined ? {} : { undeliveredAt }),
    ...(outOfTurn === undefined ? {} : { outOfTurn }),
    ...(helpAsked === undefined ? {} : { helpAsked }),
  }
}

/** The columns that tell whether a ticket is overdue. */
export const TIMED = 'state, terms, counting, intervals, deadline'

export type TimedRow = Pick<TicketRow, 'state' | 'terms' | 'counting' | 'intervals' | 'deadline'>

/** Row to word, for many tickets at once. */
export function timedOf(): (row: TimedRow) => TimedTicket {
  const terms = readOnce<Ticket['terms']>()
  return (row) => ({
    state: row.state,
    terms: terms(row.terms),
    counting: countingOf(fromJson<Written<Counting>>(row.counting)),
    intervals: fromJson<readonly Written<Interval>[]>(row.intervals).map(intervalOf),
    deadline: instantOrNull(row.deadline),
  })
}

function readOnce<T>(): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const value = known.get(text) ?? fromJson<T>(text)
    known.set(text, value)
    return value
  }
}
