// How the mail programs of Russian offices write: fields, charset, encoding, the line above a quote, a forward, a
// signature. Letters are made from these; people and firms are invented.
import { base64, bytes, multipart, quotedPrintable, word } from './letter.ts'

/** A mail that is quoted or forwarded. */
export interface Earlier {
  readonly name: string
  readonly address: string
  readonly subject: string
  readonly text: string
}

export interface Client {
  readonly name: string
  readonly fields: readonly string[]
  readonly charset: string
  readonly encoding: 'base64' | 'quoted-printable' | '8bit'
  /** Sends HTML beside the text. */
  readonly html: boolean
  readonly replyPrefix: string
  readonly forwardPrefix: string
  readonly signature: string
  answer(own: string, earlier: Earlier): string
  forward(own: string, earlier: Earlier): string
}

const marked = (text: string, mark = '> '): string =>
  text
    .split('\n')
    .map((line) => `${mark}${line}`.trimEnd())
    .join('\n')
const block = (labels: readonly string[], e: Earlier, date: string): string =>
  `${labels[0]} ${e.name} <${e.address}>\n${labels[1]} ${date}\n${labels[2]} Техподдержка <support@desk.example>\n${labels[3]} ${e.subject}`
const join = (...pieces: readonly string[]): string => pieces.filter((piece) => piece !== '').join('\n\n')

