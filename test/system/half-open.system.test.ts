// A mailbox whose connection is there and is not: the peer is stopped, or the network between swallows every byte. The
// clock is the tests' own and goes on only when they say so: a slow machine is no silent peer.
import { readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { labMailbox, mailNumbered, startInbox, stopAll, type TestInbox } from '../inbox/desk-inbox.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { eventually } from '../support/patience.ts'
import { startProxy, type Proxy as TcpProxy } from '../support/proxy.ts'

const PACE = { first: 20, most: 200, refused: 100, retry: 10, watchdog: 1500 }
const title = labAvailable() ? 'a half-open connection' : 'a half-open connection (skipped: needs Dovecot 2.3 and root)'

describe.skipIf(!labAvailable())(title, () => {
  let lab: Lab
  let proxy: TcpProxy
  let heard = (_piece: string): void => undefined
  beforeAll(async () => {
    lab = await startLab({ postfix: false })
    proxy = await startProxy(lab.ports.imap, (piece) => heard(piece))
  })
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  })
  afterEach(() => {
    vi.useRealTimers()
    heard = () => undefined
    proxy.weather = 'fair'
    stopAll()
  })
  afterAll(async () => {
    await proxy.close()
    await lab.stop()
  })

  /** An inbox that has looked through an empty mailbox once; it polls every second and waits a second and a half. */
  async function idling(): Promise<TestInbox> {
    await rm(join(lab.maildir('support'), '..'), { recursive: true, force: true, maxRetries: 5 })
    const mailbox = labMailbox(lab, { port: proxy.port, pollSeconds: 1 })
    const inbox = await startInbox({ mailbox, also: { pace: PACE } })
    await eventually(() => expect(inbox.state().lastSweepAt).not.toBeNull())
    return inbox
  }

  test('while idle is noticed, made anew, and the mail that came meanwhile is filed (F05)', async () => {
    const inbox = await idling()
    const before = proxy.connections()
    proxy.weather = 'silent'
    proxy.weather = 'fair'
    await lab.append('support', [mailNumbered(1)])
    await passes(() => proxy.connections() > before)
    await eventually(() => expect(lab.count('support', 'Processed')).toBe(1))
    expect(inbox.subjects()).toEqual(['letter 1'])
    await inbox.stop()
  })

  test("of a server's process that is stopped is noticed too (F05)", async () => {
    const inbox = await idling()
    const before = proxy.connections()
    const stopped = imapProcesses(lab)
    expect(stopped.length).toBeGreaterThan(0)
    for (const pid of stopped) process.kill(pid, 'SIGSTOP')
    try {
      await lab.append('support', [mailNumbered(1)])
      await passes(() => proxy.connections() > before)
      await eventually(() => expect(inbox.subjects()).toEqual(['letter 1']))
      await eventually(() => expect(inbox.state()).toMatchObject({ connected: true, backlog: 0 }))
    } finally {
      for (const pid of stopped) process.kill(pid, 'SIGKILL')
    }
    await inbox.stop()
  })

  test('F09 that never greets is given up after half a minute, and the next one is tried', async () => {
    proxy.weather = 'silent'
    await rm(join(lab.maildir('support'), '..'), { recursive: true, force: true, maxRetries: 5 })
    const before = proxy.connections()
    const mailbox = labMailbox(lab, { port: proxy.port, pollSeconds: 1 })
    const inbox = await startInbox({ mailbox, also: { pace: PACE } })
    await passes(() => proxy.connections() > before + 1)
    expect(inbox.state().trouble).not.toBeNull()
    proxy.weather = 'fair'
    await lab.append('support', [mailNumbered(1)])
    await passes(() => inbox.subjects().length === 1)
    expect(inbox.state().trouble).toBeNull()
    await inbox.stop()
  })

  test('in the middle of fetching does not hang the sweep; every mail is filed once and in order (F06)', async () => {
    const inbox = await idling()
    const before = proxy.connections()
    let silences = 0
    heard = (piece) => {
      if (silences > 0 || !piece.includes('BODY[]')) return
      silences += 1
      proxy.weather = 'silent'
      proxy.weather = 'fair'
    }
    await lab.append(
      'support',
      Array.from({ length: 40 }, (_, n) => mailNumbered(n + 1)),
    )
    await passes(() => proxy.connections() > before)
    await eventually(() => expect(inbox.subjects().length).toBe(40))
    await eventually(() => expect(lab.count('support')).toBe(0))
    expect(inbox.subjects()).toEqual(Array.from({ length: 40 }, (_, n) => `letter ${n + 1}`))
    expect(silences).toBe(1)
    await inbox.stop()
  })

  test('is not suspected where a quiet mailbox merely brings nothing', async () => {
    const inbox = await idling()
    const before = proxy.connections()
    for (let sweeps = 0; sweeps < 8; sweeps += 1) {
      const last = inbox.state().lastSweepAt
      await vi.advanceTimersByTimeAsync(1000)
      await eventually(() => expect(inbox.state().lastSweepAt).not.toEqual(last))
    }
    expect(proxy.connections()).toBe(before)
    await inbox.stop()
  })
})

/** The session processes of this lab's Dovecot: children named imap of the master that reads its configuration. */
function imapProcesses(lab: Lab): readonly number[] {
  const read = (pid: string, file: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8')
    } catch {
      return ''
    }
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const isOurs = (pid: string): boolean => {
    const parent = /^PPid:\s+(\d+)$/m.exec(read(pid, 'status'))?.[1] ?? ''
    return read(pid, 'comm').trim() === 'imap' && read(parent, 'cmdline').includes(lab.directory)
  }
  return pids.filter(isOurs).map(Number)
}

/** Lets time pass until something is so. */
async function passes(isSo: () => boolean): Promise<void> {
  await eventually(async () => {
    if (!isSo()) await vi.advanceTimersByTimeAsync(250)
    expect(isSo()).toBe(true)
  })
}
