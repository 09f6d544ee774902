import { describe, expect, test } from 'vitest'
import { judgeKind } from '../../../src/reading/kind/kind.ts'
import type { Opened, Part } from '../../../src/reading/mime/parts.ts'

const NOBODY = { unquoted: new Set<number>(), names: [], author: '' }

const PERSON = [
  'Return-Path: <ivan@romashka.example>',
  'From: Иван Петров <ivan@romashka.example>',
  'Subject: Не печатает',
]

/** A mail of header lines `Name: value` and parts. */
function mail(lines: readonly string[], more: Partial<Opened> = {}): Opened {
  const fields = lines.map((line) => {
    const colon = line.indexOf(':')
    const value = line.slice(colon + 1).trim()
    return { name: line.slice(0, colon).toLowerCase(), value, raw: value }
  })
  return { fields, type: 'text/plain', parameters: {}, parts: [], text: 'Добрый день!', ...NOBODY, ...more }
}

function part(type: string, more: Partial<Part> = {}): Part {
  const nothing = { disposition: null, name: null, contentId: null, parent: null, text: null, embedded: null }
  return { n: 1, type, parameters: {}, bytes: 0, sha256: '', ...nothing, ...more }
}

/** The person's mail with other lines; a line replaces the one of the same name. */
function personWith(...lines: readonly string[]): Opened {
  const names = lines.map((line) => line.split(':')[0]?.toLowerCase())
  return mail([...PERSON.filter((line) => !names.includes(line.split(':')[0]?.toLowerCase())), ...lines])
}

test("a person's mail is answered", () => {
  const judged = judgeKind(mail(PERSON))
  expect(judged.kind).toBe('mail')
  expect(judged.mayAcknowledge).toBe(true)
  expect(judged.why).toHaveLength(1)
})

describe('machines are told by their headers, and never answered', () => {
  test.each([
    ['auto-reply', 'Auto-Submitted: auto-replied'],
    ['auto-reply', 'Auto-Submitted: Auto-Replied (vacation)'],
    ['auto-reply', 'Auto-Submitted: auto-replied; vacation'],
    ['auto-reply', 'Auto-Submitted: auto-notified; owner-email="a@b.example"'],
    ['auto-reply', 'X-Autoreply: yes'],
    ['auto-reply', 'X-Autorespond: 1'],
    ['auto-reply', 'X-Mail-Autoreply: vacation'],
    ['auto-reply', 'X-Autoreply-From: ivan@romashka.example'],
    ['auto-reply', 'X-POST-MessageClass: 9; Autoresponder'],
    ['auto-reply', 'Delivered-To: Autoresponder'],
    ['auto-reply', 'X-MS-Exchange-Inbox-Rules-Loop: ivan@romashka.example'],
    ['auto-reply', 'Precedence: auto_reply'],
    ['auto-reply', 'X-Precedence: auto_reply'],
    ['auto-reply', 'X-Apple-Action: VACATION'],
    ['auto-reply', 'X-Boxtrapper: aBcD'],
    ['auto-reply', 'Subject: Автоответ: я в отпуске'],
    ['auto-reply', 'Subject: Автоматический ответ: [SKPS-1] Не печатает'],
    ['auto-reply', 'Subject: Re: Автоответ: отпуск'],
    ['auto-reply', 'Subject: Нет на месте: Не печатает'],
    ['auto-reply', 'Subject: В отпуске до 12 мая'],
    ['auto-reply', 'Subject: Out of Office: printing'],
    ['auto-reply', 'Subject: Automatic reply: printing'],
    ['auto-reply', 'Subject: Ivan Petrov is out of the office'],
    ['auto-reply', 'Subject: Abwesenheitsnotiz'],
    ['auto-reply', 'Subject: Réponse automatique : demande'],
    ['auto-reply', 'Subject: Please confirm your message'],
    ['auto-reply', 'Return-Path: <>'],
    ['list', 'List-Id: <users.lists.example>'],
    ['list', 'List-Unsubscribe: <https://lists.example/u>'],
    ['list', 'Mailing-List: contact help@lists.example'],
    ['list', 'Precedence: bulk'],
    ['list', 'Precedence: LIST'],
    ['list', 'X-Precedence: junk'],
    ['mail', 'Auto-Submitted: auto-generated'],
    ['mail', 'X-Auto-Generated: hi'],
    ['mail', 'X-Cron-Env: <SHELL=/bin/sh>'],
    ['mail', 'X-FC-MachineGenerated: true'],
    ['mail', 'Feedback-ID: 1.us:AmazonSES'],
    ['mail', 'X-Auto-Response-Suppress: All'],
    ['mail', 'X-Auto-Response-Suppress: DR'],
    ['mail', 'X-Auto-Response-Suppress: OOF'],
    ['mail', 'X-Auto-Response-Suppress: AutoReply'],
    ['mail', 'X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply'],
    ['mail', 'From: No Reply <no-reply@romashka.example>'],
    ['mail', 'From: donotreply@romashka.example'],
    ['mail', 'From: root@host.romashka.example'],
    ['mail', 'From: Postmaster <postmaster@romashka.example>'],
    ['mail', 'Reply-To: noreply@romashka.example'],
    ['mail', 'Return-Path: <users-bounces@lists.example>'],
    ['mail', 'Return-Path: <owner-users@lists.example>'],
    ['mail', 'Subject: complaint about message from 192.0.2.1'],
    ['bounce', 'From: Mail Delivery System <MAILER-DAEMON@mx.example>'],
    ['bounce', 'From: MAILER-DAEMON@mx.example (Mail Delivery System)'],
    ['bounce', 'X-Failed-Recipients: ivan@romashka.example'],
  ])('%s: %s', (kind, line) => {
    const judged = judgeKind(personWith(line))
    expect(judged.kind).toBe(kind)
    expect(judged.mayAcknowledge).toBe(false)
    expect(judged.why.length).toBeGreaterThan(0)
  })
})

