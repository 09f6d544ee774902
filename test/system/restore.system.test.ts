// Books that are lost and come back from a copy: nothing that was said is said twice, mail of the time between is found
// again on the server, and the desk goes on.
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ticketd } from '../support/cli.ts'
import { configureDesk, type DeskAtLab, ended, inBooks, runDesk, type SpokenDesk } from '../support/desk-at-lab.ts'
import { type Lab, type LabUser, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'

let lab: Lab
let desk: DeskAtLab
let running: SpokenDesk | null = null

async function begin(imapCapability?: string): Promise<void> {
  lab = await startLab(imapCapability === undefined ? {} : { imapCapability })
  desk = configureDesk(lab, { mailbox: { pollSeconds: 1 } })
}

afterEach(async () => {
  if (running !== null) await ended(running.process, 'SIGKILL')
  running = null
  await lab.stop()
})

function start(): SpokenDesk {
  running = runDesk(desk)
  return running
}

async function started(): Promise<SpokenDesk> {
  const one = start()
  await until('the desk is open', () => one.log().includes('the desk is open'))
  return one
}

const copies = (): string => join(desk.directory, 'copies')
const verb = (...args: string[]) => ticketd([...args, '--config', desk.configFile])
const outbox = async () =>
  (await verb('outbox', '--json')).out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { id: number; ticket: string; kind: string; state: string })

async function ask(user: LabUser, subject: string): Promise<void> {
  const head = `From: ${lab.address(user)}\r\nTo: ${lab.address('support')}\r\nSubject: ${subject}\r\n`
  const raw = `${head}Message-ID: <${subject}@elsewhere.test>\r\n\r\nThe catalogue does not open, ${subject}.\r\n`
  await lab.send(raw, { from: lab.address(user), to: lab.address('support') })
}

async function answer(subject: string, text: string): Promise<void> {
  const card = await until('the card', async () =>
    (await lab.mailbox('engineer1')).find((mail) => mail.source.includes(subject)),
  )
  const id = /^Message-ID:\s*(<[^>]+>)/im.exec(card.source)?.[1] ?? ''
  const head = `From: ${lab.address('engineer1')}\r\nTo: ${lab.address('support')}\r\nSubject: Re: ${subject}\r\n`
  const raw = `${head}Message-ID: <answer-${subject}@vendor.test>\r\nIn-Reply-To: ${id}\r\n\r\n${text}\r\n`
  await lab.send(raw, { from: lab.address('engineer1'), to: lab.address('support') })
}

const tickets = () => inBooks(desk, (books) => books.tickets({}).map(({ id, subject }) => ({ id, subject })))
const quiet = () =>
  until('nothing waits', () => inBooks(desk, (books) => books.figures(new Date()).outbox.waiting === 0))
const opened = (count: number) => until(`${count} tickets`, () => tickets().length === count)
const mailsOf = (user: LabUser) => lab.count(user)

/** Overwrites 4 KiB in the middle of the books. */
function spoilBooks(): void {
  const file = join(desk.directory, 'data', 'ticketd.db')
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, Math.floor(statSync(file).size / 8192) * 4096)
  closeSync(handle)
}

describe.skipIf(!labAvailable())('books that come from a copy', () => {
  describe('where filed mail is moved', () => {
    beforeEach(() => begin())

    test('F58 no acknowledgement and no answer goes out twice, mail of the gap and new mail are tickets', async () => {
      const first = await started()
      await ask('customer1', 'before')
      await opened(1)
      await quiet()
      const backup = await verb('backup', copies())
      expect(backup).toMatchObject({ status: 0, err: '' })
      expect(backup.out).toContain('1 tickets, 1 letters (1 of them new)')
      expect(await verb('restore', copies())).toMatchObject({
        status: 1,
        err: expect.stringContaining('another ticketd'),
      })

      await ask('customer2', 'between')
      await opened(2)
      await answer('between', 'Update the catalogue, please.')
      await until('the answer is there', () => mailsOf('customer2') === 2)
      await quiet()
      const before = (['customer1', 'customer2', 'engineer1'] as const).map(mailsOf)
      await ended(first.process, 'SIGTERM')

      spoilBooks()
      const refused = start()
      await until('it ends', () => refused.process.exitCode !== null)
      expect(refused.process.exitCode).toBe(1)
      expect(refused.log()).toContain('restore them from the backup')

      const restored = await verb('restore', copies())
      expect(restored.status).toBe(0)
      expect(restored.err).toContain('the books that were there are kept as')
      await ask('customer1', 'after')
      const second = await started()
      await opened(3)
      await until('the gap is closed', () => second.log().includes('has been found again'))
      await quiet()
      expect(tickets()).toEqual([
        { id: 1, subject: 'before' },
        { id: 2, subject: 'between' },
        { id: 3, subject: 'after' },
      ])
      await until('the new mail is acknowledged', () => mailsOf('customer1') === (before[0] ?? 0) + 1)
      await until('the engineer has it', () => mailsOf('engineer1') === (before[2] ?? 0) + 1)
      expect(mailsOf('customer2')).toBe(before[1])

      const lines = (await outbox()).filter((line) => line.ticket === 'SKPS-2')
      expect(lines.filter((line) => line.kind === 'answer').map((line) => line.state)).toEqual(['held'])
      expect(lines.filter((line) => line.kind === 'acknowledgement').map((line) => line.state)).toEqual(['doubtful'])
      const shown = await verb('show', '2', '--json')
      expect(JSON.parse(shown.out)).toMatchObject({ state: 'answered' })
      const held = lines.find((line) => line.state === 'held')
      expect((await verb('outbox', 'retry', String(held?.id))).status).toBe(0)
      await until('a person had it sent again', () => mailsOf('customer2') === (before[1] ?? 0) + 1)
      const ids = (await lab.mailbox('customer2')).map((mail) => /^Message-ID:\s*(\S+)/im.exec(mail.source)?.[1])
      expect(ids[2]).toBe(ids[1])
    })
  })

  describe('where filed mail can only be marked', () => {
    beforeEach(() => begin('IMAP4rev1 LITERAL+ NAMESPACE'))

    test('marked mail is found again in the inbox and not acknowledged a second time; unmarked mail is', async () => {
      const first = await started()
      expect((await verb('backup', copies())).status).toBe(0)
      await ask('customer1', 'between')
      await opened(1)
      await quiet()
      await until('it is marked', async () =>
        (await lab.mailbox('support')).every((mail) => mail.flags.some((flag) => /TicketdFiled|\\Seen/.test(flag))),
      )
      await until('the acknowledgement', () => mailsOf('customer1') === 1)
      await ended(first.process, 'SIGTERM')
      expect((await verb('restore', copies())).status).toBe(0)
      await ask('customer2', 'after')
      const second = await started()
      await opened(2)
      await until('the gap is closed', () => second.log().includes('has been found again'))
      await until('the acknowledgement of the new one', () => mailsOf('customer2') === 1)
      await quiet()
      expect(mailsOf('customer1')).toBe(1)
    })
  })
})
