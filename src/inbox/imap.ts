// One connection to the mailbox, in our words. Never deletes and never expunges; asks only UID, INTERNALDATE, RFC822.SIZE
// and BODY.PEEK[]; each command has a deadline; every failure is a Trouble. The only file that knows imapflow.
import { readFile } from 'node:fs/promises'
import { rootCertificates } from 'node:tls'
import type { ImapFlow, MailboxObject } from 'imapflow'
import { Trouble } from '../trouble.ts'
import { bodiesOf, numbers, pieceOf, type Row, rowsOf, setOf } from './imap-answers.ts'
import { commandTrouble, connectTrouble, isSignInRefused, silenceTrouble } from './refusals.ts'

/** Where the support mailbox is and how the desk signs in. */
export interface ImapSettings {
  readonly host: string
  readonly port: number
  /** `starttls` is required, never opportunistic; `none` is for loopback hosts. */
  readonly security: 'tls' | 'starttls' | 'none'
  /** A certificate authority to trust beside the usual ones. */
  readonly caFile?: string | undefined
  readonly user: string
  /** A password, or whoever fetches an OAuth 2 access token, asked at each connection; one that the server refused is named and not given again. */
  readonly secret: { readonly password: string } | { readonly token: (refused?: string) => Promise<string> }
}

