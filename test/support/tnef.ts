// Writes winmail.dat streams (MS-OXTNEF) for tests: attributes with their checksums, and MAPI properties.

function attribute(level: 1 | 2, id: number, data: Buffer): Buffer {
  const headOf = Buffer.alloc(9)
  headOf.writeUInt8(level, 0)
  headOf.writeUInt32LE(id, 1)
  headOf.writeUInt32LE(data.length, 5)
  const sum = Buffer.alloc(2)
  sum.writeUInt16LE(data.reduce((total, byte) => (total + byte) & 0xffff, 0))
  return Buffer.concat([headOf, data, sum])
}

function word(value: number): Buffer {
  const four = Buffer.alloc(4)
  four.writeUInt32LE(value >>> 0)
  return four
}

function padded(data: Buffer): Buffer {
  return Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
}

/** One variable-length property: type 0x1f is a Unicode string, 0x102 are bytes. */
function property(type: number, id: number, data: Buffer): Buffer {
  return Buffer.concat([word((id << 16) | type), word(1), word(data.length), padded(data)])
}

const unicode = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le')

export interface WinmailFile {
  readonly name: string
  readonly bytes: Buffer
}

/** A winmail.dat with a body in Unicode (or as the given MAPI property of bytes) and files under long names. */
export function winmail(body: { text: string } | { rtf: Buffer }, files: readonly WinmailFile[]): Buffer {
  const fixed = Buffer.concat([word((0x0017 << 16) | 0x0003), word(1)])
  const words = 'text' in body ? property(0x1f, 0x1000, unicode(body.text)) : property(0x102, 0x1009, body.rtf)
  const message = Buffer.concat([word(2), fixed, words])
  const attachments = files.flatMap((file) => [
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from('FILE~1.DAT\0')),
    attribute(2, 0x0006800f, file.bytes),
    attribute(2, 0x00069005, Buffer.concat([word(1), property(0x1f, 0x3707, unicode(file.name))])),
  ])
  const start = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 0x01, 0x00])
  return Buffer.concat([
    start,
    attribute(1, 0x00069007, Buffer.concat([word(1251), word(0)])),
    attribute(1, 0x00069003, message),
    ...attachments,
  ])
}

/** RTF in the container of MS-OXRTFCP, not compressed. */
export function uncompressedRtf(rtf: string): Buffer {
  const raw = Buffer.from(rtf, 'latin1')
  return Buffer.concat([word(raw.length + 12), word(raw.length), word(0x414c454d), word(0), raw])
}
