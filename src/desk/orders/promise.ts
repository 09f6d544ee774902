// Commands on what was promised: questions that stop the clock, the contract, a date agreed apart, a refusal, and the
// last answer taken back while it is held.
import { addWorking, dayHours, dayKey, hoursOn, startOfDay } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import type { CommandName, Sentence } from '../../words/words.ts'
import { dayIn, isAhead } from '../command/arguments.ts'
import { takenBack } from '../delivery/failure.ts'
import { keptFor } from '../scene/kept.ts'
import {
  changed,
  type Effect,
  followedBy,
  onTicket,
  refused,
  type Step,
  spoken,
  turned,
  unchanged,
  type Work,
} from '../scene/work.ts'
import { contractNumbered, isServed } from '../ticket/entitlement.ts'
import { finished, formerWait, handedOver } from '../ticket/lifecycle.ts'
import type { Contract } from '../ticket/policy.ts'
import { agreedOn, asIfTaken, clockFor, promised, settle, termsFor } from '../ticket/promise.ts'
import type { Ticket, TurnReason } from '../ticket/ticket.ts'

const QUESTIONS_ASKED = 'asked' satisfies TurnReason

const wait = onTicket((work, ticket, argument) => {
  const goesOn = GOES_ON.test(argument)
  if (finished(ticket.state)) return refused({ is: 'closed, reopen first' })
  if (argument !== '' && !goesOn) return refused({ is: 'nothing stands behind it' })
  if (work.act.body.trim() === '') return goesOn ? refused({ is: 'no questions' }) : waitSinceAnswer(work, ticket)
  const problem = goesOn ? whyNotGoingOn(work, ticket) : null
  if (problem !== null) return refused(problem)
  return followedBy(spoken(work, 'questions'), (next) =>
    followedBy(
      followedBy(turned(next, ticket, 'wait', 'ask', QUESTIONS_ASKED), (asked) => askedNow(asked, goesOn)),
      namedInQuestions,
    ),
  )
})

const GOES_ON = /^(?:прежнее|прежнего|то же|тоже|same|the same)$/iu

/** What stands against a wait that goes on as one: nothing was asked before, or his answer is too long ago. */
function whyNotGoingOn({ scene: { policy, now } }: Work, ticket: Ticket): Sentence | null {
  const former = formerWait(ticket)
  if (former === null) return { is: 'nothing was asked before' }
  const clock = clockFor(ticket.terms, policy)
  if (now > addWorking(former.to, dayHours(clock) * 3600, clock)) return { is: 'answered too long ago', at: former.to }
  return ticket.deadline !== null && now >= ticket.deadline ? { is: 'deadline has passed' } : null
}

/** Reminder and closing are counted from these questions, as they say, also where others stand unanswered. */
function askedNow(work: Work, goesOn: boolean): Step {
  const { ticket } = work
  if (ticket === null) return { work, outcome: [] }
  const way = ticket.onItsWay ?? null
  const onItsWay = way === null || !goesOn ? way : { ...way, goesOn: true as const }
  return { work: { ...work, ticket: { ...ticket, waitingSince: work.scene.now, onItsWay } }, outcome: [] }
}

/** The questions name the date in force: one that development has moved is promised by them. */
function namedInQuestions(work: Work): Step {
  const { policy, now } = work.scene
  const { before, ticket } = work
  const known = ticket?.promises.at(-1)?.deadlineAt
  if (before?.state !== 'development' || ticket === null || !ticket.terms.waitingStopsClock)
    return { work, outcome: [] }
  const counted = asIfTaken(ticket, policy, now)
  const isMoved = known !== undefined && counted.deadline !== null && counted.deadline.getTime() !== known.getTime()
  const { promises } = promised(counted, 'resumed', policy, now)
  return { work: isMoved ? { ...work, ticket: { ...ticket, promises } } : work, outcome: [] }
}

