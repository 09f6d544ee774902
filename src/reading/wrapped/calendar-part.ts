// Invitations (RFC 5545) as a person reads them: a few lines. Times are shown as the
// calendar states them, with their zone; nothing is converted.
import { contentLine, type ContentLine as Line } from './content-line.ts'
import { recurrenceWords } from './recurrence.ts'

/** The display name of a calendar part that has none. */
export const openCalendarName = 'invite.ics'

/** What an invitation says: what, when, where, who. '' when the text is no calendar. */
export function readCalendar(text: string): string {
  const lines = linesOf(text)
  const start = lines.findIndex((line) => line.name === 'BEGIN' && /^V(EVENT|TODO)$/i.test(line.value))
  if (start < 0) return ''
  const end = lines.findIndex(
    (line, index) => index > start && line.name === 'END' && /^V(EVENT|TODO)$/i.test(line.value),
  )
  const event = lines.slice(start, end < 0 ? undefined : end)
  const method = lines.find((line) => line.name === 'METHOD')?.value.toUpperCase() ?? ''
  const first = (name: string) => event.find((line) => line.name === name)
  const people = event.filter((line) => line.name === 'ATTENDEE').map(person)
  return [
    `${METHODS[method] ?? 'Событие календаря'}: ${unescaped(first('SUMMARY')?.value ?? '')}`.replace(/: $/, ''),
    labelled('Когда', period(first('DTSTART'), first('DTEND') ?? first('DUE'))),
    labelled('Повторяется', recurrenceWords(first('RRULE')?.value ?? '')),
    labelled('Где', unescaped(first('LOCATION')?.value ?? '')),
    labelled('Организатор', first('ORGANIZER') === undefined ? '' : person(first('ORGANIZER'))),
    labelled('Участники', people.slice(0, 20).join(', ') + (people.length > 20 ? ` и ещё ${people.length - 20}` : '')),
    unescaped(first('DESCRIPTION')?.value ?? '').trim(),
  ]
    .filter((line) => line !== '')
    .join('\n')
}

const METHODS: Readonly<Record<string, string>> = {
  REQUEST: 'Приглашение',
  CANCEL: 'Отмена события',
  REPLY: 'Ответ на приглашение',
  COUNTER: 'Встречное предложение',
}

function labelled(label: string, value: string): string {
  return value === '' ? '' : `${label}: ${value}`
}

/** Content lines unfolded (RFC 5545 section 3.1). */
function linesOf(text: string): readonly Line[] {
  return text
    .slice(0, 500_000)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .slice(0, 5000)
    .map(contentLine)
    .filter((line) => line !== null)
}

function unescaped(value: string): string {
  return value.replace(/\\([nN\\,;])/g, (_, char: string) => (char.toLowerCase() === 'n' ? '\n' : char)).trim()
}

function person(line: Line | undefined): string {
  const name = line?.parameters.get('CN') ?? ''
  const address = (line?.value ?? '').replace(/^mailto:/i, '')
  return name === '' || name === address ? address : `${name} <${address}>`
}

/** Outlook's name for Moscow's zone. */
const MOSCOW = /^Russian Standard Time$/i

function period(start: Line | undefined, end: Line | undefined): string {
  if (start === undefined) return ''
  const from = moment(start)
  const to = end === undefined ? '' : moment(end)
  const zone = start.parameters.get('TZID') ?? (start.value.endsWith('Z') ? 'UTC' : '')
  const sameDay = to.slice(0, 10) === from.slice(0, 10)
  const range = to === '' || to === from ? from : `${from} – ${sameDay ? to.slice(11) : to}`
  return zone === '' ? range : `${range} (${MOSCOW.test(zone) ? 'МСК' : zone})`
}

function moment(line: Line): string {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2}))?/.exec(line.value)
  if (match === null) return line.value
  const day = `${match[3]}.${match[2]}.${match[1]}`
  return match[4] === undefined ? day : `${day} ${match[4]}:${match[5]}`
}
