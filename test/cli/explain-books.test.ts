// `ticketd explain` beside the books of a desk that works: what it says is what `run` would do.
import { readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { configuration, ticketd } from '../support/cli.ts'
import { PYOTR } from '../support/desk.ts'
import { TurnedDesk } from '../support/turned-desk.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const REPORT = '!отчёт 01.11.2026-30.11.2026'

/** A mail of the engineer that answers a mail of the desk. */
function answering(messageId: string, text: string): string {
  return [
    `From: ${PYOTR.address}`,
    'To: support@vendor.example',
    'Subject: Re: =?utf-8?B?0KHQstC+0LTQutCw?=',
    'Date: Wed, 18 Nov 2026 13:00:00 +0300',
    'Message-ID: <order@vendor.example>',
    `In-Reply-To: <${messageId}>`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    ...['', text, ''],
  ].join('\r\n')
}

test('an engineer who asks for a report is told to get one, with the figures of these books', async () => {
  const desk = new TurnedDesk('2026-11-18T12:00')
  try {
    desk.mail('2026-11-18T12:00')
    const order = join(desk.folder, 'order.eml')
    writeFileSync(order, answering(desk.lastTo(PYOTR.address).messageId, REPORT))
    const { status, out, err } = await ticketd(['explain', order, '--config', desk.configFile, '--json'])
    expect([status, err]).toEqual([0, ''])
    const told = JSON.parse(out)
    const done = desk.engineer('2026-11-18T13:00', REPORT)
    expect([told.because, told.events]).toEqual([done.because, done.events])
    expect(told.send).toMatchObject(done.send.map(({ kind, recipients }) => ({ kind, to: recipients })))
    expect(desk.lastTo(PYOTR.address).subject).toBe('Отчёт за 01.11.2026 – 30.11.2026')
  } finally {
    desk.close()
  }
})

test('books that cannot be read are said so: no word that the mail is not in them', async () => {
  const { file, books, directory } = configuration()
  folders.push(directory)
  symlinkSync('data', books)
  const mail = join(directory, 'mail.eml')
  writeFileSync(mail, 'From: a@plant.example\r\nSubject: x\r\n\r\nx\r\n')
  const { status, out, err } = await ticketd(['explain', mail, '--config', file])
  expect([status, out]).toEqual([1, ''])
  expect(err).toContain('cannot be looked into: run this as the user that runs ticketd')
  expect(readdirSync(directory).sort()).toEqual(['config.json', 'data', 'mail.eml'])
})
