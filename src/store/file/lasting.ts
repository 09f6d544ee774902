// Files and folders that outlive a loss of power: what is not synced may be gone, a name with it (fsync(2)).
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Brings a file, or the names in a folder, onto the disk. */
export function synced(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes a folder, with those above it that are missing, so that each name is on the disk. Throws the system's error. */
export function madeFolder(folder: string): void {
  for (const made of makeFolder(folder)) synced(dirname(made))
}

/**
 * The same, not brought onto the disk; gives those it made, the highest first. It goes step by step, so
 * that each refusal is heard, also that of a folder which is there and yet takes none.
 */
export function makeFolder(folder: string, mode = 0o700): readonly string[] {
  const missing: string[] = []
  for (let one = resolve(folder); !existsSync(one); one = dirname(one)) missing.unshift(one)
  for (const one of missing) madeOnce(one, mode)
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR' })
  return missing
}

/** Somebody else may have made it meanwhile. */
function madeOnce(folder: string, mode: number): void {
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
