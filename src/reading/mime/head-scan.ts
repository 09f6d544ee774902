// A mail that could not be parsed: what its first 64 KB say of sender, subject and id. Simple enough to run anywhere.
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { Defect, Mail } from '../../letter.ts'
import { readHead } from './head.ts'
import { splitFields } from './headers.ts'

const LOOK = 64 << 10
const PIECE = 1 << 20

/** A Mail of the head alone, set aside; `why` becomes its first defect. Throws only when the disk does. */
export function scanHead(path: string, why: Defect): Mail {
  const { bytes, size, sha256 } = firstBytes(path)
  const block = bytes.toString('latin1')
  const end = /\r?\n\r?\n/.exec(block)?.index ?? block.length
  const defects: Defect[] = [why]
  const { fields } = splitFields(block.slice(0, end))
  const head = readHead(fields, null, (defect) => defects.push(defect))
  return {
    ...head,
    ...{ text: '', body: '', reply: '', quoted: '', signature: '', cuts: [], html: false, safeHtml: null },
    ...{ attachments: [], bounce: null, forwarded: null },
    bytes: size,
    sha256,
    kind: 'mail',
    mayAcknowledge: false,
    byMachine: null,
    answersInvitation: false,
    reaction: null,
    why: [{ is: 'not parsed' }],
    contentHash: sha256,
    defects,
    setAside: true,
  }
}

function firstBytes(path: string): { bytes: Buffer; size: number; sha256: string } {
  const descriptor = openSync(path, 'r')
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.alloc(PIECE)
    let bytes = Buffer.alloc(0)
    for (let at = 0; ; ) {
      const read = readSync(descriptor, buffer, 0, PIECE, at)
      if (read === 0) break
      if (at === 0) bytes = Buffer.from(buffer.subarray(0, Math.min(read, LOOK)))
      hash.update(buffer.subarray(0, read))
      at += read
    }
    return { bytes, size: fstatSync(descriptor).size, sha256: hash.digest('hex') }
  } finally {
    closeSync(descriptor)
  }
}
