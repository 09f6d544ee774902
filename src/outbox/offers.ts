// What an SMTP server offers in its answer to EHLO (RFC 5321 section 4.1.1.1), as far as the outbox heeds it.

/** What a server offers. */
export interface Offers {
  /** The largest letter that it takes, in bytes (RFC 1870); null when it names no limit. */
  readonly size: number | null
  /** SMTPUTF8 (RFC 6531). */
  readonly utf8: boolean
  /** Why nobody can sign in by one of these mechanisms, in a sentence; null when somebody can. */
  whyNoSignIn(known: readonly string[]): string | null
}

/** Reads the answer to EHLO; anything else is a server that offers nothing. */
export function offersIn(answer: string | false): Offers {
  const lines = (answer === false ? '' : answer)
    .split(/\r?\n/)
    .filter((line) => /^250[ -]/.test(line))
    .map((line) => line.slice(4).trim().toUpperCase())
  const words = (name: string): string[] =>
    lines.filter((line) => line.split(/[ =]/)[0] === name).flatMap((line) => line.split(/[ =]+/).slice(1))
  const size = Number(words('SIZE')[0] ?? 0)
  const mechanisms = words('AUTH')
  return {
    size: Number.isSafeInteger(size) && size > 0 ? size : null,
    utf8: lines.includes('SMTPUTF8'),
    whyNoSignIn(known) {
      if (known.some((name) => mechanisms.includes(name))) return null
      if (mechanisms.length === 0)
        return 'the SMTP server offers no sign-in here (some offer it on port 587 or 465 only)'
      return `the SMTP server offers ${mechanisms.join(', ')} to sign in; this program knows ${known.join(', ')}`
    },
  }
}
