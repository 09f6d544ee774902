// Mails as nobody should write them, through a real Dovecot and the daemon as a process: each is stored, none stops the
// next, none is answered where no answer belongs, and nothing of them stands in the log.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configureDesk, type DeskAtLab, ended, inBooks, runDesk, type SpokenDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts'

const TO = 'To: support@example.test'
const FROM = 'From: Canary Name <canary-address@elsewhere.test>'
const BODY = 'canary-body: the catalogue does not open.'
const id = (name: string): string => `Message-ID: <${name}@elsewhere.test>`
const lines = (...parts: readonly string[]): Buffer => Buffer.from(`${parts.join('\r\n')}\r\n`)

function withManyParts(count: number): Buffer {
  const part = (n: number): string => `--b\r\nContent-Type: text/plain\r\n\r\n${BODY} ${n}\r\n`
  const parts = Array.from({ length: count }, (_, n) => part(n)).join('')
  const head = [FROM, TO, 'Subject: canary-subject parts', id('parts'), 'Content-Type: multipart/mixed; boundary=b', '']
  return lines(...head, `${parts}--b--`)
}

function withLargeFile(bytes: number): Buffer {
  const line = `${'QUJDRA=='.slice(0, 4).repeat(19)}\r\n`
  const head = [FROM, TO, 'Subject: canary-subject large', id('large'), 'MIME-Version: 1.0']
  const text = ['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', BODY]
  const file = ['--b', 'Content-Type: application/zip; name=dump.zip', 'Content-Transfer-Encoding: base64']
  const before = lines(...head, ...text, ...file, 'Content-Disposition: attachment; filename=dump.zip', '')
  return Buffer.concat([before, Buffer.alloc(Math.ceil(bytes / line.length) * line.length, line), lines('--b--')])
}

/** What comes, in this order, and whether an acknowledgement belongs to it. */
const MAILS: readonly { readonly name: string; readonly raw: Buffer; readonly answered: boolean }[] = [
  { name: 'without From', raw: lines(TO, 'Subject: canary-subject', id('no-from'), '', BODY), answered: false },
  { name: 'without Message-ID', raw: lines(FROM, TO, 'Subject: canary-subject', '', BODY), answered: true },
  { name: 'without Date', raw: lines(FROM, TO, 'Subject: canary-subject', id('no-date'), '', BODY), answered: true },
  { name: 'zero bytes', raw: Buffer.alloc(0), answered: false },
  { name: 'without any header', raw: lines(BODY), answered: false },
  { name: 'only line feeds and NULs', raw: Buffer.from('\n\n\0\0\0\n'), answered: false },
  { name: '1,100 parts', raw: withManyParts(1100), answered: true },
  {
    name: '200 recipients',
    raw: lines(
      FROM,
      `To: support@example.test, ${Array.from({ length: 199 }, (_, n) => `person${n}@other.test`).join(',\r\n ')}`,
      ...['Subject: canary-subject many', id('many'), '', BODY],
    ),
    answered: true,
  },
  {
    name: 'a header of 2 MB',
    raw: lines(FROM, TO, `X-Long: ${'canary '.repeat(290_000)}`, 'Subject: canary-subject', id('long'), '', BODY),
    answered: true,
  },
  {
    name: 'from our own address',
    raw: lines('From: support@example.test', TO, 'Subject: canary-subject own', id('own'), '', BODY),
    answered: false,
  },
  {
    name: 'from the postmaster',
    raw: lines('From: MAILER-DAEMON@elsewhere.test', TO, 'Subject: canary-subject', id('daemon'), '', BODY),
    answered: false,
  },
  { name: 'a file of 50 MB', raw: withLargeFile(50 * 1024 * 1024), answered: true },
  { name: 'the ordinary mail after them', raw: lines(FROM, TO, 'Subject: last', id('last'), '', BODY), answered: true },
]

describe.skipIf(!labAvailable())('mails as nobody should write them', () => {
  let lab: Lab
  let smtp: ScriptedSmtp
  let desk: DeskAtLab
  let daemon: SpokenDesk

  beforeAll(async () => {
    lab = await startLab({ postfix: false })
    smtp = await startScriptedSmtp()
    desk = configureDesk(lab, {
      smtp: { port: smtp.port, user: 'support', password: 'canary-password' },
      mailbox: { pollSeconds: 1 },
      log: { level: 'debug' },
      http: { host: '127.0.0.1', port: 0, token: 'canary-token' },
    })
    lab.seed(
      'support',
      MAILS.map((one) => one.raw),
    )
    daemon = runDesk(desk, { TICKETD__LOG__LEVEL: 'trace' })
    await until('the desk is open', () => daemon.log().includes('the desk is open'))
    await until('the mailbox is empty', () => lab.count('support') === 0)
    await until('all is sent', () => inBooks(desk, (books) => books.figures(new Date()).outbox.waiting) === 0)
  })
  afterAll(async () => {
    expect(await ended(daemon.process, 'SIGTERM')).toBe(0)
    await smtp.close()
    await lab.stop()
  })

  const acknowledged = () => smtp.transactions.filter((one) => one.data.includes('auto-replied'))

  test('each is stored as it came, byte for byte, and none stops the next', async () => {
    expect(inBooks(desk, (books) => books.figures(new Date()).letters)).toBe(MAILS.length)
    const moved = [...(await lab.mailbox('support', 'Processed')), ...(await lab.mailbox('support', 'Failed'))]
    expect(moved).toHaveLength(MAILS.length)
    // IMAP has no bare line feeds and no NULs (RFC 9051 section 4.3): the server itself changes that one.
    for (const { name, raw } of MAILS.filter((one) => !one.raw.includes(0))) {
      const sha256 = createHash('sha256').update(raw).digest('hex')
      expect(existsSync(join(desk.directory, 'data/letters', sha256.slice(0, 2), sha256)), name).toBe(true)
    }
    expect(daemon.process.exitCode).toBeNull()
    expect(inBooks(desk, (books) => books.tickets({}).map((ticket) => ticket.subject))).toContain('last')
  })

  test('only people who asked are acknowledged, each once', () => {
    expect(acknowledged()).toHaveLength(MAILS.filter((one) => one.answered).length)
    expect(new Set(acknowledged().map((one) => one.to.join()))).toEqual(new Set(['canary-address@elsewhere.test']))
  })

  test('two hundred recipients hear nothing of it', () => {
    expect(smtp.transactions.flatMap((one) => one.to).filter((to) => to.includes('other.test'))).toEqual([])
  })

  test('no subject, body, name, address, password or token stands in the log, not even at its finest level', () => {
    expect(daemon.log()).toContain('filed')
    expect(daemon.log()).not.toMatch(/canary/i)
    expect(daemon.log()).not.toMatch(/secret-support|engineer1@|Петров|Иванов|не открывается/)
    expect(daemon.log()).not.toMatch(/[\w.-]+@[\w.-]+\.test/)
  })

  test('the memory stays far below what a container gives', () => {
    const status = readFileSync(join('/proc', String(daemon.process.pid), 'status'), 'utf8')
    const peak = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1])
    expect(peak).toBeGreaterThan(10_000)
    expect(peak).toBeLessThan(400_000)
  })
})
