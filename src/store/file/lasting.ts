// Files and folders that outlive a loss of power: what is not synced may be gone, a name with it (fsync(2)).
import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/** Brings a file, or the names in a folder, onto the disk. */
export function synced(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes a folder, with those above it that are missing, so that each name is on the disk. */
export function madeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) synced(dirname(made))
}
