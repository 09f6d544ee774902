// Letters that broke the desk and were set aside by no rule: the leads are told at once, by a mail that carries nothing
// of the letter's own words, so that what broke the rules cannot break this one.
import type { MomentFacts } from '../scene/decision.ts'
import { toEngineer } from '../scene/drafts.ts'
import { say } from '../ticket/phrases.ts'
import type { Engineer, Policy } from '../ticket/policy.ts'
import { printNumber } from '../ticket/tag.ts'
import type { InTime } from './in-time.ts'

/** One mail to each lead about all letters of which nobody has been told yet, or undefined when there are none. */
export function setAsideAlert(facts: MomentFacts, policy: Policy, now: Date): InTime | undefined {
  const untold = facts.setAsideUntold ?? []
  const [first] = untold
  if (first === undefined) return undefined
  const keys = untold.map(({ ticket }) => `set-aside:${ticket}`)
  const numbers = untold.map(({ ticket }) => printNumber(policy.support.ticketPrefix, ticket))
  const pen = { policy, cause: `moment ${keys.join(' ')}`, now }
  const heading = say(policy, `Отложено на разбор: ${numbers[0]}`, `Set aside: ${numbers[0]}`)
  const more = numbers.length > 1 ? say(policy, ` и ещё ${numbers.length - 1}`, ` and ${numbers.length - 1} more`) : ''
  return {
    because: [`told of what was set aside: ${numbers.join(', ')}`],
    events: [],
    send: leadsThere(facts, policy, now).map((lead) =>
      toEngineer(pen, null, lead, {
        kind: 'alert',
        answerIs: 'commands',
        event: 'set-aside',
        subject: heading + more,
        words: {
          letter: 'message',
          goes: { to: 'commands' },
          heading: heading + more,
          lines: linesOf(untold, numbers, policy),
          quoted: null,
        },
        urgent: true,
      }),
    ),
    keys,
  }
}

function linesOf(
  untold: NonNullable<MomentFacts['setAsideUntold']>,
  numbers: readonly string[],
  policy: Policy,
): readonly string[] {
  return [
    say(
      policy,
      'Письмо трижды не удалось обработать. Оно сохранено целиком и открыло обращение; клиенту ничего не отправлено.',
      'A mail could not be filed three times. It is kept whole and has opened a ticket; the customer was sent nothing.',
    ),
    ...untold.map(({ why }, n) => `${numbers[n]}: ${setAsideWords(why, policy)}`),
    say(
      policy,
      'Прочитайте письмо в папке для отложенных писем почтового ящика поддержки и ответьте клиенту; разработчику программы нужны это письмо и журнал.',
      "Read the mail in the support mailbox's folder for failed mail and answer the customer; the program's developer needs that mail and the log.",
    ),
  ]
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^the desk died while filing it$/, 'программа завершилась, обрабатывая письмо'],
  [/^could not be parsed: it took too long$/, 'разбор письма занял слишком много времени'],
  [/^could not be parsed: it stopped the reader$/, 'разбор письма останавливал программу'],
  [/^could not be parsed: (.*)$/s, 'письмо не удалось разобрать: $1'],
  [/^(?:could not be parsed|the mail could not be read)$/, 'письмо не удалось разобрать'],
  [/^(.*)$/s, 'ошибка программы: $1'],
]

/** Why a letter was set aside, for engineers; an error's own words stay as they are. */
export function setAsideWords(why: string, policy: Pick<Policy, 'language'>): string {
  if (why.trim() === '') return say(policy, 'причина не названа', 'no reason is known')
  const [sign, russian] = REASONS.find(([one]) => one.test(why)) ?? []
  return sign === undefined || russian === undefined ? why : say(policy, why.replace(sign, russian), why)
}

function leadsThere(facts: MomentFacts, policy: Policy, now: Date): readonly Engineer[] {
  const leads = policy.engineers.filter((one) => one.roles.includes('lead'))
  const there = leads.filter((one) => (facts.away.get(one.address.toLowerCase()) ?? now) <= now)
  if (there.length > 0) return there
  return leads.length > 0 ? leads : policy.engineers
}
