// The MIME tree of a mail (RFC 2046), found by position: nothing is copied or decoded. Tolerates missing and wrong
// boundaries; says each defect. Limits hold against bombs: depth, number of parts, number of delimiter lines.

import type { Source } from '../bytes/source.ts'
import { collected, decoded, type TransferEncoding, transferEncodingOf } from '../bytes/transfer.ts'
import type { Said } from './encoded-words.ts'
import { type RawField, rawFirst, splitFields } from './headers.ts'
import { readParametrised } from './parameters.ts'

const MAX_DEPTH = 60
const MAX_NODES = 4000
const MAX_DELIMITERS = 200_000
const MAX_HEAD = 8 << 20
const MAX_EMBEDDED = 32 << 20

export interface Node {
  readonly fields: readonly RawField[]
  readonly type: string
  readonly parameters: Readonly<Record<string, string>>
  readonly disposition: string | null
  readonly dispositionParameters: Readonly<Record<string, string>>
  readonly encoding: TransferEncoding
  readonly source: Source
  readonly from: number
  readonly to: number
  readonly children: readonly Node[]
  /** Of a message/rfc822 part: the message in it. */
  readonly message: Node | null
}

interface Walk {
  readonly said: Said
  nodes: number
}

interface Span {
  readonly source: Source
  readonly delimiters: readonly number[]
}

/** Reads the structure of a mail. Never throws for what the bytes say. */
export function readTree(source: Source, said: Said): Node {
  const walk = { said, nodes: 0 }
  const span = { source, delimiters: delimitersOf(source, said) }
  return readNode(span, startOfMail(source), source.size, 'text/plain', 0, walk)
}

