// What a server answers, checked against what it was asked: it may repeat itself, add what belongs to another question, or
// leave out what it should say.
import { Trouble } from '../trouble.ts'
import { commandTrouble } from './refusals.ts'

/** What the server says of a mail before its body is asked. */
export interface Row {
  readonly uid: number
  /** RFC822.SIZE, a rough guide only; 0 when it is missing or no number. */
  readonly bytes: number
  /** INTERNALDATE, null when it cannot be read. */
  readonly arrivedAt: Date | null
}

/**
 * The bytes that were asked for, or null when there are none. A server may send data of another question (libraries IM-17);
 * without a word on where a piece begins it is taken as it is.
 */
export function pieceOf(
  found: { uid: number; source?: Buffer | undefined; partialOrigins?: ReadonlyMap<string, number> | undefined },
  uid: number,
  from: number,
): Buffer | null {
  const begins = found.partialOrigins?.get('') ?? from
  if (found.uid !== uid || begins !== from) {
    throw new Trouble('the mailbox gave another piece of a mail than was asked for', {
      lasting: false,
      code: 'mailbox.failing',
    })
  }
  return Buffer.isBuffer(found.source) ? found.source : null
}

/** UIDs in their order, each once. */
export function numbers(found: readonly number[] | false | undefined, what: string): readonly number[] {
  if (!Array.isArray(found)) throw commandTrouble(what, new Error('refused'))
  return [...new Set(found)].sort((a, b) => a - b)
}

/** Rows of mails that were asked for, the first of each; the server may add others or repeat itself. */
export function rowsOf(
  found: readonly { uid: number; size?: number | undefined; internalDate?: Date | string | undefined }[],
  asked: ReadonlySet<number>,
): readonly Row[] {
  const rows = new Map<number, Row>()
  for (const { uid, size, internalDate } of found) {
    if (!asked.has(uid) || rows.has(uid) || (size === undefined && internalDate === undefined)) continue
    rows.set(uid, { uid, bytes: size ?? 0, arrivedAt: internalDate === undefined ? null : moment(internalDate) })
  }
  return [...rows.values()].sort((a, b) => a.uid - b.uid)
}

/** No mail lay in any IMAP mailbox before: imapflow makes NIL the first moment of 1970, without a sign. */
const BEFORE_IMAP = new Date('1988-01-01T00:00:00Z')

function moment(internalDate: Date | string): Date | null {
  const at = new Date(internalDate)
  return at >= BEFORE_IMAP ? at : null
}

/** The bodies of mails that were asked for, by UID; the first of each. */
export function bodiesOf(
  found: readonly { uid: number; source?: Buffer | undefined }[],
  asked: ReadonlySet<number>,
): ReadonlyMap<number, Buffer> {
  const bodies = new Map<number, Buffer>()
  for (const { uid, source } of found) {
    if (asked.has(uid) && !bodies.has(uid) && Buffer.isBuffer(source) && source.length > 0) bodies.set(uid, source)
  }
  return bodies
}

/** UIDs as a sequence set with ranges: 1:5,7. */
export function setOf(uids: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const uid of uids) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === uid - 1) last[1] = uid
    else ranges.push([uid, uid])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}:${to}`)).join(',')
}
