// The Date field (RFC 5322 section 3.3 with its obsolete forms, and the forms of broken senders) as an instant.

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  gmt: 0,
  utc: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  msk: 180,
  msd: 240,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  bst: 60,
  jst: 540,
}

/** The instant that a Date field names, or null when it cannot be read. An unknown zone counts as UTC. */
export function readDate(value: string | null): Date | null {
  if (value === null) return null
  const text = value
    .slice(0, 300)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const match =
    /(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?,?[ -](\d{2,4}),? (\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)? ?([+-]\d{1,2}:?\d{2}|[A-Za-z]{1,5})?/.exec(
      text,
    )
  if (match !== null) return fromParts(match)
  const iso = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) ? new Date(text.replace(' ', 'T')) : null
  const asctime = iso ?? fromAsctime(text)
  return asctime === null || Number.isNaN(asctime.getTime()) ? null : asctime
}

function fromParts(match: RegExpExecArray): Date | null {
  const month = MONTHS.indexOf((match[2] ?? '').toLowerCase())
  if (month < 0) return null
  const year = fullYear(match[3] ?? '')
  return instant(year, month, match[1], match[4], match[5], match[6], zoneMinutes(match[7]))
}

/** Sat Jan 26 12:04:58 2019, with or without a zone. */
function fromAsctime(text: string): Date | null {
  const match =
    /^[A-Za-z]{3},? ([A-Za-z]{3}) +(\d{1,2}),? (\d{2}):(\d{2}):(\d{2})(?: ([+-]\d{4}|[A-Z]{1,5}))? (\d{4})(?: ([+-]\d{4}))?/.exec(
      text,
    )
  const month = MONTHS.indexOf((match?.[1] ?? '').toLowerCase())
  if (match === null || month < 0) return null
  return instant(Number(match[7]), month, match[2], match[3], match[4], match[5], zoneMinutes(match[6] ?? match[8]))
}

function instant(
  year: number,
  month: number,
  day: string | undefined,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  zone: number,
): Date | null {
  const at = new Date(Date.UTC(year, month, Number(day), Number(hour), Number(minute) - zone, Number(second ?? 0)))
  const sensible = Number(day) <= 31 && Number(hour) <= 24 && year >= 1970 && year < 2200
  return sensible && !Number.isNaN(at.getTime()) ? at : null
}

function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length >= 4) return year
  return digits.length === 3 ? year + 1900 : year < 50 ? year + 2000 : year + 1900
}

function zoneMinutes(zone: string | undefined): number {
  const match = /^([+-])(\d{1,2}):?(\d{2})$/.exec(zone ?? '')
  if (match === null) return ZONES[(zone ?? '').toLowerCase()] ?? 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]))
}
