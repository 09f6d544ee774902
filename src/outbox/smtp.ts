// Outgoing -> MIME -> SMTP. The only file that knows nodemailer. Composes the same bytes from the same parts every
// time, sends one recipient a transaction over connections of its own, and says when the server said 354.
import { readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { rootCertificates } from 'node:tls'
import * as base64 from 'nodemailer/lib/base64'
import MailComposer from 'nodemailer/lib/mail-composer'
import type MimeNode from 'nodemailer/lib/mime-node'
import * as quotedPrintable from 'nodemailer/lib/qp'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import type { Outgoing, PartOfLetter } from '../letter.ts'
import { Trouble } from '../trouble.ts'
import { addressFault, asciiDomain, wantsUtf8 } from './addresses.ts'
import { type Composed, gated, measured, whole } from './composed.ts'
import { type Ended, endedBy, isTooLarge } from './ended.ts'
import { bracketed, dateIn, flat, headersOf, person } from './header.ts'
import { type Offers, offersIn } from './offers.ts'

/** How to reach the server. `signIn` is asked for each connection, so that a token can be renewed; one that was refused is named. */
export interface SmtpSettings {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  /** A certificate authority to trust, as a file. */
  readonly caFile: string | null
  /** Our name in EHLO: the domain of the support address. */
  readonly name: string
  readonly signIn: ((refusedToken?: string) => Promise<SignIn>) | null
  /** Total time for one delivery in milliseconds; after it the connection is closed. */
  readonly deadlineMs?: number
}

export type SignIn =
  | { readonly user: string; readonly password: string }
  | { readonly user: string; readonly accessToken: string }

/** A file of a kept letter while it is being sent. `stream` may be asked for again; after `release` it is gone. */
export interface PartInHand {
  stream(): Readable
  release(): void
}

/** Files of kept letters. */
export interface Parts {
  take(part: PartOfLetter): Promise<PartInHand>
}

export type Attempt =
  | { readonly kind: 'sent'; readonly response: string }
  | { readonly kind: 'ended'; readonly ended: Ended }

/** Composes a letter, dated by the wall of a zone; its files are in hand until it is released. Trouble (lasting), which names it, when an address in it is none. */
export async function compose(outgoing: Outgoing, parts: Parts, zone = 'UTC'): Promise<Composed> {
  const named = [outgoing.from, ...outgoing.to, ...outgoing.cc].map((one) => one.address)
  for (const address of named) {
    const fault = addressFault(address)
    if (fault !== null) throw new Trouble(`${address}: ${fault}`, { lasting: true })
  }
  if (outgoing.attachments.length === 0) return whole(Buffer.from(printed(composer(outgoing, [], zone).compile())))
  const taken: Taken[] = []
  const release = (): void => {
    for (const { inHand } of taken) inHand.release()
  }
  try {
    for (const part of outgoing.attachments) taken.push({ part, inHand: await parts.take(part) })
    const stream = (): Readable => composer(outgoing, taken, zone).compile().createReadStream()
    return { ...(await measured(stream())), content: null, stream, release }
  } catch (error) {
    release()
    throw error
  }
}

interface Taken {
  readonly part: PartOfLetter
  readonly inHand: PartInHand
}

/** A letter of text alone, byte for byte as nodemailer streams it; the fifteen turns of the event loop that this takes cost more than the letter. */
export function printed(node: MimeNode): string {
  const head = `${node.buildHeaders()}\r\n\r\n`
  if (node.childNodes.length > 0) {
    const parts = node.childNodes.map((child) => `--${node.boundary}\r\n${printed(child)}\r\n`)
    return `${head}${parts.join('')}--${node.boundary}--\r\n`
  }
  return head + encoded(String(node.content ?? ''), node.getTransferEncoding())
}

const LINE = 76

function encoded(content: string, encoding: string | false): string {
  if (encoding === 'quoted-printable') return quotedPrintable.wrap(quotedPrintable.encode(content), LINE)
  return encoding === 'base64' ? base64.wrap(base64.encode(content), LINE) : content
}

function composer(outgoing: Outgoing, attachments: readonly Taken[], zone: string): MailComposer {
  return new MailComposer({
    from: person(outgoing.from),
    to: outgoing.to.map(person),
    cc: outgoing.cc.map(person),
    ...(outgoing.replyTo === null ? {} : { replyTo: { name: '', address: outgoing.replyTo } }),
    subject: flat(outgoing.subject, 255),
    date: dateIn(zone, outgoing.date),
    messageId: bracketed(outgoing.messageId),
    ...(outgoing.inReplyTo === null ? {} : { inReplyTo: bracketed(outgoing.inReplyTo) }),
    references: outgoing.references.map(bracketed).filter((id) => id !== ''),
    headers: headersOf(outgoing),
    text: inLines(outgoing.text),
    html: { content: inLines(outgoing.html), contentTransferEncoding: 'base64' },
    textEncoding: shorterEncoding(outgoing.text),
    baseBoundary: outgoing.id,
    attachments: attachments.map(({ part, inHand }) => ({
      filename: part.name,
      contentType: part.type === 'message/rfc822' ? 'application/octet-stream' : part.type,
      contentDisposition: 'attachment',
      contentTransferEncoding: 'base64',
      content: inHand.stream(),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/** base64 takes lines as they stand, so they end as lines do on the wire (RFC 2046 section 4.1.1). */
function inLines(text: string): string {
  return text.replace(/\r?\n/g, '\r\n')
}

/** Of Russian quoted-printable makes more than twice as much; what is nearly all Latin it leaves readable (RFC 2045 section 6.8). */
function shorterEncoding(text: string): 'base64' | 'quoted-printable' {
  const plain = text.match(/[\x20-\x7e\s]+/g)?.reduce((sum, run) => sum + run.length, 0) ?? 0
  const bytes = Buffer.byteLength(text)
  return plain + (bytes - plain) * 3 > (bytes * 4) / 3 ? 'base64' : 'quoted-printable'
}

/** One signed-in connection that sends one letter after another. */
export interface Line {
  /** Sends to one recipient. `atData` is awaited when the server has said 354, before the first byte leaves. */
  send(outgoing: Outgoing, recipient: string, composed: Composed, atData: () => Promise<void>): Promise<Attempt>
  /** Asks whether a letter from us to that address would be taken, and sends none. What the server refused with, or null. */
  ask(from: string, to: string): Promise<Ended | null>
  readonly usable: boolean
  /** How many letters it has carried. */
  readonly letters: number
  /** What the server takes of one letter, in bytes; null when it names no limit. */
  readonly takes: number | null
  close(): void
}

/** Connects and signs in; rejects with an Ended when the server will not have us. */
export async function openLine(settings: SmtpSettings): Promise<Line | { readonly ended: Ended }> {
  const trust = authorities(settings.caFile)
  if ('ended' in trust) return trust
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    name: settings.name,
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    dnsTimeout: 15_000,
    socketTimeout: 600_000,
    customAuth: { [ASKING]: askedByHand },
    ...trust,
  })
  const state = { usable: true }
  connection.on('error', () => {
    state.usable = false
  })
  connection.on('end', () => {
    state.usable = false
  })
  try {
    await connected(connection)
    const offers = offersIn(connection.lastServerResponse)
    const refused = settings.signIn === null ? null : await signedIn(connection, offers, settings.signIn)
    if (refused === null) return lineOver(connection, state, offers, settings.deadlineMs ?? 900_000)
    connection.close()
    return { ended: refused }
  } catch (error) {
    connection.close()
    return { ended: endedBy(error, false) }
  }
}

/** Whom to trust: the usual authorities and the one in the file; a file that cannot be read for the moment is like a server that cannot be reached. */
function authorities(caFile: string | null): { readonly tls?: { readonly ca: string[] } } | { readonly ended: Ended } {
  if (caFile === null) return {}
  try {
    return { tls: { ca: [...rootCertificates, readFileSync(caFile, 'utf8')] } }
  } catch (error) {
    return { ended: endedBy(error, false) }
  }
}

/** What a step calls back with; a connection that ends or fails first rejects, for then nobody calls back. */
function step<T>(
  connection: SMTPConnection,
  start: (done: (error?: Error | null, result?: T) => void) => void,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => settle(error)
    const ended = (): void => settle(new Error('the connection ended'))
    const settle = (error?: Error | null, result?: T): void => {
      connection.off('error', failed)
      connection.off('end', ended)
      if (error) reject(error)
      else resolve(result)
    }
    connection.on('error', failed)
    connection.on('end', ended)
    start(settle)
  })
}

async function connected(connection: SMTPConnection): Promise<void> {
  await step(connection, (done) => connection.connect(done))
}

/** Signs in by a mechanism that both have, none else. A token that was revoked before its time is asked for anew, once. */
async function signedIn(
  connection: SMTPConnection,
  offers: Offers,
  signIn: NonNullable<SmtpSettings['signIn']>,
): Promise<Ended | null> {
  const proof = await signIn()
  const wrong = offers.whyNoSignIn('password' in proof ? ['PLAIN', 'LOGIN', 'CRAM-MD5'] : ['XOAUTH2'])
  if (wrong !== null) return { afterData: false, code: null, at: 'login', text: wrong, reason: 'outbox.mechanism' }
  try {
    await step(connection, (done) => connection.login(authOf(proof), done))
    return null
  } catch (error) {
    const ended = endedBy(error, false)
    if ('password' in proof || ended.code === null) return ended
    const fresh = await signIn(proof.accessToken)
    if ('password' in fresh || fresh.accessToken === proof.accessToken) return { ...ended, reason: 'outbox.token' }
    return signedInAgain(connection, fresh)
  }
}

async function signedInAgain(connection: SMTPConnection, proof: SignIn): Promise<Ended | null> {
  try {
    await step(connection, (done) => connection.login(authOf(proof), done))
    return null
  } catch (error) {
    return { ...endedBy(error, false), reason: 'outbox.token' }
  }
}

function authOf(proof: SignIn): SMTPConnection.AuthenticationType {
  const { user } = proof
  if ('password' in proof) return { credentials: { user, pass: proof.password } }
  return { method: 'XOAUTH2', user, oauth2: new XOAuth2({ user, accessToken: proof.accessToken }) }
}

function lineOver(connection: SMTPConnection, state: { usable: boolean }, offers: Offers, deadlineMs: number): Line {
  let letters = 0
  return {
    get usable() {
      return state.usable
    },
    get letters() {
      return letters
    },
    takes: offers.size,
    close: () => connection.close(),
    ask: (from, to) => asked(connection, from, to),
    async send(outgoing, recipient, composed, atData) {
      if (wantsUtf8(recipient) && !offers.utf8) return { kind: 'ended', ended: noUtf8(recipient) }
      letters += 1
      const data = { begun: false, unmarked: false }
      const timer = setTimeout(() => connection.close(), deadlineMs)
      try {
        const source = gated(composed, async () => {
          data.unmarked = true
          await atData()
          Object.assign(data, { begun: true, unmarked: false })
        })
        return { kind: 'sent', response: await sent(connection, envelopeOf(outgoing, recipient, composed), source) }
      } catch (error) {
        const how = endedBy(error, data.begun)
        // The server said 354; it was our books that did not take the mark.
        const ended: Ended = data.unmarked ? { ...how, at: 'data' } : how
        if (ended.code === null) state.usable = false
        else if (state.usable) await reset(connection, state)
        return { kind: 'ended', ended: isTooLarge(ended) ? { ...ended, takes: offers.size } : ended }
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

function noUtf8(recipient: string): Ended {
  const text = `${recipient}: the SMTP server takes no address whose local part is not ASCII (it offers no SMTPUTF8)`
  return { afterData: false, code: 553, at: 'letter', text }
}

function envelopeOf(outgoing: Outgoing, recipient: string, composed: Composed) {
  const isAcknowledgement = outgoing.kind === 'acknowledgement'
  return {
    from: outgoing.envelopeFrom,
    to: [asciiDomain(recipient)],
    size: composed.bytes,
    dsn: isAcknowledgement ? { notify: 'NEVER' } : { envid: outgoing.id, notify: ['FAILURE', 'DELAY'] },
  }
}

async function sent(
  connection: SMTPConnection,
  envelope: ReturnType<typeof envelopeOf>,
  source: Readable,
): Promise<string> {
  const info = await step<{ readonly response: string }>(connection, (done) => connection.send(envelope, source, done))
  return info?.response ?? ''
}

async function reset(connection: SMTPConnection, state: { usable: boolean }): Promise<void> {
  try {
    await step(connection, (done) => connection.reset(done))
  } catch {
    state.usable = false
  }
}

const ASKING = 'X-TICKETD-ASKS'

/** nodemailer sends nothing but whole letters and what a mechanism of one's own says; so the question is put as one. */
async function askedByHand({ auth, sendCommand }: SMTPConnection.CustomAuthenticationContext): Promise<void> {
  const { from, to } = auth.credentials.options ?? {}
  for (const command of [`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'RSET']) {
    const { status, response } = await sendCommand(command)
    if (status < 200 || status > 299) throw new Error(`${command.split(':')[0]}: ${response}`)
  }
}

async function asked(connection: SMTPConnection, from: string, to: string): Promise<Ended | null> {
  const options = { from, to: asciiDomain(to) }
  try {
    await step(connection, (done) => connection.login({ method: ASKING, user: '-', pass: '-', options }, done))
    return null
  } catch (error) {
    return endedBy(error, false)
  }
}
