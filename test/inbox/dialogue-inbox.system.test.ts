import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { labMailbox, mailNumbered, startInbox, testBooks } from './desk-inbox.ts'

const title = labAvailable()
  ? 'the inbox and Dovecot'
  : 'the inbox and Dovecot (skipped: needs Dovecot 2.3, Postfix and root)'
const soon = { timeout: 10_000, interval: 20 }
const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => mailNumbered(from + n))

describe.skipIf(!labAvailable())(title, () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab({ postfix: false })
  })
  afterAll(async () => {
    await lab.stop()
  })

  /** Every test begins with an empty support mailbox of new UIDs. */
  async function emptied(): Promise<void> {
    await rm(join(lab.maildir('support'), '..'), { recursive: true, force: true })
  }

  test('mail that lies there is filed in order of arrival, kept byte for byte, and moved', async () => {
    await emptied()
    const raws = numbered(1, 40)
    await lab.append('support', raws)
    const inbox = await startInbox({ mailbox: labMailbox(lab) })
    await expect.poll(() => lab.mailbox('support', 'Processed').then((all) => all.length), soon).toBe(40)
    await inbox.stop()
    expect(inbox.subjects()).toEqual(raws.map((_, n) => `letter ${n + 1}`))
    expect(await lab.mailbox('support')).toEqual([])
    expect(inbox.lines).toEqual([])
  })

  test('mail that comes while the desk idles is filed at once', async () => {
    await emptied()
    const inbox = await startInbox({ mailbox: labMailbox(lab, { pollSeconds: 600 }) })
    await expect.poll(() => inbox.state().lastSweepAt, soon).not.toBeNull()
    const raw = mailNumbered(7)
    await lab.append('support', [raw])
    await expect.poll(() => inbox.books.letters.length, soon).toBe(1)
    const [letter] = inbox.books.letters
    expect(await readFile(inbox.rawFile(letter?.sha256 ?? ''), 'utf8')).toBe(raw)
    expect(letter?.place).toMatchObject({ mailbox: 'INBOX' })
    await inbox.stop()
  })

  test('a letter filed before a crash is only settled after the restart', async () => {
    await emptied()
    await lab.append('support', numbered(1, 3))
    const books = testBooks()
    const first = await startInbox({ mailbox: labMailbox(lab), books })
    await expect.poll(() => books.letters.length, soon).toBe(3)
    await first.stop()
    await lab.append('support', numbered(1, 3))
    const second = await startInbox({ mailbox: labMailbox(lab), books })
    await expect.poll(() => lab.mailbox('support').then((all) => all.length), soon).toBe(0)
    await second.stop()
    expect(books.letters.length).toBe(3)
  })
})
