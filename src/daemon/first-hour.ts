// What a first look at the two servers tells: how they are reached, which folders there are, what the mail server writes into
// mail, whether a mail comes back. Changes nothing in the mailbox but the folders of ours and the test mails put into one.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, ImapSettings } from '../inbox/inbox.ts'
import type { Outgoing } from '../letter.ts'
import type { SmtpSettings } from '../outbox/outbox.ts'
import { networkWords, sentenceOf, Trouble } from '../trouble.ts'

type Way = Pick<ImapSettings, 'port' | 'security'>

/** A server as a person names it: `imap.example.ru` or `imap.example.ru:1143`. */
export interface NamedHost {
  readonly host: string
  readonly port: number | null
}

const IMAP_WAYS: readonly Way[] = [
  { port: 993, security: 'tls' },
  { port: 143, security: 'starttls' },
]
const SMTP_WAYS: readonly Way[] = [
  { port: 587, security: 'starttls' },
  { port: 465, security: 'tls' },
]

/** A server without encryption is tried on this machine only. */
function waysTo({ host, port }: NamedHost, usual: readonly Way[]): readonly Way[] {
  const isHere = /^(?:localhost|::1|127\.\d+\.\d+\.\d+)$/.test(host)
  const securities = ['tls', 'starttls', ...(isHere ? ['none'] : [])] as const
  return port === null ? usual : securities.map((security) => ({ port, security: security as Way['security'] }))
}

/** The first way by which an attempt succeeds. Throws the Trouble of the way that came furthest: a refused password, a certificate, else the last. */
async function firstWay<T>(ways: readonly Way[], attempt: (way: Way) => Promise<T>): Promise<{ way: Way; got: T }> {
  let last: unknown = new Trouble('no way was tried', { lasting: true })
  let certificate: unknown
  for (const way of ways) {
    try {
      return { way, got: await attempt(way) }
    } catch (error) {
      last = error
      if (isAboutCertificate(error)) certificate ??= error
      if (error instanceof Trouble && error.facts.code === 'EAUTH') throw error
    }
  }
  throw certificate ?? last
}

function isAboutCertificate(error: unknown): boolean {
  return (networkWords(error) ?? sentenceOf(error)).includes('certificate')
}

/** The IMAP server, signed in to. Throws Trouble when it cannot be. */
export async function findImap(
  named: NamedHost,
  account: { readonly user: string; readonly password: string; readonly caFile: string | undefined },
): Promise<{ readonly way: Way; readonly connection: Connection }> {
  const { user, password, caFile } = account
  const { connectImap } = await import('../inbox/inbox.ts')
  const { way, got } = await firstWay(waysTo(named, IMAP_WAYS), (one) =>
    connectImap({ host: named.host, ...one, caFile, user, secret: { password } }),
  )
  return { way, connection: got }
}

/** How the SMTP server is reached; tried with the account first, without one where it offers no sign-in. */
export async function findSmtp(
  named: NamedHost,
  account: {
    readonly user: string
    readonly password: string
    readonly caFile: string | undefined
    readonly name: string
  },
): Promise<SmtpSettings> {
  const { user, password, name } = account
  const { trySmtp } = await import('../outbox/outbox.ts')
  const settings = (way: Way, signsIn: boolean): SmtpSettings => ({
    ...{ host: named.host, ...way, name, caFile: account.caFile ?? null },
    signIn: signsIn ? () => Promise.resolve({ user, password }) : null,
  })
  const tried = async (signsIn: boolean): Promise<SmtpSettings> => {
    const { way } = await firstWay(waysTo(named, SMTP_WAYS), (one) => trySmtp(settings(one, signsIn), null))
    return settings(way, signsIn)
  }
  try {
    return await tried(true)
  } catch (error) {
    // A server that signs in and cannot be trusted is no server without sign-in.
    if (isAboutCertificate(error)) throw error
    return tried(false).catch(() => {
      throw error
    })
  }
}

