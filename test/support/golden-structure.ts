// Golden letters about structure: parts, names, what hides in parts, what is broken.
import { type Golden, golden } from './golden.ts'
import { base64, bytes, file, head, multipart, text, word } from './letter.ts'

const HELLO = 'Здравствуйте, файлы во вложении.'
const names = (...all: readonly string[]) => ({ attachments: all.map((name) => ({ name })) })
const named = (parameter: string) =>
  `Content-Type: application/pdf\r\nContent-Disposition: attachment; ${parameter}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64('%PDF')}`
const withFile = (name: string, part: string, expected: Record<string, unknown>) =>
  golden(name, [head(), multipart('mixed', 'b1', [text(HELLO), part])], { text: HELLO, ...expected })

const fileNames: readonly Golden[] = [
  withFile(
    'name-rfc2231-in-pieces',
    named('filename*0*=koi8-r\'\'%EF%D4%DE; filename*1*=%A3%D4; filename*2=" 2026.pdf"'),
    names('Отчёт 2026.pdf'),
  ),
  withFile('name-rfc2047-in-a-parameter', named(`filename="${word('Счёт №5.pdf')}"`), names('Счёт №5.pdf')),
  withFile(
    'name-rfc2047-unquoted-in-two-words',
    named(`filename=${word('Акт сверки ', 'windows-1251')}\r\n ${word('за май.pdf', 'windows-1251')}`),
    names('Акт сверки за май.pdf'),
  ),
  withFile('name-raw-utf-8', named('filename="Договор поставки.pdf"'), names('Договор поставки.pdf')),
  withFile('name-unquoted-with-blanks', named('filename=act of may.pdf'), names('act of may.pdf')),
  withFile('name-with-a-path', named('filename="../../etc/passwd"'), names('passwd')),
  withFile('name-with-a-windows-path', named('filename="C:\\Users\\anna\\акт.doc"'), names('акт.doc')),
  withFile('name-reserved-in-windows', named('filename="con.txt"'), names('_con.txt')),
  withFile('name-with-dots-in-front', named('filename="..htaccess"'), names('htaccess')),
  withFile('name-turned-round-by-bidi', named('filename="gnp.\u202Eexe"'), names('gnp.exe')),
  withFile('name-of-300-characters', named(`filename="${'д'.repeat(300)}.docx"`), names(`${'д'.repeat(116)}….docx`)),
  withFile('name-empty', named('filename=""'), names('')),
]

const sameFile = file('log.txt', 'same bytes')
const picture =
  'Content-Type: image/png; name="image001.png"\r\nContent-ID: <image001.png@01DA>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo='

