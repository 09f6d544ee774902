// Who takes part in a ticket and who hears it: participants, watchers, and engineers who are away.
import { addDays, startOfDay } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import type { CommandName, Sentence } from '../../words/words.ts'
import { addressIn, dayIn, engineersNamed, isIn } from '../command/arguments.ts'
import { engineerAt, isOurs } from '../scene/sender.ts'
import { changed, type Effect, onTicket, refused, type Step, unchanged, type Work } from '../scene/work.ts'
import type { Engineer } from '../ticket/policy.ts'
import { onDutyNow } from '../ticket/rota.ts'
import { printNumber } from '../ticket/tag.ts'

const cc = onTicket((work, ticket, argument) => {
  const { policy } = work.scene
  const address = addressIn(argument)
  if (address === null) return refused({ is: 'no address', written: argument })
  if (engineerAt(address.address, policy) !== null) {
    return refused({ is: "engineer's address" })
  }
  if (isOurs(address.address, policy)) return refused({ is: "desk's address" })
  if (sameAddress(address.address, ticket.customer.address) || isIn(ticket.participants, address.address)) {
    return unchanged(work, { is: 'takes part already', address: address.address })
  }
  const next = { ...ticket, participants: [...ticket.participants, address] }
  return changed(work, next, 'participant', { is: 'takes part now', address: address.address })
})

const uncc = onTicket((work, ticket, argument) => {
  const address = addressIn(argument)
  if (address === null) return refused({ is: 'no address', written: argument })
  if (!isIn(ticket.participants, address.address)) {
    const known = ticket.participants.map((one) => one.address)
    return refused({ is: 'takes no part', address: address.address, participants: known })
  }
  const participants = ticket.participants.filter((one) => !sameAddress(one.address, address.address))
  const said = { is: 'takes part no more', address: address.address } as const
  return changed(work, { ...ticket, participants }, 'participant', said)
})

const watch = onTicket((work, ticket) => {
  const { engineer } = work.scene
  if (ticket.watchers.some((one) => sameAddress(one, engineer.address))) {
    return unchanged(work, { is: 'watched already' })
  }
  const next = { ...ticket, watchers: [...ticket.watchers, engineer.address] }
  return changed(work, next, 'watching', { is: 'watched now', engineer: engineer.name })
})

const unwatch = onTicket((work, ticket) => {
  const { engineer } = work.scene
  if (!ticket.watchers.some((one) => sameAddress(one, engineer.address))) {
    return unchanged(work, { is: 'not watched' })
  }
  const next = { ...ticket, watchers: ticket.watchers.filter((one) => !sameAddress(one, engineer.address)) }
  return changed(work, next, 'watching', { is: 'watched no more', engineer: engineer.name })
})

/** !отпуск ДО, and for leads !отпуск ИМЯ ДО: the last day away is the day named. */
const away: Effect = (work, argument) => {
  const { policy, engineer, now } = work.scene
  const own = dayIn(argument, policy.zone, now)
  if (own !== null) return leave(work, engineer, argument)
  const words = argument.split(' ')
  const at = words.findIndex((_, index) => index > 0 && dayIn(words.slice(index).join(' '), policy.zone, now) !== null)
  const named = at < 0 ? [] : engineersNamed(words.slice(0, at).join(' '), policy)
  const [who, second] = named
  if (who === undefined || second !== undefined) {
    return refused({ is: 'away until when' })
  }
  const isLead = engineer.roles.includes('lead') || !policy.engineers.some((one) => one.roles.includes('lead'))
  if (!isLead && who !== engineer) {
    return refused({ is: "another's leave" })
  }
  return leave(work, who, words.slice(at).join(' '))
}

function leave(work: Work, who: Engineer, text: string): Step {
  const { policy, now } = work.scene
  const day = dayIn(text, policy.zone, now)
  if (day === null || day.key === null) {
    return refused({ is: 'no day of leave', written: day?.written ?? text })
  }
  const until = startOfDay(addDays(day.key, 1), policy.zone)
  if (until <= now) return refused({ is: 'has passed', written: day.written })
  const entry = { kind: 'away', engineer: who.address, until } as const
  return {
    work: { ...work, entries: [...work.entries, entry] },
    outcome: [{ is: 'away', engineer: who.name, lastOn: day.key }, ...handedOver(work, who)],
  }
}

/** What he leaves behind, who hears it from now on, and whether anybody is left on duty. */
function handedOver({ scene }: Work, who: Engineer): readonly Sentence[] {
  const { policy, facts, proved, now } = scene
  const isThere = (one: Engineer): boolean => one !== who && (facts.away.get(one.address.toLowerCase()) ?? now) <= now
  const own = proved.queue().filter((one) => one.engineer !== null && sameAddress(one.engineer, who.address))
  const tickets = own.map((one) => printNumber(policy.support.ticketPrefix, one.id))
  const to = policy.engineers.filter((one) => one.roles.includes('engineer') && isThere(one)).map((one) => one.name)
  const duty = onDutyNow(policy, now)
  return [
    ...(tickets.length === 0 ? [] : [{ is: 'handed over', tickets, to } as const]),
    ...(duty.length > 0 && !duty.some(isThere) ? [{ is: 'nobody on duty' } as const] : []),
  ]
}

const back: Effect = (work) => {
  const { engineer } = work.scene
  const entry = { kind: 'away', engineer: engineer.address, until: null } as const
  return { work: { ...work, entries: [...work.entries, entry] }, outcome: [{ is: 'back', engineer: engineer.name }] }
}

/** The effects of this file by the table's names. */
export const PEOPLE_EFFECTS = { cc, uncc, watch, unwatch, away, back } as const satisfies Partial<
  Record<CommandName, Effect>
>
