import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { eventually } from '../support/patience.ts'
import { labMailbox, mailNumbered, startInbox, stopAll, testBooks } from './desk-inbox.ts'

afterEach(stopAll)

const title = labAvailable()
  ? 'the inbox and Dovecot'
  : 'the inbox and Dovecot (skipped: needs Dovecot 2.3, Postfix and root)'
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

  async function folderNames(): Promise<readonly string[]> {
    const client = await lab.imap('support')
    const names = (await client.list()).map((one) => one.path)
    await client.logout()
    return names
  }

  test('mail that lies there is filed in order of arrival, kept byte for byte, and moved', async () => {
    await emptied()
    const raws = numbered(1, 40)
    await lab.append('support', raws)
    const inbox = await startInbox({ mailbox: labMailbox(lab) })
    await eventually(() => expect(lab.count('support', 'Processed')).toBe(40))
    await inbox.stop()
    expect(inbox.subjects()).toEqual(raws.map((_, n) => `letter ${n + 1}`))
    expect(await lab.mailbox('support')).toEqual([])
    expect(inbox.lines).toEqual([])
  })

  test('mail that comes while the desk idles is filed at once', async () => {
    await emptied()
    const inbox = await startInbox({ mailbox: labMailbox(lab, { pollSeconds: 600 }) })
    await eventually(() => expect(inbox.state().lastSweepAt).not.toBeNull())
    const raw = mailNumbered(7)
    await lab.append('support', [raw])
    await eventually(() => expect(inbox.books.letters.length).toBe(1))
    const [letter] = inbox.books.letters
    expect(await readFile(inbox.rawFile(letter?.sha256 ?? ''), 'utf8')).toBe(raw)
    expect(letter?.place).toMatchObject({ folder: 'INBOX' })
    await inbox.stop()
  })

  test('a letter filed before a crash is only settled after the restart', async () => {
    await emptied()
    await lab.append('support', numbered(1, 3))
    const books = testBooks()
    const first = await startInbox({ mailbox: labMailbox(lab), books })
    await eventually(() => expect(books.letters.length).toBe(3))
    await first.stop()
    await lab.append('support', numbered(1, 3))
    const second = await startInbox({ mailbox: labMailbox(lab), books })
    await eventually(() => expect(lab.count('support')).toBe(0))
    await second.stop()
    expect(books.letters.length).toBe(3)
  })

  test('mail in the folders beside the inbox is filed too; one that is missing is told and never made', async () => {
    await emptied()
    await lab.append('support', numbered(1, 2), { folder: 'Spam' })
    const folders = { inbox: 'INBOX', also: ['Spam', 'Absent'], processed: 'Processed', failed: 'Failed' }
    const inbox = await startInbox({ mailbox: labMailbox(lab, { folders }) })
    await eventually(() => expect(lab.count('support', 'Processed')).toBe(2))
    await inbox.stop()
    expect(inbox.books.letters.map((letter) => letter.place?.folder)).toEqual(['Spam', 'Spam'])
    const names = 'mailbox.folders.also names "Absent", which is not there; the folders are '
    expect(inbox.state().unread).toContain(names)
    expect(inbox.lines.filter((line) => line.includes(names))).toHaveLength(1)
    expect(inbox.books.folders()).toMatchObject({ missing: ['Absent'], existing: expect.arrayContaining(['Spam']) })
    expect(await folderNames()).not.toContain('Absent')
  })

  test('a folder for spam that nobody reads is told by its name, also where another name was meant', async () => {
    await emptied()
    await lab.append('support', numbered(1, 1), { folder: 'Junk' })
    const folders = { inbox: 'INBOX', also: ['Spam'], processed: 'Processed', failed: 'Failed' }
    const inbox = await startInbox({ mailbox: labMailbox(lab, { folders }) })
    await eventually(() => expect(inbox.state().unread).toContain('names "Spam"'))
    expect(inbox.state().unread).toContain('"Junk" is the one for spam')
    expect(inbox.books.folders()).toMatchObject({ missing: ['Spam'], junkUnread: 'Junk' })
    await lab.append('support', numbered(2, 2), { folder: 'Spam' })
    await eventually(() => expect(inbox.state().unread).toBeNull())
    await eventually(() => expect(inbox.books.letters.length).toBe(1))
    await inbox.stop()
    expect(await lab.mailbox('support', 'Junk')).toHaveLength(1)
    expect(inbox.lines.filter((line) => line.includes('mail taken for spam lies unread'))).toHaveLength(1)
  })

  test.each(['tls', 'starttls'] as const)(
    'over %s the server must show a certificate that we trust',
    async (security) => {
      await emptied()
      await lab.append('support', numbered(1, 1))
      const port = security === 'tls' ? lab.ports.imaps : lab.ports.imap
      const doubtful = await startInbox({ mailbox: labMailbox(lab, { security, port }) })
      await eventually(() => expect(doubtful.state().trouble).toBe('the mailbox cannot be reached'))
      await doubtful.stop()
      const inbox = await startInbox({ mailbox: labMailbox(lab, { security, port, caFile: lab.caFile }) })
      await eventually(() => expect(inbox.books.letters.length).toBe(1))
      await inbox.stop()
    },
  )

  test('F07 F08 while Dovecot is away the desk waits, with one line, and goes on when it is back', async () => {
    await emptied()
    const inbox = await startInbox({ mailbox: labMailbox(lab) })
    await eventually(() => expect(inbox.state().lastSweepAt).not.toBeNull())
    await lab.stopDovecot()
    await eventually(() =>
      expect(inbox.state()).toMatchObject({ connected: false, trouble: 'the mailbox cannot be reached' }),
    )
    await lab.startDovecot()
    await lab.append('support', numbered(1, 3))
    await eventually(() => expect(inbox.books.letters.length).toBe(3))
    await eventually(() => expect(inbox.state().trouble).toBeNull())
    await inbox.stop()
    expect(inbox.lines.filter((line) => line.includes('cannot be reached')).length).toBe(1)
  })

  test('F10 when the password is wrong the desk waits, and goes on when it is right again', async () => {
    await emptied()
    await lab.append('support', numbered(1, 1))
    await lab.setPassword('support', 'changed')
    const mailbox = labMailbox(lab, { secret: { password: 'secret-support' } })
    const inbox = await startInbox({ mailbox })
    await eventually(() => expect(inbox.state().trouble).toBe('the mailbox refuses user or password'))
    await lab.setPassword('support', 'secret-support')
    await eventually(() => expect(inbox.books.letters.length).toBe(1))
    await inbox.stop()
    expect(inbox.lines.filter((line) => line.startsWith('error')).length).toBe(1)
  })

  test('F11 when Dovecot gives all mails new UIDs nothing is lost and nothing filed twice', async () => {
    await emptied()
    const stay = { inbox: 'INBOX', also: [], processed: 'Processed', failed: 'Failed' }
    const books = testBooks()
    await lab.append('support', numbered(1, 5))
    const inbox = await startInbox({ mailbox: labMailbox(lab, { folders: stay }), books })
    await eventually(() => expect(books.letters.length).toBe(5))
    await inbox.stop()
    await lab.stopDovecot()
    for (const name of ['dovecot-uidlist', 'dovecot.index', 'dovecot.index.log', 'dovecot.index.cache']) {
      await rm(join(lab.maildir('support'), name), { force: true })
    }
    await lab.startDovecot()
    await lab.append('support', [...numbered(1, 5), ...numbered(6, 7)])
    const again = await startInbox({ mailbox: labMailbox(lab), books })
    await eventually(() => expect(lab.count('support')).toBe(0))
    await again.stop()
    expect(again.subjects()).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `letter ${n}`))
  })

  test('F40 a mail of no bytes, one without a head and one that is no mail are letters all the same', async () => {
    await emptied()
    lab.seed('support', ['', 'just words\n', Buffer.from([0, 1, 2, 255, 254, 13, 10, 13, 10, 0]), mailNumbered(4)])
    const inbox = await startInbox({ mailbox: labMailbox(lab) })
    await eventually(() => expect(inbox.books.letters.length).toBe(4))
    await eventually(() => expect(lab.count('support')).toBe(0))
    await inbox.stop()
    expect([...inbox.subjects()].sort()).toEqual(['', '', '', 'letter 4'])
  })

  test('F15 a mail whose file vanishes on the server holds up no other', async () => {
    await emptied()
    await lab.append('support', numbered(1, 3))
    const files = ['cur', 'new'].flatMap((name) => {
      const folder = join(lab.maildir('support'), name)
      return readdirSync(folder).map((file) => join(folder, file))
    })
    await rm(files.sort()[1] ?? '')
    const inbox = await startInbox({ mailbox: labMailbox(lab) })
    await eventually(() => expect(inbox.books.letters.length).toBe(2))
    await eventually(() => expect(inbox.state().backlog).toBe(0))
    await inbox.stop()
  })

  test('F16 a mailbox that nobody may read for a while is told, and its mail is filed when it can be read again', async () => {
    await emptied()
    await lab.append('support', numbered(1, 2))
    const folders = ['cur', 'new'].map((name) => join(lab.maildir('support'), name))
    for (const folder of folders) chmodSync(folder, 0o000)
    const inbox = await startInbox({ mailbox: labMailbox(lab) })
    try {
      await eventually(() => expect(inbox.state().trouble ?? inbox.lines.join()).not.toBe(''))
      expect(inbox.books.letters).toEqual([])
    } finally {
      for (const folder of folders) chmodSync(folder, 0o700)
    }
    await eventually(() => expect(inbox.books.letters.length).toBe(2))
    await eventually(() => expect(inbox.state().trouble).toBeNull())
    await inbox.stop()
  })

  test('F35 a mail of 35 MB is streamed to the disk and filed', async () => {
    await emptied()
    const line = `${'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0'}\r\n`
    const head =
      'From: a@romashka.test\r\nSubject: large\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    const raw = Buffer.from(head + line.repeat(35_000_000 / line.length))
    lab.seed('support', [raw])
    const inbox = await startInbox({ mailbox: labMailbox(lab) })
    await eventually(() => expect(inbox.books.letters[0]?.bytes).toBe(raw.length))
    await inbox.stop()
  })

  test('F24 while the disk is full mail stays on the server untouched, and is filed when there is room', async () => {
    await emptied()
    const directory = await mkdtemp(join(tmpdir(), 'full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory])
    try {
      await writeFile(join(directory, 'ballast'), Buffer.alloc(900_000))
      lab.seed(
        'support',
        numbered(1, 8).map((mail) => mail + 'x'.repeat(300_000)),
      )
      const inbox = await startInbox({ mailbox: labMailbox(lab), directory })
      await eventually(() => expect(inbox.state().trouble).toBe('the disk is full'))
      const left = await lab.mailbox('support')
      expect(left.flatMap((mail) => mail.flags.filter((flag) => flag !== '\\Recent'))).toEqual([])
      expect(left.length + inbox.books.letters.length).toBeGreaterThanOrEqual(8)
      execFileSync('mount', ['-o', 'remount,size=20m', directory])
      await eventually(() => expect(lab.count('support')).toBe(0))
      await inbox.stop()
      expect(inbox.subjects()).toEqual(numbered(1, 8).map((_, n) => `letter ${n + 1}`))
    } finally {
      execFileSync('umount', [directory])
    }
  })
})

describe.skipIf(!labAvailable())(`${title}, which can little`, () => {
  test('F13 F14 without IDLE, MOVE and UIDPLUS mail is filed and marked, and what others flagged stays', async () => {
    const lab = await startLab({ postfix: false, imapCapability: 'IMAP4rev1 LITERAL+ NAMESPACE' })
    try {
      await lab.append('support', numbered(1, 2), { flags: ['\\Deleted'] })
      const inbox = await startInbox({ mailbox: labMailbox(lab) })
      await lab.append('support', numbered(3, 4))
      await eventually(() => expect(inbox.books.letters.length).toBe(4))
      const flags = async (): Promise<readonly string[]> =>
        (await lab.mailbox('support')).map((mail) =>
          [...mail.flags]
            .filter((flag) => flag !== '\\Recent')
            .sort()
            .join(' '),
        )
      await eventually(async () =>
        expect(await flags()).toEqual(
          ['TicketdFiled \\Deleted', 'TicketdFiled \\Deleted', 'TicketdFiled', 'TicketdFiled'].map((one) =>
            one.split(' ').sort().join(' '),
          ),
        ),
      )
      await inbox.stop()
    } finally {
      await lab.stop()
    }
  })
})
