// What time alone brings: a reminder, a closing, an alert, the morning mail. Each has a key that stands in the books
// once, so a restart, a night of downtime or a clock set back repeats nothing.
import { dayKey } from '../../calendar/calendar.ts'
import type { Draft, LetterToEngineerWords } from '../../words/words.ts'
import { cardOf, engineerName, NO_EXTRAS, toCustomerWords } from '../saying/card.ts'
import { answerGoes } from '../saying/showing.ts'
import type { Decision, Entry } from '../scene/decision.ts'
import { hearing, type Pen, toCustomer, toEngineer } from '../scene/drafts.ts'
import { isMachines } from '../scene/loop-guard.ts'
import { eventOf } from '../scene/scene.ts'
import { hasRegistered, nextCall } from '../ticket/alarm.ts'
import { moved } from '../ticket/lifecycle.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import { clockStands, firstAnswerBy, reopenBy, settle, waitingDates } from '../ticket/promise.ts'
import { onDutyNow } from '../ticket/rota.ts'
import { type Happening, happeningsOf, nextWake, permittedFrom, sinceOf } from '../ticket/schedule.ts'
import type { Ticket, TicketEvent } from '../ticket/ticket.ts'
import { contractReminders } from './contracts-ending.ts'
import type { DayRule, DueFacts, MomentFacts, MomentPart, TimeFacts } from './facts.ts'
import type { InTime } from './in-time.ts'
import { morningMail } from './morning.ts'
import { acknowledgedLate } from './owed.ts'
import { putOffAlert } from './put-off.ts'
import { setAsideAlert } from './set-aside.ts'
import { statementsDue } from './statements.ts'
import { unprovedLists } from './unproved-list.ts'

export { wakeOf } from '../ticket/schedule.ts'

/** What one happening leads to. */
interface Outcome {
  readonly because: string
  readonly ticket: Ticket
  readonly events: readonly TicketEvent[]
  readonly send: readonly Draft[]
  readonly entries?: readonly Entry[]
}

/** The rules that are about no single ticket, in their order. */
export const DAY_RULES: Readonly<
  Record<DayRule, (facts: MomentFacts, policy: Policy, now: Date) => InTime | undefined>
> = {
  morning: morningMail,
  contracts: contractReminders,
  statements: statementsDue,
  'set aside': setAsideAlert,
  unproved: unprovedLists,
  'put off': putOffAlert,
}

/** The key under which a rule that stumbled rests for the day. */
export function restKeyOf(rule: DayRule, policy: Policy, now: Date): string {
  return `rests:${rule}:${dayKey(now, policy.zone)}`
}

/**
 * What time has brought at `now`, or undefined when nothing is due. Call it again until it is: a batch holds a hundred
 * tickets. With `only` a part of it is looked at alone.
 */
export function decideOnTime(facts: MomentFacts, policy: Policy, now: Date, only?: MomentPart): Decision | undefined {
  const due = only === undefined ? facts.due : facts.due.filter((one) => 'ticket' in only && one.id === only.ticket)
  const tickets = due.map((ticket) => ticketInTime(ticket, facts, policy, now))
  const rules = Object.entries(DAY_RULES).filter(
    ([rule]) => only === undefined || ('rule' in only && only.rule === rule),
  )
  const days = rules
    .filter(([rule]) => !facts.done.has(restKeyOf(rule as DayRule, policy, now)))
    .map(([, decide]) => decide(facts, policy, now))
    .filter((one) => one !== undefined)
  if (tickets.length === 0 && days.length === 0) return undefined
  const parts = [...tickets, ...days]
  const said = parts.flatMap((one) => one.because)
  return {
    because: said.length === 0 ? 'time passed: nothing to do yet' : said.join('; '),
    filed: null,
    tickets: tickets.map((one) => one.ticket),
    events: parts.flatMap((one) => one.events),
    send: parts.flatMap((one) => one.send),
    entries: parts.flatMap((one) => [...one.keys.map((key): Entry => ({ kind: 'once', key })), ...(one.entries ?? [])]),
  }
}

