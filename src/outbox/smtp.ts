// Outgoing -> MIME -> SMTP. The only file that knows nodemailer. Composes the same bytes from the same parts every
// time, sends one recipient a transaction over connections of its own, and says when the server said 354.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { rootCertificates } from 'node:tls'
import * as base64 from 'nodemailer/lib/base64'
import MailComposer from 'nodemailer/lib/mail-composer'
import type MimeNode from 'nodemailer/lib/mime-node'
import * as quotedPrintable from 'nodemailer/lib/qp'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import type { Address, Outgoing, PartOfLetter } from '../letter.ts'
import { Trouble } from '../trouble.ts'
import { addressFault, asciiDomain } from './addresses.ts'
import type { Ended } from './fate.ts'

/** How to reach the server. `signIn` is asked for each connection, so that a token can be renewed; one that was refused is named. */
export interface SmtpSettings {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  /** A certificate authority to trust, as a file. */
  readonly caFile: string | null
  /** Our name in EHLO: the domain of the support address. */
  readonly name: string
  readonly signIn: ((refused?: string) => Promise<SignIn>) | null
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

/** A letter as it goes over the wire. */
export interface Composed {
  readonly sha256: string
  readonly bytes: number
  /** The whole letter where it has no attachments. */
  readonly content: Buffer | null
  /** The bytes, the same every time; not after `release`. */
  stream(): Readable
  release(): void
}

export type Attempt =
  | { readonly kind: 'sent'; readonly response: string }
  | { readonly kind: 'ended'; readonly ended: Ended }

const MESSAGE_ID = /^[^<>\s@]{1,200}@[^<>\s]{1,200}$/

/** A header's text on one line, without anything that a mail reader would act on. */
function flat(text: string, limit: number): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, limit)
}

function person(one: Address): { name: string; address: string } {
  return { name: flat(one.name, 255), address: asciiDomain(one.address) }
}

