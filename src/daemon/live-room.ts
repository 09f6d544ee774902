// What the daemon files with: configuration, contracts, calendar and templates, read at the start and anew by SIGHUP,
// between two letters, all or nothing; the calendar in the books is looked at with each transaction.
import { join } from 'node:path'
import {
  allMistakes,
  type Config,
  type Mistake,
  type PolicyUnder,
  readConfig,
  readRules,
  restartSentence,
  waitingForRestart,
} from '../configuration/configuration.ts'
import type { Policy } from '../desk/desk.ts'
import type { Room } from '../filing.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { sentenceOf } from '../trouble.ts'
import { openWording, type Wording } from '../wording/wording.ts'

/** Templates lie beside the sources. */
export const TEMPLATES = join(import.meta.dirname, '../../templates')

/** A configuration that does not hold: the mistakes, for exit status 78. */
export class WrongConfiguration extends Error {
  readonly mistakes: readonly Mistake[]
  constructor(mistakes: readonly Mistake[]) {
    super('the configuration does not hold')
    this.mistakes = mistakes
  }
}

/** What filing works with; the policy and the templates can be read anew between two letters. */
export interface LiveRoom extends Room {
  /** The settings in force, but for those that wait for a restart. */
  readonly config: Config
  /** The policy under other calendar years than those in the books. */
  under(applied: readonly unknown[]): Policy
  reload(): readonly Mistake[]
  /** Heeds how large a letter the SMTP server takes, in bytes; null: it names no limit. */
  takes(bytes: number | null): void
}

/** Where the rules come from. */
export interface RulesFrom {
  readonly config: Config
  readonly configFile: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** The room in which the daemon files. Throws WrongConfiguration, and Trouble when a template is wrong. */
export function openRoom(options: RulesFrom, store: Store, clock: () => Date): LiveRoom {
  const current: Rules = read(options, options.config, store)
  let largest = store.settings.largestLetter() ?? null
  let heeded = { policy: current.policy, largest, is: withRoomFor(current.policy, largest) }
  return {
    takes(bytes) {
      largest = bytes
    },
    get config() {
      return current.config
    },
    get policy() {
      const { policy } = current
      if (heeded.policy !== policy || heeded.largest !== largest)
        heeded = { policy, largest, is: withRoomFor(policy, largest) }
      return heeded.is
    },
    clock,
    transaction: (work) =>
      store.transaction((books) => {
        // Nobody applies a year while this transaction lasts: what is filed in it stands under the calendar in force.
        if (books.calendarVersion() !== current.calendar) Object.assign(current, underCalendar(current, store))
        return work(books)
      }),
    render: (draft) => current.wording.render(draft),
    tell: (event) => current.wording.tell(event, current.policy.language),
    under: (applied) => current.under(applied),
    reload: () => {
      const config = readConfig(options.configFile, options.environment)
      if ('mistakes' in config) return allMistakes(config, options.configFile)
      try {
        Object.assign(current, read(options, config.ok, store))
        return []
      } catch (error) {
        if (error instanceof WrongConfiguration) return error.mistakes
        return [{ path: TEMPLATES, what: sentenceOf(error), right: 'mend the template' }]
      }
    },
  }
}

/** What a letter has beside its files, in bytes. */
const BESIDE_FILES = 131_072

/** `relayBytes` counts files as they are; in a letter 57 bytes of them take 78 (RFC 2045 section 6.8), and the server counts those. */
function withRoomFor(policy: Policy, largest: number | null): Policy {
  if (largest === null) return policy
  const room = Math.max(1, Math.floor(((largest - BESIDE_FILES) * 57) / 78))
  const { relayBytes } = policy.brakes
  if (relayBytes > 0 && relayBytes <= room) return policy
  return { ...policy, brakes: { ...policy.brakes, relayBytes: room } }
}

/** SIGHUP: reads all anew and says what waits for a restart. Gives the mistakes; then nothing changed. */
export function reloaded(started: Config, room: LiveRoom, log: Log): readonly Mistake[] {
  const mistakes = room.reload()
  if (mistakes.length > 0) return mistakes
  log.setLevel?.(room.config.log.level)
  const because = restartSentence(waitingForRestart(started, room.config))
  if (because !== null) log.warn({ because }, 'part of the configuration waits for a restart')
  return []
}

/** What filing goes by: the configuration's rules under the calendar in the books, and the templates. */
interface Rules {
  readonly config: Config
  readonly under: PolicyUnder
  readonly policy: Policy
  /** The version of the calendar in the books that `policy` counts by. */
  readonly calendar: number
  readonly wording: Wording
}

function read(options: RulesFrom, config: Config, store: Store): Rules {
  const rules = readRules(config, options.configFile, store.settings)
  if ('mistakes' in rules) throw new WrongConfiguration(rules.mistakes)
  const wording = openWording(TEMPLATES, config.clock.timezone)
  return { config, under: rules.ok, wording, ...underCalendar({ under: rules.ok }, store) }
}

function underCalendar({ under }: Pick<Rules, 'under'>, store: Store): Pick<Rules, 'policy' | 'calendar'> {
  const { version, years } = store.reading.calendar()
  return { policy: under(years), calendar: version }
}