/** All that is due on one ticket, in the order of time. A ticket for which nothing may be done yet only learns when to wake. */
function ticketInTime(
  ticket: Ticket,
  facts: DueFacts,
  policy: Policy,
  now: Date,
): InTime & { readonly ticket: Ticket } {
  const outcomes: Outcome[] = []
  const keys: string[] = []
  const isDone = (key: string): boolean => keys.includes(key) || facts.done.has(key)
  const told = facts.lastToCustomer.get(ticket.id) ?? null
  let image = ticket
  for (const happening of happeningsOf(ticket, policy, now, told)) {
    const isDue = permittedFrom(happening, policy, now) <= now && !isDone(happening.key)
    if (!isDue || image.state !== ticket.state) continue
    keys.push(happening.key)
    // After a long downtime the wait may be over: the customer is not reminded and closed in the same minute.
    if (happening.kind === 'remind' && isOver(ticket, policy, now)) continue
    const outcome = outcomeOf(happening, image, facts, { policy, cause: `moment ${happening.key}`, now })
    outcomes.push(outcome)
    image = outcome.ticket
  }
  const settled = { ...settle({ ...image, wakeAt: null }, policy, now), wakeAt: null }
  return {
    ticket: { ...settled, wakeAt: nextWake(happeningsOf(settled, policy, now, told), isDone, policy, now) },
    because: outcomes.map((one) => one.because),
    events: outcomes.flatMap((one) => one.events),
    send: outcomes.flatMap((one) => one.send),
    entries: outcomes.flatMap((one) => one.entries ?? []),
    keys,
  }
}

function isOver(ticket: Ticket, policy: Policy, now: Date): boolean {
  const since = sinceOf(ticket)
  return since !== null && waitingDates(since, policy).closesAt <= now
}

function outcomeOf(happening: Happening, ticket: Ticket, facts: DueFacts, pen: Pen): Outcome {
  switch (happening.kind) {
    case 'remind':
      return reminded(ticket, pen)
    case 'close':
      return closedBySilence(ticket, pen)
    case 'overdue':
      return overdue(ticket, facts, pen)
    case 'critical':
      return calledAgain(ticket, facts, pen)
    case 'development':
      return newsWanted(ticket, happening, facts, pen)
    case 'undelivered':
      return stillUndelivered(ticket, happening, pen)
    case 'acknowledge':
      return acknowledgedLate(ticket, facts, pen)
  }
}

/** The one reminder of a wait. */
function reminded(ticket: Ticket, pen: Pen): Outcome {
  const since = sinceOf(ticket) ?? pen.now
  const words = {
    letter: 'reminder' as const,
    ...toCustomerWords(ticket, pen.policy),
    askedAt: since,
    engineerName: engineerName(pen.policy, ticket.engineer),
    questions: ticket.questions ?? '',
    closesAt: waitingDates(since, pen.policy).closesAt,
    clockStands: ticket.deadline !== null && clockStands(ticket),
  }
  const send = hearsNotices(ticket, pen.policy)
    ? [toCustomer(pen, ticket, { kind: 'notice', auto: 'auto-generated', words })]
    : []
  return {
    because: `${ticket.id}: the customer has not answered for ${pen.policy.waiting.remindDays} working days`,
    ticket,
    events: [eventOf(ticket, 'reminded', { is: 'no answer since', at: since })],
    send,
  }
}

/** Closing when no answer came: said to the customer who was asked, quiet after an answer that had announced it. */
function closedBySilence(ticket: Ticket, pen: Pen): Outcome {
  const since = sinceOf(ticket)
  const ending = ticket.state === 'waiting' ? 'questions unanswered' : 'answer stood'
  const closed = settle(moved(ticket, 'silence', pen.now, ending), pen.policy, pen.now)
  const words = {
    letter: 'closed' as const,
    ...toCustomerWords(ticket, pen.policy),
    by: 'silence' as const,
    spoken: null,
    receivedAt: ticket.receivedAt,
    closedAt: pen.now,
    askedAt: since,
    reopenBy: reopenBy(pen.now, pen.policy),
  }
  const loud = ticket.state === 'waiting' && hearsNotices(ticket, pen.policy)
  return {
    because: `${ticket.id}: no word from the customer for ${pen.policy.waiting.closeDays} working days`,
    ticket: closed,
    events: [eventOf(ticket, 'state', { is: 'closed by silence', from: ticket.state })],
    send: loud ? [toCustomer(pen, closed, { kind: 'notice', auto: 'auto-generated', words })] : [],
  }
}

function overdue(ticket: Ticket, facts: TimeFacts, pen: Pen): Outcome {
  const { policy, now } = pen
  const notice = { is: 'deadline passed, unanswered' } as const
  return {
    because: `${ticket.id}: the deadline has passed`,
    ticket,
    events: [eventOf(ticket, 'overdue', { is: 'deadline passed', at: ticket.deadline })],
    send: withLeads(hearing(ticket, policy, facts.away, now), policy).map((one) =>
      alertTo(one, ticket, pen, { what: 'overdue', notice, repeatAt: null }),
    ),
  }
}

