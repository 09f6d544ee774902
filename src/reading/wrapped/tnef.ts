// winmail.dat (MS-OXTNEF): Outlook's own envelope around body and files. Only reads what stands in the bytes, with limits;
// runs in the worker.
import { decodeText } from '../text/charset.ts'
import { decompressRtf, rtfToText } from '../text/rtf.ts'
import { type MapiValues, readMapi } from './tnef-mapi.ts'

export interface TnefFile {
  readonly name: string
  readonly type: string
  readonly contentId: string | null
  readonly bytes: Buffer
}

export interface TnefContent {
  readonly bodies: readonly { readonly type: 'text/plain' | 'text/html'; readonly text: string }[]
  readonly files: readonly TnefFile[]
}

const SIGNATURE = 0x223e9f78
const MAX_FILES = 500
const ATTRIBUTE = {
  body: 0x0002800c,
  attachRendering: 0x00069002,
  attachTitle: 0x00018010,
  attachData: 0x0006800f,
  attachment: 0x00069005,
  message: 0x00069003,
  codepage: 0x00069007,
}
const MAPI = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  data: 0x3701,
  longName: 0x3707,
  name: 0x3704,
  mime: 0x370e,
  cid: 0x3712,
}

/** Whether a part claims to be TNEF. */
export function isTnef(type: string, name: string): boolean {
  return /^application\/(vnd\.)?ms-tnef$/.test(type) || /^(winmail|win)\.dat$/i.test(name)
}

/** Opens a TNEF stream; null when it is none. A stream that ends early gives what stands before the end. */
export function openTnef(bytes: Buffer): TnefContent | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null
  const open: Opening = { codepage: 'windows-1251', body: null, message: new Map(), files: [] }
  for (let at = 6; at + 9 <= bytes.length && open.files.length <= MAX_FILES; ) {
    const id = bytes.readUInt32LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const end = Math.min(bytes.length, at + 9 + length)
    readAttribute(open, id, bytes.subarray(at + 9, end))
    at = end + 2
  }
  return { bodies: bodiesOf(open), files: open.files.map((file, index) => finish(file, index, open.codepage)) }
}

interface OpenFile {
  title: Buffer | null
  data: Buffer | null
  mapi: MapiValues
}

interface Opening {
  codepage: string
  body: Buffer | null
  message: MapiValues
  readonly files: OpenFile[]
}

function readAttribute(open: Opening, id: number, data: Buffer): void {
  const file = open.files.at(-1)
  if (id === ATTRIBUTE.codepage && data.length >= 4) open.codepage = `cp${data.readUInt32LE(0)}`
  else if (id === ATTRIBUTE.body) open.body = data
  else if (id === ATTRIBUTE.message) open.message = readMapi(data)
  else if (id === ATTRIBUTE.attachRendering) open.files.push({ title: null, data: null, mapi: new Map() })
  else if (file === undefined) return
  else if (id === ATTRIBUTE.attachTitle) file.title = data
  else if (id === ATTRIBUTE.attachData) file.data = data
  else if (id === ATTRIBUTE.attachment) file.mapi = readMapi(data)
}

function bodiesOf(open: Opening): TnefContent['bodies'] {
  const plain = textOf(open.message.get(MAPI.body), open.codepage) || textOf(wrapBytes(open.body), open.codepage)
  const html = textOf(open.message.get(MAPI.html), open.codepage)
  const rtf = open.message.get(MAPI.rtf)
  const bodies: { type: 'text/plain' | 'text/html'; text: string }[] = []
  if (plain !== '') bodies.push({ type: 'text/plain', text: plain })
  if (html !== '') bodies.push({ type: 'text/html', text: html })
  if (bodies.length === 0 && rtf !== undefined && rtf.bytes.length > 0) {
    const text = rtfToText(decompressRtf(rtf.bytes))
    if (text.trim() !== '') bodies.push({ type: 'text/plain', text })
  }
  return bodies
}

function wrapBytes(bytes: Buffer | null): { bytes: Buffer; unicode: boolean } | undefined {
  return bytes === null ? undefined : { bytes, unicode: false }
}

function textOf(value: { bytes: Buffer; unicode: boolean } | undefined, codepage: string): string {
  if (value === undefined) return ''
  const text = value.unicode ? value.bytes.toString('utf16le') : decodeText(value.bytes, codepage).text
  return text.replace(/\0+$/, '')
}

function finish(file: OpenFile, index: number, codepage: string): TnefFile {
  const name =
    textOf(file.mapi.get(MAPI.longName), codepage) ||
    textOf(file.mapi.get(MAPI.name), codepage) ||
    textOf(wrapBytes(file.title), codepage) ||
    `winmail-${index + 1}.dat`
  return {
    name,
    type: textOf(file.mapi.get(MAPI.mime), codepage).toLowerCase() || 'application/octet-stream',
    contentId: textOf(file.mapi.get(MAPI.cid), codepage) || null,
    bytes: file.data ?? file.mapi.get(MAPI.data)?.bytes ?? Buffer.alloc(0),
  }
}
