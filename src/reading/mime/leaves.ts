// The parts of a mail in their order, with what hides in them: uuencoded files, winmail.dat, opaque S/MIME. Numbers are
// given depth first and are the same at every reading of the same bytes.

import { sourceOf } from '../bytes/source.ts'
import { collected, decoded } from '../bytes/transfer.ts'
import { findUuencoded, uudecode } from '../bytes/uuencode.ts'
import { openCalendarName } from '../wrapped/calendar-part.ts'
import { isContactCard } from '../wrapped/contact-card.ts'
import { unwrapSigned } from '../wrapped/smime.ts'
import { isTnef, openTnef } from '../wrapped/tnef.ts'
import type { Said } from './encoded-words.ts'
import { fieldText, type RawField, rawFirst } from './headers.ts'
import { safeName, unescapedName } from './names.ts'
import { type Pasted, picturesTakenOut } from './pasted-pictures.ts'
import { type Node, readTree } from './tree.ts'

const MAX_OPENED = 32 << 20
const MAX_UU_TEXT = 16 << 20

/** One part that holds content. */
export interface Leaf {
  readonly n: number
  readonly type: string
  readonly parameters: Readonly<Record<string, string>>
  readonly disposition: string | null
  /** Safe to show; '' when the mail names none. */
  readonly name: string
  readonly contentId: string | null
  readonly parent: string | null
  readonly fields: readonly RawField[]
  readonly message: Node | null
  /** Where in the decoded text files were uuencoded: those spans are no text. */
  readonly holes: readonly (readonly [number, number])[]
  pieces(): Iterable<Buffer>
}

export interface Multi {
  readonly type: string
  readonly parameters: Readonly<Record<string, string>>
  readonly blocks: readonly Block[]
}

export type Block = Leaf | Multi

interface Numbering {
  readonly said: Said
  readonly leaves: Leaf[]
  /** They come last: the numbers of all others are the same as without them. */
  readonly pasted: Pasted[]
}

/** Numbers the leaves of a tree and opens what can be opened. */
export function readLeaves(tree: Node, said: Said): { root: Block; leaves: readonly Leaf[] } {
  const numbering: Numbering = { said, leaves: [], pasted: [] }
  const root = blockOf(tree, null, numbering)
  for (const one of numbering.pasted) addPasted(numbering, one)
  return { root, leaves: numbering.leaves }
}

function addPasted(numbering: Numbering, { type, name, contentId, bytes }: Pasted): void {
  const leaf = virtual(numbering, type, name, bytes, contentId)
  numbering.leaves[leaf.n - 1] = { ...leaf, disposition: 'inline' }
}

function blockOf(node: Node, parent: string | null, numbering: Numbering): Block {
  if (node.type.startsWith('multipart/')) {
    const blocks = node.children.map((child) => blockOf(child, node.type, numbering))
    return { type: node.type, parameters: node.parameters, blocks }
  }
  const leaf = leafOf(node, parent, numbering)
  return opened(leaf, node, numbering) ?? leaf
}

function leafOf(node: Node, parent: string | null, numbering: Numbering): Leaf {
  const { said } = numbering
  return add(numbering, {
    type: node.type,
    parameters: node.parameters,
    disposition: node.disposition,
    name: nameOf(node, said),
    contentId: (rawFirst(node.fields, 'content-id') ?? '').replace(/^[\s<]+|[\s>]+$/g, '') || null,
    parent,
    fields: node.fields,
    message: node.message,
    holes: [],
    pieces: () => decoded(node.source, node.from, node.to, node.encoding),
  })
}

function add(numbering: Numbering, leaf: Omit<Leaf, 'n'>): Leaf {
  const numbered = { n: numbering.leaves.length + 1, ...leaf }
  numbering.leaves.push(numbered)
  return numbered
}

function nameOf(node: Node, said: Said): string {
  const given = node.dispositionParameters.filename || node.dispositionParameters.name || node.parameters.name
  const named = safeName(unescapedName(given ?? node.parameters.filename ?? ''))
  if (named !== '') return named
  if (node.type === 'text/calendar') return openCalendarName
  if (isContactCard(node.type)) return 'contact.vcf'
  const described = describedName(node, said)
  if (described !== '') return described
  if (node.message === null) return ''
  const subject = fieldText(rawFirst(node.message.fields, 'subject') ?? '', null, said)
  return safeName(`${subject.replace(/[/\\]/g, '-') || 'message'}.eml`)
}

