// The contracts' file -> contracts as the rules know them, or sentences that say what is wrong in it (R1, R16).

import type { Contract, Terms } from '../desk/desk.ts'
import { readJson } from './json.ts'
import { mendedContracts } from './mending.ts'
import { type ContractsFile, contractsDefinition } from './settings.ts'
import { checked, type Mistake, type Reading, WHOLE_FILE } from './shapes.ts'

/** Whoever has a mailbox there is under no contract by it. */
export const PUBLIC_DOMAINS: ReadonlySet<string> = new Set(
  `mail.ru inbox.ru list.ru bk.ru internet.ru xmail.ru vk.com yandex.ru yandex.com ya.ru yandex.by yandex.kz narod.ru
  rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru gmail.com googlemail.com outlook.com hotmail.com live.com live.ru
  msn.com icloud.com me.com mac.com yahoo.com ymail.com aol.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de
  mail.com zoho.com tutanota.com tuta.io fastmail.com qip.ru pochta.ru sibmail.com ngs.ru tut.by ukr.net i.ua bigmir.net
  mail.kz qq.com 163.com 126.com sina.com web.de t-online.de orange.fr free.fr wp.pl o2.pl seznam.cz`.split(/\s+/),
)

/** What holds where a contract says nothing of its own. */
export type HouseHours = Pick<Terms, 'open' | 'close' | 'minDays' | 'maxDays'>

/** Reads the file whole or not at all: with a mistake in it none of it holds. */
export function readContracts(file: string, house: HouseHours): Reading<readonly Contract[]> {
  const json = readJson(file, 'give the path of the contracts file in "contracts"')
  if ('mistakes' in json) return json
  const list = listIn(json.ok)
  const parsed = checked(contractsDefinition, list)
  const mistakes = 'ok' in parsed ? crossChecks(parsed.ok, house) : [...parsed.mistakes, ...beside(parsed, list, house)]
  if ('ok' in parsed && mistakes.length === 0) return { ok: parsed.ok.map(contractOf) }
  return { mistakes: mistakes.map((one) => ({ ...one, path: placeIn(file, one.path) })) }
}

/** The list itself, or the one beside the name of its schema: a list has no room for that name. */
function listIn(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('contracts' in json)) return json
  return Object.keys(json).every((name) => name === '$schema' || name === 'contracts') ? json.contracts : json
}

/** What else is wrong beside mistakes of shape, in all that these leave standing. */
function beside(
  { mistakes }: { readonly mistakes: readonly Mistake[] },
  json: unknown,
  house: HouseHours,
): readonly Mistake[] {
  const paths = mistakes.map((one) => one.path)
  const parsed = checked(contractsDefinition, mendedContracts(json, paths))
  if ('mistakes' in parsed) return []
  return crossChecks(parsed.ok, house).filter(({ path }) => !paths.some((one) => path.startsWith(one)))
}

function placeIn(file: string, path: string): string {
  return path === WHOLE_FILE ? file : `${file} ${path}`
}

type Given = ContractsFile[number]

function crossChecks(contracts: ContractsFile, house: HouseHours): Mistake[] {
  const mistakes: Mistake[] = []
  const numbers = new Map<string, number>()
  contracts.forEach((one, index) => {
    const number = one.number.trim()
    const first = numbers.get(number)
    if (first !== undefined) {
      mistakes.push({
        path: `[${index}].number`,
        what: `is ${number}, the same as [${first}]`,
        right: 'each contract stands once',
      })
    }
    numbers.set(number, index)
    mistakes.push(...mistakesIn(one, `[${index}]`, house))
  })
  return mistakes
}

function mistakesIn(one: Given, path: string, house: HouseHours): Mistake[] {
  const mistakes: Mistake[] = []
  for (const name of ['validFrom', 'validTo'] as const) {
    if (!isDay(one[name])) mistakes.push(noDay(`${path}.${name}`, one[name]))
  }
  if (one.validFrom > one.validTo) {
    mistakes.push({
      path: `${path}.validTo`,
      what: `is ${one.validTo}, before validFrom`,
      right: `must be ${one.validFrom} or later`,
    })
  }
  one.domains.forEach((domain, index) => {
    if (PUBLIC_DOMAINS.has(domain.toLowerCase())) {
      mistakes.push({
        path: `${path}.domains[${index}]`,
        what: `is ${domain}, where anybody can have a mailbox`,
        right: 'name the people one by one in "people"',
      })
    }
  })
  one.amendments.forEach(({ from }, index) => {
    const at = `${path}.amendments[${index}].from`
    if (!isDay(from)) mistakes.push(noDay(at, from))
    else if (from < one.validFrom || from > one.validTo)
      mistakes.push({ path: at, what: `is ${from}, when the contract does not hold`, right: withinOf(one) })
    if (one.amendments.findIndex((other) => other.from === from) < index)
      mistakes.push({ path: at, what: `is ${from}, as of another amendment`, right: 'put both into one' })
  })
  return [...mistakes, ...termsMistakes(one, house, path), ...amendmentMistakes(one, house, path)]
}

