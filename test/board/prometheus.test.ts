// What Prometheus and Grafana get: names by convention, rules that fire when they should, nothing asked for that is not there.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type DeskState, openMetrics } from '../../src/board/board.ts'

const EXAMPLES = join(import.meta.dirname, '../../src/cli/examples')
const NO_PROMTOOL = spawnSync('promtool', ['--version']).error !== undefined
const folder = mkdtempSync(join(tmpdir(), 'ticketd-prometheus-'))
afterAll(() => rmSync(folder, { recursive: true }))

const STATE: DeskState = {
  tickets: { new: 1, open: 2, waiting: 0, development: 0 },
  ...{ overdue: 1, setAside: 0, linesDropped: 0 },
  inbox: { connected: true, backlog: 0, lastSweepAt: new Date('2026-05-18T09:00:00Z') },
  outbox: { waiting: 1, due: 0, oldestDueAt: null, failed: 0, doubtful: 0, held: 0, lastSentAt: null },
  books: { bytes: 4096, writeAheadBytes: 0 },
  officialUntil: new Date('2026-12-31T21:00:00Z'),
  lastBackupAt: null,
  reasons: ['mailbox.password'],
}

async function figures(state: DeskState = STATE): Promise<string> {
  const metrics = await openMetrics({ version: '1.0.0', node: '24.0.0' })
  metrics.filed('opened', 0.003)
  metrics.withheld('automatic "mail"\\\n')
  metrics.delivered('acknowledgement', 'sent', 0.4)
  metrics.acknowledged(1.5)
  return await metrics.text(state)
}

/** The names in an expression, without what a histogram adds. */
function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\bticketd_[a-z0-9_]+/g)].map(([name]) => name))]
}

function promtool(args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' })
  return status === 0 ? 'accepted' : `${stdout}${stderr}`
}

interface Panel {
  readonly title: string
  readonly targets?: readonly { readonly expr: string }[]
}

function expressions(): readonly string[] {
  const { panels } = JSON.parse(readFileSync(join(EXAMPLES, 'dashboard.json'), 'utf8')) as { panels: readonly Panel[] }
  return panels.flatMap(({ targets }) => (targets ?? []).map(({ expr }) => expr))
}

test('an empty desk has a figure for each state and each outcome, and none for what has not happened', async () => {
  const text = await (await openMetrics({ version: '1.0.0', node: '24.0.0' })).text({ ...STATE, reasons: [] })
  expect(text).toContain('ticketd_tickets{state="waiting"} 0\n')
  expect(text).toContain('ticketd_letters_filed_total{outcome="bounce"} 0\n')
  expect(text).toContain('ticketd_backup_last_timestamp_seconds 0\n')
  expect(text).toContain('ticketd_ready 1\n')
  expect(text).not.toContain('ticketd_not_ready{')
})

test('a figure that goes back to nothing says so, and a reason that is gone is not told any more', async () => {
  const metrics = await openMetrics({ version: '1.0.0', node: '24.0.0' })
  const before = await metrics.text({ ...STATE, linesDropped: 3 })
  expect(before).toContain('ticketd_not_ready{code="mailbox.password"} 1\n')
  expect(before).toContain('ticketd_log_lines_dropped_total 3\n')
  const oldest = new Date('2026-05-18T09:00:00Z')
  await metrics.text({ ...STATE, outbox: { ...STATE.outbox, oldestDueAt: oldest } })
  const after = await metrics.text({ ...STATE, reasons: [], linesDropped: 5 })
  expect(after).toContain('ticketd_outbox_oldest_due_timestamp_seconds 0\n')
  expect(after).not.toContain('ticketd_not_ready{')
  expect(after).toContain('ticketd_log_lines_dropped_total 5\n')
})

test('the figures keep their names: alarms and drawings of years stand on them', async () => {
  const ofTheDesk = namesIn((await figures()).replace(/^(?!# TYPE).*$/gm, ''))
  expect(ofTheDesk.filter((name) => !/^ticketd_(process|nodejs)_/.test(name))).toEqual([
    'ticketd_build_info',
    'ticketd_letters_filed_total',
    'ticketd_filing_seconds',
    'ticketd_acknowledgements_withheld_total',
    'ticketd_delivery_attempts_total',
    'ticketd_delivery_seconds',
    'ticketd_acknowledgement_seconds',
    'ticketd_alerts_total',
    'ticketd_tickets',
    'ticketd_tickets_overdue',
    'ticketd_letters_set_aside',
    'ticketd_inbox_connected',
    'ticketd_inbox_backlog',
    'ticketd_inbox_last_sweep_timestamp_seconds',
    'ticketd_outbox_waiting',
    'ticketd_outbox_due',
    'ticketd_outbox_oldest_due_timestamp_seconds',
    'ticketd_outbox_failed',
    'ticketd_outbox_doubtful',
    'ticketd_outbox_held',
    'ticketd_outbox_last_sent_timestamp_seconds',
    'ticketd_calendar_official_until_timestamp_seconds',
    'ticketd_backup_last_timestamp_seconds',
    'ticketd_books_bytes',
    'ticketd_books_wal_bytes',
    'ticketd_ready',
    'ticketd_not_ready',
    'ticketd_log_lines_dropped_total',
  ])
})

test('alerts and dashboard ask only for figures that there are', async () => {
  const there = new Set(namesIn(await figures()))
  const asked = namesIn([readFileSync(join(EXAMPLES, 'alerts.yaml'), 'utf8'), ...expressions()].join('\n'))
  expect(asked.length).toBeGreaterThan(20)
  expect(asked.filter((name) => !there.has(name))).toEqual([])
})

describe.skipIf(NO_PROMTOOL)('promtool', () => {
  test('accepts the figures', async () => {
    expect(promtool(['check', 'metrics'], await figures())).toBe('accepted')
    expect(promtool(['check', 'metrics'], 'ticketd_tickets_total{ 1\n')).not.toBe('accepted')
  })

  test('accepts the alert rules, and each fires when it should and not otherwise', () => {
    const rules = join(EXAMPLES, 'alerts.yaml')
    expect(promtool(['check', 'rules', rules])).toBe('accepted')
    const file = join(folder, 'tests.yaml')
    writeFileSync(file, readFileSync(join(import.meta.dirname, 'alerts.yaml'), 'utf8').replace('RULES', rules))
    expect(promtool(['test', 'rules', file])).toBe('accepted')
    const alerts = [...readFileSync(rules, 'utf8').matchAll(/alert: (\w+)/g)].map(([, name]) => name ?? '')
    expect(alerts.filter((name) => !readFileSync(file, 'utf8').includes(name))).toEqual([])
  })

  test('understands each expression of the dashboard', () => {
    const file = join(folder, 'dashboard.json')
    const plain = expressions().map((one) => one.replaceAll('$__rate_interval', '5m'))
    const rules = plain.map((expr, n) => ({ record: `panel:${n}`, expr }))
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }))
    expect(promtool(['check', 'rules', file])).toBe('accepted')
  })
})
