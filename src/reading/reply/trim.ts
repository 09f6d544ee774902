// Tells what the sender wrote this time from what he quoted and from his signature. A view only: the text is kept
// whole. One pass over the lines, each looked at for its first few hundred characters.
import type { Cut, ReadText } from '../../letter.ts'
import { plain } from '../text/plain.ts'
import { withoutArmour } from '../wrapped/clear-signed.ts'
import { bannerEnd } from './banner.ts'
import { isDevice } from './footer.ts'
import { isForwardSubject } from './forward-subject.ts'
import { type Circumstances, UNKNOWN } from './mark.ts'
import { type Run, runsOf } from './quote-runs.ts'
import { type Signed, signatureAt, signatureOf } from './signature.ts'
import { isName, nameMatches, readCard } from './visiting-card.ts'

/**
 * Reads a mail's text in its circumstances: its subject tells a forward from an answer where both look alike, and whether it
 * answers something decides what marks count. Never fails; in doubt a line is the sender's own.
 */
export function readText(text: string, known: Circumstances = UNKNOWN): ReadText {
  const { lines, seal, placeOf } = withoutArmour(text.replaceAll('\r\n', '\n').split('\n'))
  const signed = withoutBanner(withoutSignatures(runsOf(lines, known), known.author))
  const own = signed.runs.some((run) => run.sort === 'own')
  const reply = own ? spoken(signed.runs) : unspoken(signed.runs, known)
  const kept = new Set(reply.map(({ lines: said }) => said))
  const left = signed.runs.filter((run) => !kept.has(run.lines) && !reply.some(({ of }) => of === run))
  const shown = (line: number): number => placeOf(line) + 1
  return {
    text,
    body: text,
    reply: joined(reply.flatMap(({ lines: said }) => said)),
    quoted: joined(signed.runs.filter((run) => !kept.has(run.lines)).flatMap((run) => run.lines)),
    signature: joined([...signed.signature, ...seal]),
    cuts: [...cutsOf(left), ...signed.cuts]
      .sort((a, b) => a.from - b.from)
      .map((cut) => ({ ...cut, from: shown(cut.from), to: shown(cut.to) })),
  }
}

/** What stands in the reply: lines, of a run. */
interface Said {
  readonly lines: readonly string[]
  readonly of: Run | null
}

/** A mail that is only a forward speaks by what it forwards; one that answers nothing quotes nothing. */
function unspoken(runs: readonly Run[], { subject, answers }: Circumstances): readonly Said[] {
  const forward = runs.some((run) => run.forward) || isForwardSubject(subject) || answers === false
  return forward ? runs.map((run) => ({ lines: run.lines, of: run })) : []
}

function joined(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .replace(/^\n+/u, '')
    .trimEnd()
}

/** A quote and the mark above it are one cut, by the mark. */
function cutsOf(runs: readonly Run[]): readonly Cut[] {
  const cuts: Cut[] = []
  for (const run of runs) {
    const last = cuts.at(-1)
    const to = run.from + run.lines.length - 1
    if (run.sort === 'quote' && last !== undefined && last.to + 1 >= run.from) cuts[cuts.length - 1] = { ...last, to }
    else cuts.push({ from: run.from, to, rule: run.rule, sure: run.sure })
  }
  return cuts
}

/** So many lines below a quote may be a signature whatever they say. */
const MOST_BELOW = 12

/** Mail.ru puts the signature below the quotation, without a line drawn: his own name, with what a card has. */
function isCardBelow(runs: readonly Run[], at: number, author: string): boolean {
  if (!runs.slice(0, at).some((run) => run.sort === 'own')) return false
  const lines = (runs[at]?.lines ?? []).filter((line) => plain(line) !== '' && !isDevice(line))
  const named = lines.length > 0 && nameMatches(lines[0] ?? '', author)
  return named && readCard(lines, author) !== null
}

interface Unsigned {
  readonly runs: readonly Run[]
  readonly signature: readonly string[]
  readonly cuts: readonly Cut[]
}

