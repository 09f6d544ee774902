// SIGHUP: contracts and engineers anew between two letters, all or nothing; a mistake is listed and the old ones stay.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  configureDesk,
  type DeskAtLab,
  ended,
  inBooks,
  runDesk,
  type SpokenDesk,
  until,
} from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts'

const contract = (number: string, domain: string) => ({
  ...{ number, organisation: `Customer of ${number}`, domains: [domain], people: [] },
  ...{ validFrom: '2020-01-01', validTo: '2099-12-31' },
})

function mailFrom(address: string): string {
  return `From: ${address}\r\nTo: support@example.test\r\nSubject: ${address}\r\nMessage-ID: <${address}>\r\n\r\nIt does not open.\r\n`
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
})
