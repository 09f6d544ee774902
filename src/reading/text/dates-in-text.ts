// Whether a piece of a line names a day or an hour, as the marks above quoted mails do, in any language.

const MONTHS =
  'jan feb mar apr may mai jun jul aug sep oct okt nov dec dez янв фев мар апр мая май июн июл авг сен окт ноя дек січ лют бер кві тра чер лип сер вер жов лис гру janv févr fevr mars avr juin juil août aout sept octo déc dece ene abr ago dic gen mag giu lug set ott fév abri maio junh julh agos sete outu nove deze sty lut kwi maj cze lip sie wrz paź lis gru tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu maj jún júl máj oca şub nis haz tem ağu eyl eki kas ara led úno bře dub kvě čer říj pro juni juli мај јун јул студ сак крас чэрв ліп жні кас ліс снеж қаң ақп нау сәу мам мау шіл там қыр қаз қар жел'
/** The beginnings of the names of months, in the languages of mail clients. */
export const MONTH_STARTS: readonly string[] = MONTHS.split(' ')

const NUMERIC_DAY = /\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\d)|\b\d{1,2}\. \d{1,2}\. \d{2,4}(?!\d)/u
const YEAR = /(?:^|\D)(?:19|20)\d\d(?!\d)/u
const HOUR = /(?:^|\D)\d{1,2}[:.h]\d\d(?!\d|\.\d)/u
const EASTERN_DAY = /\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|\d{1,2}月\d{1,2}日/u

/** Arabic-Indic digits as the plain ones, so that one set of rules reads all. */
export function plainDigits(text: string): string {
  if (!/[٠-٩۰-۹]/u.test(text)) return text
  return text
    .replaceAll(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
}

/** A day: 05.05.2020, 5 мая, May 5, 2020年1月1日. */
export function holdsDay(text: string): boolean {
  const digits = plainDigits(text)
  if (!/\d/u.test(digits)) return false
  if (NUMERIC_DAY.test(digits) || EASTERN_DAY.test(digits)) return true
  return holdsMonth(digits) || (YEAR.test(digits) && HOUR.test(digits))
}

function holdsMonth(text: string): boolean {
  const words = text.toLowerCase().split(/[^\p{L}\p{M}]+/u)
  return words.some((word) => word.length >= 3 && MONTH_STARTS.some((month) => word.startsWith(month)))
}

/** An hour of the clock or a year: what prose about a day usually leaves out. */
export function holdsHourOrYear(text: string): boolean {
  const digits = plainDigits(text)
  return HOUR.test(digits) || YEAR.test(digits)
}

/** An hour of the clock. */
export function holdsHour(text: string): boolean {
  return HOUR.test(plainDigits(text))
}
