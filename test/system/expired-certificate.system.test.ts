// F34: servers whose certificate has expired get no password and no letter; that is said in words, and once it is renewed the
// desk goes on by itself.
import { execFileSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ticketd } from '../support/cli.ts'
import { configureDesk, type DeskAtLab, ended, inBooks, runDesk, type SpokenDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'

/** The lab's certificate gives way to one of the same names that has expired; the former is kept beside it. */
function expire(folder: string): void {
  const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-out', 'server.pem']
  const signed = (...validity: string[]): void => {
    const args = ['x509', '-req', '-in', 'server.csr', ...sign, ...validity]
    execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  }
  copyFileSync(join(folder, 'server.pem'), join(folder, 'valid.pem'))
  try {
    signed('-not_before', '20200101000000Z', '-not_after', '20200102000000Z')
  } catch {
    // OpenSSL before 3.4 knows no such dates, later ones no negative days.
    signed('-days', '-1')
  }
}

describe.skipIf(!labAvailable())('a certificate that has expired', () => {
  let lab: Lab
  let desk: DeskAtLab
  let running: SpokenDesk | null = null
  const folder = (): string => join(lab.directory, 'tls')

  beforeAll(async () => {
    lab = await startLab()
    await lab.stopDovecot()
    expire(folder())
    await lab.startDovecot()
    const tls = { caFile: lab.caFile }
    desk = configureDesk(lab, {
      mailbox: { security: 'tls', port: lab.ports.imaps, tls, pollSeconds: 1 },
      smtp: { security: 'starttls', port: lab.ports.smtp, tls },
    })
  })
  afterEach(async () => {
    if (running !== null) await ended(running.process, 'SIGKILL')
    running = null
  })
  afterAll(() => lab.stop())

  test('F34 is named by check --connect, of both servers; mail stays where it is; once it is renewed all is filed', async () => {
    const { status, err } = await ticketd(['check', '--connect', '--config', desk.configFile])
    expect(status).toBe(1)
    for (const room of ['mailbox', 'smtp']) {
      expect(err).toMatch(new RegExp(`^${room}: the server's certificate is not valid today: renew it there`, 'm'))
    }
    await lab.append('support', [
      'From: person@firm.test\r\nTo: support@lab.test\r\nMessage-ID: <1@firm.test>\r\nSubject: catalogue\r\n\r\nIt is empty.\r\n',
    ])
    running = runDesk(desk)
    const { log } = running
    await until('it is said', () => /certificate/.test(log()))
    expect(inBooks(desk, (books) => books.tickets({}).length)).toBe(0)
    expect(lab.count('support')).toBe(1)
    expect(log()).not.toContain(lab.password('support'))
    copyFileSync(join(folder(), 'valid.pem'), join(folder(), 'server.pem'))
    await lab.stopDovecot()
    await lab.startDovecot()
    await until('it is filed', () => inBooks(desk, (books) => books.tickets({}).length) === 1)
    await until('it is moved', () => lab.count('support') === 0)
  })
})