/** Composes a letter; its files are in hand until it is released. Trouble (lasting) when an address in it is none. */
export async function compose(outgoing: Outgoing, parts: Parts): Promise<Composed> {
  const named = [outgoing.from, ...outgoing.to, ...outgoing.cc].map((one) => one.address)
  for (const address of named) {
    const fault = addressFault(address)
    if (fault !== null) throw new Trouble(fault, { lasting: true })
  }
  if (outgoing.attachments.length === 0) return whole(Buffer.from(printed(composer(outgoing, []).compile())))
  const taken: Taken[] = []
  const release = (): void => {
    for (const { inHand } of taken) inHand.release()
  }
  try {
    for (const part of outgoing.attachments) taken.push({ part, inHand: await parts.take(part) })
    const stream = (): Readable => composer(outgoing, taken).compile().createReadStream()
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

function whole(content: Buffer): Composed {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const stream = (): Readable => Readable.from([content], { objectMode: false })
  return { sha256, bytes: content.length, content, stream, release: () => undefined }
}

async function measured(stream: Readable): Promise<Pick<Composed, 'sha256' | 'bytes'>> {
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(stream, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      bytes += chunk.length
      hash.update(chunk)
    }
  })
  return { sha256: hash.digest('hex'), bytes }
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

function composer(outgoing: Outgoing, attachments: readonly Taken[]): MailComposer {
  return new MailComposer({
    from: person(outgoing.from),
    to: outgoing.to.map(person),
    cc: outgoing.cc.map(person),
    ...(outgoing.replyTo === null ? {} : { replyTo: { name: '', address: outgoing.replyTo } }),
    subject: flat(outgoing.subject, 255),
    date: outgoing.date,
    messageId: bracketed(outgoing.messageId),
    ...(outgoing.inReplyTo === null ? {} : { inReplyTo: bracketed(outgoing.inReplyTo) }),
    references: outgoing.references.filter((id) => MESSAGE_ID.test(id)).map(bracketed),
    headers: headersOf(outgoing),
    text: outgoing.text,
    // Of Russian HTML quoted-printable would make more than twice as much, and nobody reads it raw (RFC 2045 section 6.8).
    html: { content: outgoing.html.replace(/\r?\n/g, '\r\n'), contentTransferEncoding: 'base64' },
    textEncoding: 'quoted-printable',
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

function bracketed(id: string): string {
  return MESSAGE_ID.test(id) ? `<${id}>` : ''
}

/** RFC 3834 section 5, MS-OXCMAIL: marks that keep other machines from answering. */
function headersOf(outgoing: Outgoing): { key: string; value: string }[] {
  const marks =
    outgoing.autoSubmitted === 'no'
      ? [{ key: 'X-Auto-Response-Suppress', value: 'OOF, AutoReply' }]
      : [
          { key: 'Auto-Submitted', value: outgoing.autoSubmitted },
          { key: 'X-Auto-Response-Suppress', value: 'DR, RN, NRN, OOF, AutoReply' },
        ]
  return [...marks, ...outgoing.headers.map(({ name, value }) => ({ key: name, value: flat(value, 255) }))]
}

/** One signed-in connection that sends one letter after another. */
export interface Line {
  /** Sends to one recipient. `atData` is awaited when the server has said 354, before the first byte leaves. */
  send(outgoing: Outgoing, recipient: string, composed: Composed, atData: () => Promise<void>): Promise<Attempt>
  readonly usable: boolean
  close(): void
}

/** Connects and signs in; rejects with an Ended when the server will not have us. */
export async function openLine(settings: SmtpSettings, refused?: string): Promise<Line | { readonly ended: Ended }> {
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
    ...trust,
  })
  const state = { usable: true }
  connection.on('error', () => {
    state.usable = false
  })
  connection.on('end', () => {
    state.usable = false
  })
  let signIn: SignIn | null = null
  try {
    await connected(connection)
    signIn = settings.signIn === null ? null : await settings.signIn(refused)
    if (signIn !== null) await signedIn(connection, signIn)
  } catch (error) {
    connection.close()
    // A token may have been revoked before its time: another one is asked for once.
    const token = signIn !== null && 'accessToken' in signIn ? signIn.accessToken : null
    if (token !== null && refused === undefined && isRefusedSignIn(error)) return openLine(settings, token)
    return { ended: endedBy(error, false) }
  }
  return lineOver(connection, state, settings.deadlineMs ?? 900_000)
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

function isRefusedSignIn(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAUTH'
}

async function signedIn(connection: SMTPConnection, signIn: SignIn): Promise<void> {
  const auth =
    'password' in signIn
      ? { credentials: { user: signIn.user, pass: signIn.password } }
      : {
          method: 'XOAUTH2',
          user: signIn.user,
          oauth2: new XOAuth2({ user: signIn.user, accessToken: signIn.accessToken }),
        }
  await step(connection, (done) => connection.login(auth, done))
}

function lineOver(connection: SMTPConnection, state: { usable: boolean }, deadlineMs: number): Line {
  return {
    get usable() {
      return state.usable
    },
    close: () => connection.close(),
    async send(outgoing, recipient, composed, atData) {
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
        return { kind: 'ended', ended }
      } finally {
        clearTimeout(timer)
      }
    },
  }
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

/** The letter's bytes, which start to flow only after `open` has resolved: nodemailer reads them first at the 354. */
function gated(composed: Composed, open: () => Promise<void>): Readable {
  if (composed.content !== null) return gatedWhole(composed.content, open)
  async function* bytes(): AsyncGenerator<Buffer> {
    await open()
    for await (const chunk of composed.stream()) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
  }
  return Readable.from(bytes(), { objectMode: false, highWaterMark: 65_536 })
}

function gatedWhole(content: Buffer, open: () => Promise<void>): Readable {
  return new Readable({
    read() {
      const flow = (): void => {
        this.push(content)
        this.push(null)
      }
      open().then(flow, (error: Error) => this.destroy(error))
    },
  })
}

const PLACES: readonly (readonly [RegExp, Ended['at']])[] = [
  [/^AUTH/i, 'login'],
  [/^MAIL FROM/i, 'sender'],
  [/^RCPT TO/i, 'recipient'],
  [/^DATA/i, 'data'],
]

/** nodemailer's error in our words. */
function endedBy(error: unknown, begun: boolean): Ended {
  const field = (name: string): unknown => (error instanceof Error ? Reflect.get(error, name) : undefined)
  const code = field('responseCode')
  const command = String(field('command') ?? '')
  const response = field('response')
  const text =
    typeof response === 'string' && response !== '' ? response : error instanceof Error ? error.message : String(error)
  // RFC 1870 section 6.1: at MAIL a 552 is about the size of this letter, not about the sender.
  const tooLarge = code === 552 || /^Message size larger/.test(text)
  return {
    afterData: begun,
    code: typeof code === 'number' ? code : tooLarge ? 552 : null,
    at: tooLarge || begun ? 'letter' : (PLACES.find(([pattern]) => pattern.test(command))?.[1] ?? 'connect'),
    text,
  }
}
