// Reads the two trace fields that say who vouches for a sender: Received (RFC 5321 section 4.4) and Authentication-Results
// (RFC 8601 section 2.2). Comments nest, strings are quoted; what does not fit the grammar says nothing.

/** One method's result, all names in lower case. */
export interface MethodResult {
  readonly method: string
  readonly result: string
  /** ptype.property to value, such as header.from; the first of each. */
  readonly properties: ReadonlyMap<string, string>
}

/** An Authentication-Results field taken apart. */
export interface AuthResults {
  readonly id: string
  readonly results: readonly MethodResult[]
}

/** Text without comments, with each quoted string as one token whose inside can never be taken for grammar. */
type Token = { readonly text: string; readonly quoted: boolean }

/** Takes the value of an Authentication-Results field apart; null when it names no server. */
export function readAuthResults(value: string): AuthResults | null {
  const [head, ...rest] = splitAt(tokensOf(value), ';')
  const id = head?.find((token) => token.text !== '')
  if (id === undefined) return null
  return { id: id.text.toLowerCase(), results: rest.flatMap((tokens) => resultOf(tokens) ?? []) }
}

/** The host that a Received field says it was written by, in lower case; null when it names none. */
export function receivedBy(value: string): string | null {
  const [clauses] = splitAt(tokensOf(value), ';')
  const tokens = (clauses ?? []).filter((token) => token.text !== '')
  // Clauses are pairs of a word and a value; a value that reads "by" is still a value.
  for (let n = 0; n + 1 < tokens.length; n += 2) {
    const [word, host] = [tokens[n], tokens[n + 1]]
    if (word?.quoted === false && word.text.toLowerCase() === 'by') return host?.text.toLowerCase() ?? null
  }
  return null
}

/** "dmarc/1 = pass reason=x header.from=corp.test" */
function resultOf(tokens: readonly Token[]): MethodResult | null {
  const words = joinedAtEquals(tokens.filter((token) => token.text !== ''))
  const [first, ...rest] = words
  if (first === undefined || first.value === null) return null
  const method = first.name.toLowerCase().replace(/\/.*$/s, '')
  const properties = new Map<string, string>()
  for (const { name, value } of rest) {
    const key = name.toLowerCase()
    if (value !== null && !properties.has(key)) properties.set(key, value.toLowerCase())
  }
  return { method, result: first.value.toLowerCase(), properties }
}

interface Word {
  readonly name: string
  readonly value: string | null
}

/** Tokens are cut at "=" too; here name, "=", value come together again. */
function joinedAtEquals(tokens: readonly Token[]): readonly Word[] {
  const words: Word[] = []
  for (let n = 0; n < tokens.length; n++) {
    const token = tokens[n]
    if (token === undefined || isMark(token, '=')) continue
    const equals = tokens[n + 1]
    const value = tokens[n + 2]
    if (!token.quoted && equals !== undefined && isMark(equals, '=') && value !== undefined && !isMark(value, '=')) {
      words.push({ name: token.text, value: value.text })
      n += 2
    } else words.push({ name: token.quoted ? '' : token.text, value: null })
  }
  return words
}

function isMark(token: Token, mark: string): boolean {
  return !token.quoted && token.text === mark
}

function splitAt(tokens: readonly Token[], mark: string): Token[][] {
  const groups: Token[][] = [[]]
  for (const token of tokens) {
    if (isMark(token, mark)) groups.push([])
    else groups.at(-1)?.push(token)
  }
  return groups
}

/** Cuts at white space, ";" and "="; drops comments; an unclosed comment or string swallows the rest. */
function tokensOf(value: string): readonly Token[] {
  const tokens: Token[] = []
  let word = ''
  let quoted = false
  const end = (): void => {
    if (word !== '' || quoted) tokens.push({ text: word, quoted })
    word = ''
    quoted = false
  }
  for (let at = 0; at < value.length; at++) {
    const char = value.charAt(at)
    if (char === '(') {
      at = endOfComment(value, at)
      end()
    } else if (char === '"') {
      const string = quotedAt(value, at)
      word += string.text
      quoted = true
      at = string.end
    } else if (char === ';' || char === '=') {
      end()
      tokens.push({ text: char, quoted: false })
    } else if (/\s/.test(char)) end()
    else word += char
  }
  end()
  return tokens
}

function endOfComment(value: string, start: number): number {
  let depth = 0
  for (let at = start; at < value.length; at++) {
    const char = value.charAt(at)
    if (char === '\\') at++
    else if (char === '(') depth++
    else if (char === ')' && --depth === 0) return at
  }
  return value.length
}

function quotedAt(value: string, start: number): { text: string; end: number } {
  let text = ''
  for (let at = start + 1; at < value.length; at++) {
    const char = value.charAt(at)
    if (char === '"') return { text, end: at }
    if (char === '\\') text += value.charAt(++at)
    else text += char
  }
  return { text, end: value.length }
}
