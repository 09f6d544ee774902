// Registering what did not come by itself: a call, or a mail forwarded on a customer's behalf; and on a ticket, an answer
// that was given by telephone. Collects who, when and by which number; the ticket is opened when all lines are read.
import { addressIn, momentIn, phoneIn } from '../command/arguments.ts'
import type { CommandName } from '../command/command-table.ts'
import { engineerAt, isOurs } from '../scene/sender.ts'
import {
  type Effect,
  followedBy,
  type Registration,
  refused,
  type Step,
  spoken,
  turned,
  type Work,
} from '../scene/work.ts'
import { finished } from '../ticket/lifecycle.ts'
import { momentWord, say } from '../ticket/phrases.ts'

const EMPTY: Registration = { phone: null, from: null, at: null }

function registering(work: Work, fields: Partial<Registration>, ru: string, en: string): Step {
  const registration = { ...(work.registration ?? EMPTY), ...fields }
  return { work: { ...work, registration }, outcome: [say(work.scene.policy, ru, en)] }
}

/** Whether the mail registers something new: !новое stands anywhere in it. */
function isRegistration(work: Work): boolean {
  return work.act.commands.some((one) => one.name === 'new')
}

const fresh: Effect = (work) => {
  const { letter } = work.scene
  if (work.act.body.trim() === '' && letter.forwarded === null) {
    return refused(
      work,
      'нет текста: ниже команд напишите, что спросил клиент, или перешлите его письмо',
      'there is no text: write below the commands what the customer asked, or forward his mail',
    )
  }
  return followedBy(spoken(work, 'opening'), (next) => ({
    work: { ...next, registration: next.registration ?? EMPTY },
    outcome: [],
  }))
}

const phone: Effect = (work, argument) => {
  if (!isRegistration(work)) return calledBack(work, argument)
  const number = phoneIn(argument)
  if (number === null) {
    return refused(
      work,
      `«${argument}» — не телефон. Пример: !телефон 8 495 000-00-00`,
      `“${argument}” is no telephone number`,
    )
  }
  return registering(work, { phone: number }, `телефон: ${number}`, `telephone: ${number}`)
}

/** On a ticket: the answer was given by telephone, the text is its record. */
function calledBack(work: Work, argument: string): Step {
  if (work.ticket === null) {
    return refused(
      work,
      'чтобы зарегистрировать звонок, добавьте строку !новое',
      'to register a call add the line !new',
    )
  }
  if (argument !== '') {
    return refused(
      work,
      'на обращении номер не пишется: текст ниже — запись разговора; для нового звонка добавьте !новое',
      'no number on a ticket: the text below is the record of the call; for a new call add !new',
    )
  }
  if (work.act.body.trim() === '') {
    return refused(work, 'напишите ниже команды, что было сказано', 'write below the command what was said')
  }
  if (finished(work.ticket.state)) return spoken(work, 'call')
  const { ticket } = work
  return followedBy(spoken(work, 'call'), (next) => turned(next, ticket, 'phone', 'answer', 'answered by telephone'))
}

const from: Effect = (work, argument) => {
  if (!isRegistration(work)) return notAlone(work)
  const address = addressIn(argument)
  const { policy } = work.scene
  if (address === null) return refused(work, `«${argument}» — не адрес`, `“${argument}” is no address`)
  if (isOurs(address.address, policy) || engineerAt(address.address, policy) !== null) {
    return refused(work, 'это адрес службы или инженера, а не клиента', "that is the desk's or an engineer's address")
  }
  const written = address.name === '' ? address.address : `${address.name} <${address.address}>`
  return registering(work, { from: address }, `клиент: ${written}`, `customer: ${written}`)
}

const at: Effect = (work, argument) => {
  if (!isRegistration(work)) return notAlone(work)
  const { policy, now } = work.scene
  const moment = momentIn(argument, policy.zone, now)
  if (moment === null) {
    return refused(
      work,
      `времени «${argument}» нет. Пример: !когда 23.11.2026 11:40`,
      `there is no time “${argument}”. Example: !at 23.11.2026 11:40`,
    )
  }
  if (moment > now) return refused(work, 'это время ещё не наступило', 'that time has not come yet')
  const printed = momentWord(policy, moment)
  return registering(work, { at: moment }, `поступило: ${printed}`, `received: ${printed}`)
}

function notAlone(work: Work): Step {
  return refused(work, 'пишется только вместе с !новое', 'stands only together with !new')
}

/** The effects of this file by the table's names. */
export const NEW_EFFECTS = { new: fresh, phone, from, at } as const satisfies Partial<Record<CommandName, Effect>>