/** The runs without signatures: that of the last own run, and of the one before when nothing else was in it. */
function withoutSignatures(runs: readonly Run[], author: string): Unsigned {
  const left = [...runs]
  const cuts: Cut[] = []
  let signature: readonly string[] = []
  for (let at = left.length - 1; at >= 0; at -= 1) {
    const run = left[at]
    if (run === undefined || run.sort !== 'own') continue
    // Nobody begins an answer below a quote with a line drawn.
    const closes = at > 0 && run.lines.length <= MOST_BELOW && (isDelimiter(run.lines) || isCardBelow(left, at, author))
    const below: Signed = { from: 0, to: run.lines.length, rule: 'signature mark', sure: false }
    const pieces = closes ? [below] : signatureOf(run.lines, author)
    cuts.push(...pieces.map((piece) => cutOf(piece, run)))
    const begins = pieces[0]?.from ?? run.lines.length
    signature = [...run.lines.slice(begins), ...signature]
    const rest = run.lines.slice(0, begins)
    if (rest.some((line) => plain(line) !== '')) {
      left[at] = { ...run, lines: rest }
      break
    }
    left.splice(at, 1)
  }
  return { runs: left, signature, cuts }
}

/** Without what a mail server put above the first own words. */
function withoutBanner(unsigned: Unsigned): Unsigned {
  const [first, ...rest] = unsigned.runs
  if (first === undefined || first.sort !== 'own') return unsigned
  const end = bannerEnd(first.lines)
  if (end === 0) return unsigned
  const cut = cutOf({ from: 0, to: end, rule: 'disclaimer', sure: false }, first)
  return {
    runs: [{ ...first, from: first.from + end, lines: first.lines.slice(end) }, ...rest],
    signature: [...first.lines.slice(0, end), ...unsigned.signature],
    cuts: [cut, ...unsigned.cuts],
  }
}

function cutOf({ from, to, rule, sure }: Signed, run: Run): Cut {
  let last = to - 1
  while (last > from && plain(run.lines[last] ?? '') === '') last -= 1
  return { from: run.from + from, to: run.from + last, rule, sure }
}

/** Own runs, and the quotes between them that they answer. */
function spoken(runs: readonly Run[]): readonly Said[] {
  const owns = runs.filter((run) => run.sort === 'own').length
  const quotes = runs.filter((run) => run.sort === 'quote').length
  const below = runs.findIndex((run) => run.sort === 'own') > 0
  const alone = owns === 1 && (!below || quotes === 1)
  return runs.flatMap((run, at) => {
    if (run.sort === 'own') return [{ lines: run.lines, of: run }]
    const next = runs[at + 1]
    const answered = next?.sort === 'own' && !isDelimiter(next.lines)
    if (alone || run.sort === 'mark' || !answered) return []
    return [{ lines: runs[at - 1]?.sort === 'mark' ? ['', ...asked(run), ''] : run.lines, of: run }]
  })
}

/** Lines that begin below a line drawn close a letter; they answer nothing. */
function isDelimiter(lines: readonly string[]): boolean {
  const first = lines.find((line) => plain(line) !== '') ?? ''
  return /^(?:-{2,40}|—|–|_{2,80})$/u.test(plain(first))
}

const QUOTING = /^\s{0,3}\p{Lu}{0,3}>+ ?/u

/** The part of a quote, which begins with its mark, that an answer below it is to: its last paragraph above a signature. */
function asked(run: Run): readonly string[] {
  let end = signatureAt(run.lines.map((line) => line.replace(QUOTING, '')))
  for (;;) {
    while (end > 0 && isEmptyQuote(run.lines[end - 1])) end -= 1
    let start = end
    while (start > 0 && !isEmptyQuote(run.lines[start - 1])) start -= 1
    // A name alone closes the quoted letter, it asks nothing.
    const closes = start > 0 && end - start === 1 && isName(plain(run.lines[start] ?? '').replace(QUOTING, ''))
    if (!closes) return run.lines.slice(start, end)
    end = start
  }
}

function isEmptyQuote(line: string | undefined): boolean {
  return line === undefined || /^(?:\p{Lu}{0,3}>|\s)*$/u.test(plain(line))
}
