// The MAPI properties inside a TNEF attribute (MS-OXTNEF section 2.1.3.4): id -> bytes.

export type MapiValues = ReadonlyMap<number, { readonly bytes: Buffer; readonly unicode: boolean }>

const FIXED: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
}
const VARIABLE = new Set([0x000d, 0x001e, 0x001f, 0x0102])
const MAX_PROPERTIES = 5000

class Cursor {
  at = 0
  readonly bytes: Buffer
  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
  word(): number {
    const value = this.at + 4 <= this.bytes.length ? this.bytes.readUInt32LE(this.at) : Number.NaN
    this.at += 4
    return value
  }
  take(length: number): Buffer {
    const taken = this.bytes.subarray(this.at, this.at + length)
    this.at += length + ((4 - (length % 4)) % 4)
    return taken
  }
  left(): boolean {
    return this.at < this.bytes.length
  }
}

/** Reads properties up to the first that cannot be read. */
export function readMapi(data: Buffer): MapiValues {
  const cursor = new Cursor(data)
  const values = new Map<number, { bytes: Buffer; unicode: boolean }>()
  const count = Math.min(cursor.word() || 0, MAX_PROPERTIES)
  for (let i = 0; i < count && cursor.left(); i++) {
    const tag = cursor.word()
    const type = tag & 0xffff
    const id = (tag >>> 16) & 0xffff
    if (id >= 0x8000) skipName(cursor)
    const bytes = readValue(cursor, type)
    if (bytes === null) break
    // An embedded object begins with the id of its interface, 16 bytes.
    if (!values.has(id))
      values.set(id, { bytes: type === 0x000d ? bytes.subarray(16) : bytes, unicode: (type & 0xfff) === 0x1f })
  }
  return values
}

function skipName(cursor: Cursor): void {
  cursor.take(16)
  const kind = cursor.word()
  const length = cursor.word()
  if (kind === 1) cursor.take(length)
}

function readValue(cursor: Cursor, type: number): Buffer | null {
  const many = (type & 0x1000) !== 0
  const base = type & 0xfff
  const count = many || VARIABLE.has(base) ? cursor.word() : 1
  if (!(count >= 0 && count < MAX_PROPERTIES)) return null
  let first = Buffer.alloc(0)
  for (let i = 0; i < count; i++) {
    const length = VARIABLE.has(base) ? cursor.word() : FIXED[base]
    if (length === undefined || !(length >= 0) || !cursor.left()) return null
    const taken = cursor.take(length)
    if (i === 0) first = Buffer.from(taken)
  }
  return first
}
