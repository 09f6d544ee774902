// The shape of a letter: rendered text -> blocks. A letter is written once; text and HTML are two prints of these blocks.
//   two spaces, Label, two spaces, value    a row; a line indented deeper goes on with it
//   two spaces, number and full stop        an item of a numbered list
//   two spaces                              an indented line
//   # words                                 a heading
//   = words                                 what the eye is to find first; before a row's value too
//   > words                                 words repeated to their writer
//   * * *   and   * * * words * * *         a separator between a person's text and the desk's lines
//   a backslash at the end of a line        the line ends here; otherwise lines of a paragraph run together
import { blockNumber, outsideMarks, unmarked, type Verbatim } from './marks.ts'

/** Lines of a paragraph run together and are wrapped anew, or each stands by itself. */
export type Lines = 'soft' | 'kept'

/** A label with its values. */
export interface Row {
  readonly label: string
  readonly values: readonly string[]
  /** What the eye is to find first. */
  readonly key?: true
}

/** A line of a list. */
export interface Item {
  readonly indent: number
  /** «1.» of a numbered item, '' of a line that is only indented. */
  readonly mark: string
  readonly text: string
}

type Shape =
  | { readonly kind: 'paragraph'; readonly lines: readonly string[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'key'; readonly text: string }
  | { readonly kind: 'rows'; readonly rows: readonly Row[]; readonly gap: number }
  | { readonly kind: 'items'; readonly items: readonly Item[] }
  | { readonly kind: 'separator'; readonly caption: string }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'said'; readonly text: string; readonly html: string | null }

/** A piece of a letter; `apart` when a blank line stands before it. */
export type Block = Shape & { readonly apart: boolean }

const SEPARATOR = /^\* \* \*(?: (.+) \* \* \*)?$/
const ITEM = /^( {2,})(\d+\.) +(.*)$/
const ROW = /^ {2}([^ \u0001].*?)( {2,})(\S.*)$/
const DEEPER = 4
const PREPOSITION = /(?<![\p{L}\p{N}])(?:с|в|к|о|до|от|по|на)$/iu

/** The parts of a letter in their order. Throws an Error where a person's text stands among other words. */
export function blocksOf(rendered: string, verbatims: readonly Verbatim[], lines: Lines): readonly Block[] {
  const blocks: Block[] = []
  let apart = false
  for (const line of rendered.split('\n').map((one) => one.trimEnd())) {
    if (line === '') {
      apart = blocks.length > 0
      continue
    }
    const last = apart ? undefined : blocks.at(-1)
    const joined = last && continued(last, line, lines)
    if (joined) blocks.splice(-1, 1, joined)
    else blocks.push({ ...shapeOf(line, verbatims), apart })
    apart = false
  }
  return blocks
}

function shapeOf(line: string, verbatims: readonly Verbatim[]): Shape {
  const number = blockNumber(line)
  if (number !== null) return spoken(verbatims[number])
  const separator = SEPARATOR.exec(line)
  if (separator) return { kind: 'separator', caption: printed(separator[1] ?? '') }
  if (line.startsWith('= ')) return { kind: 'key', text: printed(line.slice(2)) }
  if (line.startsWith('# ')) return { kind: 'heading', text: printed(line.slice(2)) }
  if (line.startsWith('> ')) return { kind: 'quote', text: printed(line.slice(2)) }
  const item = itemOf(line)
  if (item) return { kind: 'items', items: [item] }
  const row = rowOf(line)
  if (row) return { kind: 'rows', rows: [row.row], gap: row.gap }
  if (line.startsWith('  ')) return { kind: 'items', items: [indented(line)] }
  return { kind: 'paragraph', lines: [printed(line)] }
}

