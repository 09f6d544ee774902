// A disk that forgets at a power cut what was not synced: each sync, rename and removal of the program is watched, and a copy
// of a data directory can be made as the power would leave it at this moment. SQLite syncs for itself at each commit.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

type Promises = typeof import('node:fs/promises')

export interface ForgetfulDisk {
  /** What happened to files, in order: `sync`, `rename`, a path each. */
  readonly events: readonly string[]
  /** Whether a file under this name would be there, whole, after a power cut now. */
  survives(file: string): boolean
  /** The data directory as a power cut leaves it now: the books as they are, of the raw mails what survives. */
  cut(directory: string, sha256s: readonly string[]): string
  close(): void
}

/** Begins to watch; only one at a time. */
export function watchDisk(): ForgetfulDisk {
  const promises = createRequire(import.meta.url)('node:fs/promises') as {
    -readonly [Key in keyof Promises]: Promises[Key]
  }
  const { open, rename } = promises
  const events: string[] = []
  /** Files whose bytes are on the disk, under the name that they had; folders whose names are. */
  const bytes = new Set<string>()
  const names = new Set<string>()
  const waiting = new Map<string, Set<string>>()
  const noteSync = (path: string): void => {
    events.push(`sync ${path}`)
    bytes.add(path)
    for (const file of waiting.get(path) ?? []) names.add(file)
    waiting.delete(path)
  }
  promises.open = (async (...args: Parameters<Promises['open']>) => {
    const handle: FileHandle = await open(...args)
    const path = String(args[0])
    if (args[1] !== 'r') bytes.delete(path)
    const sync = handle.sync.bind(handle)
    handle.sync = async () => {
      await sync()
      noteSync(path)
    }
    return handle
  }) as Promises['open']
  promises.rename = (async (from, to) => {
    await rename(from, to)
    events.push(`rename ${String(to)}`)
    if (bytes.delete(String(from))) bytes.add(String(to))
    const folder = dirname(String(to))
    waiting.set(folder, (waiting.get(folder) ?? new Set()).add(String(to)))
  }) as Promises['rename']
  syncBuiltinESMExports()
  const survives = (file: string): boolean => bytes.has(file) && names.has(file)
  return {
    events,
    survives,
    cut: (directory, sha256s) => copied(directory, sha256s, { bytes, names }),
    close() {
      Object.assign(promises, { open, rename })
      syncBuiltinESMExports()
    },
  }
}

function copied(
  directory: string,
  sha256s: readonly string[],
  kept: { readonly bytes: ReadonlySet<string>; readonly names: ReadonlySet<string> },
): string {
  const copy = mkdtempSync(join(tmpdir(), 'ticketd-power-cut-'))
  for (const name of ['ticketd.db', 'ticketd.db-wal']) {
    if (existsSync(join(directory, name))) copyFileSync(join(directory, name), join(copy, name))
  }
  for (const sha256 of sha256s) {
    const file = join(directory, 'letters', sha256.slice(0, 2), sha256)
    if (!kept.names.has(file)) continue
    const to = join(copy, 'letters', sha256.slice(0, 2))
    mkdirSync(to, { recursive: true })
    // A name whose bytes were not synced comes back empty.
    if (kept.bytes.has(file)) copyFileSync(file, join(to, basename(file)))
    else writeFileSync(join(to, basename(file)), '')
  }
  return copy
}
