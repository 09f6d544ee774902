// Golden letters as the mail programs of Russian offices write them: Outlook, Thunderbird, Yandex, Mail.ru, The Bat!, 1C,
// MyOffice, phones. People and firms are invented.
import { type Golden, golden } from './golden.ts'
import { base64, bytes, head, multipart, quotedPrintable, text, word } from './letter.ts'

const QUOTED = 'Прошу уточнить номер версии.'
const client = (name: string) => [`X-Mailer: ${name}`]

export const CLIENTS: readonly Golden[] = [
  golden(
    'outlook-2016-html-only',
    [
      head({
        subject: word('Не формируется отчёт'),
        more: [
          ...client('Microsoft Outlook 16.0'),
          'Content-Type: text/html; charset="koi8-r"',
          'Content-Transfer-Encoding: quoted-printable',
        ],
      }),
      '\r\n',
      quotedPrintable(
        bytes(
          '<html><head><style>p.MsoNormal{margin:0}</style></head><body><div class="WordSection1"><p class="MsoNormal">Коллеги, добрый день!<o:p></o:p></p><p class="MsoNormal">Не формируется отчёт.<o:p></o:p></p><ul><li>первый шаг</li><li>второй шаг</li></ul></div></body></html>',
          'koi8-r',
        ),
      ),
    ],
    { html: true, text: 'Коллеги, добрый день!\n\nНе формируется отчёт.\n\n- первый шаг\n- второй шаг' },
  ),
  golden(
    'outlook-table-and-link',
    [
      head({ more: ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64'] }),
      '\r\n',
      base64(
        '<table border="1"><tr><th>Узел</th><th>Версия</th></tr><tr><td>Сервер</td><td>2.1</td></tr></table><p>Смотрите <a href="https://wiki.example/page">страницу</a>.</p>',
      ),
    ],
    { text: 'Узел | Версия\nСервер | 2.1\n\nСмотрите страницу <https://wiki.example/page>.' },
  ),
  golden(
    'thunderbird-reply-flowed',
    [
      head({
        subject: `Re: ${word('[SKPS-7] Версия каталога')}`,
        more: [
          'User-Agent: Mozilla Thunderbird',
          'Content-Type: text/plain; charset=UTF-8; format=flowed',
          'Content-Transfer-Encoding: 8bit',
        ],
      }),
      `\r\nВерсия 2.4.1, сборка \r\nот апреля.\r\n\r\n12.05.2026 10:00, Пётр Иванов пишет:\r\n> ${QUOTED}\r\n`,
    ],
    { subject: 'Re: [SKPS-7] Версия каталога', reply: 'Версия 2.4.1, сборка от апреля.' },
  ),
  golden(
    'yandex-html-reply',
    [
      head({
        from: `${word('Мария Котова')} <m.kotova@yandex.example>`,
        more: ['X-Mailer: Yamail [ http://yandex.ru ] 5.0'],
      }),
      text(
        `<div>Спасибо, всё заработало.</div><div> </div><div>12.05.2026, 10:00, "Поддержка" &lt;support@desk.example&gt;:</div><blockquote><p>${QUOTED}</p></blockquote>`,
        'html',
      ),
    ],
    {
      html: true,
      from: { name: 'Мария Котова', address: 'm.kotova@yandex.example' },
      reply: 'Спасибо, всё заработало.',
    },
  ),
  golden(
    'mailru-alternative-reply',
    [
      head({ more: ['X-Mailer: Mail.Ru Mailer 1.0'] }),
      multipart('alternative', '--ALT--x1', [
        text(
          `\nДа, ошибка повторяется.\n\n  \n>Вторник, 12 мая 2026, 10:00 +03:00 от Поддержка <support@desk.example>:\n> \n>${QUOTED}\n`,
        ),
        text(`<p>Да, ошибка повторяется.</p><blockquote>${QUOTED}</blockquote>`, 'html'),
      ]),
    ],
    { html: true, reply: 'Да, ошибка повторяется.' },
  ),
  golden(
    'the-bat-koi8-with-signature',
    [
      head({
        subject: word('Лицензия', 'koi8-r'),
        more: [
          'X-Mailer: The Bat! (v9.3) Professional',
          'Content-Type: text/plain; charset=koi8-r',
          'Content-Transfer-Encoding: 8bit',
        ],
      }),
      '\r\n',
      bytes(
        'Здравствуйте, support.\r\n\r\nКогда истекает лицензия?\r\n\r\n-- \r\nС уважением,\r\n Илья                          mailto:ilya@zavod.example\r\n',
        'koi8-r',
      ),
    ],
    { subject: 'Лицензия', reply: 'Здравствуйте, support.\n\nКогда истекает лицензия?' },
  ),
  golden(
    'one-c-windows-1251-unlabelled-subject',
    [
      'From: 1c@buh.example\r\nTo: support@desk.example\r\nSubject: ',
      bytes('Счет на оплату № 17 от 12.05.2026', 'windows-1251'),
      '\r\nX-Mailer: 1C:Enterprise 8.3\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: 8bit\r\n\r\n',
      bytes('Направляем счет на оплату.', 'windows-1251'),
    ],
    { subject: 'Счет на оплату № 17 от 12.05.2026', text: 'Направляем счет на оплату.' },
  ),
  golden(
    'myoffice-new-request',
    [
      head({
        subject: word('Прошу продлить доступ'),
        more: [
          'User-Agent: MyOffice Mail',
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: base64',
        ],
      }),
      '\r\n',
      base64('Добрый день.\nПрошу продлить доступ к каталогу для 3 сотрудников.\n'),
    ],
    { text: 'Добрый день.\nПрошу продлить доступ к каталогу для 3 сотрудников.\n', kind: 'mail', mayAcknowledge: true },
  ),
  golden(
    'iphone-short',
    [
      head({
        more: [
          'X-Mailer: iPhone Mail (21A329)',
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: 8bit',
        ],
      }),
      '\r\nНе заходит с утра\r\n\r\nОтправлено с iPhone\r\n',
    ],
    { reply: 'Не заходит с утра' },
  ),
  golden(
    'scanner-only-an-attachment',
    [
      head({ from: 'scan@mfp.example', subject: 'Scanned from MFP', date: null }),
      'Content-Type: application/pdf; name="scan0001.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n',
    ],
    { text: '', date: null, attachments: [{ name: 'scan0001.pdf', type: 'application/pdf', bytes: 5 }] },
  ),
  golden(
    'subject-folded-in-many-words',
    [
      head({
        subject: ['Просим восстановить ', 'доступ к разделу ', 'нормативных документов']
          .map((part) => word(part))
          .join('\r\n '),
      }),
      '\r\n.',
    ],
    { subject: 'Просим восстановить доступ к разделу нормативных документов' },
  ),
]
