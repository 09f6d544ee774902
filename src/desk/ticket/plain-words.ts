// Words as rules compare them: lower case, е for ё, one space, straight quotes; and sentences to search in.
// Knows nothing of what the words mean.

/** Text in lower case with е for ё, plain spaces and hyphens. Line ends stay. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[\u00a0\u202f\u2007\t]+/g, ' ')
    .replace(/[\u2010-\u2012\u2212]/g, '-')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[«»„“”]/g, '"')
    .replace(/[’‘]/g, "'")
    .replace(/ {2,}/g, ' ')
}

/** The sentences and lines of a plain text. A line that merely wraps (no stop, the next begins small) is joined first. */
export function sentencesOf(plain: string): readonly string[] {
  return plain
    .replace(/([\p{L}\p{N},-]) ?\n(?=[\p{Ll}\p{N}])/gu, '$1 ')
    .split(/[\n!?;]+|\.(?=\s|$)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/**
 * A pattern over plain words that begins and ends at the border of a word. `~` stands for the rest of a word, \p{L} for a
 * letter and \p{N} for a digit of the two alphabets: without the `u` flag, which makes such patterns several times slower.
 */
export function wordPattern(source: string): RegExp {
  const plain = source
    .replaceAll('~', '[a-zа-я]*')
    .replaceAll('\\p{L}', 'a-zа-я')
    .replaceAll('\\p{N}', '0-9')
    .replaceAll(' ?', '\\s*')
    .replaceAll(' ', '\\s+')
  return new RegExp(`(?<![a-zа-я0-9_])(?:${plain})(?![a-zа-я0-9_])`)
}
