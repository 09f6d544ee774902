// Whether an automatic mail may answer a letter: RFC 3834, the verdict on its sender (T11) and the brakes of the books
// (decision 1). Each rule is a function with a sentence; engineers read the sentence on the card (R13).
import { domainOf, type Letter } from '../letter.ts'
import type { Facts } from './decision.ts'
import type { Policy } from './policy.ts'
import { addressedToUs, isOurs } from './sender.ts'

/** What a rule of this guard is told. `stranger`: under no contract; who is under one is answered whatever the To line says. */
export interface Asked {
  readonly letter: Letter
  readonly brakes: Facts['brakes']
  readonly policy: Policy
  readonly now: Date
  readonly stranger: boolean
  readonly occasion: 'opening' | 'joining'
}

type Rule = (asked: Asked) => string | null

/** An automatic mail of ours this recently before a letter makes the letter quick (decision 1). */
export const QUICK_SECONDS = 120
/** How long automatic mail to an address rests once it is muted. */
export const MUTE_HOURS = 24
/** RFC 5321 section 6.3: a mail that has passed so many hosts goes in circles. */
const MOST_HOPS = 50
const HOUR = 3_600_000

const nobodyToAnswer: Rule = ({ letter }) =>
  letter.from === null || !letter.from.address.includes('@') ? 'у отправителя нет адреса' : null

const headersForbid: Rule = ({ letter }) =>
  letter.mayAcknowledge ? null : `заголовки письма не допускают автоматического ответа (${quotedWhy(letter)})`

const nullSender: Rule = ({ letter }) => (letter.returnPath === '' ? 'пустой обратный адрес (Return-Path: <>)' : null)

/** RFC 2142 roles and the usual names of machines (mail.md 1.7), in From and in Return-Path. */
const MACHINE =
  /^(?:mailer-daemon|postmaster|abuse|hostmaster|no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?(?:[-+=].*)?|.*-bounces?(?:[-+=].*)?|owner-.*|.*-owner|.*-request|listserv|majordomo|root|daemon|nobody)$/i

const machinesAddress: Rule = ({ letter }) => {
  const named = [letter.from?.address ?? '', letter.returnPath ?? '']
    .map(localPart)
    .find((local) => MACHINE.test(local))
  return named === undefined ? null : `адрес машины или должности: ${named}`
}

const ourOwnAddress: Rule = ({ letter, policy }) =>
  letter.returnPath !== null && isOurs(letter.returnPath, policy) ? 'обратный адрес — наш собственный' : null

const goesInCircles: Rule = ({ letter }) =>
  letter.receivedHops > MOST_HOPS ? `письмо прошло ${letter.receivedHops} серверов: похоже на петлю` : null

const forged: Rule = ({ letter }) =>
  letter.verdict.sender === 'fail' ? `отправитель не подтверждён почтовым сервером (${letter.verdict.because})` : null

/** T11's strict mode: strangers must be vouched for where the mail server does give verdicts. */
const unvouchedStranger: Rule = ({ letter, stranger, policy }) =>
  stranger && policy.verdictsExpected && letter.verdict.sender === 'none'
    ? `за неизвестного отправителя почтовый сервер не ручается (${letter.verdict.because})`
    : null

const notAddressedToUs: Rule = ({ letter, stranger, policy }) =>
  stranger && !addressedToUs(letter, policy) ? 'адреса поддержки нет ни в «Кому», ни в «Копии»' : null

const tooOld: Rule = ({ letter, policy, now }) => {
  const hours = (now.getTime() - letter.arrivedAt.getTime()) / HOUR
  const most = policy.brakes.ackMaxAgeHours
  return most > 0 && hours > most ? `письмо пришло ${Math.floor(hours)} ч назад (предел ${most} ч)` : null
}

const muted: Rule = ({ brakes, now }) =>
  brakes.mutedUntil !== null && brakes.mutedUntil > now
    ? `автоматические письма этому адресу приостановлены до ${brakes.mutedUntil.toISOString()}`
    : null

const enoughForSender: Rule = ({ brakes, policy }) => {
  const most = policy.brakes.acksPerSenderPerDay
  return most > 0 && brakes.acknowledgementsToSender >= most
    ? `за сутки этому адресу уже отправлено подтверждений: ${brakes.acknowledgementsToSender}`
    : null
}

const enoughInAll: Rule = ({ brakes, policy }) => {
  const most = policy.brakes.automaticPerHour
  return most > 0 && brakes.automaticLastHour >= most
    ? `за час уже отправлено автоматических писем: ${brakes.automaticLastHour}`
    : null
}

/** The third guard: this very letter makes the sender one who answers our robot too fast (decision 1). */
const answersTooFast: Rule = (asked) =>
  mutes(asked)
    ? `отправитель ${asked.policy.brakes.quickMailsBeforeMute} раз подряд ответил на наше автоматическое письмо за две минуты: похоже на робота`
    : null

const RULES: readonly Rule[] = [
  nobodyToAnswer,
  headersForbid,
  nullSender,
  machinesAddress,
  ourOwnAddress,
  goesInCircles,
  forged,
  unvouchedStranger,
  notAddressedToUs,
  tooOld,
  muted,
  answersTooFast,
  enoughForSender,
  enoughInAll,
]

/** Why no automatic mail may answer the letter: the first rule that forbids it, as a sentence; null when none does. */
export function withheldBecause(asked: Asked): string | null {
  for (const rule of RULES) {
    const because = rule(asked)
    if (because !== null) return because
  }
  return null
}

/** Whether a letter that opens a ticket completes the row of quick ones, so that its sender is muted. */
export function mutes({ brakes, policy, occasion }: Asked): boolean {
  const row = policy.brakes.quickMailsBeforeMute
  if (row <= 0 || occasion !== 'opening') return false
  const quickness = [brakes.secondsAfterAutomatic, ...brakes.quickness].slice(0, row)
  return quickness.length === row && quickness.every((seconds) => seconds !== null && seconds <= QUICK_SECONDS)
}

/** Until when automatic mail to a muted address rests. */
export function muteUntil(now: Date): Date {
  return new Date(now.getTime() + MUTE_HOURS * HOUR)
}

/** Whether the sender has opened as many tickets this hour as he may; the rest go into one (T9). */
export function floods(brakes: Facts['brakes'], policy: Policy): boolean {
  const most = policy.brakes.newTicketsPerSenderPerHour
  return most > 0 && brakes.newTicketsFromSender >= most && brakes.floodTicket !== null
}

/** Whether the ticket that is being opened is the last before the flood brake. */
export function lastBeforeFlood(brakes: Facts['brakes'], policy: Policy): boolean {
  const most = policy.brakes.newTicketsPerSenderPerHour
  return most > 0 && brakes.newTicketsFromSender === most - 1
}

function localPart(address: string): string {
  return domainOf(address) === '' ? address : address.slice(0, address.lastIndexOf('@'))
}

function quotedWhy(letter: Letter): string {
  return letter.why.join('; ') || 'без указания правила'
}
