// File and environment -> Config, or sentences that say what is wrong. What each setting is stands in settings.ts;
// here are paths, secrets and the rules that no single field can state.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { whyUnread } from '../trouble.ts'
import { crossChecks } from './checks.ts'
import { dataMistakes } from './data-directory.ts'
import { mistakenNames, variablePath } from './environment.ts'
import { readJson } from './json.ts'
import { mended } from './mending.ts'
import { type ConfigFile, configDefinition } from './settings.ts'
import { checked, type Mistake, overridden, WHOLE_FILE } from './shapes.ts'

export { configSchema, contractsSchema } from './settings.ts'
export { type Mistake, printMistake, type Reading } from './shapes.ts'

/** How the desk proves itself to a server. */
export type Secret =
  | { readonly kind: 'password'; readonly password: string }
  | {
      readonly kind: 'oauth2'
      readonly tokenUrl: string
      readonly clientId: string
      readonly clientSecret: string | null
      readonly scope: string | null
      readonly refreshToken: string | null
    }

/** Where alerts of criticality go besides mail. */
type Webhook = Omit<NonNullable<ConfigFile['alert']['webhook']>, 'secret' | 'secretFile'> & {
  readonly secret: string | null
}

/** The settings as they hold: paths absolute, secrets read, defaults filled in. */
export interface Config extends Omit<ConfigFile, 'mailbox' | 'smtp' | 'http' | 'alert' | '$schema'> {
  readonly mailbox: Omit<ConfigFile['mailbox'], 'password' | 'passwordFile' | 'oauth2'> & { readonly secret: Secret }
  readonly smtp: Omit<ConfigFile['smtp'], 'password' | 'passwordFile' | 'oauth2'> & { readonly secret: Secret | null }
  readonly http: { readonly host: string; readonly port: number; readonly token: string | null } | null
  readonly alert: { readonly webhook: Webhook | null }
}

/** Mistakes, and what of the configuration they leave standing, for a look at the files that it names; null when that is nothing. */
export interface Mistaken {
  readonly mistakes: readonly Mistake[]
  readonly standing: Config | null
}

/** Reads a configuration file, lets the environment override it (TICKETD__MAILBOX__HOST), reads secrets, checks all of it. */
export function readConfig(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly ok: Config } | Mistaken {
  const json = readJson(file)
  if ('mistakes' in json) return { ...json, standing: null }
  const given = withEnvironment(json.ok, environment)
  const read = withMistakes(configOf(given, dirname(resolve(file))), mistakenNames(environment))
  return 'ok' in read ? read : { ...read, mistakes: read.mistakes.map((one) => placed(one, file, environment)) }
}

function configOf(given: unknown, base: string): { readonly ok: Config } | Mistaken {
  const parsed = checked(configDefinition, given)
  if ('mistakes' in parsed) return beside(parsed.mistakes, given, base)
  const mistakes: Mistake[] = [...crossChecks(parsed.ok)]
  const config = completed(parsed.ok, base, mistakes)
  return mistakes.length > 0 ? { mistakes, standing: config } : { ok: config }
}

function withMistakes(read: { readonly ok: Config } | Mistaken, more: readonly Mistake[]): typeof read {
  if (more.length === 0) return read
  return 'ok' in read ? { mistakes: more, standing: read.ok } : { ...read, mistakes: [...read.mistakes, ...more] }
}

/** Settings that are looked at together: a mistake in the shape of one makes what is said of them together void. */
const TOGETHER = [
  /^clock\./,
  /^waiting\./,
  /^mailbox\.folders\./,
  /^mailbox\.(?:password|oauth2)/,
  /^smtp\.(?:password|oauth2)/,
]

/** Mistakes of shape, and what else is wrong in all that they leave standing. */
function beside(ofShape: readonly Mistake[], given: unknown, base: string): Mistaken {
  const paths = ofShape.map((one) => one.path)
  const nothing = { mistakes: ofShape, standing: null }
  if (paths.includes(WHOLE_FILE)) return nothing
  const parsed = checked(configDefinition, mended(given, paths))
  if ('mistakes' in parsed) return nothing
  const found = crossChecks(parsed.ok)
  const standing = completed(parsed.ok, base, found)
  const isVoid = ({ path }: Mistake): boolean =>
    paths.some((one) => path.startsWith(one) || TOGETHER.some((group) => group.test(path) && group.test(one)))
  return { mistakes: [...ofShape, ...found.filter((one) => !isVoid(one))], standing }
}

/** A mistake of the whole file names the file, one that came with the environment its variable. */
function placed(mistake: Mistake, file: string, environment: Readonly<Record<string, string | undefined>>): Mistake {
  if (mistake.path === WHOLE_FILE) return { ...mistake, path: file }
  const name = Object.keys(environment).find((one) => variablePath(one).join('.') === mistake.path.toLowerCase())
  return name === undefined ? mistake : { ...mistake, what: `${mistake.what} (by the variable ${name})` }
}

/** «the file pw is a folder, not a file». */
function fileUnreadable(file: string, error: unknown): string {
  const why = whyUnread(error)
  return why === whyUnread({ code: 'ENOENT' }) ? `${why} ${file}` : `the file ${file} ${why}`
}

/** Puts TICKETD__A__B=value into the place a.b. Only scalars. */
function withEnvironment(json: unknown, environment: Readonly<Record<string, string | undefined>>): unknown {
  let result = json
  for (const [name, value] of Object.entries(environment)) {
    const path = variablePath(name)
    if (value !== undefined && path.length > 0) result = overridden(result, configDefinition, path, value)
  }
  return result
}

