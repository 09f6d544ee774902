// What an engineer wrote himself in an answer to a mail of the desk. The quotation is known, not guessed: it is the mail that
// the desk sent him. What can be found there is cut, with the words that introduce it, and a signature that is surely one;
// everything else is his and goes.
import type { Letter } from '../../letter.ts'
import { introductionsIn, type MailKnown } from './introduction.ts'
import { lettersOf, lettersOfHtml } from './letters-alone.ts'
import { type Known, type Line, linesOf, quotedIn } from './quotation.ts'
import { delimiterAt, type Signer, signatureAt } from './visiting-card.ts'

/** A mail of the desk as the books keep it, with what else an engineer may quote. */
export interface SeenMail extends MailKnown {
  readonly text: string
  readonly html: string
  /** What the customer has said on the ticket, letter by letter. */
  readonly customers: readonly string[]
  /** Texts of other mails about the same ticket that he has. */
  readonly beside: readonly string[]
}

/** An answer taken apart; nothing is lost. */
export interface OwnText {
  readonly text: string
  readonly quoted: string
  readonly signature: string
}

/** Lines beyond this are a log or a listing: his own. */
const MOST_LINES = 5000

/** What was written in answer to a mail that is known. */
export function ownText(
  letter: Pick<Letter, 'body'> & Partial<Pick<Letter, 'text' | 'cuts'>>,
  seen: SeenMail,
  signer: Signer,
): OwnText {
  const all = letter.body.split('\n')
  const lines = linesOf(all.slice(0, MOST_LINES).join('\n'))
  const parts = [...partsOf(lines, seen), ...all.slice(MOST_LINES).map(own)]
  const cut = withoutSignatures(withoutDevice(parts, deviceLines(letter)), signer)
  const spoken = withAsked(lines, cut, seen.customers.map(lettersOf))
  const of = (sort: Part['sort']): readonly string[] => cut.filter((one) => one.sort === sort).map((one) => one.text)
  return { text: joined(spoken), quoted: joined(of('quoted')), signature: joined(of('signature')) }
}

/** What was written in a mail that answers nothing known: the general reading, without what is surely his signature. */
export function ownTextAlone(letter: Pick<Letter, 'reply' | 'quoted' | 'signature'>, signer: Signer): OwnText {
  const lines = letter.reply.split('\n')
  const at = signatureAt(lines, signer)
  const below = joined(lines.slice(at))
  return {
    text: joined(lines.slice(0, at)),
    quoted: letter.quoted,
    signature: [below, letter.signature].filter((one) => one !== '').join('\n'),
  }
}

/** A line of the answer: his own, quoted, or of his signature. `text` is what remains of it. */
interface Part {
  readonly sort: 'own' | 'quoted' | 'signature'
  readonly text: string
}

function own(text: string): Part {
  return { sort: 'own', text }
}

function partsOf(lines: readonly Line[], seen: SeenMail): readonly Part[] {
  const introductions = introductionsIn(lines, seen)
  const quoted = quotedIn(lines, knownOf(seen), new Set(introductions.flatMap((one) => firstLinesAfter(lines, one.to))))
  const introduced = introductions.filter(
    ({ counts, to }) =>
      (counts !== 'above' && nextFilled(lines, to) < 0) ||
      (counts === 'right above' ? quoted[nextFilled(lines, to)] === true : quoted.some((is, at) => is && at >= to)),
  )
  return lines.map((line, at): Part => {
    const introduction = introduced.find((one) => one.from <= at && at < one.to)
    if (introduction !== undefined) {
      return at === introduction.from && introduction.before.trim() !== ''
        ? own(introduction.before)
        : { sort: 'quoted', text: line.text }
    }
    return quoted[at] ? { sort: 'quoted', text: line.text } : own(line.text)
  })
}

function knownOf(seen: SeenMail): Known {
  const subject = lettersOf(seen.subject)
  return {
    answered: [subject + lettersOf(seen.text), subject + lettersOfHtml(seen.html)],
    beside: seen.beside.map(lettersOf),
    customers: seen.customers.map(lettersOf),
  }
}

function nextFilled(lines: readonly Line[], from: number): number {
  return lines.findIndex((line, at) => at >= from && line.text.trim() !== '')
}

