import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { calendarVerb } from '../../src/cli/calendar.ts'
import { deadlineVerb } from '../../src/cli/deadline.ts'
import type { Verb } from '../../src/cli/frame/verb.ts'

const folder = mkdtempSync(join(tmpdir(), 'ticketd-deadline-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, json: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof json === 'string' ? json : JSON.stringify(json))
  return path
}

const OWN_YEAR = {
  year: 2026,
  version: 'own',
  status: 'official',
  ground: 'the contract',
  days: [{ on: '2026-11-18', kind: 'transferred', ground: 'the day of the plant' }],
}

/** A configuration with a contract that has its own calendar, and one around the clock. */
function configuration(): string {
  file('plant.json', OWN_YEAR)
  file('contracts.json', [
    {
      number: '1',
      organisation: 'Завод',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      minDays: 1,
      maxDays: 3,
      calendar: 'plant.json',
    },
    {
      number: '2',
      organisation: 'Пост',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      maxDays: 5,
      aroundTheClock: true,
    },
  ])
  return file('config.json', {
    support: { address: 'support@vendor.example', name: 'Поддержка' },
    mailbox: { host: '127.0.0.1', port: 143, security: 'none', user: 'u', password: 'p' },
    smtp: { host: '127.0.0.1', port: 25, security: 'none' },
    engineers: [{ name: 'Пётр Иванов', address: 'p@vendor.example', roles: ['engineer', 'duty', 'lead'] }],
    contracts: 'contracts.json',
    clock: { open: '09:00' },
    data: { directory: 'data' },
  })
}

async function run(
  verb: Verb,
  args: readonly string[],
  stdin: readonly (string | Buffer)[] = [],
  config: string | null = null,
) {
  const out: string[] = []
  const err: string[] = []
  async function* input(): AsyncGenerator<string | Buffer> {
    yield* stdin
  }
  const io = {
    out: (line: string): void => void out.push(line),
    err: (line: string): void => void err.push(line),
    stdin: input(),
    environment: {},
  }
  const status = await verb.run(args, io, {
    path: config ?? join(folder, 'none.json'),
    named: config !== null,
  })
  return { status, out, err, json: () => out.map((line): Record<string, unknown> => JSON.parse(line)) }
}

describe('ticketd deadline', () => {
  test('needs no configuration and prints the object of the contract', async () => {
    const { status, json } = await run(deadlineVerb, ['--received', '2026-04-29T12:00', '--json'])
    const [answer] = json()
    expect(status).toBe(0)
    expect(Object.keys(answer ?? {})).toEqual(['received', 'clockStart', 'earliest', 'deadline', 'calendar', 'days'])
    expect(answer).toMatchObject({
      received: '2026-04-29T12:00:00+03:00',
      clockStart: '2026-04-29T12:00:00+03:00',
      earliest: '2026-05-07T18:00:00+03:00',
      deadline: '2026-05-15T18:00:00+03:00',
      calendar: 'official',
    })
    const days = answer?.days as { date: string; kind: string; counts: boolean }[]
    expect(days[0]).toEqual({ date: '2026-04-29', kind: 'work', counts: false })
    expect(days[1]).toEqual({ date: '2026-04-30', kind: 'short', counts: true })
    expect(days.at(-1)).toEqual({ date: '2026-05-15', kind: 'work', counts: true })
    expect(days.filter((day) => day.counts)).toHaveLength(10)
    expect([...new Set(days.map((day) => day.kind))]).toEqual(['work', 'short', 'holiday', 'weekend', 'transferred'])
  })

  test('says in Russian what a person wants to know', async () => {
    const { out } = await run(deadlineVerb, ['--received', '2027-02-15T09:00:00Z'])
    expect(out.join('\n')).toContain('10-й рабочий день:    02.03.2027 (вт) 18:00 — срок')
    expect(out.join('\n')).toContain('2027-02-20 сб  5-й   рабочая суббота')
    expect(out.join('\n')).toContain('предварительный')
  })

  test('answers many lines of standard input, whatever the pieces in which they come', async () => {
    const text =
      '2026-04-29T12:00\n"2026-04-29T09:00:00Z"\r\n\n{"received":"2026-04-29T12:00"}\nзавтра\n{"received":7}\n[1]\n{oops'
    const bytes = Buffer.from(text)
    const pieces = [bytes.subarray(0, 5), bytes.subarray(5, 83), bytes.subarray(83, 84), bytes.subarray(84)]
    const { status, json } = await run(deadlineVerb, ['--stdin'], pieces)
    const answers = json()
    expect(status).toBe(1)
    expect(answers.slice(0, 3).map((one) => one.deadline)).toEqual(Array(3).fill('2026-05-15T18:00:00+03:00'))
    expect(answers.slice(3).map((one) => [Object.keys(one).join(), one.received])).toEqual([
      ['received,error', 'завтра'],
      ['received,error', 7],
      ['received,error', '[1]'],
      ['received,error', '{oops'],
    ])
  })

  test('ends with 0 when every line was right', async () => {
    expect((await run(deadlineVerb, ['--stdin'], ['2026-04-29T12:00'])).status).toBe(0)
  })

  test("counts by a contract's own days and calendar file", async () => {
    const { json } = await run(
      deadlineVerb,
      ['--received', '2026-11-17T12:00', '--contract', '1', '--json'],
      [],
      configuration(),
    )
    expect(json()[0]).toMatchObject({ earliest: '2026-11-19T18:00:00+03:00', deadline: '2026-11-23T18:00:00+03:00' })
  })

  test("counts every day around the clock, and takes the configuration's hours", async () => {
    const config = configuration()
    const round = await run(deadlineVerb, ['--received', '2026-11-20T23:00', '--contract', '2', '--json'], [], config)
    expect(round.json()[0]).toMatchObject({
      clockStart: '2026-11-20T23:00:00+03:00',
      deadline: '2026-11-26T00:00:00+03:00',
    })
    const house = await run(deadlineVerb, ['--received', '2026-11-20T08:00', '--json'], [], config)
    expect(house.json()[0]).toMatchObject({ clockStart: '2026-11-20T09:00:00+03:00' })
  })

  test('takes a contract from each line, and tells of one that there is not', async () => {
    const lines = '{"received":"2026-11-17T12:00","contract":"1"}\n{"received":"2026-11-17T12:00","contract":"9"}\n'
    const { status, json } = await run(deadlineVerb, ['--stdin'], [lines], configuration())
    expect(status).toBe(1)
    expect(json()).toMatchObject([
      { deadline: '2026-11-23T18:00:00+03:00' },
      { error: 'there is no contract 9 in the contracts file' },
    ])
  })

  const WRONG: readonly [args: readonly string[], status: number, because: string][] = [
    [[], 2, 'no time'],
    [['--received', '2026-04-29', '--stdin'], 2, 'both'],
    [['--recieved', '2026-04-29'], 2, 'an option misspelt'],
    [['--received', 'вчера'], 2, 'no time that can be read'],
    [['--received', '2026-04-29', '--contract', '1'], 78, 'a contract without a configuration'],
  ]
  test.each(WRONG)('%j ends with %d: %s', async (args, status) => {
    const done = await run(deadlineVerb, args)
    expect([done.status, done.out]).toEqual([status, []])
    expect(done.err.length).toBeGreaterThan(0)
  })
})

describe('ticketd calendar', () => {
  test('shows a year with its status, its ground and each day with its own', async () => {
    const { status, out } = await run(calendarVerb, ['show', '2026'])
    expect(status).toBe(0)
    expect(out.slice(0, 3)).toEqual([
      '2026: официальный, версия 2026.1',
      'Основание: постановление Правительства РФ от 24.09.2025 № 1466',
      'Рабочих дней: 247',
    ])
    expect(out.some((line) => line.includes('2026-05-11 пн  выходной по переносу — перенос с субботы 9 мая'))).toBe(
      true,
    )
  })

  test('shows a computed year as such, and as JSON', async () => {
    const { json } = await run(calendarVerb, ['show', '2031', '--json'])
    expect(json()[0]).toMatchObject({ year: 2031, status: 'computed' })
  })

  test('lists every mistake in a file with its place', async () => {
    const path = file('bad.json', {
      ...OWN_YEAR,
      status: 'sure',
      days: [{ on: '2026-11-31', kind: 'holiday', ground: 'x' }],
    })
    const { status, err } = await run(calendarVerb, ['check', path])
    expect(status).toBe(1)
    expect(err).toEqual([
      `${path} status: "sure" is unknown; one of official, preliminary, computed`,
      `${path} days[0].on: "2026-11-31" is no date; a day as YYYY-MM-DD`,
    ])
  })

  test('checks a list of years and refuses one that stands twice', async () => {
    const path = file('twice.json', [OWN_YEAR, OWN_YEAR])
    const { status, err } = await run(calendarVerb, ['check', path])
    expect([status, err]).toEqual([1, [`${path}: gives the year 2026 twice; each year once`]])
  })

  test('remarks on holidays that a right file leaves out', async () => {
    const { status, err, out } = await run(calendarVerb, ['check', file('own.json', OWN_YEAR)])
    expect([status, out.length]).toEqual([0, 1])
    expect(err.some((line) => line.includes('2026-05-09'))).toBe(true)
  })

  test('tells of a file that is not there or no JSON', async () => {
    expect((await run(calendarVerb, ['check', join(folder, 'nowhere.json')])).status).toBe(1)
    expect((await run(calendarVerb, ['check', file('torn.json', '{')])).status).toBe(1)
  })

  test.each([
    [[]],
    [['show']],
    [['show', 'next']],
    [['move', 'x']],
    [['check', 'x', '--yes']],
    [['show', '2026', '2027']],
  ])('%j is wrong usage', async (args) => {
    expect((await run(calendarVerb, args)).status).toBe(2)
  })
})