/** Nobody has taken a critical ticket: the duty engineers again, and the leads with them; not him who registered it and knows. */
function calledAgain(ticket: Ticket, facts: TimeFacts, pen: Pen): Outcome {
  const { policy, now } = pen
  const repeatAt = nextCall(ticket, policy, now)
  const notice = { is: 'nobody took it', late: firstAnswerBy(ticket, policy) <= now } as const
  return {
    because: `${ticket.id}: critical and nobody has taken it`,
    ticket,
    events: [eventOf(ticket, 'alerted', { is: 'called again' })],
    send: withLeads(onDuty(policy, facts.away, now), policy)
      .filter((one) => !hasRegistered(one, ticket))
      .map((one) => alertTo(one, ticket, pen, { what: 'critical', notice, repeatAt })),
    entries: policy.wakes === true ? [{ kind: 'wake', ticket: ticket.id, because: 'unattended' }] : [],
  }
}

function newsWanted(ticket: Ticket, happening: Happening, facts: TimeFacts, pen: Pen): Outcome {
  const { policy, now } = pen
  const at = happening.dueAt ?? happening.at
  const notice = { is: 'customer wants news', at } as const
  return {
    because: `${ticket.id}: news to the customer are due`,
    ticket,
    events: [eventOf(ticket, 'news due', { is: 'news due by', at })],
    send: hearing(ticket, policy, facts.away, now).map((one) =>
      toEngineer(pen, ticket, one, {
        kind: 'notification',
        answerIs: answerKind(ticket),
        event: 'development',
        words: wordsFor(ticket, pen, { what: 'note', notice, repeatAt: null }, 'card'),
      }),
    ),
  }
}

/** An answer did not arrive and no other letter followed: the leads are told. */
function stillUndelivered(ticket: Ticket, happening: Happening, pen: Pen): Outcome {
  const { policy } = pen
  const at = happening.dueAt ?? happening.at
  const notice = { is: 'undelivered, no letter since', at } as const
  return {
    because: `${ticket.id}: an undelivered answer that no letter followed`,
    ticket,
    events: [eventOf(ticket, 'undelivered', { is: 'no letter since', at })],
    send: withLeads([], policy).map((one) => alertTo(one, ticket, pen, { what: 'bounce', notice, repeatAt: null })),
  }
}

type Notice = Pick<LetterToEngineerWords, 'what' | 'notice' | 'repeatAt'>

function alertTo(engineer: Engineer, ticket: Ticket, pen: Pen, notice: Notice): Draft {
  return toEngineer(pen, ticket, engineer, {
    kind: 'alert',
    answerIs: answerKind(ticket),
    event: notice.what,
    urgent: true,
    words: wordsFor(ticket, pen, notice, 'alert'),
  })
}

function wordsFor(
  ticket: Ticket,
  pen: Pen,
  notice: Notice,
  letter: LetterToEngineerWords['letter'],
): LetterToEngineerWords {
  const { policy, now } = pen
  return {
    letter,
    ...notice,
    goes: answerGoes(ticket, policy),
    card: cardOf(ticket, policy, now, NO_EXTRAS),
    mail: null,
  }
}

function answerKind(ticket: Ticket): 'answer' | 'note' {
  return hasAddress(ticket) ? 'answer' : 'note'
}

/** The duty engineers who are there; everybody with that role when all are away; the engineers when nobody has it. */
function onDuty(policy: Policy, away: ReadonlyMap<string, Date>, now: Date): readonly Engineer[] {
  const duty = onDutyNow(policy, now)
  const all = duty.length > 0 ? duty : policy.engineers
  const present = all.filter((one) => (away.get(one.address.toLowerCase()) ?? now) <= now)
  return present.length > 0 ? present : all
}

function withLeads(people: readonly Engineer[], policy: Policy): readonly Engineer[] {
  return [...new Set([...people, ...policy.engineers.filter((one) => one.roles.includes('lead'))])]
}

/** A machine that has a ticket is told nothing that no person wrote. */
function hearsNotices(ticket: Ticket, policy: Policy): boolean {
  return hasAddress(ticket) && !isMachines(ticket.customer.address, policy)
}

function hasAddress(ticket: Ticket): boolean {
  return ticket.customer.address !== ''
}
