// Golden letters of odd shapes: contact cards, calendars beside texts, pieces of mails, encryption, files without names,
// parts that contradict themselves, charsets of old Macs.
import { type Golden, golden } from './golden.ts'
import { base64, bytes, file, head, multipart, quotedPrintable, text, word } from './letter.ts'

const HELLO = 'Добрый день, высылаю.'
const CARD =
  'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Петров;Иван;;;\r\nFN:Иван Петров\r\nORG:ООО «Завод»;Цех 3\r\nTITLE:инженер\r\nTEL;TYPE=WORK,VOICE:+7 (495) 123-45-67\r\nitem1.EMAIL;TYPE=INTERNET:petrov@zavod.example\r\nEND:VCARD\r\n'
const CARD_SAYS =
  'Контакт: Иван Петров\nОрганизация: ООО «Завод», Цех 3\nДолжность: инженер\nТелефон: +7 (495) 123-45-67\nПочта: petrov@zavod.example'
const vcard = (content: Buffer | string, more = '') =>
  `Content-Type: text/x-vcard; charset=utf-8; name="petrov.vcf"\r\nContent-Transfer-Encoding: base64\r\n${more}\r\n${base64(content)}`
const INVITE =
  'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Приёмка\r\nDTSTART:20260514T070000Z\r\nDTEND:20260514T080000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
const INVITE_SAYS = 'Приглашение: Приёмка\nКогда: 14.05.2026 07:00 – 08:00 (UTC)'
const calendar = (method: string) =>
  `Content-Type: text/calendar; charset=utf-8${method}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(INVITE)}`

const WEEKLY = INVITE.replace(
  /DTSTART.*DTEND:\S+/su,
  'DTSTART;TZID=Russian Standard Time:20260514T100000\r\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4;WKST=MO',
)

const heads: readonly Golden[] = [
  golden(
    'raw-head-above-utf-16',
    [
      head({ subject: 'Не открывается каталог' }),
      'Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n\r\n',
      base64(Buffer.concat([Buffer.from([0xff, 0xfe]), bytes(HELLO, 'utf-16le')])),
    ],
    { subject: 'Не открывается каталог', text: HELLO },
  ),
  golden(
    'eight-bits-labelled-utf-7',
    [
      head({ subject: 'Не открывается каталог' }),
      'Content-Type: text/plain; charset=utf-7\r\nContent-Transfer-Encoding: 8bit\r\n\r\n',
      HELLO,
    ],
    { subject: 'Не открывается каталог', text: HELLO },
  ),
  golden('from-as-a-link', [head({ from: 'Иван <mailto:ivanov@zavod.example>' }), text(HELLO)], {
    from: { name: 'Иван', address: 'ivanov@zavod.example' },
  }),
  golden('from-in-double-brackets', [head({ from: 'Иван <<ivanov@zavod.example.>>' }), text(HELLO)], {
    from: { name: 'Иван', address: 'ivanov@zavod.example' },
  }),
  golden('from-with-a-space-in-quotes', [head({ from: '"ivan petrov"@zavod.example' }), text(HELLO)], {
    from: { name: '', address: '"ivan petrov"@zavod.example' },
  }),
  golden('colons-apart-from-names', [head().replace(/^(From|To|Subject):/gmu, '$1 :'), text(HELLO)], {
    from: { name: '', address: 'ivanov@zavod.example' },
    to: [{ name: '', address: 'support@desk.example' }],
    subject: 'Вопрос по каталогу',
  }),
  golden(
    'subject-cut-within-a-letter',
    [
      head({ subject: `=?utf-8?B?${base64(Buffer.concat([Buffer.from('Ката'), Buffer.from([0xd0])]))}?=` }),
      text(HELLO),
    ],
    { subject: 'Ката\ufffd', defects: ['encoded word: broken utf-8, unreadable bytes marked'] },
  ),
  golden('date-in-russian', [head({ date: 'Пн, 23 ноя 2026 12:00:00 +0300' }), text(HELLO)], {
    date: '2026-11-23T09:00:00.000Z',
    text: HELLO,
  }),
  golden(
    'invitation-every-week',
    [
      head({ subject: word('Приёмка') }),
      `Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(WEEKLY)}`,
    ],
    {
      kind: 'calendar',
      text: 'Приглашение: Приёмка\nКогда: 14.05.2026 10:00 (МСК)\nПовторяется: еженедельно, вт, чт, повторов: 4',
    },
  ),
]

