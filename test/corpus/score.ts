// Judges every mail of a folder of letters against its expected.json, through the desk's own reader in its worker.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openReader, type Reader } from '../../src/reading/reading.ts'
import { readForwarded } from '../../src/reading/reply/forwarded.ts'
import { readText } from '../../src/reading/reply/trim.ts'
import { htmlToText } from '../../src/reading/text/html.ts'
import { costBeside, READING_SECONDS, stretchMs } from '../support/patience.ts'
import { ANOTHER_RULE, CHECKS, type Read, type Truths } from './checks.ts'

/** What the desk wants to read right: of all truths, and of those of each category. */
export const AIM = { all: 0.985, each: 0.95 }
/** Processor time of reading a letter, in stretches; some ten seconds where the figure was chosen. */
const MOST_STRETCHES = 4000

interface Entry {
  readonly expected: Truths
}

export interface Tally {
  right: number
  judged: number
}

/** Right and judged, by category and check; a line for each miss. */
export interface Score {
  readonly categories: ReadonlyMap<string, ReadonlyMap<string, Tally>>
  readonly misses: readonly string[]
}

/** The checks of several tallies together. */
export function sum(tallies: Iterable<Tally>): Tally {
  const all = { right: 0, judged: 0 }
  for (const tally of tallies) {
    all.right += tally.right
    all.judged += tally.judged
  }
  return all
}

/** What share is right; 1 where nothing was judged. */
export function share({ right, judged }: Tally): number {
  return judged === 0 ? 1 : right / judged
}

/** All truths of a score together. */
export function whole(score: Score): Tally {
  return sum([...score.categories.values()].flatMap((checks) => [...checks.values()]))
}

/** Reads and judges a folder of folders with an expected.json each. Rejects when a file is not there. */
export async function scoreOf(root: string): Promise<Score> {
  const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'expected.json')))
  const scoring = new Scoring()
  const reader = openReader({ messageBytes: 80 << 20, seconds: READING_SECONDS })
  try {
    for (const folder of folders) await judgeFolder(scoring, reader, join(root, folder), folder)
  } finally {
    await reader.close()
  }
  return scoring
}

class Scoring implements Score {
  readonly categories = new Map<string, Map<string, Tally>>()
  readonly misses: string[] = []

  count(category: string, key: string, wrong: string | null, file: string): void {
    const checks = this.categories.get(category) ?? new Map<string, Tally>()
    const tally = checks.get(key) ?? { right: 0, judged: 0 }
    tally.judged += 1
    if (wrong === null) tally.right += 1
    else this.misses.push(`${category}/${file}  ${key}: ${wrong}`)
    this.categories.set(category, checks.set(key, tally))
  }
}

async function judgeFolder(scoring: Scoring, reader: Reader, folder: string, category: string): Promise<void> {
  const found = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { files: Record<string, Entry> }
  const stretch = stretchMs()
  for (const [file, { expected }] of Object.entries(found.files)) {
    const cost = costBeside()
    const read = await readFile(reader, join(folder, file), expected.input)
    const stretches = cost() / stretch
    if (stretches >= MOST_STRETCHES || 'must' in expected)
      scoring.count(
        category,
        'in time',
        stretches < MOST_STRETCHES ? null : `took ${stretches.toFixed(0)} stretches`,
        file,
      )
    judge(scoring, category, file, expected, read)
    const also = (expected.also ?? {}) as Record<string, Truths>
    for (const [other, truths] of Object.entries(also)) judge(scoring, other, file, truths, read)
  }
}

function judge(scoring: Scoring, category: string, file: string, truths: Truths, read: Read): void {
  for (const [key, truth] of Object.entries(truths)) {
    const check = CHECKS[key]
    if (check === undefined || truth === null || ANOTHER_RULE[file]?.includes(key)) continue
    try {
      scoring.count(category, key, check(truth, read, truths), file)
    } catch (error) {
      scoring.count(category, key, String(error), file)
    }
  }
}

async function readFile(reader: Reader, path: string, input: unknown): Promise<Read> {
  const html = /\.html?$/u.test(path) || input === 'html body'
  if (html) return readBody(htmlToText(readFileSync(path, 'utf8')))
  if (path.endsWith('.txt') && isBody(path, input)) return readBody(readFileSync(path, 'utf8'))
  const mail = await reader.read(path)
  return { ...mail, mail }
}

/** A body alone has no headers: only the words and the forward in it are read. */
function readBody(text: string): Read {
  const nobody = { unquoted: new Set<number>(), names: [], author: '' }
  const opened = { fields: [], type: 'text/plain', parameters: {}, parts: [], text, ...nobody }
  return { ...readText(text), forwarded: readForwarded(opened), mail: null }
}

/** A file of the replies is a body, unless it says that it is a mail. */
function isBody(path: string, input: unknown): boolean {
  if (typeof input === 'string') return input.includes('body')
  return /[/\\]replies[/\\]/u.test(path)
}
