// No test judges by the clock: how fast a machine is, or what else it does, is no property of the desk. Waits are for a
// condition and costs are told in stretches, both by `support/patience.ts`, the one place that looks at a real clock.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Who may, and why: what is named here is all there is. */
const MAY: Readonly<Record<string, string>> = {
  'support/patience.ts': 'measures how slow the machine is',
  'support/vitest.config.ts': 'sets the one limit there is, for what hangs',
  'clock.test.ts': 'names what it forbids',
  'faults/faults.ts': 'takes the day for a seed',
  'mutants/mutants.ts': 'takes the faults of the day',
}
/** The bench says how fast the desk is; it judges by comparison with what it measures beside it, and is no test. */
const BENCH = 'bench/'

/** What measures time, waits for time to pass, or limits it. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  'a look at the clock': /\bperformance\.(?:now|mark|measure)\b|\bDate\.now\b|\bhrtime\b|\bconsole\.time/,
  'a wait for time to pass':
    /\bsetTimeout\(|\bsetTimeout\b[^'\n]*from '(?:node:)?timers\/promises'|\bAbortSignal\.timeout\b/,
  'a limit in seconds of its own':
    /\b(?:test|hook)Timeout\b|\btimeout: ?[\w(]|^\s*\}, \d{1,3}(?:_?\d{3})+\)|\bvi\.setConfig\b/m,
  'a wait that knows nothing of the machine': /\bexpect\s*\.poll\b|\bvi\.wait(?:For|Until)\b/,
}

function lookedFor(text: string): readonly string[] {
  const code = text.replace(/^\s*\/\/.*$|^\s*\/?\*.*$/gm, '')
  return Object.entries(FORBIDDEN).flatMap(([what, pattern]) => (pattern.test(code) ? [what] : []))
}

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !name.startsWith(BENCH))

test('no test measures time, waits for time to pass, or has a time limit of its own', () => {
  const found = files
    .filter((name) => !(name in MAY))
    .flatMap((name) =>
      lookedFor(readFileSync(join(import.meta.dirname, name), 'utf8')).map((what) => `${name}: ${what}`),
    )
  expect(found).toEqual([])
})

test.each([
  'const began = performance.now()',
  'expect(Date.now() - began).toBeLessThan(200)',
  'await new Promise((resolve) => setTimeout(resolve, 50))',
  "import { setTimeout as sleep } from 'node:timers/promises'",
  '  await expect.poll(() => filed(), soon).toBe(1)',
  "test('x', { timeout: 60_000 }, () => undefined)",
  "test('x', () => {\n}, 60_000)",
])('the test would notice «%s»', (line) => {
  expect(lookedFor(line)).not.toEqual([])
})
