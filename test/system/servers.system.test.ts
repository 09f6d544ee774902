// The servers as they are found: a poor IMAP server without IDLE, MOVE and UIDPLUS; TLS from the first byte and by
// STARTTLS with a certificate authority of one's own; submission with STARTTLS and login; and HTTP for operators.
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { ticketd } from '../support/cli.ts'
import { configureDesk, type DeskAtLab, inBooks, startDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'

const RAW =
  'From: anna@elsewhere.test\r\nTo: support@example.test\r\nSubject: one\r\nMessage-ID: <one@elsewhere.test>\r\n\r\nIt does not open.\r\n'

let lab: Lab | null = null
let daemon: Daemon | null = null
afterEach(async () => {
  daemon?.stop()
  await daemon?.ended
  await lab?.stop()
  daemon = null
  lab = null
})

async function sentAll(desk: DeskAtLab): Promise<void> {
  await until('the mail is a ticket', () => inBooks(desk, (books) => books.tickets({}).length === 1))
  await until('all is sent', () => inBooks(desk, (books) => books.figures(new Date()).outbox.waiting === 0))
}

describe.skipIf(!labAvailable())('a poor IMAP server', () => {
  test('without IDLE, MOVE and UIDPLUS new mail is found by the poll, filed once, marked, and nothing is expunged', async () => {
    lab = await startLab({ imapCapability: 'IMAP4rev1 LITERAL+ NAMESPACE' })
    const desk = configureDesk(lab, { mailbox: { pollSeconds: 1 } })
    daemon = await startDesk(desk)
    await lab.append('support', ['From: x@elsewhere.test\r\nSubject: deleted by another\r\n\r\n'], {
      flags: ['\\Deleted'],
    })
    await until('the first is a ticket', () => inBooks(desk, (books) => books.tickets({}).length === 1))
    await lab.append('support', [RAW])
    await until('the second is a ticket', () => inBooks(desk, (books) => books.tickets({}).length === 2))
    const marked = await until('both are marked', async () => {
      const all = (await lab?.mailbox('support')) ?? []
      return all.every((mail) => mail.flags.includes('TicketdFiled') || mail.flags.includes('\\Seen')) && all
    })
    expect(marked).toHaveLength(2)
    daemon.stop()
    await daemon.ended
    daemon = await startDesk(desk)
    await lab.append('support', [RAW.replaceAll('one', 'two')])
    await until('the third is a ticket', () => inBooks(desk, (books) => books.tickets({}).length === 3))
    expect(inBooks(desk, (books) => books.tickets({}).length)).toBe(3)
    expect(await lab.mailbox('support')).toHaveLength(3)
  })
})

describe.skipIf(!labAvailable())('TLS', () => {
  const secure = (here: Lab, imap: 'tls' | 'starttls', caFile: string | null) => {
    const tls = caFile === null ? {} : { tls: { caFile } }
    return {
      mailbox: { port: imap === 'tls' ? here.ports.imaps : here.ports.imap, security: imap, ...tls },
      smtp: {
        ...{ port: here.ports.submission, security: 'starttls', ...tls },
        ...{ user: here.address('support'), password: here.password('support') },
      },
    }
  }

  beforeEach(async () => {
    lab = await startLab()
  })

  test.each(['tls', 'starttls'] as const)(
    'IMAP by %s and submission by STARTTLS with login carry a mail and its answer',
    async (imap) => {
      if (lab === null) throw new Error('no lab')
      const desk = configureDesk(lab, secure(lab, imap, lab.caFile))
      const { status, err } = await ticketd(['check', '--connect', '--config', desk.configFile])
      expect(status).toBe(0)
      // In December, and until the next year is decreed, the calendar has a remark of its own.
      expect(err.replace(/^remark: calendar: [^\n]+\n/m, '')).toMatch(/^remark: trust\.authservIds [^\n]+\n$/)
      daemon = await startDesk(desk)
      await lab.send(RAW, { from: 'anna@elsewhere.test', to: lab.address('support') })
      await sentAll(desk)
      const sink = await until('the acknowledgement arrives', async () => {
        const all = (await lab?.mailbox('sink')) ?? []
        return all.length > 0 && all
      })
      expect(sink[0]?.source).toMatch(/^Received: .*\n?.*ESMTPSA/ms)
    },
  )

  test('a certificate of an unknown authority is refused by both, and nothing is sent in clear', async () => {
    if (lab === null) throw new Error('no lab')
    const desk = configureDesk(lab, secure(lab, 'starttls', null))
    const { status, err } = await ticketd(['check', '--connect', '--config', desk.configFile])
    expect(status).toBe(1)
    expect(err).toMatch(/^mailbox: .*certificate/m)
    expect(err).toMatch(/^smtp: .*certificate/m)
  })
})

describe.skipIf(!labAvailable())('HTTP for operators', () => {
  test('a port that is free to choose, health, readiness and figures of the desk', async () => {
    lab = await startLab()
    daemon = await startDesk(configureDesk(lab, { http: { host: '127.0.0.1', port: 0 } }))
    const at = `http://127.0.0.1:${daemon.port}`
    expect((await fetch(`${at}/healthz`)).status).toBe(200)
    await until('ready', async () => (await fetch(`${at}/readyz`)).status === 200)
    const metrics = await (await fetch(`${at}/metrics`)).text()
    expect(metrics).toMatch(/^# TYPE ticketd_tickets gauge$/m)
    expect(metrics).toMatch(/^ticketd_inbox_connected 1$/m)
    expect(metrics.split('\n').filter((line) => line !== '' && !/^(#|ticketd_)/.test(line))).toEqual([])
    expect(metrics).toContain('ticketd_tickets{state="waiting"} 0\n')
    expect((await fetch(`${at}/nowhere`)).status).toBe(404)
    expect((await fetch(`${at}/healthz`, { method: 'POST' })).status).toBe(405)
  })

  test('letters are counted by what they became, acknowledgements by how long they took, and the last copy is known', async () => {
    lab = await startLab()
    const desk = configureDesk(lab, { http: { host: '127.0.0.1', port: 0, token: 'word-42' } })
    daemon = await startDesk(desk)
    const address = `http://127.0.0.1:${daemon.port}/metrics`
    const figures = async (): Promise<string> =>
      await (await fetch(address, { headers: { authorization: 'Bearer word-42' } })).text()
    await lab.send(RAW, { from: 'anna@elsewhere.test', to: lab.address('support') })
    const robot = RAW.replaceAll('one', 'two').replace('Subject', 'Auto-Submitted: auto-generated\r\nSubject')
    await lab.send(robot, { from: 'anna@elsewhere.test', to: lab.address('support') })
    await until('both are tickets', () => inBooks(desk, (books) => books.tickets({}).length === 2))
    const before = await until('the acknowledgement is counted', async () => {
      const text = await figures()
      return text.includes('ticketd_acknowledgement_seconds_count 1\n') && text
    })
    expect(before).toContain('ticketd_letters_filed_total{outcome="opened"} 2\n')
    expect(before).toMatch(/^ticketd_acknowledgements_withheld_total\{reason="[^"]+"\} 1$/m)
    expect(before).toContain('ticketd_delivery_attempts_total{kind="acknowledgement",outcome="sent"} 1\n')
    expect(before).toContain('ticketd_filing_seconds_count 2\n')
    expect(before).toContain('ticketd_backup_last_timestamp_seconds 0\n')
    const { status, err } = await ticketd(['backup', join(desk.directory, 'copies'), '--config', desk.configFile])
    expect([status, err]).toEqual([0, ''])
    expect(await figures()).toMatch(/^ticketd_backup_last_timestamp_seconds [1-9]\d{9}$/m)
    expect((await fetch(address)).status).toBe(401)
  })
})
