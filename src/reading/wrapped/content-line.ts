// A content line of calendars and visiting cards: NAME;PARAMETER=value;PARAMETER="quoted: with ; in it":value (RFC 5545 section
// 3.1, RFC 6350 section 3.3), with the escapes of RFC 6868 in its parameters.

export interface ContentLine {
  /** In upper case, without a group in front. */
  readonly name: string
  /** By their names in upper case; a word without `=` is its own value. */
  readonly parameters: ReadonlyMap<string, string>
  readonly value: string
}

const LONGEST = 8000

/** Takes a line apart; null when it is none. What is quoted is quoted: neither colon nor semicolon in it parts anything. */
export function contentLine(line: string): ContentLine | null {
  const pieces: string[] = []
  let from = 0
  let inQuotes = false
  for (let at = 0; at < Math.min(line.length, LONGEST); at++) {
    const char = line[at]
    if (char === '"') inQuotes = !inQuotes
    if (inQuotes || (char !== ':' && char !== ';')) continue
    pieces.push(line.slice(from, at))
    from = at + 1
    if (char === ':') return lineOf(pieces, line.slice(from).trim())
  }
  // A quotation that never ends is none: whoever is named behind it is not lost.
  return inQuotes ? contentLine(line.replaceAll('"', '')) : null
}

function lineOf([full = '', ...parameters]: readonly string[], value: string): ContentLine | null {
  if (full === '') return null
  const pairs = parameters.map((one): [string, string] => {
    const equals = one.indexOf('=')
    if (equals < 0) return [one.trim().toUpperCase(), one.trim()]
    return [one.slice(0, equals).trim().toUpperCase(), unquoted(one.slice(equals + 1))]
  })
  return {
    name: full
      .slice(full.lastIndexOf('.') + 1)
      .trim()
      .toUpperCase(),
    parameters: new Map(pairs),
    value,
  }
}

function unquoted(value: string): string {
  return value
    .replaceAll('"', '')
    .replace(/\^([n'^])/g, (_, char: string) => (char === 'n' ? ' ' : char === "'" ? '"' : '^'))
    .trim()
}
