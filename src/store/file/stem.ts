// Words brought to their stems, so that a search for one form finds the others: каталог, каталога, каталогу; е for ё.
// Russian by the Snowball algorithm (snowballstem.org/algorithms/russian), English by its commonest endings.

const VOWELS = 'аеиоуыэюя'

// Endings in the order of the algorithm. Those of a first group count only after а or я, which stays.
const GERUND = endings(['вшись', 'вши', 'в'], ['ывшись', 'ившись', 'ывши', 'ивши', 'ыв', 'ив'])
const ADJECTIVE = endings(
  [],
  'ими ыми его ого ему ому ее ие ые ое ей ий ый ой ем им ым ом их ых ую юю ая яя ою ею'.split(' '),
)
const PARTICIPLE = endings(['ем', 'нн', 'вш', 'ющ', 'щ'], ['ивш', 'ывш', 'ующ'])
const REFLEXIVE = endings([], ['ся', 'сь'])
const VERB = endings(
  'нно ете йте ешь ла на ли ем ло но ет ют ны ть й л н'.split(' '),
  'ейте уйте ила ыла ена ите или ыли ило ыло ено ует уют ены ить ыть ишь ей уй ил ыл им ым ен ят ит ыт ую ю'.split(' '),
)
const NOUN = endings(
  [],
  'иями иях ями ами ией иям ием ев ов ие ье еи ии ей ой ий ям ем ам ом ах ях ию ью ия ья а е и й о у ы ь ю я'.split(
    ' ',
  ),
)
const SUPERLATIVE = endings([], ['ейше', 'ейш'])
const DERIVATIONAL = endings([], ['ость', 'ост'])

interface Endings {
  readonly afterA: ReadonlySet<string>
  readonly free: ReadonlySet<string>
  readonly longest: number
}

function endings(afterA: readonly string[], free: readonly string[]): Endings {
  return {
    afterA: new Set(afterA),
    free: new Set(free),
    longest: Math.max(...[...afterA, ...free].map((ending) => ending.length)),
  }
}

/** The word without the longest of these endings that lies behind `from`; the same word when it has none. */
function without(word: string, list: Endings, from: number): string {
  for (let length = Math.min(list.longest, word.length - from); length > 0; length -= 1) {
    const ending = word.slice(-length)
    if (list.free.has(ending)) return word.slice(0, -length)
    if (list.afterA.has(ending)) {
      const before = word.length - length - 1
      if (before >= from && (word[before] === 'а' || word[before] === 'я')) return word.slice(0, -length)
    }
  }
  return word
}

/** Where the region begins that lies behind the first vowel (RV), and the second of the algorithm's regions (R2). */
function regionsOf(word: string): { readonly rv: number; readonly r2: number } {
  const rv = after(word, 0, isVowel)
  const r1 = after(word, rv, isConsonant)
  return { rv, r2: after(word, after(word, r1, isVowel), isConsonant) }
}

function after(word: string, from: number, is: (letter: string) => boolean): number {
  for (let i = from; i < word.length; i += 1) {
    if (is(word.charAt(i))) return i + 1
  }
  return word.length
}

function isVowel(letter: string): boolean {
  return VOWELS.includes(letter)
}

function isConsonant(letter: string): boolean {
  return !isVowel(letter)
}

/** The stem of a Russian word in lower case with е for ё. */
export function russianStem(word: string): string {
  const { rv, r2 } = regionsOf(word)
  let stem = inflected(word, rv)
  if (stem.length > rv && stem.endsWith('и')) stem = stem.slice(0, -1)
  stem = without(stem, DERIVATIONAL, r2)
  return tidied(stem, rv)
}

