// Opaque S/MIME (RFC 8551 section 3.5): finds the content in a SignedData without trusting its signature. A small reader of
// BER, definite and indefinite lengths; knows only what it needs of CMS (RFC 5652 sections 3, 5.1, 5.2).

export type Unwrapped =
  | { readonly kind: 'signed'; readonly content: Buffer }
  | { readonly kind: 'enveloped' }
  | { readonly kind: 'unreadable' }

interface Element {
  readonly tag: number
  readonly content: Buffer
  /** Offset after this element in the buffer that it was read from. */
  readonly end: number
}

const OID = { data: '2a864886f70d010701', signed: '2a864886f70d010702', enveloped: '2a864886f70d010703' }
const MAX_DEPTH = 40

/** Opens a CMS message in DER, BER or PEM. Never throws. */
export function unwrapSigned(bytes: Buffer): Unwrapped {
  const outer = element(fromPem(bytes), 0, 0)
  if (outer === null || outer.tag !== 0x30) return { kind: 'unreadable' }
  const [type, wrapped] = elements(outer.content)
  const oid = type?.content.toString('hex')
  if (oid === OID.signed && wrapped !== undefined) return contentOf(wrapped.content)
  // EnvelopedData, AuthEnvelopedData, EncryptedData: all closed to us.
  return oid === OID.enveloped || oid?.startsWith('2a864886f70d0109') || oid === '2a864886f70d010706'
    ? { kind: 'enveloped' }
    : { kind: 'unreadable' }
}

function fromPem(bytes: Buffer): Buffer {
  const pem = /-----BEGIN [A-Z0-9 ]+-----([\s\S]+?)-----END /.exec(bytes.subarray(0, 1 << 25).toString('latin1'))
  return pem === null || bytes[0] === 0x30 ? bytes : Buffer.from(pem[1] ?? '', 'base64')
}

/** SignedData: version, digest algorithms, encapContentInfo (type, [0] content). */
function contentOf(explicit: Buffer): Unwrapped {
  const signed = element(explicit, 0, 0)
  const info = signed === null ? undefined : elements(signed.content)[2]
  const [, wrapped] = info === undefined ? [] : elements(info.content)
  const octets = wrapped === undefined ? null : element(wrapped.content, 0, 0)
  if (octets === null) return { kind: 'unreadable' }
  return { kind: 'signed', content: octetsOf(octets, 0) }
}

function octetsOf(octets: Element, depth: number): Buffer {
  if ((octets.tag & 0x20) === 0 || depth > MAX_DEPTH) return octets.content
  return Buffer.concat(elements(octets.content).map((piece) => octetsOf(piece, depth + 1)))
}

function elements(buffer: Buffer): readonly Element[] {
  const found: Element[] = []
  for (let at = 0; at < buffer.length; ) {
    const one = element(buffer, at, 0)
    if (one === null || (one.tag === 0 && one.content.length === 0)) break
    found.push(one)
    at = one.end
  }
  return found
}

function element(buffer: Buffer, at: number, depth: number): Element | null {
  const tag = buffer[at]
  const first = buffer[at + 1]
  if (tag === undefined || first === undefined || depth > MAX_DEPTH) return null
  if (first === 0x80) return indefinite(buffer, at, tag, depth)
  let start = at + 2
  let length = first
  if (first > 0x80) {
    const size = first & 0x7f
    if (size > 6 || start + size > buffer.length) return null
    length = buffer.readUIntBE(start, size)
    start += size
  }
  const end = Math.min(buffer.length, start + length)
  return { tag, content: buffer.subarray(start, end), end }
}

/** Indefinite length: elements up to two zero bytes. */
function indefinite(buffer: Buffer, at: number, tag: number, depth: number): Element | null {
  let next = at + 2
  while (next < buffer.length) {
    if (buffer[next] === 0 && buffer[next + 1] === 0) {
      return { tag, content: buffer.subarray(at + 2, next), end: next + 2 }
    }
    const inner = element(buffer, next, depth + 1)
    if (inner === null || inner.end <= next) break
    next = inner.end
  }
  return { tag, content: buffer.subarray(at + 2), end: buffer.length }
}