/** A selected folder. `uidValidity` is '0' when the server gives none that can be relied on. */
export interface OpenFolder {
  readonly uidValidity: string
  readonly mails: number
  /** Whether the server keeps keywords of our own (PERMANENTFLAGS with \*). */
  readonly keywords: boolean
  /** Whether each mail has a number that changes with its flags (CONDSTORE, RFC 7162). */
  readonly modseqs: boolean
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
  /** What it offers of what the desk can use. */
  readonly offers: readonly string[]
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
  /** A piece of a mail from a byte on, at its end a shorter one or none; null when the server has no such mail. Throws Trouble when it gives another piece. */
  piece(uid: number, from: number, bytes: number): Promise<Buffer | null>
  /** False when the server refuses. Only where `canMove`. */
  move(uids: readonly number[], folder: string): Promise<boolean>
  flag(uids: readonly number[], flag: string): Promise<boolean>
  /** The folders that mail can lie in. */
  folders(): Promise<readonly ListedFolder[]>
  append(folder: string, bytes: Buffer): Promise<void>
  /** A mail's flags and the number that changes with them. */
  markOf(uid: number): Promise<{ readonly flags: readonly string[]; readonly modseq: string }>
  /** Gives a mail these flags alone, if nobody has changed them since; imapflow does not tell, `markOf` does. */
  markIfUnchanged(uid: number, flags: readonly string[], modseq: string): Promise<void>
  /** Makes sure that a folder exists; false when it does not and the server refuses to make it. */
  ensure(folder: string): Promise<boolean>
  /** Resolves when the server hints at a change, the time is over, the connection is lost or `signal` aborts. */
  hint(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Logs out within `milliseconds`, then closes in any case. */
  end(milliseconds: number): Promise<void>
  close(): void
}

/** So long the server may say nothing at all to a command, in milliseconds. */
export interface Silence {
  /** To one that lists, opens or moves: some servers count a large folder first. */
  readonly command: number
  /** To one that fetches mail. */
  readonly fetch: number
}

export const USUAL_SILENCE: Silence = { command: 120_000, fetch: 30_000 }
/** More than any body that is asked for in one piece; larger ones come through `piece`. */
const LITERAL_BYTES = 16 * 1_048_576

/** Connects and signs in. Throws a passing Trouble; its fact `code` is EAUTH when the server refuses user and password, or token. */
export async function connectImap(settings: ImapSettings, silence: Silence = USUAL_SILENCE): Promise<Connection> {
  try {
    return connectionOver(await signedIn(settings), silence)
  } catch (error) {
    throw error instanceof Trouble ? error : connectTrouble(error, 'token' in settings.secret ? 'token' : 'password')
  }
}

/** A token may have been revoked before its time: a fresh one is asked for once. */
async function signedIn(settings: ImapSettings): Promise<ImapFlow> {
  const { secret } = settings
  if ('password' in secret) return connected(settings, { pass: secret.password })
  const accessToken = await secret.token()
  try {
    return await connected(settings, { accessToken })
  } catch (error) {
    if (!isSignInRefused(error)) throw error
    const fresh = await secret.token(accessToken)
    if (fresh === accessToken) throw error
    return connected(settings, { accessToken: fresh })
  }
}

/** The library comes with the first connection: whoever only wants the kept mail does without it and all that it brings. */
async function connected(settings: ImapSettings, proof: { pass: string } | { accessToken: string }): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    doSTARTTLS: settings.security === 'starttls',
    ...(settings.caFile === undefined
      ? {}
      : { tls: { ca: [...rootCertificates, await readFile(settings.caFile, 'utf8')] } }),
    auth: { user: settings.user, ...proof },
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

/** Sends a command; a Trouble when the server says nothing for too long. */
type Asked = <T>(what: string, work: () => Promise<T>, most?: number) => Promise<T>

function connectionOver(client: ImapFlow, silence: Silence): Connection {
  const asked: Asked = (what, work, most = silence.command) => unlessSilent(client, what, work, most)
  const news = newsOf(client)
  return {
    canMove: client.capabilities.has('MOVE'),
    offers: ['IDLE', 'MOVE', 'UIDPLUS', 'CONDSTORE'].filter((one) => client.capabilities.has(one)),
    alive: () => client.usable && !client.isClosed,
    ...looking(client, asked, news.forget),
    ...fetching(client, asked, silence),
    ...changing(client, asked),
    hint: news.hint,
    async end(milliseconds) {
      if (client.usable) await Promise.race([client.logout().catch(() => undefined), passed(milliseconds)])
      client.close()
    },
    close: () => client.close(),
  }
}

/** What asks a folder, and changes nothing; `forget` is told when all that is new there will be seen. */
function looking(
  client: ImapFlow,
  asked: Asked,
  forget: () => void,
): Pick<Connection, 'open' | 'uids' | 'uidsSince' | 'without' | 'folders' | 'markOf'> {
  return {
    async open(folder) {
      forget()
      return folderOf(await asked(`opening the folder ${folder}`, () => client.mailboxOpen(folder)))
    },
    async uids(lowest) {
      forget()
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
    folders: () => asked('listing the folders', () => listed(client)),
    async markOf(uid) {
      const row = await asked('looking for marks', () =>
        client.fetchOne(String(uid), { uid: true, flags: true }, { uid: true }),
      )
      if (row === false || row === undefined) throw new Trouble('the marked mail is gone', { lasting: false })
      return { flags: [...(row.flags ?? [])], modseq: String(row.modseq ?? 0n) }
    },
  }
}

/** What fetches mails or what the server says of them. */
function fetching(client: ImapFlow, asked: Asked, silence: Silence): Pick<Connection, 'rows' | 'bodies' | 'piece'> {
  return {
    async rows(uids) {
      const query = { uid: true, internalDate: true, size: true }
      const found = await asked('asking sizes', () => client.fetchAll(setOf(uids), query, { uid: true }))
      return rowsOf(found, new Set(uids))
    },
    async bodies(uids) {
      const query = { uid: true, source: true }
      const fetching = (): ReturnType<ImapFlow['fetchAll']> => client.fetchAll(setOf(uids), query, { uid: true })
      const found = await asked('fetching mails', fetching, silence.fetch)
      return bodiesOf(found, new Set(uids))
    },
    async piece(uid, from, bytes) {
      const query = { uid: true, source: { start: from, maxLength: bytes } }
      const fetching = (): ReturnType<ImapFlow['fetchOne']> => client.fetchOne(String(uid), query, { uid: true })
      const found = await asked('fetching a large mail', fetching, silence.fetch)
      return found === false || found === undefined ? null : pieceOf(found, uid, from)
    },
  }
}

/** What changes the mailbox. */
function changing(
  client: ImapFlow,
  asked: Asked,
): Pick<Connection, 'move' | 'flag' | 'append' | 'markIfUnchanged' | 'ensure'> {
  return {
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
    async append(folder, bytes) {
      await asked('keeping a mail', () => client.append(folder, bytes))
    },
    async markIfUnchanged(uid, flags, modseq) {
      const how = { uid: true, unchangedSince: BigInt(modseq) }
      await asked('marking mails', () => client.messageFlagsSet(String(uid), [...flags], how))
    },
    ensure: (folder) => asked('making a folder', () => ensured(client, folder)),
  }
}

/** News of the open folder: whether there were any since they were last forgotten, and a wait for them. */
function newsOf(client: ImapFlow): Pick<Connection, 'hint'> & { forget(): void } {
  let hinted = false
  let wake: () => void = () => undefined
  client.on('exists', () => {
    hinted = true
    wake()
  })
  client.on('close', () => wake())
  return {
    forget: () => {
      hinted = false
    },
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
  }
}

/** A command on which nothing at all comes for too long ends the connection: imapflow's own timers do not cover every such case. */
async function unlessSilent<T>(client: ImapFlow, what: string, work: () => Promise<T>, most: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    let heard = client.stats().received
    const look = (): void => {
      const { received } = client.stats()
      if (received === heard) {
        reject(silenceTrouble(what))
        client.close()
        return
      }
      heard = received
      timer = setTimeout(look, most)
    }
    timer = setTimeout(look, most)
  })
  try {
    return await Promise.race([work(), late])
  } catch (error) {
    throw error instanceof Trouble ? error : commandTrouble(what, error)
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
    modseqs: found.highestModseq !== undefined && found.noModseq !== true,
  }
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
