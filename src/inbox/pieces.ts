// A large mail, taken in piece by piece, so that its size costs no memory. RFC822.SIZE is a rough guide only, but what
// does not reach it, or never ends, is asked for once more, and what remains then is named as a defect.
import type { Defect } from '../letter.ts'
import type { Connection } from './imap.ts'
import type { Row } from './imap-answers.ts'
import type { HalfMail, Kept, Spool } from './spool.ts'

const PIECE_BYTES = 1_048_576
/** The second time in other pieces: a server that errs about where one begins errs otherwise then. */
const SMALLER_PIECE_BYTES = 262_144
/** Nothing larger is a mail, where its size is not known. */
const MOST_BYTES = 2 ** 31
/** A size counted with bare line ends is a few hundredths short (libraries IM-16). */
const LONGER_BY = 1.05

/** A mail that is kept, and what is doubtful about it. */
export interface TakenIn {
  readonly kept: Kept
  readonly defects: readonly Defect[]
}

/** Takes a mail in; null when the server has no such mail. Throws passing Trouble of the connection or the disk. */
export async function takenIn(row: Row, connection: Connection, spool: Spool): Promise<TakenIn | null> {
  const first = await read(row, connection, spool, { piece: PIECE_BYTES, most: mostOf(row) })
  if (first === null) return null
  if (isPlausible(first, row)) return { kept: await first.half.keep(), defects: [] }
  const second = await orDropped(first.half, () =>
    read(row, connection, spool, { piece: SMALLER_PIECE_BYTES, most: mostOf(row) }),
  )
  if (second === null || isCloser(first, second, row)) return ended(first, second, row)
  return ended(second, first, row)
}

interface Read {
  readonly half: HalfMail
  /** It was cut where more than that is no mail. */
  readonly isEndless: boolean
}

/** Twice the announced size and a megabyte; a size that is none of a large mail's is no guide. */
function mostOf({ bytes }: Row): number {
  return bytes > PIECE_BYTES ? 2 * bytes + 1_048_576 : MOST_BYTES
}

function isPlausible({ half, isEndless }: Read, { bytes }: Row): boolean {
  if (isEndless) return false
  return bytes <= PIECE_BYTES || (half.bytes >= bytes && half.bytes <= bytes * LONGER_BY)
}

function isCloser(one: Read, other: Read, { bytes }: Row): boolean {
  if (one.isEndless !== other.isEndless) return other.isEndless
  return Math.abs(one.half.bytes - bytes) < Math.abs(other.half.bytes - bytes)
}

async function ended(chosen: Read, other: Read | null, row: Row): Promise<TakenIn> {
  await other?.half.drop()
  const kept = await chosen.half.keep()
  if (isPlausible(chosen, row)) return { kept, defects: [] }
  const is = chosen.isEndless ? 'mail without end' : 'size differs'
  return { kept, defects: [{ is, announced: row.bytes, given: kept.bytes }] }
}

async function read(
  row: Row,
  connection: Connection,
  spool: Spool,
  size: { readonly piece: number; readonly most: number },
): Promise<Read | null> {
  const half = await spool.begin()
  return orDropped(half, async () => {
    let last: Buffer | null = null
    for (;;) {
      const piece = await connection.piece(row.uid, half.bytes, size.piece)
      if (piece === null && half.bytes === 0) {
        await half.drop()
        return null
      }
      if (piece === null || piece.length === 0) break
      // Some servers answer a question past the end with the last piece again.
      const isPastTheEnd = half.bytes >= row.bytes || (last !== null && last.length < size.piece)
      if (isPastTheEnd && last?.equals(piece)) break
      await half.add(piece.subarray(0, size.most - half.bytes))
      if (half.bytes >= size.most) return { half, isEndless: true }
      // All that was announced; or more than was asked for, from a server that knows no pieces.
      if (half.bytes === row.bytes || piece.length > size.piece) break
      last = piece
    }
    return { half, isEndless: false }
  })
}

async function orDropped<T>(half: HalfMail, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await half.drop()
    throw error
  }
}
