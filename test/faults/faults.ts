// npm run test:faults -- [--beside] [--minutes 2] [--long]: every fault F01 to F58 has a test that bears its id; those are run,
// then the soak with random faults and kills. --beside leaves out the tests, which `npm test` runs; --long soaks for an hour.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const ROOT = join(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    beside: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '2' },
  },
})

/** Files by the id of a fault that a title in them bears. */
function index(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((one) => /\.test\.ts$|^bench\/soak\.ts$/.test(one))) {
    const text = readFileSync(join(ROOT, 'test', file), 'utf8')
    for (const id of new Set(text.match(/\bF[0-5]\d\b/g) ?? [])) found.set(id, [...(found.get(id) ?? []), file])
  }
  return found
}

interface Ended {
  readonly status: number | null
  readonly said: string
}

function run(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    said += piece
    process.stdout.write(piece)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, said }))
  })
}

async function tested(files: readonly string[]): Promise<{ readonly passed: number; readonly failed: number }> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const names = files.filter((one) => one.endsWith('.test.ts')).map((one) => join('test', one))
  const args = [vitest, 'run', '--config', 'test/support/vitest.config.ts', '-t', 'F[0-5][0-9]', ...names]
  const { status, said } = await run(args)
  const line = said.split('\n').findLast((one) => /Tests\s/.test(one)) ?? ''
  const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0)
  return { passed: count('passed'), failed: count('failed') || (status === 0 ? 0 : 1) }
}

const ids = Array.from({ length: 58 }, (_, n) => `F${String(n + 1).padStart(2, '0')}`)
const borne = index()
const missing = ids.filter((id) => !borne.has(id))
for (const id of missing) console.log(`${id}: no test bears this id`)
const files = [...new Set([...borne].filter(([id]) => ids.includes(id)).flatMap(([, all]) => all))].sort()
const tests = values.beside ? { passed: 0, failed: 0 } : await tested(files)
const minutes = values.long ? '60' : values.minutes
const seed = String(Math.floor(Date.now() / 86_400_000))
const soak =
  Number(minutes) === 0 ? null : await run([join(ROOT, 'test/bench/soak.ts'), '--minutes', minutes, '--seed', seed])
const failed = missing.length + tests.failed + (soak === null || soak.status === 0 ? 0 : 1)
const passed = ids.length - missing.length + tests.passed + (soak?.status === 0 ? 1 : 0)
console.log(
  `${ids.length - missing.length} of ${ids.length} faults in ${files.length} files, soak of ${minutes} minutes (seed ${seed})`,
)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
