// The morning mail: once on each working day, from the opening on. To engineers their own day, to leads what waits for
// a decision of theirs. What it says is counted from the books at that moment.
import { dayKey, hoursOn, workingDaysAfter } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import type { DigestWords, Draft, Line, Sentence } from '../../words/words.ts'
import { queueOrder } from '../saying/card.ts'
import { toEngineer } from '../scene/drafts.ts'
import { needsLead } from '../ticket/entitlement.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import { houseClock, isOverdue } from '../ticket/promise.ts'
import { isMorning } from '../ticket/schedule.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { MorningFacts } from './facts.ts'
import type { InTime } from './in-time.ts'
import { balanceLine, complaints, criticalForLeads, lastDays, machine, periodFigures } from './morning-leads.ts'
import {
  calendarWarning,
  critical,
  customersLetters,
  endingContracts,
  inDevelopment,
  isDueOn,
  lineSection,
  type Morning,
  numberOf,
  orNothing,
  people,
  section,
  todayOf,
  unanswered,
  undelivered,
  unsorted,
  waitingLong,
} from './morning-sections.ts'
import { whySetAside } from './set-aside.ts'

/** Stands in the books since the desk's first tick. */
const BEGUN = 'morning:begun'

/**
 * The morning mail of today to everybody who is there, or undefined when it is not due. A morning that the daemon was
 * down is made up for on the same day; one before the desk was first started is not.
 */
export function morningMail(facts: MorningFacts, policy: Policy, now: Date): InTime | undefined {
  const today = dayKey(now, policy.zone)
  const key = `morning:${today}`
  const isDue = isMorning(policy, now)
  if (!facts.done.has(BEGUN)) {
    return { because: ['the desk begins'], events: [], send: [], keys: isDue ? [BEGUN, key] : [BEGUN] }
  }
  if (!isDue || facts.done.has(key)) return undefined
  const figures = facts.reportOn?.(lastDays(today, policy.zone))
  // They are being counted: the morning mail goes with the next tick.
  if (figures === null) return undefined
  const queue = queueOrder(facts.open, policy, now)
  const { from } = facts.balance
  const since = hoursOn(from, houseClock(policy))?.openAt ?? from
  const morning: Morning = {
    ...{ facts, policy, now, queue, today, since },
    next: workingDaysAfter(today, 2, policy.calendar),
    figures: figures ?? null,
  }
  const there = policy.engineers.filter((one) => (facts.away.get(one.address.toLowerCase()) ?? now) <= now)
  const drafts = there.flatMap((one): Draft[] => [
    ...(one.roles.includes('engineer') || one.roles.includes('duty')
      ? [mail(one, engineersDay(one, morning), 'digest', morning)]
      : []),
    ...(one.roles.includes('lead') ? [mail(one, leadsDay(morning), 'digest-lead', morning)] : []),
  ])
  return { because: [`the morning mail of ${today}`], events: [], send: drafts, keys: [key] }
}

function mail(engineer: Engineer, words: DigestWords, event: string, morning: Morning): Draft {
  const { policy, now, today } = morning
  return toEngineer({ policy, cause: `moment morning:${today}`, now }, null, engineer, {
    kind: 'digest',
    answerIs: 'commands',
    event,
    subject: words.heading,
    words,
  })
}

