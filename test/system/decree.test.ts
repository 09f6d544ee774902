// A decree that moves May: applied beside the running desk with `ticketd calendar apply`, on real books.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CALENDAR, yearOfCalendar } from '../../src/calendar/calendar.ts'
import { calendarVerb } from '../../src/cli/calendar.ts'
import { type Application, applyCalendar } from '../../src/cli/calendar-apply.ts'
import { deadlineVerb } from '../../src/cli/deadline.ts'
import type { Verb } from '../../src/cli/frame/verb.ts'
import { PYOTR } from '../support/desk.ts'
import { CUSTOMER, TurnedDesk } from '../support/turned-desk.ts'

let desk: TurnedDesk
beforeEach(() => {
  desk = new TurnedDesk('2026-04-20T12:00')
})
afterEach(() => desk.close())

/** The year 2026 with days changed by a decree. */
function decree(name: string, changes: Readonly<Record<string, string>>, version = '2026.2'): string {
  const year = yearOfCalendar(CALENDAR, 2026)
  const kept = year.days.filter((day) => !(day.on in changes))
  const days = Object.entries(changes).map(([on, kind]) => ({ on, kind, ground: 'постановление от 24.04.2026' }))
  const file = join(desk.folder, name)
  const data = { ...year, version, ground: 'постановление от 24.04.2026', days: [...kept, ...days] }
  writeFileSync(file, JSON.stringify(data))
  return file
}
const FREE_FRIDAY = { '2026-05-08': 'transferred' }

interface Said {
  readonly status: number
  readonly out: readonly string[]
  readonly err: readonly string[]
}

function apply(file: string | null, options: Partial<Application> = {}): Said {
  const { out, err, io } = listening()
  const wanted = { file, dryRun: false, yes: false, json: false, now: desk.now, ...options }
  return { status: applyCalendar(wanted, { path: desk.configFile, named: true }, io), out, err }
}

async function run(verb: Verb, ...args: string[]): Promise<Said> {
  const { out, err, io } = listening()
  return { status: await verb.run(args, io, { path: desk.configFile, named: true }), out, err }
}

function listening() {
  const out: string[] = []
  const err: string[] = []
  async function* nothing(): AsyncGenerator<string> {}
  const io = {
    out: (line: string): void => void out.push(line),
    err: (line: string): void => void err.push(line),
    stdin: nothing(),
    environment: {},
  }
  return { out, err, io }
}

/** One ticket that the decree moves, one that is answered before it, and one that comes after. */
function threeTickets(): void {
  desk.mail('2026-04-29T12:00')
  desk.mail('2026-04-29T13:00', { from: { name: 'Ольга', address: 'o@other.example' }, subject: 'Другой вопрос' })
  desk.engineer('2026-04-29T14:00', '!закрыть\nСделано.', { ticket: 2 })
  desk.turnTo('2026-04-30T11:00')
  desk.post = []
}

