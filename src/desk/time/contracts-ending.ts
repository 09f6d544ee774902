// Contracts that end soon: the leads are told 30 and 10 days before, once each, with the morning of a working day.
import { dayKey, daysBetween } from '../../calendar/calendar.ts'
import type { Sentence } from '../../words/words.ts'
import { toEngineer } from '../scene/drafts.ts'
import type { Contract, Policy } from '../ticket/policy.ts'
import { isMorning } from '../ticket/schedule.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { ContractFacts } from './facts.ts'
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
export function contractReminders(facts: ContractFacts, policy: Policy, now: Date): InTime | undefined {
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
          subject: headingOf(contract),
          words: {
            letter: 'message',
            goes: { to: 'commands' },
            heading: headingOf(contract),
            lines: linesOf(contract, daysLeft, facts),
            quoted: null,
          },
        }),
      ),
    ),
    keys: due.map(({ key }) => key),
  }
}

function headingOf({ number, validTo }: Contract): Sentence {
  return { is: 'contract ends', contract: number, on: validTo }
}

function linesOf({ number, organisation, validTo }: Contract, days: number, facts: ContractFacts): readonly Sentence[] {
  return [
    { is: 'days of a contract left', organisation, days, lastOn: validTo },
    { is: 'tickets under it', tickets: facts.open.filter((one) => standsUnder(one, number)).length },
    { is: 'covered until done' },
  ]
}

function standsUnder(ticket: Ticket, number: string): boolean {
  return ticket.standing.kind === 'covered' && ticket.standing.contract === number
}
