// SIGHUP: contracts and engineers anew between two letters, all or nothing; a mistake is listed and the old ones stay.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { configureDesk, type DeskAtLab, ended, inBooks, runDesk, type SpokenDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts'

const contract = (number: string, domain: string) => ({
  ...{ number, organisation: `Customer of ${number}`, domains: [domain], people: [] },
  ...{ validFrom: '2020-01-01', validTo: '2099-12-31' },
})

function mailFrom(address: string): string {
  return `From: ${address}\r\nTo: support@example.test\r\nSubject: ${address}\r\nMessage-ID: <${address}>\r\n\r\nIt does not open.\r\n`
}

function mailWithFile(subject: string): string {
  return [
    ...[
      'From: anna@plant.test',
      'To: support@example.test',
      `Subject: ${subject}`,
      `Message-ID: <${subject}@plant.test>`,
    ],
    ...['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'See the file.', '--b'],
    ...['Content-Type: text/plain', 'Content-Disposition: attachment; filename=log.txt', '', 'line\r\n'.repeat(1000)],
    ...['--b--', ''],
  ].join('\r\n')
}

describe.skipIf(!labAvailable())('SIGHUP', () => {
  let lab: Lab
  let smtp: ScriptedSmtp
  let desk: DeskAtLab
  let daemon: SpokenDesk

  beforeEach(async () => {
    lab = await startLab({ postfix: false })
    smtp = await startScriptedSmtp()
    desk = configureDesk(lab, { smtp: { port: smtp.port }, mailbox: { pollSeconds: 1 }, contracts: 'contracts.json' })
    writeContracts([contract('1', 'plant.test')])
    daemon = runDesk(desk)
    await until('the desk is open', () => daemon.log().includes('the desk is open'))
  })
  afterEach(async () => {
    await ended(daemon.process, 'SIGKILL')
    await smtp.close()
    await lab.stop()
  })

  function writeContracts(contracts: unknown): void {
    writeFileSync(join(desk.directory, 'contracts.json'), JSON.stringify(contracts))
  }

  /** Under which contract a mail of this address opens a ticket. */
  async function standingOf(address: string): Promise<string> {
    await lab.append('support', [mailFrom(address)])
    const found = await until('the ticket', () =>
      inBooks(desk, (books) => books.tickets({}).find((ticket) => ticket.customer.address === address)),
    )
    return found.standing.kind === 'covered' ? found.standing.contract : found.standing.kind
  }

  test('new contracts and engineers count from the next letter on', async () => {
    expect(await standingOf('anna@plant.test')).toBe('1')
    expect(await standingOf('anna@works.test')).toBe('none')
    writeContracts([contract('2', 'works.test')])
    const config = JSON.parse(readFileSync(desk.configFile, 'utf8'))
    const engineers = [{ name: 'Новый Инженер', address: 'newcomer@vendor.test', roles: ['engineer', 'lead'] }]
    writeFileSync(desk.configFile, JSON.stringify({ ...config, engineers }))
    daemon.process.kill('SIGHUP')
    await until('it is read anew', () => daemon.log().includes('configuration and contracts read anew'))
    const before = smtp.transactions.length
    expect(await standingOf('boris@works.test')).toBe('2')
    expect(await standingOf('boris@plant.test')).toBe('none')
    await until('the newcomer gets his card', () =>
      smtp.transactions.slice(before).some((one) => one.to.includes('newcomer@vendor.test')),
    )
  })

  test('a file with mistakes is listed whole, and the old one stays in force', async () => {
    writeContracts([{ ...contract('2', 'works.test'), validFrom: 'tomorrow', validTo: 'never' }])
    daemon.process.kill('SIGHUP')
    await until('it complains', () => daemon.log().includes('the old one stays in force'))
    expect(daemon.log()).toMatch(/contracts\.json \[0\]\.validFrom: /)
    expect(daemon.log()).toMatch(/contracts\.json \[0\]\.validTo: /)
    expect(await standingOf('anna@plant.test')).toBe('1')
    writeFileSync(desk.configFile, '{ "support": ')
    daemon.process.kill('SIGHUP')
    await until('it complains again', () => daemon.log().split('the old one stays in force').length === 3)
    expect(await standingOf('clara@plant.test')).toBe('1')
    expect(await ended(daemon.process, 'SIGTERM')).toBe(0)
  })

  function writeSettings(more: Readonly<Record<string, unknown>>): void {
    const config = JSON.parse(readFileSync(desk.configFile, 'utf8'))
    writeFileSync(desk.configFile, JSON.stringify({ ...config, ...more }))
  }

  /** SIGHUP, until the desk has taken it for the n-th time. */
  async function readAnew(times: number): Promise<void> {
    daemon.process.kill('SIGHUP')
    await until('it is read anew', () => daemon.log().split('configuration and contracts read anew').length > times)
  }

  test('what waits for a restart is named by its path, no value is printed, and all else holds at once', async () => {
    const { mailbox, smtp: server } = JSON.parse(readFileSync(desk.configFile, 'utf8'))
    writeSettings({
      mailbox: { ...mailbox, password: 'quite-another-secret' },
      smtp: { ...server, port: 2 },
      engineers: [{ name: 'Новый Инженер', address: 'newcomer@vendor.test', roles: ['engineer', 'lead'] }],
    })
    await readAnew(1)
    const waits = daemon.lines().filter((line) => line.msg === 'part of the configuration waits for a restart')
    expect(waits).toEqual([
      expect.objectContaining({
        level: 'warn',
        because: 'mailbox.password, smtp.port changed: they take effect with a restart',
      }),
    ])
    expect(daemon.log()).not.toContain('quite-another-secret')
    expect(await standingOf('anna@plant.test')).toBe('1')
    await until('the newcomer gets his card', () =>
      smtp.transactions.some((one) => one.to.includes('newcomer@vendor.test')),
    )
    writeSettings({ mailbox, smtp: server })
    await readAnew(2)
    expect(daemon.log().split('waits for a restart')).toHaveLength(2)
  })

  test('a mail server that is trusted from now on is believed from the next mail on', async () => {
    expect(await standingOf('anna@plant.test')).toBe('1')
    const [card] = await until('the card', () => {
      const cards = smtp.transactions.filter((one) => one.to.includes(lab.address('engineer1')))
      return cards.length > 0 && cards
    })
    writeSettings({ trust: { authservIds: ['mx.example.test'] } })
    await readAnew(1)
    const id = /^Message-ID: (<[^>]+>)/im.exec(card?.data ?? '')?.[1]
    await lab.append('support', [
      [
        `Authentication-Results: mx.example.test; dmarc=pass header.from=${lab.address('engineer1').split('@')[1]}`,
        'Received: from outside by mx.example.test; Wed, 18 Nov 2026 12:12:00 +0300',
        `From: ${lab.address('engineer1')}`,
        `To: ${lab.address('support')}`,
        ...['Subject: Re', 'Message-ID: <order@vendor.test>', `In-Reply-To: ${id}`, '', '!take', ''],
      ].join('\r\n'),
    ])
    const ticket = await until('the order is filed', () =>
      inBooks(desk, (books) => books.tickets({}).find((one) => one.engineer !== null)),
    )
    expect(ticket.engineer).toBe(lab.address('engineer1'))
  })

  test('a smaller limit holds for the next mail that is read', async () => {
    const files = (subject: string) =>
      inBooks(desk, (books) =>
        books
          .tickets({})
          .filter((one) => one.subject === subject)
          .flatMap((one) => books.show(one.id)?.messages ?? [])
          .find((one) => one.direction === 'in'),
      )?.attachments.map((one) => one.name)
    await lab.append('support', [mailWithFile('before')])
    expect(await until('the first', () => files('before'))).toEqual(['log.txt'])
    writeSettings({ limits: { messageBytes: 2048 } })
    await readAnew(1)
    await lab.append('support', [mailWithFile('after')])
    expect(await until('the second', () => files('after'))).toEqual([])
  })
})
