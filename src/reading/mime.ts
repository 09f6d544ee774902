// The bytes of a kept mail -> Mail: structure, texts, people and files, then the judges' views. Runs in the worker, reads
// the disk synchronously, keeps no attachment in memory. Takes any bytes; throws only what the disk throws.
import { createHash } from 'node:crypto'
import type { Attachment, Defect, Mail } from '../letter.ts'
import { cutSource, openFile, type Source } from './bytes/source.ts'
import { textsAttached } from './mime/attached-texts.ts'
import { type Body, readBody } from './mime/body.ts'
import type { Content } from './mime/content.ts'
import { contentsOf, declaredCharset, readEmbedded, textsOf } from './mime/embedded.ts'
import type { Said } from './mime/encoded-words.ts'
import { type Head, readHead } from './mime/head.ts'
import { decodeFields, rawFirst } from './mime/headers.ts'
import { type Leaf, readLeaves } from './mime/leaves.ts'
import type { Opened, Part } from './mime/parts.ts'
import { type Node, readTree } from './mime/tree.ts'
import { type Judged, judge } from './sender/judges.ts'
import { harmlessHtml } from './text/sanitize.ts'
import { isContactCard, readContacts } from './wrapped/contact-card.ts'

/** Of a mail above the limit only this much is looked at. */
const FIRST_LOOK = 256 << 10
const MAX_DEFECTS = 40

export interface MimeLimits {
  /** A larger mail is read only by its head and first text. */
  readonly messageBytes: number
}

/** Reads a kept mail. Throws the system's error when the file cannot be read, nothing else. */
export function readMail(path: string, limits: MimeLimits): Mail {
  const file = openFile(path)
  try {
    return readSource(file.source, file.sha256, limits)
  } finally {
    file.close()
  }
}

/** The decoded bytes of parts by their numbers, in pieces valid until the next; an unknown number gives nothing. */
export function* readParts(
  path: string,
  parts: readonly number[],
): Generator<{ part: number; piece: Buffer }, void, undefined> {
  const file = openFile(path)
  try {
    const { leaves } = readLeaves(readTree(file.source, ignore), ignore)
    for (const part of parts) {
      for (const piece of leaves[part - 1]?.pieces() ?? []) yield { part, piece }
    }
  } finally {
    file.close()
  }
}

function ignore(): void {}

function readSource(source: Source, sha256: string, limits: MimeLimits): Mail {
  const defects = new Map<string, Defect>()
  const said: Said = (defect) => {
    if (defects.size < MAX_DEFECTS) defects.set(JSON.stringify(defect), defect)
  }
  const oversized = source.size > limits.messageBytes
  if (oversized) said({ is: 'mail too large', bytes: limits.messageBytes })
  const tree = readTree(oversized ? cutSource(source, FIRST_LOOK) : source, said)
  const { root, leaves } = readLeaves(tree, said)
  const hint = hintOf(tree, leaves)
  const head = readHead(tree.fields, hint, said)
  const contents = contentsOf(leaves, hint, said)
  const body = readBody(root, textsOf(contents), said)
  const opened = openedOf(tree, leaves, contents, body, head, hint, said)
  noteSecrets(leaves, body.text, said)
  const attached = oversized ? [] : attachedOf(leaves, contents, body)
  return {
    ...head,
    bytes: source.size,
    sha256,
    html: body.htmls.length > 0,
    safeHtml: safeHtmlOf(body.htmls),
    attachments: attached.map(({ leaf, content }) => attachmentOf(leaf, content)),
    ...withTexts(attached, hint),
    ...withContacts(judge(opened), leaves, contents),
    contentHash: contentHashOf(head, body.text),
    defects: [...defects.values()],
    setAside: false,
  }
}

/** Longer HTML is no letter: engineers see its text. */
const MAX_SAFE_HTML = 500_000

function safeHtmlOf(htmls: readonly string[]): string | null {
  if (htmls.length === 0) return null
  const safe = htmls.map(harmlessHtml).join('\n<hr>\n')
  return safe.length > MAX_SAFE_HTML ? null : safe
}

/** Contact cards stand below the text; as visiting cards they belong to the signature, never to what was written. */
function withContacts(judged: Judged, leaves: readonly Leaf[], contents: ReadonlyMap<number, Content>): Judged {
  const cards = leaves.filter((leaf) => isContactCard(leaf.type)).map((leaf) => contents.get(leaf.n)?.text ?? '')
  const said = [...new Set(cards.map(readContacts))].filter((one) => one !== '').join('\n\n')
  if (said === '') return judged
  const below = (text: string): string => (text.trim() === '' ? said : `${text}\n\n${said}`)
  return { ...judged, text: below(judged.text), signature: below(judged.signature) }
}

