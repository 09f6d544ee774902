// Whether the data directory can be one: found before the first start, not by it.
import { accessSync, constants, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { whyUnread } from '../trouble.ts'
import type { Mistake } from './settings.ts'

/** What is wrong with a data directory that is a file or cannot be made. One that is there is the daemon's to complain of: others may look into it. */
export function dataMistakes(given: string, path: string): Mistake[] {
  const found = folderAt(path)
  if (found === 'folder') return []
  if (found === 'file') return [{ path: 'data.directory', what: `is ${given}, a file`, right: 'must be a folder' }]
  const why = found === 'nothing' ? whyNotMade(path) : found.why
  if (why === null) return []
  const right = 'must be a folder that ticketd can make or write'
  return [{ path: 'data.directory', what: `is ${given}, which cannot be made: ${why}`, right }]
}

function folderAt(path: string): 'folder' | 'file' | 'nothing' | { readonly why: string | null } {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) return 'nothing'
    return found.isDirectory() ? 'folder' : 'file'
  } catch (error) {
    const isBelowFile = error instanceof Error && 'code' in error && error.code === 'ENOTDIR'
    return { why: isBelowFile ? 'a part of the path is a file' : null }
  }
}

/** Looks at the nearest folder above that is there; null when it takes new folders. */
function whyNotMade(path: string): string | null {
  const above = dirname(path)
  const found = folderAt(above)
  if (found === 'nothing') return whyNotMade(above)
  if (found === 'file') return `${above} is a file`
  if (found !== 'folder') return found.why
  try {
    accessSync(above, constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'EROFS' ? `${above} lies on a read-only file system` : `${above} ${unwritable(error)}`
  }
}

function unwritable(error: unknown): string {
  return whyUnread(error).replace('read', 'written')
}
