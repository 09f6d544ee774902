// HTML to text that a person reads: lists, tables, links with their targets, quotes as `> `. The only file that knows
// html-to-text.
import { compile, type FormatCallback } from 'html-to-text'
import type { Defect } from '../../letter.ts'
import { crowdedText } from './crowded.ts'
import { shallowed } from './shallow.ts'

const MAX_HTML = 2_000_000
const BLOCKS = /^(table|div|p|ul|ol|h[1-6]|blockquote|pre|section|article|center|hr)$/

/** What we look at of an element; html-to-text hands out nodes of domhandler. */
interface Dom {
  readonly type?: string | undefined
  readonly name?: string | undefined
  readonly data?: string | undefined
  readonly attribs?: Readonly<Record<string, string>> | undefined
  readonly children?: readonly Dom[] | undefined
  readonly prev?: Dom | null | undefined
}

/** Cells of a table of data stand on one line, divided by bars; cells that hold blocks are layout and stand alone. */
const cell: FormatCallback = (elem, walk, builder) => {
  if (hasBlocks(elem)) {
    builder.openBlock({ leadingLineBreaks: 1 })
    walk(elem.children, builder)
    builder.closeBlock({ trailingLineBreaks: 1 })
    return
  }
  if (followsCell(elem) && !isBlank(elem)) builder.addInline(' | ')
  walk(elem.children, builder)
}

const row: FormatCallback = (elem, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 })
  walk(elem.children, builder)
  builder.closeBlock({ trailingLineBreaks: 1 })
}

const table: FormatCallback = (elem, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 })
  walk(elem.children, builder)
  builder.closeBlock({ trailingLineBreaks: hasBlocks(elem) ? 1 : 2 })
}

const KNOWN = new WeakMap<Dom, boolean>()

function hasBlocks(elem: Dom): boolean {
  const known = KNOWN.get(elem)
  if (known !== undefined) return known
  const has = (elem.children ?? []).some((child: Dom) => BLOCKS.test(child.name ?? '') || hasBlocks(child))
  KNOWN.set(elem, has)
  return has
}

function isBlank(elem: Dom): boolean {
  return (elem.children ?? []).every((child: Dom) =>
    child.type === 'text' ? (child.data ?? '').trim() === '' : child.name !== 'img' && isBlank(child),
  )
}

function followsCell(elem: Dom): boolean {
  for (let before = elem.prev; before; before = before.prev) {
    if (/^t[dh]$/.test(before.name ?? '')) return !hasBlocks(before) && !isBlank(before)
  }
  return false
}

const link: FormatCallback = (elem, walk, builder) => {
  // Browsers take no notice of line ends and tabs in an address (the URL standard, 4.4), and go to one that begins with «//».
  const href = String(elem.attribs?.href ?? '')
    .replace(/[\t\n\r]/g, '')
    .trim()
  walk(elem.children, builder)
  const text = textOf(elem).trim()
  const target = href.replace(/^mailto:/i, '')
  if (!/^(?:(?:https?|ftp|mailto|tel):|\/\/)/i.test(href) || same(text, target) || same(text, href)) return
  builder.addInline(` <${target}>`, { noWordTransform: true })
}

function textOf(elem: Dom): string {
  return elem.type === 'text' ? (elem.data ?? '') : (elem.children ?? []).map(textOf).join('')
}

function same(text: string, target: string): boolean {
  const bare = (one: string) =>
    one
      .replace(/^(https?:\/\/|tel:)/i, '')
      .replace(/[\s/]+$|\s+/g, '')
      .toLowerCase()
  return bare(text) === bare(target)
}

/** What no mail program shows: a sender who does not see it has not said it. */
const HIDDEN = [
  '[hidden]',
  ...['display:none', 'display: none', 'mso-hide:all', 'mso-hide: all', 'visibility:hidden'].map(
    (style) => `[style*="${style}" i]`,
  ),
]

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: 2 * MAX_HTML, maxDepth: 1000, ellipsis: '…' },
  formatters: { cell, row, table, link },
  selectors: [
    { selector: 'a', format: 'link' },
    { selector: 'img', format: 'skip' },
    { selector: 'style', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'title', format: 'skip' },
    { selector: 'template', format: 'skip' },
    ...HIDDEN.map((selector) => ({ selector, format: 'skip' })),
    { selector: 'table', format: 'table' },
    { selector: 'tr', format: 'row' },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 2 } },
    { selector: 'ul', options: { itemPrefix: '- ', leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'ol', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1, trimEmptyLines: true } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'hr', options: { length: 20, leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  ],
})

/** A converter that gives up on strange HTML must not cost us the mail. */
function converted(html: string): string {
  try {
    return convert(html)
  } catch {
    return crowdedText(html)
  }
}

/** What holds more is no letter; its words are read without its looks. */
const MOST_ELEMENTS = 40_000

/** Where it is told what of an HTML body could not be kept. */
export type Told = (defect: Defect) => void

/** Readable text of an HTML body; longer than 2 MB it is cut, and that is told. */
export function htmlToText(html: string, told: Told = () => undefined): string {
  if (html.length > MAX_HTML) told({ is: 'HTML too long' })
  const shallow = shallowed(html.slice(0, MAX_HTML))
  if (shallow.flattened) told({ is: 'HTML flattened' })
  const text = shallow.elements > MOST_ELEMENTS ? crowdedText(shallow.html) : converted(shallow.html)
  return text
    .split('\n')
    .map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