describe('a decree that makes Friday, May 8 a day off', () => {
  test('is looked at first: the tickets that move are listed and nothing is written', () => {
    threeTickets()
    const { status, out, err } = apply(decree('may.json', FREE_FRIDAY), { dryRun: true })
    expect(status).toBe(0)
    expect(out).toHaveLength(1)
    expect(out[0]).toMatch(/^SKPS-1 +2026-05-15 18:00 -> 2026-05-18 18:00 +позже/)
    expect(err.join()).toContain('Ничего не записано')
    desk.tick()
    expect([desk.deadline(1), desk.sentTo(CUSTOMER)]).toEqual(['2026-05-15 18:00', []])
  })

  test('takes no later date without --yes', () => {
    threeTickets()
    const { status, err } = apply(decree('may.json', FREE_FRIDAY))
    expect([status, desk.deadline(1), desk.store.reading.calendar().version]).toEqual([1, '2026-05-15 18:00', 0])
    expect(err.join()).toContain('--yes')
  })

  test('moves them with --yes: history, promise and one letter to each customer concerned, once', () => {
    threeTickets()
    const file = decree('may.json', FREE_FRIDAY)
    expect(apply(file, { yes: true }).status).toBe(0)
    desk.deliver()
    expect(desk.deadline(1)).toBe('2026-05-18 18:00')
    expect(desk.deadline(2)).toBe('2026-05-15 18:00')
    expect(desk.sentTo(CUSTOMER)).toEqual(['2026-04-30T11:00 notice [SKPS-1] Не открывается каталог'])
    expect(desk.sentTo('o@other.example')).toEqual([])
    const letter = desk.lastTo(CUSTOMER)
    expect(letter.text).toMatch(/18\sмая\s2026/)
    expect(letter.text).toContain('постановление от 24.04.2026')
    expect(letter.autoSubmitted).toBe('auto-generated')
    expect(desk.history(1).at(-1)).toContain('15.05.2026, 18:00 → 18.05.2026, 18:00: изменился календарь')
    expect(desk.ticket(1).promises.map((one) => one.calendar)).toEqual(['2026:2026.1', '2026:2026.2'])
    expect(apply(file, { yes: true }).err.join()).toContain('уже действуют')
    desk.deliver()
    expect(desk.sentTo(CUSTOMER)).toHaveLength(1)
  })

  test('holds for the running desk at once, after a restart, after SIGHUP, and for every verb', async () => {
    threeTickets()
    apply(decree('may.json', FREE_FRIDAY), { yes: true })
    desk.mail('2026-04-30T11:05', { from: { name: 'Пётр', address: 'p@third.example' } })
    expect(desk.deadline(3)).toBe('2026-05-19 18:00')
    desk.restart()
    desk.mail('2026-04-30T11:10', { from: { name: 'Пётр', address: 'p@third.example' } })
    expect(desk.deadline(4)).toBe('2026-05-19 18:00')
    expect(desk.reload()).toEqual([])
    desk.mail('2026-04-30T11:15', { from: { name: 'Пётр', address: 'p@third.example' } })
    expect(desk.deadline(5)).toBe('2026-05-19 18:00')
    const counted = await run(deadlineVerb, '--received', '2026-04-30T11:05', '--json')
    expect(JSON.parse(counted.out[0] ?? '')).toMatchObject({ deadline: '2026-05-19T18:00:00+03:00' })
    const shown = await run(calendarVerb, 'show', '2026')
    expect(shown.out[0]).toContain('2026.2')
  })

  test('is taken back by another version, and the earlier date is told without --yes', () => {
    threeTickets()
    apply(decree('may.json', FREE_FRIDAY), { yes: true })
    desk.deliver()
    expect(apply(decree('back.json', { '2026-05-08': 'short' }, '2026.3')).status).toBe(0)
    desk.deliver()
    expect(desk.deadline(1)).toBe('2026-05-15 18:00')
    expect(desk.sentTo(CUSTOMER)).toHaveLength(2)
  })

  test('is refused when its version names other days already', () => {
    threeTickets()
    const { status, err } = apply(decree('same.json', FREE_FRIDAY, '2026.1'), { yes: true })
    expect([status, desk.store.reading.calendar().version]).toEqual([1, 0])
    expect(err.join()).toContain('needs a version of its own')
  })

  test('moves a ticket that waits for its customer, and the letter says that the clock stands', () => {
    desk.mail('2026-04-29T12:00')
    desk.engineer('2026-04-29T14:00', '!ждём\n1. Какая у вас версия?')
    desk.turnTo('2026-04-30T11:00')
    desk.post = []
    apply(decree('may.json', FREE_FRIDAY), { yes: true })
    desk.deliver()
    expect(desk.lastTo(CUSTOMER).text).toMatch(/приостановлен/)
    expect(desk.lastTo(CUSTOMER).text).not.toMatch(/не требуется/)
    expect(desk.ticket(1).state).toBe('waiting')
  })

  test('with a mistake in it is listed mistake by mistake and changes nothing', () => {
    threeTickets()
    const { status, err } = apply(decree('wrong.json', { '2026-05-16': 'short', '2026-05-18': 'worked-saturday' }))
    expect(status).toBe(1)
    expect(err).toHaveLength(2)
    expect(desk.deadline(1)).toBe('2026-05-15 18:00')
  })
})

test('a year as show prints it is a file again; a sum that does not fit its days is a mistake', async () => {
  const [shown] = (await run(calendarVerb, 'show', '2026', '--json')).out
  const file = join(desk.folder, 'shown.json')
  writeFileSync(file, shown ?? '')
  desk.tick()
  expect(await run(calendarVerb, 'check', file)).toMatchObject({ status: 0 })
  expect(apply(file).err.join()).toContain('уже действуют')
  writeFileSync(file, (shown ?? '').replace('"workingDays":247', '"workingDays":248'))
  const { status, err } = await run(calendarVerb, 'check', file)
  expect([status, err.join()]).toEqual([1, expect.stringContaining('workingDays: 248 is not what the days come to')])
})

test('days that come with the configuration are told of, and moved by apply without a file', async () => {
  threeTickets()
  decree('may.json', FREE_FRIDAY)
  desk.configure({ clock: { calendars: ['may.json'] } })
  expect(desk.reload()).toEqual([])
  expect([await desk.adrift(), desk.deadline(1)]).toEqual([1, '2026-05-15 18:00'])
  expect(apply(null).status).toBe(1)
  expect(apply(null, { yes: true }).status).toBe(0)
  desk.deliver()
  expect([await desk.adrift(), desk.deadline(1), desk.sentTo(CUSTOMER).length]).toEqual([0, '2026-05-18 18:00', 1])
})

test('a decree that makes the preliminary year official moves nothing, and its tickets are provisional no more', () => {
  desk.mail('2026-12-24T12:00')
  expect(desk.ticket(1).provisional).toBe(true)
  const file = join(desk.folder, 'official.json')
  writeFileSync(file, JSON.stringify({ ...yearOfCalendar(CALENDAR, 2027), status: 'official', version: '2027.1' }))
  const { status, out } = apply(file)
  desk.deliver()
  expect([status, out]).toEqual([0, []])
  expect(desk.ticket(1).provisional).toBe(false)
  expect(desk.sentTo(CUSTOMER)).toHaveLength(1)
  expect(desk.lettersTo(PYOTR.address).every((one) => one.outgoing.kind !== 'notice')).toBe(true)
})