describe('what only looks like a mark of a machine is a person', () => {
  test.each([
    'Auto-Submitted: no',
    'Auto-Submitted: No (a person)',
    'Precedence: normal',
    'Precedence: first-class',
    'X-Auto-Response-Suppress: None',
    'X-Auto-Response-Suppress: RN, NRN',
    'X-Autoreply: no',
    'X-FC-MachineGenerated: false',
    'X-POST-MessageClass: 1; Person',
    'Delivered-To: support@vendor.example',
    'From: Нина Рут <root.nina@romashka.example>',
    'From: Отдел <noreply-team-lead.ivan@romashka.example>',
    'From: a.bouncer@romashka.example',
    'Return-Path: <bounces+ivan=romashka.example@relay.example>',
    'Subject: Не работает автоответ на сайте',
    'Subject: Прошу настроить: автоматический ответ',
    'Subject: В отпуске сотрудник, передайте доступ',
    'Subject: Отсутствующий отчёт',
    'Subject: ООО Ромашка: акт сверки',
    'Subject: OOO Romashka, request',
    'Subject: Autoclave report',
    'Subject: Our Out of Office text is wrong',
    'Subject: Письма не доставлены контрагенту',
    'Subject: Автомат не печатает',
  ])('%s', (line) => {
    const judged = judgeKind(personWith(line))
    expect(judged.kind).toBe('mail')
    expect(judged.mayAcknowledge).toBe(true)
  })
})

test('every instance of a header counts', () => {
  const judged = judgeKind(personWith('Auto-Submitted: no', 'Auto-Submitted: auto-replied'))
  expect(judged.kind).toBe('auto-reply')
})

test('a subject that announces a bounce is not answered, but without a mail server behind it is no bounce', () => {
  const judged = judgeKind(personWith('Subject: Недоставленное сообщение'))
  expect(judged.kind).toBe('mail')
  expect(judged.mayAcknowledge).toBe(false)
})

test('a bounce that says auto-replied is a bounce', () => {
  const judged = judgeKind(personWith('From: Mailer-Daemon@mx.example', 'Auto-Submitted: auto-replied'))
  expect(judged.kind).toBe('bounce')
})

test("a postmaster's own mail is a mail, his notice is a bounce", () => {
  expect(judgeKind(personWith('From: postmaster@romashka.example')).kind).toBe('mail')
  const notice = personWith('From: postmaster@romashka.example', 'Subject: Не удалось доставить: отчёт')
  expect(judgeKind(notice).kind).toBe('bounce')
})

test('what a machine generated in a thread is an answer', () => {
  const judged = judgeKind(personWith('Auto-Submitted: auto-generated', 'In-Reply-To: <t.1@vendor.example>'))
  expect(judged.kind).toBe('auto-reply')
})

