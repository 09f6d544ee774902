// Expected letters: a head of fields that must hold, a blank line, then the lines of the text. `?` stands for one
// character, `*` for any within a line, a line of `*` alone for any lines. Compared as messages, never as strings.
import { isoLocal } from '../../src/calendar/calendar.ts'
import type { Outgoing } from '../../src/letter.ts'

const MOSCOW = 'Europe/Moscow'

/** A letter as a story expects it. */
export interface ExpectedLetter {
  /** One letter goes to all of these (`To`), or each of these has a letter of his own (`To each`). */
  readonly to: readonly string[]
  readonly isToEach: boolean
  /** Names as they stand in the file, with the value that must hold; '' means that the letter has no such field. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Texts that stand nowhere in the letter. */
  readonly never: readonly string[]
  readonly body: readonly string[]
}

/** Reads the file of an expected letter. Throws when it names nobody. */
export function readExpectedLetter(source: string): ExpectedLetter {
  const [head = '', ...rest] = source.replaceAll('\r\n', '\n').split('\n\n')
  const rows = head.split('\n').map((line) => {
    const colon = line.indexOf(':')
    if (colon < 1) throw new Error(`no field: ${line}`)
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
  })
  const addressed = rows.find(([name]) => name === 'To' || name === 'To each')
  if (addressed === undefined) throw new Error('an expected letter says to whom: "To" or "To each"')
  return {
    to: addressed[1].split(',').map((one) => one.trim()),
    isToEach: addressed[0] === 'To each',
    fields: rows.filter(([name]) => !['To', 'To each', 'Never'].includes(name)),
    never: rows.filter(([name]) => name === 'Never').map(([, value]) => value),
    body: trimmed(rest.join('\n\n').split('\n')),
  }
}

/** What is not as expected in a letter, each a sentence; empty when it is the one. */
export function differences(letter: Outgoing, expected: ExpectedLetter): readonly string[] {
  const { text } = letter
  const everything = plain([letter.subject, text, letter.html, ...letter.headers.map((one) => one.value)].join('\n'))
  return [
    ...expected.fields.flatMap(([name, value]) => fieldDiffers(name, value, fieldOf(letter, name))),
    ...expected.never.filter((one) => everything.includes(one)).map((one) => `holds what must not stand there: ${one}`),
    ...bodyDiffers(trimmed(plain(text).split('\n')), expected.body),
  ]
}

/** A field of a letter as it goes out; undefined when it has none of that name. */
function fieldOf(letter: Outgoing, name: string): string | undefined {
  const addresses = (list: Outgoing['to']): string | undefined =>
    list.length === 0 ? undefined : list.map((one) => `${one.name} <${one.address}>`.trim()).join(', ')
  switch (name.toLowerCase()) {
    case 'from':
      return addresses([letter.from])
    case 'cc':
      return addresses(letter.cc)
    case 'reply-to':
      return letter.replyTo ?? undefined
    case 'subject':
      return letter.subject
    case 'date':
      return isoLocal(letter.date, MOSCOW).slice(0, 16).replace('T', ' ')
    case 'in-reply-to':
      return letter.inReplyTo === null ? undefined : `<${letter.inReplyTo}>`
    case 'references':
      return letter.references.length === 0 ? undefined : letter.references.map((id) => `<${id}>`).join(' ')
    case 'auto-submitted':
      return letter.autoSubmitted === 'no' ? undefined : letter.autoSubmitted
    case 'files':
      return letter.attachments.length === 0 ? undefined : letter.attachments.map((one) => one.name).join(', ')
    default:
      return letter.headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value
  }
}

function fieldDiffers(name: string, expected: string, found: string | undefined): readonly string[] {
  if (expected === '') return found === undefined ? [] : [`${name} is there: ${found}`]
  if (found !== undefined && matches(plain(found), expected)) return []
  return [`${name} is ${found ?? 'not there'}; expected: ${expected}`]
}

function bodyDiffers(found: readonly string[], expected: readonly string[]): readonly string[] {
  let reached = 0
  const fits = (line: number, wanted: number): boolean => {
    reached = Math.max(reached, wanted)
    if (wanted === expected.length) return line === found.length
    if (expected[wanted] === '*') return fits(line, wanted + 1) || (line < found.length && fits(line + 1, wanted))
    return line < found.length && matches(found[line] ?? '', expected[wanted] ?? '') && fits(line + 1, wanted + 1)
  }
  if (fits(0, 0)) return []
  return [`the text has no such line, or not there: ${expected[reached] ?? '(the text goes on)'}`]
}

/** Whether a text is as a pattern says: `?` one character, `*` any. */
export function matches(text: string, pattern: string): boolean {
  const source = [...pattern].map((letter) =>
    letter === '*' ? '[^]*' : letter === '?' ? '[^]' : letter.replace(/[\\^$.|+()[\]{}]/, '\\$&'),
  )
  return new RegExp(`^${source.join('')}$`, 'u').test(text)
}

/** As it is read: no-break spaces are spaces, nothing trails. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ').replace(/[ \t]+$/gm, '')
}

function trimmed(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '')
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return first < 0 ? [] : lines.slice(first, last + 1)
}

/** A letter as a failed story shows it. */
export function shownLetter(letter: Outgoing): string {
  const head = ['From', 'Cc', 'Subject', 'Date', 'In-Reply-To', 'Auto-Submitted', 'Files', 'X-Ticket-Event']
  const fields = head.flatMap((name) => {
    const value = fieldOf(letter, name)
    return value === undefined ? [] : [`${name}: ${value}`]
  })
  return [`To: ${letter.recipients.join(', ')}`, ...fields, '', plain(letter.text).trimEnd()].join('\n')
}
