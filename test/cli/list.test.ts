// `ticketd list`: what is listed without a word and with one, and that pages put together are the whole.
import { mkdirSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/frame/verb.ts'
import { listVerb } from '../../src/cli/list.ts'
import type { State, Ticket } from '../../src/desk/desk.ts'
import { openStore } from '../../src/store/store.ts'
import { later, recordMoment } from '../store/books.ts'
import { configuration } from '../support/cli.ts'
import { ticketWith } from '../support/desk.ts'

const STATES: readonly State[] = ['new', 'open', 'waiting', 'development', 'answered', 'closed', 'declined']
const HOUR = 3600
const desk = configuration()

/** 450 tickets: of every second three are closed or declined, some in the very same instant. */
function manyTickets(): readonly Ticket[] {
  return Array.from({ length: 450 }, (_, n) => {
    const state = n % 2 === 0 ? (STATES[n % 5] ?? 'new') : n % 3 === 0 ? 'declined' : 'closed'
    const isFinished = state === 'closed' || state === 'declined'
    const deadline = n % 7 === 0 ? null : later(HOUR * ((n * 37) % 100))
    return ticketWith({
      ...{ id: n + 1, state, deadline, earliest: deadline, intervals: [] },
      criticality: n % 11 === 0 ? 'high' : 'normal',
      closedAt: isFinished ? later(HOUR * Math.floor(n / 10)) : null,
      engineer: n % 4 === 0 ? 'p.ivanov@vendor.example' : null,
    })
  })
}

beforeAll(() => {
  mkdirSync(desk.books)
  const store = openStore(desk.books)
  recordMoment(store, { tickets: manyTickets() })
  store.close()
})
afterAll(() => undefined)

async function listed(...args: string[]): Promise<{ status: number; ids: readonly number[]; err: readonly string[] }> {
  const out: string[] = []
  const err: string[] = []
  const io: Io = {
    ...{ out: (line) => out.push(line), err: (line) => err.push(line), environment: {} },
    stdin: (async function* () {})(),
  }
  const status = await listVerb.run([...args, '--json'], io, { path: desk.file, named: true })
  return { status, ids: out.map((line) => Number(/\d+/.exec(JSON.parse(line).id)?.[0])), err }
}

const stateOf = new Map(manyTickets().map((one) => [one.id, one.state]))
const isFinished = (id: number): boolean => ['closed', 'declined'].includes(stateOf.get(id) ?? '')

describe('list', () => {
  test('shows the unfinished alone; --all puts the finished behind them, the last finished first', async () => {
    const { ids } = await listed()
    expect(ids.some(isFinished)).toBe(false)
    expect(new Set(ids).size).toBe([...stateOf.keys()].filter((id) => !isFinished(id)).length)
    const all = (await listed('--all')).ids
    expect(all.slice(0, ids.length)).toEqual(ids)
    expect(new Set(all).size).toBe(450)
    const ends = all.slice(ids.length).map((id) => manyTickets()[id - 1]?.closedAt?.getTime() ?? 0)
    expect(ends).toEqual([...ends].sort((a, b) => b - a))
  })

  test.each(STATES)('--state %s shows that state alone, finished or not', async (state) => {
    const { ids } = await listed('--state', state)
    expect(new Set(ids)).toEqual(new Set([...stateOf].filter(([, one]) => one === state).map(([id]) => id)))
  })

  test('pages put together are the whole list, however long they are', async () => {
    const asked = fc.record({
      limit: fc.integer({ min: 40, max: 400 }),
      more: fc.constantFrom<string[]>(['--all'], [], ['--state', 'closed'], ['--all', '--engineer', 'ivanov']),
    })
    await fc.assert(
      fc.asyncProperty(asked, async ({ limit, more }) => {
        const whole = (await listed(...more)).ids
        const pages: number[] = []
        for (let page = await listed(...more, '--limit', String(limit)); page.ids.length > 0; ) {
          expect(page.ids.length).toBeLessThanOrEqual(limit)
          pages.push(...page.ids)
          page = await listed(...more, '--limit', String(limit), '--after', `SKPS-${page.ids.at(-1)}`)
        }
        expect(pages).toEqual(whole)
      }),
      { numRuns: 8 },
    )
  })

  test('a beginning that is no number, or no ticket of the list, is said', async () => {
    expect(await listed('--after', 'x')).toMatchObject({ status: 2, ids: [] })
    expect(await listed('--after', '4711')).toMatchObject({
      status: 1,
      err: ['4711 is not among the tickets that are asked for'],
    })
    const [closed] = (await listed('--state', 'closed')).ids
    expect(await listed('--after', String(closed))).toMatchObject({ status: 1 })
    expect((await listed('--all', '--after', String(closed))).status).toBe(0)
    expect(await listed('--limit', '0')).toMatchObject({ status: 2 })
    expect(await listed('--limit', 'many')).toMatchObject({ status: 2 })
  })
})
