// `ticketd explain FILE`: what the desk would do with this mail now, and why, rule by rule. Changes nothing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../configuration/configuration.ts'
import { cluesIn, decideOnLetter, type Policy, printNumber } from '../desk/desk.ts'
import type { Language, Letter, TicketId } from '../letter.ts'
import { judgeSender, openReader } from '../reading/reading.ts'
import { hasBooks, openStore, type Store } from '../store/store.ts'
import { eventLine, say } from '../wording/wording.ts'
import type { Line } from '../words/words.ts'
import { readArguments } from './frame/arguments.ts'
import { configured, ruled } from './frame/configured.ts'
import { type Explanation, explainedLines } from './frame/explained.ts'
import { EXIT, type Verb, whyNoMail, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd explain FILE [--json] [--config FILE]

What the desk would do with this mail if it came now, and by which rules: what it reads in it, where it belongs, whether it
is acknowledged, who would hear of it, and whether it is filed already. Speaks the language of the configuration; with
--json one line for programs. Changes nothing and sends nothing.`

export const explainVerb: Verb = {
  name: 'explain',
  help: HELP,
  async run(args, io, file) {
    const given = readArguments(args, { json: { type: 'boolean' } })
    if (typeof given === 'string') return wrongUsage(io, explainVerb, given)
    const [mail, ...more] = given.positionals
    if (mail === undefined || more.length > 0) return wrongUsage(io, explainVerb, 'name one file')
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const books = borrowed(config)
    try {
      const policy = ruled(config, file, io, books.store.settings)
      if (typeof policy === 'number') return policy
      const letter = await letterIn(mail, config)
      const forPrograms = given.values.json === true
      const found = explanationOf(letter, books.store, policy, forPrograms ? 'en' : policy.language)
      if (forPrograms) io.out(JSON.stringify(found))
      else
        for (const line of explainedLines(found, policy.language, (event) => eventLine(event, policy.language)))
          io.out(line)
      return EXIT.done
    } catch (error) {
      io.err(`${mail}: ${whyNoMail(error)}`)
      return EXIT.failed
    } finally {
      books.close()
    }
  },
}

/** The desk's books to look into, or empty ones where there are none yet. Throws Trouble when those there are cannot be read. */
function borrowed(config: Config): { readonly store: Store; close(): void } {
  if (hasBooks(config.data.directory)) {
    const store = openStore(config.data.directory, { as: 'visitor' })
    return { store, close: () => store.close() }
  }
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

async function letterIn(file: string, config: Config): Promise<Letter> {
  const reader = openReader({ messageBytes: config.limits.messageBytes })
  try {
    const mail = await reader.read(file)
    return { ...mail, place: null, arrivedAt: new Date(), verdict: judgeSender(mail, config.trust) }
  } finally {
    await reader.close()
  }
}

/** All that an explanation says; what was found in reading in `language`, what the desk would write down in its own. */
function explanationOf(letter: Letter, store: Store, policy: Policy, language: Language): Explanation {
  const now = new Date()
  const clues = cluesIn(letter, policy, (token) => store.reading.seen(token))
  const decision = decideOnLetter(letter, store.reading.factsFor(letter, clues, now), policy, now, clues)
  const number = (id: TicketId): string => printNumber(policy.support.ticketPrefix, id)
  const found = (said: Line): string => say(said, language, policy.zone)
  const words = (said: Line): string => say(said, policy.language, policy.zone)
  const perhaps = (id: TicketId | null | undefined): string | null =>
    id === null || id === undefined ? null : number(id)
  const filed = store.reading.filedOn(letter)
  const { subject, messageId, bytes, sha256, kind, mayAcknowledge } = letter
  return {
    ...{ subject, from: letter.from?.address ?? null, messageId, bytes, sha256 },
    filed: filed === undefined ? null : (perhaps(filed) ?? ''),
    ...{ kind, mayAcknowledge, why: letter.why.map(found), defects: letter.defects.map(found) },
    cuts: letter.cuts,
    bounce: letter.bounce?.recipients ?? [],
    sender: { verdict: letter.verdict.sender, because: found(letter.verdict.because) },
    clues: {
      token: clues.token?.kind ?? null,
      messageIds: clues.messageIds,
      numbers: clues.numbers.map(number),
      engineer: clues.engineer?.address ?? null,
    },
    because: decision.because,
    ticket: perhaps(decision.filed?.ticket),
    role: decision.filed?.role ?? null,
    events: decision.events.map(({ ticket, who, what, detail }) => {
      return { ticket: perhaps(ticket), who, what, detail: words(detail) }
    }),
    send: decision.send.map((draft) => ({ kind: draft.kind, to: draft.recipients, subject: words(draft.subject) })),
  }
}
