// A line as the judges compare it: one kind of space, no invisible characters, no emphasis marks around it.
// Lines may be megabytes long, so only their beginning is ever looked at.

/** How much of a line is looked at; no mark of a quote or a signature is longer. */
export const LOOKED_AT = 400

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]/gu
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r]/gu

/** Either of the two: most lines have none, and one look is cheaper than two replacements. */
const ODD = /[\t\r\u00a0\u00ad\u061c\u1680\u2000-\u200f\u202a-\u202f\u205f-\u2069\u3000\ufeff]/

/** The beginning of a line without invisible characters, with plain spaces, trimmed. */
export function plain(line: string): string {
  const head = line.slice(0, LOOKED_AT)
  if (!ODD.test(head)) return head.trim()
  return head.replace(INVISIBLE, '').replace(SPACES, ' ').trim()
}

/** The same without the marks of emphasis and brackets around it: `*From:*`, `[Sent from my phone]`. */
export function bare(line: string): string {
  return plain(line)
    .replaceAll(/[*_`]/gu, '')
    .replace(/^[\s<([{«"“]{1,20}/u, '')
    .replace(/[\s>)\]}»"”]{1,20}$/u, '')
}

/** Lower case, е for ё, the Turkish İ as i: how words are compared. */
export function folded(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').replaceAll('i\u0307', 'i')
}

/** Words of letters in any script, lower-cased. */
export function wordsOf(text: string): readonly string[] {
  return folded(text)
    .normalize('NFC')
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '')
}

const ADDRESS = /[^\s<>@"'(),;:[\]]{1,64}@[\p{L}\p{N}][\p{L}\p{N}.-]{1,250}/u

/** Whether a mail address stands in a piece of text (at most a few hundred characters long). */
export function holdsAddress(text: string): boolean {
  return text.includes('@') && ADDRESS.test(text)
}

/** The first mail address in a piece of text, or null. */
export function addressIn(text: string): string | null {
  return ADDRESS.exec(text)?.[0].replace(/[.-]+$/u, '') ?? null
}
