// `ticketd outbox` as an operator types it after a night on which the server refused everything.
import { expect, test } from 'vitest'
import type { Io } from '../../src/cli/frame/verb.ts'
import { outboxVerb } from '../../src/cli/outbox.ts'
import { openStore } from '../../src/store/store.ts'
import { later, open, T0 } from '../store/books.ts'
import { configuration } from '../support/cli.ts'

async function typed(file: string, ...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const io: Io = {
    ...{ out: (line) => out.push(line), err: (line) => err.push(line), environment: {} },
    stdin: (async function* () {})(),
  }
  const status = await outboxVerb.run(args, io, { path: file, named: true })
  return { status, out: out.join('\n'), err: err.join('\n') }
}

test('all that failed since an instant is made due again, and nothing else', async () => {
  const desk = configuration()
  const store = openStore(desk.books)
  for (const n of [1, 2, 3, 4]) open(store, n)
  const due = store.queue.claim(T0, 10, () => later(60))
  const failure = (n: number) => {
    const { delivery, outgoing, recipient } = due[n - 1] ?? due[0] ?? expect.unreachable()
    const text = '550 5.7.1 no'
    const why = {
      outgoingId: outgoing.id,
      recipient,
      code: 550,
      status: '5.7.1',
      text,
      lastingBecause: 'refused',
    } as const
    return { delivery, kind: 'failed', failure: why } as const
  }
  store.queue.settle([failure(1)], later(0))
  store.queue.settle([failure(2), failure(3)], later(3600))
  store.close()
  expect(await typed(desk.file, 'retry', '--all', '--since', '2026-11-18T12:30')).toMatchObject({
    status: 0,
    out: 'due again: 2',
  })
  const after = openStore(desk.books)
  expect(after.reading.outbox().map((line) => line.state)).toEqual(['failed', 'waiting', 'waiting', 'waiting'])
  expect(after.reading.show(2)?.history.some((line) => line.what === 'sending again')).toBe(true)
  expect(after.reading.show(1)?.history.some((line) => line.what === 'sending again')).toBe(false)
  after.close()
})

test.each([
  [['retry', '--all'], 'retry --all wants --since T, and no ID'],
  [['retry', '3', '--all', '--since', '2026-11-18T12:30'], 'retry --all wants --since T, and no ID'],
  [['--since', '2026-11-18T12:30'], 'retry --all wants --since T, and no ID'],
  [['retry', '--all', '--since', 'yesterday'], '--since yesterday is no time like 2026-11-30T10:00'],
])('%j is wrong usage', async (args, sentence) => {
  const desk = configuration()
  openStore(desk.books).close()
  const { status, err } = await typed(desk.file, ...args)
  expect([status, err.includes(sentence)]).toEqual([2, true])
})