const cards: readonly Golden[] = [
  golden(
    'contact-card-below-the-text',
    [
      head(),
      multipart('mixed', 'b', [text(HELLO), vcard(CARD, 'Content-Disposition: attachment; filename="petrov.vcf"\r\n')]),
    ],
    {
      text: `${HELLO}\n\n${CARD_SAYS}`,
      reply: HELLO,
      signature: CARD_SAYS,
      attachments: [{ name: 'petrov.vcf' }],
    },
  ),
  golden(
    'contact-card-of-an-old-telephone',
    [
      head(),
      multipart('mixed', 'b', [
        text(HELLO),
        vcard(
          `BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${quotedPrintable('Котова;Мария')}\r\nTEL;CELL:89160000000\r\nEND:VCARD\r\n`,
        ),
      ]),
    ],
    { text: `${HELLO}\n\nКонтакт: Котова Мария\nТелефон: 89160000000`, reply: HELLO },
  ),
  golden(
    'invitation-beside-text-and-html',
    [
      head({ subject: word('Приёмка') }),
      multipart('alternative', 'a', [text(HELLO), text(`<p>${HELLO}</p>`, 'html'), calendar('; method=REQUEST')]),
    ],
    { kind: 'calendar', html: true, text: `${HELLO}\n\n${INVITE_SAYS}`, attachments: [] },
  ),
  golden(
    'invitation-in-html-alone-and-as-a-file',
    [
      head({ subject: word('Приёмка') }),
      multipart('mixed', 'm', [
        multipart('alternative', 'a', [text(`<p>${HELLO}</p>`, 'html'), calendar('; method=REQUEST')]),
        file('invite.ics', INVITE, 'application/ics'),
      ]),
    ],
    { kind: 'calendar', attachments: [{ name: 'invite.ics' }] },
  ),
  golden('calendar-file-is-a-mail', [head(), multipart('mixed', 'm', [text(HELLO), file('plan.ics', INVITE)])], {
    kind: 'mail',
    text: HELLO,
    mayAcknowledge: true,
  }),
]

const inner = `${head({ subject: word('Вложенный вопрос'), from: 'olga@client.example', date: null })}${text('Глубокий текст')}`
const innerSays =
  '-------- Вложенное письмо --------\nОт: olga@client.example\nТема: Вложенный вопрос\n\nГлубокий текст'

const nested: readonly Golden[] = [
  golden('digest-of-two', [head(), multipart('digest', 'd', [`\r\n${inner}`, `\r\n${inner}`])], {
    text: `${innerSays}\n\n${innerSays}`,
    reply: '',
  }),
  golden(
    'message-in-base64',
    [
      head(),
      multipart('mixed', 'b', [
        text(HELLO),
        `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(inner)}`,
      ]),
    ],
    { reply: HELLO, text: `${HELLO}\n\n${innerSays}`, attachments: [{ name: 'Вложенный вопрос.eml' }] },
  ),
  golden(
    'multipart-in-multipart-with-the-same-boundary',
    [head(), multipart('mixed', 'b', [multipart('alternative', 'b', [text(HELLO), text(`<p>${HELLO}</p>`, 'html')])])],
    { text: HELLO },
  ),
  golden(
    'parts-after-the-closing-boundary',
    [head(), multipart('mixed', 'b', [text(HELLO)]), `--b\r\n${file('late.txt', 'late')}\r\n--b--\r\n`],
    { text: HELLO, attachments: [{ name: 'late.txt' }] },
  ),
  golden(
    'text-before-the-first-boundary',
    [
      head(),
      multipart('mixed', 'b', [text(HELLO)]).replace(
        '\r\n\r\n--b',
        '\r\n\r\nThis is a multi-part message in MIME format.\r\n\r\n--b',
      ),
    ],
    { text: HELLO },
  ),
  golden(
    'boundary-with-blanks-and-quotes',
    [
      head(),
      'Content-Type: multipart/mixed; boundary=" a b \'c\'/=? "\r\n\r\n',
      `-- a b 'c'/=? \r\n${text(HELLO)}\r\n-- a b 'c'/=? --\r\n`,
    ],
    { text: HELLO },
  ),
  golden(
    'piece-of-a-mail',
    [head(), `Content-Type: message/partial; id="x@y"; number=2; total=3\r\n\r\n${'more of the file\r\n'.repeat(3)}`],
    { defects: ['a piece of a mail that was sent in several'] },
  ),
]

