// How often an event comes again (RFC 5545 section 3.3.10), in a person's words.

const EACH: Readonly<Record<string, readonly [string, string]>> = {
  DAILY: ['ежедневно', 'дн.'],
  WEEKLY: ['еженедельно', 'нед.'],
  MONTHLY: ['ежемесячно', 'мес.'],
  YEARLY: ['ежегодно', 'г.'],
}
const WEEKDAYS: Readonly<Record<string, string>> = {
  MO: 'пн',
  TU: 'вт',
  WE: 'ср',
  TH: 'чт',
  FR: 'пт',
  SA: 'сб',
  SU: 'вс',
}
/** When the week begins says nothing to a reader. */
const UNSAID = 'WKST'

/** «еженедельно, вт, чт, повторов: 4»; a rule that needs more words than these stays as it is written. */
export function recurrenceWords(rule: string): string {
  const parts = new Map(rule.split(';').map((part) => part.toUpperCase().split('=', 2) as [string, string | undefined]))
  const [plainly, unit] = EACH[parts.get('FREQ') ?? ''] ?? []
  if (plainly === undefined) return rule
  const interval = parts.get('INTERVAL') ?? '1'
  const said: string[] = [interval === '1' ? plainly : `каждые ${interval} ${unit}`]
  for (const [name, value = ''] of parts) {
    const words = wordsFor(name, value)
    if (words === null) return rule
    if (words !== '') said.push(words)
  }
  return said.join(', ')
}

/** '' where a part is said already, null where it cannot be said. */
function wordsFor(name: string, value: string): string | null {
  if (name === 'FREQ' || name === 'INTERVAL' || name === UNSAID || name === '') return ''
  if (name === 'COUNT') return `повторов: ${value}`
  const until = /^(\d{4})(\d{2})(\d{2})/.exec(value)
  if (name === 'UNTIL' && until !== null) return `до ${until[3]}.${until[2]}.${until[1]}`
  const days = value.split(',').map((day) => WEEKDAYS[day])
  return name === 'BYDAY' && days.every((day) => day !== undefined) ? days.join(', ') : null
}
