// A bug in a rule of time, or over one failed delivery: it is put off at the third stumble and the leads are told; the
// other tickets have their reminders, and the desk starts again whatever happened.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTime, type Time } from '../../src/daemon/time.ts'
import type { Room } from '../../src/filing.ts'
import { type Log, silent } from '../../src/log.ts'
import { Trouble } from '../../src/trouble.ts'
import { LEAD, PYOTR } from '../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

let desk: WholeDesk
let lines: { readonly sentence: string; readonly fields: Record<string, unknown> }[]
const DAYS = 86_400

beforeEach(() => {
  desk = openWholeDesk({ now: new Date('2026-11-16T09:00:00Z') })
  lines = []
})
afterEach(() => desk.close())

const log: Log = {
  ...silent,
  error: (fields, sentence) => void lines.push({ sentence, fields: { ...fields } }),
}

/** The desk's room with a bug: whatever is said on these tickets, or in letters of this kind, throws. */
function withBug(bug: { readonly tickets?: readonly number[]; readonly letter?: string }): Room {
  return {
    ...desk.room,
    policy: desk.policy,
    render: (draft) => {
      const isHit = bug.tickets?.includes(draft.ticket ?? 0) || (draft.words.letter as string) === bug.letter
      if (isHit) throw new TypeError("Cannot read properties of undefined (reading 'x')")
      return desk.room.render(draft)
    },
  }
}

function timeWith(room: Room): Time {
  return openTime({ room, store: desk.store, log, done: () => undefined })
}

/** So many tickets that wait for their customers, each due to be reminded. */
async function waitingTickets(count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1)
    await desk.arrives(rawMail({ from: `person${n}@plant.example`, subject: `Вопрос ${n}` }))
  const cards = desk.to(PYOTR.address).filter((one) => one.ticket !== null)
  for (const card of cards) {
    await desk.arrives(engineersAnswer(card, PYOTR.address, '!ждём\nПришлите, пожалуйста, журнал сервера.'))
  }
  desk.turn(8 * DAYS)
}

const history = (ticket: number): readonly string[] =>
  (desk.store.reading.show(ticket)?.history ?? []).map((line) => line.what)
const reminded = (): readonly number[] => [1, 2, 3, 4, 5].filter((ticket) => history(ticket).includes('reminded'))
const deliver = (): void => desk.tick()

describe('a bug over one ticket', () => {
  test('keeps no other ticket from its reminder; it is tried three times, then put off, and the leads are told', async () => {
    await waitingTickets(5)
    const time = timeWith(withBug({ tickets: [3] }))
    time.tick()
    expect(reminded()).toEqual([1, 2, 4, 5])
    time.tick()
    expect(history(3)).not.toContain('put off')
    time.tick()
    expect(history(3)).toContain('put off')
    expect(lines.filter((line) => line.sentence === 'a rule stumbled').map((line) => line.fields.attempts)).toEqual([
      1, 2, 3,
    ])
    expect(lines.at(-1)).toMatchObject({ sentence: 'put off', fields: { ticket: 3 } })
    time.tick()
    deliver()
    const told = desk.to(LEAD.address).filter((one) => one.subject.includes('Отложено из-за ошибки программы'))
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toContain('SKPS-3: напоминания и сроки')
    expect(told[0]?.text).toContain("reading 'x'")
    expect(time.complaint.trouble).toBeNull()
  })

  test('rests until something happens to the ticket; then its reminders are tried again', async () => {
    await waitingTickets(2)
    const broken = timeWith(withBug({ tickets: [2] }))
    for (let n = 0; n < 4; n += 1) broken.tick()
    expect(desk.store.ticketsDue(desk.now())).toEqual([])
    await desk.arrives(
      rawMail({ from: 'person2@plant.example', subject: 'Re: [SKPS-2] Вопрос 2', text: 'Вот журнал.' }),
    )
    const card = desk
      .to(PYOTR.address)
      .filter((one) => one.ticket === 2)
      .at(-1)
    if (card === undefined) throw new Error('no card came')
    await desk.arrives(engineersAnswer(card, PYOTR.address, '!ждём\nА ещё настройки?'))
    desk.turn(8 * DAYS)
    timeWith(desk.room).tick()
    expect(history(2).filter((what) => what === 'reminded')).toHaveLength(1)
  })

  test('that ends the process each time is put off too: the next starts look at each part alone', async () => {
    await waitingTickets(3)
    const dies: Room = {
      ...withBug({}),
      render: (draft) => {
        // What a rule that ends the process leaves behind: what was counted before, and nothing else.
        if (draft.ticket === 2)
          throw new Trouble('stands for the end of the process', { lasting: true, code: 'database.gone' })
        return desk.room.render(draft)
      },
    }
    // The first turn dies as a whole; from the second start on each part is counted by itself.
    for (let start = 0; start < 4; start += 1) expect(() => timeWith(dies).tick()).toThrow()
    expect(reminded()).toEqual([1])
    timeWith(dies).tick()
    expect(history(2)).toContain('put off')
    expect(reminded()).toEqual([1, 3])
  })
})

