// Golden letters about charsets: labelled, mislabelled, missing, cut, encoded twice.
import { type Golden, golden } from './golden.ts'
import { base64, bytes, head, quotedPrintable, word } from './letter.ts'

const SAY = 'Добрый день! Не открывается каталог изделий, при входе система пишет об ошибке доступа. Просим помочь.'
const SUBJECT = 'Ошибка при входе в каталог'
const plain = (label: string, encoding = '8bit') =>
  `Content-Type: text/plain${label}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`

/** UTF-8 that a program took for another charset and encoded again. */
function twice(text: string, taken: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => decodeByte(byte, taken)).join('')
}

function decodeByte(byte: number, charset: string): string {
  return new TextDecoder(charset).decode(Uint8Array.of(byte))
}

const labelled = ['koi8-r', 'windows-1251', 'cp866', 'iso-8859-5', 'utf-8'].map((charset) =>
  golden(
    `charset-labelled-${charset}`,
    [head({ subject: word(SUBJECT, charset) }), plain(`; charset=${charset}`), bytes(SAY, charset)],
    { subject: SUBJECT, text: SAY, defects: [] },
  ),
)

const unlabelled = ['koi8-r', 'windows-1251', 'cp866', 'iso-8859-5'].map((charset) =>
  golden(`charset-missing-${charset}`, [head({ subject: 'test' }), plain(''), bytes(SAY, charset)], {
    text: SAY,
    defects: [`text: charset not declared, guessed as ${charset}`],
  }),
)

const wrong: readonly (readonly [string, string])[] = [
  ['us-ascii', 'windows-1251'],
  ['iso-8859-1', 'koi8-r'],
  ['koi8-r', 'windows-1251'],
  ['windows-1251', 'koi8-r'],
  ['windows-1251', 'utf-8'],
  ['utf-8', 'windows-1251'],
  ['x-unknown', 'cp866'],
]

const mislabelled = wrong.map(([label, real]) =>
  golden(`charset-${label}-is-really-${real}`, [head(), plain(`; charset=${label}`), bytes(SAY, real)], { text: SAY }),
)

const rawHeads = ['koi8-r', 'windows-1251', 'utf-8'].map((charset) =>
  golden(
    `subject-raw-8bit-${charset}`,
    [
      'From: ',
      bytes('Анна Сергеева', charset),
      ' <a.sergeeva@zavod.example>\r\nTo: support@desk.example\r\nSubject: ',
      bytes('Не печатает ведомость комплектации', charset),
      '\r\n\r\nSee the subject.\r\n',
    ],
    {
      subject: 'Не печатает ведомость комплектации',
      from: { name: 'Анна Сергеева', address: 'a.sergeeva@zavod.example' },
      fromMailboxes: 1,
    },
  ),
)

const utf8 = Buffer.from('Каталог не открывается', 'utf8')
const b64 = Buffer.from('Каталог изделий').toString('base64')

const words: readonly Golden[] = [
  golden(
    'encoded-word-cut-inside-a-character',
    [
      head({
        subject: `=?utf-8?B?${utf8.subarray(0, 9).toString('base64')}?=\r\n =?utf-8?B?${utf8.subarray(9).toString('base64')}?=`,
      }),
      '\r\n.',
    ],
    { subject: 'Каталог не открывается' },
  ),
  golden(
    'encoded-word-cut-inside-a-base64-group',
    [head({ subject: `=?utf-8?B?${b64.slice(0, 10)}?=\r\n =?utf-8?B?${b64.slice(10)}?=` }), '\r\n.'],
    { subject: 'Каталог изделий' },
  ),
  golden(
    'encoded-word-q-with-blanks-inside',
    [head({ subject: '=?utf-8?Q?=D0=9F=D1=80=D0=BE=D1=88=D1=83 help me?=' }), '\r\n.'],
    {
      subject: 'Прошу help me',
    },
  ),
  golden('encoded-word-without-end', [head({ subject: `=?utf-8?B?${b64}` }), '\r\n.'], { subject: 'Каталог изделий' }),
  golden(
    'encoded-words-in-two-charsets',
    [head({ subject: `${word('Отчёт', 'koi8-r')} ${word('за май', 'windows-1251', 'Q')} (final)` }), '\r\n.'],
    { subject: 'Отчётза май (final)' },
  ),
  golden(
    'encoded-word-in-a-quoted-name',
    [head({ from: `"${word('Пётр Ильин', 'koi8-r')}" <p.ilin@zavod.example>` }), '\r\n.'],
    {
      from: { name: 'Пётр Ильин', address: 'p.ilin@zavod.example' },
    },
  ),
]

const doubled: readonly Golden[] = [
  golden('utf-8-taken-for-latin-1', [head(), plain('; charset=utf-8'), twice(SAY, 'windows-1252')], {
    text: SAY,
    defects: ['text: utf-8 had been taken for windows-1252, repaired'],
  }),
  golden(
    'utf-8-taken-for-windows-1251',
    [head(), plain('; charset=utf-8'), twice('Привет, каталог молчит', 'windows-1251')],
    {
      text: 'Привет, каталог молчит',
    },
  ),
  golden('utf-7', [head(), plain('; charset=utf-7', '7bit'), 'Hi +BBIERwQ- there'], { text: 'Hi Вч there' }),
  golden('utf-8-with-one-byte-lost', [head(), plain('; charset=utf-8'), Buffer.from(SAY).subarray(0, -2)], {
    defects: ['text: broken utf-8, unreadable bytes marked'],
  }),
  golden(
    'html-charset-only-in-meta',
    [
      head({ more: ['Content-Type: text/html', 'Content-Transfer-Encoding: 8bit'] }),
      '\r\n<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head><body><p>',
      bytes('Прошу выслать ключ', 'koi8-r'),
      '</p></body></html>',
    ],
    { text: 'Прошу выслать ключ', html: true },
  ),
  golden(
    'latin-1-without-label-stays-western',
    [head(), plain(''), bytes('Grüße aus Köln, wie geht es Ihnen?', 'windows-1252')],
    {
      text: 'Grüße aus Köln, wie geht es Ihnen?',
    },
  ),
  golden(
    'base64-text-in-koi8-r-in-pieces',
    [head(), plain('; charset="KOI8-R"', 'BASE64'), base64(bytes(SAY, 'koi8-r'))],
    {
      text: SAY,
    },
  ),
  golden(
    'quoted-printable-windows-1251',
    [head(), plain('; charset=Windows-1251', 'Quoted-Printable'), quotedPrintable(bytes(SAY, 'windows-1251'))],
    {
      text: SAY,
    },
  ),
  golden(
    'flowed-with-delsp',
    [
      head({
        more: ['Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes', 'Content-Transfer-Encoding: 8bit'],
      }),
      '\r\nЭта строка разор \r\nвана посреди слова.\r\n> цитата  \r\n> продолжается\r\n-- \r\nАнна\r\n',
    ],
    { text: 'Эта строка разорвана посреди слова.\n> цитата продолжается\n-- \nАнна\n' },
  ),
]

export const CHARSETS: readonly Golden[] = [
  ...labelled,
  ...unlabelled,
  ...mislabelled,
  ...rawHeads,
  ...words,
  ...doubled,
]
