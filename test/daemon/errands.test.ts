// What is counted beside the letters: it is asked for in the books, counted on a connection of its own and answered by a
// letter; what cannot be counted is said in the end, and stops nothing.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Errands, openErrands } from '../../src/daemon/errands.ts'
import { fileLetter, type Room } from '../../src/filing.ts'
import { openLog } from '../../src/log.ts'
import { letterFrom, PYOTR } from '../support/desk.ts'
import { openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

let desk: WholeDesk
let stopping: AbortController
let told: string[]

beforeEach(async () => {
  desk = openWholeDesk()
  stopping = new AbortController()
  told = []
  await desk.arrives(rawMail({ text: 'Каталог не открывается.' }))
})
afterEach(() => desk.close())

function errands(room: Room = desk.room): Errands {
  return openErrands({
    ...{ directory: desk.folder, store: desk.store, room, signal: stopping.signal },
    counted: () => told.push('counted'),
    answered: () => told.push('answered'),
    log: openLog('silent'),
  })
}

/** Pyotr asks by mail; the mail is filed, nothing is counted yet. */
function asks(order: string): void {
  const card = desk.to(PYOTR.address)[0]
  const now = desk.now()
  const letter = letterFrom({
    ...{ messageId: 'q1@vendor.example', from: PYOTR, returnPath: PYOTR.address, arrivedAt: now, date: now },
    ...{
      inReplyTo: card?.messageId ?? null,
      references: [],
      subject: `Re: ${card?.subject}`,
      reply: order,
      text: order,
    },
  })
  expect(fileLetter(letter, desk.room)?.send).toEqual([])
}

function reports(): readonly string[] {
  desk.tick()
  return desk
    .to(PYOTR.address)
    .flatMap(({ subject, headers }) =>
      headers.some(({ name, value }) => name === 'X-Ticket-Event' && value === 'report') ? [subject] : [],
    )
}

describe('a report asked for by mail', () => {
  test('is counted after the mail is filed, and answered once, in its thread', async () => {
    asks('!отчёт ноябрь, в сравнении с прошлым')
    expect(reports()).toEqual([])
    const counting = errands()
    counting.nudge()
    counting.nudge()
    await counting.idle()
    expect(reports()).toEqual(['Отчёт за 01.11.2026 – 30.11.2026'])
    const [answer] = desk.to(PYOTR.address).filter((one) => one.subject.startsWith('Отчёт'))
    expect(answer?.inReplyTo).toBe('q1@vendor.example')
    expect(answer?.text).toContain('Поступило              1 (было 0)')
    counting.nudge()
    await counting.idle()
    expect([reports().length, told]).toEqual([1, ['answered']])
  })

  test('survives a daemon that dies before it is counted', async () => {
    asks('!отчёт')
    stopping.abort()
    const dead = errands()
    dead.nudge()
    await dead.idle()
    expect(reports()).toEqual([])
    stopping = new AbortController()
    const next = errands()
    next.nudge()
    await next.idle()
    expect(reports()).toHaveLength(1)
  })

  test('that cannot be counted is tried three times, and then the engineer is told', async () => {
    asks('!отчёт')
    const bug = (): never => {
      throw new Error('a bug in counting')
    }
    const broken: Room = { ...desk.room, clock: bug }
    for (let n = 0; n < 3; n += 1) {
      const counting = errands(broken)
      counting.nudge()
      await counting.idle()
      expect(reports()).toEqual([])
    }
    const last = errands()
    last.nudge()
    await last.idle()
    expect(reports()).toEqual(['Отчёт не удалось посчитать'])
  })
})

test('the figures of the morning mail are counted once, and there is nothing until they are', async () => {
  const asked = { from: new Date('2026-10-31T21:00:00Z'), to: new Date('2026-11-30T21:00:00Z'), contract: null }
  const counting = errands()
  expect(counting.figures(asked)).toBeNull()
  await counting.idle()
  expect(told).toEqual(['counted'])
  expect(counting.figures(asked)?.total.balance.came).toBe(1)
  expect(told).toEqual(['counted'])
})
