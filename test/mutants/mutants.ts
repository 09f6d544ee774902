// npm run test:mutants -- [--tenth | --only NAME] [--hasty]: plants one fault after the other in a copy of the tree and runs the test
// that must catch it. A fault that nobody notices, or that no longer fits its source, is a failure. Last line: counts.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DESK } from './planted/desk.ts'
import { EDGES } from './planted/edges.ts'
import { MACHINE } from './planted/machine.ts'
import { READING } from './planted/reading.ts'
import type { Planted } from './planted.ts'

const ALL: readonly Planted[] = [...MACHINE, ...DESK, ...READING, ...EDGES]
const ROOT = join(import.meta.dirname, '../..')
const COPIED = [
  'src',
  'test',
  'templates',
  'migrations',
  'package.json',
  'tsconfig.json',
  'config.example.json',
  'README.md',
]
/** Side by side: a test waits for servers as often as it counts. */
const AT_ONCE = 2

/** `hasty` leaves out the run without any fault, for whoever has just seen the tests pass. */
const OPTIONS = { tenth: { type: 'boolean' }, only: { type: 'string' }, hasty: { type: 'boolean' } } as const

type Fate = 'caught' | 'missed' | 'no longer applies'

interface Run {
  readonly failed: boolean
  /** Whether any test ran at all. */
  readonly ran: boolean
  readonly said: string
}

function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'ticketd-mutants-'))
  for (const one of COPIED) cpSync(join(ROOT, one), join(copy, one), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Runs test files in the copy; a fault that leaves a rejection unheard fails the run and no single test. */
function tested(
  copy: string,
  args: readonly string[],
  patience = process.env.TICKETD_TEST_PATIENCE ?? '8',
): Promise<Run> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const all = [vitest, 'run', '--config', 'test/support/vitest.config.ts', '--reporter=dot', ...args]
  const env = { ...process.env, TICKETD_TEST_PATIENCE: patience }
  const child = spawn(process.execPath, all, { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += String(piece)))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      const plain = said.replace(/\u001b\[[\d;]*m/g, '')
      const ran = /^\s*Tests\s+.*\d+ (?:passed|failed)/m.test(plain)
      resolve({ failed: code !== 0 && (/\d+ failed/.test(plain) || /Unhandled/.test(plain)), ran, said: plain })
    })
  })
}

function argsOf({ test, title }: Planted): readonly string[] {
  return title === undefined ? [test] : [test, '-t', title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')]
}

async function fateOf(planted: Planted, copy: string): Promise<Fate> {
  const file = join(copy, planted.file)
  const right = readFileSync(file, 'utf8')
  if (right.split(planted.find).length !== 2) return 'no longer applies'
  try {
    writeFileSync(
      file,
      right.replace(planted.find, () => planted.put),
    )
    // What a fault makes hang is not waited for as long as what a busy machine makes slow.
    const run = await tested(copy, argsOf(planted), '1')
    return run.failed && run.ran ? 'caught' : 'missed'
  } finally {
    writeFileSync(file, right)
  }
}

/** Those of the day, each within ten days; all, or those that are named. */
function chosen(): readonly Planted[] {
  const { values } = parseArgs({ options: OPTIONS })
  const { only } = values
  if (only !== undefined) return ALL.filter((one) => one.name.includes(only))
  const day = Math.floor(Date.now() / 86_400_000)
  return values.tenth === true ? ALL.filter((_, n) => n % 10 === day % 10) : ALL
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS })
  const todo = [...chosen()]
  const copies = Array.from({ length: AT_ONCE }, copyOfTree)
  const fates: Fate[] = []
  try {
    const files = [...new Set(todo.map((one) => one.test))]
    const whole = values.hasty === true ? null : await tested(copies[0] ?? '', files)
    if (whole !== null && (whole.failed || !whole.ran)) {
      console.log(`${whole.said.slice(-6000)}\nwithout any fault the tests fail already`)
      process.exitCode = 1
      return
    }
    const work = async (copy: string): Promise<void> => {
      for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
        const fate = await fateOf(next, copy)
        fates.push(fate)
        console.log(`${fate.padEnd(18)}${next.name} (${next.file}; ${next.test})`)
      }
    }
    await Promise.all(copies.map(work))
  } finally {
    for (const copy of copies) rmSync(copy, { recursive: true, force: true })
  }
  const count = (fate: Fate): number => fates.filter((one) => one === fate).length
  console.log(
    `${fates.length} planted, ${count('caught')} caught, ${count('missed')} missed, ${count('no longer applies')} no longer apply`,
  )
  process.exitCode = fates.length > 0 && count('caught') === fates.length ? 0 : 1
}

await main()