/** Paths made absolute, secrets read from their files; what cannot be read is a mistake. */
function completed(found: ConfigFile, base: string, mistakes: Mistake[]): Config {
  const path = (value: string): string => resolve(base, value)
  const caFile = (room: 'mailbox' | 'smtp'): { caFile?: string } => {
    const file = found[room].tls.caFile
    if (file === undefined) return {}
    mistakes.push(...authorityMistakes(`${room}.tls.caFile`, path(file)))
    return { caFile: path(file) }
  }
  const { password, passwordFile, oauth2: o1, ...mailboxRest } = found.mailbox
  const { password: p2, passwordFile: f2, oauth2: o2, ...smtpRest } = found.smtp
  const { $schema: _, ...rest } = found
  const mailboxSecret = secretOf('mailbox', { password, passwordFile, oauth2: o1 }, base, mistakes)
  if (mailboxSecret === null) {
    mistakes.push({
      path: 'mailbox.password',
      what: 'is missing',
      right: 'give mailbox.passwordFile, mailbox.password or mailbox.oauth2',
    })
  }
  mistakes.push(...dataMistakes(found.data.directory, path(found.data.directory)))
  return {
    ...rest,
    contracts: found.contracts === undefined ? undefined : path(found.contracts),
    answers: found.answers === '' ? '' : path(found.answers),
    clock: { ...found.clock, calendars: found.clock.calendars.map(path) },
    data: { directory: path(found.data.directory) },
    failover: { ...found.failover, shared: found.failover.shared === '' ? '' : path(found.failover.shared) },
    mailbox: {
      ...mailboxRest,
      tls: caFile('mailbox'),
      secret: mailboxSecret ?? { kind: 'password', password: '' },
    },
    smtp: {
      ...smtpRest,
      tls: caFile('smtp'),
      secret: secretOf('smtp', { password: p2, passwordFile: f2, oauth2: o2 }, base, mistakes),
    },
    http: found.http === undefined ? null : httpOf(found.http, base, mistakes),
    alert: { webhook: webhookOf(found.alert, base, mistakes) },
  }
}

/** What is wrong with a file of certificate authorities: OpenSSL would pass over what it cannot read without a word. */
function authorityMistakes(path: string, file: string): Mistake[] {
  const right = 'must be a file with certificates in PEM (-----BEGIN CERTIFICATE-----)'
  try {
    const holds = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/.test(readFileSync(file, 'latin1'))
    return holds ? [] : [{ path, what: `the file ${file} holds no certificate`, right }]
  } catch (error) {
    return [{ path, what: fileUnreadable(file, error), right }]
  }
}

function httpOf(http: NonNullable<ConfigFile['http']>, base: string, mistakes: Mistake[]): NonNullable<Config['http']> {
  if (http.token !== undefined && http.tokenFile !== undefined)
    mistakes.push({ path: 'http', what: 'has both token and tokenFile', right: 'give one of them' })
  const token = http.token ?? fileSecret('http.tokenFile', http.tokenFile, base, mistakes)
  return { host: http.host, port: http.port, token }
}

function webhookOf({ webhook }: ConfigFile['alert'], base: string, mistakes: Mistake[]): Webhook | null {
  if (webhook === undefined) return null
  const { secret, secretFile, ...rest } = webhook
  if (secret !== undefined && secretFile !== undefined)
    mistakes.push({ path: 'alert.webhook', what: 'has both secret and secretFile', right: 'give one of them' })
  return { ...rest, secret: secret ?? fileSecret('alert.webhook.secretFile', secretFile, base, mistakes) }
}

interface GivenSecret {
  readonly password: string | undefined
  readonly passwordFile: string | undefined
  readonly oauth2: ConfigFile['mailbox']['oauth2']
}

function secretOf(room: 'mailbox' | 'smtp', given: GivenSecret, base: string, mistakes: Mistake[]): Secret | null {
  const { password, passwordFile, oauth2: o } = given
  if ([password, passwordFile, o].filter((one) => one !== undefined).length > 1) {
    mistakes.push({
      path: room,
      what: 'has more than one of password, passwordFile and oauth2',
      right: 'give one of them',
    })
  }
  if (o !== undefined) {
    return {
      kind: 'oauth2',
      tokenUrl: o.tokenUrl,
      clientId: o.clientId,
      clientSecret: o.clientSecret ?? fileSecret(`${room}.oauth2.clientSecretFile`, o.clientSecretFile, base, mistakes),
      scope: o.scope ?? null,
      refreshToken: o.refreshToken ?? fileSecret(`${room}.oauth2.refreshTokenFile`, o.refreshTokenFile, base, mistakes),
    }
  }
  const text = password ?? fileSecret(`${room}.passwordFile`, passwordFile, base, mistakes)
  return text === null ? null : { kind: 'password', password: text }
}

function fileSecret(path: string, file: string | undefined, base: string, mistakes: Mistake[]): string | null {
  if (file === undefined) return null
  try {
    const text = readFileSync(resolve(base, file), 'utf8').replace(/[\r\n]+$/, '')
    const right = 'must hold the secret on its first line and nothing else'
    if (text === '') mistakes.push({ path, what: `the file ${file} is empty`, right })
    if (/[\r\n]/.test(text)) mistakes.push({ path, what: `the file ${file} has more than one line`, right })
    return text
  } catch (error) {
    mistakes.push({
      path,
      what: fileUnreadable(file, error),
      right: 'must be a file that the daemon may read',
    })
    return ''
  }
}