/** !ждём alone: the waiting counts from the last answer that was delivered. */
function waitSinceAnswer(work: Work, ticket: Ticket): Step {
  const { lastAnswer, lastFromCustomer } = work.scene.facts
  if (lastAnswer === null || lastAnswer.state === 'failed' || lastAnswer.state === 'withdrawn') {
    return refused({ is: 'no questions' })
  }
  if (ticket.state === 'waiting') return unchanged(work, { is: 'waits already' })
  const acceptedAt = lastAnswer.acceptedAt ?? null
  const heard = lastFromCustomer !== null && lastFromCustomer.at > (acceptedAt ?? lastAnswer.filedAt)
  if (heard) return refused({ is: 'answered since' })
  const asked = since({ ...ticket, questions: lastAnswer.text }, acceptedAt)
  const step = turned(work, asked, 'wait', 'ask', QUESTIONS_ASKED)
  if ('refusal' in step || step.work.ticket === null) return step
  const waitingSince = acceptedAt ?? lastAnswer.filedAt
  const { outgoingId, filedAt } = lastAnswer
  const onItsWay = acceptedAt === null ? ({ outgoingId, filedAt, because: QUESTIONS_ASKED } as const) : null
  return {
    work: { ...step.work, ticket: { ...step.work.ticket, waitingSince, onItsWay } },
    outcome: [...step.outcome, { is: 'waiting since', at: waitingSince }],
  }
}

/** The turn given to the customer when the answer was accepted: nothing has happened since. */
function since(ticket: Ticket, at: Date | null): Ticket {
  const last = ticket.intervals.at(-1)
  if (at === null || last === undefined || last.owner === 'customer' || last.from > at) return ticket
  return { ...ticket, intervals: handedOver(ticket.intervals, 'customer', at, QUESTIONS_ASKED) }
}

