// The raw mail on disk before anything else: `letters/ab/SHA256` under the data directory, written to `tmp/`, synced and
// renamed, so that a name there always means whole bytes. Knows files only.
import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync, rmSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { Trouble } from '../trouble.ts'

/** Under the data directory: what is on its way, gone with the next start. */
export const TMP = 'tmp'

/** A raw mail that is kept and will outlive a loss of power. */
export interface Kept {
  readonly sha256: string
  readonly bytes: number
  readonly file: string
}

/** A mail that is being written; either kept or dropped in the end. Each throws a passing Trouble when the disk refuses. */
export interface HalfMail {
  /** How many have been added. */
  readonly bytes: number
  add(piece: Buffer): Promise<void>
  keep(): Promise<Kept>
  drop(): Promise<void>
}

export interface Spool {
  /** Keeps many mails at once, in the order given. Throws a passing Trouble when the disk refuses. */
  keep(mails: readonly Buffer[]): Promise<readonly Kept[]>
  /** Begins a mail that comes in pieces. */
  begin(): Promise<HalfMail>
  rawFile(sha256: string): string
}

/** Where a kept mail lies under the data directory. */
export function rawFile(directory: string, sha256: string): string {
  return join(directory, 'letters', sha256.slice(0, 2), sha256)
}

/** Takes a kept mail off the disk; whether there was one. Only for what was erased. */
export function forgetRaw(directory: string, sha256: string): boolean {
  const file = rawFile(directory, sha256)
  if (!existsSync(file)) return false
  rmSync(file)
  return true
}

/** Keeps one mail beside a daemon that may be running: touches nothing of the daemon's. Throws a passing Trouble. */
export function keepBeside(directory: string, mail: Buffer): Promise<Kept> {
  return onDisk(async () => {
    const kept = keptAs(directory, hashOf(mail), mail.length)
    await madeFolder(dirname(kept.file))
    // Written on the shelf itself: `tmp` is the daemon's, who empties it when it starts.
    await writeOnce(kept, mail, `${kept.file}.${process.pid}`)
    await syncDirectories([kept])
    return kept
  })
}

/** Carries a kept mail into another data directory, or a copy of one; false when its bytes are not those of its name. Throws a passing Trouble. */
export async function carry(kept: Kept, directory: string): Promise<boolean> {
  const carried = keptAs(directory, kept.sha256, kept.bytes)
  const half = `${carried.file}.half`
  await onDisk(async () => {
    await madeFolder(dirname(half))
    await rm(half, { force: true })
  })
  const { sha256 } = await writePieces(createReadStream(kept.file), half, kept.bytes)
  return onDisk(async () => {
    if (sha256 === kept.sha256) await rename(half, carried.file)
    else await rm(half, { force: true })
    await syncDirectories([carried])
    return sha256 === kept.sha256
  })
}

/** Opens the spool: makes its folders, forgets what a crash left half written. */
export async function openSpool(directory: string): Promise<Spool> {
  const tmp = join(directory, TMP)
  await onDisk(async () => {
    await rm(tmp, { recursive: true, force: true })
    await madeFolder(tmp)
    await makeShelves(join(directory, 'letters'))
  })
  let count = 0
  const nextTmp = (): string => join(tmp, String(++count))

  return {
    rawFile: (sha256) => rawFile(directory, sha256),
    keep: (mails) =>
      onDisk(async () => {
        const kept = mails.map((mail) => keptAs(directory, hashOf(mail), mail.length))
        await Promise.all(kept.map((one, n) => writeOnce(one, mails[n] ?? Buffer.alloc(0), nextTmp())))
        await syncDirectories(kept)
        return kept
      }),
    begin: () => begun(directory, nextTmp()),
  }
}

async function begun(directory: string, file: string): Promise<HalfMail> {
  const hash = createHash('sha256')
  const handle = await onDisk(() => open(file, 'wx', 0o600))
  let bytes = 0
  return {
    get bytes() {
      return bytes
    },
    async add(piece) {
      await onDisk(() => handle.writeFile(piece))
      hash.update(piece)
      bytes += piece.length
    },
    keep: () =>
      onDisk(async () => {
        await handle.sync()
        await handle.close()
        const kept = keptAs(directory, hash.digest('hex'), bytes)
        await rename(file, kept.file)
        await syncDirectories([kept])
        return kept
      }),
    async drop() {
      await handle.close().catch(() => undefined)
      await rm(file, { force: true }).catch(() => undefined)
    },
  }
}

/** The 256 shelves are made at once, so that later no new directory has to be synced into its parent. */
async function makeShelves(letters: string): Promise<void> {
  await madeFolder(letters)
  const there = new Set(await readdir(letters))
  for (let n = 0; n < 256; n++) {
    const shelf = n.toString(16).padStart(2, '0')
    if (!there.has(shelf)) await mkdir(join(letters, shelf), { mode: 0o700 })
  }
  await syncDirectory(letters)
}

function hashOf(mail: Buffer): string {
  return createHash('sha256').update(mail).digest('hex')
}

function keptAs(directory: string, sha256: string, bytes: number): Kept {
  return { sha256, bytes, file: rawFile(directory, sha256) }
}

/** Identical bytes twice are one file. A file of another length under this name is damaged and is replaced. */
async function writeOnce(kept: Kept, mail: Buffer, tmp: string): Promise<void> {
  const there = await stat(kept.file).catch(() => null)
  if (there?.size === kept.bytes) return
  try {
    await writeSynced(mail, tmp)
    await rename(tmp, kept.file)
  } catch (error) {
    // Half a file must not go on taking the room that is missing.
    await rm(tmp, { force: true }).catch(() => undefined)
    throw error
  }
}

async function writeSynced(mail: Buffer, file: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(mail)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writePieces(
  pieces: Readable,
  file: string,
  mostBytes: number,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  const handle = await onDisk(() => open(file, 'wx', 0o600))
  try {
    const bytes = await pour(pieces, handle, hash, mostBytes)
    await onDisk(() => handle.sync())
    return { sha256: hash.digest('hex'), bytes }
  } catch (error) {
    await rm(file, { force: true }).catch(() => undefined)
    throw error
  } finally {
    await handle.close()
  }
}

async function pour(pieces: Readable, handle: FileHandle, hash: Hash, mostBytes: number): Promise<number> {
  let bytes = 0
  for await (const piece of pieces) {
    const chunk: Buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece), 'latin1')
    bytes += chunk.length
    if (bytes > mostBytes) throw new Trouble('the mail never ends', { lasting: true, facts: { bytes } })
    hash.update(chunk)
    await onDisk(() => handle.writeFile(chunk))
  }
  return bytes
}

async function syncDirectories(kept: readonly Kept[]): Promise<void> {
  const shelves = new Set(kept.map((one) => dirname(one.file)))
  await Promise.all([...shelves].map(syncDirectory))
}

/** Makes a folder that outlives a loss of power: each folder above it that holds a new one is synced. */
async function madeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncDirectory(dirname(made))
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Whatever the disk refuses passes when there is room, or rights, again: the mail is still on the server. */
async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Trouble) throw error
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
    const isFull = code === 'ENOSPC' || code === 'EDQUOT'
    throw new Trouble(isFull ? 'the disk is full' : 'the disk refuses to keep a mail', {
      lasting: false,
      cause: error,
      code: isFull ? 'disk.full' : 'disk.failing',
      facts: { code },
    })
  }
}