const secrets: readonly Golden[] = [
  golden(
    'smime-enveloped-said',
    [
      head(),
      'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\r\nContent-Transfer-Encoding: base64\r\n\r\n',
      base64(
        Buffer.concat([
          Buffer.from('30800609', 'hex'),
          Buffer.from('2a864886f70d010703', 'hex'),
          Buffer.from('a0800000', 'hex'),
        ]),
      ),
    ],
    {
      text: '',
      kind: 'mail',
      attachments: [{ name: 'smime.p7m' }],
      defects: ['encrypted with S/MIME, content cannot be read'],
    },
  ),
  golden(
    'smime-clear-signed',
    [
      head(),
      multipart(
        'signed',
        's',
        [
          text(HELLO),
          'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="smime.p7s"\r\n\r\nMIIB',
        ],
        '; protocol="application/pkcs7-signature"; micalg=sha-256',
      ),
    ],
    {
      text: HELLO,
      attachments: [{ name: 'smime.p7s' }],
      defects: ['signed with S/MIME, the signature is not checked'],
    },
  ),
  golden(
    'pgp-inline',
    [head(), text('-----BEGIN PGP MESSAGE-----\nVersion: GnuPG v2\n\nhQEMA+ABCD\n=abcd\n-----END PGP MESSAGE-----\n')],
    { kind: 'mail', defects: ['encrypted with PGP, content cannot be read'] },
  ),
]

const files: readonly Golden[] = [
  golden(
    'file-without-any-name',
    [
      head(),
      multipart('mixed', 'b', [
        text(HELLO),
        'Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=',
      ]),
    ],
    { text: HELLO, attachments: [{ name: '', type: 'application/pdf', bytes: 5 }] },
  ),
  golden(
    'apple-pictures-between-texts',
    [
      head({ more: ['X-Mailer: Apple Mail (2.3654)'] }),
      multipart('alternative', 'a', [
        text('Первый снимок:\n\nВторой снимок:\n\nКонец.'),
        multipart('mixed', 'm', [
          text('<p>Первый снимок:</p>', 'html'),
          'Content-Type: image/jpeg; name=1.jpg\r\nContent-Disposition: inline; filename=1.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AA=',
          text('<p>Второй снимок:</p>', 'html'),
          'Content-Type: image/jpeg; name=2.jpg\r\nContent-Disposition: inline; filename=2.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AB=',
          text('<p>Конец.</p>', 'html'),
        ]),
      ]),
    ],
    {
      text: 'Первый снимок:\n\nВторой снимок:\n\nКонец.',
      attachments: [
        { name: '1.jpg', inline: true },
        { name: '2.jpg', inline: true },
      ],
    },
  ),
  golden(
    'name-in-both-forms',
    [
      head(),
      multipart('mixed', 'b', [
        text(HELLO),
        `Content-Type: application/pdf; name="=?utf-8?B?${Buffer.from('отчёт.pdf').toString('base64')}?="\r\nContent-Disposition: attachment; filename="?????.pdf"; filename*=utf-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.pdf\r\n\r\nx`,
      ]),
    ],
    { attachments: [{ name: 'отчёт.pdf' }] },
  ),
  golden(
    'name-without-the-word-in-front',
    [
      head(),
      multipart('mixed', 'b', [
        text(HELLO),
        'Content-Type: application/pdf\r\nContent-Disposition: filename="a.pdf"\r\n\r\nx',
        'Content-Type: application/pdf\r\nContent-Disposition: attachment filename=b.pdf\r\n\r\nx',
      ]),
    ],
    { attachments: [{ name: 'a.pdf' }, { name: 'b.pdf' }] },
  ),
  golden(
    'name-with-percent-and-no-charset',
    [
      head(),
      multipart('mixed', 'b', [
        text(HELLO),
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=''%D0%B0%D0%BA%D1%82.pdf\r\n\r\nx",
      ]),
    ],
    { attachments: [{ name: 'акт.pdf' }] },
  ),
  golden(
    'pieces-of-a-name-out-of-order',
    [
      head(),
      multipart('mixed', 'b', [
        text(HELLO),
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*1*=%BE%D0%B2%D0%BE%D1%80.pdf; filename*0*=UTF-8''%D0%94%D0%BE%D0%B3%D0\r\n\r\nx",
      ]),
    ],
    { attachments: [{ name: 'Договор.pdf' }] },
  ),
  golden(
    'uuencoded-two-files-between-texts',
    [
      head({ more: ['Content-Type: text/plain; charset=windows-1251', 'Content-Transfer-Encoding: 8bit'] }),
      '\r\n',
      bytes('Первый:', 'windows-1251'),
      '\r\nbegin 644 a.txt\r\n#86)C\r\n`\r\nend\r\n',
      bytes('Второй:', 'windows-1251'),
      '\r\nbegin 644 b.txt\r\n#9&5F\r\n`\r\nend\r\n',
    ],
    {
      attachments: [
        { name: 'a.txt', bytes: 3 },
        { name: 'b.txt', bytes: 3 },
      ],
    },
  ),
]

