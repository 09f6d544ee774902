import type { ChildProcess } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { configureDesk, ended, inBooks, spawnDesk, until } from '../support/desk-at-lab.ts'
import { labAvailable, startLab } from '../support/lab.ts'

const MAILS = 200
const OVER_MS = 60_000
const KILLS = 5

function mailFrom(n: number, support: string): string {
  return [
    `From: person${n}@elsewhere.test`,
    `To: ${support}`,
    `Subject: question ${n}`,
    `Message-ID: <${n}@elsewhere.test>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `The catalogue does not open at place ${n}.`,
    '',
  ].join('\r\n')
}

describe.skipIf(!labAvailable())('a desk that is killed', () => {
  test('two hundred mails over a minute and five SIGKILLs give two hundred tickets, and no acknowledgement twice', {
    timeout: 240_000,
  }, async () => {
    const lab = await startLab()
    const desk = configureDesk(lab)
    let process: ChildProcess = spawnDesk(desk)
    try {
      const support = lab.address('support')
      const started = performance.now()
      for (let n = 0; n < MAILS; n += 1) {
        await lab.send(mailFrom(n, support), { from: `person${n}@elsewhere.test`, to: support })
        if (n % (MAILS / KILLS) === MAILS / KILLS / 2) {
          await ended(process, 'SIGKILL')
          process = spawnDesk(desk)
        }
        await until('its turn', () => performance.now() - started >= (n * OVER_MS) / MAILS, OVER_MS)
      }
      await until('the inbox is empty', async () => (await lab.mailbox('support')).length === 0, 60_000)
      await until(
        'nothing is due',
        () => inBooks(desk, (books) => books.figures(new Date()).outbox.waiting === 0),
        120_000,
      )
      expect(await ended(process, 'SIGTERM')).toBe(0)

      const tickets = inBooks(desk, (books) => books.tickets({}))
      expect(new Set(tickets.map((ticket) => ticket.subject)).size).toBe(MAILS)
      expect(tickets).toHaveLength(MAILS)
      const sink = await lab.mailbox('sink')
      const acknowledged = sink.map((mail) => /^X-Ticket-ID: (\S+)/im.exec(mail.source)?.[1] ?? '')
      expect(new Set(acknowledged).size).toBe(acknowledged.length)
      const doubtful = inBooks(desk, (books) => books.figures(new Date()).outbox.doubtful)
      expect(acknowledged.length).toBeGreaterThanOrEqual(MAILS - doubtful)
      expect((await lab.mailbox('support', 'Processed')).length).toBe(MAILS)
    } finally {
      await ended(process, 'SIGKILL')
      await lab.stop()
    }
  })
})
