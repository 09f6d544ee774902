// The queue of deliveries: what is due, in which order, and what each fate leads to.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DeliveryFailure, Outgoing } from '../../src/letter.ts'
import type { Queue } from '../../src/outbox/queue.ts'
import { openToRead } from '../../src/store/file/sqlite.ts'
import { type Due, type Fate, openStore, type Store } from '../../src/store/store.ts'
import { file, later, letter, NO_WORDS, onNewBooks, open, outgoing, recordMoment, T0, temporary } from './books.ts'

const step = (attempts: number): Date => later(attempts * 300)
const claim = (store: Store, seconds: number, limit = 10): readonly Due[] =>
  store.queue.claim(later(seconds), limit, (attempts) => later(seconds + attempts * 300))

function say(store: Store, ...letters: readonly Outgoing[]): void {
  recordMoment(store, { outgoing: letters })
}

const automatic = (name: string, fields: Partial<Outgoing> = {}) => outgoing(name, { ticket: null, ...fields })
const answer = (name: string, fields: Partial<Outgoing> = {}) =>
  outgoing(name, { ticket: null, kind: 'answer', ...fields })

function only(dues: readonly Due[]): Due {
  const [due, ...rest] = dues
  if (due === undefined || rest.length > 0) throw new Error(`${dues.length} deliveries are due instead of one`)
  return due
}

function stateOf(directory: string, delivery: number): string | undefined {
  const books = openToRead(join(directory, 'ticketd.db'))
  const row = books.get<{ state: string }>(`SELECT state FROM deliveries WHERE id = :delivery`, { delivery })
  books.close()
  return row?.state
}

const failure = (due: Due): DeliveryFailure => ({
  outgoingId: due.outgoing.id,
  recipient: due.recipient,
  code: 550,
  status: '5.1.1',
  text: '550 5.1.1 no such user',
  lastingBecause: 'refused',
})

test('the store is the queue that the outbox asks for', () => {
  onNewBooks((store) => {
    const queue: Queue = store.queue
    expect(queue.claim(T0, 1, step)).toEqual([])
    expect(queue.nextDueAt()).toBeNull()
  })
})

test('each recipient is a delivery of its own, with the whole letter as it was written', () => {
  onNewBooks((store) => {
    const whole = answer('whole', {
      cc: [{ name: 'Ольга', address: 'o@plant.example' }],
      replyTo: 'support+x@vendor.example',
      recipients: ['i.sidorov@plant.example', 'O@plant.example'],
      attachments: [{ letterSha256: 'a', part: 2, name: 'Журнал.txt', type: 'text/plain', bytes: 7, sha256: 'b' }],
      references: ['a@x', 'b@x'],
      autoSubmitted: 'no',
      notBefore: later(-1),
    })
    say(store, whole)
    const due = claim(store, 0)
    expect(due.map((one) => [one.recipient, one.attempts, one.queuedAt, one.doubtSha256])).toEqual([
      ['i.sidorov@plant.example', 1, T0, null],
      ['O@plant.example', 1, T0, null],
    ])
    expect(due.map((one) => one.outgoing)).toEqual([whole, whole])
  })
})

test('answers go before automatic mail, and the oldest first', () => {
  onNewBooks((store) => {
    recordMoment(store, { outgoing: [automatic('first')], now: later(0) })
    recordMoment(store, { outgoing: [automatic('second'), answer('third')], now: later(1) })
    recordMoment(store, { outgoing: [answer('fourth')], now: later(2) })
    const names = ['first', 'second', 'third', 'fourth']
    const order = claim(store, 10, 3).map((one) => names.find((name) => outgoing(name).id === one.outgoing.id))
    expect(order).toEqual(['third', 'fourth', 'first'])
    expect(claim(store, 10)).toHaveLength(1)
  })
})

