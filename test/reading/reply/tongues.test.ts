// What mail clients print above a quoted mail and below an answer, in sixty languages: each line of the lists beside is tried
// above, below, tight, inside the quote and with nothing marked. And lines of people that look alike and stay.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readForwarded } from '../../../src/reading/reply/forwarded.ts'
import { UNKNOWN } from '../../../src/reading/reply/mark.ts'
import { readText } from '../../../src/reading/reply/trim.ts'

const ANSWER = 'Thank you, that works now.\n\nOne question: how do I change the colour?'
const BODY = ['Hello Bob,', '', 'please try the new version and tell me.', '', 'Anna Smith']

function listed(name: string): readonly (readonly string[])[] {
  const lines = readFileSync(join(import.meta.dirname, 'tongues', `${name}.txt`), 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => line.split('\t').map((cell) => cell.replaceAll('\\n', '\n')))
}

function quoted(lines: readonly string[]): string {
  return lines.map((line) => `> ${line}`).join('\n')
}

/** As mail programs wrap: at the last blank before a column. */
function wrapped(text: string, column: number): string {
  if (text.length <= column) return text
  const at = text.lastIndexOf(' ', column)
  return at <= 0 ? text : `${text.slice(0, at)}\n${wrapped(text.slice(at + 1), column)}`
}

describe.each([null, true])('with its head %s', (answers) => {
  const replyOf = (text: string): string => readText(text, { ...UNKNOWN, answers }).reply

  test.each(listed('attributions'))('%s: an answer around a quotation is told from it: %s', (_, mark = '') => {
    const inQuote = [...mark.split('\n'), '', ...BODY]
    expect(replyOf(`${ANSWER}\n\n${mark}\n\n${quoted(BODY)}\n`)).toBe(ANSWER)
    expect(replyOf(`${ANSWER}\n${mark}\n${quoted(BODY)}\n`)).toBe(ANSWER)
    expect(replyOf(`${ANSWER}\n\n${quoted(inQuote)}\n`)).toBe(ANSWER)
    expect(replyOf(`${mark}\n${quoted(BODY)}\n\n${ANSWER}\n`)).toBe(ANSWER)
  })

  const ofOneLine = listed('attributions').filter(
    ([, mark = '']) => !/^>|\n/u.test(mark) && mark.includes('Anna Smith'),
  )

  test.each(ofOneLine)('%s: with a long name it is wrapped: %s', (_, mark = '') => {
    const long = mark
      .replace('Anna Smith', 'Anna Elisabeth Smith-Jones')
      .replace('anna@firm.example', 'anna.elisabeth.smith-jones@support.firm.example')
    for (const column of [76, 72, 90])
      expect(replyOf(`${ANSWER}\n\n${wrapped(long, column)}\n\n${quoted(BODY)}\n`)).toBe(ANSWER)
  })

  test.each(listed('blocks'))(
    '%s: the block of %s, %s, %s, %s closes the answer',
    (_, from = '', sent = '', to = '', subject = '', date = '', separator = '') => {
      const addressed = [
        `${from}: Anna Smith <anna@firm.example>`,
        `${sent}: ${date}`,
        `${to}: Bob <bob@office.example>`,
      ]
      const four = [...addressed, `${subject}: RE: Form 12`]
      const named = [`${from}: Anna Smith`, `${sent}: ${date}`, `${to}: Bob`, `${subject}: RE: Form 12`]
      const bold = four.map((line) => line.replace(/^([^:]+):/u, '*$1:*'))
      const spaced = four.map((line) => line.replace(/^([^:]+):/u, '$1 :'))
      for (const head of [
        four,
        named,
        bold,
        spaced,
        ['________________________________', ...four],
        [separator, ...named],
      ])
        expect(replyOf(`${ANSWER}\n\n${head.join('\n')}\n\n${BODY.join('\n')}\n`)).toBe(ANSWER)
      expect(replyOf(`${ANSWER}\n\n${separator}\n\n${BODY.join('\n')}\n`)).toBe(ANSWER)
      expect(replyOf(`${ANSWER}\n\n${four.join('\n\n')}\n\n${BODY.join('\n')}\n`)).toBe(ANSWER)
      expect(replyOf(`${ANSWER}\n\n${quoted([separator, ...four, '', ...BODY])}\n`)).toBe(ANSWER)
    },
  )

  test.each(listed('devices'))('what a program appends is no word of the sender: %s', (line = '') => {
    const quote = `On Mon, 23 Nov 2026 at 10:15, Anna Smith <anna@firm.example> wrote:\n\n${quoted(BODY)}`
    expect(replyOf(`${ANSWER}\n\n${line}\n`)).toBe(ANSWER)
    expect(replyOf(`${ANSWER}\n\n${line}\n${quote}\n`)).toBe(ANSWER)
    expect(replyOf(`${ANSWER}\n\n[${line}]\n\n${quote}\n`)).toBe(ANSWER)
  })
})

const FORWARDS = JSON.parse(readFileSync(join(import.meta.dirname, 'tongues/forwards.json'), 'utf8')) as Record<
  string,
  string
>

describe('a forward in any language names its author, its moment and its text', () => {
  test.each(Object.entries(FORWARDS))('%s', (_, printed) => {
    for (const intro of ['', 'Please see below.\n\n']) {
      const text = intro + printed.replace('> BODY', quoted(BODY)).replace('BODY', BODY.join('\n'))
      const none = { parameters: {}, parts: [], unquoted: new Set<number>(), names: [], author: '' }
      const read = readForwarded({
        fields: [{ name: 'subject', value: 'Fwd: Form', raw: 'Fwd: Form' }],
        type: 'text/plain',
        text,
        ...none,
      })
      expect(read?.from).toEqual({ name: 'Anna Smith', address: 'anna@firm.example' })
      expect([read?.subject, read?.to[0]?.address]).toEqual(['Form', 'bob@office.example'])
      const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Moscow', dateStyle: 'short' })
      expect(day.format(read?.date ?? 0)).toBe('2026-11-23')
      expect(read?.text).toBe(BODY.join('\n'))
      const { reply } = readText(text, { ...UNKNOWN, subject: 'Fwd: Form', answers: false })
      if (intro !== '') expect(reply).toBe('Please see below.')
    }
  })
})

const STAYING: readonly string[] = [
  'Download Outlook for the new colleague, please.',
  'Yahoo Mail: messages arrive twice',
  'Provenance : entrepôt de Lyon',
  'Sent from Moscow for repair last week, where is it?',
  'Secured with a padlock, nobody has the key.',
  'Please excuse my brevity in the last mail, here is the whole story.',
  'Изпратено от склада на 5 май, не е пристигнало.',
  'Poslano je na pogrešnu adresu.',
  'Dikirim dari gudang kemarin.',
  'Anna Smith\nNovember 23, 2026 at 10:15 AM\nis the appointment.',
  'На сайте 20.11.2026 10:15 написано:\nверсия 3.2',
  'Original message\nis what the button says.',
  'No: 5\nDo: nothing\nTo: be done',
  '| Name | Form 12 |\n| To | Bob |\n| Date | 23.11.2026 |',
  'До: 18:00\nЗа: 5 минут\nТема: перерыв',
]

describe('what only looks like that stays', () => {
  test.each(STAYING)('%s', (words) => {
    for (const answers of [null, true, false])
      expect(readText(`${ANSWER}\n\n${words}\n`, { ...UNKNOWN, answers }).reply).toBe(`${ANSWER}\n\n${words}`)
  })
})
