// The words of a text as they are compared, whatever a mail client made of it: quoted, wrapped, with invisible signs.

/** What nobody sees in a text. */
export const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu

/** Quotation marks of the clients at the start of a line: >, |, «, The Bat!'s initials, a wall of spaces. */
export const MARK = /^[\s\u00a0]*(?:\p{L}{0,4}[>|»¦┃│]+[\s\u00a0>|»¦┃│]*)+/u

/** The words of a text as they are compared: unquoted, lower case, е for ё, without punctuation. */
export function words(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(MARK, ''))
    .join(' ')
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
