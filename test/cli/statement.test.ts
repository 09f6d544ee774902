// `ticketd statement`: the paper printed, as a page, as text, for a spreadsheet; or queued to its reader.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/frame/verb.ts'
import { statementVerb } from '../../src/cli/statement.ts'
import { STATEMENT_SAMPLES } from '../../src/wording/samples-report.ts'
import { openWording } from '../../src/wording/wording.ts'
import type { StatementLine, StatementOutcome } from '../../src/words/words.ts'
import { contractEntry, TurnedDesk } from '../support/turned-desk.ts'
import { TEMPLATES } from '../wording/letter-files.ts'

let desk: TurnedDesk
beforeEach(() => {
  desk = new TurnedDesk('2026-10-12 10:00', [contractEntry()])
  desk.mail('2026-10-12 11:00', { subject: '=SUM(1;2) "каталог"' })
  desk.mail('2026-10-13 11:00', { subject: 'Печать' })
  desk.engineer('2026-10-14 11:00', '!закрыть\nГотово.', { ticket: 2 })
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
  return { status: await statementVerb.run(args, io, { path: desk.configFile, named: true }), ...said }
}

const OCTOBER = ['--contract', '17/2026', '--month', '2026-10'] as const

test('as a page by itself, as text, and a request a line for a spreadsheet', async () => {
  const page = await run(...OCTOBER)
  expect([page.status, page.err]).toEqual([0, ''])
  expect(page.out).toMatch(/^<!DOCTYPE html>/)
  expect(page.out).toContain('&#x3D;SUM(1;2) &quot;каталог&quot;')
  expect((await run(...OCTOBER, '--format', 'text')).out).toMatch(/^Справка об обращениях/)
  const csv = (await run(...OCTOBER, '--format', 'csv')).out.split('\n')
  expect(csv[0]).toContain('number,subject,')
  expect(csv[1]).toContain(`SKPS-1,"'=SUM(1;2) ""каталог""",`)
  expect(csv[2]).toMatch(/^SKPS-2,Печать,.*,in time,$/)
  expect(csv).toContain('processed,1')
  const json = JSON.parse((await run(...OCTOBER, '--json')).out)
  expect(json).toMatchObject({ contract: '17/2026', from: '2026-10-01T00:00:00+03:00', figures: { processed: 1 } })
  expect(json.requests[1]).toMatchObject({ id: 'SKPS-2', outcome: 'in time', lateWorkingSeconds: null })
})

test('--to queues one letter for the running daemon to send', async () => {
  const { status, out, err } = await run(...OCTOBER, '--to', 'acts@plant.example', '--to', 'boss@plant.example')
  expect([status, out]).toEqual([0, ''])
  expect(err).toContain('acts@plant.example, boss@plant.example')
  desk.turnTo('2036-01-15 12:00')
  desk.deliver()
  const [sent] = desk.lettersTo('acts@plant.example')
  expect(sent?.outgoing).toMatchObject({ ticket: null, recipients: ['acts@plant.example', 'boss@plant.example'] })
  expect(sent?.outgoing.text).toContain('SKPS-2')
})

test('what is missing or is none is said: contract, month, address, format', async () => {
  expect(await run('--month', '2026-10')).toMatchObject({ status: 2, err: expect.stringContaining('--contract') })
  expect(await run('--contract', '17/2026')).toMatchObject({ status: 2, err: expect.stringContaining('--month') })
  expect(await run('--contract', '99', '--month', '2026-10')).toMatchObject({
    status: 1,
    err: expect.stringContaining('17/2026'),
  })
  expect(await run('--contract', '17/2026', '--month', '2096-10')).toMatchObject({
    status: 2,
    err: expect.stringContaining('not begun'),
  })
  expect(await run(...OCTOBER, '--to', 'nobody')).toMatchObject({
    status: 2,
    err: expect.stringContaining('no address'),
  })
  expect(await run(...OCTOBER, '--format', 'pdf')).toMatchObject({ status: 2, err: expect.stringContaining('html') })
})

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --no-pdf-header-footer'.split(
    ' ',
  )
const SUBJECTS = [
  'Не открывается каталог изделий после обновления до версии 4.2',
  'Ошибка 5 при входе пользователя в систему',
  'Выгрузка данных в формате обмена: поля меняются местами',
]
const OUTCOMES: readonly StatementOutcome[] = ['in time', 'late', 'in time', 'waiting', 'in time', 'overdue', 'in work']

/** Twenty requests as a month brings them. */
function twenty(): readonly StatementLine[] {
  const [line] = STATEMENT_SAMPLES[0]?.statement.lines ?? []
  if (line === undefined) throw new Error('the sample has lines')
  return Array.from({ length: 20 }, (_, n) => {
    const outcome = OUTCOMES[n % OUTCOMES.length] ?? 'in time'
    const late = outcome === 'late' || outcome === 'overdue' ? { seconds: 37_200, dayHours: 8 } : null
    return {
      ...line,
      ticket: 100 + n,
      subject: SUBJECTS[n % SUBJECTS.length] ?? '',
      outcome,
      late,
      high: n === 3,
      lateInDevelopment: n === 8,
    }
  })
}

describe.skipIf(CHROMIUM === undefined)('on paper', () => {
  test('twenty requests of a month, their figures and the clauses fit on one page of A4', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'statement-'))
    const sample = STATEMENT_SAMPLES[0]?.statement
    if (sample === undefined) throw new Error('there is a sample')
    const { html } = openWording(TEMPLATES, 'Europe/Moscow').statement(
      { ...sample, until: sample.to, lines: twenty() },
      'ru',
    )
    const [page, pdf] = [join(folder, 'statement.html'), join(folder, 'statement.pdf')]
    writeFileSync(page, html)
    const flags = [...FLAGS, `--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${pdf}`]
    await promisify(execFile)(CHROMIUM ?? '', [...flags, `file://${page}`])
    const paper = readFileSync(pdf).toString('latin1')
    expect([...paper.matchAll(/\/Type\s*\/Page\b(?!s)/g)]).toHaveLength(1)
    expect(/\/MediaBox\s*\[0 0 594\.\d+ 841\.\d+\]/.test(paper)).toBe(true)
    rmSync(folder, { recursive: true, force: true })
  })
})
