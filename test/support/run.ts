// `npm test`: all tests, shuffled, in one time zone, then in another one on the far side of Moscow all but those that are
// dear and know no zone. Arguments go on to vitest. The last line counts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import testTempRoot from './temp-root.ts'

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

testTempRoot()
let stopped = false
const vitest = vitestHere()
const config = join(import.meta.dirname, 'vitest.config.ts')
/** On a real mail server, or about costs, crashes and the log. */
const ZONELESS = [
  '**/*.system.test.ts',
  'test/reading/hostile.test.ts',
  'test/store/crash.test.ts',
  'test/threats/patterns.test.ts',
  'test/threats/process.test.ts',
].flatMap((pattern) => ['--exclude', pattern])
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Where vitest is; without it there is a sentence instead of a stack. */
function vitestHere(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  } catch {
    console.error('The tests need the development dependencies: "npm ci" without --omit=dev brings them.')
    process.exit(1)
  }
}

/** One run of vitest in a time zone; a run that ends before it can count is one failure. */
async function run(zone: string, more: readonly string[]): Promise<Counts> {
  if (stopped) return { passed: 0, failed: 1, skipped: 0 }
  const report = join(tmpdir(), `${zone.replace('/', '-')}.json`)
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [vitest, 'run', '--config', config, ...output, ...more, ...process.argv.slice(2)]
  const vitestItself = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, TZ: zone } })
  // Waits for vitest to end, so that nobody is left in the temporary folder when it goes.
  const stop = (signal: NodeJS.Signals): void => {
    stopped = true
    vitestItself.kill(signal)
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  const [status] = (await once(vitestItself, 'exit')) as [number | null]
  for (const signal of SIGNALS) process.off(signal, stop)
  const counted = countsIn(report)
  // An error outside of any test fails none of them, but the run.
  const counts = status === 0 || counted.failed > 0 ? counted : { ...counted, failed: 1 }
  console.log(`${zone}: ${printed(counts)}`)
  return counts
}

function countsIn(report: string): Counts {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

function printed(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
}

const runs = [await run('UTC', []), await run('Asia/Vladivostok', ZONELESS)]
const sum = (name: keyof Counts): number => runs.reduce((total, one) => total + one[name], 0)
const all = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
if (all.skipped > 0)
  console.log('Skipped are tests that need Dovecot, Postfix or Chromium, or letters that this machine has not.')
console.log(printed(all))
process.exitCode = all.failed > 0 || all.passed === 0 ? 1 : 0
