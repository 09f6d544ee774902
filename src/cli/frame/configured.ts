// What most verbs begin with: the configuration, or its mistakes on standard error and exit status 78.
import {
  allMistakes,
  type Config,
  type Identity,
  type Mistake,
  NOBODY,
  printMistake,
  readConfig,
  readPolicy,
} from '../../configuration/configuration.ts'
import type { Policy } from '../../desk/desk.ts'
import { appliedYears } from '../../store/store.ts'
import { type ConfigurationFile, EXIT, type Io } from './verb.ts'

/** The configuration, or the exit status after its mistakes and those of the files that it names were said. */
export function configured(file: ConfigurationFile, io: Io): Config | number {
  const read = readConfig(file.path, io.environment)
  return 'mistakes' in read ? mistaken(allMistakes(read, file.path), io) : read.ok
}

/** Policy of a configuration under the calendar in the books, or the exit status after the mistakes in contracts and calendars were said. */
export function ruled(config: Config, file: ConfigurationFile, io: Io, identity: Identity = NOBODY): Policy | number {
  const read = readPolicy(config, file.path, identity, appliedYears(config.data.directory))
  return 'mistakes' in read ? mistaken(read.mistakes, io) : read.ok
}

/** Says each mistake on a line: the setting's path, what is wrong, what would be right. */
export function mistaken(mistakes: readonly Mistake[], io: Io): number {
  for (const mistake of mistakes) io.err(printMistake(mistake))
  return EXIT.configuration
}
