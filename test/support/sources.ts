// The sources as text, for tests of the house itself.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export const SRC = join(import.meta.dirname, '../../src')

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return path.endsWith('.ts') ? [path] : []
  })
}

/** Source without comments, so that prose about `await` is no `await`; strings stay, imports need them. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/[^\n]*/g, '$1')
}

/** Every source file, by its whole path. */
export const files: readonly string[] = sources(SRC)
