// Configuration, contracts, calendars and the books' own identity -> what the rules may know. All or nothing: with one
// mistake in it the policy before stays in force (SIGHUP).
import { dirname } from 'node:path'
import type { Contract, Policy } from '../desk/desk.ts'
import { readAnswers } from './answers.ts'
import { appliedCalendar, readClockwork } from './calendars.ts'
import { rotaContracts } from './checks.ts'
import type { Config, Mistake, Mistaken, Reading } from './config.ts'
import { PUBLIC_DOMAINS, readContracts } from './contracts.ts'

/** What the books add: the key that signs, and our mark against loops. */
export interface Identity {
  readonly secret: string
  readonly installId: string
}

/** An identity for verbs that change nothing and send nothing. */
export const NOBODY: Identity = { secret: 'none', installId: 'none' }

/** The policy under the calendar years that the books hold; they are checked here. */
export type PolicyUnder = (applied: readonly unknown[]) => Policy

/** Reads what the configuration names and puts it together; every mistake at once. */
export function readPolicy(
  config: Config,
  configFile: string,
  identity: Identity,
  applied: readonly unknown[],
): Reading<Policy> {
  const read = readRules(config, configFile, identity)
  return 'mistakes' in read ? read : { ok: read.ok(applied) }
}

/** The same, when the years in the books may change while the configuration stays. */
export function readRules(config: Config, configFile: string, identity: Identity): Reading<PolicyUnder> {
  const contracts = contractsOf(config)
  const known = 'ok' in contracts ? contracts.ok : []
  const clockwork = readClockwork(config.clock, known, dirname(config.contracts ?? configFile))
  const answers = readAnswers(config.answers)
  const numbers = 'ok' in contracts ? (contracts.ok?.map((one) => one.number) ?? null) : undefined
  const inRota = numbers === undefined ? [] : rotaContracts(config.rota, numbers)
  const inFiles = [contracts, clockwork, answers].flatMap((one) => ('mistakes' in one ? one.mistakes : []))
  const mistakes = [...inFiles, ...inRota]
  if ('mistakes' in contracts || 'mistakes' in clockwork || 'mistakes' in answers || inRota.length > 0)
    return { mistakes }
  const rest = {
    ...{ secret: identity.secret, installId: identity.installId },
    support: config.support,
    engineers: config.engineers,
    contracts: contracts.ok,
    firstAnswerHours: config.clock.firstAnswerHours,
    critical: config.critical,
    waiting: config.waiting,
    askWhetherItHelped: config.askWhetherItHelped,
    relayHoldSeconds: config.relayHoldSeconds,
    wakes: config.alert.webhook !== null,
    verdictsExpected: config.trust.authservIds.length > 0 || config.trust.verifyDkim,
    brakes: config.limits,
    publicDomains: PUBLIC_DOMAINS,
    language: config.language,
    rota: config.rota,
    ...answers.ok,
  }
  return { ok: (applied) => ({ ...clockwork.ok(appliedCalendar(applied)), ...rest }) }
}

/** The mistakes of a configuration with those of the files that it names. */
export function allMistakes({ mistakes, standing }: Mistaken, configFile: string): readonly Mistake[] {
  const rules = standing === null ? null : readRules(standing, configFile, NOBODY)
  return rules !== null && 'mistakes' in rules ? [...mistakes, ...rules.mistakes] : mistakes
}

function contractsOf(config: Config): Reading<readonly Contract[] | null> {
  return config.contracts === undefined ? { ok: null } : readContracts(config.contracts, config.clock)
}
