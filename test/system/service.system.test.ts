// The service unit that `ticketd example systemd` prints, by systemd's own judgement, and what systemd hears of the daemon:
// a datagram socket of our own stands for it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { MAIN, ticketd } from '../support/cli.ts'
import { configureDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'

function has(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const folder = mkdtempSync(join(tmpdir(), 'ticketd-service-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NAMES = ['compose', 'systemd', 'contracts', 'alerts', 'dashboard', 'config']

describe('the examples', () => {
  test('each is printed by its name; another name is wrong usage and names them', async () => {
    for (const name of NAMES) {
      const { status, out, err } = await ticketd(['example', name])
      expect([name, status, err]).toEqual([name, 0, ''])
      expect(out.length).toBeGreaterThan(100)
    }
    const wrong = await ticketd(['example', 'docker'])
    expect(wrong.status).toBe(2)
    expect(wrong.err).toContain(`there is no example "docker"; there are ${NAMES.join(', ')}`)
  })

  test('the compose file is the one in the README', async () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
    const { out } = await ticketd(['example', 'compose'])
    expect(readme).toContain(`\`\`\`yaml\n${out}\`\`\``)
  })

  test.skipIf(!has('systemd-analyze'))(
    'systemd finds the unit well shut: an exposure under 2.0, and nothing to complain of',
    async () => {
      const unit = join(folder, 'ticketd.service')
      writeFileSync(unit, (await ticketd(['example', 'systemd'])).out)
      const judged = execFileSync('systemd-analyze', ['security', '--offline=true', '--no-pager', unit], {
        encoding: 'utf8',
      })
      const [, exposure] = /Overall exposure level for ticketd\.service: (\d+\.\d)/.exec(judged) ?? []
      expect(Number(exposure)).toBeLessThan(2)
    },
  )
})

const CAN_HEAR = labAvailable() && has('systemd-notify') && has('perl')

/** Listens as systemd does; each datagram is a line. */
async function listening(socket: string): Promise<{ heard: string[]; child: ChildProcess }> {
  const script = `use Socket; socket(S, AF_UNIX, SOCK_DGRAM, 0); bind(S, pack_sockaddr_un($ARGV[0])) or die $!; $| = 1;
    print "listens\\n"; while (defined(recv(S, $b, 4096, 0))) { $b =~ s/\\n/ /g; print "$b\\n" }`
  const child = spawn('perl', ['-e', script, socket], { stdio: ['ignore', 'pipe', 'inherit'] })
  const heard: string[] = []
  child.stdout.on('data', (piece: Buffer) =>
    heard.push(
      ...piece
        .toString()
        .split('\n')
        .filter((line) => line !== ''),
    ),
  )
  await until('the socket is there', () => heard.length > 0)
  return { heard, child }
}

describe.skipIf(!CAN_HEAR)('a service manager', () => {
  let lab: Lab
  const children: ChildProcess[] = []
  beforeAll(async () => {
    lab = await startLab()
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })
  afterAll(() => lab.stop())

  test('hears that the desk is ready, that its main loop lives, and that it stops', async () => {
    const socket = join(folder, 'notify')
    const manager = await listening(socket)
    children.push(manager.child)
    const { configFile } = configureDesk(lab)
    const daemon = spawn(process.execPath, [MAIN, 'run', '--config', configFile], {
      env: { ...process.env, NOTIFY_SOCKET: socket, WATCHDOG_USEC: '2000000' },
      stdio: 'ignore',
    })
    children.push(daemon)
    await until('it is ready', () => manager.heard.some((line) => line.includes('READY=1')))
    await until('it lives', () => manager.heard.some((line) => line.includes('WATCHDOG=1')))
    expect(manager.heard.find((line) => line.includes('READY=1'))).toContain(`MAINPID=${daemon.pid}`)
    daemon.kill('SIGTERM')
    await once(daemon, 'exit')
    await until('it stops', () => manager.heard.some((line) => line.includes('STOPPING=1')))
  })
})
