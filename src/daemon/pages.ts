// The board's pages, made in a thread of their own that starts with the first look and ends when nobody has looked for a
// while. However hard somebody asks, the desk's own thread spends little on it: questions wait their turn.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { PageAnswer, PageQuestion } from '../board/board.ts'
import type { Config } from '../configuration/configuration.ts'
import type { Log } from '../log.ts'
import { Trouble } from '../trouble.ts'

/** With what the thread starts. */
export interface PagesWith {
  readonly config: Config
  readonly configFile: string
  readonly templates: string
  readonly versions: readonly (readonly [what: string, version: string])[]
}

export interface PagesAsked {
  readonly id: number
  readonly question: PageQuestion
}

export type PagesSaid =
  | { readonly id: number; readonly answer: PageAnswer }
  | { readonly id: number; readonly why: string }

export interface Pages {
  /** Makes a page; rejects with passing Trouble when it cannot. */
  ask(question: PageQuestion): Promise<PageAnswer>
  /** The configuration has changed: the next question starts the thread anew. */
  renew(): void
  close(): Promise<void>
}

export interface PagesOptions {
  readonly with: () => PagesWith
  readonly log: Log
}

const MOST_WAITING = 64
/** After a page the thread rests, so many times as long as it worked: whoever hammers it waits, and the mail does not. */
const RESTS = 3
const LEAST_REST_MS = 20
const MOST_REST_MS = 1000
const ANSWER_WITHIN_MS = 60_000
const IDLE_MS = 10 * 60_000

interface Waiting {
  readonly question: PageQuestion
  readonly settle: (said: PagesSaid) => void
}

/** Opens the pages; no thread runs before the first question. */
export function openPages({ with: given, log }: PagesOptions): Pages {
  const queue: Waiting[] = []
  const stopping = new AbortController()
  let hand: Hand | null = null
  let running: Promise<void> | null = null
  let idle: NodeJS.Timeout | undefined
  const dismiss = (): Promise<void> => {
    const was = hand
    hand = null
    return was === null ? Promise.resolve() : was.end()
  }
  const turn = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      hand ??= new Hand(given())
      const from = performance.now()
      const said = await hand.ask(next.question)
      if (said === null && !stopping.signal.aborted) {
        log.warn({}, 'a page of the board could not be made in time, or its thread has ended')
        await dismiss()
      }
      next.settle(said ?? { id: 0, why: 'no answer' })
      const rest = Math.min(MOST_REST_MS, Math.max(LEAST_REST_MS, (performance.now() - from) * RESTS))
      await sleep(rest, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const work = (): void => {
    clearTimeout(idle)
    running ??= turn().finally(() => {
      running = null
      if (queue.length > 0) return work()
      idle = setTimeout(() => void dismiss(), IDLE_MS)
      idle.unref()
    })
  }
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (stopping.signal.aborted || queue.length >= MOST_WAITING)
          return reject(new Trouble('too many ask for pages at once', { lasting: false, code: 'board.busy' }))
        queue.push({
          question,
          settle: (said) => ('answer' in said ? resolve(said.answer) : reject(troubleOf(said.why))),
        })
        work()
      }),
    renew: () => void dismiss(),
    close: async () => {
      stopping.abort()
      clearTimeout(idle)
      for (const one of queue.splice(0)) one.settle({ id: 0, why: 'the desk stops' })
      await dismiss()
      await running
    },
  }
}

function troubleOf(why: string): Trouble {
  return new Trouble(`the page could not be made: ${why}`, { lasting: false, code: 'board.failing' })
}

/** One thread that makes pages, one after the other. */
class Hand {
  readonly #worker: Worker
  #asked = 0
  #settle: ((said: PagesSaid | null) => void) | null = null

  constructor(given: PagesWith) {
    this.#worker = new Worker(new URL('./pages-worker.ts', import.meta.url), {
      workerData: given,
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
    })
    this.#worker.on('message', (said: PagesSaid) => {
      if (said.id === this.#asked) this.#settled(said)
    })
    // An error ends the thread, and that is heard here.
    this.#worker.on('error', () => this.#settled(null))
    this.#worker.on('exit', () => this.#settled(null))
    this.#worker.unref()
  }

  /** The answer, or null when there is none. */
  ask(question: PageQuestion): Promise<PagesSaid | null> {
    return new Promise((resolve) => {
      const late = setTimeout(() => this.#settled(null), ANSWER_WITHIN_MS)
      this.#settle = (said) => {
        clearTimeout(late)
        this.#settle = null
        resolve(said)
      }
      this.#asked += 1
      this.#worker.postMessage({ id: this.#asked, question } satisfies PagesAsked)
    })
  }

  async end(): Promise<void> {
    this.#settled(null)
    await this.#worker.terminate()
  }

  #settled(said: PagesSaid | null): void {
    this.#settle?.(said)
  }
}

/** What the page of the machine says of versions. */
export function versionsOf(): PagesWith['versions'] {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  return [
    ['ticketd', String(version)],
    ['Node', process.versions.node],
  ]
}
