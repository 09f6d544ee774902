// What only the leads' morning mail says: the mail of the days since the last one as a sum, the period's figures beside
// the regulation's norm, complaints, and what high criticality overtook.
import { addDays, dayKey, startOfDay } from '../../calendar/calendar.ts'
import { type Measures, NORM_DAYS, type Share } from '../../words/words.ts'
import type { FiguresAsked } from '../scene/decision.ts'
import { dayOnWord, momentWord, say } from '../ticket/phrases.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { firstAnswerNote, lineSection, type Morning, type Section, section } from './morning-sections.ts'

/** The days that the figures look back. */
const PERIOD_DAYS = 30

/** The mails since the last morning mail as a sum that must come out: 41 = 12 new + 24 answers + 4 automatic + 1 set aside. */
export function balanceLine(morning: Morning): string {
  const { total, opened, joined, automatic, setAside } = morning.facts.balance
  const sum = opened + joined + automatic + setAside
  const { policy } = morning
  const days = balanceDays(morning)
  return `${say(
    policy,
    `Писем за ${days}: ${total} = новых обращений ${opened} + ответов ${joined} + автоматических ${automatic} + отложено на разбор ${setAside}`,
    `Mails of ${days}: ${total} = ${opened} new + ${joined} answers + ${automatic} automatic + ${setAside} set aside`,
  )}${sum === total ? '.' : say(policy, `. НЕ СХОДИТСЯ: учтено ${sum}.`, `. DOES NOT ADD UP: ${sum} accounted for.`)}`
}

/** «вчера, 23.11.2026», or the days since the last morning mail: «20.11.2026–22.11.2026». */
function balanceDays({ facts, policy, today }: Morning): string {
  const last = addDays(today, -1)
  const first = dayKey(facts.balance.from, policy.zone)
  if (first < last) return `${dayOnWord(policy, first)}–${dayOnWord(policy, last)}`
  return say(policy, `вчера, ${dayOnWord(policy, last)}`, `yesterday, ${dayOnWord(policy, last)}`)
}

/** High and suspected criticality with whoever was overtaken by it (R20). */
export function criticalForLeads(morning: Morning): Section {
  const { policy, facts, queue } = morning
  return section(
    say(policy, 'Высокая критичность, открытые и предположительные', 'High criticality, open and suspected'),
    queue.filter((one) => one.criticality !== 'normal'),
    morning,
    (one) => {
      const first = one.answeredAt === null ? firstAnswerNote(one, policy) : null
      const overtaken = facts.overtaken?.get(one.id) ?? null
      return [first, overtaken].filter((word) => word !== null).join('; ') || null
    },
  )
}

/** Open tickets in which a customer complained. */
export function complaints(morning: Morning): Section {
  const { policy, facts, queue } = morning
  const complained = new Map((facts.complaints ?? []).map((one) => [one.ticket, one.at]))
  const tickets = queue.filter((one) => complained.has(one.id))
  return section(say(policy, 'Претензии и жалобы', 'Complaints'), tickets, morning, (one: Ticket) => {
    const at = complained.get(one.id)
    return at === undefined ? null : momentWord(policy, at)
  })
}

/** What the figures of the leads' morning mail are asked for: the last thirty days. */
export function lastDays(today: string, zone: string): FiguresAsked {
  return { from: startOfDay(addDays(today, -PERIOD_DAYS), zone), to: startOfDay(today, zone), contract: null }
}

/** The last thirty days beside the norm of the regulation (R5); nothing where nobody counts. */
export function periodFigures(morning: Morning): Section {
  const { policy, today, figures } = morning
  const days = `${dayOnWord(policy, addDays(today, -PERIOD_DAYS))}–${dayOnWord(policy, addDays(today, -1))}`
  const heading = say(policy, `Показатели за ${days}`, `Figures of ${days}`)
  return lineSection(heading, figures === null ? [] : figureLines(figures.total, morning))
}

function figureLines(measures: Measures, { policy }: Morning): readonly string[] {
  const { balance, processing, deadlines, firstAnswer } = measures
  const { processed } = balance
  const [net, gross] = [inDays(processing.net.mean, policy), inDays(processing.gross.mean, policy)]
  return [
    say(
      policy,
      `Обработано ${processed}; среднее время обработки, рабочих дней: ${net} (по регламенту ${NORM_DAYS.from}–${NORM_DAYS.to}), с ожиданием клиента ${gross}.`,
      `Processed ${processed}; average processing time in working days: ${net} (the regulation names ${NORM_DAYS.from}–${NORM_DAYS.to}), with waiting for the customer ${gross}.`,
    ),
    say(
      policy,
      `Сроки соблюдены: ${percent(deadlines)} из наступивших; первый ответ в норме ${percent(firstAnswer)}.`,
      `Deadlines kept: ${percent(deadlines)} of those that fell due; first answer within the norm ${percent(firstAnswer)}.`,
    ),
  ]
}

function inDays(value: number | null, policy: Morning['policy']): string {
  if (value === null) return '—'
  const text = value.toFixed(1)
  return say(policy, text.replace('.', ','), text)
}

function percent({ kept, of }: Share): string {
  return of === 0 ? '—' : `${Math.round((100 * kept) / of)} %`
}
