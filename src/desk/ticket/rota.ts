// Who gets a new ticket, and who is on duty this week, where the configuration says so. What a row leaves open is settled by
// open load; nobody who is away is named.
import { dayKey, localParts } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import type { Engineer, Policy, RotaRow } from './policy.ts'
import type { Ticket } from './ticket.ts'

/** Whom the rota names, and why: by which row, counted from 1, with how many open tickets, of how many. */
export interface Chosen {
  readonly engineer: Engineer
  readonly row: number
  readonly open: number
  readonly of: number
}

/** Whether somebody is there. */
export type IsThere = (engineer: Pick<Engineer, 'address'>) => boolean

/** The engineer of the first row that fits and of whose people somebody is there; null where there is none such. */
export function chosenFor(
  ticket: Ticket,
  policy: Policy,
  isThere: IsThere,
  load: (address: string) => number,
): Chosen | null {
  for (const [at, row] of policy.rota.rows.entries()) {
    if (!fits(row, ticket, policy.zone)) continue
    const there = named(row.engineers, policy).filter(isThere)
    const least = Math.min(...there.map((one) => load(one.address)))
    const engineer = there.find((one) => load(one.address) === least)
    if (engineer !== undefined) return { engineer, row: at + 1, open: least, of: there.length }
  }
  return null
}

function fits({ days, hours, categories, contracts }: RotaRow, ticket: Ticket, zone: string): boolean {
  const { weekday, hour, minute } = localParts(ticket.receivedAt, zone)
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  const contract = 'contract' in ticket.standing ? ticket.standing.contract : null
  return (
    (days.length === 0 || days.includes(weekday)) &&
    (hours === null || (hours[0] <= time && time < hours[1])) &&
    (categories.length === 0 || categories.includes(ticket.category)) &&
    (contracts.length === 0 || (contract !== null && contracts.includes(contract)))
  )
}

function named(addresses: readonly string[], policy: Policy): readonly Engineer[] {
  return addresses.flatMap((address) => policy.engineers.find((one) => sameAddress(one.address, address)) ?? [])
}

/** Who is on duty: those whom the rota names for this week, else everybody with the role; whether they are there is not looked at. */
export function onDutyNow(policy: Policy, now: Date): readonly Engineer[] {
  const today = dayKey(now, policy.zone)
  const rows = policy.rota.duty.filter((one) => one.from <= today).sort((a, b) => (a.from < b.from ? -1 : 1))
  const weekly = named(rows.at(-1)?.engineers ?? [], policy)
  return weekly.length > 0 ? weekly : policy.engineers.filter((one) => one.roles.includes('duty'))
}
