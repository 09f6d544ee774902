import type { ChildProcess } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { configureDesk, type DeskAtLab, ended, inBooks, spawnDesk } from '../support/desk-at-lab.ts'
import { labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'

const MAILS = 200
const KILLS = 5

function mailFrom(n: number, support: string): string {
  return [
    `From: person${n}@elsewhere${n}.test`,
    `To: ${support}`,
    `Subject: question ${n}`,
    `Message-ID: <${n}@elsewhere.test>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `The catalogue does not open at place ${n}.`,
    '',
  ].join('\r\n')
}

/** How many tickets there are; none while there are no books. */
function filed(desk: DeskAtLab): number {
  try {
    return inBooks(desk, (books) => books.tickets({}).length)
  } catch {
    return 0
  }
}

describe.skipIf(!labAvailable())('a desk that is killed', () => {
  test('F01 two hundred mails and five SIGKILLs in the midst of them give two hundred tickets, and no acknowledgement twice', async () => {
    const lab = await startLab()
    const desk = configureDesk(lab)
    let process: ChildProcess = spawnDesk(desk)
    try {
      const support = lab.address('support')
      let inTheMidst = 0
      for (let n = 0; n < MAILS; n += 1) {
        await lab.send(mailFrom(n, support), { from: `person${n}@elsewhere${n}.test`, to: support })
        if ((n + 1) % (MAILS / KILLS) > 0) continue
        // Each time it has begun with what came since the last time, and is not yet through.
        await until('it is at work', () => filed(desk) > n - MAILS / KILLS + 1)
        await ended(process, 'SIGKILL')
        if (filed(desk) <= n) inTheMidst += 1
        process = spawnDesk(desk)
      }
      expect(inTheMidst).toBeGreaterThan(0)
      await until('the inbox is empty', () => lab.count('support') === 0)
      // What was claimed and not begun waits for its next step as well.
      await until('only what is in doubt waits', () => {
        const { waiting, doubtful } = inBooks(desk, (books) => books.figures(new Date()).outbox)
        return waiting <= doubtful
      })
      expect(await ended(process, 'SIGTERM')).toBe(0)

      const tickets = inBooks(desk, (books) => books.tickets({}))
      expect(new Set(tickets.map((ticket) => ticket.subject)).size).toBe(MAILS)
      expect(tickets).toHaveLength(MAILS)
      const sink = await lab.mailbox('sink')
      const acknowledged = sink.map((mail) => /^X-Ticket-ID: (\S+)/im.exec(mail.source)?.[1] ?? '')
      // Once more is due ten minutes after a doubt: who has two has the very same letter twice.
      const letters = sink.map((mail) => /^Message-ID: (\S+)/im.exec(mail.source)?.[1] ?? '')
      expect(new Set(letters).size).toBe(new Set(acknowledged).size)
      const doubtful = inBooks(desk, (books) => books.figures(new Date()).outbox.doubtful)
      expect(new Set(acknowledged).size).toBeGreaterThanOrEqual(MAILS - doubtful)
      expect(lab.count('support', 'Processed')).toBe(MAILS)
    } finally {
      await ended(process, 'SIGKILL')
      await lab.stop()
    }
  })
})
