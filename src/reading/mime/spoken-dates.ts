// Dates as mail clients print them above a forwarded mail: «вторник, 5 мая 2020 г. в 10:00», `May 5, 2020 at 10:00 AM`,
// `23. marraskuuta 2026 klo 10.15`, `2026年11月23日`. Without an offset the hour is Moscow's, as everywhere at the desk.
import { plainDigits } from '../text/dates-in-text.ts'
import { folded } from '../text/plain.ts'

/** How the names of months begin, in the languages of mail clients; of two that fit the longer one names the month. */
const MONTHS: readonly string[] = [
  'янв jan janv sty styc led sij ene gen ocak oca tammi ιαν sau ian студ січ қаң',
  'фев feb fév febr lut úno velj şub helmi φεβ vas лют ақп',
  'мар mar mär mrt márc bře ožu maalis μάρ μαρ kov бер сак нау mac',
  'апр apr ápr avr abr kwi dub trav nis huhti απρ bal кві крас сәу',
  'май мая may mai maj máj mag mei kvě svi touko μάι μαΐ geg трав мам',
  'июн jun jún juin giu cze červen červn lipanj lipnja haz kesä ιούν bir чер чэрв мау',
  'июл jul júl juil lug lip červenec července srpanj srpnja tem heinä ιούλ lie лип ліп шіл',
  'авг aug août aout ago sie srp kolo ağu elo αύγ αυγ rugp сер жні там',
  'сен sep sept set wrz zář ruj eyl syys σεπ rugs вер қыр',
  'окт oct okt out ott paź říj eki loka οκτ spal жов каст қаз',
  'ноя nov noy noi lis list stud kas marras νοέ νοε lap лис ліс қар',
  'дек dec dez déc dic gru gruod pro aralık ara joulu δεκ гру снеж жел',
]

const MONTH_OF: readonly (readonly [string, number])[] = MONTHS.flatMap((names, n) =>
  names.split(' ').map((name) => [name, n + 1] as const),
).sort(([a], [b]) => b.length - a.length)

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Reads a printed date; null when no whole day stands there. Only the first 200 characters are looked at. */
export function readSpokenDate(printed: string): Date | null {
  const text = plainDigits(folded(printed.slice(0, 200))).replaceAll(/[\u200b-\u200f\u202a-\u202e]/gu, '')
  const day = easternDay(text) ?? namedDay(text) ?? numericDay(text)
  if (day === null) return null
  const { hours, minutes, seconds } = clockIn(text)
  const at = Date.UTC(day.year, day.month - 1, day.day, hours, minutes, seconds)
  return new Date(at - offsetMinutes(text) * 60_000)
}

const HALF = String.raw`(?:\s?(a\.?\s?m\.?|p\.?\s?m\.?|дп|пп|π\.?\s?μ\.?|μ\.?\s?μ\.?|ص|م)(?![\p{L}\p{M}]))?`
const CLOCKS: readonly RegExp[] = [
  new RegExp(String.raw`(?:^|[^\d:])(\d{1,2}):(\d\d)(?::(\d\d))?(?!\d|\.\d)${HALF}`, 'u'),
  new RegExp(
    String.raw`(?:kl|klo|kello|alle(?: ore)?|ore|plkst|pukul|godz|um|ob|kell|saat|at|в)\.?\s(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?!\d|\.\d)${HALF}`,
    'u',
  ),
  /(?:^|\s)(\d{1,2})\s?(?:h|時|点|시)\s?(\d\d)()()/u,
]
const LOOSE = new RegExp(String.raw`(?:^|\D)(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?!\d|\.\d)${HALF}`, 'u')

/** The hour of the clock, midnight where none is said. */
function clockIn(text: string): { readonly hours: number; readonly minutes: number; readonly seconds: number } {
  const said = withoutOffset(text)
  const found = CLOCKS.map((clock) => clock.exec(said)).find((one) => one !== null) ?? LOOSE.exec(withoutDay(said))
  const hour = Number(found?.[1] ?? 0)
  const half = found?.[4] ?? ''
  const later = /^(?:p|пп|μ|م)/u.test(half) || /(?:下午|晚上|오후|午後)\s?\d/u.test(text)
  const earlier = half !== '' || /(?:上午|早上|凌晨|오전|午前)\s?\d/u.test(text)
  const hours = later ? (hour % 12) + 12 : earlier ? hour % 12 : hour
  return { hours, minutes: Number(found?.[2] ?? 0), seconds: Number(found?.[3] ?? 0) }
}

const NUMERIC = /\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}|\d{1,2}\. ?\d{1,2}\. ?\d{2}(?!\d)/u

/** The text without its numeric day, so that 05.05 is not taken for an hour. */
function withoutDay(text: string): string {
  return text.replace(NUMERIC, ' ')
}

