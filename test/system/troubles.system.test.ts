// What goes wrong around the desk at night, and what holds: one clear line, no tight loop, readiness that says why, and
// work that goes on by itself when the trouble is over.
import { execFileSync, spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MAIN } from '../support/cli.ts'
import { configureDesk, type DeskAtLab, ended, inBooks, runDesk, type SpokenDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts'

function mailFrom(name: string, bytes = 0): string {
  const head = `From: ${name}@${name}.test\r\nTo: support@example.test\r\nSubject: ${name}\r\nMessage-ID: <${name}@elsewhere.test>\r\n\r\n`
  return `${head}It does not open.\r\n${'a line that takes room on the disk\r\n'.repeat(bytes / 36)}`
}

describe.skipIf(!labAvailable())('trouble around the desk', () => {
  let lab: Lab
  let smtp: ScriptedSmtp
  let smtpPassword: string
  let desk: DeskAtLab
  let running: SpokenDesk | null

  beforeEach(async () => {
    smtpPassword = 'right'
    running = null
    lab = await startLab({ postfix: false })
    smtp = await startScriptedSmtp({
      auth: () => (smtpPassword === 'right' ? '235 2.7.0 welcome' : '535 5.7.8 authentication failed'),
    })
    desk = configureDesk(lab, { ...plain(), http: { host: '127.0.0.1', port: 0 } })
  })
  afterEach(async () => {
    if (running !== null) await ended(running.process, 'SIGKILL')
    await smtp.close()
    await lab.stop()
  })

  const plain = () => ({
    mailbox: { pollSeconds: 1 },
    smtp: { port: smtp.port, user: 'support', password: 'a-password' },
  })
  const start = (): SpokenDesk => {
    running = runDesk(desk)
    return running
  }
  const tickets = (): number => inBooks(desk, (books) => books.tickets({}).length)
  const saying = (one: SpokenDesk, part: string) => one.lines().filter((line) => JSON.stringify(line).includes(part))
  const portOf = (one: SpokenDesk) =>
    until('the port', () => one.lines().find((line) => line.msg === 'the desk is open')?.port as number | undefined)
  const ready = async (port: number): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`)
    return `${answer.status} ${(await answer.text()).trim()}`
  }

  test('readiness is 503 with the reason while the mailbox is away, and 200 again by itself; the process lives', async () => {
    const one = start()
    const port = await portOf(one)
    await until('ready', async () => (await ready(port)) === '200 ready')
    await lab.stopDovecot()
    await until('not ready', async () => (await ready(port)).startsWith('503 mailbox.'))
    await until('it complains', () => saying(one, 'the inbox waits').length === 1)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    expect(metrics).toMatch(/^ticketd_inbox_connected 0$/m)
    await lab.startDovecot()
    await until('ready again', async () => (await ready(port)) === '200 ready')
    await until('it says so', () => saying(one, 'the inbox works again').length === 1)
    expect(saying(one, 'the inbox waits')).toHaveLength(1)
  })

  test('a wrong IMAP password is one clear line and no tight loop; the right one is enough to go on', async () => {
    await lab.setPassword('support', 'changed')
    const one = start()
    await until('it complains', () => saying(one, 'the inbox waits').length === 1)
    expect(saying(one, 'the inbox waits')[0]?.error).toMatch(/refus.*(password|sign|user)|password|sign in/i)
    const logins = () => readFileSync(join(lab.directory, 'dovecot/log'), 'utf8').match(/auth failed/g)?.length ?? 0
    const before = await until('the server has written it down', () => logins() || null)
    // Who asks as fast as the server answers is beside it: the desk hardly comes to ask again meanwhile.
    for (let n = 0; n < 20; n += 1) await expect(lab.imap('support', 'wrong')).rejects.toThrow()
    await until('the server has written them down', () => logins() >= before + 20)
    expect(logins() - before - 20).toBeLessThan(4)
    expect(one.log()).not.toContain('secret-support')
    await lab.setPassword('support', 'secret-support')
    await lab.append('support', [mailFrom('anna')])
    await until('it works again', () => saying(one, 'the inbox works again').length === 1)
    await until('the mail is a ticket', () => tickets() === 1)
    expect(saying(one, 'the inbox waits')).toHaveLength(1)
  })

  test('a wrong SMTP password is one clear line; letters wait and go out once when it is right', async () => {
    smtpPassword = 'another'
    const one = start()
    await lab.append('support', [mailFrom('anna'), mailFrom('boris')])
    await until('it complains', () => saying(one, 'the SMTP server cannot be used').length === 1)
    expect(saying(one, 'the SMTP server cannot be used')[0]?.because).toContain('535 5.7.8 authentication failed')
    await until('both are tickets', () => tickets() === 2)
    const port = await portOf(one)
    expect(await ready(port)).toMatch(/^503 outbox\.password: .*535/)
    const tried = smtp.commands.get('AUTH') ?? 0
    // Each letter that comes meanwhile wakes the outbox, and none brings a try of its own.
    for (let n = 3; n <= 16; n += 1) {
      await lab.append('support', [mailFrom(`person${n}`)])
      await until(`${n} tickets`, () => tickets() === n)
    }
    expect((smtp.commands.get('AUTH') ?? 0) - tried).toBeLessThan(8)
    expect(one.log()).not.toContain('a-password')
    smtpPassword = 'right'
    await until('all is sent', () => inBooks(desk, (books) => books.figures(new Date()).outbox.waiting) === 0)
    expect(smtp.transactions.filter((mail) => mail.data.includes('auto-replied'))).toHaveLength(16)
    expect(saying(one, '5.7.8')).toHaveLength(1)
    expect(saying(one, 'takes letters again')).toHaveLength(1)
    expect(await ready(port)).toBe('200 ready')
  })

  test('F26 books that another process locks for some seconds cost nothing but the seconds', async () => {
    const one = start()
    await portOf(one)
    await lab.append('support', [mailFrom('anna')])
    await until('the first is a ticket', () => tickets() === 1)
    const other = new Database(join(desk.directory, 'data/ticketd.db'))
    other.exec('BEGIN IMMEDIATE')
    await lab.append('support', [mailFrom('boris'), mailFrom('clara')])
    await until('it complains', () => saying(one, 'another process is writing').length > 0)
    other.exec('COMMIT')
    other.close()
    await until('all are tickets', () => tickets() === 3)
    await until('the mailbox is empty', () => lab.count('support') === 0)
    expect(one.process.exitCode).toBeNull()
  })

  test('a log that takes nothing ends nothing', async () => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [MAIN, 'run', '--config', desk.configFile], {
      stdio: ['ignore', full, 'pipe'],
    })
    try {
      await lab.append('support', [mailFrom('anna')])
      await until('it is acknowledged', () => smtp.transactions.some((mail) => mail.data.includes('auto-replied')))
      expect(tickets()).toBe(1)
      expect(await ended(child, 'SIGTERM')).toBe(0)
    } finally {
      await ended(child, 'SIGKILL')
      closeSync(full)
    }
  })

  test('a full disk loses nothing: mail stays on the server, and work goes on when there is room', async () => {
    const small = mkdtempSync(join(tmpdir(), 'ticketd-small-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', small])
    try {
      desk = configureDesk(lab, {
        ...{ ...plain(), http: { host: '127.0.0.1', port: 0 } },
        data: { directory: join(small, 'data') },
      })
      const one = start()
      const count = () => one.lines().filter((line) => line.msg === 'filed').length
      await lab.append('support', [mailFrom('first')])
      await until('the first is filed', () => count() === 1)
      writeFileSync(join(small, 'ballast'), Buffer.alloc(3_000_000))
      await lab.append(
        'support',
        Array.from({ length: 30 }, (_, n) => mailFrom(`person${n}`, 100_000)),
      )
      await until('it complains', () => saying(one, 'disk').length > 0)
      expect(await ready(await portOf(one))).toMatch(/^503 (?:disk|database)\.full: .*disk/s)
      expect(count()).toBeLessThan(31)
      const filedThen = count()
      const held = await lab.mailbox('support')
      expect(held.length).toBeGreaterThanOrEqual(31 - filedThen)
      rmSync(join(small, 'ballast'))
      execFileSync('mount', ['-o', 'remount,size=60m', small])
      await until('all are filed', () => count() === 31)
      await until('the mailbox is empty', () => lab.count('support') === 0)
      await until(
        'each is acknowledged',
        () => smtp.transactions.filter((mail) => mail.data.includes('auto-replied')).length === 31,
      )
      expect(one.process.exitCode).toBeNull()
      await until('ready again', async () => (await ready(await portOf(one))) === '200 ready')
      expect(await ended(one.process, 'SIGTERM')).toBe(0)
      const books = new Database(join(small, 'data/ticketd.db'), { readonly: true })
      expect(books.pragma('integrity_check', { simple: true })).toBe('ok')
      books.close()
    } finally {
      if (running !== null) await ended(running.process, 'SIGKILL')
      execFileSync('umount', ['-l', small])
    }
  })
})
