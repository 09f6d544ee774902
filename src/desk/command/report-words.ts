// What a report is asked for in an engineer's words: «2 квартал», «октябрь по договорам», «ноябрь, договор 15/24»,
// «прошлый месяц в сравнении с прошлым», and the same in English; nothing at all means this month.
import type { Cut } from '../../words/words.ts'
import { type Period, periodIn } from './period.ts'

/** A report asked for; `contract` as it was written. */
export interface ReportAsked {
  readonly period: Period
  readonly by: Cut | null
  readonly contract: string | null
  readonly compare: boolean
}

/** The words of a cut: «по договорам», “by contract”. */
const CUTS: readonly (readonly [Cut, RegExp])[] = [
  ['contract', /(?:договор|контракт|contract)\p{L}*/u],
  ['category', /(?:категори|услуг|вид|categor|service)\p{L}*/u],
  ['engineer', /(?:инженер|исполнител|сотрудник|engineer)\p{L}*/u],
  ['channel', /(?:канал|channel)\p{L}*/u],
  ['criticality', /(?:критичност|criticalit)\p{L}*/u],
]
const BY = CUTS.map(
  ([cut, word]) => [cut, new RegExp(`(?:^|[\\s,;])(?:по|by) ${word.source}(?=$|[\\s,;])`, 'u')] as const,
)
const COMPARE =
  /(?:^|[\s,;])(?:(?:в )?сравн\p{L}+|compared?)(?: (?:с |со |with |to )?(?:(?:прошл|предыдущ)\p{L}+|previous|last)(?: (?:период|месяц|квартал|год|недел|period|month|quarter|year|week)\p{L}*)?)?(?=$|[\s,;])/u
const CONTRACT = /(?:^|[\s,;])(?:(?:по )?договор[ауе]?|contract)\s*(?:№|n|no\.?)?\s*([^\s,;]*\d[^\s,;]*)/u

/** What an engineer asks for; null where the period is not clear. */
export function reportIn(text: string, zone: string, now: Date): ReportAsked | null {
  const plain = text.replace(/[\s\u00a0]+/g, ' ').trim()
  const lower = plain.toLowerCase().replaceAll('ё', 'е')
  const contract = CONTRACT.exec(lower)
  const number = contract === null ? null : originalOf(plain, contract)
  const rest = without(lower, contract?.[0])
  const cut = BY.find(([, pattern]) => pattern.test(rest)) ?? null
  const uncut = cut === null ? rest : rest.replace(cut[1], ' ')
  const compare = COMPARE.test(uncut)
  const when = uncut
    .replace(COMPARE, ' ')
    .replace(/[\s,;]+/g, ' ')
    .trim()
  const period = periodIn(when === '' ? 'месяц' : when, zone, now)
  return period === null ? null : { period, by: cut?.[0] ?? null, contract: number, compare }
}

function without(text: string, part: string | undefined): string {
  return part === undefined ? text : text.replace(part, ' ')
}

/** A contract's number is told by its letters' case. */
function originalOf(plain: string, { index, 0: whole, 1: number = '' }: RegExpExecArray): string {
  const end = index + whole.length
  return plain.slice(end - number.length, end)
}
