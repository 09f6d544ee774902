// Contracts that end soon: the leads are told 30 and 10 days before, once each, with the morning of a working day.
import { dayKey, daysBetween } from '../../calendar/calendar.ts'
import type { MomentFacts } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { dayOnWord, say } from '../ticket/phrases.ts'
import type { Contract, Policy } from '../ticket/policy.ts'
import { isMorning } from '../ticket/schedule.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { InTime } from './in-time.ts'

const WARN_DAYS = [10, 30] as const

/** A contract that ends within thirty days, and how many are left; 0 on its last day. */
export interface Ending {
  readonly contract: Contract
  readonly daysLeft: number
}

/** The contracts in force that end within thirty days, the soonest first. */
export function contractsEnding(policy: Policy, now: Date): readonly Ending[] {
  const today = dayKey(now, policy.zone)
  return (policy.contracts ?? [])
    .filter((one) => one.validFrom <= today && one.validTo >= today)
    .map((contract) => ({ contract, daysLeft: daysBetween(today, contract.validTo) }))
    .filter(({ daysLeft }) => daysLeft <= WARN_DAYS[1])
    .filter(({ contract }) => !isRenewed(contract, policy))
    .sort((a, b) => a.daysLeft - b.daysLeft)
}

/** Another contract of the same organisation goes on where this one ends. */
function isRenewed(contract: Contract, policy: Policy): boolean {
  return (policy.contracts ?? []).some(
    (other) =>
      other.number !== contract.number &&
      other.organisation === contract.organisation &&
      other.validTo > contract.validTo &&
      daysBetween(contract.validTo, other.validFrom) <= 1,
  )
}

/** The reminders of ending contracts that are due now, or undefined. */
export function contractReminders(facts: MomentFacts, policy: Policy, now: Date): InTime | undefined {
  if ((policy.contracts ?? []).length === 0 || !isMorning(policy, now)) return undefined
  const due = contractsEnding(policy, now).flatMap((ending) => {
    const step = WARN_DAYS.find((days) => ending.daysLeft <= days) ?? WARN_DAYS[1]
    const key = `contract:${ending.contract.number}:${ending.contract.validTo}:${step}`
    return facts.done.has(key) ? [] : [{ ...ending, key }]
  })
  if (due.length === 0) return undefined
  const leads = policy.engineers.filter((one) => one.roles.includes('lead'))
  return {
    because: due.map(({ contract, daysLeft }) => `contract ${contract.number} ends in ${daysLeft} days`),
    events: [],
    send: due.flatMap(({ contract, daysLeft, key }) =>
      leads.map((lead) =>
        toEngineer({ policy, cause: `moment ${key}`, now }, null, lead, {
          kind: 'alert',
          answerIs: 'commands',
          event: 'contract',
          subject: headingOf(contract, policy),
          words: {
            letter: 'message',
            goes: { to: 'commands' },
            heading: headingOf(contract, policy),
            lines: linesOf(contract, daysLeft, facts, policy),
            quoted: null,
          },
        }),
      ),
    ),
    keys: due.map(({ key }) => key),
  }
}

function headingOf(contract: Contract, policy: Policy): string {
  const day = dayOnWord(policy, contract.validTo)
  return say(policy, `Договор № ${contract.number} заканчивается ${day}`, `Contract ${contract.number} ends on ${day}`)
}

function linesOf(contract: Contract, daysLeft: number, facts: MomentFacts, policy: Policy): readonly string[] {
  const open = facts.open.filter((one) => standsUnder(one, contract.number)).length
  return [
    say(
      policy,
      `${contract.organisation}: осталось дней — ${daysLeft}; последний день — ${dayOnWord(policy, contract.validTo)}.`,
      `${contract.organisation}: ${daysLeft} days are left; the last day is ${dayOnWord(policy, contract.validTo)}.`,
    ),
    say(policy, `Открытых обращений по договору: ${open}.`, `Open tickets under it: ${open}.`),
    say(
      policy,
      'Обращения, поступившие до окончания договора, остаются на обслуживании.',
      'Tickets that came before its end stay covered.',
    ),
  ]
}

function standsUnder(ticket: Ticket, number: string): boolean {
  return ticket.standing.kind === 'covered' && ticket.standing.contract === number
}
