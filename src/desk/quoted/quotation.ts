// The lines of an answer that stand in a mail which the desk sent, whatever a client did to them: marked or not, wrapped
// anew, indented, glued. A line is found or it is not; what is not found is the writer's own.
import { lettersOf } from './letters-alone.ts'

/** A line of an answer, and what becomes of it: quoted, or not (yet). */
export interface Line {
  readonly text: string
  /** Behind the marks of a quote: >, |, initials and >. */
  readonly marked: boolean
  /** Its letters alone, without such marks and without what clients put around links. */
  readonly letters: string
}

/** What the desk sent, as letters alone. */
export interface Known {
  /** The mail that is answered: its text, and its HTML as it is read. Each begins with the subject. */
  readonly answered: readonly string[]
  /** Other mails about the same ticket that he has. */
  readonly beside: readonly string[]
  /** What the customer himself has said on the ticket. */
  readonly customers: readonly string[]
}

const MARK = /^[\s\u00a0]*(?:\p{L}{0,4}[>|»¦┃│][\s\u00a0]*)+/u
const LINKED = /<(?:https?|ftp|mailto|tel):[^<>\s]*>|\[(?:https?|mailto):[^[\]\s]*\]/gu
/** So many letters in a row stand in two texts by no accident. */
const TELLING = 10
/** A short line is found only so near to the one before. */
const NEAR = 60

/** The lines of a text. */
export function linesOf(text: string): readonly Line[] {
  return text.split('\n').map((line) => ({
    text: line,
    marked: MARK.test(line),
    letters: lettersOf(line.replace(MARK, '').replace(LINKED, '')),
  }))
}

/** Which lines are quoted. `introduced`: the lines above which the client says that a quotation follows. */
export function quotedIn(lines: readonly Line[], known: Known, introduced: ReadonlySet<number>): readonly boolean[] {
  const quoted = lines.map(() => false)
  for (const [from, to] of blocksOf(lines)) markBlock(lines, from, to, known, quoted)
  for (const stream of known.answered) markPlain(lines, stream, known.customers, introduced, quoted)
  for (const stream of known.beside) markPlain(lines, stream, known.customers, new Set(), quoted)
  return quoted
}

/** Runs of lines behind one sort of mark, blank ones between them included. */
function blocksOf(lines: readonly Line[]): readonly (readonly [number, number])[] {
  const blocks: (readonly [number, number])[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const sign = signOf(lines[at])
    if (sign === '') continue
    let end = at + 1
    for (let next = end; next < lines.length && (isBlank(lines[next]) || signOf(lines[next]) === sign); next += 1) {
      if (!isBlank(lines[next])) end = next + 1
    }
    blocks.push([at, end])
    at = end - 1
  }
  return blocks
}

/** The sign that marks a line, '' for none. */
function signOf(line: Line | undefined): string {
  return line?.marked === true ? (/[>|»¦┃│]/u.exec(line.text)?.[0] ?? '') : ''
}

function isBlank(line: Line | undefined): boolean {
  return line === undefined || line.text.trim() === ''
}

/** Where a line was found: in which stream, from and to. */
type Place = readonly [stream: number, from: number, to: number]

function markBlock(lines: readonly Line[], from: number, to: number, known: Known, quoted: boolean[]): void {
  const block = lines.slice(from, to)
  const beside = [...known.beside.map((one) => [one]), ...known.customers.map((one) => [one])]
  // Of another mail that he has, only what is a quotation of it: a line of a note that he takes over is for the leak guard.
  const streams = [known.answered, ...beside.filter((one) => countIn(block, one) >= FEWEST_LINES)].flat()
  const places = placesIn(block, streams)
  const isSource = block.some((line) => CODED.test(line.text))
  const isKnown = block.map((line, n) => places[n] !== null || isPieced(line, n, places, streams))
  for (const [n, line] of block.entries()) {
    if (isBlank(line)) continue
    quoted[from + n] =
      isSource || (line.letters === '' ? isWithin(lines, from + n, from, isKnown) : isKnown[n] === true)
  }
}