test('a held letter is not due before its time', () => {
  onNewBooks((store) => {
    say(store, answer('held', { notBefore: later(60) }))
    expect(store.queue.nextDueAt()).toEqual(later(60))
    expect(claim(store, 59)).toEqual([])
    expect(claim(store, 60)).toHaveLength(1)
  })
})

describe('after a claim', () => {
  test('and a crash the letter is due again after one step of backoff', () => {
    const { directory, remove } = temporary()
    const first = openStore(directory)
    say(first, automatic('a'))
    claim(first, 0)
    first.close()
    const second = openStore(directory)
    expect(claim(second, 299)).toEqual([])
    expect(only(claim(second, 300)).attempts).toBe(2)
    second.close()
    remove()
  })

  test('a letter in hand is not claimed a second time, however long the attempt lasts; one forgotten for half an hour is', () => {
    onNewBooks((store) => {
      say(store, automatic('a'))
      const due = only(claim(store, 0))
      expect(claim(store, 300)).toEqual([])
      expect(store.queue.nextDueAt()).toEqual(later(600))
      expect(claim(store, 1799)).toEqual([])
      expect(only(claim(store, 1801 + 300)).attempts).toBe(2)
      store.queue.settle([{ delivery: due.delivery, kind: 'postponed', until: later(5000), error: '451' }], later(4000))
      expect(only(claim(store, 5000)).attempts).toBe(3)
    })
  })

  const fates: readonly {
    readonly what: string
    readonly of: 'automatic' | 'answer'
    readonly doubt: boolean
    readonly fate: ((due: Due) => Fate) | null
    readonly state: string
    readonly dueAgainAt: number | null
    readonly sameBytes: boolean
  }[] = [
    { what: 'sent', of: 'automatic', doubt: true, fate: sent, state: 'sent', dueAgainAt: null, sameBytes: false },
    { what: 'sent', of: 'answer', doubt: true, fate: sent, state: 'sent', dueAgainAt: null, sameBytes: false },
    {
      what: 'postponed before the 354',
      of: 'automatic',
      doubt: false,
      fate: put,
      state: 'waiting',
      dueAgainAt: 900,
      sameBytes: false,
    },
    {
      what: 'postponed by a 4xx after the 354',
      of: 'automatic',
      doubt: true,
      fate: refused,
      state: 'waiting',
      dueAgainAt: 900,
      sameBytes: false,
    },
    {
      what: 'postponed by a 4xx after the 354',
      of: 'answer',
      doubt: true,
      fate: refused,
      state: 'waiting',
      dueAgainAt: 900,
      sameBytes: false,
    },
    {
      what: 'cut after the 354',
      of: 'automatic',
      doubt: true,
      fate: cut,
      state: 'doubtful',
      dueAgainAt: 602,
      sameBytes: true,
    },
    {
      what: 'cut after the 354',
      of: 'answer',
      doubt: true,
      fate: cut,
      state: 'doubtful',
      dueAgainAt: 900,
      sameBytes: true,
    },
    {
      what: 'dead after the 354',
      of: 'automatic',
      doubt: true,
      fate: null,
      state: 'doubtful',
      dueAgainAt: 601,
      sameBytes: true,
    },
    {
      what: 'dead after the 354',
      of: 'answer',
      doubt: true,
      fate: null,
      state: 'doubtful',
      dueAgainAt: 300,
      sameBytes: true,
    },
    {
      what: 'failed',
      of: 'automatic',
      doubt: false,
      fate: failed,
      state: 'failed',
      dueAgainAt: null,
      sameBytes: false,
    },
    { what: 'failed', of: 'answer', doubt: true, fate: failed, state: 'failed', dueAgainAt: null, sameBytes: false },
    {
      what: 'held for a person',
      of: 'answer',
      doubt: true,
      fate: keptBack,
      state: 'held',
      dueAgainAt: null,
      sameBytes: false,
    },
  ]
  function sent(due: Due): Fate {
    return { delivery: due.delivery, kind: 'sent', response: '250 queued' }
  }
  function put(due: Due): Fate {
    return { delivery: due.delivery, kind: 'postponed', until: later(900), error: '451 later' }
  }
  function refused(due: Due): Fate {
    return { delivery: due.delivery, kind: 'postponed', until: later(900), error: '451 later', afterData: true }
  }
  function cut(due: Due): Fate {
    return { delivery: due.delivery, kind: 'doubtful', until: later(900), error: 'the connection was cut' }
  }
  function failed(due: Due): Fate {
    return { delivery: due.delivery, kind: 'failed', failure: failure(due) }
  }
  function keptBack(due: Due): Fate {
    return { delivery: due.delivery, kind: 'held', error: 'a repeat would differ' }
  }

  test.each(fates)('$of mail that is $what is $state', ({ of, doubt, fate, state, dueAgainAt, sameBytes }) => {
    onNewBooks((store) => {
      say(store, of === 'answer' ? answer('a') : automatic('a'))
      const due = only(claim(store, 0))
      if (doubt) store.queue.markDoubt([{ delivery: due.delivery, sha256: 'bytes' }], later(1))
      if (fate !== null) store.queue.settle([fate(due)], later(2))
      expect(store.queue.nextDueAt()).toEqual(dueAgainAt === null ? null : later(dueAgainAt))
      const again = claim(store, 200_000)
      expect(again).toHaveLength(dueAgainAt === null ? 0 : 1)
      if (dueAgainAt !== null) expect(only(again).doubtSha256).toBe(sameBytes ? 'bytes' : null)
      const line = store.reading.outbox()[0]
      expect(line?.state).toBe(state === 'sent' ? undefined : state)
    })
  })

  /** Sends until the queue has no more of it, each attempt cut after the 354; gives how many there were. */
  function cutEachTime(store: Store): number {
    for (let times = 0; ; times += 1) {
      const [due] = claim(store, times * 10_000)
      if (due === undefined) return times
      store.queue.markDoubt([{ delivery: due.delivery, sha256: 'bytes' }], later(times * 10_000))
      store.queue.settle([{ ...cut(due), until: later((times + 1) * 10_000) } as Fate], later(times * 10_000))
    }
  }

  test.each([
    { what: 'an acknowledgement', kind: 'acknowledgement', audience: 'customer', times: 2 },
    { what: 'a notice', kind: 'notice', audience: 'customer', times: 2 },
    { what: 'a card', kind: 'notification', audience: 'engineer', times: 5 },
    { what: 'an alert', kind: 'alert', audience: 'engineer', times: 5 },
  ] as const)(
    '$what that is cut each time is transmitted $times times, then it stays in doubt',
    ({ kind, audience, times }) => {
      onNewBooks((store) => {
        open(store, 1, { outgoing: [] })
        say(store, outgoing('a', { kind, audience }))
        expect(cutEachTime(store)).toBe(times)
        expect(store.reading.outbox().map((one) => [one.state, one.nextAt])).toEqual([['doubtful', null]])
        expect(store.reading.show(1)?.history.filter((line) => line.what === 'arrival unknown')).toHaveLength(1)
      })
    },
  )

  test("a person's answer that is cut each time is transmitted five times", () => {
    onNewBooks((store) => {
      say(store, answer('a'))
      expect(cutEachTime(store)).toBe(5)
    })
  })

  test('a refusal before the 354 of the second attempt takes back no doubt about the first: the bytes stay the same', () => {
    onNewBooks((store) => {
      say(store, automatic('a'))
      const due = only(claim(store, 0))
      store.queue.markDoubt([{ delivery: due.delivery, sha256: 'bytes' }], later(1))
      store.queue.settle([cut(due)], later(2))
      store.queue.settle([put(only(claim(store, 700)))], later(701))
      expect(only(claim(store, 900)).doubtSha256).toBe('bytes')
      store.queue.markDoubt([{ delivery: due.delivery, sha256: 'bytes' }], later(901))
      store.queue.settle([refused(due)], later(902))
      expect(only(claim(store, 1000)).doubtSha256).toBe('bytes')
    })
  })

  test.each([
    { state: 'withdrawn', what: 'an answer', of: answer },
    { state: 'dropped', what: 'an answer', of: answer },
    { state: 'dropped', what: 'an acknowledgement', of: automatic },
  ])('$what that was $state meanwhile stays so, whatever the attempt under way marks or ends in', ({ state, of }) => {
    onNewBooks((store, directory) => {
      open(store, 1, { outgoing: [] })
      const said = of('a', { ticket: 1 })
      say(store, said)
      const delivery = store.reading.outbox()[0]?.id ?? 0
      const due = state === 'dropped' ? only(claim(store, 0)) : ({ delivery, outgoing: said, recipient: '' } as Due)
      if (state === 'dropped') expect(store.drop(delivery, later(1), 'ru')).toBe(true)
      else recordMoment(store, { entries: [{ kind: 'withdraw', outgoingId: said.id }], now: later(1) })
      for (let attempt = 0; attempt < 3; attempt += 1) {
        store.queue.markDoubt([{ delivery, sha256: 'bytes' }], later(2))
        expect(stateOf(directory, delivery)).toBe(state)
        expect(store.queue.nextDueAt()).toBeNull()
      }
      for (const fate of [sent, put, cut, failed, keptBack, refused]) {
        store.queue.settle([fate(due)], later(3))
        expect(stateOf(directory, delivery)).toBe(state)
        expect(store.queue.nextDueAt()).toBeNull()
      }
    })
  })
})

