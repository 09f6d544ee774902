// `npm run fuzz -- [--count N] [--seed N] [FOLDER…]`: spoiled mails through the reader. Reports each mail that stopped or
// stumbled it, cost too much, or held up the main loop; exit 1 if there was any. Costs are processor time, in stretches.
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openReader } from '../../src/reading/reading.ts'
import { costBeside, READING_SECONDS, stretchMs } from '../support/patience.ts'
import { ownTempRoot } from '../support/temp-root.ts'
import { mutate, seeded } from './mutate.ts'

/** What reading one mail may cost, and the longest stretch of work of the main loop meanwhile. */
const MOST_COST = 4000
const MOST_STALL = 80
const { values, positionals } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
})
const own = [
  '../reading/letters/',
  '../reading/kind/bounces/',
  '../reading/reply/forwards/',
  '../corpus/own/',
  '../corpus/cases/',
].map((folder) => fileURLToPath(new URL(folder, import.meta.url)))
const letters = [...own, ...positionals].flatMap(lettersIn)
// Mails that were too much for the reader stay when the run is over.
const keptIn = tmpdir()
ownTempRoot()
const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
const failures: string[] = []

function lettersIn(path: string): Buffer[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => !/\.json$|README|LICENSES/.test(file) && statSync(file).isFile() && statSync(file).size < 300_000)
    .map((file) => readFileSync(file))
}

/** The longest stretch in which the main thread itself worked without a pause; waiting for a busy machine does not count. */
function watchLoop(): { worst(): number; stop(): void } {
  let worst = 0
  let last = process.threadCpuUsage()
  const timer = setInterval(() => {
    const used = process.threadCpuUsage(last)
    worst = Math.max(worst, (used.user + used.system) / 1000)
    last = process.threadCpuUsage()
  }, 20)
  return {
    worst() {
      const found = worst
      worst = 0
      last = process.threadCpuUsage()
      return found
    },
    stop: () => clearInterval(timer),
  }
}

function keep(name: string, mail: Buffer, why: string): void {
  const file = join(keptIn, `fuzz-failure-${name}.eml`)
  writeFileSync(file, mail)
  failures.push(`${file}: ${why}`)
  console.log(`${file}: ${why}`)
}

const random = seeded(Number(values.seed))
const reader = openReader({ messageBytes: 1 << 22, seconds: READING_SECONDS })
const loop = watchLoop()
const count = Number(values.count)
const stretch = stretchMs()
let dearest = 0
for (let i = 0; i < count; i++) {
  const base = letters[Math.floor(random() * letters.length)] ?? Buffer.alloc(0)
  const spoiled = mutate(base, random, letters)
  const file = join(folder, `${i % 10}.eml`)
  writeFileSync(file, spoiled)
  loop.worst()
  const sofar = costBeside()
  const mail = await reader.read(file)
  const cost = Math.round(sofar() / stretch)
  dearest = Math.max(dearest, cost)
  const stall = Math.round(loop.worst() / stretch)
  const name = `${values.seed}-${i}`
  if (mail.setAside) keep(name, spoiled, mail.defects[0]?.is ?? 'set aside')
  else if (cost > MOST_COST) keep(name, spoiled, `cost ${cost} stretches`)
  if (stall > MOST_STALL) keep(name, spoiled, `main loop held up for ${stall} stretches`)
  if (i % 10_000 === 9999)
    console.log(`${i + 1} of ${count}, ${failures.length} failures, dearest ${dearest} stretches`)
}
loop.stop()
await reader.close()
console.log(`${count} mails of seed ${values.seed}: ${failures.length} failures, dearest ${dearest} stretches`)
process.exitCode = failures.length > 0 ? 1 : 0
