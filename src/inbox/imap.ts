// One connection to the mailbox, in our words. Never deletes and never expunges; asks only UID, INTERNALDATE, RFC822.SIZE
// and BODY.PEEK[]; each command has a deadline; every failure is a Trouble. The only file that knows imapflow.
import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { rootCertificates } from 'node:tls'
import { ImapFlow, type MailboxObject } from 'imapflow'
import { Trouble } from '../trouble.ts'

/** Where the support mailbox is and how the desk signs in. */
export interface ImapSettings {
  readonly host: string
  readonly port: number
  /** `starttls` is required, never opportunistic; `none` is for loopback hosts. */
  readonly security: 'tls' | 'starttls' | 'none'
  /** A certificate authority to trust beside the usual ones. */
  readonly caFile?: string | undefined
  readonly user: string
  /** A password, or whoever fetches an OAuth 2 access token, asked at each connection. */
  readonly secret: { readonly password: string } | { readonly token: () => Promise<string> }
}

/** A selected folder. `uidValidity` is '0' when the server gives none that can be relied on. */
export interface OpenFolder {
  readonly uidValidity: string
  readonly mails: number
  /** Whether the server keeps keywords of our own (PERMANENTFLAGS with \*). */
  readonly keywords: boolean
}

/** What the server says of a mail before its body is asked. */
export interface Row {
  readonly uid: number
  /** RFC822.SIZE, a rough guide only; 0 when it is missing or no number. */
  readonly bytes: number
  /** INTERNALDATE, null when it cannot be read. */
  readonly arrivedAt: Date | null
}

/** A folder as the server lists it. */
export interface ListedFolder {
  readonly path: string
  /** What the server puts before each name that a client gives, `INBOX.` for instance. */
  readonly prefix: string
  /** Whether it is the folder for spam, by the server's mark (RFC 6154) or by its name. */
  readonly junk: boolean
}

export interface Connection {
  readonly canMove: boolean
  /** False once the connection is lost. */
  alive(): boolean
  /** SELECTs the folder anew, which also shows a change of UIDVALIDITY and what a server without IDLE did not tell. */
  open(folder: string): Promise<OpenFolder>
  /** The UIDs from `lowest` on, ascending. */
  uids(lowest: number): Promise<readonly number[]>
  /** The UIDs of mail whose INTERNALDATE lies on that day or later. */
  uidsSince(day: Date): Promise<readonly number[]>
  /** The UIDs that do not carry the flag. */
  without(flag: string): Promise<readonly number[]>
  rows(uids: readonly number[]): Promise<readonly Row[]>
  /** The mails' bytes by UID; a UID is missing when the server sent no bytes for it. */
  bodies(uids: readonly number[]): Promise<ReadonlyMap<number, Buffer>>
  /** One mail in pieces, so that its size costs no memory; null when the server has no such mail. */
  pieces(uid: number): Promise<Readable | null>
  /** False when the server refuses. Only where `canMove`. */
  move(uids: readonly number[], folder: string): Promise<boolean>
  flag(uids: readonly number[], flag: string): Promise<boolean>
  /** The folders that mail can lie in. */
  folders(): Promise<readonly ListedFolder[]>
  /** Makes sure that a folder exists; false when it does not and the server refuses to make it. */
  ensure(folder: string): Promise<boolean>
  /** Resolves when the server hints at a change, the time is over, the connection is lost or `signal` aborts. */
  hint(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Logs out within `milliseconds`, then closes in any case. */
  end(milliseconds: number): Promise<void>
  close(): void
}

/** Nothing that is asked of the server may take longer, in milliseconds. */
const COMMAND_DEADLINE = 120_000
const PIECE_BYTES = 1_048_576
/** More than any body that is asked for in one piece; larger ones come through `pieces`. */
const LITERAL_BYTES = 16 * 1_048_576

/** Connects and signs in. Throws a passing Trouble; its fact `code` is EAUTH when the server refuses user or password. */
export async function connectImap(settings: ImapSettings): Promise<Connection> {
  try {
    return connectionOver(await connected(settings))
  } catch (error) {
    throw error instanceof Trouble ? error : connectTrouble(error)
  }
}

async function connected(settings: ImapSettings): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    doSTARTTLS: settings.security === 'starttls',
    ...(settings.caFile === undefined
      ? {}
      : { tls: { ca: [...rootCertificates, await readFile(settings.caFile, 'utf8')] } }),
    auth: { user: settings.user, ...(await secretOf(settings)) },
    logger: false,
    disableAutoIdle: true,
    missingIdleCommand: 'SELECT',
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 60_000,
    maxIdleTime: 240_000,
    maxLiteralSize: LITERAL_BYTES,
    maxResponseSize: LITERAL_BYTES * 2,
    clientInfo: { name: 'ticketd' },
  })
  // An error event that nobody hears ends the process; the commands in hand reject by themselves.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    client.close()
    throw error
  }
  return client
}

