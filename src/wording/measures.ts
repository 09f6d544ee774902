// What is counted of a set of requests -> the values of the template's part that shows it, each beside that of the period
// before where there is one.
import { type FirstAnswer, type Measures, NORM_DAYS, type Share, type Spread, type Turns } from '../words/words.ts'
import type { View, Writer } from './view.ts'

/** The house's targets for first answers, in hours. */
export interface Norms {
  readonly firstAnswerHours: number
  readonly criticalFirstAnswerHours: number
}

/** Every value that the template's part `measures` may name. */
export function measuresView(now: Measures, before: Measures | null, norms: Norms, writer: Writer): View {
  const beside = <T>(of: (one: Measures) => T, said: (value: T) => string): string =>
    before === null ? said(of(now)) : writer.tongue.report.was(said(of(now)), said(of(before)))
  const count = (of: (one: Measures) => number): string => beside(of, String)
  const first = (of: (one: Measures) => FirstAnswer, norm: number, clock: 'working' | 'wall'): string =>
    of(now).of === 0 ? '' : beside(of, (one) => firstWords(one, norm, clock, writer))
  return {
    ...{ openBefore: count((one) => one.balance.openBefore), came: count((one) => one.balance.came) },
    returned: now.balance.returned + (before?.balance.returned ?? 0) === 0 ? '' : count((one) => one.balance.returned),
    ...{ processed: count((one) => one.balance.processed), refused: count((one) => one.balance.refused) },
    ...{ notRequests: count((one) => one.balance.notRequests), merged: count((one) => one.balance.merged) },
    ...{ openAfter: count((one) => one.balance.openAfter), overdue: count((one) => one.overdue) },
    ...{ waiting: count((one) => one.waiting), balance: balanceWords(now, writer) },
    requests: String(now.processing.requests),
    net: now.processing.requests === 0 ? '' : beside((one) => one.processing.net, spread(writer)),
    gross: beside((one) => one.processing.gross, spread(writer)),
    norm: `${NORM_DAYS.from}–${NORM_DAYS.to}`,
    turns: turnsView(now.turns, writer),
    deadlines: beside((one) => one.deadlines, share(writer)),
    firstAnswer: beside((one) => one.firstAnswer, share(writer)),
    firstNormal: first((one) => one.firstAnswer.normal, norms.firstAnswerHours, 'working'),
    firstHigh: first((one) => one.firstAnswer.high, norms.criticalFirstAnswerHours, 'wall'),
    ...{ outOfTurn: count((one) => one.outOfTurn), reopened: count((one) => one.reopened) },
    ...{ undelivered: count((one) => one.undelivered), setAside: count((one) => one.setAside) },
    notAcknowledged: count((one) => one.notAcknowledged),
    ...helpView(now, before, writer),
  }
}

/** Nothing where nobody was asked. */
function helpView(now: Measures, before: Measures | null, writer: Writer): View {
  const wasAsked = now.help.asked + (before?.help.asked ?? 0) > 0
  const said = (name: 'helped' | 'didNotHelp' | 'notSaid', { help }: Measures): string =>
    share(writer)({ kept: help[name], of: help.asked })
  const shown = (name: 'helped' | 'didNotHelp' | 'notSaid'): string => {
    if (!wasAsked) return ''
    return before === null ? said(name, now) : writer.tongue.report.was(said(name, now), said(name, before))
  }
  return { helped: shown('helped'), didNotHelp: shown('didNotHelp'), notSaid: shown('notSaid') }
}

function balanceWords({ balance }: Measures, { tongue }: Writer): string {
  const { openBefore, came, returned, processed, refused, notRequests, merged, openAfter } = balance
  const came3 = [openBefore, came, ...(returned === 0 ? [] : [returned])]
  const went5 = [processed, refused, notRequests, merged, openAfter]
  const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0)
  return tongue.report.balance(`${came3.join(' + ')} = ${went5.join(' + ')}`, sum(came3) === sum(went5))
}

function spread(writer: Writer): (one: Spread) => string {
  return ({ mean, median, p90 }) =>
    mean === null
      ? '—'
      : writer.tongue.report.spread(inDays(mean, writer), inDays(median ?? 0, writer), inDays(p90 ?? 0, writer))
}

/** One decimal, with the language's own mark. */
export function inDays(value: number, { tongue }: Writer): string {
  return value.toFixed(1).replace('.', tongue.script.decimalPoint)
}

/** «17 из 20 (85 %)» */
export function share(writer: Writer): (one: Share) => string {
  const { report } = writer.tongue
  return ({ kept, of }) =>
    of === 0 ? report.nothing : report.share(String(kept), String(of), String(Math.round((100 * kept) / of)))
}

function firstWords(one: FirstAnswer, norm: number, clock: 'working' | 'wall', writer: Writer): string {
  const median = one.medianHours === null ? '' : inDays(one.medianHours, writer)
  return writer.tongue.report.firstAnswer(share(writer)(one), median, String(norm), clock)
}

const OWNERS = ['us', 'customer', 'development', 'contract'] as const

/** By whose turn it was, in hours and minutes; the whole is the sum of what is shown. */
function turnsView(turns: Turns, { tongue }: Writer): readonly View[] {
  const { report } = tongue
  const shown = OWNERS.map((owner) => ({ label: report.owners[owner], minutes: Math.round(turns[owner] / 60) }))
  const minutes = shown.reduce((sum, one) => sum + one.minutes, 0)
  if (minutes === 0) return []
  return [...shown, { label: report.together, minutes }].map((one) => ({
    label: one.label,
    time: report.hours(Math.floor(one.minutes / 60), one.minutes % 60),
  }))
}
