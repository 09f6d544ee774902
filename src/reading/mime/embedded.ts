// A mail inside a mail: a message/rfc822 part, or an original that a program printed raw into a text. Its own faults are not
// the outer mail's.
import type { Source } from '../bytes/source.ts'
import { sourceOf } from '../bytes/source.ts'
import { readBody } from './body.ts'
import { type Content, contentReader } from './content.ts'
import type { Said } from './encoded-words.ts'
import { decodeFields } from './headers.ts'
import { type Leaf, readLeaves } from './leaves.ts'
import type { Part } from './parts.ts'
import { type Node, readTree } from './tree.ts'

export type Embedded = NonNullable<Part['embedded']>

const DEEPEST = 4
const MOST_PARTS = 50

function ignore(): void {}

/** Fields and words of a mail inside the mail; where it has no words itself, those of the mail inside it. */
export function readEmbedded(message: Node, depth = DEEPEST): Embedded {
  const { root, leaves } = readLeaves(message, ignore)
  const read = leaves.slice(0, MOST_PARTS).filter((leaf) => isWords(leaf) || isReport(leaf))
  const texts = textsOf(contentsOf(read, declaredCharset(leaves), ignore))
  const fields = decodeFields(message.fields, declaredCharset(leaves), ignore)
  const reports = read.filter(isReport).map((leaf) => texts.get(leaf.n) ?? '')
  const text = readBody(root, texts).text
  const inner = text.trim() === '' && depth > 0 ? leaves.find((leaf) => leaf.message !== null)?.message : null
  return { fields, text: inner ? readEmbedded(inner, depth - 1).text : text, reports }
}

/** A mail printed raw, header and all, as text. nmh leaves out how its text is encoded. */
export function readPrinted(text: string): Embedded {
  const unsaid = !/^content-transfer-encoding:/imu.test(text) && isQuotedPrintable(text)
  const source: Source = sourceOf(Buffer.from(unsaid ? `Content-Transfer-Encoding: quoted-printable\n${text}` : text))
  return readEmbedded(readTree(source, ignore), 0)
}

/** Words in no letters but `=D0=94…`, below the head. */
function isQuotedPrintable(text: string): boolean {
  const body = text.slice(text.search(/\n\s*\n/u))
  return /(?:=[0-9A-F]{2}){6}/u.test(body) && /^[\t\n\r -~]*$/u.test(body)
}

/** What lies in each part. */
export function contentsOf(leaves: readonly Leaf[], hint: string | null, said: Said): ReadonlyMap<number, Content> {
  const read = contentReader(hint, said)
  return new Map(leaves.map((leaf) => [leaf.n, read(leaf)]))
}

/** The texts of parts that are text. */
export function textsOf(contents: ReadonlyMap<number, Content>): ReadonlyMap<number, string> {
  return new Map([...contents].flatMap(([n, content]) => (content.text === null ? [] : [[n, content.text]])))
}

/** The first charset that a text part declares. */
export function declaredCharset(leaves: readonly Leaf[]): string | null {
  return leaves.find((leaf) => leaf.type.startsWith('text/') && leaf.parameters.charset)?.parameters.charset ?? null
}

function isReport(leaf: Leaf): boolean {
  return leaf.type === 'message/delivery-status' || leaf.type === 'message/global-delivery-status'
}

function isWords(leaf: Leaf): boolean {
  return leaf.type.startsWith('text/') && leaf.disposition !== 'attachment'
}
