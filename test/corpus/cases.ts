// Judges mails against the reading that stands beside them: NAME.eml with NAME.json, in folders of any depth. Only the
// fields of the .json count, as `ticketd parse` prints them; runs of blank lines and trailing blanks do not matter.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { printedMail } from '../../src/cli/parse.ts'
import { openReader } from '../../src/reading/reading.ts'
import { READING_SECONDS } from '../support/patience.ts'

/** A field of a case that was read otherwise. */
export interface Miss {
  /** Folder and name, without the ending. */
  readonly name: string
  readonly field: string
  readonly wanted: unknown
  readonly got: unknown
}

/** What a folder of cases gave. */
export interface Judged {
  readonly cases: readonly string[]
  readonly misses: readonly Miss[]
}

/** Fields that say how a case came to be, not how it is read. */
const ABOUT: ReadonlySet<string> = new Set(['how', 'source', 'note'])

/** Reads every case below a folder. Rejects when a .json has no mail beside it. */
export async function judgeCases(root: string): Promise<Judged> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => relative(root, join(root, file)).slice(0, -5))
    .sort()
  const misses: Miss[] = []
  const reader = openReader({ messageBytes: 80 << 20, seconds: READING_SECONDS })
  try {
    for (const name of names) {
      const truth = JSON.parse(readFileSync(join(root, `${name}.json`), 'utf8')) as Record<string, unknown>
      const printed = printedMail(`${name}.eml`, await reader.read(join(root, `${name}.eml`)))
      const got = JSON.parse(JSON.stringify(printed)) as Record<string, unknown>
      for (const [field, wanted] of Object.entries(truth))
        if (!ABOUT.has(field) && !fits(wanted, got[field])) misses.push({ name, field, wanted, got: got[field] })
    }
  } finally {
    await reader.close()
  }
  return { cases: names, misses }
}

/** Lists are equal in length and each of theirs fits; of an object only the named fields are compared. */
function fits(wanted: unknown, got: unknown): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(got) && got.length === wanted.length && wanted.every((one, n) => fits(one, got[n]))
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof got !== 'object' || got === null) return false
    const there = got as Record<string, unknown>
    return Object.entries(wanted).every(([key, value]) => fits(value, there[key]))
  }
  if (typeof wanted === 'string' && typeof got === 'string') return evened(wanted) === evened(got)
  return wanted === got
}

function evened(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
}

/** A miss in a few lines, for people. */
export function missSaid({ name, field, wanted, got }: Miss): string {
  return `${name}  ${field}:\n  wanted ${JSON.stringify(wanted)}\n  got    ${JSON.stringify(got)}`
}