export const RUSSIAN_CLIENTS: readonly Client[] = [
  {
    name: 'outlook',
    fields: ['X-Mailer: Microsoft Outlook 16.0', 'Thread-Index: AdwbQ1==', 'Content-Language: ru'],
    charset: 'koi8-r',
    encoding: 'quoted-printable',
    html: true,
    replyPrefix: 'RE: ',
    forwardPrefix: 'FW: ',
    signature: 'С уважением,\nАнна Сергеева\nведущий инженер\nтел. +7 (812) 000-11-22',
    answer: (own, e) =>
      `${own}\n\n${block(['From:', 'Sent:', 'To:', 'Subject:'], e, 'Tuesday, May 12, 2026 10:00 AM')}\n\n${e.text}`,
    forward: (own, e) =>
      join(
        own,
        `-----Исходное сообщение-----\n${block(['От:', 'Отправлено:', 'Кому:', 'Тема:'], e, '12 мая 2026 г. 10:00')}\n\n${e.text}`,
      ),
  },
  {
    name: 'outlook-ru',
    fields: ['X-Mailer: Microsoft Outlook 15.0'],
    charset: 'windows-1251',
    encoding: 'base64',
    html: false,
    replyPrefix: 'HA: ',
    forwardPrefix: 'FW: ',
    signature: 'С уважением,\nСергеева А. П.',
    answer: (own, e) =>
      `${own}\n\n-----Исходное сообщение-----\n${block(['От:', 'Отправлено:', 'Кому:', 'Тема:'], e, '12 мая 2026 г. 10:00')}\n\n${e.text}`,
    forward: (own, e) =>
      join(
        own,
        `________________________________\n${block(['От:', 'Отправлено:', 'Кому:', 'Тема:'], e, '12 мая 2026 г. 10:00:00')}\n\n${e.text}`,
      ),
  },
  {
    name: 'thunderbird',
    fields: ['User-Agent: Mozilla Thunderbird', 'Content-Language: ru'],
    charset: 'UTF-8',
    encoding: '8bit',
    html: false,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fwd: ',
    signature: '-- \nС уважением,\nПавел Зимин, отдел АСУ',
    answer: (own, e) => `${own}\n\n12.05.2026 10:00, ${e.name} пишет:\n${marked(e.text)}`,
    forward: (own, e) =>
      join(
        own,
        `-------- Перенаправленное сообщение --------\nТема: \t${e.subject}\nДата: \tTue, 12 May 2026 10:00:00 +0300\nОт: \t${e.name} <${e.address}>\nКому: \tsupport@desk.example\n\n${e.text}`,
      ),
  },
  {
    name: 'yandex',
    fields: ['X-Mailer: Yamail [ http://yandex.ru ] 5.0'],
    charset: 'utf-8',
    encoding: 'base64',
    html: true,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fwd: ',
    signature: '-- \nС уважением, Мария Котова',
    answer: (own, e) => `${own}\n\n12.05.2026, 10:00, "${e.name}" <${e.address}>:\n${marked(e.text)}`,
    forward: (own, e) =>
      join(
        own,
        `-------- Пересылаемое сообщение --------\n12.05.2026, 10:00, "${e.name}" <${e.address}>:\n\n${e.text}\n\n-------- Конец пересылаемого сообщения --------`,
      ),
  },
  {
    name: 'mailru',
    fields: ['X-Mailer: Mail.Ru Mailer 1.0', 'X-Priority: 3 (Normal)'],
    charset: 'utf-8',
    encoding: 'base64',
    html: true,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fwd: ',
    signature: '--\nИгорь Белов\nОтправлено из Почты Mail.ru',
    answer: (own, e) =>
      `${own}\n\n \n>Вторник, 12 мая 2026, 10:00 +03:00 от ${e.name} <${e.address}>:\n>\n${marked(e.text, '>')}`,
    forward: (own, e) =>
      join(
        own,
        `-------- Пересылаемое сообщение --------\nОт кого: ${e.name} <${e.address}>\nКому: support@desk.example\nДата: Вторник, 12 мая 2026, 10:00 +03:00\nТема: ${e.subject}\n\n${e.text}`,
      ),
  },
  {
    name: 'the-bat',
    fields: ['X-Mailer: The Bat! (v9.4.4) Professional', 'X-Priority: 3 (Normal)'],
    charset: 'windows-1251',
    encoding: '8bit',
    html: false,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fwd: ',
    signature: '-- \nС уважением,\n Илья                          mailto:ilya@zavod.example',
    answer: (own, e) => `${own}\n\nВы писали 12 мая 2026 г., 10:00:00:\n\n${marked(e.text)}`,
    forward: (own, e) =>
      join(
        own,
        `===8<==============Исходное сообщение==============\nОт: ${e.name} <${e.address}>\nКому: support@desk.example\nДата: 12 мая 2026 г., 10:00:00\nТема: ${e.subject}\n\n${e.text}\n===8<===========Конец исходного сообщения===========`,
      ),
  },
  {
    name: 'one-c',
    fields: ['X-Mailer: 1C:Enterprise 8.3'],
    charset: 'utf-8',
    encoding: 'base64',
    html: false,
    replyPrefix: 'RE: ',
    forwardPrefix: 'Пересл: ',
    signature: 'С уважением, бухгалтерия ООО «Ромашка»',
    answer: (own, e) =>
      `${own}\n\n---------- Исходное письмо ----------\nОт: ${e.name} <${e.address}>\nДата: 12.05.2026 10:00:00\nКому: support@desk.example\nТема: ${e.subject}\n\n${e.text}`,
    forward: (own, e) =>
      join(
        own,
        `---------- Пересылаемое письмо ----------\nОт: ${e.name} <${e.address}>\nДата: 12.05.2026 10:00:00\nКому: support@desk.example\nТема: ${e.subject}\n\n${e.text}`,
      ),
  },
  {
    name: 'myoffice',
    fields: ['User-Agent: MyOffice Mail/3.1'],
    charset: 'utf-8',
    encoding: 'quoted-printable',
    html: false,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fwd: ',
    signature: '--\nС уважением,\nОльга Ким',
    answer: (own, e) => `${own}\n\n12 мая 2026 г. 10:00:00 ${e.name} <${e.address}> написал:\n\n${marked(e.text)}`,
    forward: (own, e) =>
      join(
        own,
        `-------- Переадресованное сообщение --------\nОт: ${e.name} <${e.address}>\nДата: 12 мая 2026 г. 10:00\nКому: support@desk.example\nТема: ${e.subject}\n\n${e.text}`,
      ),
  },
  {
    name: 'astra-kmail',
    fields: ['User-Agent: KMail/5.19 (Linux/5.15; KDE/5.90; x86_64)'],
    charset: 'koi8-r',
    encoding: '8bit',
    html: false,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fwd: ',
    signature: '-- \nСергей Дроздов\nАО "Причал"',
    answer: (own, e) =>
      `${own}\n\nВ письме от вторник, 12 мая 2026 г. 10:00:00 MSK пользователь ${e.name} написал:\n${marked(e.text)}`,
    forward: (own, e) =>
      join(
        own,
        `----------  Пересланное сообщение  ----------\n\nТема: ${e.subject}\nДата: вторник, 12 мая 2026 г., 10:00:00 MSK\nОт: ${e.name} <${e.address}>\nКому: support@desk.example\n\n${e.text}`,
      ),
  },
  {
    name: 'iphone',
    fields: ['X-Mailer: iPhone Mail (22E240)', 'Mime-Version: 1.0 (1.0)'],
    charset: 'utf-8',
    encoding: 'quoted-printable',
    html: false,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fwd: ',
    signature: 'Отправлено с iPhone',
    answer: (own, e) =>
      `${own}\n\n${marked(`12 мая 2026 г., в 10:00, ${e.name} <${e.address}> написал(а):\n\n${e.text}`)}`,
    forward: (own, e) =>
      join(
        own,
        `Начало пересылаемого сообщения:\n\nОт: ${e.name} <${e.address}>\nДата: 12 мая 2026 г. в 10:00:00 GMT+3\nКому: support@desk.example\nТема: ${e.subject}\n\n${e.text}`,
      ),
  },
  {
    name: 'outlook-mobile',
    fields: ['X-Mailer: Outlook-Android/2.0'],
    charset: 'utf-8',
    encoding: 'base64',
    html: true,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fw: ',
    signature: 'Получить Outlook для Android<https://aka.ms/AAb9ysg>',
    answer: (own, e) =>
      `${own}\n________________________________\n${block(['От:', 'Отправлено:', 'Кому:', 'Тема:'], e, 'вторник, мая 12, 2026 10:00:00 AM')}\n\n${e.text}`,
    forward: (own, e) =>
      join(
        own,
        `________________________________\n${block(['От:', 'Отправлено:', 'Кому:', 'Тема:'], e, 'вторник, 12 мая 2026 г. 10:00:00')}\n\n${e.text}`,
      ),
  },
  {
    name: 'yandex-mobile',
    fields: ['X-Mailer: Yandex.Mail for Android'],
    charset: 'utf-8',
    encoding: 'base64',
    html: false,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fwd: ',
    signature: '-- \nОтправлено из мобильного приложения Яндекс Почты',
    answer: (own, e) => `${own}\n\n10:00, 12 мая 2026 г., ${e.name} <${e.address}>:\n\n${e.text}`,
    forward: (own, e) =>
      join(
        own,
        `-------- Пересылаемое сообщение --------\n10:00, 12 мая 2026 г., ${e.name} <${e.address}>:\n\n${e.text}`,
      ),
  },
  {
    name: 'rupost-astra',
    fields: ['User-Agent: RuPost Mail 3.2'],
    charset: 'utf-8',
    encoding: '8bit',
    html: false,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fwd: ',
    signature: 'С уважением,\nДроздов Сергей\nАО "Причал"',
    answer: (own, e) => `${own}\n\n12 мая 2026 г. 10:00:00 ${e.name} <${e.address}> написал(а):\n\n${marked(e.text)}`,
    forward: (own, e) =>
      join(
        own,
        `-------- Пересылаемое сообщение --------\nОт: ${e.name} <${e.address}>\nДата: 12.05.2026 10:00\nКому: support@desk.example\nТема: ${e.subject}\n\n${e.text}`,
      ),
  },
  {
    name: 'android',
    fields: ['X-Mailer: Android Mail'],
    charset: 'utf-8',
    encoding: 'base64',
    html: true,
    replyPrefix: 'Re: ',
    forwardPrefix: 'Fwd: ',
    signature: 'Отправлено с моего Galaxy',
    answer: (own, e) =>
      `${own}\n\n-------- Исходное сообщение --------\nОт: ${e.name} <${e.address}> \nДата: 12.05.2026  10:00  (GMT+03:00) \nКому: support@desk.example \nТема: ${e.subject} \n\n${e.text}`,
    forward: (own, e) =>
      join(
        own,
        `---------- Forwarded message ---------\nОт: ${e.name} <${e.address}>\nDate: вт, 12 мая 2026 г. в 10:00\nSubject: ${e.subject}\nTo: support@desk.example\n\n${e.text}`,
      ),
  },
]

