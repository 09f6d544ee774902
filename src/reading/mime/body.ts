// Which parts are the letter's own words (RFC 2046 section 5.1), and what they say as readable text. What is not read here
// is an attachment.

import { htmlToText } from '../text/html.ts'
import { readCalendar } from '../wrapped/calendar-part.ts'
import type { Said } from './encoded-words.ts'
import { unflow } from './flowed.ts'
import type { Block, Leaf, Multi } from './leaves.ts'

export interface Body {
  readonly text: string
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
  const chosen = choose(root, texts)
  const only = chosen.text.length === 0 && chosen.html.length === 0 ? firstNamedText(root, texts) : null
  const plain = only === null ? chosen.text : [only]
  const htmls = chosen.html.map((leaf) => texts.get(leaf.n) ?? '').filter((html) => html.trim() !== '')
  const pieces = withoutRepeats(plain.map((leaf) => readable(leaf, texts)))
  const events = chosen.calendars.map((leaf) => readCalendar(texts.get(leaf.n) ?? ''))
  const text = [...pieces, ...events].filter((piece) => piece.trim() !== '').join('\n\n')
  const read = [...chosen.text, ...chosen.html, ...chosen.beside].map((leaf) => leaf.n)
  if (text.length > MAX_TEXT) said('a text is too long and is read only in part')
  return {
    text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text,
    htmls,
    read: new Set(read),
  }
}

/** A text and its HTML that stand side by side, because a boundary was wrong, say the same once. */
function withoutRepeats(pieces: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return pieces.filter((piece) => {
    const words = piece.replace(/\s+/g, '')
    const again = words !== '' && seen.has(words)
    seen.add(words)
    return !again
  })
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

function choose(block: Block, texts: Texts): Chosen {
  if (!isMulti(block)) return chooseLeaf(block)
  if (block.type === 'multipart/alternative') return chooseAlternative(block, texts)
  if (block.type === 'multipart/digest') return NOTHING
  return joined(block.blocks.map((one) => choose(one, texts)))
}

function chooseLeaf(leaf: Leaf): Chosen {
  if (leaf.disposition === 'attachment') {
    return leaf.type === 'text/calendar' ? { ...NOTHING, calendars: [leaf] } : NOTHING
  }
  if (leaf.type === 'text/calendar' || leaf.type === 'application/ics') return { ...NOTHING, calendars: [leaf] }
  if (leaf.name !== '' || !leaf.type.startsWith('text/')) return NOTHING
  if (leaf.type === 'text/html') return { ...NOTHING, text: [leaf], html: [leaf] }
  return BODY_TYPES.test(leaf.type) ? { ...NOTHING, text: [leaf] } : NOTHING
}

const BODY_TYPES = /^text\/(plain|enriched|richtext|markdown|x-markdown|x-amp-html|unknown|x-plain)$/

function joined(all: readonly Chosen[]): Chosen {
  return {
    text: all.flatMap((one) => one.text),
    html: all.flatMap((one) => one.html),
    calendars: all.flatMap((one) => one.calendars).slice(0, 3),
    beside: all.flatMap((one) => one.beside),
  }
}

/** The same said several times: the plainest version that says anything is read, HTML is kept beside it. */
function chooseAlternative(block: Multi, texts: Texts): Chosen {
  const all = block.blocks.map((one) => choose(one, texts))
  const said = (one: Chosen) => one.text.some((leaf) => readable(leaf, texts).trim() !== '')
  const plain = all.find((one) => said(one) && one.text.some((leaf) => leaf.type !== 'text/html'))
  const best = plain ?? all.find(said) ?? NOTHING
  const whole = joined(all)
  const amp = (leaf: Leaf) => leaf.type === 'text/x-amp-html'
  const unnamed = (leaf: Leaf) => leaf.type === 'text/calendar' && leaf.disposition !== 'attachment'
  return {
    text: best.text.filter((leaf) => !amp(leaf)),
    html: whole.html,
    calendars: whole.calendars.slice(0, 1),
    beside: [...whole.text, ...whole.beside, ...whole.calendars.filter(unnamed)],
  }
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

function readable(leaf: Leaf, texts: Texts): string {
  const text = texts.get(leaf.n) ?? ''
  if (leaf.type === 'text/html' || isBareHtml(text)) return htmlToText(text)
  if (leaf.type === 'text/enriched' || leaf.type === 'text/richtext') return text.replace(/<[^<>]{0,200}>/g, '')
  if (/flowed/i.test(leaf.parameters.format ?? '')) return unflow(text, /yes/i.test(leaf.parameters.delsp ?? ''))
  return text
}

/** HTML that was sent as plain text by mistake. */
function isBareHtml(text: string): boolean {
  return /^\s*(<!doctype html|<html[\s>])/i.test(text.slice(0, 500)) && /<\/(html|body)>\s*$/i.test(text.slice(-300))
}
