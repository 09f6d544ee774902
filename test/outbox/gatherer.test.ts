// What shares a transaction, and what waits for it.
import { setImmediate as breath } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Gatherer } from '../../src/outbox/gatherer.ts'
import type { Fate, Queue } from '../../src/outbox/queue.ts'
import { Trouble } from '../../src/trouble.ts'
import { T0 } from '../store/books.ts'

interface Written {
  readonly marks: readonly number[]
  readonly fates: readonly number[]
}

/** Books that note each transaction; `refusals` many are refused before. */
function gathering(
  underWay: number,
  refusals = 0,
  why: Error = new Trouble('the disk is full', { lasting: false }),
  unmarked = underWay,
) {
  const written: Written[] = []
  let refused = 0
  const queue: Queue = {
    claim: () => [],
    nextDueAt: () => null,
    write: (fates, marks) => {
      refused += 1
      if (refused <= refusals) throw why
      written.push({ fates: fates.map((one) => one.delivery), marks: marks.map((one) => one.delivery) })
    },
  }
  return {
    written,
    gatherer: new Gatherer(
      queue,
      () => T0,
      () => underWay,
      () => unmarked,
    ),
  }
}

const mark = (delivery: number) => ({ delivery, sha256: 'a' })
const sent = (delivery: number): Fate => ({ delivery, kind: 'sent', response: '250' })

describe('marks and fates', () => {
  test('of letters under way at the same time share one transaction', async () => {
    const { written, gatherer } = gathering(3)
    await Promise.all([gatherer.settle(sent(1)), gatherer.doubt(mark(2)), gatherer.doubt(mark(3))])
    expect(written).toEqual([{ fates: [1], marks: [2, 3] }])
  })

  test('a mark waits for nobody when all letters under way have theirs', async () => {
    const { written, gatherer } = gathering(1)
    const marked = gatherer.doubt(mark(1))
    await breath()
    expect(written).toEqual([{ fates: [], marks: [1] }])
    await marked
  })

  test('a mark waits for no letter that has its own already', async () => {
    const { written, gatherer } = gathering(5, 0, undefined, 1)
    const marked = gatherer.doubt(mark(1))
    await breath()
    expect(written).toEqual([{ fates: [], marks: [1] }])
    await marked
  })

  test('a fate waits for nobody when no letter is under way', async () => {
    const { written, gatherer } = gathering(0)
    const settled = gatherer.settle(sent(1))
    await breath()
    expect(written).toEqual([{ fates: [1], marks: [] }])
    await settled
  })

  test('a fate does not wait for ever for a mark that never comes', async () => {
    const { written, gatherer } = gathering(5)
    await gatherer.settle(sent(1))
    expect(written).toEqual([{ fates: [1], marks: [] }])
  })
})

test('a mark that the books refuse is heard by its own letter alone; nothing is left that nobody hears', async () => {
  const unheard: unknown[] = []
  const hear = (error: unknown): void => void unheard.push(error)
  process.on('unhandledRejection', hear)
  try {
    const { gatherer } = gathering(0, 1)
    await expect(gatherer.doubt(mark(1))).rejects.toThrow('the disk is full')
    await gatherer.settle(sent(2))
    const broken = gathering(0, 1, new Error('a bug'))
    await expect(broken.gatherer.doubt(mark(1))).rejects.toThrow('a bug')
    await breath()
    await breath()
  } finally {
    process.off('unhandledRejection', hear)
  }
  expect(unheard).toEqual([])
})

test('books that refuse a group stop its marks, so that no byte leaves, and get its fates again', async () => {
  const { written, gatherer } = gathering(2, 1)
  const marked = gatherer.doubt(mark(1))
  const settled = gatherer.settle(sent(2))
  await expect(marked).rejects.toThrow('the disk is full')
  await settled
  expect(written).toEqual([{ fates: [2], marks: [] }])
})
