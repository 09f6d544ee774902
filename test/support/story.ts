// Plays a story: a folder of numbered letters and expected letters, by a clock that the letters turn. Everything is the
// desk's own but the two servers: reader, judge of senders, books on disk, rules, templates. The format stands in
// test/stories/README.md.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isoLocal, parseLocal } from '../../src/calendar/calendar.ts'
import { shownFields, ticketFields } from '../../src/cli/frame/printed.ts'
import { type Config, readConfig, readPolicy } from '../../src/configuration/configuration.ts'
import { figuresNow } from '../../src/daemon/daemon.ts'
import type { Policy } from '../../src/desk/desk.ts'
import { fileAccepted, fileFailure, fileLetter, fileMoment, type Room } from '../../src/filing.ts'
import { rawFile } from '../../src/inbox/inbox.ts'
import { type Outgoing, sameAddress } from '../../src/letter.ts'
import { judgeSender, type Reader } from '../../src/reading/reading.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { openWording } from '../../src/wording/wording.ts'
import { errandsDone } from './counting.ts'
import { differences, type ExpectedLetter, readExpectedLetter, shownLetter } from './story-letter.ts'
import { demandWithin, isObject } from './story-within.ts'

export const STORIES = join(import.meta.dirname, '../stories')
const MOSCOW = 'Europe/Moscow'
const TICK_MS = 1_800_000
const WORDING = openWording(join(import.meta.dirname, '../../templates'), MOSCOW)

/** What a story says of itself in story.json. */
export interface Story {
  readonly name: string
  /** One sentence about the desk: the test's title. */
  readonly tells: string
  /** The story that goes before, whose letters have the lower numbers. */
  readonly after: string | null
  /** What is different in desk.json. */
  readonly desk: object
  /** When letters arrive whose Date does not say it: by their numbers. */
  readonly arrives: Readonly<Record<string, string>>
}