/** Outlook and some gateways name a file in Content-Description alone: what ends like a file's name is one. */
function describedName(node: Node, said: Said): string {
  const described = fieldText((rawFirst(node.fields, 'content-description') ?? '').slice(0, 2000), null, said).trim()
  return /^[^<>\n]{1,250}\.[a-z0-9]{2,5}$/iu.test(described) ? safeName(described) : ''
}

function opened(leaf: Leaf, node: Node, numbering: Numbering): Block | null {
  if (/^text\/plain$/.test(leaf.type)) return openUuencoded(leaf, node, numbering)
  if (leaf.type === 'text/html') return openPasted(leaf, node, numbering)
  const known = isTnef(leaf.type, leaf.name) ? 'tnef' : isSmime(leaf) ? 'smime' : null
  if (known === null || node.to - node.from > MAX_OPENED * 1.4) return null
  const bytes = collected(leaf.pieces())
  return known === 'tnef' ? openWinmail(leaf, bytes, numbering) : openOpaque(leaf, bytes, numbering)
}

function isSmime(leaf: Leaf): boolean {
  return /^application\/(x-)?pkcs7-mime$/.test(leaf.type) || /\.p7m$/i.test(leaf.name)
}

function openUuencoded(leaf: Leaf, node: Node, numbering: Numbering): Block | null {
  if (node.to - node.from > MAX_UU_TEXT || leaf.disposition === 'attachment') return null
  if (node.encoding === 'identity' && !node.source.bytes(node.from, node.to).includes('begin')) return null
  const text = collected(leaf.pieces()).toString('latin1')
  const files = findUuencoded(text)
  if (files.length === 0) return null
  const holed = { ...leaf, holes: files.map((file) => [file.from, file.to] as const) }
  numbering.leaves[leaf.n - 1] = holed
  const found = files.map((file) => {
    const bytes = uudecode(Buffer.from(text.slice(file.from, file.to), 'latin1'))
    return virtual(numbering, 'application/octet-stream', fieldText(file.name, null, numbering.said), bytes)
  })
  return { type: 'multipart/mixed', parameters: {}, blocks: [holed, ...found] }
}

function openPasted(leaf: Leaf, node: Node, numbering: Numbering): Block | null {
  if (node.to - node.from > MAX_OPENED * 1.4 || leaf.disposition === 'attachment') return null
  const taken = picturesTakenOut(collected(leaf.pieces()), leaf.n)
  if (taken === null) return null
  const without = { ...leaf, pieces: () => [taken.html] }
  numbering.leaves[leaf.n - 1] = without
  numbering.pasted.push(...taken.pictures)
  return without
}

function virtual(
  numbering: Numbering,
  type: string,
  name: string,
  bytes: Buffer,
  contentId: string | null = null,
): Leaf {
  return add(numbering, {
    type,
    parameters: type.startsWith('text/') ? { charset: 'utf-8' } : {},
    disposition: type.startsWith('text/') && name === '' ? null : 'attachment',
    name: safeName(name),
    contentId,
    parent: 'multipart/mixed',
    fields: [],
    message: null,
    holes: [],
    pieces: () => [bytes],
  })
}

function openWinmail(leaf: Leaf, bytes: Buffer, numbering: Numbering): Block | null {
  const content = openTnef(bytes)
  if (content === null) {
    numbering.said({ is: 'winmail.dat unreadable' })
    return null
  }
  numbering.said({ is: 'winmail.dat opened' })
  const texts = content.bodies.map((body) => virtual(numbering, body.type, '', Buffer.from(body.text, 'utf8')))
  const files = content.files.map((file) => virtual(numbering, file.type, file.name, file.bytes, file.contentId))
  const body: Block = { type: 'multipart/alternative', parameters: {}, blocks: texts }
  return { type: 'multipart/mixed', parameters: {}, blocks: [body, leaf, ...files] }
}

/** A mail in the signature, not a document that somebody signed (contract.pdf.p7m): that stays a file. */
const MIME_BEGINS = /^\s*(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:content-[a-z-]+|mime-version)[ \t]*:/i

function openOpaque(leaf: Leaf, bytes: Buffer, numbering: Numbering): Block | null {
  const result = unwrapSigned(bytes)
  if (result.kind === 'enveloped') numbering.said({ is: 'encrypted', by: 'S/MIME' })
  if (result.kind === 'unreadable') numbering.said({ is: 'S/MIME unreadable' })
  if (result.kind !== 'signed' || !MIME_BEGINS.test(result.content.subarray(0, 500).toString('latin1'))) return null
  numbering.said({ is: 'S/MIME unwrapped' })
  const tree = readTree(sourceOf(result.content), numbering.said)
  return { type: 'multipart/mixed', parameters: {}, blocks: [blockOf(tree, 'multipart/signed', numbering), leaf] }
}
