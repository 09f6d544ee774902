// Notices of undelivered mail in plain words, as mail servers write them that know or use no RFC 3464. Names are invented.
import { head } from './letter.ts'
import { OFFICE_NOTICES } from './notices-office.ts'
import { OLDER_NOTICES } from './notices-older.ts'

export interface Notice {
  readonly name: string
  readonly from: string
  readonly subject: string
  /** Return-Path; none unless told. */
  readonly path?: string
  readonly text: string
  readonly more?: readonly string[]
  /** Whom it calls undelivered. */
  readonly who: readonly string[]
  readonly action?: 'failed' | 'delayed'
  /** Whether trying again is of no use; true unless told. */
  readonly lasting?: boolean
  readonly status?: string
  readonly id?: string
}

/** The whole mail of a notice, to the support address. */
export function mailOf(notice: Notice): Buffer {
  const path = notice.path === undefined ? '' : `Return-Path: ${notice.path}\r\n`
  const more = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', ...(notice.more ?? [])]
  const fields = head({ from: notice.from, subject: notice.subject, id: 'notice@mx.example', more })
  return Buffer.from(`${path}${fields}\r\n${notice.text.replaceAll('\n', '\r\n')}`)
}

const COPY =
  'Received: from desk (desk [192.0.2.1])\nMessage-ID: <t.7.aa@desk.example>\nFrom: support@desk.example\nTo: anna@zavod.example\nSubject: [SKPS-7] x\n\nText\n'
const EXIM =
  'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n'
const EXIM_COPY = `\n------ This is a copy of the message, including all the headers. ------\n\n${COPY}`
const exim = { from: 'Mail Delivery System <Mailer-Daemon@mx.example>', id: 't.7.aa@desk.example' }
const qmail = { from: 'MAILER-DAEMON@mx.example', subject: 'failure notice' }

