// Names of people in all their written forms: Russian ones in every case, by a library that knows how each is declined,
// never by a stem. Пётр is Петра and Петру; Петров is another. Names in other letters have their one form.
import { getGender, incline } from 'lvovich'

type Person = Parameters<typeof incline>[0]
type Gender = 'male' | 'female'

const CASES = ['nominative', 'genitive', 'dative', 'accusative', 'instrumental', 'prepositional'] as const
const REMEMBERED = 5000
const remembered = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>()

/** Each word of a name as it is compared, with all forms of it: lower case, е for ё. */
export function formsOfName(name: string): ReadonlyMap<string, ReadonlySet<string>> {
  const known = remembered.get(name)
  if (known !== undefined) return known
  if (remembered.size >= REMEMBERED) remembered.clear()
  const words = wordsOfName(name)
  const forms = new Map(words.map((word) => [foldedName(word), new Set([foldedName(word)])] as const))
  for (const { order, person } of readings(words)) {
    for (const gender of gendersOf(person)) {
      for (const declension of CASES) {
        const declined = incline({ ...person, gender }, declension)
        for (const [word, part] of order) forms.get(foldedName(word))?.add(foldedName(declined[part] ?? word))
      }
    }
  }
  remembered.set(name, forms)
  return forms
}

/** A name as it is compared. */
export function foldedName(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е')
}

function wordsOfName(name: string): readonly string[] {
  return name.match(/[\p{L}][\p{L}\p{M}'’-]*/gu)?.slice(0, 4) ?? []
}

type Part = 'first' | 'middle' | 'last'
interface NameReading {
  readonly order: readonly (readonly [string, Part])[]
  readonly person: Person
}

const ORDERS: readonly (readonly Part[])[] = [
  ['first'],
  ['last'],
  ['first', 'last'],
  ['last', 'first'],
  ['first', 'middle', 'last'],
  ['last', 'first', 'middle'],
]

/** «Имя Фамилия» and «Фамилия Имя»: the order is not known, so the forms of both count. */
function readings(words: readonly string[]): readonly NameReading[] {
  if (!words.every((word) => /^[\p{Script=Cyrillic}'’-]+$/u.test(word))) return []
  return ORDERS.filter((order) => order.length === words.length).map((parts) => {
    const order = parts.map((part, at) => [words[at] ?? '', part] as const)
    return { order, person: Object.fromEntries(order.map(([word, part]) => [part, word])) }
  })
}

function gendersOf(person: Person): readonly Gender[] {
  const gender = getGender(person)
  return gender === 'male' || gender === 'female' ? [gender] : ['male', 'female']
}
