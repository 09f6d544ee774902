// Mails that are made to break a reader: bombs of parts, names, quotes, brackets, charsets, and of every format that is
// opened. Made when they are asked for: some are of many megabytes.
import { base64, bytes, file, head, multipart, text } from './letter.ts'

export interface Hostile {
  readonly name: string
  make(): string | Buffer
}

const HEAD = head({ subject: 'hostile' })
const html = (body: string): string => `${HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n${body}`
const plain = (body: string): string => `${HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n${body}`
const parts = (count: number): string =>
  `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(count)}--b--\r\n`
const attached = (type: string, content: Buffer, name = 'a.bin'): string =>
  HEAD + multipart('mixed', 'b', [text('See the file.'), file(name, content, type)])
const repeated = (piece: string, count: number): Buffer => Buffer.from(piece.repeat(count), 'latin1')

const STRUCTURE: readonly Hostile[] = [
  { name: '1100 parts', make: () => parts(1100) },
  { name: '20000 parts', make: () => parts(20_000) },
  { name: 'a head of 2 MB', make: () => `${HEAD}X-Long: ${`${'a'.repeat(900)}\r\n `.repeat(2300)}\r\n\r\nbody` },
  { name: '200000 fields', make: () => `${HEAD}${'X-A: b\r\n'.repeat(200_000)}\r\nbody` },
  {
    name: '2000 nested multiparts',
    make: () =>
      HEAD +
      Array.from({ length: 2000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join(
        '',
      ),
  },
  { name: '500 nested messages', make: () => `${HEAD}Content-Type: message/rfc822\r\n\r\n`.repeat(500) },
  {
    name: 'nested messages, each in base64',
    make: () => {
      let inner = plain('deep')
      for (let depth = 0; depth < 18; depth++)
        inner = `${HEAD}Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(inner)}`
      return inner
    },
  },
  {
    name: 'a hundred thousand lines that begin as a boundary',
    make: () =>
      `${HEAD}Content-Type: multipart/mixed; boundary="${'-'.repeat(70)}"\r\n\r\n${`${'-'.repeat(73)}x\r\n`.repeat(100_000)}`,
  },
  {
    name: '900 files with names of 300 letters',
    make: () =>
      HEAD +
      multipart(
        'mixed',
        'b',
        Array.from({ length: 900 }, (_, i) => file(`${'д'.repeat(300)}${i}.doc`, 'x')),
      ),
  },
  { name: 'a file of 30 MB', make: () => attached('application/octet-stream', Buffer.alloc(30 << 20, 'каталог')) },
  { name: 'a text of 20 MB in one line', make: () => plain('x'.repeat(20 << 20)) },
  { name: 'NUL bytes', make: () => `${HEAD}\r\n${'\0'.repeat(1_000_000)}` },
  { name: 'many short lines', make: () => `${HEAD}\r\n${'a\n'.repeat(1_000_000)}` },
]

const HEADERS: readonly Hostile[] = [
  {
    name: '50000 recipients',
    make: () => `${HEAD}Cc: ${Array.from({ length: 50_000 }, (_, i) => `u${i}@c.example`).join(',\r\n ')}\r\n\r\nbody`,
  },
  {
    name: '40000 references',
    make: () =>
      `${HEAD}References: ${Array.from({ length: 40_000 }, (_, i) => `<${i}@x.example>`).join('\r\n ')}\r\n\r\nbody`,
  },
  {
    name: '2000 Received lines',
    make: () => `${'Received: from a by b; Mon, 11 May 2026 10:00:00 +0300\r\n'.repeat(2000)}${HEAD}\r\nbody`,
  },
  { name: 'open brackets in From', make: () => `From: ${'<('.repeat(100_000)}\r\n\r\nx` },
  {
    name: 'nested comments in From',
    make: () => `From: ${'('.repeat(60_000)}a@b.example${')'.repeat(60_000)}\r\n\r\nx`,
  },
  { name: 'encoded words without end', make: () => `Subject: ${'=?utf-8?Q?'.repeat(50_000)}\r\n\r\nx` },
  {
    name: 'a hundred thousand encoded words',
    make: () => `Subject: ${'=?koi8-r?B?8NLJ18XU?=\r\n '.repeat(100_000)}\r\n\r\nx`,
  },
  {
    name: 'Re: a hundred thousand times',
    make: () => `From: a@b.example\r\nSubject: ${'Re: [x] '.repeat(100_000)}\r\n\r\nx`,
  },
  {
    name: 'a subject of blanks and dashes',
    make: () => `From: a@b.example\r\nSubject: ${'- '.repeat(200_000)}\r\n\r\nx`,
  },
  {
    name: 'open quotes in parameters',
    make: () => `${HEAD}Content-Type: text/plain${'; a="'.repeat(30_000)}\r\n\r\nx`,
  },
  {
    name: 'a name in 60000 pieces',
    make: () =>
      `${HEAD}Content-Type: application/pdf${Array.from({ length: 60_000 }, (_, i) => `;\r\n name*${i}=x`).join('')}\r\n\r\nx`,
  },
  { name: 'a line without a colon of 4 MB', make: () => `${HEAD}${'x'.repeat(4 << 20)}\r\n\r\nbody` },
  {
    name: 'names that are paths',
    make: () =>
      HEAD +
      multipart(
        'mixed',
        'b',
        ['../../etc/passwd', 'C:\\\\x\\\\y.exe', '..', '/', 'con', '.a\u202e.exe'].map((name) => file(name, 'x')),
      ),
  },
]

const MARKUP: readonly Hostile[] = [
  { name: '60000 nested tables', make: () => html('<table><tr><td>'.repeat(60_000)) },
  { name: '5.6 MB of div', make: () => html('<div>'.repeat(1_120_000)) },
  { name: 'siblings of 2 MB', make: () => html('<p>a</p>'.repeat(250_000)) },
  { name: '90000 open links', make: () => html('<a href="http://x/">x'.repeat(90_000)) },
  { name: 'marks of Office without end', make: () => html('<o:p>'.repeat(400_000)) },
  { name: 'italics closed by what was never opened', make: () => html('<i></div>'.repeat(200_000)) },
  { name: 'tags without end', make: () => html('x<y a="'.repeat(250_000)) },
  { name: 'open comments', make: () => html('<!--'.repeat(400_000)) },
  { name: 'entities', make: () => html('&#1055;&lt;&amp;'.repeat(150_000)) },
  { name: 'attributes without end', make: () => html(`<p ${'a="'.repeat(400_000)}`) },
  { name: 'a style of 2 MB', make: () => html(`<p style="${'color:red;'.repeat(200_000)}">x</p>`) },
  { name: 'nested quotes of HTML', make: () => html('<blockquote>x'.repeat(20_000)) },
  { name: 'pictures in the text', make: () => html(`<img src="data:image/png;base64,${'A'.repeat(2 << 20)}">`) },
]

const TEXTS: readonly Hostile[] = [
  { name: 'carriage returns alone', make: () => plain('\r'.repeat(1_000_000)) },
  { name: 'a million quote marks', make: () => plain(`${'>'.repeat(1000)}\r\n`.repeat(1000)) },
  { name: 'lines that begin like a mark', make: () => plain('On Mon, 11 May 2026 a@b.example <\r\n'.repeat(60_000)) },
  { name: 'header labels without end', make: () => plain('От: a\r\nКому: b\r\n\r\n'.repeat(60_000)) },
  { name: 'dashes', make: () => plain('-----\r\n--- Исходное \r\n'.repeat(60_000)) },
  { name: 'sign-offs', make: () => plain('С уважением,\r\n'.repeat(100_000)) },
  {
    name: 'flowed lines',
    make: () => `${HEAD}Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n${'> x \r\n'.repeat(200_000)}`,
  },
  { name: 'begin lines', make: () => `${HEAD}\r\n${'begin 644 x\r\n'.repeat(200_000)}` },
  {
    name: 'utf-7 without end',
    make: () => `${HEAD}Content-Type: text/plain; charset=utf-7\r\n\r\n${'+AD'.repeat(500_000)}`,
  },
  {
    name: 'escapes of iso-2022-jp',
    make: () => `${HEAD}Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n${'\x1b$B\x1b(B'.repeat(200_000)}`,
  },
  {
    name: 'bytes of no charset',
    make: () => Buffer.concat([Buffer.from(`${HEAD}\r\n`), Buffer.alloc(2 << 20, bytes('ъыьъ'.repeat(64), 'koi8-r'))]),
  },
]

const FORMATS: readonly Hostile[] = [
  {
    name: 'a calendar of quotes',
    make: () => `${HEAD}Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\nATTENDEE${';a="'.repeat(100_000)}`,
  },
  {
    name: '50000 invited',
    make: () =>
      `${HEAD}Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VEVENT\r\n${'ATTENDEE;CN=x:mailto:a@b.example\r\n'.repeat(50_000)}END:VEVENT`,
  },
  {
    name: '50000 contact cards',
    make: () => attached('text/vcard', repeated('BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n', 50_000), 'a.vcf'),
  },
  {
    name: 'a status of 100000 recipients',
    make: () =>
      HEAD +
      multipart(
        'report',
        'b',
        [
          text('failed'),
          `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n${'Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n'.repeat(100_000)}`,
        ],
        '; report-type=delivery-status',
      ),
  },
  {
    name: 'a notice of 100000 addresses',
    make: () =>
      `From: MAILER-DAEMON@x.example\r\nSubject: failure notice\r\n\r\n${Array.from({ length: 100_000 }, (_, i) => `<u${i}@x.example>:\r\n550 no\r\n`).join('')}`,
  },
  {
    name: 'a winmail.dat that lies',
    make: () =>
      attached(
        'application/ms-tnef',
        Buffer.concat([Buffer.from('789f3e220100', 'hex'), repeated('\x02\x10\x80\x01\x00\xff\xff\xff\x7f', 200_000)]),
        'winmail.dat',
      ),
  },
  {
    name: 'open elements of S-MIME',
    make: () =>
      attached(
        'application/pkcs7-mime',
        Buffer.concat([Buffer.from('3080', 'hex'), repeated('\x30\x80', 500_000)]),
        'smime.p7m',
      ),
  },
  {
    name: 'a zip bomb',
    make: () =>
      attached('application/zip', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(3 << 20)]), '42.zip'),
  },
  {
    name: 'base64 that is none',
    make: () => `${HEAD}Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${'A==='.repeat(700_000)}`,
  },
  {
    name: 'quoted-printable without end',
    make: () =>
      `${HEAD}Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${'='.repeat(3_000_000)}`,
  },
]

/** Some forty shapes, and a few more. */
export const HOSTILE_MAILS: readonly Hostile[] = [...STRUCTURE, ...HEADERS, ...MARKUP, ...TEXTS, ...FORMATS]
