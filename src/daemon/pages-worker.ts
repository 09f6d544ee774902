// The thread that makes the board's pages: it reads the books through a connection that cannot write, gives way to the
// desk, and ends without being missed.
import { existsSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { type FileInHand, type Looks, openSite, type Site } from '../board/board.ts'
import { type Config, NOBODY, readPolicy } from '../configuration/configuration.ts'
import { type Policy, readNumber } from '../desk/desk.ts'
import { rawFile } from '../inbox/inbox.ts'
import type { TicketId } from '../letter.ts'
import { openReader } from '../reading/reading.ts'
import { type MessageFile, openReading, type Reading } from '../store/store.ts'
import { sentenceOf, Trouble } from '../trouble.ts'
import { openProvedWording } from '../wording/wording.ts'
import { isPicture, lookAtQueue, lookAtTicket } from './looks.ts'
import { lookAtFigures } from './looks-figures.ts'
import { lookAtMachine } from './looks-machine.ts'
import type { PagesAsked, PagesSaid, PagesWith } from './pages.ts'

const given: PagesWith = workerData

if (parentPort !== null) {
  givesWay()
  serve(parentPort)
}

/** On Linux a thread has a niceness of its own: who looks at pages waits for the mail, never the mail for him. */
function givesWay(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, constants.priority.PRIORITY_LOW)
  } catch {
    // A sandbox may refuse it: pages are made all the same.
  }
}

function serve(port: NonNullable<typeof parentPort>): void {
  const site = siteOver(given)
  port.on('message', ({ id, question }: PagesAsked) => {
    const say = (said: PagesSaid): void => port.postMessage(said)
    site
      .then((one) => one.answer(question))
      .then(
        (answer) => say({ id, answer }),
        (error: unknown) => say({ id, why: sentenceOf(error) }),
      )
  })
}

async function siteOver({ config, configFile, templates, versions }: PagesWith): Promise<Site> {
  const books = openReading(config.data.directory)
  const wording = openProvedWording(templates, config.clock.timezone)
  const rules = policyBy(config, configFile, books)
  const mail = mailOf(config, books)
  let asked = new Date(0)
  const now = (): Date => asked
  const overdue = ofLate(books.overdue)
  const looks: Looks = {
    language: config.language,
    queue: (asked) => lookAtQueue(asked, { ...books, overdue }, rules(), now()),
    number: (text) => numberIn(text, rules()),
    ticket: (id) => lookAtTicket(id, books, rules(), now()),
    figures: (asked) => lookAtFigures(asked, books, rules(), now()),
    machine: (state) => lookAtMachine(state, versions, books, rules(), now()),
    html: mail.html,
    file: mail.file,
    trouble: (what, language) => wording.trouble(what, language),
    print: (page, frame) => wording.page(page, frame),
    drawings: (page, language) => wording.drawings(page, language),
  }
  const site = await openSite(looks)
  return {
    // One question at a time: the moment at which it was asked is that of all that it shows.
    answer: (question) => {
      asked = question.now
      return site.answer(question)
    },
  }
}

/** How many are overdue, counted anew after a while only: of a hundred thousand it is most of the work of a page. */
function ofLate(count: Reading['overdue']): Reading['overdue'] {
  let known = { at: Number.NEGATIVE_INFINITY, now: 0, value: 0, took: 0 }
  return (now, isOverdue) => {
    const from = performance.now()
    // What is quick is counted each time; what took long holds for as many times as long.
    const isOld = from - known.at > known.took * FRESH_TIMES || Math.abs(now.getTime() - known.now) > MINUTE_MS
    if (isOld) {
      const value = count(now, isOverdue)
      known = { at: performance.now(), now: now.getTime(), value, took: performance.now() - from }
    }
    return known.value
  }
}

const FRESH_TIMES = 100
const MINUTE_MS = 60_000

/** The policy under the calendar in the books, made anew when that has changed. */
function policyBy(config: Config, configFile: string, books: Reading): () => Policy {
  let known: { readonly version: number; readonly policy: Policy } | null = null
  return () => {
    const { version, years } = books.calendar()
    if (known?.version !== version) {
      const read = readPolicy(config, configFile, NOBODY, years)
      if ('mistakes' in read) throw new Trouble('the configuration does not hold any more', { lasting: true })
      known = { version, policy: read.ok }
    }
    return known.policy
  }
}

function numberIn(text: string, { support }: Policy): TicketId | null {
  return readNumber(text, [support.ticketPrefix, ...support.ticketPrefixAliases])
}

/** What is taken out of the raw mail, by a reader that has a thread and limits of its own. */
function mailOf(config: Config, books: Reading): Pick<Looks, 'html' | 'file'> {
  const { directory } = config.data
  const reader = openReader({ messageBytes: config.limits.messageBytes, memoryMb: 96 })
  let count = 0
  const messageOf = (id: TicketId, n: number) => books.show(id)?.messages.find((one) => one.n === n)
  const taken = async ({ letterSha256, part, name, type, bytes }: MessageFile): Promise<FileInHand | null> => {
    const raw = rawFile(directory, letterSha256)
    if (!existsSync(raw)) return null
    count += 1
    const file = join(directory, 'tmp', `board-${process.pid}-${Date.now()}-${count}`)
    await reader.unpack(raw, part, file)
    return { file, name, type, picture: isPicture(type, bytes) }
  }
  return {
    html: async (id, n) => {
      const sha256 = messageOf(id, n)?.sha256 ?? null
      if (sha256 === null || !existsSync(rawFile(directory, sha256))) return null
      return (await reader.read(rawFile(directory, sha256))).safeHtml
    },
    file: async (id, n, place) => {
      const file = messageOf(id, n)?.attachments[place - 1]
      return file === undefined || file.part === 0 ? null : taken(file)
    },
  }
}
