// A text signed with PGP in the clear (RFC 4880 section 7): what was signed, and the armour around it.

const OPENING = '-----BEGIN PGP SIGNED MESSAGE-----'
const SEAL_OPENS = '-----BEGIN PGP SIGNATURE-----'
const SEAL_ENDS = '-----END PGP SIGNATURE-----'

/** The lines without armour, dashes unescaped; `seal` is that armour. Lines that are not signed so stay. */
export function withoutArmour(lines: readonly string[]): {
  readonly lines: readonly string[]
  readonly seal: readonly string[]
  /** The number in the text of a line that is left. */
  readonly placeOf: (line: number) => number
} {
  const at = (mark: string, from: number): number => lines.findIndex((line, n) => n >= from && line.trimEnd() === mark)
  const opening = at(OPENING, 0)
  const seal = opening < 0 ? -1 : at(SEAL_OPENS, opening)
  if (seal < 0) return { lines, seal: [], placeOf: (line) => line }
  const headers = lines.findIndex((line, n) => n > opening && line.trim() === '')
  const ends = at(SEAL_ENDS, seal)
  const after = ends < 0 ? lines.length : ends + 1
  const begins = headers < 0 || headers > seal ? opening + 1 : headers + 1
  return {
    lines: [
      ...lines.slice(0, opening),
      ...lines.slice(begins, seal).map((line) => (line.startsWith('- ') ? line.slice(2) : line)),
      ...lines.slice(after),
    ],
    seal: [...lines.slice(opening, begins), ...lines.slice(seal, after)],
    placeOf: (line) => {
      if (line < opening) return line
      const signed = line - opening + begins
      return signed < seal ? signed : signed - seal + after
    },
  }
}
