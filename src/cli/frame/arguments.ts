// What was given after a verb, read by Node's own parser: options, and words that are none.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { sentenceOf } from '../../trouble.ts'

type Read<T extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: T; allowPositionals: true; args: string[] }>
>

/** Options and words, or what is wrong with them in one sentence. */
export function readArguments<const T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
): Read<T> | string {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    // Node adds how a word that begins with a hyphen could be given; no verb takes such words.
    return sentenceOf(error).replace(/\. To specify a positional argument.*$/s, '')
  }
}

/** The same for a verb that takes options only. */
export function readOptions<const T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
): Read<T>['values'] | string {
  const read = readArguments(args, options)
  if (typeof read === 'string') return read
  const [word] = read.positionals
  return word === undefined ? read.values : `unknown argument ${word}`
}

/** A whole number from `least` on, or what is wrong. */
export function wholeNumber(option: string, text: string, least: number): number | string {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  return number >= least ? number : `${option} ${text} is no whole number from ${least} on`
}
