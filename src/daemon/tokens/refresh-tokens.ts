// Refresh tokens that took the place of configured ones, kept beside the books for the next start: named by a hash of the one
// that the configuration holds, so that a new one there counts at once.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from '../../store/store.ts'
import type { RefreshTokens } from './oauth.ts'

/** The refresh tokens of a data directory; what cannot be read counts as none. */
export function openRefreshTokens(directory: string): RefreshTokens {
  const file = join(directory, 'refresh-tokens.json')
  return {
    latest: (configured) => held(file)[nameOf(configured)] ?? configured,
    keep(configured, latest) {
      makeFolder(directory)
      writeFileSync(`${file}.half`, JSON.stringify({ ...held(file), [nameOf(configured)]: latest }), { mode: 0o600 })
      renameSync(`${file}.half`, file)
    },
  }
}

function held(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) return {}
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

function nameOf(configured: string): string {
  return createHash('sha256').update(configured).digest('hex').slice(0, 16)
}