/** All stories, by name. */
export function storyNames(): readonly string[] {
  return readdirSync(STORIES, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map((one) => one.name)
    .sort()
}

/** Reads what a story says of itself. */
export function readStory(name: string): Story {
  const file = join(STORIES, name, 'story.json')
  return { after: null, desk: {}, arrives: {}, ...JSON.parse(readFileSync(file, 'utf8')), name }
}

/** What a story leaves behind. */
export interface Ending {
  readonly directory: string
  readonly policy: Policy
  readonly now: Date
}

/** Plays a story to its end; throws with what was not as expected. `look` sees the desk as the story leaves it. */
export async function play(
  name: string,
  reader: Reader,
  look: (ending: Ending) => void | Promise<void> = () => undefined,
): Promise<void> {
  const story = readStory(name)
  const desk = new Desk(story, reader)
  try {
    for (const file of stepsOf(story)) await desk.step(file)
    desk.demandSilence('the end')
    await look(desk.ending())
  } finally {
    desk.close()
  }
}

/** Plays a story for its author's eyes: after each step what went out, and what was not as expected. */
export async function rehearse(name: string, reader: Reader, print: (line: string) => void): Promise<void> {
  const story = readStory(name)
  const desk = new Desk(story, reader)
  try {
    for (const file of stepsOf(story)) {
      print(`\n=== ${file.slice(STORIES.length + 1)}`)
      if (!/\d\d-expect-/.test(file)) desk.forget()
      await desk.step(file).catch((error) => print(`!!! ${error instanceof Error ? error.message : error}`))
      for (const line of desk.news()) print(line)
    }
  } finally {
    desk.close()
  }
}

/** The files of the stories before it and of its own, in order. */
function stepsOf(story: Story): readonly string[] {
  const before = story.after === null ? [] : stepsOf(readStory(story.after))
  const own = readdirSync(join(STORIES, story.name))
    .filter((file) => /^\d\d-/.test(file))
    .sort()
    .map((file) => join(STORIES, story.name, file))
  return [...before, ...own]
}

/** A letter that went out, and to whom it was handed over. */
interface Sent {
  readonly letter: Outgoing
  readonly recipients: readonly string[]
}

/** How clients put a letter's text into an answer: behind `> `, as it stands, within HTML. */
const QUOTED: Readonly<Record<string, (text: string) => string>> = {
  quote: (text) => text.replace(/^/gm, '> '),
  text: (text) => text,
  html: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>\n'),
}

class Desk {
  readonly #story: Story
  readonly #reader: Reader
  readonly #directory = mkdtempSync(join(tmpdir(), 'ticketd-story-'))
  readonly #config: Config
  #policy: Policy
  #store: Store
  #now = new Date(0)
  #uid = 0
  #post: Sent[] = []
  #looked = 0
  /** Of those, the ones that no expectation has named yet. */
  #unnamed: Sent[] = []
  /** Addresses that the customers' servers refuse, with their words. */
  readonly #refuses = new Map<string, string>()
  /** The letters that an expectation named, by its number. */
  readonly #named = new Map<string, readonly Outgoing[]>()

  constructor(story: Story, reader: Reader) {
    this.#story = story
    this.#reader = reader
    this.#config = configOf(story, this.#directory)
    this.#store = this.#opened()
    this.#policy = policyOf(this.#config, this.#directory)
  }

  ending(): Ending {
    return { directory: this.#directory, policy: this.#policy, now: this.#now }
  }

  close(): void {
    this.#store.close()
    rmSync(this.#directory, { recursive: true })
  }

  /** What has gone out so far needs no name. */
  forget(): void {
    this.#unnamed = []
  }

  /** The letters that went out since the last look. */
  news(): readonly string[] {
    const news = this.#post.slice(this.#looked).map((one) => `--- ${shownLetter(one.letter)}\n`)
    this.#looked = this.#post.length
    return news
  }

  /** Plays one file of the story. */
  async step(file: string): Promise<void> {
    const [, number = '', what = ''] = /(\d\d)-([^/]*)$/.exec(file) ?? []
    try {
      await this.#played(file, number, what)
    } catch (error) {
      throw new Error(`${number}-${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
    }
  }

  async #played(file: string, number: string, what: string): Promise<void> {
    const source = readFileSync(file)
    if (what.endsWith('.eml')) return this.#arrives(source.toString('latin1'), number)
    const text = source.toString('utf8')
    if (what === 'expect-tickets.json') return this.#expectTickets(JSON.parse(text))
    if (what.startsWith('expect-') && what.endsWith('.json')) return this.#expectTicket(JSON.parse(text))
    if (what.startsWith('expect-')) return this.#expectLetter(readExpectedLetter(text), number)
    if (what === 'until.txt') return this.#until(momentIn(text))
    if (what === 'server-refuses.txt') return this.#serverRefuses(text)
    if (what === 'restart.txt') return this.#restart()
    if (what === 'others-ignored.txt') return this.forget()
    throw new Error('no step has such a name')
  }

  /** A letter comes: its Date, or story.json, turns the clock. */
  async #arrives(source: string, number: string): Promise<void> {
    this.demandSilence('the letter')
    const own = this.#story.arrives[number]
    const at = own === undefined ? dateIn(source) : momentIn(own)
    this.#until(at)
    const raw = Buffer.from(this.#filledIn(source).replace(/\r?\n/g, '\r\n'), 'latin1')
    const sha256 = createHash('sha256').update(raw).digest('hex')
    const file = rawFile(this.#directory, sha256)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, raw)
    const mail = await this.#reader.read(file)
    this.#uid += 1
    const verdict = judgeSender(mail, { ...this.#config.trust, isEngineer: (address) => this.#isEngineer(address) })
    const mailbox = { host: 'imap.example.test', user: 'support', folder: 'INBOX', uidValidity: '1' }
    const place = { ...mailbox, uid: this.#uid, bytes: raw.length, arrivedAt: at }
    fileLetter({ ...mail, place, arrivedAt: at, verdict }, this.#room())
    errandsDone(this.#store, this.#room())
    this.#deliver()
  }

  #isEngineer(address: string): boolean {
    return this.#policy.engineers.some((one) =>
      [one.address, ...one.alsoWritesFrom].some((own) => sameAddress(own, address)),
    )
  }

  /** `{{id 02}}`, `{{id 03 to a@b}}`, `{{id last to a@b}}`; or what stands in it: `quote`, `text`, `html`. */
  #filledIn(source: string): string {
    return source.replace(
      /\{\{(id|quote|text|html|reply-to) (\d\d|last)(?: to ([^}]+))?\}\}/g,
      (_, what, which, to) => {
        const letters = which === 'last' ? this.#post.map((one) => one.letter) : (this.#named.get(which) ?? [])
        const letter = letters.findLast((one) => to === undefined || one.recipients.includes(to))
        if (letter === undefined) throw new Error(`no letter is meant by ${which} ${to ?? ''}`)
        if (what === 'id') return letter.messageId
        if (what === 'reply-to') return letter.replyTo ?? ''
        return Buffer.from(QUOTED[what]?.(letter.text.trimEnd()) ?? '', 'utf8').toString('latin1')
      },
    )
  }

  #opened(): Store {
    return openStore(this.#directory, {
      figures: (asked) => figuresNow(asked, this.#store.reading, this.#policy, this.#now),
    })
  }

  #room(): Room {
    return {
      policy: this.#policy,
      clock: () => this.#now,
      transaction: (work) => this.#store.transaction(work),
      render: (draft) => WORDING.render(draft),
      tell: (event) => WORDING.tell(event, this.#policy.language),
    }
  }

  /** Time passes: a tick each half hour and whenever the outbox has something due. */
  #until(at: Date): void {
    if (this.#now.getTime() === 0) this.#now = at
    if (at < this.#now) throw new Error(`the clock does not go back to ${isoLocal(at, MOSCOW)}`)
    for (;;) {
      this.#tick()
      if (this.#now >= at) return
      const tick = Math.floor(this.#now.getTime() / TICK_MS + 1) * TICK_MS
      const due = this.#store.queue.nextDueAt()?.getTime() ?? tick
      this.#now = new Date(Math.min(tick, at.getTime(), due > this.#now.getTime() ? due : tick))
    }
  }

  #tick(): void {
    for (let n = 0; fileMoment(this.#room()) !== undefined; n += 1) {
      if (n > 100) throw new Error('time has always something more to do')
    }
    this.#deliver()
  }

  /** Hands over what is due. A refusal is judged at once, and what follows from it goes out too. */
  #deliver(): void {
    for (;;) {
      const due = this.#store.queue.claim(this.#now, 100, () => new Date(this.#now.getTime() + 60_000))
      if (due.length === 0) break
      for (const { delivery, outgoing, recipient } of due) {
        const words = this.#refuses.get(recipient)
        if (words === undefined) this.#handOver(delivery, outgoing, recipient)
        else this.#refused(delivery, outgoing.id, recipient, words)
      }
      for (const failure of this.#store.queue.failuresToJudge()) fileFailure(failure, this.#room())
      for (const acceptance of this.#store.queue.acceptancesToFile()) fileAccepted(acceptance, this.#room())
    }
  }

  #handOver(delivery: number, letter: Outgoing, recipient: string): void {
    this.#demandNoEngineer(letter)
    this.#store.queue.settle([{ delivery, kind: 'sent', response: '250 ok' }], this.#now)
    const former = this.#unnamed.find((one) => one.letter.id === letter.id)
    const sent = { letter, recipients: [...(former?.recipients ?? []), recipient] }
    this.#unnamed = [...this.#unnamed.filter((one) => one !== former), sent]
    this.#post = [...this.#post.filter((one) => one.letter.id !== letter.id), sent]
  }

  /** No customer ever learns an engineer's address (customer 5). */
  #demandNoEngineer(letter: Outgoing): void {
    if (letter.audience !== 'customer') return
    // How somebody calls himself in From is his own affair.
    const everything = JSON.stringify({ ...letter, to: letter.to.map((one) => one.address) }).toLowerCase()
    const shown = this.#config.engineers.flatMap((one) => [one.address, ...one.alsoWritesFrom])
    const found = shown.find((address) => everything.includes(address.toLowerCase()))
    if (found !== undefined) throw new Error(`a customer gets the address ${found}\n${shownLetter(letter)}`)
  }

  #refused(delivery: number, outgoingId: string, recipient: string, text: string): void {
    const [, code = '550', status = null] = /^(\d{3}) (\d\.\d+\.\d+)?/.exec(text) ?? []
    const failure = { outgoingId, recipient, code: Number(code), status, text, lastingBecause: 'refused' as const }
    this.#store.queue.settle([{ delivery, kind: 'failed', failure }], this.#now)
  }

  #serverRefuses(text: string): void {
    for (const [, address = '', words = ''] of text.matchAll(/^(\S+@\S+): (.*)$/gm)) {
      if (words === 'accepted again') this.#refuses.delete(address)
      else this.#refuses.set(address, words)
    }
  }

  /** The daemon dies and comes back. */
  #restart(): void {
    this.#store.close()
    this.#store = this.#opened()
  }

  #expectLetter(expected: ExpectedLetter, number: string): void {
    if (!expected.isToEach) {
      this.#named.set(number, [this.#taken(expected, expected.to).letter])
      return
    }
    this.#named.set(
      number,
      expected.to.map((one) => this.#taken(expected, [one]).letter),
    )
  }

  /** The letter that is meant, which then is named; the nearest one is shown when none is. */
  #taken(expected: ExpectedLetter, to: readonly string[]): Sent {
    const there = this.#unnamed.filter((one) => sameAddresses(one.recipients, to))
    const judged = there.map((sent) => ({ sent, wrong: differences(sent.letter, expected) }))
    const found = judged.find((one) => one.wrong.length === 0)
    if (found !== undefined) {
      this.#unnamed = this.#unnamed.filter((one) => one !== found.sent)
      return found.sent
    }
    const [nearest] = judged.sort((a, b) => a.wrong.length - b.wrong.length)
    if (nearest === undefined) throw new Error(`nothing went to ${to.join(', ')}${this.#lying()}`)
    throw new Error(`${nearest.wrong.join('\n')}\n--- in the letter\n${shownLetter(nearest.sent.letter)}`)
  }

  #lying(): string {
    return this.#unnamed.map((one) => `\n--- went out\n${shownLetter(one.letter)}`).join('')
  }

  /** No letter goes out that the story does not name. Morning mails may be named and need not. */
  demandSilence(before: string): void {
    this.#unnamed = this.#unnamed.filter((one) => one.letter.kind !== 'digest')
    if (this.#unnamed.length === 0) return
    throw new Error(`before ${before} the story does not name what went out${this.#lying()}`)
  }

  #expectTicket(expected: Record<string, unknown>): void {
    const id = Number(/\d+$/.exec(String(expected.id))?.[0])
    const shown = this.#store.reading.show(id)
    if (shown === undefined) throw new Error(`there is no ticket ${id}`)
    demandWithin(shownFields(shown, this.#policy), expected, '')
  }

  #expectTickets(expected: readonly unknown[]): void {
    const found = this.#store.reading.tickets({}).map((one) => ticketFields(one, this.#policy))
    const sorted = found.sort((a, b) => String(a.id).localeCompare(String(b.id), 'en', { numeric: true }))
    demandWithin(sorted, expected, 'tickets')
  }
}

function sameAddresses(found: readonly string[], expected: readonly string[]): boolean {
  return found.length === expected.length && expected.every((one) => found.some((other) => sameAddress(one, other)))
}

/** A real configuration: test/stories/desk.json with what the story has different, and the contracts beside it. */
function configOf(story: Story, directory: string): Config {
  const own = join(STORIES, story.name, 'contracts.json')
  const contracts = existsSync(own) ? own : join(STORIES, 'contracts.json')
  const base = JSON.parse(readFileSync(join(STORIES, 'desk.json'), 'utf8'))
  const file = join(directory, 'config.json')
  writeFileSync(file, JSON.stringify(merged({ ...base, contracts, data: { directory } }, story.desk)))
  const config = readConfig(file, {})
  if ('mistakes' in config) throw new Error(JSON.stringify(config.mistakes))
  return config.ok
}

function policyOf(config: Config, directory: string): Policy {
  const identity = { secret: 'a secret of the stories', installId: 'desk-of-the-stories' }
  const policy = readPolicy(config, join(directory, 'config.json'), identity, [])
  if ('mistakes' in policy) throw new Error(JSON.stringify(policy.mistakes))
  return policy.ok
}

/** Settings of `more` in place of those of `base`; objects are merged, lists replaced, null removes. */
function merged(base: Record<string, unknown>, more: object): Record<string, unknown> {
  const result = { ...base }
  for (const [key, value] of Object.entries(more)) {
    if (value === null) delete result[key]
    else result[key] = isObject(value) && isObject(result[key]) ? merged(result[key], value) : value
  }
  return result
}

/** 2026-11-18 12:00, Moscow time. */
function momentIn(text: string): Date {
  const found = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?/.exec(text)?.[0].replace(' ', 'T')
  const read = found === undefined ? null : parseLocal(found, MOSCOW)
  if (read === null) throw new Error(`no moment like 2026-11-18 12:00 in: ${text}`)
  return read
}

function dateIn(source: string): Date {
  const found = /^Date: (.*)$/m.exec(source)?.[1]
  const at = new Date(found ?? '')
  if (Number.isNaN(at.getTime())) throw new Error('the letter has no Date, and story.json does not say when it arrives')
  return at
}