async function secretOf(settings: ImapSettings): Promise<{ pass: string } | { accessToken: string }> {
  if ('password' in settings.secret) return { pass: settings.secret.password }
  return { accessToken: await settings.secret.token() }
}

function connectTrouble(error: unknown): Trouble {
  const refused = error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true
  return refused
    ? new Trouble('the mailbox refuses user or password', { ...inItsWords(error), facts: { code: 'EAUTH' } })
    : new Trouble('the mailbox cannot be reached', { ...inItsWords(error), facts: codeOf(error) })
}

/** Passing, for a reason in the server's own words where it has said some: «Mailbox doesn't exist», «Too many connections». */
function inItsWords(error: unknown): { readonly lasting: false; readonly cause: unknown } {
  const words = ['responseText', 'reason'].map((name) => (error instanceof Error ? Reflect.get(error, name) : ''))
  const said = words.find((one) => typeof one === 'string' && one !== '')
  return { lasting: false, cause: said === undefined ? error : new Error(said, { cause: error }) }
}

function codeOf(error: unknown): Record<string, string> {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
}

function connectionOver(client: ImapFlow): Connection {
  let hinted = false
  let wake: () => void = () => undefined
  client.on('exists', () => {
    hinted = true
    wake()
  })
  client.on('close', () => wake())
  const asked = <T>(what: string, work: () => Promise<T>): Promise<T> => withDeadline(client, what, work)

  return {
    canMove: client.capabilities.has('MOVE'),
    alive: () => client.usable && !client.isClosed,
    async open(folder) {
      hinted = false
      return folderOf(await asked(`opening the folder ${folder}`, () => client.mailboxOpen(folder)))
    },
    async uids(lowest) {
      hinted = false
      const query = lowest <= 1 ? { all: true } : { uid: `${lowest}:*` }
      const found = await asked('listing a folder', () => client.search(query, { uid: true }))
      // n:* names the last mail even when n lies beyond it (RFC 9051 section 9, seq-range).
      return numbers(found, 'listing a folder').filter((uid) => uid >= lowest)
    },
    async uidsSince(day) {
      return numbers(
        await asked('listing a folder', () => client.search({ since: day }, { uid: true })),
        'listing a folder',
      )
    },
    async without(flag) {
      const query = flag === '\\Seen' ? { seen: false } : { unKeyword: flag }
      return numbers(await asked('looking for marks', () => client.search(query, { uid: true })), 'looking for marks')
    },
    async rows(uids) {
      const query = { uid: true, internalDate: true, size: true }
      const found = await asked('asking sizes', () => client.fetchAll(setOf(uids), query, { uid: true }))
      return rowsOf(found, new Set(uids))
    },
    async bodies(uids) {
      const query = { uid: true, source: true }
      const found = await asked('fetching mails', () => client.fetchAll(setOf(uids), query, { uid: true }))
      return bodiesOf(found, new Set(uids))
    },
    async pieces(uid) {
      const how = { uid: true, chunkSize: PIECE_BYTES }
      const found = await asked('fetching a large mail', () => client.download(String(uid), undefined, how))
      return found.content ?? null
    },
    async move(uids, folder) {
      const done = await asked('moving mails', () => client.messageMove(setOf(uids), folder, { uid: true }))
      return done !== false && done !== undefined
    },
    async flag(uids, flag) {
      return (
        (await asked('marking mails', () =>
          client.messageFlagsAdd(setOf(uids), [flag], { uid: true, silent: true }),
        )) === true
      )
    },
    folders: () => asked('listing the folders', () => listed(client)),
    ensure: (folder) => asked('making a folder', () => ensured(client, folder)),
    async hint(milliseconds, signal) {
      if (hinted || signal.aborted || !client.usable) return
      const idle = client.capabilities.has('IDLE') ? client.idle() : Promise.resolve()
      idle.catch(() => undefined)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        wake = (): void => {
          clearTimeout(timer)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        signal.addEventListener('abort', wake)
      })
      wake()
    },
    async end(milliseconds) {
      if (client.usable) await Promise.race([client.logout().catch(() => undefined), passed(milliseconds)])
      client.close()
    },
    close: () => client.close(),
  }
}

