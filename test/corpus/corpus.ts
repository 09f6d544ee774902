// npm run corpus -- FOLDER: every mail of a folder of letters against its expected.json, through the desk's own reader.
// Prints the misses, then right/judged a category and check. Exit 0 when at least 98.5 % are right and no category is
// under 95 %, 1 otherwise, 64 when the folder holds no truths.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readForwarded } from '../../src/inbox/forwarded.ts'
import { htmlToText } from '../../src/inbox/html.ts'
import { openReader, type Reader } from '../../src/inbox/inbox.ts'
import { readText } from '../../src/inbox/trim.ts'
import { CHECKS, type Read, type Truths } from './checks.ts'

const WANTED = 0.985
const WANTED_OF_EACH = 0.95
const MOST_SECONDS = 30

interface Entry {
  readonly expected: Truths
}

interface Tally {
  right: number
  judged: number
}

const tallies = new Map<string, Map<string, Tally>>()

function count(category: string, key: string, wrong: string | null, file: string): void {
  const checks = tallies.get(category) ?? new Map<string, Tally>()
  const tally = checks.get(key) ?? { right: 0, judged: 0 }
  tally.judged += 1
  if (wrong === null) tally.right += 1
  else process.stdout.write(`miss  ${category}/${file}  ${key}: ${wrong}\n`)
  tallies.set(category, checks.set(key, tally))
}

/** A body alone has no headers: only the words and the forward in it are read. */
function readBody(text: string): Read {
  const opened = { fields: [], type: 'text/plain', parameters: {}, parts: [], text }
  return { ...readText(text), forwarded: readForwarded(opened), mail: null }
}

async function readFile(reader: Reader, path: string, input: unknown): Promise<Read> {
  const html = /\.html?$/u.test(path) || input === 'html body'
  if (html) return readBody(htmlToText(readFileSync(path, 'utf8')))
  if (path.endsWith('.txt') && isBody(path, input)) return readBody(readFileSync(path, 'utf8'))
  const mail = await reader.read(path)
  return { ...mail, mail }
}

/** A file of the replies is a body, unless it says that it is a mail. */
function isBody(path: string, input: unknown): boolean {
  if (typeof input === 'string') return input.includes('body')
  return /[/\\]replies[/\\]/u.test(path)
}

function judge(category: string, file: string, truths: Truths, read: Read): void {
  for (const [key, truth] of Object.entries(truths)) {
    const check = CHECKS[key]
    if (check === undefined || truth === null) continue
    try {
      count(category, key, check(truth, read, truths), file)
    } catch (error) {
      count(category, key, String(error), file)
    }
  }
}

async function runFolder(reader: Reader, folder: string, category: string): Promise<void> {
  const found = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { files: Record<string, Entry> }
  for (const [file, entry] of Object.entries(found.files)) {
    const began = performance.now()
    const read = await readFile(reader, join(folder, file), entry.expected.input)
    const seconds = (performance.now() - began) / 1000
    if (seconds >= MOST_SECONDS || 'must' in entry.expected)
      count(category, 'in time', seconds < MOST_SECONDS ? null : `took ${seconds.toFixed(1)} s`, file)
    judge(category, file, entry.expected, read)
    const also = (entry.expected.also ?? {}) as Record<string, Truths>
    for (const [other, truths] of Object.entries(also)) judge(other, file, truths, read)
  }
}

function share(tally: Tally): string {
  return (
    `${tally.right}/${tally.judged}`.padStart(9) + `${((100 * tally.right) / tally.judged).toFixed(1)} %`.padStart(9)
  )
}

function sum(checks: Iterable<Tally>): Tally {
  const all = { right: 0, judged: 0 }
  for (const tally of checks) {
    all.right += tally.right
    all.judged += tally.judged
  }
  return all
}

/** Prints the table; true when the aims are met. */
function report(): boolean {
  const lines: string[] = []
  let met = true
  for (const [category, checks] of tallies) {
    const whole = sum(checks.values())
    if (whole.right / whole.judged < WANTED_OF_EACH) met = false
    lines.push(`${category.padEnd(34)}${share(whole)}`)
    for (const [key, tally] of checks) lines.push(`  ${key.padEnd(32)}${share(tally)}`)
  }
  const all = sum([...tallies.values()].flatMap((checks) => [...checks.values()]))
  lines.push(`${'all'.padEnd(34)}${share(all)}`)
  process.stdout.write(`\n${lines.join('\n')}\n`)
  return met && all.right / all.judged >= WANTED
}

async function run(root: string): Promise<number> {
  const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'expected.json')))
  if (folders.length === 0) {
    process.stderr.write('no folder with an expected.json there\n')
    return 64
  }
  const reader = openReader({ messageBytes: 80 * 1024 * 1024, seconds: MOST_SECONDS })
  for (const folder of folders) await runFolder(reader, join(root, folder), folder)
  await reader.close()
  return report() ? 0 : 1
}

process.exitCode = process.argv[2] === undefined ? 64 : await run(process.argv[2])
