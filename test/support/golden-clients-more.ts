// Golden letters of more mail programs: replies with Outlook's block, forwards, absences, receipts, Apple, Gmail, KMail.
import { type Golden, golden } from './golden.ts'
import { base64, bytes, head, multipart, quotedPrintable, text, word } from './letter.ts'

const ASKED = 'Уточните, пожалуйста, номер сборки.'
const REPLY = 'Номер сборки 2041, ставили вчера.'

export const MORE_CLIENTS: readonly Golden[] = [
  golden(
    'outlook-reply-with-a-block-of-headers',
    [
      head({
        subject: `RE: ${word('[SKPS-12] Каталог не открывается', 'windows-1251')}`,
        more: [
          'Thread-Index: AdwAAA==',
          'Content-Type: text/plain; charset="windows-1251"',
          'Content-Transfer-Encoding: quoted-printable',
        ],
      }),
      '\r\n',
      quotedPrintable(
        bytes(
          `${REPLY}\n\nС уважением,\nАнна Сергеева\n\n-----Исходное сообщение-----\nОт: Поддержка <support@desk.example>\nОтправлено: 12 мая 2026 г. 10:00\nКому: Анна Сергеева\nТема: [SKPS-12] Каталог не открывается\n\n${ASKED}\n`,
          'windows-1251',
        ),
      ),
    ],
    { subject: 'RE: [SKPS-12] Каталог не открывается', reply: REPLY, kind: 'mail' },
  ),
  golden(
    'outlook-absence-notice',
    [
      head({
        subject: word('Автоматический ответ: [SKPS-12] Каталог не открывается'),
        more: [
          'Auto-Submitted: auto-generated',
          'X-Auto-Response-Suppress: All',
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: base64',
        ],
      }),
      '\r\n',
      base64('Я в отпуске до 25 мая.\n'),
    ],
    { kind: 'auto-reply', mayAcknowledge: false, text: 'Я в отпуске до 25 мая.\n' },
  ),
  golden(
    'read-receipt',
    [
      head({ subject: word('Прочтено: [SKPS-12] Каталог не открывается') }),
      multipart(
        'report',
        'b',
        [
          text('Ваше сообщение прочтено 12 мая 2026 г.'),
          'Content-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822;anna@zavod.example\r\nDisposition: manual-action/MDN-sent-manually; displayed',
        ],
        '; report-type=disposition-notification',
      ),
    ],
    { kind: 'receipt', mayAcknowledge: false, attachments: [] },
  ),
  golden(
    'apple-mail-reply',
    [
      head({
        more: [
          'X-Mailer: Apple Mail (2.3731)',
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: quoted-printable',
        ],
      }),
      '\r\n',
      quotedPrintable(
        `${REPLY}\n\n> 12 мая 2026 г., в 10:00, Поддержка <support@desk.example> написал(а):\n> \n> ${ASKED}\n`,
      ),
    ],
    { reply: REPLY },
  ),
  golden(
    'gmail-reply',
    [
      head({ from: `${word('Анна Сергеева')} <anna@gmail.example>` }),
      multipart('alternative', '000000000000f1', [
        text(`${REPLY}\n\nвт, 12 мая 2026 г. в 10:00, Поддержка <support@desk.example>:\n\n> ${ASKED}\n>\n`),
        text(
          `<div dir="ltr">${REPLY}</div><br><div class="gmail_quote"><blockquote>${ASKED}</blockquote></div>`,
          'html',
        ),
      ]),
    ],
    { reply: REPLY, html: true, from: { name: 'Анна Сергеева', address: 'anna@gmail.example' } },
  ),
  golden(
    'kmail-on-astra',
    [
      head({
        subject: word('Обновление', 'koi8-r', 'Q'),
        more: [
          'User-Agent: KMail/5.2 (Linux)',
          'Content-Type: text/plain; charset="koi8-r"',
          'Content-Transfer-Encoding: 8bit',
        ],
      }),
      '\r\n',
      bytes('После обновления каталог запускается дважды.\r\n', 'koi8-r'),
    ],
    { subject: 'Обновление', text: 'После обновления каталог запускается дважды.\n', defects: [] },
  ),
  golden(
    'mailing-of-a-list',
    [
      head({
        more: ['List-Id: <news.vendor.example>', 'List-Unsubscribe: <https://vendor.example/u>', 'Precedence: bulk'],
      }),
      text('Новости месяца.'),
    ],
    { kind: 'list', mayAcknowledge: false },
  ),
  golden(
    'phone-with-a-photo',
    [
      head({ subject: '', more: ['X-Mailer: Android Mail'] }),
      multipart('mixed', 'b', [
        text('Смотрите фото'),
        "Content-Type: image/jpeg\r\nContent-Disposition: attachment; filename*=UTF-8''%D0%A4%D0%BE%D1%82%D0%BE%201.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AA=",
      ]),
    ],
    { subject: '', text: 'Смотрите фото', attachments: [{ name: 'Фото 1.jpg', type: 'image/jpeg', bytes: 5 }] },
  ),
]