test('what several deliveries have to write is written together, all or nothing', () => {
  onNewBooks((store, directory) => {
    say(store, automatic('a'), answer('b'))
    const [first, second] = claim(store, 0)
    if (first === undefined || second === undefined) throw new Error('two deliveries are due')
    const fate: Fate = { delivery: first.delivery, kind: 'sent', response: '250' }
    // A mark that no statement takes: the books refuse it, as they refuse on a full disk.
    const mark = { delivery: second.delivery, sha256: {} as string }
    expect(() => store.queue.write([fate], [mark], later(1))).toThrow()
    expect(stateOf(directory, first.delivery)).toBe('waiting')
    store.queue.write([fate], [{ delivery: second.delivery, sha256: 'bytes' }], later(1))
    expect(stateOf(directory, first.delivery)).toBe('sent')
  })
})

describe('a failure', () => {
  test('is judged once; one that nobody has judged is found after a restart', () => {
    const { directory, remove } = temporary()
    const first = openStore(directory)
    open(first, 1, { outgoing: [] })
    recordMoment(first, { outgoing: [outgoing('a', { kind: 'answer' })] })
    const due = only(claim(first, 0))
    first.queue.settle([{ delivery: due.delivery, kind: 'failed', failure: failure(due) }], later(1))
    first.close()
    const second = openStore(directory)
    const unjudged = second.queue.failuresToJudge()
    expect(unjudged).toEqual([failure(due)])
    second.transaction((books) => {
      const facts = books.failureFacts(failure(due))
      expect(facts).toMatchObject({ language: 'ru', ticket: { id: 1 }, answer: { state: 'failed', kind: 'answer' } })
      const decided = { because: 'refused', filed: null, tickets: [], events: [], send: [], entries: [] }
      books.record({ kind: 'failure', failure: failure(due) }, decided, NO_WORDS, later(2))
    })
    expect(second.transaction((books) => books.failureFacts(failure(due)))).toBeUndefined()
    expect(second.queue.failuresToJudge()).toEqual([])
    second.close()
    remove()
  })

  test('of a letter that is not ours has no facts', () => {
    onNewBooks((store) => {
      const foreign = { ...failure({ outgoing: outgoing('x'), recipient: 'a@b' } as Due) }
      expect(store.transaction((books) => books.failureFacts(foreign))).toBeUndefined()
    })
  })
})

