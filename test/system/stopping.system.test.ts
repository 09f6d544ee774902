// How the desk ends: by SIGTERM by itself and with nothing half done, by a second signal at once, and never two of them on
// one data directory. That it is no question of patience is told by what it says: what is cut, it names; what is ended
// from outside says nothing any more.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { configureDesk, type DeskAtLab, ended, inBooks, runDesk, type SpokenDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts'

function mailFrom(name: string): string {
  return `From: ${name}@${name}.test\r\nTo: support@example.test\r\nSubject: ${name}\r\nMessage-ID: <${name}@elsewhere.test>\r\n\r\nIt does not open.\r\n`
}

describe.skipIf(!labAvailable())('the end of the desk', () => {
  let lab: Lab
  let smtp: ScriptedSmtp
  let silent: boolean
  let desk: DeskAtLab
  const running: SpokenDesk[] = []

  const start = (): SpokenDesk => {
    const one = runDesk(desk)
    running.push(one)
    return one
  }

  beforeEach(async () => {
    silent = false
    lab = await startLab({ postfix: false })
    smtp = await startScriptedSmtp({ dot: () => (silent ? 'SILENCE' : '250 2.0.0 taken') })
    desk = configureDesk(lab, { smtp: { port: smtp.port }, mailbox: { pollSeconds: 1 } })
  })
  afterEach(async () => {
    for (const one of running.splice(0)) await ended(one.process, 'SIGKILL')
    await smtp.close()
    await lab.stop()
  })

  const acknowledgements = () => smtp.transactions.filter((one) => one.data.includes('auto-replied'))

  test('an idle desk ends at once with status 0, and the next one takes the directory over', async () => {
    const first = start()
    await until('the desk is open', () => first.log().includes('the desk is open'))
    expect(await ended(first.process, 'SIGTERM')).toBe(0)
    expect(first.log()).not.toContain('is cut')
    expect(first.lines().at(-1)?.msg).toBe('the desk is closed')
    const second = start()
    await until('the next desk is open', () => second.log().includes('the desk is open'))
    expect(await ended(second.process, 'SIGINT')).toBe(0)
  })

  test('F03 a server that is silent after the dot does not hold it: that letter is cut, and goes nowhere twice', async () => {
    silent = true
    const first = start()
    await lab.append('support', [mailFrom('anna')])
    await until('the acknowledgement is in hand', () => acknowledgements().length === 1)
    expect(await ended(first.process, 'SIGTERM')).toBe(0)
    expect(first.log()).toContain('is cut')
    expect(inBooks(desk, (books) => books.figures(new Date()).outbox.doubtful)).toBeGreaterThan(0)

    silent = false
    const second = start()
    await lab.append('support', [mailFrom('boris')])
    await until('another acknowledgement', () => acknowledgements().some((one) => one.data.includes('boris')))
    expect(acknowledgements().filter((one) => one.data.includes('anna'))).toHaveLength(1)
    expect(await ended(second.process, 'SIGTERM')).toBe(0)
  })

  test('a second signal ends it at once', async () => {
    silent = true
    const one = start()
    await lab.append('support', [mailFrom('anna')])
    await until('the acknowledgement is in hand', () => acknowledgements().length === 1)
    one.process.kill('SIGTERM')
    await until('it heard', () => one.log().includes('told to stop'))
    // Status 1 is the second signal's; one is enough for a desk that waits for the server's word, and then it says that it cuts.
    expect(await ended(one.process, 'SIGTERM')).toBe(1)
    expect(one.log()).not.toContain('is cut')
  })

  test('F37 stopped in the middle of a backlog it loses nothing and does nothing twice', async () => {
    const mails = Array.from({ length: 150 }, (_, n) => mailFrom(`person${n}`))
    lab.seed('support', mails)
    const first = start()
    await until('it is at work', () => first.lines().filter((line) => line.msg === 'filed').length > 20)
    expect(await ended(first.process, 'SIGTERM')).toBe(0)
    const filed = inBooks(desk, (books) => books.tickets({}).length)
    expect(filed).toBeGreaterThan(20)
    const second = start()
    await until('all are filed', () => inBooks(desk, (books) => books.tickets({}).length) >= 150)
    await until('all are sent', () => inBooks(desk, (books) => books.figures(new Date()).outbox.waiting) === 0)
    expect(await ended(second.process, 'SIGTERM')).toBe(0)
    expect(inBooks(desk, (books) => books.tickets({}).length)).toBe(150)
    expect(acknowledgements()).toHaveLength(150)
    expect(await lab.mailbox('support')).toEqual([])
  })

  test('F21 a second desk on the same directory is refused before it asks any server, in a clear sentence', async () => {
    const first = start()
    await until('the desk is open', () => first.log().includes('the desk is open'))
    const second = start()
    const status = await new Promise((resolve) => second.process.on('exit', resolve))
    expect(status).toBe(1)
    expect(second.log()).toContain('ticketd run: another ticketd holds this data directory')
    expect(second.log()).not.toContain('the desk is open')
    expect(first.process.exitCode).toBeNull()
  })
})