const parts: readonly Golden[] = [
  golden(
    'same-attachment-twice',
    [head(), multipart('mixed', 'b', [text(HELLO), sameFile, sameFile])],
    names('log.txt', 'log.txt'),
  ),
  golden(
    'outlook-inline-picture',
    [
      head(),
      multipart('related', 'r', [
        multipart('alternative', 'a', [text(HELLO), text(`<p>${HELLO}</p><img src="cid:image001.png@01DA">`, 'html')]),
        picture,
      ]),
    ],
    { text: HELLO, html: true, attachments: [{ name: 'image001.png', inline: true, contentId: 'image001.png@01DA' }] },
  ),
  golden(
    'apple-text-picture-text',
    [
      head(),
      multipart('mixed', 'm', [
        text('До картинки.'),
        picture.replace('Content-ID', 'Content-Disposition: inline\r\nContent-ID'),
        text('После картинки.'),
      ]),
    ],
    { text: 'До картинки.\n\nПосле картинки.', attachments: [{ name: 'image001.png', inline: true }] },
  ),
  golden('closing-boundary-missing', [head(), multipart('mixed', 'b', [text(HELLO), sameFile]).replace('--b--', '')], {
    ...names('log.txt'),
    defects: ['closing boundary missing'],
  }),
  golden(
    'boundary-not-declared',
    [head(), multipart('mixed', 'b', [text(HELLO), sameFile]).replace('; boundary="b"', '')],
    {
      text: HELLO,
      defects: ['boundary missing or wrong, taken from the body'],
    },
  ),
  golden(
    'boundary-one-begins-the-other',
    [head(), multipart('mixed', 'b', [multipart('alternative', 'bb', [text(HELLO)]), sameFile])],
    {
      text: HELLO,
      ...names('log.txt'),
    },
  ),
  golden(
    'multipart-without-any-part',
    [head(), 'Content-Type: multipart/mixed; boundary="nowhere"\r\n\r\nПросто текст.\r\n'],
    {
      text: 'Просто текст.\n',
    },
  ),
  golden('head-runs-into-the-body', ['From: a@zavod.example\r\nSubject: hello\r\nThis is the body already.\r\n'], {
    subject: 'hello',
    text: 'This is the body already.\n',
  }),
  golden('odd-line-in-the-head', [head().replace('Subject:', 'this is no field\r\nSubject:'), '\r\nBody.\r\n'], {
    subject: 'Вопрос по каталогу',
    text: 'Body.\n',
  }),
  golden('no-from-no-id-no-date', ['Subject: x\r\n\r\nBody.\r\n'], {
    from: null,
    messageId: null,
    date: null,
    fromMailboxes: 0,
    setAside: false,
  }),
  golden('lines-end-in-carriage-returns-alone', [`${head()}\r\nПервая.\r\nВторая.`.replaceAll('\r\n', '\r')], {
    subject: 'Вопрос по каталогу',
    text: 'Первая.\nВторая.',
  }),
  golden('lines-end-in-two-carriage-returns', [`${head()}\r\nПервая.\r\nВторая.`.replaceAll('\r\n', '\r\r\n')], {
    subject: 'Вопрос по каталогу',
    text: 'Первая.\nВторая.',
  }),
  golden(
    'base64-with-a-footer-of-the-list',
    [
      head({ more: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'] }),
      `\r\n${base64('Письмо целиком.')}\r\n_______________\r\nusers mailing list, users@list.example\r\n`,
    ],
    { text: 'Письмо целиком.' },
  ),
  golden('zero-bytes', [''], { bytes: 0, text: '', from: null, setAside: false }),
]

const enclosed = `${head({ subject: word('Старый вопрос'), from: `${word('Ольга')} <olga@client.example>` })}${text('Прежний текст')}`
const enclosedSays =
  '-------- Вложенное письмо --------\nОт: Ольга <olga@client.example>\nДата: Mon, 11 May 2026 10:15:00 +0300\nТема: Старый вопрос\n\nПрежний текст'

const hidden: readonly Golden[] = [
  golden(
    'uuencoded-file',
    [
      head({ more: ['Content-Type: text/plain; charset=koi8-r'] }),
      '\r\n',
      bytes('Журнал ниже.', 'koi8-r'),
      '\r\n\r\nbegin 644 log.txt\r\n+:&5L;&\\@=V]R;&0 \r\n`\r\nend\r\n',
    ],
    { attachments: [{ name: 'log.txt', bytes: 11 }] },
  ),
  golden('yenc-left-alone', [head(), '\r\n=ybegin line=128 size=5 name=a.bin\r\nabcde\r\n=yend size=5\r\n'], {
    attachments: [],
  }),
  golden(
    'message-attached',
    [head(), multipart('mixed', 'b', [text(HELLO), `Content-Type: message/rfc822\r\n\r\n${enclosed}`])],
    {
      text: `${HELLO}\n\n${enclosedSays}`,
      reply: HELLO,
      quoted: enclosedSays,
      attachments: [{ name: 'Старый вопрос.eml', type: 'message/rfc822' }],
    },
  ),
  golden(
    'only-a-message-attached',
    [head(), multipart('mixed', 'b', [`Content-Type: message/rfc822\r\n\r\n${enclosed}`])],
    {
      text: enclosedSays,
      reply: '',
    },
  ),
  golden('digest', [head(), multipart('digest', 'b', [`\r\n${enclosed}`, `\r\n${enclosed}`])], {
    attachments: [{ type: 'message/rfc822' }, { type: 'message/rfc822' }],
  }),
  golden(
    'invitation',
    [
      head({ subject: word('Совещание') }),
      'Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n',
      base64(
        'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Разбор ошибки\r\nDTSTART;TZID=Europe/Moscow:20260514T100000\r\nDTEND;TZID=Europe/Moscow:20260514T110000\r\nLOCATION:Переговорная 3\r\nORGANIZER;CN="Анна Сергеева":mailto:anna@zavod.example\r\nATTENDEE;CN=Пётр:mailto:petr@desk.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
      ),
    ],
    {
      kind: 'calendar',
      text: 'Приглашение: Разбор ошибки\nКогда: 14.05.2026 10:00 – 11:00 (Europe/Moscow)\nГде: Переговорная 3\nОрганизатор: Анна Сергеева <anna@zavod.example>\nУчастники: Пётр <petr@desk.example>',
    },
  ),
  golden(
    'pgp-encrypted',
    [
      head(),
      multipart('encrypted', 'b', [
        'Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1',
        'Content-Type: application/octet-stream; name="encrypted.asc"\r\n\r\n-----BEGIN PGP MESSAGE-----',
      ]),
    ],
    { text: '', ...names('encrypted.asc'), defects: ['encrypted with PGP, content cannot be read'] },
  ),
]

const people: readonly Golden[] = [
  golden(
    'from-with-an-address-in-a-comment',
    [head({ from: 'engineer@corp.example (c) attacker@evil.example' }), '\r\n.'],
    { fromMailboxes: 2 },
  ),
  golden('two-from-lines', [head({ more: ['From: boss@desk.example'] }), '\r\n.'], { fromMailboxes: 2 }),
  golden(
    'name-that-looks-like-an-address',
    [head({ from: '"engineer@desk.example" <someone@evil.example>' }), '\r\n.'],
    {
      from: { name: 'engineer@desk.example', address: 'someone@evil.example' },
      fromMailboxes: 1,
    },
  ),
  golden('punycode-stays-ascii', [head({ from: 'Engineer@XN--CORP-.example' }), '\r\n.'], {
    from: { name: '', address: 'Engineer@xn--corp-.example' },
  }),
  golden(
    'ids-with-comments-and-commas',
    [
      head({
        more: [
          'In-Reply-To: <1@x.example> (of Monday) <2@x.example>',
          'References: <1@x.example>,<2@x.example>\r\n\t<3@x.example>',
        ],
      }),
      '\r\n.',
    ],
    { inReplyTo: '1@x.example', references: ['1@x.example', '2@x.example', '3@x.example'] },
  ),
  golden(
    'null-return-path-and-trace',
    [
      'Return-Path: <>\r\nDelivered-To: support@desk.example\r\nReceived: from a by b; Mon, 11 May 2026 10:00:00 +0300\r\nX-Loop: desk-1\r\nImportance: High\r\n',
      head(),
      '\r\n.',
    ],
    {
      returnPath: '',
      deliveredTo: ['support@desk.example'],
      receivedHops: 1,
      loopMarks: ['desk-1'],
      importanceHigh: true,
    },
  ),
]

export const STRUCTURE: readonly Golden[] = [...fileNames, ...parts, ...hidden, ...people]