/** Skips an mbox line, a byte order mark and blank lines in front of the first field. */
function startOfMail(source: Source): number {
  const head = source.bytes(0, 4096).toString('latin1')
  const before = /^(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*(?:>?From (?![ \t]*:)[^\r\n]*\r?\n)?/.exec(head)?.[0] ?? ''
  return /^[!-9;-~]+[ \t]*:/.test(head.slice(before.length))
    ? before.length
    : /^>?From (?![ \t]*:)/.test(head)
      ? before.length
      : 0
}

/** Positions of all lines that begin with two hyphens. */
function delimitersOf(source: Source, said: Said): readonly number[] {
  const found: number[] = source.bytes(0, 2).toString('latin1') === '--' ? [0] : []
  // Well within the source's window: what is larger comes in a buffer of its own each time.
  const step = 1 << 19
  for (let at = 0; at < source.size; at += step) {
    const bytes = source.bytes(at, at + step + 2)
    for (let i = bytes.indexOf('\n--'); i >= 0; i = bytes.indexOf('\n--', i + 1)) {
      if (found.length >= MAX_DELIMITERS) {
        said({ is: 'too many borders' })
        return found
      }
      if (found.at(-1) !== at + i + 1) found.push(at + i + 1)
    }
  }
  return found
}

function readNode(span: Span, from: number, to: number, fallback: string, depth: number, walk: Walk): Node {
  walk.nodes++
  const { fields, bodyAt } = readHead(span.source, from, to, depth === 0, walk.said)
  const hint = null
  const content = readParametrised(rawFirst(fields, 'content-type'), hint, walk.said)
  const disposition = readParametrised(rawFirst(fields, 'content-disposition'), hint, walk.said)
  const encoding = transferEncodingOf(rawFirst(fields, 'content-transfer-encoding'))
  if (encoding === null) walk.said({ is: 'unknown encoding' })
  const type = typeOf(content.value, fallback, rawFirst(fields, 'content-type') !== null, walk.said)
  const leaf: Node = {
    fields,
    type,
    parameters: content.parameters,
    disposition: disposition.value.match(/^[a-z-]+/)?.[0] ?? null,
    dispositionParameters: disposition.parameters,
    encoding: encoding ?? 'identity',
    source: span.source,
    from: bodyAt,
    to,
    children: [],
    message: null,
  }
  if (type.startsWith('multipart/')) return withChildren(leaf, span, depth, walk)
  return isMessage(leaf) ? withMessage(leaf, span, depth, walk) : leaf
}

/** Names of types that software gets wrong. */
const MISNAMED: Readonly<Record<string, string>> = {
  'application/plain': 'text/plain',
  'application/text': 'text/plain',
  'plain/text': 'text/plain',
  'application/html': 'text/html',
  'html/text': 'text/html',
}

function typeOf(value: string, fallback: string, given: boolean, said: Said): string {
  const match = /^([a-z0-9!#$&^_.+-]+)\s*\/\s*([a-z0-9!#$&^_.+-]+)/.exec(value)
  if (match !== null) return MISNAMED[match[0].replace(/\s/g, '')] ?? `${match[1]}/${match[2]}`
  if (given && value !== 'text') said({ is: 'content type unreadable' })
  if (/^(text|html|plain)$/.test(value)) return value === 'html' ? 'text/html' : 'text/plain'
  return given && value !== '' ? 'text/plain' : fallback
}

function readHead(source: Source, from: number, to: number, top: boolean, said: Said) {
  const block = headBlock(source, from, to)
  if (block.bytes.length >= MAX_HEAD) said({ is: 'head too large' })
  const text = block.bytes.toString('latin1')
  const { fields, bodyAt, defects } = splitFields(text)
  for (const defect of defects) said(defect)
  if (fields.length === 0 && top) said({ is: 'no fields' })
  return { fields, bodyAt: bodyAt >= 0 ? from + bodyAt : Math.min(to, from + block.bytes.length + block.gap) }
}

/** The bytes up to the first blank line; `gap` is the blank line's length. */
function headBlock(source: Source, from: number, to: number): { bytes: Buffer; gap: number } {
  for (let size = 16 << 10; ; size *= 8) {
    const bytes = source.bytes(from, Math.min(to, from + Math.min(size, MAX_HEAD)))
    const first = /^\r*\n/.exec(bytes.subarray(0, 4).toString('latin1'))
    if (first !== null) return { bytes: Buffer.alloc(0), gap: first[0].length }
    const end = blankLine(bytes)
    if (end !== null) return { bytes: Buffer.from(bytes.subarray(0, end.at)), gap: end.gap }
    if (from + size >= to || size >= MAX_HEAD) return { bytes: Buffer.from(bytes), gap: 0 }
  }
}

function blankLine(bytes: Buffer): { at: number; gap: number } | null {
  for (let i = bytes.indexOf(10); i >= 0; i = bytes.indexOf(10, i + 1)) {
    // Some gateways end lines with several carriage returns.
    let end = i + 1
    while (bytes[end] === 13 && end < i + 4) end++
    if (bytes[end] === 10) return { at: i + 1, gap: end - i }
  }
  return null
}

function isMessage(node: Node): boolean {
  return /^message\/(rfc822|global|news)$/.test(node.type) || isFirstPartial(node)
}

/** The first piece of a mail sent in pieces (RFC 2046 section 5.2.2) begins with that mail's head. */
function isFirstPartial(node: Node): boolean {
  return node.type === 'message/partial' && node.parameters.number === '1'
}

function withMessage(node: Node, span: Span, depth: number, walk: Walk): Node {
  if (depth >= MAX_DEPTH || walk.nodes >= MAX_NODES) return node
  if (node.encoding === 'identity') {
    return { ...node, message: readNode(span, node.from, node.to, 'text/plain', depth + 1, walk) }
  }
  if (node.to - node.from > MAX_EMBEDDED) return node
  const bytes = collected(decoded(node.source, node.from, node.to, node.encoding))
  const source: Source = { size: bytes.length, bytes: (a, b) => bytes.subarray(a, b) }
  const inner = { source, delimiters: delimitersOf(source, walk.said) }
  return { ...node, message: readNode(inner, 0, bytes.length, 'text/plain', depth + 1, walk) }
}

function withChildren(node: Node, span: Span, depth: number, walk: Walk): Node {
  if (depth >= MAX_DEPTH) {
    walk.said({ is: 'parts too deep', most: MAX_DEPTH })
    return { ...node, type: 'application/octet-stream' }
  }
  const ranges = childRanges(node, span, walk.said)
  if (ranges === null) {
    walk.said({ is: 'multipart without boundary' })
    const bytes = node.source.bytes(node.from, Math.min(node.to, node.from + 4096)).toString('latin1')
    return { ...node, type: /^\s*<(!doctype|html)/i.test(bytes) ? 'text/html' : 'text/plain' }
  }
  const fallback = node.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
  const children: Node[] = []
  for (const [from, to] of ranges) {
    if (walk.nodes >= MAX_NODES) {
      walk.said({ is: 'too many parts', most: MAX_NODES })
      break
    }
    children.push(readNode(span, from, to, fallback, depth + 1, walk))
  }
  return { ...node, children }
}

type Range = readonly [number, number]

function childRanges(node: Node, span: Span, said: Said): readonly Range[] | null {
  const declared = node.parameters.boundary
  if (declared !== undefined && declared !== '') {
    const ranges = rangesOf(node, span, declared, said) ?? rangesOf(node, span, declared.trimEnd(), said)
    if (ranges !== null) return ranges
  }
  const sniffed = sniffBoundary(node, span)
  if (sniffed === null) return null
  said({ is: 'boundary guessed' })
  return rangesOf(node, span, sniffed, said)
}

function rangesOf(node: Node, span: Span, boundary: string, said: Said): readonly Range[] | null {
  const marks = marksOf(node, span, boundary)
  if (marks.length === 0) return null
  const ranges: Range[] = []
  let closed = false
  marks.forEach((mark, index) => {
    if (closed && mark.closing) return
    if (mark.closing) {
      closed = true
      return
    }
    const next = marks[index + 1]
    if (closed) said({ is: 'parts behind the end' })
    closed = false
    ranges.push([mark.end, next === undefined ? node.to : lineBefore(node.source, mark.end, next.at)])
  })
  if (!closed) said({ is: 'closing boundary missing' })
  return ranges
}

interface Mark {
  readonly at: number
  readonly end: number
  readonly closing: boolean
}

function marksOf(node: Node, span: Span, boundary: string): readonly Mark[] {
  const wanted = Buffer.from(`--${boundary}`, isLatin1(boundary) ? 'latin1' : 'utf8')
  const marks: Mark[] = []
  for (let i = firstAtLeast(span.delimiters, node.from); i < span.delimiters.length; i++) {
    const at = span.delimiters[i] ?? 0
    if (at >= node.to) break
    const line = span.source.bytes(at, Math.min(node.to, at + wanted.length + 300))
    if (wanted.length > line.length || line.compare(wanted, 0, wanted.length, 0, wanted.length) !== 0) continue
    // What follows a blank on the line belongs to the delimiter (RFC 2046 section 5.1.1, note to implementors).
    const tail = /^(--)?(?:[ \t-]*|[ \t][^\r\n]*)(\r?\n|\r|$)/.exec(line.subarray(wanted.length).toString('latin1'))
    if (tail === null) continue
    marks.push({ at, end: Math.min(node.to, at + wanted.length + tail[0].length), closing: tail[1] !== undefined })
  }
  return marks
}

function isLatin1(text: string): boolean {
  return /^[\x00-\xff]*$/.test(text)
}

function firstAtLeast(sorted: readonly number[], wanted: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** The line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1). */
function lineBefore(source: Source, from: number, at: number): number {
  const two = source.bytes(Math.max(from, at - 2), at)
  if (two.length === 2 && two[0] === 13 && two[1] === 10) return at - 2
  return two.length > 0 && two[two.length - 1] === 10 ? at - 1 : at
}

/** The first line in the body that opens with two hyphens, is no signature mark, and stands before header fields. */
function sniffBoundary(node: Node, span: Span): string | null {
  const start = firstAtLeast(span.delimiters, node.from)
  for (const at of span.delimiters.slice(start, start + 50)) {
    if (at >= node.to) break
    const text = span.source.bytes(at, Math.min(node.to, at + 600)).toString('latin1')
    const match = /^--([^\s-][^\r\n]{0,200}?|-{2,}[^\r\n]{2,200}?)[ \t]*\r?\n(?:[ \t]*\r?\n)?content-[a-z-]+:/i.exec(
      text,
    )
    if (match?.[1] !== undefined) return match[1]
  }
  return null
}