/** The block with this line added, or undefined when the line begins a block of its own. */
function continued(last: Block, line: string, lines: Lines): Block | undefined {
  const next = blockNumber(line) === null ? shapeOf(line, []) : undefined
  if (next === undefined) return undefined
  if (last.kind === 'paragraph' && next.kind === 'paragraph')
    return { ...last, lines: withLine(last.lines, next.lines.join(), lines) }
  if (last.kind === 'quote' && next.kind === 'quote') return { ...last, text: `${last.text}\n${next.text}` }
  if (last.kind === 'rows') {
    if (depth(line) >= DEEPER) return { ...last, rows: withValue(last.rows, printed(line.trim())) }
    if (next.kind === 'rows') return { ...last, rows: [...last.rows, ...next.rows], gap: Math.min(last.gap, next.gap) }
  }
  if (last.kind === 'items') {
    const item = last.items.at(-1)
    if (item?.mark && depth(line) >= DEEPER)
      return { ...last, items: [...last.items.slice(0, -1), { ...item, text: `${item.text} ${printed(line.trim())}` }] }
    if (next.kind === 'items') return { ...last, items: [...last.items, ...next.items] }
  }
  return undefined
}

function spoken(verbatim: Verbatim | undefined): Shape {
  if (verbatim === undefined) throw new Error('a text is named that was never given')
  if (verbatim.kind === 'quoted') return { kind: 'quote', text: verbatim.text }
  return { kind: 'said', text: verbatim.text, html: verbatim.html }
}

/** A paragraph's lines; a soft one goes on in the line before it unless that ended in a backslash. */
function withLine(before: readonly string[], line: string, lines: Lines): readonly string[] {
  const last = before.at(-1) ?? ''
  if (last.endsWith('\\')) return [...before.slice(0, -1), last.slice(0, -1).trimEnd(), line]
  return lines === 'kept' ? [...before, line] : [...before.slice(0, -1), joined(last, line)]
}

/** Two lines of the template become one; what typography holds together stays so across the joint. */
function joined(before: string, after: string): string {
  const held = after.startsWith('— ') || (PREPOSITION.test(before) && /^\d/.test(after))
  return `${before}${held ? '\u00a0' : ' '}${after}`
}

function withValue(rows: readonly Row[], value: string): readonly Row[] {
  const last = rows.at(-1)
  return last ? [...rows.slice(0, -1), { ...last, values: [...last.values, value] }] : rows
}

function itemOf(line: string): Item | undefined {
  const [, indent, mark, text] = ITEM.exec(line) ?? []
  return mark === undefined ? undefined : { indent: indent?.length ?? 0, mark, text: printed(text ?? '') }
}

function rowOf(line: string): { row: Row; gap: number } | undefined {
  const [, label, gap, value] = ROW.exec(line) ?? markedRow(line)
  if (label === undefined || gap === undefined || value === undefined) return undefined
  const row = { label: printed(label), values: [printed(value.replace(/^= /, ''))] }
  return { row: value.startsWith('= ') ? { ...row, key: true } : row, gap: gap.length }
}

/** A row whose label is itself a value (a ticket's number): the mark ends before the gap. */
function markedRow(line: string): readonly string[] {
  return /^ {2}(\u0001[^\u0002]*\u0002)( {2,})(\S.*)$/.exec(line) ?? []
}

function indented(line: string): Item {
  return { indent: depth(line), mark: '', text: printed(line.trim()) }
}

function depth(line: string): number {
  return line.length - line.trimStart().length
}

function printed(text: string): string {
  return unmarked(outsideMarks(text, typography))
}

/** No line break before a dash, after №, between a number and its word or its preposition; «г.» ends a sentence too. */
function typography(own: string): string {
  return own
    .replace(/г\.\.(?!\.)/g, 'г.')
    .replace(/(?<![\p{L}\p{N}])(с|в|к|о|до|от|по|на) (?=\d)/giu, '$1\u00a0')
    .replaceAll(' —', '\u00a0—')
    .replace(/№ (?=\S)/g, '№\u00a0')
    .replace(/№ $/, '№\u00a0')
    .replace(/(?<=раздел[а-я]*|статья|статье|section|No\.|\p{Lu}\.) (?=\d|\p{Lu}\.)/gu, '\u00a0')
    .replace(/(?<![\d\u00a0])(\d+) (?=\p{Ll})/gu, '$1\u00a0')
}
