// Who of the contracts' people and organisations a text names. Their names are brought to words once for each reading
// of the contracts' file; a text is then walked once, however many contracts there are.
import { formsOfName } from '../../words/words.ts'
import type { Contract } from '../ticket/policy.ts'
import { words } from './compared-words.ts'

/** A name in a text, as words, or an address; and whose. */
export interface Named {
  readonly shown: string
  readonly contract: string
  /** A name's words one by one, each in all its cases. */
  readonly parts: Parts
}

type Parts = readonly ReadonlySet<string>[]

interface Names {
  /** Names by their first word. */
  readonly names: ReadonlyMap<string, readonly Named[]>
  /** Addresses by their domain, in lower case. */
  readonly addresses: ReadonlyMap<string, readonly Named[]>
  readonly longestDomain: number
}

const made = new WeakMap<readonly Contract[], Names>()

/** Shorter names stand by accident in other words' places. */
const SHORTEST = 6

/** The names of people and organisations that stand in a text, given as words, each once. */
export function namesIn(said: readonly string[], contracts: readonly Contract[]): readonly Named[] {
  const { names } = namesOf(contracts)
  const found = new Set<Named>()
  said.forEach((word, at) => {
    for (const one of names.get(word) ?? []) {
      if (one.parts.every((forms, n) => forms.has(said[at + n] ?? ''))) found.add(one)
    }
  })
  return [...found]
}

/** The addresses of people that stand in a text, given in lower case, each once. */
export function addressesIn(lower: string, contracts: readonly Contract[]): readonly Named[] {
  const { addresses, longestDomain } = namesOf(contracts)
  const found = new Set<Named>()
  for (let at = lower.indexOf('@'); at >= 0; at = lower.indexOf('@', at + 1)) {
    for (let end = at + 2; end <= Math.min(lower.length, at + 1 + longestDomain); end += 1) {
      for (const one of addresses.get(lower.slice(at + 1, end)) ?? []) {
        if (lower.startsWith(one.shown.toLowerCase(), end - one.shown.length)) found.add(one)
      }
    }
  }
  return [...found]
}

function namesOf(contracts: readonly Contract[]): Names {
  const known = made.get(contracts)
  if (known !== undefined) return known
  const names = new Map<string, Named[]>()
  const addresses = new Map<string, Named[]>()
  for (const { number, organisation, people } of contracts) {
    const known = [words(organisation).map((word) => new Set([word])), ...people.map((one) => partsOf(one.name))]
    for (const parts of known) {
      const shown = shownOf(parts)
      if (shown.length >= SHORTEST)
        for (const first of parts[0] ?? []) put(names, first, { shown, contract: number, parts })
    }
    for (const { address } of people) put(addresses, domainIn(address), { shown: address, contract: number, parts: [] })
  }
  const longestDomain = Math.max(0, ...[...addresses.keys()].map((domain) => domain.length))
  const all = { names, addresses, longestDomain }
  made.set(contracts, all)
  return all
}

/** A person's name as it may stand in a text: «у Кирилла Мореходова». */
function partsOf(name: string): Parts {
  const forms = formsOfName(name)
  return words(name).map((word) => forms.get(word) ?? new Set([word]))
}

function shownOf(parts: Parts): string {
  return parts.map(([first]) => first).join(' ')
}

/** Those of these names that a text, given as words, names in any case. */
export function personsNamed(said: readonly string[], names: readonly string[]): readonly string[] {
  const present = new Set(said)
  const isThere = (name: string): boolean =>
    partsOf(name).every((forms) => [...forms].some((form) => present.has(form)))
  return [...new Set(names)].filter((name) => isThere(name) && namesPerson(said, name))
}

/** Whether a text, given as words, names a person in any case of his name, as it is written or turned round. */
export function namesPerson(said: readonly string[], name: string): boolean {
  const parts = partsOf(name)
  if (shownOf(parts).length < SHORTEST) return false
  return [parts, parts.toReversed()].some((order) =>
    said.some((_, at) => order.every((forms, n) => forms.has(said[at + n] ?? ''))),
  )
}

/** Pairs of words that begin with a capital: what may be somebody's name, whoever he is. */
export function pairsIn(text: string): readonly string[] {
  const pairs = text.matchAll(/(?<!\p{L})(?=(\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s+\p{Lu}\p{Ll}+))/gu)
  return [...new Set([...pairs].map((match) => (match[1] ?? '').replace(/\s+/g, ' ')))].slice(0, MOST_PAIRS)
}

/** Addresses in a text, also those that a line end has cut in two. */
export function addressesWritten(text: string): readonly string[] {
  const joined = joinedLines(text)
  const all = [text, joined]
    .flatMap(aroundAts)
    .flatMap((one) => one.match(/[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,200}\p{L}/gu) ?? [])
  return [...new Set(all.map((one) => one.toLowerCase()))].slice(0, MOST_ADDRESSES)
}

/** Where addresses may stand: a long log has none, and is not searched sign by sign. */
function aroundAts(text: string): readonly string[] {
  const found: string[] = []
  for (let at = text.indexOf('@'); at >= 0 && found.length < MOST_ATS; at = text.indexOf('@', at + 1)) {
    const before = text.lastIndexOf('@', at - 1)
    found.push(text.slice(Math.max(at - 64, before + 1), at + 202))
  }
  return found
}

/** A text without its line ends and the marks of quotes behind them: what was cut in two stands whole. */
export function joinedLines(text: string): string {
  return text.replace(/(?<![ \t])[ \t]*\r?\n[\s>|]*/g, '')
}

const MOST_PAIRS = 12
const MOST_ADDRESSES = 50
const MOST_ATS = 1000

function put(all: Map<string, Named[]>, key: string, one: Named): void {
  const list = all.get(key)
  if (list === undefined) all.set(key, [one])
  else list.push(one)
}

/** As it is written: a domain in Cyrillic is looked for in Cyrillic. */
function domainIn(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
