// What of a text tells whose request it was: what may not stand in a piece of knowledge, and what an engineer should look at
// once more. Finds; an engineer's own edit takes it out.
import { formsOfName, type Sentence } from '../../words/words.ts'
import { namesContract } from '../command/knowledge-words.ts'
import { prefixesOf } from '../scene/clues.ts'
import type { Scene } from '../scene/work.ts'
import { holdsToken, numbersIn, printNumber } from '../ticket/tag.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { words } from './compared-words.ts'
import { addressesIn, addressesWritten, namesIn, namesPerson, pairsIn } from './named-customers.ts'

/** Something in a text that tells whose it was. */
export type NameLeft = Extract<Sentence, { readonly is: 'name is left' }>

const SHORTEST = 4
const PHONE = /(?<![\p{L}\p{N}.])\+?\d[\d\s()-]{8,20}\d(?![\p{L}\p{N}])/gu
const MOST = 10

/** All that names somebody, each once. */
export function namesLeft(text: string, ticket: Ticket | null, scene: Scene): readonly NameLeft[] {
  const { policy, proved } = scene
  const said = words(text)
  const lower = text.toLowerCase()
  const contracts = policy.contracts ?? []
  const others = proved.ofCustomers(addressesWritten(text), pairsIn(text))
  const people = [ticket, ...others].flatMap((one) => (one === null ? [] : [one.customer, ...one.participants]))
  const found: readonly (readonly [NameLeft['of'], readonly string[]])[] = [
    ['address', [...addressesWritten(text), ...addressesIn(lower, contracts).map((one) => one.shown)]],
    ['person', people.flatMap(({ name }) => (namesPerson(said, name) ? [name] : []))],
    [
      'person',
      ticket === null ? [] : [ticket.customer, ...ticket.participants].flatMap((one) => partsSaid(said, one.name)),
    ],
    ['person', contracts.flatMap((one) => one.people.flatMap(({ greeting }) => spoken(said, greeting ?? '')))],
    ['name', namesIn(said, contracts).map((one) => one.shown)],
    ['organisation', ticket?.organisation == null ? [] : organisationIn(text, ticket.organisation)],
    ['number', numbersIn(text, prefixesOf(policy)).map((id) => printNumber(policy.support.ticketPrefix, id))],
    ['contract', contracts.flatMap(({ number }) => (namesContract(text, number) ? [number] : []))],
    ['letter', (ticket?.theirNumbers ?? []).flatMap(({ number }) => (text.includes(`№ ${number}`) ? [number] : []))],
    ['phone', [...text.matchAll(PHONE)].flatMap(([written]) => (digitsOf(written) >= 10 ? [written.trim()] : []))],
    ['token', holdsToken(text.replace(/\s+/gu, '')) ? ['…'] : []],
  ]
  const all = found.flatMap(([of, shown]) => shown.map((one): NameLeft => ({ is: 'name is left', of, shown: one })))
  const support = policy.support.address.toLowerCase()
  const phone = policy.support.phone
  const isOurs = ({ shown }: NameLeft): boolean => shown.toLowerCase() === support || phone.includes(shown)
  const each = all.filter(
    (one, at) => all.findIndex((two) => two.shown.toLowerCase() === one.shown.toLowerCase()) === at,
  )
  return each.filter((one) => !isOurs(one)).slice(0, MOST)
}

/** The words of a name that stand in a text alone, in any case: «Сидорову», «у Ивана». */
function partsSaid(said: readonly string[], name: string): readonly string[] {
  const forms = formsOfName(name)
  return name.split(/[^\p{L}\p{N}]+/u).filter((written) => {
    const [word = ''] = words(written)
    return word.length >= SHORTEST && said.some((one) => forms.get(word)?.has(one) ?? one === word)
  })
}

function spoken(said: readonly string[], name: string): readonly string[] {
  return name.length >= SHORTEST && namesPerson(said, name) ? [name] : []
}

/** An organisation by its whole name, or by what stands in its quotes. */
function organisationIn(text: string, organisation: string): readonly string[] {
  const inQuotes = [...organisation.matchAll(/[«"“„]([^«»"“”„]+)[»"”]/gu)].map((match) => match[1] ?? '')
  return [organisation, ...inQuotes].filter(
    (one) => one.length >= SHORTEST && [one, one.toUpperCase()].some((written) => text.includes(written)),
  )
}

function digitsOf(text: string): number {
  return text.replace(/\D/gu, '').length
}

/** What may be somebody's name, address or host: for the engineer to look at. */
export function doubtfulIn(text: string): readonly string[] {
  const hosts = text.match(/\bhttps?:\/\/\S+|\b\d{1,3}(?:\.\d{1,3}){3}\b|\\\\[\w.-]+/giu) ?? []
  return [...new Set([...pairsIn(text), ...hosts])].slice(0, MOST)
}
