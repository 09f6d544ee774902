// `ticketd report` on the books of a desk that has worked for a week.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/frame/verb.ts'
import { reportVerb } from '../../src/cli/report.ts'
import { ANNA, contractWith, PYOTR } from '../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

let desk: WholeDesk
let file: string
const DAY = 86_400

beforeEach(async () => {
  desk = openWholeDesk({
    policy: { contracts: [contractWith(), contractWith({ number: '18/2026', domains: [], people: [] })] },
  })
  file = join(desk.folder, 'config.json')
  const server = { host: '127.0.0.1', security: 'none', user: 'support', password: 'secret' }
  writeFileSync(
    file,
    JSON.stringify({
      support: { address: 'support@vendor.example', name: 'Поддержка' },
      mailbox: { ...server, port: 143 },
      smtp: { ...server, port: 25 },
      engineers: [PYOTR, ANNA].map(({ name, address, roles }) => ({ name, address, roles })),
      contracts: 'contracts.json',
      data: { directory: desk.folder },
    }),
  )
  const entry = { organisation: 'АО «Завод»', validFrom: '2026-01-01', validTo: '2026-12-31', people: [] }
  writeFileSync(
    join(desk.folder, 'contracts.json'),
    JSON.stringify([
      { ...entry, number: '17/2026', domains: ['plant.example'] },
      { ...entry, number: '18/2026', domains: ['yard.example'] },
    ]),
  )
  await desk.arrives(rawMail({ text: 'Каталог не открывается.' }))
  await desk.arrives(rawMail({ subject: 'Печать', text: 'Не печатает отчёт.' }))
  desk.turn(2 * DAY)
  const card = desk.to(PYOTR.address).find((one) => one.subject.includes('SKPS-1'))
  if (card === undefined) throw new Error('there is no card')
  await desk.arrives(engineersAnswer(card, PYOTR.address, '!закрыть\nОбновите каталог.'))
})
afterEach(() => desk.close())

async function run(...args: readonly string[]): Promise<{ status: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const io: Io = {
    out: (line) => {
      said.out += `${line}\n`
    },
    err: (line) => {
      said.err += `${line}\n`
    },
    stdin: {
      async *[Symbol.asyncIterator]() {},
    },
    environment: {},
  }
  return { status: await reportVerb.run(args, io, { path: file, named: true }), ...said }
}

const NOVEMBER = ['--from', '2026-11-01', '--to', '30.11.2026'] as const

describe('the report of a period', () => {
  test('as JSON: what came and was processed, two working days beside the norm, and a balance that adds up', async () => {
    const { status, out } = await run(...NOVEMBER, '--format', 'json')
    expect(status).toBe(0)
    const figures = JSON.parse(out)
    expect(figures).toMatchObject({
      from: '2026-11-01T00:00:00+03:00',
      to: '2026-12-01T00:00:00+03:00',
      contract: null,
      total: {
        balance: { openBefore: 0, came: 2, processed: 1, refused: 0, notRequests: 0, merged: 0, openAfter: 1 },
        processing: { requests: 1, net: { mean: 2, median: 2, p90: 2 } },
        deadlines: { kept: 0, of: 0 },
      },
      normDays: { from: 2, to: 3 },
      mail: { received: 3, opened: 2, fromEngineers: 1, acknowledgements: 2, answers: 1 },
      previous: null,
    })
    expect(
      figures.by.engineer.map((one: { key: string; balance: { came: number } }) => [one.key, one.balance.came]),
    ).toEqual([
      ['Пётр Иванов', 1],
      [null, 1],
    ])
  })

  test('as CSV: a header, three fields a line, figures with a point', async () => {
    const { out } = await run(...NOVEMBER, '--format', 'csv')
    const lines = out.trim().split('\n')
    expect(lines[0]).toBe('figure,key,value')
    expect(lines.filter((line) => line.split(',').length !== 3)).toEqual([])
    expect(lines).toContain('balance.came,,2')
    expect(lines).toContain('processing.net.mean,,2')
    expect(lines).toContain('engineer.balance.processed,Пётр Иванов,1')
    expect(out).not.toContain(';')
  })

  test('one contract alone, one cut whole, the period before beside it', async () => {
    const one = JSON.parse((await run(...NOVEMBER, '--contract', '17/2026', '--json')).out)
    expect([one.contract, one.total.balance.came, one.mail.opened]).toEqual(['17/2026', 2, 2])
    const other = JSON.parse((await run(...NOVEMBER, '--contract', '18/2026', '--json')).out)
    expect([other.total.balance.came, other.mail.received]).toEqual([0, 0])
    const cut = await run(...NOVEMBER, '--by', 'engineer')
    expect(cut.out).toMatch(/Инженер: Пётр Иванов\n {2}Открыто на начало/)
    expect(cut.out).not.toContain('Обращения по услугам')
    const compared = await run('--from', '2026-12-01', '--to', '2026-12-31', '--compare', 'previous', '--json')
    expect(JSON.parse(compared.out).previous).toMatchObject({
      from: '2026-11-01T00:00:00+03:00',
      total: { balance: { came: 2 } },
    })
    expect((await run('--from', '2026-12-01', '--to', '2026-12-31', '--compare', 'previous')).out).toMatch(
      /Поступило\s+0 \(было 2\)/,
    )
  })

  test('a contract that does not exist is said, with those that do', async () => {
    expect(await run(...NOVEMBER, '--contract', '99')).toMatchObject({
      status: 1,
      out: '',
      err: expect.stringContaining('17/2026, 18/2026'),
    })
  })

  test('as text and as a page that say the same, without the lines of a mail', async () => {
    const text = (await run(...NOVEMBER)).out
    expect(text).toMatch(/^Отчёт за 01\.11\.2026 – 30\.11\.2026/)
    expect(text).toMatch(/Поступило\s+2/)
    expect(text).not.toContain('Ответ на это письмо')
    const page = (await run(...NOVEMBER, '--format', 'html')).out
    expect(page).toMatch(/^<!DOCTYPE html>/)
    expect(page).toContain('Отчёт за 01.11.2026 – 30.11.2026')
  })

  test('a day that is none, a format that is none, days in the wrong order: wrong usage, and what would be right', async () => {
    expect(await run('--from', '31.02.2026')).toMatchObject({ status: 2, err: expect.stringContaining('2026-11-01') })
    expect(await run('--from', '2026-11-01', '--format', 'xml')).toMatchObject({ status: 2 })
    expect(await run('--from', '2026-11-30', '--to', '2026-11-01')).toMatchObject({ status: 2 })
    expect(await run(...NOVEMBER, '--by', 'colour')).toMatchObject({
      status: 2,
      err: expect.stringContaining('engineer'),
    })
    expect(await run(...NOVEMBER, '--compare', 'next')).toMatchObject({ status: 2 })
    expect(await run()).toMatchObject({ status: 2, err: expect.stringContaining('--from') })
  })
})