function engineersDay(engineer: Engineer, morning: Morning): DigestWords {
  const { queue, today, next, facts } = morning
  const isMine = (one: Ticket): boolean => one.engineer !== null && sameAddress(one.engineer, engineer.address)
  const mine = queue.filter(isMine)
  const nobodys = queue.filter((one) => one.engineer === null)
  const orphans = queue.filter((one) => !isMine(one) && isOfSomebodyAway(one, morning))
  const concerning = queue.filter((one) => isMine(one) || one.engineer === null || orphans.includes(one))
  const overdue = concerning.filter((one) => isOverdue(one, morning.now))
  const due = (day: string | undefined): readonly Ticket[] => concerning.filter((one) => isDueOn(one, day, morning))
  return {
    letter: 'digest',
    goes: { to: 'named' },
    heading: {
      is: 'digest of',
      on: today,
      overdue: overdue.length,
      today: due(today).length,
      tomorrow: due(next[0]).length,
    },
    lines: greetingLines(engineer, mine, nobodys, morning),
    sections: orNothing([
      critical(concerning, morning),
      section({ is: 'overdue' }, overdue, morning, () => null),
      section({ is: 'due today' }, due(today), morning, () => null),
      section({ is: 'due tomorrow', on: next[0] ?? null }, due(next[0]), morning, () => null),
      section({ is: 'due in two days', on: next[1] ?? null }, due(next[1]), morning, () => null),
      unanswered(concerning, morning),
      customersLetters(mine, morning),
      waitingLong(mine, morning),
      inDevelopment(mine, morning),
      undelivered(morning, (id) => queue.some((one) => one.id === id && (isMine(one) || one.engineer === null))),
      unsorted(facts.closedUnsorted.filter(isMine), morning),
      section({ is: "nobody's" }, nobodys, morning, () => null),
      section(
        { is: 'given by the rota' },
        queue.filter((one) => one.byRota !== undefined && !isMine(one) && one.receivedAt >= morning.since),
        morning,
        () => null,
      ),
      section(
        { is: 'of colleagues away' },
        orphans.filter((one) => one.state === 'open'),
        morning,
        () => null,
      ),
    ]),
  }
}

/** While its engineer is away, a ticket is everybody's (!отпуск). */
function isOfSomebodyAway({ engineer }: Ticket, { facts, now }: Morning): boolean {
  return engineer !== null && (facts.away.get(engineer.toLowerCase()) ?? now) > now
}

function greetingLines(
  engineer: Engineer,
  mine: readonly Ticket[],
  nobodys: readonly Ticket[],
  morning: Morning,
): readonly Sentence[] {
  const turn = mine.filter((one) => one.state === 'new' || one.state === 'open').length
  return [
    { is: 'good morning', name: engineer.name, today: todayOf(morning) },
    { is: 'your turn', mine: mine.length, turn, nobodys: nobodys.length },
    ...calendarWarning(morning),
  ]
}

function leadsDay(morning: Morning): DigestWords {
  const { policy, queue, now, facts } = morning
  const overdue = queue.filter((one) => isOverdue(one, now))
  const uncovered = queue.filter((one) => needsLead(one.standing))
  const nobodys = queue.filter((one) => one.engineer === null)
  return {
    letter: 'digest',
    goes: { to: 'named' },
    heading: {
      is: "lead's digest of",
      on: morning.today,
      overdue: overdue.length,
      uncovered: uncovered.length,
      nobodys: nobodys.length,
    },
    lines: [{ is: 'today', today: todayOf(morning) }, balanceLine(morning), ...calendarWarning(morning)],
    sections: orNothing([
      section({ is: 'without contract' }, uncovered, morning, (one) =>
        one.standing.kind === 'several'
          ? `${one.customer.address}: ${one.standing.contracts.join(', ')}`
          : one.customer.address,
      ),
      section({ is: 'overdue' }, overdue, morning, () => null),
      criticalForLeads(morning),
      machine(morning),
      complaints(morning),
      section({ is: "nobody's" }, nobodys, morning, () => null),
      waitingLong(queue, morning),
      lineSection(
        { is: 'letters set aside' },
        facts.setAside.map(({ ticket, why }): Line => {
          return { is: 'listed as set aside', number: numberOf(ticket, policy), why: whySetAside(why) }
        }),
      ),
      undelivered(morning, () => true),
      unsorted(facts.closedUnsorted, morning),
      endingContracts(morning),
      people(morning),
      periodFigures(morning),
    ]),
  }
}
