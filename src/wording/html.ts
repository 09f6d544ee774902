// Blocks -> the HTML of a letter: plain tables and inline styles that Outlook shows, nothing remote, every word escaped.
// Only HTML that the inbox has made harmless is passed on as it is.
import type { Block, Item, Row } from './layout.ts'

const GREY = '#5a6270'
const LINE = '#d5d9e0'
const BREAKS = 'overflow-wrap:anywhere;word-break:break-word'
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'
/** Labels up to this length stay on one line; longer ones break between words, to leave room for the values on a telephone. */
const SHORT_LABEL = 14
const BETWEEN_WORDS = 'overflow-wrap:normal;word-break:normal'
const LONGEST_WORD = 20

/** The inner HTML of a letter. `banner`: the first paragraph says what an answer will do, and stands out. */
export function printHtml(blocks: readonly Block[], banner: 'banner' | 'plain'): string {
  const shown = blocks.filter((block, n) => !isCovered(block) && !isCoveredCaption(block, blocks[n + 1]))
  return shown.map((block, n) => (n === 0 && banner === 'banner' ? bannerOf(block) : elementOf(block))).join('\n')
}

/** A text that the harmless HTML of the whole mail shows already. */
function isCovered(block: Block | undefined): boolean {
  return block?.kind === 'said' && block.html === ''
}

function isCoveredCaption(block: Block, next: Block | undefined): boolean {
  return block.kind === 'separator' && isCovered(next)
}

function bannerOf(block: Block): string {
  if (block.kind !== 'paragraph') return elementOf(block)
  const cell = `style="padding:8px 12px;background-color:#eef2f8;border-left:4px solid #3a6ea5;${BREAKS}"`
  const lines = block.lines.map(shown)
  // Bold to the end of the sentence, wherever its line ends.
  const ends =
    1 +
    Math.max(
      0,
      block.lines.findIndex((line) => /[.!?]$/u.test(line)),
    )
  const bold = `<b>${lines.slice(0, ends).join('<br>')}</b>`
  return `<table ${TABLE} width="100%"><tr><td ${cell}>${[bold, ...lines.slice(ends)].join('<br>')}</td></tr></table>`
}

/** Set off from all around it: of an acknowledgement the deadline is what is looked for. */
function keyOf(text: string): string {
  const cell = `style="padding:9px 12px;background-color:#fff4d6;border-left:4px solid #b87a00;color:#1c2430;font-size:17px;font-weight:bold;${BREAKS}"`
  const gap = '<div style="height:8px;line-height:8px;font-size:1px">&nbsp;</div>'
  return `${gap}\n<table ${TABLE} width="100%"><tr><td ${cell}>${shown(text)}</td></tr></table>\n${gap}`
}

function elementOf(block: Block): string {
  const margin = `margin:${block.apart ? '14px' : '0'} 0 0 0`
  switch (block.kind) {
    case 'paragraph':
      return `<p style="${margin};${BREAKS}">${block.lines.map(shown).join('<br>')}</p>`
    case 'heading':
      return `<p style="${margin};font-weight:bold;${BREAKS}">${shown(block.text)}</p>`
    case 'key':
      return keyOf(block.text)
    case 'rows':
      return spaced(block.apart, rowsTable(block.rows))
    case 'items':
      return block.items.map((item, n) => itemOf(item, n === 0 ? margin : 'margin:0')).join('\n')
    case 'separator':
      return separatorOf(block.caption)
    case 'quote':
      return `<div style="${margin};padding:0 0 0 10px;border-left:3px solid ${LINE};color:${GREY};${BREAKS}">${asWritten(block.text)}</div>`
    case 'said':
      return block.html === null
        ? `<div style="${margin};${BREAKS}">${asWritten(block.text)}</div>`
        : `<div style="${margin};overflow-x:auto">${block.html}</div>`
  }
}

/** Outlook forgets the margin of a table, so the distance is a cell of its own. */
function spaced(apart: boolean, table: string): string {
  return apart ? `<div style="height:10px;line-height:10px;font-size:1px">&nbsp;</div>\n${table}` : table
}

function rowsTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const label = `valign="top" style="padding:2px 14px 2px 0;color:${GREY};${breaksOf(row.label)}"`
    const value = `valign="top" style="padding:2px 0;${BREAKS}"`
    const [first = '', ...rest] = row.values.map(shown)
    const values = [row.key === true ? `<b>${first}</b>` : first, ...rest]
    return `<tr><td ${label}>${shown(row.label)}</td><td ${value}>${values.join('<br>')}</td></tr>`
  })
  return `<table ${TABLE} style="border-collapse:collapse">\n${lines.join('\n')}\n</table>`
}

function breaksOf(label: string): string {
  if ([...label].length <= SHORT_LABEL) return 'white-space:nowrap'
  return label.split(' ').some((word) => word.length > LONGEST_WORD) ? BREAKS : BETWEEN_WORDS
}

function itemOf(item: Item, margin: string): string {
  const words = item.mark === '' ? shown(item.text) : `${shown(item.mark)} ${shown(item.text)}`
  const hang = item.mark === '' ? '' : 'text-indent:-18px;'
  const left = item.mark === '' ? item.indent * 7 : 30
  return `<p style="${margin};padding-left:${left}px;${hang}${BREAKS}">${words}</p>`
}

/** A line in the place of the text's three stars. */
function separatorOf(caption: string): string {
  const words = caption === '' ? '&nbsp;' : shown(caption)
  const height = caption === '' ? 'font-size:1px;line-height:1px;' : ''
  return `<p style="margin:18px 0 8px 0;padding:0 0 4px 0;${height}border-bottom:1px solid ${LINE};color:${GREY}">${words}</p>`
}

/** Lines and spaces of a person's text stay: Outlook knows no white-space:pre-wrap. */
function asWritten(text: string): string {
  return escaped(text.replaceAll('\t', '        ')).replaceAll('\n', '<br>\n')
}

/** Text as HTML shows it; runs of spaces stay runs. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(/^ | (?= )/gm, '&nbsp;')
    .replaceAll('\u00a0', '&nbsp;')
}

/** A command stays in one piece: browsers break lines behind «!». */
function shown(text: string): string {
  return escaped(text).replace(
    /(?<![\p{L}\p{N}!;])!\p{L}{1,20}(?!\p{L})/gu,
    '<span style="white-space:nowrap">$&</span>',
  )
}
