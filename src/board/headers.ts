// What every answer of the board tells the browser: nothing runs that is not ours, nothing is fetched from elsewhere,
// nobody frames us, nothing is kept.

const COMMON = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const

/** Of our own pages. */
export const HEADERS: Readonly<Record<string, string>> = {
  ...COMMON,
  'x-frame-options': 'DENY',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}

/** Of what came by mail: shown without script, form, origin or anything from elsewhere, and only inside our own page. */
export const MAIL_HEADERS: Readonly<Record<string, string>> = {
  ...COMMON,
  'content-security-policy':
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
}