/** A whole mail as the client writes it. */
export function written(
  client: Client,
  mail: {
    readonly from: readonly [string, string]
    readonly subject: string
    readonly text: string
    readonly more?: readonly string[]
  },
): Buffer {
  const [name, address] = mail.from
  const lines = [
    `From: ${word(name, client.charset)} <${address}>`,
    'To: support@desk.example',
    `Subject: ${word(mail.subject, client.charset)}`,
    `Message-ID: <${client.name}.${Buffer.from(mail.subject).toString('hex').slice(0, 24)}@client.example>`,
    'Date: Tue, 12 May 2026 12:30:00 +0300',
    ...(client.fields.some((one) => /^mime-version/i.test(one)) ? [] : ['MIME-Version: 1.0']),
    ...client.fields,
    ...(mail.more ?? []),
  ]
  const head = Buffer.from(`${lines.join('\r\n')}\r\n`)
  const part = (text: string, subtype: string): Buffer => partOf(client, text, subtype)
  if (!client.html) return Buffer.concat([head, part(mail.text, 'plain')])
  const page = `<html><body>${mail.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>\n')}</body></html>`
  const both = multipart('alternative', '----=_b1', [
    part(mail.text, 'plain').toString('latin1'),
    part(page, 'html').toString('latin1'),
  ])
  return Buffer.concat([head, Buffer.from(both, 'latin1')])
}

function partOf(client: Client, text: string, subtype: string): Buffer {
  const raw = bytes(text.replaceAll('\n', '\r\n'), client.charset)
  const fields = `Content-Type: text/${subtype}; charset=${client.charset}\r\nContent-Transfer-Encoding: ${client.encoding}\r\n\r\n`
  if (client.encoding === 'base64') return Buffer.from(fields + base64(raw))
  if (client.encoding === '8bit') return Buffer.concat([Buffer.from(fields), raw])
  return Buffer.from(fields + quotedPrintable(bytes(text, client.charset)))
}
