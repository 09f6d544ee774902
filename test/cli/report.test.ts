// `ticketd report` on the books of a desk that has worked for a week.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/frame/verb.ts'
import { reportVerb } from '../../src/cli/report.ts'
import { ANNA, PYOTR } from '../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../support/whole-desk.ts'

let desk: WholeDesk
let file: string
const DAY = 86_400

beforeEach(async () => {
  desk = openWholeDesk()
  file = join(desk.folder, 'config.json')
  const server = { host: '127.0.0.1', security: 'none', user: 'support', password: 'secret' }
  writeFileSync(
    file,
    JSON.stringify({
      support: { address: 'support@vendor.example', name: 'Поддержка' },
      mailbox: { ...server, port: 143 },
      smtp: { ...server, port: 25 },
      engineers: [PYOTR, ANNA].map(({ name, address, roles }) => ({ name, address, roles })),
      data: { directory: desk.folder },
    }),
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
  test('as JSON: what came and was closed, two working days beside the norm', async () => {
    const { status, out } = await run(...NOVEMBER, '--format', 'json')
    expect(status).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      from: '2026-11-01T00:00:00+03:00',
      to: '2026-12-01T00:00:00+03:00',
      opened: 2,
      closed: 1,
      openAtEnd: 1,
      processing: { tickets: 1, net: { average: 2, median: 2 } },
      normDays: { from: 2, to: 3 },
      onTime: { kept: 1, of: 1 },
      byEngineer: [
        { key: 'Пётр Иванов', opened: 1, closed: 1, open: 0 },
        { key: null, opened: 1, closed: 0, open: 1 },
      ],
      mail: { received: 3, opened: 2, fromEngineers: 1, acknowledgements: 2, answers: 1 },
    })
  })

  test('as CSV: a header, three fields a line, figures with a point', async () => {
    const { out } = await run(...NOVEMBER, '--format', 'csv')
    const lines = out.trim().split('\n')
    expect(lines[0]).toBe('figure,key,value')
    expect(lines.filter((line) => line.split(',').length !== 3)).toEqual([])
    expect(lines).toContain('opened,,2')
    expect(lines).toContain('processing.net.average,,2')
    expect(lines).toContain('byEngineer.closed,Пётр Иванов,1')
    expect(out).not.toContain(';')
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
    expect(await run()).toMatchObject({ status: 2, err: expect.stringContaining('--from') })
  })
})
