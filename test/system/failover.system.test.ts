// Two machines and one mailbox: whoever holds the lease is the desk. The desk is killed, stopped and woken again, or cut off
// from the mailbox; the other takes over, no letter is lost, and one that has lost its turn sends nothing more.
// TICKETD_LONG=1 plays fifty rounds.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openReading } from '../../src/store/store.ts'
import { MAIN } from '../support/cli.ts'
import { configureDesk, type DeskAtLab } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'
import { startProxy, type Proxy as TcpProxy } from '../support/proxy.ts'

const ROUNDS = process.env.TICKETD_LONG === undefined ? 1 : 17
const MAILS = 3

interface Machine {
  readonly desk: DeskAtLab
  readonly proxy: TcpProxy
  readonly name: string
  child: ChildProcess
  log: string
  /** Ended on purpose; else it is started again, as a service manager does. */
  down: boolean
}

describe.skipIf(!labAvailable())('two machines', () => {
  let lab: Lab
  const machines: Machine[] = []
  const shared = mkdtempSync(join(tmpdir(), 'ticketd-shared-'))
  let mails = 0

  beforeAll(async () => {
    lab = await startLab()
  })
  afterEach(async () => {
    for (const { child, proxy } of machines.splice(0)) {
      child.kill('SIGKILL')
      await proxy.close()
    }
  })
  afterAll(async () => {
    await lab.stop()
    rmSync(shared, { recursive: true, force: true })
  })

  async function machine(name: string, lease: 'mailbox' | 'shared', folder: string): Promise<Machine> {
    const proxy = await startProxy(lab.ports.imap)
    const desk = configureDesk(lab, {
      mailbox: { port: proxy.port },
      failover: { shared: folder, lease, leaseSeconds: 8, copySeconds: 1 },
      log: { level: 'info' },
    })
    const one: Machine = { desk, proxy, name, child: spawn('true'), log: '', down: false }
    machines.push(one)
    follow(one)
    return one
  }

  function follow(one: Machine): void {
    one.log = ''
    one.down = false
    one.child = spawn(process.execPath, [MAIN, 'follow', '--config', one.desk.configFile], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [one.child.stdout, one.child.stderr])
      stream?.setEncoding('utf8').on('data', (piece: string) => {
        one.log += piece
        if (process.env.TICKETD_TEST_LOG !== undefined) process.stderr.write(`${one.name} ${piece}`)
      })
    const { child } = one
    child.once('exit', () => {
      if (!one.down && machines.includes(one) && one.child === child) follow(one)
    })
  }

  const isDesk = (one: Machine): boolean =>
    one.child.exitCode === null &&
    one.child.signalCode === null &&
    one.log.includes('this machine has the lease and is the desk')

  async function theDesk(): Promise<{ desk: Machine; other: Machine }> {
    await until('one of them is the desk', () =>
      machines.some((one) => isDesk(one) && one.log.includes('the desk is open')),
    )
    const desk = machines.find(isDesk)
    const other = machines.find((one) => one !== desk)
    if (desk === undefined || other === undefined) throw new Error('nobody is the desk')
    return { desk, other }
  }

  async function send(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      mails += 1
      const raw = [
        `From: person${mails}@elsewhere.test`,
        `To: ${lab.address('support')}`,
        `Subject: question ${mails}`,
        `Message-ID: <q${mails}@elsewhere.test>`,
        'Content-Type: text/plain; charset=utf-8',
        '',
        `Place ${mails} does not open.`,
        '',
      ].join('\r\n')
      await lab.send(raw, { from: `person${mails}@elsewhere.test`, to: lab.address('support') })
    }
  }

  function subjectsOf(one: Machine): readonly string[] {
    const books = openReading(join(one.desk.directory, 'data'))
    try {
      return books.tickets({}).map((ticket) => ticket.subject)
    } finally {
      books.close()
    }
  }

  const all = (): readonly string[] => Array.from({ length: mails }, (_, n) => `question ${n + 1}`).sort()

  const isCopied = (folder: string): boolean => {
    try {
      return readFileSync(join(folder, 'copy/ticketd.db')).length > 0
    } catch {
      return false
    }
  }

  test.each(['mailbox', 'shared'] as const)(
    'with the lease in the %s: killed, stopped or cut off, the desk is the other one, and every request is one ticket',
    async (lease) => {
      const folder = join(shared, lease)
      mails = 0
      rmSync(join(lab.maildir('support'), '..'), { recursive: true, force: true })
      await machine('A', lease, folder)
      await until('the first is the desk', () => machines.some((one) => one.log.includes('the desk is open')))
      await machine('B', lease, folder)
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const end of ['killed', 'stopped', 'cut off'] as const) {
          const { desk, other } = await theDesk()
          await until('there is a copy', () => isCopied(folder))
          await send(MAILS)
          desk.down = true
          if (end === 'killed') desk.child.kill('SIGKILL')
          if (end === 'stopped') desk.child.kill('SIGSTOP')
          if (end === 'cut off' && lease === 'mailbox') desk.proxy.weather = 'silent'
          if (end === 'cut off' && lease === 'shared') desk.child.kill('SIGKILL')
          await send(MAILS)
          await until('the other is the desk', () => isDesk(other) && other.log.includes('the desk is open'))
          if (end === 'stopped') {
            const exit = once(desk.child, 'exit')
            desk.child.kill('SIGCONT')
            await exit
            expect(desk.log).toMatch(/has lost its lease/)
          }
          if (end === 'cut off' && desk.child.exitCode === null && desk.child.signalCode === null)
            await once(desk.child, 'exit')
          desk.proxy.weather = 'fair'
          await until('all are filed', () => subjectsOf(other).length >= mails)
          expect([...subjectsOf(other)].sort()).toEqual(all())
          follow(desk)
        }
      }
      const sent = (await lab.mailbox('sink'))
        .map((mail) => mail.source)
        .filter((source) => /^X-Ticket-ID:/m.test(source))
      const byId = new Map<string, number>()
      for (const source of sent) {
        const id = /^Message-ID: (\S+)/im.exec(source)?.[1] ?? ''
        byId.set(id, (byId.get(id) ?? 0) + 1)
      }
      expect([...byId.values()].every((count) => count <= 2)).toBe(true)
    },
  )

  test('a desk alone that another has followed refuses to start with its old books and says what to do', async () => {
    const folder = join(shared, 'refusal')
    rmSync(join(lab.maildir('support'), '..'), { recursive: true, force: true })
    const one = await machine('A', 'shared', folder)
    await until('it is open', () => one.log.includes('the desk is open'))
    await until('there is a copy', () => isCopied(folder))
    one.down = true
    one.child.kill('SIGKILL')
    const two = await machine('B', 'shared', folder)
    await until('it takes over', () => two.log.includes('the desk is open'))
    const alone = spawn(process.execPath, [MAIN, 'run', '--config', one.desk.configFile], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    alone.stderr.setEncoding('utf8').on('data', (piece: string) => {
      said += piece
    })
    const [status] = await once(alone, 'exit')
    expect(status).toBe(1)
    expect(said).toMatch(
      /another desk \([0-9a-f]{8}\) holds the lease: its books are newer than these; "ticketd follow" waits/,
    )
  })

  test('follow without a shared folder is a wrong configuration', async () => {
    const desk = configureDesk(lab)
    const child = spawn(process.execPath, [MAIN, 'follow', '--config', desk.configFile], { stdio: 'ignore' })
    expect((await once(child, 'exit'))[0]).toBe(78)
    writeFileSync(join(desk.directory, 'done'), '')
  })
})
