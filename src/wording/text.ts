// Blocks -> the plain text of a letter (RFC 3676: format=fixed, at most 78 columns). A person's text is never re-wrapped.
import type { Block, Item, Row } from './layout.ts'

const WIDTH = 78
/** A value never gets a narrower column than this; where the label leaves less, it goes on a line of its own. */
const VALUE_WIDTH = 30

/** The letter as plain text; lines end in \n, the last one too. */
export function printText(blocks: readonly Block[]): string {
  return `${blocks.map((block) => (block.apart ? '\n' : '') + linesOf(block).join('\n')).join('\n')}\n`
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return block.lines.flatMap((line) => wrap(line, '', ''))
    case 'heading':
    case 'key':
      return wrap(block.text, '', '')
    case 'rows':
      return rowLines(block.rows, block.gap)
    case 'items':
      return block.items.flatMap(itemLines)
    case 'separator':
      return [block.caption === '' ? '* * *' : `* * * ${block.caption} * * *`]
    case 'quote':
      return block.text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`))
    case 'said':
      return [block.text]
  }
}

/** Values stand under each other behind the longest label. */
function rowLines(rows: readonly Row[], gap: number): readonly string[] {
  const column = 2 + Math.max(...rows.map((row) => width(row.label))) + gap
  if (WIDTH - column < VALUE_WIDTH) {
    return rows.flatMap((row) => [`  ${row.label}`, ...row.values.flatMap((value) => wrap(value, '      ', '      '))])
  }
  const indent = ' '.repeat(column)
  return rows.flatMap((row) =>
    row.values.flatMap((value, n) => wrap(value, n === 0 ? pad(`  ${row.label}`, column) : indent, indent)),
  )
}

function itemLines(item: Item): readonly string[] {
  const first = ' '.repeat(item.indent) + (item.mark === '' ? '' : `${item.mark} `)
  return wrap(item.text, first, item.mark === '' ? `${first}  ` : ' '.repeat(first.length))
}

/** Breaks at ordinary spaces only (never at U+00A0); a word longer than a line stands by itself. A line that fits is left as it is. */
function wrap(text: string, first: string, next: string): readonly string[] {
  if (width(first) + width(text) <= WIDTH) return [`${first}${text}`.trimEnd()]
  const lines: string[] = []
  let words: string[] = []
  let columns = width(first)
  for (const word of text.split(' ')) {
    if (word === '') continue
    const wide = width(word)
    if (words.length > 0 && columns + 1 + wide > WIDTH) {
      lines.push(`${lines.length === 0 ? first : next}${words.join(' ')}`)
      words = []
      columns = width(next)
    }
    columns += words.length === 0 ? wide : 1 + wide
    words.push(word)
  }
  return [...lines, `${lines.length === 0 ? first : next}${words.join(' ')}`]
}

function pad(text: string, column: number): string {
  return text + ' '.repeat(Math.max(0, column - width(text)))
}

/** Columns as a mail reader counts them: one a character. */
function width(text: string): number {
  return /[\ud800-\udbff]/.test(text) ? [...text].length : text.length
}
