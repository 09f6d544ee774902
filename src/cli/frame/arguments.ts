// What was given after a verb, read by Node's own parser: options, and words that are none. What is wrong with them is said
// in our words, a line each.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

type Read<T extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: T; allowPositionals: true; args: string[] }>
>

/** Options and words, or what is wrong with them in one sentence. */
export function readArguments<const T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
): Read<T> | string {
  const plain = joined(args, options)
  const { tokens } = parseArgs({ args: plain, options, allowPositionals: true, strict: false, tokens: true })
  const seen = new Set<string>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const wrong = mistakenOption(token, options)
    if (wrong !== null) return wrong
    if (seen.has(token.name) && options[token.name]?.multiple !== true) return `${token.rawName} stands there twice`
    seen.add(token.name)
  }
  return parseArgs({ args: plain, options, allowPositionals: true })
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

/** What begins with a hyphen and yet has no option's shape: -1, «- first of all». */
const NO_OPTION = /^-(?!-?[a-z_][\w-]*(?:=|$)|-?$)/i

/** Such a word is joined to the option whose value it is, else it goes behind the `--` that ends the options. */
function joined(args: readonly string[], options: ParseArgsOptionsConfig): string[] {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const front: string[] = []
  const words: string[] = []
  for (const arg of args.slice(0, end)) {
    const last = front.at(-1) ?? ''
    if (!NO_OPTION.test(arg)) front.push(arg)
    else if (last.startsWith('--') && options[last.slice(2)]?.type === 'string') front.splice(-1, 1, `${last}=${arg}`)
    else words.push(arg)
  }
  return [...front, '--', ...words, ...args.slice(end + 1)]
}

interface Option {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

function mistakenOption({ name, rawName, value, inlineValue }: Option, options: ParseArgsOptionsConfig): string | null {
  const known = Object.hasOwn(options, name) ? options[name] : undefined
  if (known === undefined) return `there is no option ${rawName}${offered(options)}`
  if (known.type === 'boolean') return value === undefined ? null : `${rawName} takes no value`
  if (value === undefined || value === '--') return `${rawName} wants a value`
  if (value === '') return `${rawName} wants a value, and got an empty one`
  return inlineValue !== true && /^-./.test(value) ? `${rawName} wants a value, and ${value} is none` : null
}

function offered(options: ParseArgsOptionsConfig): string {
  const names = Object.keys(options).map((name) => `--${name}`)
  if (names.length === 0) return '; there is none but --help'
  return names.length === 1 ? `; there is ${names.join('')}` : `; there are ${names.join(', ')}`
}