/** Where a quotation may begin behind its introduction. */
function firstLinesAfter(lines: readonly Line[], from: number): readonly number[] {
  const found: number[] = []
  for (let at = from; at < lines.length && found.length < 3; at += 1) {
    if ((lines[at]?.text ?? '').trim() !== '') found.push(at)
  }
  return found
}

/**
 * His own lines, and of what he answers between them the customer's last words above: they are the customer's own and say
 * what is answered. Where all he wrote stands above or below one quotation it is left out whole.
 */
function withAsked(lines: readonly Line[], parts: readonly Part[], customers: readonly string[]): readonly string[] {
  const runs = runsOf(parts)
  const owns = runs.filter((run) => run.sort === 'own' && isFilled(parts, run))
  const isBetween = owns.length > 1
  return runs.flatMap((run, n) => {
    if (run.sort === 'own') return parts.slice(run.from, run.to).map((one) => one.text)
    const isAnswered = run.sort === 'quoted' && runs[n + 1]?.sort === 'own' && isFilled(parts, runs[n + 1])
    return ['', ...(isBetween && isAnswered ? askedIn(lines.slice(run.from, run.to), customers) : []), '']
  })
}

interface Run {
  readonly sort: Part['sort']
  readonly from: number
  readonly to: number
}

function runsOf(parts: readonly Part[]): readonly Run[] {
  const runs: Run[] = []
  for (const [at, { sort, text }] of parts.entries()) {
    const last = runs.at(-1)
    if (last !== undefined && (last.sort === sort || text.trim() === '')) runs.splice(-1, 1, { ...last, to: at + 1 })
    else runs.push({ sort, from: at, to: at + 1 })
  }
  return runs
}

function isFilled(parts: readonly Part[], run: Run | undefined): boolean {
  return run !== undefined && parts.slice(run.from, run.to).some((one) => one.text.trim() !== '')
}

/** The last paragraph of a marked quotation, when it is the customer's own words. */
function askedIn(lines: readonly Line[], customers: readonly string[]): readonly string[] {
  const end = lines.findLastIndex((line) => line.letters !== '') + 1
  let start = end
  while (start > 0 && isAsked(lines[start - 1], customers)) start -= 1
  return lines.slice(start, end).map((line) => line.text)
}

function isAsked(line: Line | undefined, customers: readonly string[]): boolean {
  return line?.marked === true && line.letters !== '' && customers.some((one) => one.includes(line.letters))
}

/** The lines that a telephone adds, as the general reading has found them at the end of what was written. */
function deviceLines({ text = '', cuts = [] }: Partial<Pick<Letter, 'text' | 'cuts'>>): ReadonlySet<string> {
  const found = cuts.filter((cut) => cut.rule === 'device line')
  if (found.length === 0) return new Set()
  const lines = text.split('\n')
  const said = found.flatMap((cut) => lines.slice(cut.from - 1, cut.to)).map((line) => line.trim())
  return new Set(said.filter((line) => line !== ''))
}

/** Without a telephone's lines at the end of a run of his, and without the delimiter that it has put above them. */
function withoutDevice(parts: readonly Part[], devices: ReadonlySet<string>): readonly Part[] {
  if (devices.size === 0) return parts
  const result = [...parts]
  for (const run of runsOf(parts)) {
    if (run.sort !== 'own') continue
    for (let at = run.to - 1, met = false; at >= run.from; at -= 1) {
      const line = parts[at]?.text.trim() ?? ''
      const isDevice = devices.has(line)
      if (line !== '' && !isDevice && !(met && line === '--')) break
      met ||= isDevice
      if (line !== '') result[at] = { sort: 'signature', text: parts[at]?.text ?? '' }
      if (line === '--') break
    }
  }
  return result
}

/** His lines with his signatures told apart: one below all that he wrote, others at `-- ` above a quotation. */
function withoutSignatures(parts: readonly Part[], signer: Signer): readonly Part[] {
  const result = [...parts]
  let isLast = true
  for (const run of runsOf(parts).toReversed()) {
    if (run.sort !== 'own') continue
    const text = parts.slice(run.from, run.to).map((one) => one.text)
    const at = isLast ? signatureAt(text, signer) : delimiterAt(text)
    for (let n = run.from + at; n < run.to; n += 1) result[n] = { sort: 'signature', text: parts[n]?.text ?? '' }
    if (text.slice(0, at).some((line) => line.trim() !== '')) isLast = false
  }
  return result
}

function joined(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .replace(/^\n+/u, '')
    .trimEnd()
}
