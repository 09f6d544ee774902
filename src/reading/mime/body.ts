// Which parts are the letter's own words (RFC 2046 section 5.1), and what they say as readable text. What is not read here
// is an attachment.

import { readCalendar } from '../wrapped/calendar-part.ts'
import type { Said } from './encoded-words.ts'
import type { Block, Leaf, Multi } from './leaves.ts'
import { isReaction } from './reaction.ts'
import { saysNothing } from './stub.ts'
import { isWords, type Piece, pieceReader } from './words.ts'

export interface Body {
  readonly text: string
  /** Numbers of lines of `text` that begin with `>` and are no quotation: flowed text says which (RFC 3676 section 4.4). */
  readonly unquoted: ReadonlySet<number>
  /** HTML bodies as they stood. */
  readonly htmls: readonly string[]
  /** Numbers of the parts that were read. */
  readonly read: ReadonlySet<number>
}

/** Texts of the parts by number. */
export type Texts = ReadonlyMap<number, string>

/** What is longer is a log or a listing; it stays whole in the raw mail. */
const MAX_TEXT = 500_000

/** Reads the body of a mail from its parts. */
export function readBody(root: Block, texts: Texts, said: Said = () => undefined): Body {
  const choosing: Choosing = { texts, pieceOf: pieceReader(texts, said) }
  const chosen = wholeMail(root, choosing) ?? choose(root, choosing)
  const only = chosen.text.length === 0 && chosen.html.length === 0 ? firstNamedText(root, texts) : null
  const plain = only === null ? chosen.text : [only]
  const htmls = chosen.html.map((leaf) => texts.get(leaf.n) ?? '').filter((html) => html.trim() !== '')
  const events = chosen.calendars.map((leaf) => ({ text: readCalendar(texts.get(leaf.n) ?? ''), unquoted: [] }))
  const { text, unquoted } = joinedPieces([...withoutRepeats(plain.map(choosing.pieceOf)), ...events])
  const read = [...chosen.text, ...chosen.html, ...chosen.beside].map((leaf) => leaf.n)
  if (text.length > MAX_TEXT) said({ is: 'text too long' })
  return {
    text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text,
    unquoted,
    htmls,
    read: new Set(read),
  }
}

/** Pieces one below another, a blank line between them. */
function joinedPieces(pieces: readonly Piece[]): Piece & { readonly unquoted: ReadonlySet<number> } {
  const said = pieces.filter((piece) => piece.text.trim() !== '')
  const unquoted: number[] = []
  let line = 0
  for (const piece of said) {
    for (const at of piece.unquoted) unquoted.push(line + at)
    if (said.length > 1) line += piece.text.split('\n').length + 1
  }
  return { text: said.map((piece) => piece.text).join('\n\n'), unquoted: new Set(unquoted) }
}

/** A text and its HTML that stand side by side, because a boundary was wrong, say the same once. */
function withoutRepeats(pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.length < 2) return pieces
  const seen = new Set<string>()
  return pieces.filter((piece) => {
    const words = piece.text.replace(/\s+/g, '')
    const again = words !== '' && seen.has(words)
    seen.add(words)
    return !again
  })
}

interface Choosing {
  readonly texts: Texts
  readonly pieceOf: (leaf: Leaf) => Piece
}

interface Chosen {
  /** Read as text, HTML only where nothing plainer stands. */
  readonly text: readonly Leaf[]
  readonly html: readonly Leaf[]
  readonly calendars: readonly Leaf[]
  /** Versions of the same words that were not taken. */
  readonly beside: readonly Leaf[]
}

const NOTHING: Chosen = { text: [], html: [], calendars: [], beside: [] }

function isMulti(block: Block): block is Multi {
  return 'blocks' in block
}

/** A mail that is one part: its words are the letter, whatever Content-Disposition says (gateways and scripts write it). */
function wholeMail(root: Block, { texts }: Choosing): Chosen | null {
  if (isMulti(root) || !isWords(root.type) || (texts.get(root.n) ?? '').trim() === '') return null
  return chosenText(root)
}

