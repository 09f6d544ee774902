// Somebody who hammers the board while letters come in, and how long a page of the queue takes.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { lookAtQueue } from '../../src/daemon/looks.ts'
import { multiplied } from '../support/many-tickets.ts'
import { contractEntry, TurnedDesk } from '../support/turned-desk.ts'
import type { Beside } from './desk-run.ts'

const TOKEN = 'bench'
const AT_ONCE = 8
const PATHS = ['/', '/figures', '/?turn=us', '/tickets/1', '/machine', '/?q=catalog', '/nowhere']

/** A port that nobody had a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A board at which nobody looks. */
export function openToLooks(port: number): Beside {
  return { settings: { http: { host: '127.0.0.1', port, token: TOKEN } }, begin: () => () => Promise.resolve() }
}

/** Eight readers who ask for the next page as soon as they have the last one, with and without the token. */
export function hammering(port: number): Beside & { pages(): number } {
  let pages = 0
  const reader = async (n: number, signal: AbortSignal): Promise<void> => {
    for (let at = n; !signal.aborted; at++) {
      const headers: Record<string, string> = n === 0 ? {} : { authorization: `Bearer ${TOKEN}` }
      try {
        const answer = await fetch(`http://127.0.0.1:${port}${PATHS[at % PATHS.length]}`, { headers, signal })
        await answer.arrayBuffer()
        pages += answer.ok ? 1 : 0
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }
  return {
    ...openToLooks(port),
    begin: () => {
      const stopping = new AbortController()
      const readers = Array.from({ length: AT_ONCE }, (_, n) => reader(n, stopping.signal))
      return async () => {
        stopping.abort()
        await Promise.all(readers)
      }
    },
    pages: () => pages,
  }
}

/** Milliseconds of a look at the queue among so many open tickets: the first, and the median of those after it, for which the count of overdue ones still holds. */
export async function pageTimes(tickets: number): Promise<{ readonly first: number; readonly later: number }> {
  const desk = new TurnedDesk('2026-05-18T10:00', [contractEntry()])
  try {
    desk.mail('2026-05-18T10:00')
    multiplied(desk.room.config.data.directory, tickets)
    const times = Array.from({ length: 9 }, (_, n) => {
      const from = performance.now()
      const asked = {
        words: '',
        turn: '',
        overdue: false,
        state: '',
        engineer: '',
        contract: '',
        category: '',
      } as const
      lookAtQueue(
        { ...asked, page: n + 1 },
        n === 0 ? desk.store.reading : { ...desk.store.reading, overdue: () => 0 },
        desk.policy,
        desk.now,
      )
      return performance.now() - from
    })
    const [first = 0, ...rest] = times
    return { first, later: rest.toSorted((a, b) => a - b)[Math.floor(rest.length / 2)] ?? 0 }
  } finally {
    desk.close()
  }
}
