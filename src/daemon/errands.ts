// What is counted beside the letters: the reports that engineers have asked for, and the figures of the leads' morning mail.
// One at a time; what fails is tried again with the next tick, a few times.
import type { Errand, ErrandFacts, FiguresAsked } from '../desk/desk.ts'
import { fileErrand, type Room } from '../filing.ts'
import type { Log } from '../log.ts'
import type { Reading, Store } from '../store/store.ts'
import { sentenceOf } from '../trouble.ts'
import type { Figures, Statement } from '../words/words.ts'
import { countFigures, countStatement, whileReading } from './figures.ts'

export interface Errands {
  /** There may be something to count. */
  nudge(): void
  /** The figures of a period, or null while they are being counted; then `counted` is called. */
  figures(asked: FiguresAsked): Figures | null
  /** Resolves when nothing is being counted. */
  idle(): Promise<void>
}

export interface ErrandsOptions {
  readonly directory: string
  readonly store: Pick<Store, 'reading' | 'attemptErrand'>
  readonly room: Room
  /** Figures that were asked for by `figures` are there. */
  readonly counted: () => void
  /** An errand has been answered. */
  readonly answered: () => void
  readonly log: Log
  readonly signal: AbortSignal
}

/** What failed so often is not tried again. */
const MOST_ATTEMPTS = 3

/** Opens the counting; nothing is counted before the first nudge. */
export function openErrands(options: ErrandsOptions): Errands {
  const { log, signal } = options
  let ready: { readonly asked: FiguresAsked; readonly figures: Figures } | null = null
  let wanted: FiguresAsked | null = null
  let running: Promise<void> | null = null
  const turn = async (): Promise<void> => {
    const asked = wanted
    wanted = null
    if (asked !== null) {
      ready = { asked, figures: await counted(asked, options) }
      options.counted()
    }
    for (let errand = nextOf(options); errand !== undefined && !signal.aborted; errand = nextOf(options)) {
      await run(errand, options)
    }
  }
  const nudge = (): void => {
    if (running !== null || signal.aborted) return
    running = turn()
      .catch((error: unknown) => log.error({ because: sentenceOf(error) }, 'what was asked for could not be counted'))
      .finally(() => {
        running = null
        if (wanted !== null) nudge()
      })
  }
  return {
    nudge,
    figures: (asked) => {
      if (ready !== null && isSame(ready.asked, asked)) return ready.figures
      wanted = asked
      nudge()
      return null
    },
    idle: async () => {
      while (running !== null) await running
    },
  }
}

function isSame(a: FiguresAsked, b: FiguresAsked): boolean {
  return a.from.getTime() === b.from.getTime() && a.to.getTime() === b.to.getTime() && a.contract === b.contract
}

function nextOf({ store }: ErrandsOptions): Errand | undefined {
  return store.reading.nextErrand()
}

function counted(asked: FiguresAsked, { directory, room, signal }: ErrandsOptions): Promise<Figures> {
  return whileReading(directory, (reading) => countFigures(asked, reading, room.policy, room.clock(), signal))
}

/** The attempt is counted before it begins, so that a bug in it is met a few times only; then the engineer is told. */
async function run(errand: Errand, options: ErrandsOptions): Promise<void> {
  const attempts = options.store.attemptErrand(errand.key)
  const facts = attempts > MOST_ATTEMPTS ? null : await factsOf(errand, options)
  const decision = fileErrand(errand.key, facts, options.room)
  if (decision === undefined) return
  options.log.info({ because: decision.because }, 'answered')
  options.answered()
}

async function factsOf(errand: Errand, options: ErrandsOptions): Promise<ErrandFacts> {
  const { directory, room, signal } = options
  if (errand.kind === 'statement') {
    const work = (reading: Reading): Promise<Statement> =>
      countStatement(errand.asked, reading, room.policy, room.clock(), signal)
    return { kind: 'statement', statement: await whileReading(directory, work) }
  }
  const { asked, previous } = errand
  return {
    kind: 'report',
    figures: await counted(asked, options),
    previous: previous === null ? null : await counted(previous, options),
  }
}
