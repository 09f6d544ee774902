// The demo's mail system: an IMAP server for each person and one SMTP server, on loopback, in this process. Loaded on
// demand, for both are development dependencies.
import type { AddressInfo, Server as NetServer } from 'node:net'
import { Trouble } from '../trouble.ts'

export interface Person {
  readonly name: string
  readonly address: string
  readonly password: string
}

/** A person's mailbox and its IMAP server. */
export interface Mailbox {
  readonly person: Person
  readonly port: number
  /** The raw mails of the inbox, in the order of arrival. */
  inbox(): readonly Buffer[]
  put(raw: Buffer, arrivedAt: Date): void
  close(): void
}

export interface MailSystem {
  readonly smtpPort: number
  readonly mailboxes: ReadonlyMap<string, Mailbox>
  /** Delivers a mail as the SMTP server does: into the mailbox of each known recipient. */
  deliver(raw: Buffer, recipients: readonly string[]): void
  close(): void
}

const HOST = '127.0.0.1'

const imapServer = () => loaded('hoodiecrow-imap', () => import('hoodiecrow-imap'))
const smtpServer = () => loaded('smtp-server', () => import('smtp-server'))

/** Nothing when the servers are installed; Trouble when one is not, which is better known before anything is begun. */
export async function needServers(): Promise<void> {
  await imapServer()
  await smtpServer()
}

/** Starts the servers; Trouble when they are not installed. */
export async function startMailSystem(people: readonly Person[], clock: () => Date): Promise<MailSystem> {
  const mailboxes = new Map<string, Mailbox>()
  for (const person of people) mailboxes.set(person.address, await openMailbox(person))
  const deliver = (raw: Buffer, recipients: readonly string[]): void => {
    for (const recipient of recipients) mailboxes.get(recipient.toLowerCase())?.put(raw, clock())
  }
  const smtp = await openSmtp(people, deliver)
  return {
    smtpPort: smtp.port,
    mailboxes,
    deliver,
    close() {
      smtp.close()
      for (const mailbox of mailboxes.values()) mailbox.close()
    },
  }
}

async function loaded<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    throw new Trouble(`the demo needs ${name}, a development dependency; run "npm ci" in a checkout`, {
      lasting: true,
      cause: error,
    })
  }
}

async function openMailbox(person: Person): Promise<Mailbox> {
  const { default: hoodiecrow } = await imapServer()
  const server = hoodiecrow({
    plugins: ['IDLE', 'LITERALPLUS', 'NAMESPACE', 'UIDPLUS', 'MOVE', 'ID', 'ENABLE'],
    users: { [person.address]: { password: person.password } },
    storage: { INBOX: { messages: [] }, '': { separator: '/', folders: { Processed: {}, Failed: {}, Sent: {} } } },
  })
  const sockets = trackedSockets(server.server)
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
  return {
    person,
    port: (server.server.address() as AddressInfo).port,
    inbox: () => server.getMailbox('INBOX').messages.map((message) => Buffer.from(message.raw, 'binary')),
    put: (raw, arrivedAt) => void server.appendMessage('INBOX', [], internalDate(arrivedAt), raw.toString('binary')),
    close() {
      server.close(() => undefined)
      for (const socket of sockets) socket.destroy()
    },
  }
}

function trackedSockets(server: NetServer): Set<{ destroy(): void }> {
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  return sockets
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** RFC 9051 section 9, date-time: 23-Nov-2026 09:00:00 +0000. */
function internalDate(at: Date): string {
  const [day = '', time = ''] = at.toISOString().split('T')
  const [year, month, date] = day.split('-')
  return `${date}-${MONTHS[Number(month) - 1]}-${year} ${time.slice(0, 8)} +0000`
}

async function openSmtp(
  people: readonly Person[],
  deliver: (raw: Buffer, recipients: readonly string[]) => void,
): Promise<{ port: number; close(): void }> {
  const { SMTPServer } = await smtpServer()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    allowInsecureAuth: true,
    onAuth(auth, _session, done) {
      const known = people.some((person) => person.address === auth.username && person.password === auth.password)
      done(known ? null : new Error('unknown user or wrong password'), known ? { user: auth.username } : undefined)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        deliver(
          Buffer.concat(chunks),
          session.envelope.rcptTo.map((one) => one.address),
        )
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
  return { port: (server.server.address() as AddressInfo).port, close: () => server.close(() => undefined) }
}