const charsets: readonly Golden[] = [
  golden(
    'charset-labelled-x-mac-cyrillic',
    [
      head({ more: ['Content-Type: text/plain; charset=x-mac-cyrillic', 'Content-Transfer-Encoding: 8bit'] }),
      '\r\n',
      bytes('Каталог не открывается, помогите.', 'maccyrillic'),
    ],
    { text: 'Каталог не открывается, помогите.', defects: [] },
  ),
  golden(
    'charset-missing-mac-cyrillic',
    [
      head({ more: ['Content-Type: text/plain', 'Content-Transfer-Encoding: 8bit'] }),
      '\r\n',
      bytes('Уважаемые коллеги, каталог изделий не открывается, просим помочь.', 'maccyrillic'),
    ],
    { text: 'Уважаемые коллеги, каталог изделий не открывается, просим помочь.' },
  ),
  golden(
    'charset-utf-16-in-base64',
    [
      head({ more: ['Content-Type: text/plain; charset=utf-16le', 'Content-Transfer-Encoding: base64'] }),
      '\r\n',
      base64(bytes('Не заходит.', 'utf-16le')),
    ],
    { text: 'Не заходит.' },
  ),
  golden(
    'charset-in-quotes-with-a-comment',
    [
      head({
        more: [
          'Content-Type: text/plain; charset="koi8-r" (Cyrillic); format=fixed',
          'Content-Transfer-Encoding: 8bit',
        ],
      }),
      '\r\n',
      bytes('Пустая ведомость.', 'koi8-r'),
    ],
    { text: 'Пустая ведомость.' },
  ),
  golden(
    'html-entities-alone',
    [
      head({ more: ['Content-Type: text/html; charset=us-ascii'] }),
      '\r\n<p>&#1055;&#1088;&#1080;&#1074;&#1077;&#1090;, &laquo;&#x41C;&#x438;&#x440;&raquo;&nbsp;&mdash; &copy;</p>',
    ],
    { text: 'Привет, «Мир» — ©' },
  ),
  golden(
    'encoded-word-with-a-language',
    [head({ subject: `=?utf-8*ru?B?${Buffer.from('Не печатает').toString('base64')}?=` }), '\r\n.'],
    { subject: 'Не печатает' },
  ),
  golden(
    'encoded-word-that-says-koi8-and-is-windows-1251',
    [
      head({
        subject: `=?koi8-r?B?${bytes('Не печатает ведомость комплектации', 'windows-1251').toString('base64')}?=`,
      }),
      '\r\n.',
    ],
    { subject: 'Не печатает ведомость комплектации' },
  ),
]

export const ODDS: readonly Golden[] = [...heads, ...cards, ...nested, ...secrets, ...files, ...charsets]