/** What the mailbox tells of itself. */
export interface MailboxLook {
  readonly folders: readonly string[]
  readonly junk: string | null
  readonly canMove: boolean
  /** Names under which Authentication-Results are written in the last mails, and in how many; the topmost of each mail. */
  readonly authservIds: ReadonlyMap<string, number>
  readonly mails: number
}

const LOOKED_AT = 30

/** Looks into the folders and the heads of the last mails of the inbox. */
export async function lookInto(connection: Connection): Promise<MailboxLook> {
  const folders = await connection.folders()
  const { mails } = await connection.open('INBOX')
  const last = (await connection.uids(1)).slice(-LOOKED_AT)
  const small = last.length === 0 ? [] : (await connection.rows(last)).filter((row) => row.bytes < 500_000)
  const bodies = small.length === 0 ? new Map<number, Buffer>() : await connection.bodies(small.map((row) => row.uid))
  const authservIds = new Map<string, number>()
  for (const body of bodies.values()) {
    const head = body.toString('latin1').split(/\r?\n\r?\n/)[0] ?? ''
    const id = /^Authentication-Results:\s*([^\s;]{1,200})/im.exec(head)?.[1]
    if (id !== undefined) authservIds.set(id, (authservIds.get(id) ?? 0) + 1)
  }
  return {
    folders: folders.map((one) => one.path),
    junk: folders.find((one) => one.junk)?.path ?? null,
    canMove: connection.canMove,
    ...{ authservIds, mails },
  }
}

/** What became of a mail to ourselves. */
export interface CameBack {
  /** Seconds until it lay in the inbox; null when it did not come. */
  readonly seconds: number | null
  /** How far the mail server's clock is ahead of ours, in seconds. */
  readonly skewSeconds: number | null
}

/** Sends a mail to an address of the desk and waits for it in the inbox; what came is put among the filed mail. */
export async function sendToOurselves(
  smtp: SmtpSettings,
  connection: Connection,
  mail: Outgoing,
  recipient: string,
  wait: { readonly seconds: number; readonly processed: string },
): Promise<CameBack> {
  const begun = performance.now()
  await connection.open('INBOX')
  const before = (await connection.uids(1)).at(-1) ?? 0
  const { OF_INIT } = await import('../inbox/inbox.ts')
  const { sendOnce } = await import('../outbox/outbox.ts')
  await sendOnce(smtp, mail, recipient)
  const sentAt = Date.now()
  while (performance.now() - begun < wait.seconds * 1000) {
    const opened = await connection.open('INBOX')
    const uids = await connection.uids(before + 1)
    const bodies = uids.length === 0 ? new Map<number, Buffer>() : await connection.bodies(uids)
    for (const [uid, body] of bodies) {
      if (!body.includes(mail.messageId)) continue
      const [row] = await connection.rows([uid])
      const arrivedAt = row?.arrivedAt?.getTime() ?? null
      // A mark of the server's, which no sender can put there: after a restore the desk passes over what bears it.
      if (opened.keywords) await connection.flag([uid], OF_INIT)
      if (connection.canMove && (await connection.ensure(wait.processed))) await connection.move([uid], wait.processed)
      const skewSeconds = arrivedAt === null ? null : Math.round((arrivedAt - sentAt) / 1000)
      return { seconds: Math.round((performance.now() - begun) / 1000), skewSeconds }
    }
    await sleep(500)
  }
  return { seconds: null, skewSeconds: null }
}

/** Why an attempt failed, in our words where they are known, with the server's own. */
export function whyFailed(error: unknown): string {
  const cause = error instanceof Trouble && error.cause !== undefined ? ` (${sentenceOf(error.cause)})` : ''
  const words = error instanceof Error ? networkWords(error.cause) : null
  const known = words === null ? '' : `: ${words}`
  return `${sentenceOf(error)}${known}${cause}`.replace(/\s+/g, ' ')
}
