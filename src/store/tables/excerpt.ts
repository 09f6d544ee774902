// Why a document answers to the words that were looked for: the place of the hit. Stems bring forms of a word together, and
// Пётр with Петров: a name of a person counts in its own cases only.
import type { Address } from '../../letter.ts'
import { foldedName, formsOfName } from '../../words/words.ts'
import { stemsOf, wordsIn } from '../file/stem.ts'

/** What a document holds: texts in the order in which they are shown, and people. */
export interface Document {
  readonly texts: readonly string[]
  readonly people: readonly Address[]
}

/** The place of the first word that was found, '' where it is not known; null when a word stands only as another's name. */
export function excerptOf({ texts, people }: Document, asked: readonly string[]): string | null {
  const names = new Map(people.flatMap((one) => [...formsOfName(one.name)]))
  const places = asked.map((word) => placeOf(word, texts, people, names))
  if (places.includes(null)) return null
  return places.find((place) => place !== '') ?? ''
}

type Names = ReadonlyMap<string, ReadonlySet<string>>

function placeOf(word: string, texts: readonly string[], people: readonly Address[], names: Names): string | null {
  let isHere = false
  for (const text of texts) {
    for (const match of wordsIn(text)) {
      if (!isAlike(word, match[0])) continue
      if (!isAnothers(word, text, match, names)) return around(text, match.index)
      isHere = true
    }
  }
  const person = people.find((one) => isPersons(word, one))
  if (person !== undefined) return person.name === '' ? person.address : `${person.name} <${person.address}>`
  // The index also knows what is not read here: a forwarded mail's text, the rest of a long one.
  return isHere || [...names.keys()].some((own) => isAlike(word, own)) ? null : ''
}

function isAlike(a: string, b: string): boolean {
  const stems = stemsOf(a)
  return stemsOf(b).some((stem) => stems.includes(stem))
}

function isPersons(word: string, { name, address }: Address): boolean {
  const plain = foldedName(word)
  if ([...formsOfName(name).values()].some((forms) => forms.has(plain))) return true
  return [...wordsIn(address)].some(([own]) => isAlike(word, own))
}

/** Surnames made of a first name: Петров of Пётр, Никитина of Никита. */
const SURNAME = /^(\p{L}{2,}(?:[ое]в|[иы]н))(?:а|у|ым|е|ой|ых|ыми|ы)?$/u

/** Whether a word of a text is a name that shares but its stem with the word looked for. */
function isAnothers(word: string, text: string, match: RegExpExecArray, names: Names): boolean {
  const [sought, own] = [foldedName(word), foldedName(match[0])]
  if (sought === own || (SURNAME.exec(sought)?.[1] ?? null) === (SURNAME.exec(own)?.[1] ?? null)) return false
  const known = names.get(own) ?? [...names.values()].find((forms) => forms.has(own))
  if (known !== undefined) return !known.has(sought)
  return standsAsName(text, match)
}

/** A capital letter that no sentence begins with: «у Петра», «Пётр Иванов», «Здравствуйте, Пётр!». */
function standsAsName(text: string, { 0: own, index }: RegExpExecArray): boolean {
  if (!/^\p{Lu}\p{Ll}/u.test(own)) return false
  const before = text.slice(Math.max(0, index - 3), index)
  const behind = text.slice(index + own.length, index + own.length + 3)
  return /[\p{L}\p{N},]\s?$/u.test(before.replace(/\n/g, '.')) || /^ \p{Lu}/u.test(behind)
}

const BEFORE = 40
const CHARACTERS = 140

/** The line around a place, on one line. */
function around(text: string, index: number): string {
  const start = Math.max(0, index - BEFORE)
  const cut = text.slice(start, start + CHARACTERS).replace(/\s+/gu, ' ')
  return `${start > 0 ? '…' : ''}${cut.trim()}${start + CHARACTERS < text.length ? '…' : ''}`
}
