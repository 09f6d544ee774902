// What every verb of the command line is: a name, a help text, and a run that answers with the exit status.
import { sentenceOf, Trouble, whyUnread } from '../../trouble.ts'

/** Data goes to `out`, everything else to `err`, a line each. */
export interface Io {
  out(line: string): void
  err(line: string): void
  readonly stdin: AsyncIterable<Buffer | string>
  /** Resolves when what was written has been taken: a slow reader must not fill the memory. */
  drained?(): Promise<void>
  /** Writes on the operator's terminal as it stands, for progress; null or left out where standard error is none. */
  readonly terminal?: ((text: string) => void) | null
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Exit statuses of the contract. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  configuration: 78,
} as const

export interface Verb {
  readonly name: string
  /** What `--help` prints. */
  readonly help: string
  /** Arguments after the verb, without --config FILE; `configurationFile` is what --config, $TICKETD_CONFIG or the default names. */
  run(args: readonly string[], io: Io, configurationFile: ConfigurationFile): Promise<number>
}

export interface ConfigurationFile {
  readonly path: string
  /** False when it is only the default ./config.json. */
  readonly named: boolean
}

/** Wrong usage: says so on standard error, and how the verb is called, which is what its help begins with. */
export function wrongUsage(io: Io, verb: Verb, what: string): number {
  io.err(`ticketd ${verb.name}: ${what}`)
  const [usage = ''] = verb.help.split('\n\n')
  for (const line of usage.split('\n')) io.err(`usage: ${line}`)
  return EXIT.usage
}

/** Why a mail that somebody named was not read: the disk's reason in words, else what the trouble says. */
export function whyNoMail(error: unknown): string {
  const onDisk = error instanceof Trouble && typeof error.facts.code === 'string'
  return onDisk ? whyUnread(error.facts) : sentenceOf(error)
}