const contract = onTicket((work, ticket, argument) => {
  const { policy } = work.scene
  const bare = argument.replace(/^(?:№|n|no\.?|#)\s*/iu, '')
  // «N» may be the sign or the number's own first letter.
  const found = contractNumbered(argument, policy) ?? contractNumbered(bare, policy)
  const number = found?.number ?? bare
  if (found === null) return refused({ is: 'contract not listed', contract: number })
  // One that has begun since, the customer's new one, is a lead's to grant.
  const days = [ticket.receivedAt, work.scene.now].map((at) => dayKey(at, policy.zone))
  if (!days.some((day) => found.validFrom <= day && day <= found.validTo)) {
    const { validFrom: fromOn, validTo: toOn } = found
    return refused({ is: 'contract not valid then', contract: number, fromOn, toOn, cameAt: ticket.receivedAt })
  }
  if (ticket.standing.kind === 'covered' && ticket.standing.contract === number) {
    return unchanged(work, { is: 'contract already' })
  }
  return remembered(work, under(ticket, found, work), found)
})

/** The ticket under the contract, its dates counted from the arrival; what waiting for the number took does not count. */
function under(ticket: Ticket, found: Contract, work: Work): Ticket {
  const { policy, now } = work.scene
  const terms = termsFor(policy, found, ticket.receivedAt)
  const waited = ticket.intervals.at(-1)
  const turn =
    waited?.owner === 'customer' && ticket.state !== 'waiting' && ticket.state !== 'answered' && !finished(ticket.state)
      ? handedOver(ticket.intervals, 'us', now, 'contract confirmed')
      : ticket.intervals
  const next: Ticket = {
    ...ticket,
    standing: { kind: 'covered', contract: found.number, by: 'confirmed' },
    organisation: found.organisation,
    terms,
    counting: { ...ticket.counting, minDays: terms.minDays, maxDays: terms.maxDays },
    intervals: turn,
  }
  return promised(settle(next, policy, now), 'contract', policy, now)
}

function remembered(work: Work, ticket: Ticket, found: Contract): Step {
  const { address } = ticket.customer
  const entries =
    address === ''
      ? work.entries
      : [...work.entries, { kind: 'remember contract', address, contract: found.number } as const]
  const next = { ...work, entries, notices: [...work.notices, { kind: 'contract' } as const] }
  const { number: contract, organisation } = found
  return changed(next, ticket, 'contract', { is: 'contract now', contract, organisation, deadlineAt: ticket.deadline })
}

/** What names the customer's consent to a later date: his letter, a call, an agreement (R16). */
const CONSENT =
  /соглас|письм|звон|телефон|разговор|договорил|протокол|просьб|letter|mail|call|phone|agreed|consent|request/iu

const HIS_WORD =
  /(?:соглас|письм|звон|разговор|договор[её]н|договорил|протокол|просьб|letter|mail|call|agreed|consent|request)\p{L}*([^,;:]{0,80})/giu
/** Behind these stands what is to come: «отпуск до 15.12». */
const UNTIL = /\s(?:до|к|ко|по|на|после|с|until|by|till|before|after|to)\s+(?=\d)[\s\S]*/iu

/** The day of a letter or call that has not come yet, as it is written; null when there is none. */
function notYet(reason: string, zone: string, now: Date): string | null {
  const days = [...reason.matchAll(HIS_WORD)]
    .map((match) => ` ${match[1] ?? ''}`.replace(UNTIL, ''))
    .flatMap((behind) =>
      [...behind.matchAll(/(?<=\s)(?=\d|завтра|tomorrow)/giu)].map(({ index }) => behind.slice(index)),
    )
    .flatMap((text) => dayIn(text, zone, now) ?? [])
  return days.find((day) => isAhead(day, zone, now))?.written ?? null
}

const due = onTicket((work, ticket, argument) => {
  const { policy, now } = work.scene
  if (finished(ticket.state)) return refused({ is: 'ticket is closed' })
  if (!isServed(ticket.standing)) return refused({ is: 'no date without contract' })
  const day = dayIn(argument, policy.zone, now)
  if (day === null || day.key === null) {
    return refused({ is: 'no such day', written: day?.written ?? argument.split(' ')[0] ?? '' })
  }
  if (day.key < dayKey(now, policy.zone)) return refused({ is: 'has passed', written: day.written })
  const clock = clockFor(ticket.terms, policy)
  const at = hoursOn(startOfDay(day.key, policy.zone), clock)?.closeAt ?? null
  if (at === null) return refused({ is: 'no working day', written: day.written })
  if (at <= now) return refused({ is: 'has passed', written: day.written })
  if (day.rest === '') return refused({ is: 'name the reason' })
  const ahead = notYet(day.rest, policy.zone, now)
  if (ahead !== null) return refused({ is: 'consent is ahead', written: ahead })
  if (ticket.deadline !== null && at > ticket.deadline && !CONSENT.test(day.rest)) {
    return refused({ is: 'needs consent' })
  }
  return agreed(work, ticket, at, day.rest)
})

function agreed(work: Work, ticket: Ticket, at: Date, reason: string): Step {
  const { policy, now } = work.scene
  const next = promised(settle(agreedOn(ticket, at, now), policy, now), 'agreed', policy, now)
  const notices = [...work.notices, { kind: 'due', oldDeadlineAt: ticket.deadline, reason } as const]
  const said = { is: 'deadline agreed', from: ticket.deadline, to: at, reason } as const
  return changed({ ...work, notices }, next, 'deadline', said)
}

function declining(
  command: 'decline' | 'outside',
  because: 'no-contract' | 'outside-list',
  ending: TurnReason,
): Effect {
  return onTicket((work, ticket, argument) => {
    if (finished(ticket.state)) return refused({ is: 'closed already', on: null })
    const notices = [...work.notices, { kind: 'declined', because, reason: argument } as const]
    return turned({ ...work, notices }, ticket, command, 'decline', ending)
  })
}

/** Takes back the last answer while it is held, or gives up a kept letter that this mail answers. */
const undo: Effect = (work) => {
  const { facts, engineer, now } = work.scene
  const kept = keptFor(work.scene)
  if (kept !== null) {
    const said = { is: 'kept mail dropped' } as const
    return { work: { ...work, entries: [...work.entries, { kind: 'forget kept', key: kept.key }] }, outcome: [said] }
  }
  const { lastAnswer } = facts
  if (work.ticket === null || lastAnswer === null) return refused({ is: 'nothing to take back' })
  if (lastAnswer.state !== 'held') return refused({ is: 'gone already' })
  if (lastAnswer.engineer !== null && !sameAddress(lastAnswer.engineer, engineer.address)) {
    return refused({ is: 'not your answer' })
  }
  const next = takenBack(work.ticket, lastAnswer, now)
  const entries = [...work.entries, { kind: 'withdraw', outgoingId: lastAnswer.outgoingId } as const]
  return changed({ ...work, entries }, next, 'withdrawn', { is: 'taken back' })
}

/** Answers to held and undelivered letters are carried out elsewhere; here the command stands where it has no sense. */
const send: Effect = (work) =>
  refused(keptFor(work.scene) === null ? { is: 'nothing to send' } : { is: 'no text below send' })

/** The effects of this file by the table's names. */
export const PROMISE_EFFECTS = {
  wait,
  contract,
  due,
  decline: declining('decline', 'no-contract', 'no contract'),
  outside: declining('outside', 'outside-list', 'outside the list'),
  undo,
  send,
} as const satisfies Partial<Record<CommandName, Effect>>