function countIn(block: readonly Line[], streams: readonly string[]): number {
  return placesIn(block, streams).filter((one) => one !== null).length
}

/** The mail as it stands on the wire, which some quote: there nothing can be read. */
const CODED = /^\s*>\s?Content-Transfer-Encoding:/iu

/** Whether signs alone stand in a quotation: bare marks beside a line of it, a rule below one, or above the first. */
function isWithin(lines: readonly Line[], at: number, from: number, isKnown: readonly boolean[]): boolean {
  const isLettered = (n: number): boolean => (lines[n]?.letters ?? '') !== ''
  const numbers = isKnown.map((_, n) => from + n)
  const above = numbers.findLast((n) => n < at && isLettered(n))
  const below = numbers.find((n) => n > at && isLettered(n))
  const known = (n: number | undefined): boolean => n !== undefined && isKnown[n - from] === true
  const isBare = (lines[at]?.text ?? '').replace(MARK, '').trim() === ''
  return known(above) || ((isBare || above === undefined) && known(below))
}

function placesIn(lines: readonly Line[], streams: readonly string[]): readonly (Place | null)[] {
  const cursors = streams.map(() => 0)
  const forward = lines.map(({ letters }): Place | null => {
    if (letters === '') return null
    let found: Place | null = null
    for (const [n, stream] of streams.entries()) {
      const cursor = cursors[n] ?? 0
      const from = nextIn(stream, letters, cursor)
      if (from < 0) continue
      cursors[n] = from + letters.length
      found ??= [n, from, from + letters.length]
    }
    return found
  })
  return backward(lines, forward, streams)
}

/** Where a line goes on from a place: right there, near it when it is short, anywhere when it is telling. */
function nextIn(stream: string, letters: string, cursor: number): number {
  if (cursor > 0 && stream.startsWith(letters, cursor)) return cursor
  const next = stream.indexOf(letters, cursor)
  if (letters.length >= TELLING) return next >= 0 ? next : stream.indexOf(letters)
  return cursor > 0 && next >= 0 && next - cursor <= NEAR ? next : -1
}

/** Short lines above the first telling one, found from there. */
function backward(
  lines: readonly Line[],
  forward: readonly (Place | null)[],
  streams: readonly string[],
): readonly (Place | null)[] {
  const places = [...forward]
  for (let at = places.length - 2; at >= 0; at -= 1) {
    const letters = lines[at]?.letters ?? ''
    const next = places.slice(at + 1).find((one) => one !== null) ?? null
    if (letters === '' || places[at] !== null || next === null) continue
    const [n, start] = next
    const from = (streams[n] ?? '').lastIndexOf(letters, start - letters.length)
    if (from >= 0 && start - letters.length - from <= NEAR && start >= letters.length) {
      places[at] = [n, from, from + letters.length]
    }
  }
  return places
}

/** Words that clients add to what they quote. */
const ADDED = /^(?:https?|www|mailto|cid|image|изображение|рисунок)$/u

/** A line of a quote that a client has changed: each of its words stands near where the lines around it were found, in order. */
function isPieced(line: Line, at: number, places: readonly (Place | null)[], streams: readonly string[]): boolean {
  if (line.letters === '') return false
  const before = places.slice(0, at).findLast((one) => one !== null) ?? null
  const after = places.slice(at + 1).find((one) => one !== null) ?? null
  const place = before ?? after
  if (place === null) return line.letters.length >= TELLING && streams.some((stream) => isScattered(line, stream))
  const cursor = before?.[2] ?? Math.max(0, place[1] - 400)
  return (before !== null && after !== null) || isLongBlock(places)
    ? inOrder(lettersOfWords(line), streams[place[0]] ?? '', cursor)
    : false
}

function isLongBlock(places: readonly (Place | null)[]): boolean {
  return places.filter((one) => one !== null).length > 1
}

/** The only line of a quotation, cut down by its client: from its first word on in order, wherever that stands. */
function isScattered(line: Line, stream: string): boolean {
  const [first = '', ...rest] = lettersOfWords(line)
  if (rest.length < 2) return false
  for (let from = stream.indexOf(first); from >= 0; from = stream.indexOf(first, from + 1)) {
    if (inOrder(rest, stream, from + first.length)) return true
  }
  return false
}

