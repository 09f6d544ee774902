// Whether an automatic mail may answer a letter: RFC 3834, the verdict on its sender (T11) and the brakes of the books
// (decision 1). Each rule is a function with a sentence; engineers read the sentence on the card (R13).
import { domainOf, type Letter } from '../../letter.ts'
import { momentWord, say } from '../ticket/phrases.ts'
import type { Policy } from '../ticket/policy.ts'
import { ruleSaid, verdictSaid } from '../ticket/rules-said.ts'
import type { Facts } from './decision.ts'
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

const nobodyToAnswer: Rule = ({ letter, policy }) =>
  letter.from === null || !letter.from.address.includes('@')
    ? say(policy, 'у отправителя нет адреса', 'the sender has no address')
    : null

const headersForbid: Rule = ({ letter, policy }) =>
  letter.mayAcknowledge
    ? null
    : say(
        policy,
        `заголовки письма не допускают автоматического ответа: ${letter.why.map((rule) => ruleSaid(rule, 'ru')).join('; ')}`,
        `the headers forbid an automatic answer: ${letter.why.join('; ')}`,
      )

const nullSender: Rule = ({ letter, policy }) =>
  letter.returnPath === ''
    ? say(policy, 'пустой обратный адрес (Return-Path: <>)', 'the return path is empty (Return-Path: <>)')
    : null

/** RFC 2142 roles and the usual names of machines (mail.md 1.7), in From and in Return-Path. */
const MACHINE =
  /^(?:mailer-daemon|postmaster|abuse|hostmaster|no[-_.]?reply|do[-_.]?not[-_.]?reply|bounces?(?:[-+=].*)?|.*-bounces?(?:[-+=].*)?|owner-.*|.*-owner|.*-request|listserv|majordomo|root|daemon|nobody)$/i

/** Whether an address names a machine, a role or the desk itself: nothing that no person wrote ever goes there. */
export function isMachines(address: string, policy: Policy): boolean {
  return MACHINE.test(localPart(address)) || isOurs(address, policy)
}

const machinesAddress: Rule = ({ letter, policy }) => {
  const named = [letter.from?.address ?? '', letter.returnPath ?? '']
    .map(localPart)
    .find((local) => MACHINE.test(local))
  return named === undefined
    ? null
    : say(policy, `адрес машины или должности: ${named}`, `an address of a machine or a role: ${named}`)
}

const ourOwnAddress: Rule = ({ letter, policy }) =>
  letter.returnPath !== null && isOurs(letter.returnPath, policy)
    ? say(policy, 'обратный адрес — наш собственный', 'the return path is our own address')
    : null

const goesInCircles: Rule = ({ letter, policy }) =>
  letter.receivedHops > MOST_HOPS
    ? say(
        policy,
        `письмо прошло ${letter.receivedHops} серверов: похоже на петлю`,
        `it has passed ${letter.receivedHops} hosts: a loop`,
      )
    : null

const forged: Rule = ({ letter, policy }) =>
  letter.verdict.sender === 'fail'
    ? say(
        policy,
        `отправитель не подтверждён почтовым сервером (${verdictSaid(letter.verdict.because, 'ru')})`,
        `the mail server calls the sender forged (${letter.verdict.because})`,
      )
    : null

/** T11's strict mode: strangers must be vouched for where the mail server does give verdicts. */
const unvouchedStranger: Rule = ({ letter, stranger, policy }) =>
  stranger && policy.verdictsExpected && letter.verdict.sender === 'none'
    ? say(
        policy,
        `за неизвестного отправителя почтовый сервер не ручается (${verdictSaid(letter.verdict.because, 'ru')})`,
        `the mail server does not vouch for a stranger (${letter.verdict.because})`,
      )
    : null

const notAddressedToUs: Rule = ({ letter, stranger, policy }) =>
  stranger && !addressedToUs(letter, policy)
    ? say(policy, 'адреса поддержки нет ни в «Кому», ни в «Копии»', 'neither To nor Cc names the support address')
    : null

const tooOld: Rule = ({ letter, policy, now }) => {
  const hours = (now.getTime() - letter.arrivedAt.getTime()) / HOUR
  const most = policy.brakes.ackMaxAgeHours
  return most > 0 && hours > most
    ? say(
        policy,
        `письмо пришло ${Math.floor(hours)} ч назад (предел ${most} ч)`,
        `it came ${Math.floor(hours)} h ago (limit ${most} h)`,
      )
    : null
}

const muted: Rule = ({ brakes, now, policy }) =>
  brakes.mutedUntil !== null && brakes.mutedUntil > now
    ? say(
        policy,
        `автоматические письма этому адресу приостановлены до ${momentWord(policy, brakes.mutedUntil)}`,
        `automatic mail to this address rests until ${momentWord(policy, brakes.mutedUntil)}`,
      )
    : null

/** Letters that open a ticket are counted apart from those that only go on with one: «статус» asked again and again. */
const enoughForSender: Rule = ({ brakes, policy, occasion }) => {
  const most = policy.brakes.acksPerSenderPerDay
  const [sent, ru, en] =
    occasion === 'opening'
      ? [brakes.acknowledgementsToSender, 'подтверждений', 'acknowledgements']
      : [brakes.noticesToSender, 'уведомлений', 'notices']
  return most > 0 && sent >= most
    ? say(policy, `за сутки этому адресу уже отправлено ${ru}: ${sent}`, `${en} to this address within a day: ${sent}`)
    : null
}

const enoughInAll: Rule = ({ brakes, policy }) => {
  const most = policy.brakes.automaticPerHour
  return most > 0 && brakes.automaticLastHour >= most
    ? say(
        policy,
        `за час уже отправлено автоматических писем: ${brakes.automaticLastHour}`,
        `automatic mails within an hour: ${brakes.automaticLastHour}`,
      )
    : null
}

/** The third guard: this very letter makes the sender one who answers our robot too fast (decision 1). */
const answersTooFast: Rule = (asked) =>
  mutes(asked)
    ? say(
        asked.policy,
        `отправитель ${asked.policy.brakes.quickMailsBeforeMute} раз подряд ответил на наше автоматическое письмо за две минуты: похоже на робота`,
        `the sender answered our automatic mail ${asked.policy.brakes.quickMailsBeforeMute} times in a row within two minutes: a robot`,
      )
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
export function mutes({ letter, brakes, policy, now, occasion }: Asked): boolean {
  const row = policy.brakes.quickMailsBeforeMute
  if (row <= 0 || occasion !== 'opening' || letter.verdict.sender === 'fail') return false
  // Once is enough: a flood must not tell the leads with each of its mails.
  if (brakes.mutedUntil !== null && brakes.mutedUntil > now) return false
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
