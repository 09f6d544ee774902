// Runs every reader of strangers' text over text that is made to be slow to read, and tells which texts cost it too much.
// The thread that started it learns from the last message where a reader stands still.
import { parentPort } from 'node:worker_threads'
import { addressIn, dayIn, groundIn, momentIn, phoneIn } from '../../src/desk/command/arguments.ts'
import { readCommands } from '../../src/desk/command/command.ts'
import { leaksIn } from '../../src/desk/engineer/leak-guard.ts'
import { complaintIn } from '../../src/desk/saying/complaint.ts'
import { customerWord } from '../../src/desk/scene/customer-words.ts'
import { guessCategory } from '../../src/desk/ticket/category.ts'
import { suspected } from '../../src/desk/ticket/criticality.ts'
import { bareSubject, holdsToken, numbersIn, readToken, taggedSubject } from '../../src/desk/ticket/tag.ts'
import { findUuencoded } from '../../src/reading/bytes/uuencode.ts'
import { countMailboxes, readAddresses } from '../../src/reading/mime/addresses.ts'
import { evenLines } from '../../src/reading/mime/content.ts'
import { readDate } from '../../src/reading/mime/dates.ts'
import { decodeWords } from '../../src/reading/mime/encoded-words.ts'
import { unflow } from '../../src/reading/mime/flowed.ts'
import { idsIn, readHead } from '../../src/reading/mime/head.ts'
import { splitFields } from '../../src/reading/mime/headers.ts'
import { safeName, unescapedName } from '../../src/reading/mime/names.ts'
import { readParametrised } from '../../src/reading/mime/parameters.ts'
import type { Opened } from '../../src/reading/mime/parts.ts'
import { saysNothing } from '../../src/reading/mime/stub.ts'
import { readAuthResults, receivedBy } from '../../src/reading/sender/auth-results.ts'
import { judge } from '../../src/reading/sender/judges.ts'
import { decodeText } from '../../src/reading/text/charset.ts'
import { htmlToText } from '../../src/reading/text/html.ts'
import { rtfToText } from '../../src/reading/text/rtf.ts'
import { harmlessHtml } from '../../src/reading/text/sanitize.ts'
import { readCalendar } from '../../src/reading/wrapped/calendar-part.ts'
import { cleanLine, cleanText } from '../../src/wording/marks.ts'
import { letterFrom, policyWith, ticketWith } from '../support/desk.ts'
import { costOf, stretchesOf, stretchMs } from '../support/patience.ts'

const policy = policyWith({ critical: { keywords: ['авария'], firstAnswerHours: 2 } })
const ignore = (): void => undefined
const NOW = new Date('2026-11-18T09:00:00Z')

function opened(text: string, subject: string): Opened {
  const field = (name: string, value: string) => ({ name, value, raw: value })
  return {
    fields: [
      field('from', 'mailer-daemon@x.example'),
      field('subject', subject),
      field('to', 'support@vendor.example'),
    ],
    type: 'text/plain',
    parameters: {},
    parts: [],
    text,
    unquoted: new Set(),
    names: ['Иван Петров'],
    author: 'Иван Петров',
  }
}

