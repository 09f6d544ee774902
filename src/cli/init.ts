// `ticketd init`: eight questions, a look at both servers, a first configuration, and a mail to ourselves that comes back.
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import {
  type CameBack,
  findImap,
  findSmtp,
  lookInto,
  type MailboxLook,
  type NamedHost,
  sendToOurselves,
  whyFailed,
} from '../daemon/daemon.ts'
import type { Connection } from '../inbox/inbox.ts'
import type { Outgoing } from '../letter.ts'
import type { SmtpSettings } from '../outbox/outbox.ts'
import { makeFolder } from '../store/store.ts'
import { whyUnread, whyUnwritten } from '../trouble.ts'
import { readOptions, wholeNumber } from './frame/arguments.ts'
import { type Answers, openQuestions } from './frame/questions.ts'
import { type ConfigurationFile, EXIT, type Io, type Verb, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd init [--config FILE] [--ca FILE] [--wait SECONDS]

Asks eight questions, signs in to both servers, finds the folders, writes a first configuration and its secrets (0600), says
what is missing, sends one mail to the support address and shows that it comes back. Answers may come on standard input, a
line each: support address; the desk's name; IMAP server; its user; the password; SMTP server; an engineer's name and
address. An empty line takes what stands in brackets; a server may be named with its port (imap.example.ru:993).
  --config FILE     where the configuration is written, ./config.json if left out; one that is there is never overwritten
  --ca FILE         a certificate authority to trust beside the usual ones
  --wait SECONDS    how long the mail to ourselves may take, 60 if left out; 0 sends none`

export const initVerb: Verb = {
  name: 'init',
  help: HELP,
  async run(args, io, file) {
    const text = { type: 'string' } as const
    const options = readOptions(args, { ca: text, wait: { ...text, default: '60' } })
    if (typeof options === 'string') return wrongUsage(io, initVerb, options)
    const wait = wholeNumber('--wait', options.wait, 0)
    if (typeof wait === 'string') return wrongUsage(io, initVerb, wait)
    const inTheWay = [resolve(file.path), ...SECRETS.map((name) => join(dirname(resolve(file.path)), name))].find(
      existsSync,
    )
    if (inTheWay !== undefined) {
      const left = existsSync(file.path) ? '' : `; ${file.path} is not, so perhaps an init was cut short here`
      io.err(`${inTheWay} is there already: name another place with --config FILE, or take it away${left}`)
      return EXIT.failed
    }
    const unfit = options.ca === undefined ? null : whyNoAuthority(resolve(options.ca))
    if (unfit !== null) return wrongUsage(io, initVerb, `--ca ${options.ca} ${unfit}`)
    const questions = openQuestions(io)
    try {
      const given = await asked(questions)
      return await tried(given, { ca: options.ca, wait, file }, io)
    } catch (error) {
      const why = error instanceof Error && 'errno' in error ? whyUnwritten(error) : whyFailed(error)
      const hint = why.includes('nobody whom this machine trusts') ? '; --ca FILE names an authority to trust' : ''
      io.err(`ticketd init: ${why}; nothing was written${hint}`)
      return EXIT.failed
    } finally {
      questions.close()
    }
  },
}

/** Said before the questions; OpenSSL would pass over it without a word. */
function whyNoAuthority(file: string): string | null {
  try {
    return readFileSync(file, 'latin1').includes('-----BEGIN CERTIFICATE-----') ? null : 'holds no certificate in PEM'
  } catch (error) {
    return `cannot be used: ${whyUnread(error)}`
  }
}

const SECRETS = ['mailbox-password', 'http-token'] as const

interface Given {
  readonly address: string
  readonly name: string
  readonly imap: NamedHost
  readonly user: string
  readonly password: string
  readonly smtp: NamedHost
  readonly engineer: { readonly name: string; readonly address: string }
}

async function asked(questions: Answers): Promise<Given> {
  const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text)
  const isHost = (text: string): boolean => /^[^\s/@]*[^\s/@:](?::\d{1,5})?$/.test(text) && portOf(text) < 65_536
  const address = await questions.ask('Support address', null, isAddress)
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const name = await questions.ask('Name of the desk in its letters', 'Техническая поддержка', Boolean)
  const imap = hostOf(await questions.ask('IMAP server', `imap.${domain}`, isHost))
  const user = await questions.ask('User of the mailbox', address, Boolean)
  const password = await questions.askSecret('Password of the mailbox')
  const smtp = hostOf(await questions.ask('SMTP server', imap.host.replace(/^imap\./, 'smtp.'), isHost))
  const engineer = {
    name: await questions.ask("An engineer's name", null, Boolean),
    address: await questions.ask("The engineer's address", null, (text) => isAddress(text) && text !== address),
  }
  return { ...{ address, name, imap, user, password, smtp, engineer } }
}

function portOf(text: string): number {
  return Number(/:(\d+)$/.exec(text)?.[1] ?? 1)
}

function hostOf(text: string): NamedHost {
  const [, host = text, port] = /^(.*?)(?::(\d{1,5}))?$/.exec(text) ?? []
  return { host, port: port === undefined ? null : Number(port) }
}

interface Place {
  readonly ca: string | undefined
  readonly wait: number
  readonly file: ConfigurationFile
}

async function tried(given: Given, place: Place, io: Io): Promise<number> {
  const { address, user, password } = given
  const caFile = place.ca === undefined ? undefined : resolve(place.ca)
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const { way, connection } = await findImap(given.imap, { user, password, caFile })
  try {
    io.out(`mailbox: signed in to ${given.imap.host}, port ${way.port}, ${way.security}`)
    const look = await lookInto(connection)
    const smtp = await findSmtp(given.smtp, { user, password, caFile, name: domain })
    const proof = smtp.signIn === null ? 'without signing in' : 'signed in'
    io.out(`smtp: ${given.smtp.host}, port ${smtp.port}, ${smtp.security}, ${proof}`)
    const found = { imapPort: way.port, imapSecurity: way.security, smtp, look, caFile }
    const back = await comesBack(given, smtp, connection, place.wait, io)
    write(given, found, back.subaddress, place.file, io)
    for (const line of remarks(look, back)) io.err(line)
    const next = place.file.named ? ` --config ${place.file.path}` : ''
    io.err(`Next: "ticketd check --connect${next}", then "ticketd run${next}"`)
    return back.plain === null || back.plain.seconds !== null ? EXIT.done : EXIT.failed
  } finally {
    await connection.end(3000)
  }
}

interface Back {
  readonly plain: CameBack | null
  /** Whether support+anything@… comes back too. */
  readonly subaddress: boolean
}

const SUBADDRESS_SECONDS = 10

async function comesBack(
  given: Given,
  smtp: SmtpSettings,
  connection: Connection,
  wait: number,
  io: Io,
): Promise<Back> {
  if (wait === 0) return { plain: null, subaddress: false }
  const processed = 'Processed'
  const plain = await sendToOurselves(smtp, connection, testMail(given), given.address, { seconds: wait, processed })
  io.out(
    plain.seconds === null
      ? `a mail to ${given.address} was taken and did not come within ${wait} s: look where it lies`
      : `a mail to ${given.address} came back after ${plain.seconds} s`,
  )
  if (plain.seconds === null) return { plain, subaddress: false }
  const [local, domain] = [
    given.address.slice(0, given.address.lastIndexOf('@')),
    given.address.slice(given.address.lastIndexOf('@') + 1),
  ]
  const tagged = `${local}+ticketd@${domain}`
  const seconds = Math.min(wait, Math.max(SUBADDRESS_SECONDS, plain.seconds * 3))
  const back = await sendToOurselves(smtp, connection, testMail(given), tagged, { seconds, processed }).catch(
    () => null,
  )
  const subaddress = back !== null && back.seconds !== null
  io.out(
    `${tagged} ${subaddress ? 'comes back too: support.subaddress is "+"' : 'does not come back: support.subaddress stays ""'}`,
  )
  return { plain, subaddress }
}

function testMail({ address, name }: Given): Outgoing {
  const id = randomBytes(16).toString('hex')
  const text = 'ticketd init sent this mail to the desk itself. Nobody need answer it.\n'
  return {
    ...{ id, ticket: null, kind: 'notice', audience: 'engineer', language: 'en', from: { name, address } },
    ...{ to: [{ name: '', address }], cc: [], replyTo: null, envelopeFrom: address, recipients: [address] },
    ...{ messageId: `init.${id}@${address.slice(address.lastIndexOf('@') + 1)}`, inReplyTo: null, references: [] },
    ...{ date: new Date(), autoSubmitted: 'auto-generated', headers: [], attachments: [], notBefore: null },
    ...{ subject: 'ticketd init', text, html: `<p>${text}</p>` },
  }
}

interface Found {
  readonly imapPort: number
  readonly imapSecurity: string
  readonly smtp: SmtpSettings
  readonly look: MailboxLook
  readonly caFile: string | undefined
}

/** The configuration and its secrets: new files for the owner alone. */
function write(given: Given, found: Found, subaddress: boolean, file: ConfigurationFile, io: Io): void {
  const folder = dirname(resolve(file.path))
  makeFolder(folder, 0o755)
  const { look, smtp, caFile } = found
  const tls = caFile === undefined ? {} : { tls: { caFile } }
  const signIn = smtp.signIn === null ? {} : { user: given.user, passwordFile: 'mailbox-password' }
  const config = {
    support: { address: given.address, name: given.name, subaddress: subaddress ? '+' : '' },
    mailbox: {
      ...{ host: given.imap.host, port: found.imapPort, security: found.imapSecurity, ...tls },
      ...{ user: given.user, passwordFile: 'mailbox-password' },
      folders: { also: look.junk === null ? [] : [look.junk] },
    },
    smtp: { host: given.smtp.host, port: smtp.port, security: smtp.security, ...tls, ...signIn },
    engineers: [{ ...given.engineer, roles: ['engineer', 'duty', 'lead'] }],
    data: { directory: 'data' },
    http: { host: '127.0.0.1', port: 8080, tokenFile: 'http-token' },
  }
  const secrets = { 'mailbox-password': given.password, 'http-token': randomBytes(24).toString('base64url') }
  // The configuration comes last: where it stands, all that it names stands too.
  const files = SECRETS.map((name): readonly [string, string] => [join(folder, name), `${secrets[name]}\n`])
  allOrNone([...files, [resolve(file.path), `${JSON.stringify(config, null, 2)}\n`]])
  io.out(`${file.path}, ${Object.keys(secrets).join(' and ')} beside it: written, for you alone (0600)`)
}

/** Files for the owner alone; when one cannot be written, those before it go again. */
function allOrNone(files: readonly (readonly [string, string])[]): void {
  const made: string[] = []
  try {
    for (const [path, text] of files) {
      const handle = openSync(path, 'wx', 0o600)
      made.push(path)
      try {
        writeFileSync(handle, text)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
    }
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    throw error
  }
}

const SKEW_SECONDS = 60

/** What is missing or worth knowing, a line each. */
function remarks(look: MailboxLook, { plain }: Back): readonly string[] {
  const said: string[] = []
  const seen = [...look.authservIds].sort((a, b) => b[1] - a[1])
  if (seen.length === 0)
    said.push(
      'no Authentication-Results in the last mails: trust.authservIds stays empty, engineers are known by token alone',
    )
  else {
    const names = seen.map(([name, count]) => `"${name}" (${count})`).join(', ')
    said.push(
      `Authentication-Results in the last mails are by ${names}: put the name that your mail host writes into trust.authservIds, if it strips foreign ones`,
    )
  }
  if (look.junk !== null)
    said.push(`what the server takes for spam is read too: "${look.junk}" in mailbox.folders.also`)
  if (!look.canMove) said.push('the mail server has no MOVE: filed mail stays in the inbox and is marked')
  if (look.mails > 0)
    said.push(
      `${look.mails} mails lie in the inbox: those of the last three days will be filed (mailbox.firstStartDays)`,
    )
  const skew = plain?.skewSeconds ?? 0
  if (Math.abs(skew) > SKEW_SECONDS)
    said.push(`the mail server's clock is ${Math.abs(skew)} s ${skew > 0 ? 'ahead' : 'behind'}: set one of them`)
  said.push('contracts are a file of their own ("ticketd example contracts"); without it everybody is served')
  return said
}
