import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import type MimeNode from 'nodemailer/lib/mime-node'
import { describe, expect, test } from 'vitest'
import { addressFault } from '../../src/outbox/addresses.ts'
import { flat } from '../../src/outbox/header.ts'
import { compose, printed } from '../../src/outbox/smtp.ts'
import { outgoing } from '../store/books.ts'

async function composed(fields: Parameters<typeof outgoing>[1], zone?: string): Promise<string> {
  const letter = await compose(outgoing('a', fields), { take: () => Promise.reject(new Error('no files')) }, zone)
  const chunks: Buffer[] = []
  for await (const chunk of letter.stream()) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('latin1')
}

const NAMES = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'in-reply-to',
  'message-id',
  'mime-version',
  'references',
  'subject',
  'to',
  'x-auto-response-suppress',
  'x-ticket-id',
]

describe('a letter is dated by the wall of the desk', () => {
  test.each([
    ['Europe/Moscow', '2026-09-01T21:05:09Z', 'Wed, 2 Sep 2026 00:05:09 +0300'],
    ['Asia/Kathmandu', '2026-12-31T20:00:00Z', 'Fri, 1 Jan 2027 01:45:00 +0545'],
    ['America/St_Johns', '2026-01-05T12:00:00Z', 'Mon, 5 Jan 2026 08:30:00 -0330'],
    ['UTC', '2026-05-04T00:00:00Z', 'Mon, 4 May 2026 00:00:00 +0000'],
  ])('%s, %s: %s', async (zone, at, written) => {
    const raw = await composed({ date: new Date(at) }, zone)
    expect(raw).toContain(`\r\nDate: ${written}\r\n`)
    expect(new Date(written).toISOString()).toBe(new Date(at).toISOString())
  })
})

describe('what is written from outside into a header', () => {
  test('F50 never adds a header or a recipient, whatever it is', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        'a\r\nBcc: evil@e.test',
        '"x" <evil@e.test>, y',
        'a\u2028Bcc: e@e.test',
        '\u0000',
        'x\r\n\r\nbody',
        '=?utf-8?Q?a=0D=0ABcc:_e=40e.test?=',
      ),
    )
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (subject, name, id) => {
        const raw = await composed({
          subject: `x${subject}`,
          to: [{ name, address: 'i.sidorov@plant.example' }],
          references: [id, 'm1@plant.example'],
          headers: [{ name: 'X-Ticket-ID', value: `1${id}` }],
        })
        const head = raw.slice(0, raw.indexOf('\r\n\r\n'))
        const names = head.split(/\r\n(?![ \t])/).map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
        expect([...names].sort()).toEqual(NAMES)
        const mail = await simpleParser(raw)
        const to = Array.isArray(mail.to) ? mail.to : [mail.to]
        expect(to.flatMap((one) => one?.value ?? []).map((one) => one.address)).toEqual(['i.sidorov@plant.example'])
      }),
      { numRuns: 150 },
    )
  })

  test('the same letter is composed to the same bytes', async () => {
    expect(await composed({})).toBe(await composed({}))
  })

  test.each([
    ['a@b\r\nBcc: evil@e.test', false],
    ['a@b.test,evil@e.test', false],
    ['no address', false],
    ['почта@пример.рф', true],
    ['по чта@пример.рф', false],
    ['user@пример.рф', true],
    ['i.sidorov@plant.example', true],
    ["o'brien+x@plant.example", true],
  ])('the address %j can be sent to: %s', (address, sendable) => {
    expect(addressFault(address) === null).toBe(sendable)
  })
})

describe('a letter of text alone', () => {
  const bodies = { text: 'Добрый день!\n\n-- \nПоддержка  \n', html: '<p>Добрый день!</p>\n' }

  test.each([
    ['in Russian goes in base64, which is half of quoted-printable', bodies.text, 'base64'],
    ['in English stays readable raw', 'Good day!\n\nThe café opens = 9.\n-- \nSupport\n', 'quoted-printable'],
  ])('%s, and arrives sign for sign', async (_, text, encoding) => {
    const raw = await composed({ ...bodies, text })
    const part = raw.slice(raw.indexOf('Content-Type: text/plain'), raw.indexOf('Content-Type: text/html'))
    expect(part).toContain(`Content-Transfer-Encoding: ${encoding}`)
    expect(part).not.toContain('flowed')
    const mail = await simpleParser(raw)
    expect([mail.text, mail.subject]).toEqual([text, outgoing('a').subject])
  })

  const text = fc.string({
    unit: fc.constantFrom('я', 'Ж', 'a', ' ', '\t', '.', '=', '\n', '\r\n', '-', '😀', '\u00a0'),
  })
  const line = fc.oneof(text, fc.constantFrom('a'.repeat(200), 'слово '.repeat(60), '\nFrom x', '.\n..\n', 'trailing '))

  test('is printed byte for byte as nodemailer streams it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.array(line),
        fc.constantFrom('base64', 'quoted-printable'),
        async (plain, html, textEncoding) => {
          const made = (): MimeNode =>
            new MailComposer({
              from: { name: 'Поддержка', address: 'support@desk.test' },
              to: 'i.sidorov@plant.example',
              subject: 'Обращение',
              date: new Date('2026-05-07T09:00:00Z'),
              messageId: '<one@desk.test>',
              text: `т${plain.join('')}\n`,
              html: { content: `<p>${html.join('')}</p>\n`, contentTransferEncoding: 'base64' },
              textEncoding,
              baseBoundary: 'same',
            }).compile()
          const chunks: Buffer[] = []
          for await (const chunk of made().createReadStream()) chunks.push(Buffer.from(chunk))
          expect(printed(made())).toBe(Buffer.concat(chunks).toString())
        },
      ),
      { numRuns: 200 },
    )
  })
})

test('a text in a header is one line, whatever it holds, without what turns it about', () => {
  expect(flat('a\r\nBcc: b@plant.example', 255)).toBe('a Bcc: b@plant.example')
  expect(flat('a\n\tb\u0000c\u2028d\u202ee', 255)).toBe('a b c d e')
  expect(flat('x'.repeat(300), 255)).toHaveLength(255)
})