describe('an operator', () => {
  test('sends again what failed, was held or stood in doubt, and the history says so', () => {
    onNewBooks((store) => {
      open(store, 1)
      const due = only(claim(store, 0))
      store.queue.markDoubt([{ delivery: due.delivery, sha256: 'bytes' }], later(1))
      store.queue.settle([{ delivery: due.delivery, kind: 'doubtful', until: later(9), error: 'cut' }], later(2))
      expect(claim(store, 4)).toEqual([])
      expect(store.retry(due.delivery, later(5), 'ru')).toBe(true)
      expect(only(claim(store, 6))).toMatchObject({ attempts: 2, doubtSha256: null })
      expect(store.reading.show(1)?.history.at(-1)).toMatchObject({ who: 'operator', what: 'sending again' })
      store.queue.settle([{ delivery: due.delivery, kind: 'sent', response: '250' }], later(7))
      expect(store.retry(due.delivery, later(8), 'ru')).toBe(false)
      expect(store.retry(4711, later(8), 'ru')).toBe(false)
    })
  })

  test('is named in the history in the language of the desk', () => {
    onNewBooks((store) => {
      open(store, 1)
      const due = only(claim(store, 0))
      const said = () => store.reading.show(1)?.history.at(-1)
      const { recipient } = due
      expect(store.drop(due.delivery, later(1), 'en')).toBe(true)
      expect(said()).toMatchObject({
        ...{ who: 'operator', what: 'sending stopped', detail: `${due.outgoing.kind} to ${recipient}` },
      })
      expect(store.retry(due.delivery, later(2), 'ru')).toBe(true)
      expect(said()?.detail).toMatch(new RegExp(`^[а-я ]+ для ${recipient}$`))
    })
  })

  test('drops what waits; it is never due again, whatever an attempt under way brings', () => {
    onNewBooks((store) => {
      say(store, automatic('a'))
      const due = only(claim(store, 0))
      expect(store.drop(due.delivery, later(1), 'ru')).toBe(true)
      store.queue.settle([{ delivery: due.delivery, kind: 'postponed', until: later(2), error: '451' }], later(2))
      expect(claim(store, 100_000)).toEqual([])
      expect(store.drop(due.delivery, later(3), 'ru')).toBe(false)
    })
  })
})