/** A command that stays silent too long ends the connection: imapflow's own timers do not cover every such case. */
async function withDeadline<T>(client: ImapFlow, what: string, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Trouble(`the mailbox was silent while ${what}`, { lasting: false, facts: { code: 'SILENT' } }))
      client.close()
    }, COMMAND_DEADLINE)
  })
  try {
    return await Promise.race([work(), late])
  } catch (error) {
    if (error instanceof Trouble) throw error
    throw new Trouble(`the mailbox failed while ${what}`, { ...inItsWords(error), facts: codeOf(error) })
  } finally {
    clearTimeout(timer)
  }
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref()
  })
}

function folderOf(found: MailboxObject): OpenFolder {
  const flags = found.permanentFlags
  return {
    uidValidity: String(found.uidValidity ?? 0n),
    mails: found.exists,
    keywords: flags?.has('\\*') === true,
  }
}

function numbers(found: readonly number[] | false | undefined, what: string): readonly number[] {
  if (!Array.isArray(found)) throw new Trouble(`the mailbox refused ${what}`, { lasting: false })
  return [...new Set(found)].sort((a, b) => a - b)
}

/** Rows of mails that were asked for, the first of each; the server may add others or repeat itself. */
function rowsOf(
  found: readonly { uid: number; size?: number | undefined; internalDate?: Date | string | undefined }[],
  asked: ReadonlySet<number>,
): readonly Row[] {
  const rows = new Map<number, Row>()
  for (const { uid, size, internalDate } of found) {
    if (!asked.has(uid) || rows.has(uid) || (size === undefined && internalDate === undefined)) continue
    rows.set(uid, { uid, bytes: size ?? 0, arrivedAt: internalDate === undefined ? null : moment(internalDate) })
  }
  return [...rows.values()].sort((a, b) => a.uid - b.uid)
}

/** No mail lay in any IMAP mailbox before: imapflow makes NIL the first moment of 1970, without a sign. */
const BEFORE_IMAP = new Date('1988-01-01T00:00:00Z')

function moment(internalDate: Date | string): Date | null {
  const at = new Date(internalDate)
  return at >= BEFORE_IMAP ? at : null
}

function bodiesOf(
  found: readonly { uid: number; source?: Buffer | undefined }[],
  asked: ReadonlySet<number>,
): ReadonlyMap<number, Buffer> {
  const bodies = new Map<number, Buffer>()
  for (const { uid, source } of found) {
    if (asked.has(uid) && !bodies.has(uid) && Buffer.isBuffer(source) && source.length > 0) bodies.set(uid, source)
  }
  return bodies
}

async function listed(client: ImapFlow): Promise<readonly ListedFolder[]> {
  const prefix = client.namespace?.prefix ?? ''
  const mailCanLie = (flags: ReadonlySet<string>): boolean =>
    !['\\Noselect', '\\NonExistent'].some((one) => flags.has(one))
  return (await client.list())
    .filter((one) => mailCanLie(one.flags))
    .map((one) => ({ path: one.path, prefix, junk: one.specialUse === '\\Junk' }))
}

async function ensured(client: ImapFlow, folder: string): Promise<boolean> {
  const prefix = client.namespace?.prefix ?? ''
  const wanted = new Set([folder, `${prefix}${folder}`])
  const exists = async (): Promise<boolean> => (await client.list()).some((one) => wanted.has(one.path))
  if (await exists()) return true
  try {
    await client.mailboxCreate(folder)
    return true
  } catch (error) {
    if (!client.usable) throw error
    return exists()
  }
}

/** UIDs as a sequence set with ranges: 1:5,7. */
export function setOf(uids: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const uid of uids) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === uid - 1) last[1] = uid
    else ranges.push([uid, uid])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}:${to}`)).join(',')
}