describe('a bug in a rule of the day', () => {
  test('keeps the others going; the rule rests for the day, and is tried again on the next', async () => {
    await desk.arrives(rawMail())
    desk.tick()
    desk.turn(DAYS)
    const time = timeWith(withBug({ letter: 'digest' }))
    for (let n = 0; n < 4; n += 1) time.tick()
    deliver()
    expect(lines.filter((line) => line.sentence === 'put off')).toMatchObject([{ fields: { kind: 'morning' } }])
    expect(desk.to(LEAD.address).filter((one) => one.text.includes('утренняя сводка'))).toHaveLength(1)
    expect(desk.to(PYOTR.address).filter((one) => one.kind === 'digest')).toHaveLength(0)
    desk.turn(DAYS)
    timeWith(desk.room).tick()
    deliver()
    expect(desk.to(PYOTR.address).filter((one) => one.kind === 'digest')).toHaveLength(1)
  })
})

describe('a bug over one failed delivery', () => {
  test('leaves the failure without consequences at the third stumble, says so on the ticket, and tells the leads', async () => {
    await desk.arrives(rawMail())
    const card = desk.to(PYOTR.address)[0]
    if (card === undefined) throw new Error('no card came')
    await desk.arrives(engineersAnswer(card, PYOTR.address, 'Перезапустите службу.'))
    const answer = desk.post.find((one) => one.outgoing.kind === 'answer')
    if (answer === undefined) throw new Error('no answer left')
    const { outgoing, recipient } = answer
    const why = { code: 550, status: '5.1.1', text: '550 5.1.1 no such user', lastingBecause: 'refused' } as const
    const failure = { outgoingId: outgoing.id, recipient, ...why }
    const time = timeWith(withBug({ letter: 'undelivered' }))
    for (let n = 0; n < 3; n += 1) time.judge(failure)
    expect(history(1)).toContain('put off')
    time.judge(failure)
    timeWith(desk.room).tick()
    deliver()
    expect(desk.to(LEAD.address).filter((one) => one.text.includes('последствия недоставленного письма'))).toHaveLength(
      1,
    )
  })
})

test('until the gap after a restored copy is filled nobody is reminded or closed; then what is due comes', async () => {
  await waitingTickets(1)
  const since = new Date(desk.now().getTime() - 86_400_000)
  const isOpen = { now: true }
  const store = {
    ...desk.store,
    queue: desk.store.queue,
    settings: { ...desk.store.settings, gapSince: () => (isOpen.now ? since : null) },
  } as typeof desk.store
  const bound = new Proxy(desk.store, {
    get: (target, name) => {
      if (name === 'settings') return store.settings
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const time = openTime({ room: { ...desk.room, policy: desk.policy }, store: bound, log, done: () => undefined })
  time.tick()
  expect(reminded()).toEqual([])
  isOpen.now = false
  time.tick()
  expect(reminded()).toEqual([1])
})

test('a failure whose books are busy again and again is judged when they take it, and never put off for that', async () => {
  await desk.arrives(rawMail())
  const acknowledgement = desk.post.find((one) => one.outgoing.kind === 'acknowledgement')
  if (acknowledgement === undefined) throw new Error('no acknowledgement left')
  const { outgoing, recipient } = acknowledgement
  let busy = true
  const time = timeWith({
    ...desk.room,
    policy: desk.policy,
    transaction: (work) => {
      if (busy) throw new Trouble('another process is writing in the books', { lasting: false })
      return desk.room.transaction(work)
    },
  })
  const why = { code: 550, status: '5.1.1', text: '550 5.1.1 no such user', lastingBecause: 'refused' } as const
  for (let n = 0; n < 5; n += 1) time.judge({ outgoingId: outgoing.id, recipient, ...why })
  busy = false
  time.judge({ outgoingId: outgoing.id, recipient, ...why })
  expect(history(1)).toContain('undelivered')
  expect(history(1)).not.toContain('put off')
})

test('books that take nothing are no bug: time waits for them, and nothing is counted', async () => {
  await waitingTickets(1)
  let busy = true
  const time = timeWith({
    ...desk.room,
    policy: desk.policy,
    transaction: (work) => {
      if (busy) throw new Trouble('another process is writing in the books', { lasting: false, code: 'database.busy' })
      return desk.room.transaction(work)
    },
  })
  for (let n = 0; n < 5; n += 1) time.tick()
  expect(time.complaint).toMatchObject({ trouble: 'another process is writing in the books', code: 'database.busy' })
  busy = false
  time.tick()
  expect(reminded()).toEqual([1])
  expect(time.complaint.trouble).toBeNull()
  expect(lines).toEqual([])
})