function lettersOfWords(line: Line): readonly string[] {
  const words = line.text.replace(MARK, '').split(/[^\p{L}\p{N}]+/u)
  return words.map(lettersOf).filter((letters) => letters !== '' && !ADDED.test(letters))
}

function inOrder(words: readonly string[], stream: string, start: number): boolean {
  let cursor = start
  for (const letters of words) {
    const from = stream.slice(cursor, cursor + NEAR + letters.length).indexOf(letters)
    if (from < 0) return false
    cursor += from + letters.length
  }
  return true
}

/** Letters from its beginning within which a quotation of a whole mail begins. */
const BEGINNING = 160
const FEWEST_LINES = 3
const FEWEST_LETTERS = 40
/** Own lines between two parts of one quotation. */
const MOST_BETWEEN = 60

/** A chain of lines without marks that were found one behind the other. */
interface Chain {
  readonly found: readonly number[]
  readonly letters: number
  readonly customers: number
}

/**
 * Lines without marks: only in chains that begin as the mail begins, or where the client says that a quotation begins, or
 * that hold several lines which nobody but the desk writes. A sentence of the customer's that is repeated is no quotation.
 */
function markPlain(
  lines: readonly Line[],
  stream: string,
  customers: readonly string[],
  introduced: ReadonlySet<number>,
  quoted: boolean[],
): void {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]
    if (line === undefined || quoted[at] || line.marked || line.letters === '') continue
    const isIntroduced = introduced.has(at)
    if (line.letters.length < TELLING && !isIntroduced) continue
    const from = stream.indexOf(line.letters)
    if (from < 0) continue
    const chain = chainFrom(lines, at, from, stream, customers, quoted)
    if (!isQuotation(chain, isIntroduced, from, stream)) continue
    for (const n of withRules(lines, chain.found)) quoted[n] = true
  }
}

function isQuotation(chain: Chain, isIntroduced: boolean, from: number, stream: string): boolean {
  const { found, letters, customers } = chain
  if (isIntroduced && letters >= TELLING && letters > 0.6 * stream.length) return true
  if (from < BEGINNING && found.length > 1 && letters >= 2 * FEWEST_LETTERS) return true
  if (found.length < FEWEST_LINES || letters < FEWEST_LETTERS) return false
  return isIntroduced || from < BEGINNING || found.length - customers >= FEWEST_LINES
}

/** With lines of signs alone that stand between two that were found: rules, dashes of a signature. */
function withRules(lines: readonly Line[], found: readonly number[]): readonly number[] {
  return found.flatMap((at, n) => {
    const next = found[n + 1] ?? at
    const between = Array.from({ length: Math.max(0, next - at - 1) }, (_, step) => at + 1 + step)
    return between.every((one) => lines[one]?.letters === '') ? [at, ...between] : [at]
  })
}

function chainFrom(
  lines: readonly Line[],
  first: number,
  start: number,
  stream: string,
  customers: readonly string[],
  quoted: readonly boolean[],
): Chain {
  const found: number[] = []
  let [letters, theirs, cursor, missed] = [0, 0, start, 0]
  for (let at = first; at < lines.length && missed <= MOST_BETWEEN; at += 1) {
    const line = lines[at]
    if (line === undefined || line.letters === '' || line.marked || quoted[at]) continue
    const from = onwards(stream, line.letters, cursor, missed > 0)
    if (from < 0) missed += 1
    else {
      found.push(at)
      letters += line.letters.length
      if (customers.some((one) => one.includes(line.letters))) theirs += 1
      cursor = from + line.letters.length
      missed = 0
    }
  }
  return { found, letters, customers: theirs }
}

/** Where the quotation goes on: right here, or behind what was left out; behind own lines only with a telling one. */
function onwards(stream: string, letters: string, cursor: number, isAfterOwn: boolean): number {
  if (stream.startsWith(letters, cursor)) return cursor
  if (letters.length < (isAfterOwn ? 2 * TELLING : TELLING)) return -1
  return stream.indexOf(letters, cursor)
}
