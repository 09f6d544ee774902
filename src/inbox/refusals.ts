// What a server or the network has to complain of, in our words, with a code that never changes. Knows no library: reads
// the fields that errors bear.
import { Trouble } from '../trouble.ts'

/** Response codes with which a server says that it has no room now (RFC 5530 section 3, RFC 9051 section 7.1), no word of user or password. */
const BUSY = new Set(['UNAVAILABLE', 'LIMIT', 'INUSE', 'THROTTLED', 'SERVERBUG', 'OVERQUOTA'])

/** Whether the server refuses user and password, or token; not when it only has no room now. */
export function isSignInRefused(error: unknown): boolean {
  return fieldOf(error, 'authenticationFailed') === true && !isBusy(error)
}

function isBusy(error: unknown): boolean {
  return BUSY.has(String(fieldOf(error, 'serverResponseCode') ?? '').toUpperCase())
}

/** Why no connection came about. `proof`: what we signed in with. */
export function connectTrouble(error: unknown, proof: 'password' | 'token'): Trouble {
  const why = inItsWords(error)
  if (isBusy(error)) {
    return new Trouble('the mailbox takes no sign-in for now', { ...why, code: 'mailbox.busy', facts: codeOf(error) })
  }
  if (!isSignInRefused(error)) {
    return new Trouble('the mailbox cannot be reached', { ...why, code: 'mailbox.unreachable', facts: codeOf(error) })
  }
  const facts = { code: 'EAUTH' }
  return proof === 'token'
    ? new Trouble('the mailbox refuses the OAuth 2 token', { ...why, code: 'mailbox.token', facts })
    : new Trouble('the mailbox refuses user or password', { ...why, code: 'mailbox.password', facts })
}

/** A command that failed. */
export function commandTrouble(what: string, error: unknown): Trouble {
  return new Trouble(`the mailbox failed while ${what}`, {
    ...inItsWords(error),
    code: 'mailbox.failing',
    facts: codeOf(error),
  })
}

/** A command on which the server said nothing for too long. */
export function silenceTrouble(what: string): Trouble {
  return new Trouble(`the mailbox was silent while ${what}`, {
    lasting: false,
    code: 'mailbox.silent',
    facts: { code: 'SILENT' },
  })
}

/** Passing, for a reason in the server's own words where it has said some: «Mailbox doesn't exist», «Too many connections». */
function inItsWords(error: unknown): { readonly lasting: false; readonly cause: unknown } {
  const words = ['responseText', 'reason', 'response'].map((name) => fieldOf(error, name))
  const said = words.find((one) => typeof one === 'string' && one !== '')
  return { lasting: false, cause: typeof said === 'string' ? new Error(said, { cause: error }) : error }
}

function codeOf(error: unknown): Record<string, string> {
  const code = fieldOf(error, 'code')
  return typeof code === 'string' ? { code } : {}
}

function fieldOf(error: unknown, name: string): unknown {
  return error instanceof Error ? Reflect.get(error, name) : undefined
}