/** Step 1: the endings of gerund, adjective and participle, verb, noun: the first kind that has one. */
function inflected(word: string, rv: number): string {
  const gerund = without(word, GERUND, rv)
  if (gerund !== word) return gerund
  const plain = without(word, REFLEXIVE, rv)
  const adjective = without(plain, ADJECTIVE, rv)
  if (adjective !== plain) return without(adjective, PARTICIPLE, rv)
  const verb = without(plain, VERB, rv)
  return verb !== plain ? verb : without(plain, NOUN, rv)
}

/** Step 4: нн, the superlative, a last ь. */
function tidied(stem: string, rv: number): string {
  const plain = without(stem, SUPERLATIVE, rv)
  if (plain.endsWith('нн') && plain.length - 1 > rv) return plain.slice(0, -1)
  return plain === stem && stem.endsWith('ь') && stem.length > rv ? stem.slice(0, -1) : plain
}

/**
 * The stem of a Russian word taken for a noun, null when it can be none: the algorithm takes журнал for a verb, as if
 * of журнать, and запись for its reflexive.
 */
export function nounStem(word: string): string | null {
  const { rv } = regionsOf(word)
  if (word.endsWith('ся') || without(word, ADJECTIVE, rv) !== word) return null
  const stem = without(word, NOUN, rv)
  return stem.length > rv && stem.endsWith('и') ? stem.slice(0, -1) : stem
}

/**
 * What the algorithm leaves apart: a vowel that comes and goes (ошибок and ошибка, список and списка, образец and
 * образца), and the -ов that is a surname's own (Сидоров and Сидорова).
 */
function joined(stem: string): string {
  if (stem.length < 5) return stem
  const rigid = stem.replace(/(?<=[бвгджзклмнпрстфхцчшщ])[ое](?=[кц]$)/u, '')
  return rigid.length < 6 ? rigid : rigid.replace(/[ое]в$/, '')
}

/** The stem of an English word in lower case. */
export function englishStem(word: string): string {
  if (word.length < 4) return word
  const singular = word.replace(/ies$/, 'y').replace(/(?<=[^su])s$/, '')
  const bare = singular.replace(/(?<=[a-z]{2}[aeiouy]?[a-z]?)(?:ing|ed)$/, '').replace(/([bdgmnprt])\1$/, '$1')
  return (bare.length >= 3 && /[aeiouy]/.test(bare) ? bare : singular).replace(/(?<=..)e$/, '')
}

// Words so common that they tell nothing.
const COMMON = new Set(
  'и в во не на с со по к ко у о об а из за от до для что это как но же ли бы то мы вы the of to and in is it for on'.split(
    ' ',
  ),
)
const LONGEST = 40
const REMEMBERED = 50_000
const remembered = new Map<string, readonly string[]>()

/** A word in any form brought to what stands in the index: one stem, two where it can be a noun or not; none when it tells nothing. */
export function stemsOf(word: string): readonly string[] {
  const known = remembered.get(word)
  if (known !== undefined) return known
  if (remembered.size >= REMEMBERED) remembered.clear()
  const stems = stemmed(word)
  remembered.set(word, stems)
  return stems
}

function stemmed(word: string): readonly string[] {
  const plain = word.toLowerCase().replaceAll('ё', 'е').slice(0, LONGEST)
  if (COMMON.has(plain) || (plain.length < 2 && !/\d/.test(plain))) return []
  if (/^[а-я]+$/.test(plain)) {
    const stem = russianStem(plain)
    return [...new Set([joined(stem), joined(nounStem(plain) ?? stem)])]
  }
  return [/^[a-z]+$/.test(plain) ? englishStem(plain) : plain]
}

const WORD = /[\p{L}\p{N}]+/gu

/** The words of a text with their places. */
export function wordsIn(text: string): Iterable<RegExpExecArray> {
  return text.matchAll(WORD)
}

/** The different stems of a text's words. */
export function stemsIn(text: string): ReadonlySet<string> {
  const stems = new Set<string>()
  for (const [word] of wordsIn(text.normalize('NFC'))) {
    for (const stem of stemsOf(word)) stems.add(stem)
  }
  return stems
}