test('a read receipt is a receipt', () => {
  const report = { type: 'multipart/report', parameters: { 'report-type': 'disposition-notification' } }
  const judged = judgeKind(mail(PERSON, report))
  expect(judged.kind).toBe('receipt')
  expect(judged.mayAcknowledge).toBe(false)
})

test.each([
  ['failed', 'bounce'],
  ['delayed', 'bounce'],
  ['delivered', 'receipt'],
  ['relayed', 'receipt'],
  ['expanded', 'receipt'],
])('a delivery status %s makes it a %s', (action, kind) => {
  const text = `Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@b.example\nAction: ${action}\nStatus: 2.0.0\n`
  const report = {
    type: 'multipart/report',
    parameters: { 'report-type': 'delivery-status' },
    parts: [part('message/delivery-status', { text })],
  }
  expect(judgeKind(mail(PERSON, report)).kind).toBe(kind)
})

test('a receipt in plain words is told by our own subject behind it; a person who begins likewise is answered', () => {
  const read = judgeKind(mail([...PERSON.slice(0, 2), 'Subject: Прочитано: [SKPS-7] Каталог']))
  expect(read).toMatchObject({ kind: 'receipt', mayAcknowledge: false })
  const asks = judgeKind(mail([...PERSON.slice(0, 2), 'Subject: Прочитано: 0 строк при импорте']))
  expect(asks).toMatchObject({ kind: 'mail', mayAcknowledge: true })
})

test('a receipt that a person attaches to his question makes it none', () => {
  const attached = { type: 'multipart/mixed', parts: [part('text/plain'), part('message/disposition-notification')] }
  expect(judgeKind(mail(PERSON, attached)).kind).toBe('mail')
  const bySystem = mail(['Return-Path: <>', ...PERSON.slice(1)], attached)
  expect(judgeKind(bySystem).kind).toBe('receipt')
})

test('an invitation from a person may be acknowledged, the answer to one and its cancellation may not', () => {
  const invited = judgeKind(mail(PERSON, { parts: [part('text/calendar', { parameters: { method: 'REQUEST' } })] }))
  expect(invited).toMatchObject({ kind: 'calendar', mayAcknowledge: true, answersInvitation: false })
  const answered = judgeKind(mail(PERSON, { parts: [part('text/calendar', { parameters: { method: 'REPLY' } })] }))
  expect(answered).toMatchObject({ kind: 'calendar', mayAcknowledge: false, answersInvitation: true })
  const calledOff = judgeKind(mail(PERSON, { parts: [part('text/calendar', { parameters: { method: 'CANCEL' } })] }))
  expect(calledOff).toMatchObject({ kind: 'calendar', mayAcknowledge: false, answersInvitation: true })
})

test.each([
  ['Принято: Созвон', true],
  ['Tentative: Call', true],
  ['Принято ли решение?', false],
])('Outlook without a calendar part answers an invitation when its subject says so: %s', (subject, answers) => {
  const from = PERSON.filter((line) => !line.startsWith('Subject:'))
  const judged = judgeKind(mail([...from, `Subject: ${subject}`, 'Content-Class: urn:content-classes:calendarmessage']))
  expect(judged).toMatchObject({ kind: 'calendar', mayAcknowledge: !answers, answersInvitation: answers })
})

test('a calendar file that is only attached leaves the mail a mail', () => {
  const attached = part('text/calendar', { disposition: 'attachment', parameters: { method: 'REQUEST' } })
  expect(judgeKind(mail(PERSON, { parts: [attached] })).kind).toBe('mail')
})

test('a complaint in ARF is no customer', () => {
  const report = { type: 'multipart/report', parameters: { 'report-type': 'feedback-report' } }
  const judged = judgeKind(mail([...PERSON, 'Precedence: bulk'], report))
  expect(judged.kind).toBe('mail')
  expect(judged.mayAcknowledge).toBe(false)
})

test('without From there is nobody to answer', () => {
  expect(judgeKind(mail(['Subject: x'])).mayAcknowledge).toBe(false)
})

test('without Return-Path the mail is judged by From', () => {
  expect(judgeKind(mail(['From: ivan@romashka.example'])).mayAcknowledge).toBe(true)
  expect(judgeKind(mail(['From: mailer-daemon@romashka.example'])).mayAcknowledge).toBe(false)
})