/** Each reader of strangers' text by its name. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'words, kind, bounce, forward of a mail': (text) => judge(opened(text, 'Fwd: x')),
  'a subject': (text) => judge(opened('текст', text)),
  addresses: (text) => readAddresses([text], null, ignore),
  'mailboxes counted': (text) => countMailboxes([text]),
  verdicts: (text) => readAuthResults(text),
  trace: (text) => receivedBy(text),
  'an invitation': (text) => readCalendar(`BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:${text}\nEND:VEVENT`),
  'a charset': (text) => decodeText(Buffer.from(text), null),
  'a date': (text) => readDate(text),
  'encoded words': (text) => decodeWords(text, null, ignore),
  'flowed text': (text) => unflow(text, true),
  ids: (text) => idsIn(text),
  'a head': (text) =>
    readHead(splitFields(`Subject: ${text}\r\nReferences: ${text}\r\nX-Priority: ${text}\r\n`).fields, null, ignore),
  'HTML as text': (text) => htmlToText(text),
  'harmless HTML': (text) => harmlessHtml(text),
  'a name': (text) => [safeName(text), unescapedName(text.slice(0, 4000))],
  'a stub': (text) => saysNothing(text.slice(0, 600), () => [text]),
  'a text of carriage returns': (text) => evenLines(text),
  parameters: (text) => readParametrised(`multipart/mixed; boundary=${text}`, null, ignore),
  'rich text': (text) => rtfToText(Buffer.from(`{\\rtf1 ${text}`)),
  'uuencoded files': (text) => findUuencoded(`begin 644 x\n${text}`),
  commands: (text) => readCommands(text),
  'a command': (text) => readCommands(`!срок ${text}\n!закрыть\n${text}`),
  'a complaint': (text) => complaintIn(text),
  criticality: (text) => suspected({ subject: text.slice(0, 2000), text, importanceHigh: true }, policy, true),
  'a single word': (text) => customerWord(letterFrom({ reply: text })),
  'a category': (text) => guessCategory(text.slice(0, 2000), text),
  arguments: (text) => [
    dayIn(text, policy.zone, NOW),
    momentIn(text, policy.zone, NOW),
    groundIn(text),
    phoneIn(text),
    addressIn(text),
  ],
  leaks: (text) =>
    leaksIn(
      text,
      [],
      ticketWith(),
      {
        notes: { texts: [text.slice(0, 20_000), `пароль ${text.slice(0, 20_000)}`], parts: [] },
        lastFromCustomer: '',
        tickets: new Map(),
        texts: new Map(),
        passed: new Set(),
      },
      policy,
    ),
  'numbers and tokens': (text) => [
    numbersIn(text, ['SKPS', 'СКПС']),
    holdsToken(text),
    readToken(text, 'p.ivanov@vendor.example', 's'),
  ],
  'a bare subject': (text) => [bareSubject(text, ['SKPS']), taggedSubject(text, 1, 'SKPS', [])],
  'text for a letter': (text) => [cleanLine(text), cleanText(text)],
}

/** What texts are made of: whatever a pattern begins with, repeats, or looks for in vain. */
const UNITS: readonly string[] = [
  ' ',
  '\t',
  '\u00a0',
  '\u200b',
  '\u202e',
  '\n',
  '\r',
  '\r\n \r\n',
  '> ',
  '>',
  '>\n',
  '| ',
  '-',
  '_',
  '=',
  '*',
  '.',
  ',',
  ':',
  ';',
  '!',
  '! ',
  '!!',
  '«',
  '»',
  '<',
  '<a',
  '<a>',
  '<a href="',
  '<b><i>',
  '</',
  '<!--',
  '&',
  '&#',
  '&amp;',
  '@',
  'a@',
  'a@a.',
  '<a@a>',
  '(',
  '()',
  '"',
  '\\',
  '\\"',
  "'",
  '[',
  '[]',
  '[1',
  '=?',
  '=?utf-8?B?',
  '=?utf-8?Q?=41?= ',
  '=D0',
  '0',
  '1.',
  '1 ',
  '12:00 ',
  '12.11.2026 ',
  '8 (',
  '+7 ',
  'а',
  'а ',
  'А. ',
  'я\n',
  'on ',
  'On 1 ',
  ' wrote',
  'пишет: ',
  'От: ',
  'От: а\n',
  'From: a\n',
  'Re: ',
  'Fwd: ',
  'не ',
  'не работает ',
  'SKPS-',
  'SKPS-1 ',
  'скпс ',
  '№',
  'a.1.00000000.',
  '-----',
  '-- \n',
  'begin 644 x\n',
  'http://',
  'a.',
  'a-',
  '{',
  '{\\b',
  "\\'e0",
  '\\par ',
  '👍',
  '👩\u200d',
  'e\u0301',
  '\ufffd',
  '\u0001',
  '\u0085',
  'с уважением ',
  'С уважением,\n',
  'претензия ',
  'критично ',
  'спасибо, ',
  'статус\n',
  '<>',
  '<div>',
  '<td>',
  '<table><tr><td>',
  '\u2028',
  'x;',
  'x=',
  'x*0=',
]
const SIZE = 25_000
/** The texts of a unit cost a linear reader less than this, in stretches; what costs more is looked at closely. */
const MUCH = 50
/** What no reader may cost even so. */
const TOO_MUCH = 500
/** Texts of twice the length cost a linear reader twice as much, and one that goes back and forth four times. */
const MOST_GROWTH = 3
/** A moment of the machine is no reader's fault: one that is slow is so each time. */
const LOOKS = 3

/** One line, many lines, and one with a beginning and an end of other kinds: of none, and of all that is open. */
function shapesOf(unit: string, size: number): readonly string[] {
  const line = unit.repeat(Math.ceil(size / unit.length))
  return [line, line.replace(/([\s\S]{60,70})/g, '$1\n'), `x${line}!`, `x${line}'">)]`]
}

/** The units that a reader is too slow for, each with what it cost. */
function slowUnits(read: (text: string) => unknown): readonly string[] {
  const much = MUCH * stretchMs()
  return UNITS.flatMap((unit) => {
    parentPort?.postMessage({ unit })
    const work = (size: number) => (): void => shapesOf(unit, size).forEach(read)
    if (costOf(work(SIZE)) < much) return []
    const looks: (readonly [number, number])[] = []
    for (let n = 0; n < LOOKS; n += 1) {
      const [once, twice] = [stretchesOf(work(SIZE)), stretchesOf(work(2 * SIZE))]
      if (once < TOO_MUCH && twice < MOST_GROWTH * once) return []
      looks.push([once, twice])
    }
    return [
      `slow at ${JSON.stringify(unit)}: ${looks.map((look) => look.map(Math.round).join(' and ')).join(', ')} stretches`,
    ]
  })
}

parentPort?.on('message', (name: string) => {
  const read = READERS[name]
  if (read !== undefined) parentPort?.postMessage({ done: name, slow: slowUnits(read) })
})
parentPort?.postMessage({ ready: Object.keys(READERS) })
