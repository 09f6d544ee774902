// Whether the data directory can be one: found before the first start, not by it.
import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { whyUnmade } from '../trouble.ts'
import type { Mistake } from './shapes.ts'

/** What is wrong with a data directory that is a file or cannot be made. One that is there is the daemon's to complain of: others may look into it. */
export function dataMistakes(given: string, path: string): Mistake[] {
  if (isFile(path)) return [{ path: 'data.directory', what: `is ${given}, a file`, right: 'must be a folder' }]
  const why = existsSync(path) ? null : whyNotMade(dirname(path))
  if (why === null) return []
  const right = 'must be a folder that ticketd can make or write'
  return [{ path: 'data.directory', what: `is ${given}, which cannot be made: ${why}`, right }]
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false
  } catch {
    return false
  }
}

/** Tries in the nearest folder above that is there, and leaves nothing; null when it takes new folders. */
function whyNotMade(above: string): string | null {
  if (!existsSync(above)) return whyNotMade(dirname(above))
  if (isFile(above)) return `${above} is a file`
  try {
    rmdirSync(mkdtempSync(join(above, '.ticketd-')))
    return null
  } catch (error) {
    return `${above} takes no folder: ${whyUnmade(error)}`
  }
}
