// One part as readable text, by its type: HTML, enriched text, RTF, flowed text; any other text/* as it stands.
import { htmlToText } from '../text/html.ts'
import { rtfToText } from '../text/rtf.ts'
import type { Said } from './encoded-words.ts'
import { unflow } from './flowed.ts'
import type { Leaf } from './leaves.ts'

/** The words of a part. `unquoted` numbers the lines that begin with `>` and are no quotation. */
export interface Piece {
  readonly text: string
  readonly unquoted: Iterable<number>
}

const NO_WORDS =
  /^text\/(?:calendar|x-vcalendar|vcard|x-vcard|directory|css|javascript|ecmascript|x-javascript|rfc822-headers|dns|vtt|vnd\.google\.email-reaction\+json)$/

/** Whether a part of this type holds words for people: any text but what is known to be for programs (RFC 2046 section 4.1.4). */
export function isWords(type: string): boolean {
  return type.startsWith('text/') && !NO_WORDS.test(type)
}

/** Reads parts once each. */
export function pieceReader(texts: ReadonlyMap<number, string>, said: Said): (leaf: Leaf) => Piece {
  const read = new Map<number, Piece>()
  return (leaf) => {
    const known = read.get(leaf.n)
    if (known !== undefined) return known
    const piece = pieceOf(leaf, texts.get(leaf.n) ?? '', said)
    read.set(leaf.n, piece)
    return piece
  }
}

function pieceOf(leaf: Leaf, text: string, said: Said): Piece {
  if (leaf.type === 'text/html' || isBareHtml(text)) return whole(htmlToText(text, said))
  if (leaf.type === 'text/enriched' || leaf.type === 'text/richtext') return whole(text.replace(/<[^<>]{0,200}>/g, ''))
  if (leaf.type === 'text/rtf' && text.startsWith('{\\rtf')) return whole(rtfToText(Buffer.from(text, 'latin1')))
  if (/flowed/i.test(leaf.parameters.format ?? '')) return unflow(text, /yes/i.test(leaf.parameters.delsp ?? ''))
  return whole(text)
}

function whole(text: string): Piece {
  return { text, unquoted: [] }
}

/** HTML that was sent as plain text by mistake. */
function isBareHtml(text: string): boolean {
  return /^\s*(<!doctype html|<html[\s>])/i.test(text.slice(0, 500)) && /<\/(html|body)>\s*$/i.test(text.slice(-300))
}
