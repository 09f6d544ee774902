// `ticketd explain FILE`: what the desk would do with this mail now, and why, rule by rule. Changes nothing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { cluesIn, type Decision, decideOnLetter, type Policy, printNumber } from '../desk/desk.ts'
import { judgeSender, openReader } from '../inbox/inbox.ts'
import type { Letter } from '../letter.ts'
import { openStore, type Store } from '../store/store.ts'
import { sentenceOf } from '../trouble.ts'
import { configured, ruled } from './configured.ts'
import { EXIT, type Io, type Verb, wrongUsage } from './verb.ts'

const HELP = `ticketd explain FILE [--json] [--config FILE]

What the desk would do with this mail if it came now, and by which rules: what it reads in it, where it belongs, whether it
is acknowledged, who would hear of it. Changes nothing and sends nothing.`

export const explainVerb: Verb = {
  name: 'explain',
  summary: 'what the desk would do with a mail now, and why',
  help: HELP,
  async run(args, io, file) {
    const unknown = args.find((arg) => arg.startsWith('--') && arg !== '--json')
    if (unknown !== undefined) return wrongUsage(io, explainVerb, `unknown option ${unknown}`)
    const [mail, ...more] = args.filter((arg) => arg !== '--json')
    if (mail === undefined || more.length > 0) return wrongUsage(io, explainVerb, 'name one file')
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const books = borrowed(config)
    try {
      const policy = ruled(config, file, io, books.store.settings)
      if (typeof policy === 'number') return policy
      const letter = await letterIn(mail, config)
      const known = books.store.reading.filedOn(letter)
      if (known !== undefined)
        io.err(
          `this mail is filed already${known === null ? '' : `, on ${printNumber(policy.support.ticketPrefix, known)}`}; if it came anew nothing would happen`,
        )
      explained(letter, books.store, policy, args.includes('--json'), io)
      return EXIT.done
    } catch (error) {
      io.err(`${mail}: ${sentenceOf(error)}`)
      return EXIT.failed
    } finally {
      books.close()
    }
  },
}

/** The desk's books to look into, or empty ones where there are none yet. */
function borrowed(config: Config): { readonly store: Store; close(): void } {
  try {
    const store = openStore(config.data.directory, { as: 'visitor' })
    return { store, close: () => store.close() }
  } catch {
    const folder = mkdtempSync(join(tmpdir(), 'ticketd-explain-'))
    const store = openStore(folder)
    return {
      store,
      close: () => {
        store.close()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  }
}

async function letterIn(file: string, config: Config): Promise<Letter> {
  const reader = openReader({ messageBytes: config.limits.messageBytes })
  try {
    const mail = await reader.read(file)
    return { ...mail, place: null, arrivedAt: new Date(), verdict: judgeSender(mail, config.trust) }
  } finally {
    await reader.close()
  }
}

function explained(letter: Letter, store: Store, policy: Policy, json: boolean, io: Io): void {
  const now = new Date()
  const clues = cluesIn(letter, policy)
  const decision = decideOnLetter(letter, store.reading.factsFor(letter, clues, now), policy, now)
  const number = (id: number | null | undefined): string | null =>
    id === null || id === undefined ? null : printNumber(policy.support.ticketPrefix, id)
  const explanation = {
    kind: letter.kind,
    mayAcknowledge: letter.mayAcknowledge,
    why: letter.why,
    defects: letter.defects,
    sender: { verdict: letter.verdict.sender, because: letter.verdict.because },
    clues: {
      token: clues.token?.kind ?? null,
      messageIds: clues.messageIds,
      numbers: clues.numbers.map(number),
      engineer: clues.engineer?.address ?? null,
    },
    because: decision.because,
    ticket: number(decision.filed?.ticket),
    role: decision.filed?.role ?? null,
    events: decision.events.map((event) => ({
      ticket: number(event.ticket),
      who: event.who,
      what: event.what,
      detail: event.detail,
    })),
    send: sendings(decision),
  }
  if (json) io.out(JSON.stringify(explanation))
  else for (const line of lines(explanation)) io.out(line)
}

function sendings(decision: Decision): { kind: string; to: readonly string[]; subject: string }[] {
  return decision.send.map((draft) => ({ kind: draft.kind, to: draft.recipients, subject: draft.subject }))
}

function lines(found: Record<string, unknown>): string[] {
  return Object.entries(found).flatMap(([name, value]) => {
    if (!Array.isArray(value))
      return [`${name}: ${typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)}`]
    return [
      `${name}:${value.length === 0 ? ' nothing' : ''}`,
      ...value.map(
        (one) =>
          `  - ${
            typeof one === 'string'
              ? one
              : Object.values(one as object)
                  .filter((each) => each !== null)
                  .join(' · ')
          }`,
      ),
    ]
  })
}
