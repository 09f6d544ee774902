// Tells what the sender wrote this time from what he quoted and from his signature. A view only: the text is kept
// whole. One pass over the lines, each looked at for its first few hundred characters.
import type { ReadText } from '../../letter.ts'
import { plain } from '../text/plain.ts'
import { withoutArmour } from '../wrapped/clear-signed.ts'
import { type Run, runsOf } from './quote-runs.ts'
import { signatureAt } from './signature.ts'

/**
 * Reads a mail's text. `subject` (decoded) tells a forward from an answer where both look alike.
 * Never fails; in doubt a line is the sender's own.
 */
export function readText(text: string, subject = ''): ReadText {
  const { lines, seal } = withoutArmour(text.replaceAll('\r\n', '\n').split('\n'))
  const runs = runsOf(lines)
  const signed = withoutSignatures(runs)
  const own = signed.runs.some((run) => run.sort === 'own')
  const reply = own ? spoken(signed.runs) : forwarded(signed.runs, subject)
  const kept = new Set(reply)
  const quoted = signed.runs.filter((run) => !kept.has(run.lines))
  return {
    text,
    body: seal.length === 0 ? text : lines.join('\n'),
    reply: joined(reply.flat()),
    quoted: joined(quoted.flatMap((run) => run.lines)),
    signature: joined([...signed.signature, ...seal]),
    cuts: [],
  }
}

const FORWARD_SUBJECT = /^\s{0,9}(?:fwd?|пересл|пер|wg|tr|rv|enc|i)\s?:/iu

/** A mail that is only a forward speaks by what it forwards. */
function forwarded(runs: readonly Run[], subject: string): readonly (readonly string[])[] {
  const forward = runs.some((run) => run.forward) || FORWARD_SUBJECT.test(subject)
  return forward ? runs.map((run) => run.lines) : []
}

function joined(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .replace(/^\n+/u, '')
    .trimEnd()
}

/** The runs without signatures: that of the last own run, and of the one before when nothing else was in it. */
function withoutSignatures(runs: readonly Run[]): {
  readonly runs: readonly Run[]
  readonly signature: readonly string[]
} {
  const left = [...runs]
  let signature: readonly string[] = []
  for (let at = left.length - 1; at >= 0; at -= 1) {
    const run = left[at]
    if (run === undefined || run.sort !== 'own') continue
    const cut = signatureAt(run.lines)
    signature = [...run.lines.slice(cut), ...signature]
    const rest = run.lines.slice(0, cut)
    if (rest.some((line) => plain(line) !== '')) {
      left[at] = { ...run, lines: rest }
      break
    }
    left.splice(at, 1)
  }
  return { runs: left, signature }
}

/** Own runs, and the quotes between them that they answer. */
function spoken(runs: readonly Run[]): readonly (readonly string[])[] {
  const owns = runs.filter((run) => run.sort === 'own').length
  const quotes = runs.filter((run) => run.sort === 'quote').length
  const below = runs.findIndex((run) => run.sort === 'own') > 0
  const alone = owns === 1 && (!below || quotes === 1)
  return runs.flatMap((run, at) => {
    if (run.sort === 'own') return [run.lines]
    const answered = runs[at + 1]?.sort === 'own'
    if (alone || run.sort === 'mark' || !answered) return []
    return [runs[at - 1]?.sort === 'mark' ? ['', ...asked(run), ''] : run.lines]
  })
}

const QUOTING = /^\s{0,3}\p{Lu}{0,3}>+ ?/u

/** The part of a quote, which begins with its mark, that an answer below it is to: its last paragraph above a signature. */
function asked(run: Run): readonly string[] {
  let end = signatureAt(run.lines.map((line) => line.replace(QUOTING, '')))
  while (end > 0 && isEmptyQuote(run.lines[end - 1])) end -= 1
  let start = end
  while (start > 0 && !isEmptyQuote(run.lines[start - 1])) start -= 1
  return run.lines.slice(start, end)
}

function isEmptyQuote(line: string | undefined): boolean {
  return line === undefined || /^(?:\p{Lu}{0,3}>|\s)*$/u.test(plain(line))
}