/** The charset that parts without a label most likely have: one declared in the mail, else that of its encoded words. */
function hintOf(tree: Node, leaves: readonly Leaf[]): string | null {
  const words = ['subject', 'from', 'to'].map((name) => rawFirst(tree.fields, name) ?? '').join(' ')
  return (
    tree.parameters.charset ??
    declaredCharset(leaves) ??
    [...words.matchAll(/=\?([\w.:-]{2,40})\?[bq]\?/gi)]
      .map((match) => match[1] ?? '')
      .find((one) => !/^utf-?8$/i.test(one)) ??
    null
  )
}

const EMPTY: Content = { bytes: 0, sha256: '', text: null }

function openedOf(
  tree: Node,
  leaves: readonly Leaf[],
  contents: ReadonlyMap<number, Content>,
  body: Body,
  head: Head,
  hint: string | null,
  said: Said,
): Opened {
  return {
    fields: decodeFields(tree.fields, hint, said),
    type: tree.type,
    parameters: tree.parameters,
    parts: leaves.map((leaf) => partOf(leaf, contents.get(leaf.n) ?? EMPTY)),
    text: body.text,
    unquoted: body.unquoted,
    names: [...head.to, ...head.cc].slice(0, MOST_NAMES).flatMap(({ name, address }) => [name, address]),
    author: head.from?.name ?? '',
  }
}

/** By so many of those to whom a mail is written an attribution in it may begin. */
const MOST_NAMES = 20

function partOf(leaf: Leaf, content: Content): Part {
  return {
    n: leaf.n,
    type: leaf.type,
    parameters: leaf.parameters,
    disposition: leaf.disposition,
    name: leaf.name === '' ? null : leaf.name,
    bytes: content.bytes,
    sha256: content.sha256,
    contentId: leaf.contentId,
    parent: leaf.parent,
    text: content.text,
    embedded: leaf.message === null ? null : readEmbedded(leaf.message),
  }
}

interface Attached {
  readonly leaf: Leaf
  readonly content: Content
}

function attachedOf(leaves: readonly Leaf[], contents: ReadonlyMap<number, Content>, body: Body): readonly Attached[] {
  return leaves
    .filter((leaf) => !body.read.has(leaf.n) && !isMachinery(leaf) && !isEmptyText(leaf, contents))
    .map((leaf) => ({ leaf, content: contents.get(leaf.n) ?? EMPTY }))
}

function withTexts(attached: readonly Attached[], hint: string | null): Pick<Mail, 'attachedTexts'> {
  const texts = textsAttached(
    attached.map(({ leaf, content }) => ({ leaf, sha256: content.sha256 })),
    hint,
  )
  return texts.length === 0 ? {} : { attachedTexts: texts }
}

/** Parts that only programs read: statuses of reports, the version part of PGP/MIME. */
function isMachinery(leaf: Leaf): boolean {
  return (
    /^message\/(delivery-status|disposition-notification|feedback-report|global-delivery-status)$/.test(leaf.type) ||
    leaf.type === 'application/pgp-encrypted'
  )
}

function isEmptyText(leaf: Leaf, contents: ReadonlyMap<number, Content>): boolean {
  const unnamed = leaf.name === '' && leaf.disposition !== 'attachment' && leaf.type.startsWith('text/')
  return unnamed && (contents.get(leaf.n)?.text ?? '').trim() === ''
}

function attachmentOf(leaf: Leaf, content: Content): Attachment {
  const picture = leaf.type.startsWith('image/') && leaf.contentId !== null && leaf.parent === 'multipart/related'
  return {
    part: leaf.n,
    name: leaf.name,
    type: leaf.type,
    bytes: content.bytes,
    sha256: content.sha256,
    inline: leaf.disposition === 'inline' || (picture && leaf.disposition !== 'attachment'),
    contentId: leaf.contentId,
  }
}

/** What nobody here can open or vouch for is said. */
function noteSecrets(leaves: readonly Leaf[], text: string, said: Said): void {
  const has = (pattern: RegExp): boolean => leaves.some((leaf) => pattern.test(leaf.type))
  if (leaves.some((leaf) => leaf.parent === 'multipart/encrypted') || /^-----BEGIN PGP MESSAGE-----/m.test(text)) {
    said({ is: 'encrypted', by: 'PGP' })
  }
  if (has(/^application\/pgp-signature$/) || /^-----BEGIN PGP SIGNED MESSAGE-----/m.test(text)) {
    said({ is: 'signature unchecked', by: 'PGP' })
  }
  if (has(/^application\/(x-)?pkcs7-signature$/)) said({ is: 'signature unchecked', by: 'S/MIME' })
  if (has(/^message\/partial$/)) said({ is: 'piece of a mail' })
}

/** With Message-ID the key by which the copy of an alias is known. */
export function contentHashOf(head: Head, text: string): string {
  const key = [head.from?.address ?? '', head.date?.toISOString() ?? '', head.subject, text]
  return createHash('sha256').update(JSON.stringify(key)).digest('hex')
}
