// What of the configuration a reload cannot change: the mailbox, the servers and the books are opened once. Here
// is which of these settings differ from those that the desk was started with, by their paths, never by their values.
import { isDeepStrictEqual } from 'node:util'
import type { Config, Secret } from './config.ts'

/** Paths of the settings that are other than at the start and hold only after a restart; `mailbox.password`, `smtp.port`. */
export function waitingForRestart(started: Config, read: Config): readonly string[] {
  return differing(atStart(started), atStart(read), '')
}

const MOST_NAMED = 5

/** The paths as one sentence, short enough for a line of the log; null when there are none. */
export function restartSentence(paths: readonly string[]): string | null {
  if (paths.length === 0) return null
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : ''
  const they = paths.length === 1 ? 'it takes' : 'they take'
  return `${paths.slice(0, MOST_NAMED).join(', ')}${more} changed: ${they} effect with a restart`
}

/** What is read once, each by its path in the file. */
function atStart({ mailbox, smtp, data, http, failover, support }: Config): Readonly<Record<string, unknown>> {
  const { secret: toMailbox, ...ofMailbox } = mailbox
  const { secret: toSmtp, ...ofSmtp } = smtp
  return {
    mailbox: { ...ofMailbox, ...secretByPath(toMailbox) },
    smtp: { ...ofSmtp, ...(toSmtp === null ? {} : secretByPath(toSmtp)) },
    data,
    http: http ?? undefined,
    failover,
    // The rules take it at once; the SMTP server goes on hearing the one that the desk greeted and signed in with.
    'support.address (towards smtp)': support.address,
  }
}

/** A secret under the name that it has in the file; one that lies in a file of its own counts as `password`. */
function secretByPath(secret: Secret): Readonly<Record<string, unknown>> {
  if (secret.kind === 'password') return { password: secret.password }
  const { kind: _, ...oauth2 } = secret
  return { oauth2 }
}

/** Objects are compared setting by setting, lists whole; what one side lacks is named without its parts. */
function differing(before: unknown, after: unknown, path: string): readonly string[] {
  if (isDeepStrictEqual(before, after)) return []
  if (!isObject(before) || !isObject(after)) return [path]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => differing(before[key], after[key], path === '' ? key : `${path}.${key}`))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
