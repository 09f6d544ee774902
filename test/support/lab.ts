// A private Dovecot and Postfix for system tests: under a temporary directory, on free ports of 127.0.0.1, ended by
// their own process ids. Mail to other domains goes to the mailbox `sink`; nothing leaves the machine.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import {
  dovecotSettings,
  type LabPlan,
  oauth2Settings,
  postfixServices,
  postfixSettings,
  postfixTables,
} from './lab-settings.ts'
import { eventually, until } from './patience.ts'

const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`
const USERS = [
  'support',
  'engineer1',
  'engineer2',
  'engineer3',
  'customer1',
  'customer2',
  'customer3',
  'customer4',
  'customer5',
  'sink',
] as const

/** Who has a mailbox in the lab. */
export type LabUser = (typeof USERS)[number]

/** A mail as it lies in a mailbox of the lab. */
export interface LabMail {
  readonly uid: number
  readonly flags: readonly string[]
  readonly arrivedAt: Date
  readonly source: string
}

/** What a test may want otherwise. */
export interface LabOptions {
  readonly domain?: string
  readonly elsewhere?: 'sink' | 'discard'
  readonly imapCapability?: string
  /** Settings of Dovecot that outweigh the lab's. */
  readonly dovecotMore?: string
  /** Tokens beside passwords, and where Dovecot asks about them. */
  readonly oauth2?: LabPlan['oauth2']
  /** False leaves Postfix out: an IMAP server alone starts in a tenth of the time. */
  readonly postfix?: boolean
  /** Mail to other domains goes by SMTP to this port, and not to the mailbox `sink`. */
  readonly far?: number
  /** Settings of Postfix that outweigh the lab's, and those of its submission service alone. */
  readonly postfixMore?: string
  readonly submissionMore?: readonly string[]
  /** The support mailbox lies at another server, which takes its mail by LMTP at this port. */
  readonly supportLmtp?: number
}

/** A running pair of servers. */
export interface Lab {
  readonly directory: string
  readonly domain: string
  readonly host: '127.0.0.1'
  readonly ports: LabPlan['ports']
  /** Certificate authority of the servers' certificate, which names localhost and 127.0.0.1. */
  readonly caFile: string
  address(user: LabUser): string
  password(user: LabUser): string
  /** Where the user's mail lies: cur, new, tmp and dot folders. */
  maildir(user: LabUser): string
  /** Hands a raw mail to Postfix; rejects when Postfix refuses it. */
  send(
    raw: string | Buffer,
    envelope: { readonly from: string; readonly to: string | readonly string[] },
  ): Promise<void>
  /** Puts raw mails into a mailbox by IMAP APPEND. */
  append(user: LabUser, raws: readonly (string | Buffer)[], options?: AppendOptions): Promise<void>
  /** Drops raw mails into the Maildir itself: thousands in a moment. */
  seed(user: LabUser, raws: readonly (string | Buffer)[]): void
  /** All mails of a mailbox in UID order; an absent mailbox is empty. */
  mailbox(user: LabUser, folder?: string): Promise<readonly LabMail[]>
  /** How many mails lie in a mailbox, looked up in its folder: who waits for mails asks often. */
  count(user: LabUser, folder?: string): number
  /** A signed-in IMAP client for what the helpers lack; the caller logs out. Rejects where the password is wrong. */
  imap(user: LabUser, password?: string): Promise<ImapFlow>
  /** Resolves when the new password is the one that counts: Dovecot looks at its file once a second. */
  setPassword(user: LabUser, password: string): Promise<void>
  stopDovecot(): Promise<void>
  startDovecot(): Promise<void>
  stopPostfix(): Promise<void>
  startPostfix(): Promise<void>
  stop(): Promise<void>
}

interface AppendOptions {
  readonly folder?: string
  readonly flags?: readonly string[]
  readonly arrivedAt?: Date
}

/** Whether a lab can run here: Dovecot 2.3, Postfix and openssl are installed and we are root. */
export function labAvailable(): boolean {
  if (process.getuid?.() !== 0) return false
  try {
    for (const name of ['postfix', 'openssl']) execFileSync('which', [name], { env: { PATH }, stdio: 'ignore' })
    return execFileSync('dovecot', ['--version'], { env: { PATH }, encoding: 'utf8' }).startsWith('2.3.')
  } catch {
    return false
  }
}

/** Starts a lab and waits until it answers. The caller stops it. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const plan = await planned(options)
  prepare(plan)
  let dovecot = await startDovecot(plan)
  if (options.postfix !== false) await startPostfix(plan)
  const passwords = new Map<string, string>(USERS.map((user) => [user, `secret-${user}`]))
  writePasswords(plan, passwords)
  const address = (user: LabUser): string => `${user}@${plan.domain}`
  const password = (user: LabUser): string => passwords.get(user) ?? ''
  const maildir = (user: LabUser): string => join(plan.directory, 'mail', user, 'Maildir')
  const imap = (user: LabUser, word = password(user)): Promise<ImapFlow> => signedIn(plan, address(user), word)
  return {
    directory: plan.directory,
    domain: plan.domain,
    host: '127.0.0.1',
    ports: plan.ports,
    caFile: join(plan.directory, 'tls', 'ca.pem'),
    address,
    password,
    maildir,
    imap,
    send: (raw, envelope) => sendRaw(plan, raw, envelope),
    append: async (user, raws, how) => appendAll(await imap(user), raws, how ?? {}),
    seed: (user, raws) => seed(plan, maildir(user), raws),
    count: (user, folder) => counted(maildir(user), folder),
    mailbox: async (user, folder) => readAll(await imap(user), folder ?? 'INBOX'),
    async setPassword(user, text) {
      passwords.set(user, text)
      writePasswords(plan, passwords)
      await eventually(() => imap(user).then((client) => client.logout()))
    },
    stopDovecot: () => ended(dovecot),
    async startDovecot() {
      dovecot = await startDovecot(plan)
    },
    stopPostfix: () => stopPostfix(plan),
    startPostfix: () => startPostfix(plan),
    async stop() {
      await Promise.all([ended(dovecot), stopPostfix(plan)])
      rmSync(plan.directory, { recursive: true, force: true })
    },
  }
}

async function planned(options: LabOptions): Promise<LabPlan> {
  const directory = await mkdtemp(join(tmpdir(), 'lab-'))
  const [imap = 0, imaps = 0, smtp = 0, submission = 0, lmtp = 0] = await freePorts(5)
  return {
    directory,
    domain: options.domain ?? 'example.test',
    users: USERS,
    owner: { uid: Number(output('id', ['-u', 'nobody'])), gid: Number(output('id', ['-g', 'nobody'])) },
    ports: { imap, imaps, smtp, submission, lmtp },
    imapCapability: options.imapCapability ?? null,
    elsewhere: options.elsewhere ?? 'sink',
    dovecotMore: options.dovecotMore ?? '',
    supportLmtp: options.supportLmtp ?? null,
    far: options.far ?? null,
    postfixMore: options.postfixMore ?? '',
    submissionMore: options.submissionMore ?? [],
    oauth2: options.oauth2 ?? null,
  }
}

/** So many ports of 127.0.0.1 that nobody holds at this moment. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const one = (): Promise<[number, () => void]> =>
    new Promise((resolve, reject) => {
      const server = createServer()
      server.once('error', reject)
      server.listen(0, '127.0.0.1', () => {
        const found = server.address()
        resolve([typeof found === 'object' && found !== null ? found.port : 0, () => server.close()])
      })
    })
  const held = await Promise.all(Array.from({ length: count }, one))
  for (const [, release] of held) release()
  return held.map(([port]) => port)
}

function prepare(plan: LabPlan): void {
  const d = plan.directory
  chmodSync(d, 0o755)
  for (const name of [
    'dovecot/run',
    'dovecot/state',
    'mail',
    'tls',
    'postfix/etc',
    'postfix/queue',
    'postfix/data',
    'postfix/log',
  ]) {
    mkdirSync(join(d, name), { recursive: true })
  }
  chownSync(join(d, 'mail'), plan.owner.uid, plan.owner.gid)
  chownSync(join(d, 'postfix/data'), Number(output('id', ['-u', 'postfix'])), 0)
  certificate(join(d, 'tls'), plan.domain)
  writeFileSync(join(d, 'dovecot/dovecot.conf'), dovecotSettings(plan))
  if (plan.oauth2 !== null) writeFileSync(join(d, 'dovecot/oauth2.conf'), oauth2Settings(plan.oauth2.introspection))
  const files = { 'main.cf': postfixSettings(plan), 'master.cf': postfixServices(plan), ...postfixTables(plan) }
  // Postfix distrusts files younger than two seconds and waits; these are made older.
  const past = new Date(0)
  for (const [name, text] of Object.entries(files)) {
    const file = join(d, 'postfix/etc', name)
    writeFileSync(file, text)
    utimesSync(file, past, past)
  }
}

/** A certificate authority and a server certificate of its own for the lab. */
function certificate(directory: string, domain: string): void {
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: directory, env: { PATH }, stdio: 'ignore' })
  }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl('req', '-x509', ...key, '-days', '3', '-subj', '/CN=lab authority', '-keyout', 'ca.key', '-out', 'ca.pem')
  openssl('req', '-new', ...key, '-subj', `/CN=mail.${domain}`, '-keyout', 'server.key', '-out', 'server.csr')
  writeFileSync(join(directory, 'names'), `subjectAltName=DNS:localhost,DNS:mail.${domain},IP:127.0.0.1\n`)
  const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '3', '-extfile', 'names']
  openssl('x509', '-req', '-in', 'server.csr', ...sign, '-out', 'server.pem')
}

function writePasswords(plan: LabPlan, passwords: ReadonlyMap<string, string>): void {
  const lines = [...passwords].map(([user, text]) => `${user}@${plan.domain}:{PLAIN}${text}\n`)
  const file = join(plan.directory, 'dovecot/users')
  writeFileSync(file, lines.join(''))
  chmodSync(file, 0o644)
}

async function startDovecot(plan: LabPlan): Promise<ChildProcess> {
  const child = spawn('dovecot', ['-F', '-c', join(plan.directory, 'dovecot/dovecot.conf')], {
    env: { PATH },
    stdio: 'ignore',
  })
  await answering(plan.ports.imap)
  return child
}

async function startPostfix(plan: LabPlan): Promise<void> {
  execFileSync('postfix', ['-c', join(plan.directory, 'postfix/etc'), 'start'], { env: { PATH }, stdio: 'ignore' })
  await answering(plan.ports.smtp)
}

/** Resolves when a port takes connections; rejects when nothing answers for long. */
export function answering(port: number): Promise<void> {
  return eventually(() => canConnect(port))
}

function canConnect(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve()
    })
    socket.once('error', () => reject(new Error(`nothing answers on port ${port}`)))
  })
}

/** Ends a server that is our child, and then the sessions that it leaves behind: a client must see the connection break. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const sessions = childrenOf(child.pid)
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await until('it ends', () => child.exitCode !== null || child.signalCode !== null, 2000).catch(() =>
    child.kill('SIGKILL'),
  )
  await exit
  for (const pid of sessions) signal(pid, 'SIGKILL')
}

/** Process ids of the direct children, as Linux tells them. */
function childrenOf(pid: number): readonly number[] {
  const file = `/proc/${pid}/task/${pid}/children`
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : []
}

/** Ends Postfix's master by the process id it wrote; its children follow it. */
async function stopPostfix(plan: LabPlan): Promise<void> {
  const file = join(plan.directory, 'postfix/queue/pid/master.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').trim())
  if (!signal(pid, 'SIGTERM')) return
  await until('Postfix ends', () => !signal(pid, 0)).catch(() => signal(pid, 'SIGKILL'))
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

async function signedIn(plan: LabPlan, user: string, pass: string): Promise<ImapFlow> {
  const options = { host: '127.0.0.1', port: plan.ports.imap, secure: false, doSTARTTLS: false } as const
  const client = new ImapFlow({ ...options, auth: { user, pass }, logger: false, disableAutoIdle: true })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function sendRaw(
  plan: LabPlan,
  raw: string | Buffer,
  envelope: { readonly from: string; readonly to: string | readonly string[] },
): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: plan.ports.smtp, ignoreTLS: true })
  try {
    await transport.sendMail({ envelope: { from: envelope.from, to: [envelope.to].flat() }, raw })
  } finally {
    transport.close()
  }
}

async function appendAll(client: ImapFlow, raws: readonly (string | Buffer)[], how: AppendOptions): Promise<void> {
  const folder = how.folder ?? 'INBOX'
  try {
    if (folder !== 'INBOX') await client.mailboxCreate(folder)
    for (const raw of raws) await client.append(folder, raw, [...(how.flags ?? [])], how.arrivedAt)
  } finally {
    await client.logout()
  }
}

async function readAll(client: ImapFlow, folder: string): Promise<readonly LabMail[]> {
  try {
    const listed = await client.list()
    if (!listed.some((one) => one.path === folder)) return []
    const opened = await client.mailboxOpen(folder, { readOnly: true })
    if (opened.exists === 0) return []
    const rows = await client.fetchAll('1:*', { uid: true, flags: true, internalDate: true, source: true })
    return rows.map((row) => ({
      uid: row.uid,
      flags: [...(row.flags ?? [])],
      arrivedAt: new Date(row.internalDate ?? 0),
      source: row.source?.toString('utf8') ?? '',
    }))
  } finally {
    await client.logout()
  }
}

function counted(maildir: string, folder?: string): number {
  const places = ['new', 'cur'].map((name) => join(maildir, folder === undefined ? '' : `.${folder}`, name))
  return places.filter((place) => existsSync(place)).reduce((sum, place) => sum + readdirSync(place).length, 0)
}

function seed(plan: LabPlan, maildir: string, raws: readonly (string | Buffer)[]): void {
  for (const name of ['new', 'cur', 'tmp']) mkdirSync(join(maildir, name), { recursive: true })
  const base = `${readdirSync(join(maildir, 'new')).length}.M${randomUUID()}`
  raws.forEach((raw, n) => {
    writeFileSync(join(maildir, 'new', `${base}P${String(n).padStart(6, '0')}.lab`), raw)
  })
  execFileSync('chown', ['-R', `${plan.owner.uid}:${plan.owner.gid}`, join(maildir, '..')])
}

function output(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { env: { PATH }, encoding: 'utf8' }).trim()
}