describe('a held answer that is taken back', () => {
  test('never goes, is not shown and is no last answer', () => {
    onNewBooks((store) => {
      open(store, 1, { outgoing: [] })
      const held = outgoing('held', { kind: 'answer', notBefore: later(60) })
      file(store, { letter: letter(2), filed: { ticket: 1, role: 'source' }, outgoing: [held] })
      recordMoment(store, { entries: [{ kind: 'withdraw', outgoingId: held.id }], now: later(5) })
      expect(claim(store, 1000)).toEqual([])
      expect(store.reading.show(1)?.messages.map((one) => one.direction)).toEqual(['in'])
    })
  })
})

test('figures tell what waits, what is due and since when, what failed', () => {
  onNewBooks((store) => {
    say(store, automatic('a'), automatic('b', { notBefore: later(900) }), answer('c'))
    expect(store.reading.figures(later(10)).outbox).toEqual({
      waiting: 3,
      due: 2,
      oldestDueAt: T0,
      failed: 0,
      doubtful: 0,
      held: 0,
      sentLastHour: 0,
    })
    const [first, second] = claim(store, 10)
    if (first === undefined || second === undefined) throw new Error('two were due')
    store.queue.settle(
      [
        { delivery: first.delivery, kind: 'sent', response: '250' },
        { delivery: second.delivery, kind: 'failed', failure: failure(second) },
      ],
      later(11),
    )
    expect(store.reading.figures(later(12)).outbox).toMatchObject({ waiting: 1, due: 0, failed: 1, sentLastHour: 1 })
  })
})
