// Who takes part in a ticket and who hears it: participants, watchers, and engineers who are away.
import { addDays, startOfDay } from '../../calendar/calendar.ts'
import { sameAddress } from '../../letter.ts'
import { addressIn, dayIn, engineersNamed, isIn } from '../command/arguments.ts'
import type { CommandName } from '../command/command-table.ts'
import { engineerAt, isOurs } from '../scene/sender.ts'
import { changed, type Effect, onTicket, refused, type Step, unchanged, type Work } from '../scene/work.ts'
import { dayOnWord, say } from '../ticket/phrases.ts'
import type { Engineer } from '../ticket/policy.ts'

const cc = onTicket((work, ticket, argument) => {
  const { policy } = work.scene
  const address = addressIn(argument)
  if (address === null) return refused(work, `«${argument}» — не адрес`, `“${argument}” is no address`)
  if (engineerAt(address.address, policy) !== null) {
    return refused(
      work,
      'это адрес инженера, клиент его не увидит: инженеру — !следить или !передать',
      "that is an engineer's address, customers never see it: engineers use !watch or !assign",
    )
  }
  if (isOurs(address.address, policy)) return refused(work, 'это адрес самой службы', "that is the desk's own address")
  if (sameAddress(address.address, ticket.customer.address) || isIn(ticket.participants, address.address)) {
    return unchanged(work, `${address.address} уже получает письма`, `${address.address} gets the mail already`)
  }
  const next = { ...ticket, participants: [...ticket.participants, address] }
  return changed(work, next, 'participant', `копия: + ${address.address}`, `copy: + ${address.address}`)
})

const uncc = onTicket((work, ticket, argument) => {
  const address = addressIn(argument)
  if (address === null) return refused(work, `«${argument}» — не адрес`, `“${argument}” is no address`)
  if (!isIn(ticket.participants, address.address)) {
    const known = ticket.participants.map((one) => one.address).join(', ') || '—'
    return refused(
      work,
      `${address.address} не участник. Участники: ${known}`,
      `${address.address} is no participant. Participants: ${known}`,
    )
  }
  const participants = ticket.participants.filter((one) => !sameAddress(one.address, address.address))
  const line = `− ${address.address}`
  return changed(work, { ...ticket, participants }, 'participant', `копия: ${line}`, `copy: ${line}`)
})

const watch = onTicket((work, ticket) => {
  const { engineer } = work.scene
  if (ticket.watchers.some((one) => sameAddress(one, engineer.address))) {
    return unchanged(work, 'вы уже следите', 'you watch it already')
  }
  const next = { ...ticket, watchers: [...ticket.watchers, engineer.address] }
  return changed(work, next, 'watching', `следит: ${engineer.name}`, `watching: ${engineer.name}`)
})

const unwatch = onTicket((work, ticket) => {
  const { engineer } = work.scene
  if (!ticket.watchers.some((one) => sameAddress(one, engineer.address))) {
    return unchanged(work, 'вы не следите', 'you do not watch it')
  }
  const next = { ...ticket, watchers: ticket.watchers.filter((one) => !sameAddress(one, engineer.address)) }
  return changed(work, next, 'watching', `больше не следит: ${engineer.name}`, `no longer watching: ${engineer.name}`)
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
    return refused(
      work,
      'непонятно, до какого дня. Пример: !отпуск 14.12.2026',
      'until which day is not clear. Example: !away 14.12.2026',
    )
  }
  const isLead = engineer.roles.includes('lead') || !policy.engineers.some((one) => one.roles.includes('lead'))
  if (!isLead && who !== engineer) {
    return refused(work, 'отпуск другого отмечает руководитель', "a lead enters another's leave")
  }
  return leave(work, who, words.slice(at).join(' '))
}

function leave(work: Work, who: Engineer, text: string): Step {
  const { policy, now } = work.scene
  const day = dayIn(text, policy.zone, now)
  if (day === null || day.key === null) {
    const written = day?.written ?? text
    return refused(
      work,
      `даты ${written} нет. Пример: !отпуск 14.12.2026`,
      `there is no day ${written}. Example: !away 14.12.2026`,
    )
  }
  const until = startOfDay(addDays(day.key, 1), policy.zone)
  if (until <= now) return refused(work, `${day.written} уже прошло`, `${day.written} has passed`)
  const last = dayOnWord(policy, day.key)
  const line = say(
    policy,
    `${who.name}: отсутствует по ${last} включительно`,
    `${who.name}: away up to and including ${last}`,
  )
  const entry = { kind: 'away', engineer: who.address, until } as const
  return { work: { ...work, entries: [...work.entries, entry] }, outcome: [line] }
}

const back: Effect = (work) => {
  const { policy, engineer } = work.scene
  const entry = { kind: 'away', engineer: engineer.address, until: null } as const
  const line = say(policy, `${engineer.name}: снова на месте`, `${engineer.name}: back at work`)
  return { work: { ...work, entries: [...work.entries, entry] }, outcome: [line] }
}

/** The effects of this file by the table's names. */
export const PEOPLE_EFFECTS = { cc, uncc, watch, unwatch, away, back } as const satisfies Partial<
  Record<CommandName, Effect>
>
