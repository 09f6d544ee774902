// The contracts' file -> contracts as the rules know them, or sentences that say what is wrong in it (R1, R16).
import { readJson } from './config.ts'
import type { Contract, Terms } from './desk/desk.ts'
import { type ContractsFile, checked, contractsDefinition, type Mistake, type Reading, WHOLE_FILE } from './settings.ts'

// Whoever has a mailbox there is under no contract by it.
const PUBLIC_DOMAINS = new Set(
  `mail.ru inbox.ru list.ru bk.ru internet.ru xmail.ru vk.com yandex.ru yandex.com ya.ru yandex.by yandex.kz narod.ru
  rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru gmail.com googlemail.com outlook.com hotmail.com live.com live.ru
  msn.com icloud.com me.com mac.com yahoo.com ymail.com aol.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de
  mail.com zoho.com tutanota.com tuta.io fastmail.com qip.ru pochta.ru sibmail.com ngs.ru tut.by ukr.net i.ua bigmir.net
  mail.kz qq.com 163.com 126.com sina.com web.de t-online.de orange.fr free.fr wp.pl o2.pl seznam.cz`.split(/\s+/),
)

/** Reads the file whole or not at all: with a mistake in it none of it holds. */
export function readContracts(file: string): Reading<readonly Contract[]> {
  const json = readJson(file, 'give the path of the contracts file in "contracts"')
  if ('mistakes' in json) return json
  const parsed = checked(contractsDefinition, json.ok)
  if ('mistakes' in parsed)
    return { mistakes: parsed.mistakes.map((one) => ({ ...one, path: placeIn(file, one.path) })) }
  const mistakes = crossChecks(parsed.ok).map((one) => ({ ...one, path: placeIn(file, one.path) }))
  return mistakes.length > 0 ? { mistakes } : { ok: parsed.ok.map(contractOf) }
}

function placeIn(file: string, path: string): string {
  return path === WHOLE_FILE ? file : `${file} ${path}`
}

type Given = ContractsFile[number]

function crossChecks(contracts: ContractsFile): Mistake[] {
  const mistakes: Mistake[] = []
  const numbers = new Map<string, number>()
  contracts.forEach((one, index) => {
    const first = numbers.get(one.number)
    if (first !== undefined) {
      mistakes.push({
        path: `[${index}].number`,
        what: `is ${one.number}, the same as [${first}]`,
        right: 'each contract stands once',
      })
    }
    numbers.set(one.number, index)
    mistakes.push(...mistakesIn(one, `[${index}]`))
  })
  return mistakes
}

function mistakesIn(one: Given, path: string): Mistake[] {
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
    if (!isDay(from)) mistakes.push(noDay(`${path}.amendments[${index}].from`, from))
  })
  const amended = one.amendments.map((terms, index) => termsMistakes(terms, `${path}.amendments[${index}]`))
  return [...mistakes, ...termsMistakes(one, path), ...amended.flat()]
}

function termsMistakes(terms: Pick<Given, (typeof TERM_NAMES)[number]>, path: string): Mistake[] {
  const { minDays, maxDays, open, close, shortDayClose } = terms
  const mistakes: Mistake[] = []
  if (minDays !== undefined && maxDays !== undefined && minDays > maxDays) {
    mistakes.push({
      path: `${path}.minDays`,
      what: `is ${minDays}, more than maxDays`,
      right: `must be at most ${maxDays}`,
    })
  }
  if (open !== undefined && close !== undefined && open >= close) {
    mistakes.push({ path: `${path}.close`, what: `is ${close}, not after open`, right: `must be later than ${open}` })
  }
  if (close !== undefined && shortDayClose !== undefined && shortDayClose > close) {
    const right = `must be at most ${close}`
    mistakes.push({ path: `${path}.shortDayClose`, what: `is ${shortDayClose}, after close`, right })
  }
  return mistakes
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
    number: one.number,
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
