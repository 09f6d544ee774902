// The configuration's face: file and environment become a Config, contracts and calendars with it a Policy, or sentences
// that say what is wrong and what would be right.

export { type Clockwork, readCalendarFile } from './calendars.ts'
export { remarksOn } from './checks.ts'
export {
  type Config,
  configSchema,
  contractsSchema,
  type Mistake,
  type Mistaken,
  printMistake,
  type Reading,
  readConfig,
  type Secret,
} from './config.ts'
export { remarksOnContracts } from './contract-remarks.ts'
export { allMistakes, type Identity, NOBODY, type PolicyUnder, readPolicy, readRules } from './policy.ts'
export { printable } from './printable.ts'
export { restartSentence, waitingForRestart } from './restart.ts'
