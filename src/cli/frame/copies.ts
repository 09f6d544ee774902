// What `backup` and `restore` have in common: the folder that they are given, and words for what is missing.

import { resolve } from 'node:path'
import { readArguments } from './arguments.ts'
import type { Progress } from './progress.ts'
import type { Io } from './verb.ts'

/** The one folder that stands among the arguments, or what is wrong with them. */
export function folderIn(args: readonly string[]): string | { readonly folder: string; readonly json: boolean } {
  const given = readArguments(args, { json: { type: 'boolean', default: false } })
  if (typeof given === 'string') return given
  const [folder, ...more] = given.positionals
  if (folder === undefined || folder === '') return 'say which folder'
  return more.length > 0 ? 'one folder is enough' : { folder: resolve(folder), json: given.values.json }
}

const MOST_NAMED = 20

/** Says which raw mails could not be had; whether there are any. */
export function missingLetters(missing: readonly string[], folder: string, io: Io): boolean {
  for (const sha256 of missing.slice(0, MOST_NAMED)) io.err(`missing or damaged in ${folder}/letters: ${sha256}`)
  if (missing.length > MOST_NAMED) io.err(`and ${missing.length - MOST_NAMED} more`)
  if (missing.length > 0) io.err('the books are whole; of these mails the raw text and the attachments are lost')
  return missing.length > 0
}

/** «4.2 MB» for operators. */
export function sizeInWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** How far raw mails have come, a line that is written anew. */
export function letterByLetter(progress: Progress): (done: number, of: number) => void {
  return (done, of) => progress.step('raw mails', done, of)
}
