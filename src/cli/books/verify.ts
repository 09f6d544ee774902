// `ticketd verify`: books and raw mail read through, a daemon at work or not; each breach named, nothing written.

import { constants, setPriority } from 'node:os'
import { setImmediate as breath } from 'node:timers/promises'
import { miscounted, type Policy, printNumber } from '../../desk/desk.ts'
import { checkRaw } from '../../inbox/inbox.ts'
import { type Audit, type Breach, halfErased, type KeptBytes, openAudit } from '../../store/store.ts'
import { Trouble } from '../../trouble.ts'
import { readOptions } from '../frame/arguments.ts'
import { configured, ruled } from '../frame/configured.ts'
import { openProgress, type Progress } from '../frame/progress.ts'
import { EXIT, type Io, type Verb, wrongUsage } from '../frame/verb.ts'

const HELP = `ticketd verify [--json]

Reads books and raw mail through, the daemon running or not, and writes nothing: SQLite's own check; every row that
another names; every raw mail by its sha256; that each letter ended in exactly one outcome; that the full text holds what
the messages hold (some words of each); that each ticket's dates follow from what was recorded.
Each breach is a line: its code, what it concerns, what is wrong; exit status 1. None: status 0.
  --json   one JSON object a breach: {code, where, what, ticket, letter}`

export const verifyVerb: Verb = {
  name: 'verify',
  help: HELP,
  async run(args, io, file) {
    const options = readOptions(args, { json: { type: 'boolean' } })
    if (typeof options === 'string') return wrongUsage(io, verifyVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const policy = ruled(config, file, io)
    if (typeof policy === 'number') return policy
    // Letters come first: whoever looks through ten years of mail can wait for them.
    setPriority(constants.priority.PRIORITY_LOW)
    const audit = openAudit(config.data.directory)
    const look = openLook(policy, options.json === true, io)
    try {
      for (const part of PARTS) await looked(part, { audit, directory: config.data.directory, policy, look })
      return look.summed()
    } finally {
      look.progress.clear()
      audit.close()
    }
  },
}

interface Look {
  readonly progress: Progress
  say(found: readonly Breach[]): void
  counted(what: 'letters' | 'outgoing' | 'tickets', count: number): void
  /** The exit status, after the sum was said. */
  summed(): number
}

function openLook(policy: Policy, json: boolean, io: Io): Look {
  const progress = openProgress(io)
  const counts = { letters: 0, outgoing: 0, tickets: 0 }
  let breaches = 0
  return {
    progress,
    say(found) {
      if (found.length > 0) progress.clear()
      breaches += found.length
      for (const one of found) io.out(json ? JSON.stringify(fieldsOf(one, policy)) : lineOf(one, policy))
    },
    counted(what, count) {
      counts[what] = count
    },
    summed() {
      progress.clear()
      const { letters, outgoing, tickets } = counts
      const looked = `${letters} letters, ${outgoing} letters of ours, ${tickets} tickets read through`
      io.err(`${looked}: ${breaches === 0 ? 'all is as it should be' : `${breaches} breaches`}`)
      return breaches === 0 ? EXIT.done : EXIT.failed
    },
  }
}

function fieldsOf({ code, where, what, ticket, letter }: Breach, policy: Policy): Record<string, unknown> {
  return { code, where, what, ticket: numberOf(ticket, policy), letter: letter ?? null }
}

function lineOf({ code, where, what, ticket, letter }: Breach, policy: Policy): string {
  const number = numberOf(ticket, policy)
  const facts = [where, ...(number === null ? [] : [number]), ...(letter === undefined ? [] : [letter])]
  return `${code}: ${facts.join(', ')}: ${what}`
}

function numberOf(ticket: Breach['ticket'], policy: Policy): string | null {
  return ticket == null ? null : printNumber(policy.support.ticketPrefix, ticket)
}

/** What each part of the look works with. */
interface Place {
  readonly audit: Audit
  readonly directory: string
  readonly policy: Policy
  readonly look: Look
}

const PARTS: readonly ((place: Place) => Promise<void>)[] = [tables, letters, lettersOfOurs, tickets]

/** Where SQLite itself cannot read on, that is the breach; the other parts are looked at all the same. */
async function looked(part: (place: Place) => Promise<void>, place: Place): Promise<void> {
  try {
    await part(place)
  } catch (error) {
    if (!(error instanceof Trouble) || error.facts.code !== 'SQLITE_CORRUPT') throw error
    place.look.say([{ code: 'books damaged', where: part.name, what: 'SQLite cannot read on: its file is damaged' }])
  }
}

async function tables({ audit, directory, look }: Place): Promise<void> {
  const toDo = halfErased(directory)
  if (toDo !== null) look.say([{ code: 'half erased', where: 'books', what: toDo }])
  for (const { done, of, found } of audit.structure()) {
    look.progress.step('tables', done, of)
    look.say(found)
    await breath()
  }
}

async function letters({ audit, directory, look }: Place): Promise<void> {
  for (const { done, of, found, kept } of audit.letters()) {
    look.say([...found, ...(await rawBreaches(audit, directory, kept))])
    look.progress.step('letters', done, of)
    look.counted('letters', done)
  }
}

async function lettersOfOurs({ audit, look }: Place): Promise<void> {
  for (const { done, of, found } of audit.outgoing()) {
    look.say(found)
    look.progress.step('letters of ours', done, of)
    look.counted('outgoing', done)
    await breath()
  }
}

async function tickets({ audit, policy, look }: Place): Promise<void> {
  for (const { done, of, tickets: some } of audit.tickets()) {
    look.say(some.flatMap((one) => countedBreaches(one, policy)))
    look.progress.step('tickets', done, of)
    look.counted('tickets', done)
    await breath()
  }
}

async function rawBreaches(audit: Audit, directory: string, kept: readonly KeptBytes[]): Promise<readonly Breach[]> {
  const fates = await checkRaw(directory, kept)
  return kept.flatMap(({ row, sha256, ticket }, n): readonly Breach[] => {
    const fate = fates[n]
    // A letter that was erased meanwhile has no bytes any more.
    if (fate === undefined || fate === 'whole' || !audit.hasLetter(row)) return []
    const what = fate === 'missing' ? 'its raw mail is not there' : 'its raw mail is not what its sha256 says'
    return [{ code: `raw mail ${fate}`, where: `letter ${row}`, what, ticket, letter: sha256 }]
  })
}

function countedBreaches(ticket: Parameters<typeof miscounted>[0], policy: Policy): readonly Breach[] {
  const dates = miscounted(ticket, policy)
  if (dates.length === 0) return []
  const what = `${dates.join(', ')} ${dates.length === 1 ? 'does' : 'do'} not follow from what was recorded`
  return [{ code: 'promise differs', where: `ticket ${ticket.id}`, what, ticket: ticket.id }]
}