function withoutOffset(text: string): string {
  return text.replace(/(?:gmt|utc)\s?[+-]\d{1,2}:?\d{0,2}|[+-]\d{2}:?\d{2}(?!\d|-)/u, ' ')
}

function easternDay(text: string): Day | null {
  const named = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})/u.exec(text)
  const dotted = named ?? /(?:^|\D)(\d{4})[./] ?(\d{1,2})[./] ?(\d{1,2})(?!\d)/u.exec(text)
  if (dotted !== null) return dayOf(dotted[1], dotted[2], dotted[3])
  const vietnamese = /(\d{1,2}) th(?:g|áng) ?(\d{1,2}),? (?:năm )?(\d{4})/u.exec(text)
  return vietnamese === null ? null : dayOf(vietnamese[3], vietnamese[2], vietnamese[1])
}

function numericDay(text: string): Day | null {
  const iso = /(\d{4})-(\d{1,2})-(\d{1,2})/u.exec(text)
  if (iso !== null) return dayOf(iso[1], iso[2], iso[3])
  const dotted = /(\d{1,2})\. ?(\d{1,2})\. ?(\d{2,4})/u.exec(text)
  if (dotted !== null) return dayOf(dotted[3], dotted[2], dotted[1])
  const slashed = /(\d{1,2})[/-](\d{1,2})[/-](\d{4})/u.exec(text)
  if (slashed === null) return null
  const american = /\d\s?[ap]m/u.test(text) || Number(slashed[2]) > 12
  return american ? dayOf(slashed[3], slashed[1], slashed[2]) : dayOf(slashed[3], slashed[2], slashed[1])
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined): Day | null {
  const short = Number(year)
  const found = { year: short < 100 ? 2000 + short : short, month: Number(month), day: Number(day) }
  return found.month >= 1 && found.month <= 12 && found.day >= 1 && found.day <= 31 ? found : null
}

const AROUND = 4

/** The last word that names a month beside a day and a year: «mar. 24 nov. 2026» begins with a Tuesday. */
function namedDay(text: string): Day | null {
  const words = text.split(/[^\p{L}\p{M}\d]+/u).filter((word) => word !== '')
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const month = monthOf(words[at] ?? '')
    if (month === 0) continue
    const day = dayBeside(words, at)
    const isYear = (word: string): boolean => /^(?:19|20)\d\d$/u.test(word)
    const behind = words.slice(at + 1, at + AROUND).find(isYear)
    const year = behind ?? words.slice(Math.max(0, at - AROUND), at).findLast(isYear)
    const found = day === null || year === undefined ? null : dayOf(year, String(month), day)
    if (found !== null) return found
  }
  return null
}

/** «23 ноября», `23 de noviembre`, `November 23rd`. */
function dayBeside(words: readonly string[], at: number): string | null {
  const linked = words[at - 1] === 'de' || words[at - 1] === 'of' ? words[at - 2] : words[at - 1]
  const before = /^(\d{1,2})(?:er|º|ª|st|nd|rd|th)?$/u.exec(linked ?? '')?.[1]
  const after = /^(\d{1,2})(?:st|nd|rd|th)?$/u.exec(words[at + 1] ?? '')?.[1]
  return before ?? after ?? null
}

function monthOf(word: string): number {
  if (word.length < 3) return 0
  return MONTH_OF.find(([name]) => word.startsWith(name))?.[1] ?? 0
}

/** Zones that clients print by name, in minutes east of Greenwich. */
const ZONES: Readonly<Record<string, number>> = {
  ...{ msk: 180, мск: 180, gmt: 0, utc: 0, wet: 0, west: 60, bst: 60, cet: 60, mez: 60, seč: 60, cest: 120, mesz: 120 },
  ...{ selč: 120, eet: 120, eest: 180, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360 },
  ...{ pst: -480, pdt: -420, jst: 540 },
}

/** Minutes east of Greenwich: +03:00, GMT+3, CET; Moscow when nothing is said. */
function offsetMinutes(text: string): number {
  const found = /(?:gmt|utc)\s?([+-])(\d{1,2}):?(\d\d)?|\s([+-])(\d\d):?(\d\d)(?!\d)/u.exec(text)
  if (found !== null) {
    const sign = (found[1] ?? found[4]) === '-' ? -1 : 1
    return sign * (Number(found[2] ?? found[5]) * 60 + Number(found[3] ?? found[6] ?? 0))
  }
  const zone =
    /\d[\s.)]{0,3}\(?(\p{L}{3,4})\)?\s*$/u.exec(text)?.[1] ?? /:\d\d\s(\p{L}{3,4})(?![\p{L}])/u.exec(text)?.[1]
  return ZONES[zone ?? ''] ?? 180
}