/** Each amendment is looked at over the house's terms, the contract's and those of the amendments before it. */
function amendmentMistakes(one: Given, house: HouseHours, path: string): Mistake[] {
  let before: HouseHours = { ...house, ...termsOf(one) }
  const inOrder = one.amendments
    .map((terms, index) => ({ terms, index }))
    .sort((a, b) => order(a.terms.from, b.terms.from))
  return inOrder.flatMap(({ terms, index }) => {
    const mistakes = termsMistakes(terms, before, `${path}.amendments[${index}]`)
    before = { ...before, ...termsOf(terms) }
    return mistakes
  })
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

type GivenTerms = Pick<Given, (typeof TERM_NAMES)[number]>

/** Mistakes that show only over the terms which hold where these say nothing: a day that never opens would be looked for for ever. */
function termsMistakes(own: GivenTerms, before: HouseHours, path: string): Mistake[] {
  const { minDays, maxDays, open, close } = { ...before, ...termsOf(own) }
  const mistakes: Mistake[] = []
  // Fewer days than the first date alone mean one date.
  if (own.minDays !== undefined && minDays > maxDays) {
    mistakes.push({
      path: `${path}.minDays`,
      what: `is ${minDays}, more than maxDays`,
      right: `must be at most ${maxDays}`,
    })
  }
  if (open >= close && own.close !== undefined) {
    mistakes.push({ path: `${path}.close`, what: `is ${close}, not after open`, right: `must be later than ${open}` })
  } else if (open >= close && own.open !== undefined) {
    mistakes.push({ path: `${path}.open`, what: `is ${open}, not before close`, right: `must be before ${close}` })
  }
  if (own.shortDayClose !== undefined && own.shortDayClose > close) {
    const right = `must be at most ${close}`
    mistakes.push({ path: `${path}.shortDayClose`, what: `is ${own.shortDayClose}, after close`, right })
  }
  return mistakes
}

function withinOf({ validFrom, validTo }: Given): string {
  return `must lie between ${validFrom} and ${validTo}`
}

function noDay(path: string, day: string): Mistake {
  return { path, what: `is ${day}, no day of the calendar`, right: 'must be a day like "2026-12-31"' }
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function contractOf(one: Given): Contract {
  return {
    number: one.number.trim(),
    organisation: one.organisation,
    domains: one.domains.map((domain) => domain.toLowerCase()),
    people: one.people.map((person) => ({
      name: person.name,
      address: person.address,
      phone: person.phone ?? null,
      greeting: person.greeting ?? null,
      mayDeclareCritical: person.mayDeclareCritical,
    })),
    validFrom: one.validFrom,
    validTo: one.validTo,
    terms: termsOf(one),
    language: one.language ?? null,
    statement: one.statement ?? null,
    amendments: one.amendments.map(({ from, consent, ...terms }) => ({ from, consent, terms: termsOf(terms) })),
  }
}

const TERM_NAMES = [
  'minDays',
  'maxDays',
  'open',
  'close',
  'shortDayClose',
  'aroundTheClock',
  'waitingStopsClock',
  'developmentStopsClock',
  'calendar',
] as const satisfies readonly (keyof Terms)[]

/** Only the terms that the contract names; the rest are the house's. */
function termsOf(given: Pick<Given, (typeof TERM_NAMES)[number]>): Partial<Terms> {
  const own = Object.fromEntries(
    TERM_NAMES.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]),
  )
  // Labour Code article 95: the eve of a holiday is an hour shorter, whatever the contract's own closing.
  const short =
    given.close !== undefined && given.shortDayClose === undefined ? { shortDayClose: hourBefore(given.close) } : {}
  return { ...own, ...short }
}

function hourBefore(time: string): string {
  return `${String(Math.max(0, Number(time.slice(0, 2)) - 1)).padStart(2, '0')}${time.slice(2)}`
}