function chosenText(leaf: Leaf): Chosen {
  return { ...NOTHING, text: [leaf], html: leaf.type === 'text/html' ? [leaf] : [] }
}

function choose(block: Block, choosing: Choosing): Chosen {
  if (!isMulti(block)) return chooseLeaf(block)
  if (block.type === 'multipart/alternative') return chooseAlternative(block, choosing)
  if (block.type === 'multipart/digest') return NOTHING
  return joined(block.blocks.map((one) => choose(one, choosing)))
}

function chooseLeaf(leaf: Leaf): Chosen {
  if (isReaction(leaf.type)) return { ...NOTHING, beside: [leaf] }
  if (leaf.disposition === 'attachment') {
    return leaf.type === 'text/calendar' ? { ...NOTHING, calendars: [leaf] } : NOTHING
  }
  if (leaf.type === 'text/calendar' || leaf.type === 'application/ics') return { ...NOTHING, calendars: [leaf] }
  return leaf.name === '' && isWords(leaf.type) ? chosenText(leaf) : NOTHING
}

function joined(all: readonly Chosen[]): Chosen {
  return {
    text: all.flatMap((one) => one.text),
    html: all.flatMap((one) => one.html),
    calendars: all.flatMap((one) => one.calendars).slice(0, 3),
    beside: all.flatMap((one) => one.beside),
  }
}

/** Versions that add nothing to the others: AMP's, the watch's. */
const SECONDARY = /^text\/(?:x-amp-html|watch-html)$/
/** The plainest first; a subtype that nobody knows is text all the same, but the last choice. */
const PLAINNESS = [/^text\/plain$/, /^text\/(?:enriched|richtext|markdown|x-markdown|x-plain|unknown)$/, /^text\/html$/]

/** The same said several times: the plainest version that says anything is read, HTML is kept beside it. */
function chooseAlternative(block: Multi, choosing: Choosing): Chosen {
  const all = block.blocks.map((one) => choose(one, choosing))
  const whole = joined(all)
  const best = plainest(all, choosing)
  const unnamed = (leaf: Leaf) => leaf.type === 'text/calendar' && leaf.disposition !== 'attachment'
  return {
    text: best.text.filter((leaf) => !SECONDARY.test(leaf.type)),
    html: whole.html,
    calendars: whole.calendars.slice(0, 1),
    beside: [...whole.text, ...whole.beside, ...whole.calendars.filter(unnamed)],
  }
}

function plainest(all: readonly Chosen[], { pieceOf }: Choosing): Chosen {
  const words = (one: Chosen): string => one.text.map((leaf) => pieceOf(leaf).text).join('\n')
  const rank = (one: Chosen): number => {
    const ranks = one.text.map(({ type }) => PLAINNESS.findIndex((pattern) => pattern.test(type)))
    return Math.min(...ranks.map((found) => (found < 0 ? PLAINNESS.length : found)))
  }
  const ranked = all.filter((one) => one.text.length > 0).sort((a, b) => rank(a) - rank(b))
  for (const [n, one] of ranked.entries()) {
    const said = words(one)
    if (!saysNothing(said, () => ranked.slice(n + 1).map(words))) return one
  }
  return ranked.find((one) => words(one).trim() !== '') ?? NOTHING
}

/** A body part that somebody gave a name: read when the mail has no other words. */
function firstNamedText(block: Block, texts: Texts): Leaf | null {
  if (!isMulti(block)) {
    const fits = /^text\/(plain|html)$/.test(block.type) && block.disposition !== 'attachment'
    return fits && (texts.get(block.n) ?? '').trim() !== '' ? block : null
  }
  for (const one of block.blocks) {
    const found = firstNamedText(one, texts)
    if (found !== null) return found
  }
  return null
}