export const NEWER_NOTICES: readonly Notice[] = [
  {
    ...exim,
    name: 'Exim: unrouteable address',
    subject: 'Mail delivery failed: returning message to sender',
    text: `${EXIM}  anna@zavod.example\n    Unrouteable address\n${EXIM_COPY}`,
    who: ['anna@zavod.example'],
  },
  {
    ...exim,
    name: 'Exim: generated from an alias',
    subject: 'Mail delivery failed: returning message to sender',
    text: `${EXIM}  anna@inner.example\n    (generated from anna@zavod.example)\n    SMTP error from remote mail server after RCPT TO:<anna@inner.example>:\n    host mx.inner.example [192.0.2.9]: 550 5.1.1 <anna@inner.example>: Recipient address rejected\n${EXIM_COPY}`,
    who: ['anna@inner.example', 'anna@zavod.example'],
    status: '5.1.1',
  },
  {
    ...exim,
    name: 'Exim: two recipients for two reasons',
    subject: 'Mail delivery failed: returning message to sender',
    text: `${EXIM}  anna@zavod.example\n    host mx.zavod.example [192.0.2.9]: 550 5.1.1 No such user\n  boris@zavod.example\n    host mx.zavod.example [192.0.2.9]: 552 5.2.2 Mailbox full\n${EXIM_COPY}`,
    who: ['anna@zavod.example', 'boris@zavod.example'],
    status: '5.1.1',
  },
  {
    ...exim,
    name: 'Exim: retry timeout exceeded',
    subject: 'Mail delivery failed: returning message to sender',
    text: `${EXIM}  anna@zavod.example\n    host mx.zavod.example [192.0.2.9]\n    Connection timed out: retry timeout exceeded\n${EXIM_COPY}`,
    who: ['anna@zavod.example'],
  },
  {
    from: exim.from,
    name: 'Exim: delayed for a day',
    subject: 'Warning: message 1abcDE-0000-00 delayed 24 hours',
    text: 'This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.example.\n\nThe message identifier is:     1abcDE-0000-00\nThe subject of the message is: [SKPS-7] x\nThe date of the message is:    Mon, 11 May 2026 10:00:00 +0300\n\nThe address to which the message has not yet been delivered is:\n\n  anna@zavod.example\n    host mx.zavod.example [192.0.2.9]\n    Delay reason: Connection refused\n\nNo action is required on your part. Delivery attempts will continue for\nsome time, and this warning may be repeated at intervals.\n',
    who: ['anna@zavod.example'],
    action: 'delayed',
    lasting: false,
  },
  {
    ...qmail,
    name: 'qmail: no mail exchanger',
    text: `Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<anna@zavod.example>:\nSorry, I couldn't find any host named zavod.example. (#5.1.2)\n\n--- Below this line is a copy of the message.\n\n${COPY}`,
    who: ['anna@zavod.example'],
    status: '5.1.2',
    id: 't.7.aa@desk.example',
  },
  {
    ...qmail,
    name: 'qmail: too long in the queue',
    text: `Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<anna@zavod.example>:\nCNAME lookup failed temporarily. (#4.4.3)\nI'm not going to try again; this message has been in the queue too long.\n\n--- Below this line is a copy of the message.\n\n${COPY}`,
    who: ['anna@zavod.example'],
    status: '4.4.3',
    lasting: false,
    id: 't.7.aa@desk.example',
  },
  {
    ...qmail,
    name: 'qmail in Russian',
    subject: 'уведомление о недоставке',
    text: `Здравствуйте. Это программа qmail-send на mx.example.\nК сожалению, не удалось доставить ваше письмо по следующим адресам.\nЭто постоянная ошибка, попытки прекращены.\n\n<anna@zavod.example>:\n192.0.2.9 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\nGiving up on 192.0.2.9.\n\n--- Ниже этой строки копия письма.\n\n${COPY}`,
    who: ['anna@zavod.example'],
    status: '5.1.1',
    id: 't.7.aa@desk.example',
  },
  {
    name: 'Exchange 2003 in English',
    from: 'System Administrator <postmaster@zavod.example>',
    subject: 'Undeliverable: [SKPS-7] x',
    text: 'Your message\n\n  To:      anna@zavod.example\n  Subject: [SKPS-7] x\n  Sent:    Mon, 11 May 2026 10:00:00 +0300\n\ndid not reach the following recipient(s):\n\nanna@zavod.example on Mon, 11 May 2026 10:00:20 +0300\n    The recipient name is not recognized\n\tThe MTS-ID of the original message is: c=ru;a= ;p=zavod\n;l=EX0105111000\n    MSEXCH:IMS:zavod:EX:EX 0 (000C05A6) Unknown Recipient\n',
    who: ['anna@zavod.example'],
  },
  {
    name: 'Exchange 2010 in Russian',
    from: 'Microsoft Outlook <postmaster@zavod.example>',
    subject: 'Не удается доставить: [SKPS-7] x',
    text: 'Сбой доставки следующим получателям или группам:\n\nАнна Сергеева (anna@zavod.example)\nВведенный адрес электронной почты не найден. Проверьте адрес и отправьте сообщение повторно.\n\nДиагностические сведения для администраторов:\n\nФормирующий сервер: ex01.zavod.example\n\nanna@zavod.example\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n\nИсходные заголовки сообщения:\n\nReceived: from mx.zavod.example\nMessage-ID: <t.7.aa@desk.example>\nTo: anna@zavod.example\n',
    who: ['anna@zavod.example'],
    status: '5.1.1',
    id: 't.7.aa@desk.example',
  },
  {
    name: 'Exchange Online in English',
    from: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@zavod.example>',
    subject: 'Undeliverable: [SKPS-7] x',
    text: "Your message to anna@zavod.example couldn't be delivered.\nanna wasn't found at zavod.example.\nsupport        Office 365        anna\nAction Required                Recipient\nUnknown To address\n\nHow to Fix It\nThe address may be misspelled or may not exist.\n\nOriginal Message Details\nCreated Date:   5/11/2026 7:00:00 AM\nSender Address: support@desk.example\nRecipient Address:      anna@zavod.example\nSubject:        [SKPS-7] x\n\nError Details\nReported error: 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient anna@zavod.example not found by SMTP address lookup\nDSN generated by:       AM0.eurprd.example\n",
    who: ['anna@zavod.example'],
    status: '5.1.10',
  },
  {
    name: 'Gmail of the older kind',
    from: 'Mail Delivery Subsystem <mailer-daemon@gmail.example>',
    subject: 'Delivery Status Notification (Failure)',
    more: ['X-Failed-Recipients: anna@zavod.example'],
    text: `Delivery to the following recipient failed permanently:\n\n     anna@zavod.example\n\nTechnical details of permanent failure: \nGoogle tried to deliver your message, but it was rejected by the server for the recipient domain zavod.example by mx.zavod.example. [192.0.2.9].\n\nThe error that the other server returned was:\n550 5.2.1 The email account that you tried to reach is disabled.\n\n----- Original message -----\n\n${COPY}`,
    who: ['anna@zavod.example'],
    status: '5.2.1',
    id: 't.7.aa@desk.example',
  },
  {
    name: 'Gmail in Russian',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
    subject: 'Delivery Status Notification (Failure)',
    text: '** Адрес не найден **\n\nВаше сообщение не доставлено на адрес anna@zavod.example, поскольку такой адрес не существует или не принимает письма.\n\nОтвет удаленного сервера:\n550 5.1.1 The email account that you tried to reach does not exist.\n',
    who: ['anna@zavod.example'],
    status: '5.1.1',
  },
  {
    name: 'Mail.ru',
    from: 'mailer-daemon@corp.mailbox.example',
    subject: 'Mail failure.',
    text: `Это письмо создано автоматически сервером. Отвечать на него не нужно.\n\nК сожалению, ваше письмо не может быть доставлено одному или нескольким получателям:\n\nanna@zavod.example\n    SMTP error from remote mail server after RCPT TO:<anna@zavod.example>: 550 Message was not accepted -- invalid mailbox. Local mailbox anna@zavod.example is unavailable: user not found\n\n------ Это копия сообщения, включая все заголовки. ------\n\n${COPY}`,
    who: ['anna@zavod.example'],
    id: 't.7.aa@desk.example',
  },
  {
    name: 'Yandex in plain words',
    from: 'mailer-daemon@mail.portal.example',
    subject: 'Недоставленное сообщение',
    text: 'Это письмо отправлено почтовым сервером portal.example.\n\nК сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может\nбыть отправлено одному или нескольким адресатам. Технические подробности можно найти ниже.\n\nВозможные причины недоставки указаны по адресу:\nhttps://portal.example/certificates\n\nПожалуйста, не отвечайте на это сообщение.\n\n<anna@zavod.example>: host mx.zavod.example[192.0.2.9] said: 550 5.7.1 No such user! (in reply to RCPT TO command)\n',
    who: ['anna@zavod.example'],
    status: '5.7.1',
  },
  {
    name: 'Domino',
    from: 'Mail Router <postmaster@notes.example>',
    subject: 'DELIVERY FAILURE: User anna (anna@notes.example) not listed in Domino Directory',
    text: 'Your message\n\n  Subject: [SKPS-7] x\n\nwas not delivered to:\n\n  anna@notes.example\n\nbecause:\n\n  User anna (anna@notes.example) not listed in Domino Directory\n',
    who: ['anna@notes.example'],
  },
  {
    name: 'Domino in Russian',
    from: 'Mail Router <postmaster@notes.example>',
    subject: 'СБОЙ ДОСТАВКИ: Пользователь anna не найден в каталоге Domino',
    path: '<>',
    text: 'Ваше сообщение\n\n  Тема: [SKPS-7] x\n\nне доставлено следующим получателям:\n\n  anna@notes.example\n\nпо причине:\n\n  Пользователь anna (anna@notes.example) не найден в каталоге Domino\n',
    who: ['anna@notes.example'],
  },
  {
    name: 'GroupWise',
    from: 'Mail Delivery System <postmaster@gw.example>',
    subject: 'Message status - undeliverable',
    text: 'The message that you sent was undeliverable to the following:\n\tanna@gw.example (user not found)\n\nPossibly truncated original message follows:\n',
    who: ['anna@gw.example'],
  },
  {
    name: 'OpenSMTPD: delayed',
    from: 'Mailer Daemon <MAILER-DAEMON@bsd.example>',
    subject: 'Delivery status notification: warning',
    text: `    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    A message is delayed for more than 4 hours for the following\n    list of recipients:\n\nanna@zavod.example: Network error on destination MXs\n\n    Please note that this is only a temporary failure report.\n    The message is kept in the queue for up to 4 days.\n    You DO NOT NEED to re-send the message to these recipients.\n\n    Below is a copy of the original message:\n\n${COPY}`,
    who: ['anna@zavod.example'],
    action: 'delayed',
    lasting: false,
    id: 't.7.aa@desk.example',
  },
  {
    name: 'DragonFly',
    from: 'MAILER-DAEMON <>',
    subject: 'Mail delivery failed',
    text: `This is the DragonFly Mail Agent v0.13 at df.example.\n\nThere was an error delivering your mail to <anna@zavod.example>.\n\nmx.zavod.example [192.0.2.9] did not like our RCPT TO:\n550 5.1.1 <anna@zavod.example>... User unknown\n\nOriginal message headers follow.\n\n${COPY}`,
    who: ['anna@zavod.example'],
    status: '5.1.1',
    id: 't.7.aa@desk.example',
  },
  {
    name: 'Courier',
    from: 'Courier mail server at mx.example <@>',
    subject: 'NOTICE: mail delivery status.',
    text: '\nThis is a delivery status notification from mx.example,\nrunning the Courier mail server, version 0.65.2.\n\nThe original message was received on Mon, 11 May 2026 10:00:00 +0300\nfrom desk.example ([192.0.2.1])\n\n---------------------------------------------------------------------------\n\n                           UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<anna@zavod.example>:\n    mx.zavod.example [192.0.2.9]:\n>>> RCPT TO:<anna@zavod.example>\n<<< 550 5.1.1 <anna@zavod.example>... User Unknown\n\n---------------------------------------------------------------------------\n',
    who: ['anna@zavod.example'],
    status: '5.1.1',
  },
  {
    name: 'GMX',
    from: 'Mailer Daemon <mailer-daemon@gmx.example>',
    subject: 'Mail delivery failed: returning message to sender',
    text: `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. This is a permanent error. The following address\nfailed:\n\n"anna@zavod.example":\nSMTP error from remote server after RCPT command:\nhost: mx.zavod.example\n5.1.1 <anna@zavod.example>... User Unknown\n\n--- The header of the original message is following. ---\n\n${COPY}`,
    who: ['anna@zavod.example'],
    status: '5.1.1',
    id: 't.7.aa@desk.example',
  },
  {
    name: 'CommuniGate',
    from: 'Mail Delivery System <MAILER-DAEMON@cgp.example>',
    subject: 'Undeliverable mail: [SKPS-7] x',
    text: "Failed to deliver to 'anna@zavod.example'\nSMTP module(domain zavod.example) reports:\n host mx.zavod.example says:\n 550 5.1.1 User unknown\n",
    who: ['anna@zavod.example'],
    status: '5.1.1',
  },
  {
    name: 'MailEnable',
    from: 'Postmaster@zavod.example',
    subject: 'Message Delivery Failure',
    text: 'MailEnable: Message Delivery Failure.\n\nThe following recipient(s) could not be reached:\n\n        Recipient: [SMTP:anna@zavod.example]\n        Reason: Remote SMTP Server Returned: 550 5.1.1 <anna@zavod.example>... User unknown\n\nMessage headers follow:\n\nReceived: from desk.example\n',
    who: ['anna@zavod.example'],
    status: '5.1.1',
  },
  {
    name: 'MDaemon in Russian',
    from: 'MDaemon at zavod.example <MDaemon@zavod.example>',
    subject: 'Предупреждение о доставке: постоянная ошибка',
    path: '<>',
    text: 'Следующие данные могут помочь понять, почему письмо не доставлено:\n\n  anna@zavod.example - нет такого пользователя\n\nПисьмо возвращено.\n',
    who: ['anna@zavod.example'],
  },
  {
    name: 'iCloud by its user name',
    from: 'Mail Delivery System <MAILER-DAEMON@icloud.example>',
    subject: 'Undelivered Mail Returned to Sender',
    text: '<anna@icloud.example>: host mx.icloud.example[192.0.2.7] said: 552 5.2.2 <anna@icloud.example>: user is over quota (in reply to RCPT TO command)\n',
    who: ['anna@icloud.example'],
    status: '5.2.2',
  },
]

/** All of them. */
export const NOTICES: readonly Notice[] = [...NEWER_NOTICES, ...OFFICE_NOTICES, ...OLDER_NOTICES]
