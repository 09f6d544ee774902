// Puts the rooms together, starts the loops and stops them. Here the compiler checks that the store satisfies what
// filing, inbox and outbox ask of the books.
import { type Board, type DeskState, openBoard, type Reason } from '../board/board.ts'
import { type Horizon, officialHorizon } from '../calendar/calendar.ts'
import type { Config, Mistake } from '../configuration/configuration.ts'
import type { FiguresAsked, Policy, Woken } from '../desk/desk.ts'
import { fileWoken, type Room } from '../filing.ts'
import { forgetRaw, type Inbox, openInbox, openPartFiles } from '../inbox/inbox.ts'
import { sameAddress } from '../letter.ts'
import type { Complaint, Log } from '../log.ts'
import { type Outbox, type OutboxOptions, openOutbox } from '../outbox/outbox.ts'
import { type JudgeOptions, openJudge, openReader, type Reader, type ReaderLimits } from '../reading/reading.ts'
import { halfErased, openStore, type Store } from '../store/store.ts'
import { Trouble } from '../trouble.ts'
import type { Figures } from '../words/words.ts'
import { type Drift, openDrift } from './drift.ts'
import { type Errands, openErrands } from './errands.ts'
import { fenced, type Lease } from './fence.ts'
import { type Following, filedTogether } from './filed.ts'
import { horizonWords, machineOf, officialUntil, reasonsOf, stateOf } from './health.ts'
import { type LiveRoom, openRoom, type RulesFrom, reloaded, TEMPLATES } from './live-room.ts'
import { everySoOften, runTogether } from './loops.ts'
import { type Measures, openMeasures } from './measures.ts'
import { openPages, type Pages, type PagesWith, versionsOf } from './pages.ts'
import { mailboxSettings, smtpSettings } from './servers.ts'
import { openTime, type Time } from './time.ts'
import { openWaking, type Waking } from './waking.ts'

export interface DaemonOptions extends RulesFrom {
  readonly log: Log
  /** Tests bring a dial; main brings the wall clock. */
  readonly clock?: () => Date
  /** How often time is given its turn, in milliseconds. */
  readonly tickMs?: number
  /** One desk at a time: without the lease nothing is written and nothing sent. */
  readonly lease?: Lease
  /** Called by the main loop at each turn: somebody may watch whether it lives. */
  readonly alive?: () => void
}

export interface Daemon {
  /** Resolves when the daemon has stopped, rejects when a bug or the books ended it. */
  readonly ended: Promise<void>
  /** Where the board listens, or null. */
  readonly port: number | null
  /** Mails seen on the server and not yet filed. */
  backlog(): number
  stop(): void
  /** Reads configuration and contracts anew, says what waits for a restart; with a mistake in them the old ones stay in force. */
  reload(): readonly Mistake[]
  /** Gives time its turn now. */
  tick(): void
}

const TICK_MS = 30_000
const HOUR = 3_600_000

/** Starts the desk. Rejects when the books, the templates or the port cannot be had. */
export async function openDaemon(options: DaemonOptions): Promise<Daemon> {
  const counting: Counting = { errands: null }
  const figures = (asked: FiguresAsked): Figures | null => counting.errands?.figures(asked) ?? null
  const store = openStore(options.config.data.directory, {
    figures,
    shaping: (because) => options.log.info({ because }, 'the books are brought to the shape of this program'),
  })
  const toDo = halfErased(options.config.data.directory)
  if (toDo !== null) options.log.warn({ because: toDo }, 'somebody is erased by half')
  try {
    return await started(options, fenced(store, options.lease), counting)
  } catch (error) {
    store.close()
    throw error
  }
}

/** The books ask for figures before there is somebody who counts them. */
interface Counting {
  errands: Errands | null
}

async function started(options: DaemonOptions, store: Store, counting: Counting): Promise<Daemon> {
  const { config, log } = options
  const clock = options.clock ?? (() => new Date())
  const stopping = new AbortController()
  const room = openRoom(options, store, clock)
  const reader = openReader(readingLimits(room))
  const measures = await openMeasures(store, config.http !== null)
  const sending = { config, store, room, reader, measures, clock, log, signal: stopping.signal }
  const outbox = openOutboxOf(sending, { judge: (failure) => time.judge(failure), accept: () => time.accept() })
  const tell = (woken: Woken): void => {
    fileWoken(woken, room)
    measures.metrics?.woken(woken.outcome.is)
    outbox.nudge()
  }
  const waking = openWaking({ store, room, clock, tell, log, signal: stopping.signal })
  const done = (): void => {
    outbox.nudge()
    waking.nudge()
  }
  const time: Time = openTime({ room, store, log, done })
  const { directory } = config.data
  const answered = (): void => outbox.nudge()
  const counted = (): void => time.tick()
  const errands = openErrands({ directory, store, room, counted, answered, log, signal: stopping.signal })
  counting.errands = errands
  const inbox = await openInboxOf(config, store, reader, room, done, errands, measures, clock, log, stopping.signal)
  const tick = (): void => {
    time.tick()
    waking.nudge()
    errands.nudge()
  }
  const pages = openPages({ with: () => pagesWith(room, options), log })
  const board = await boardOf(config.http, { store, inbox, outbox, room, measures, pages, log }, time.complaint, clock)
  log.info({ port: board?.port ?? 0 }, 'the desk is open')
  const drift = openDrift({ directory, room, log, signal: stopping.signal })
  drift.look()
  warnOfHorizon(room, clock(), log)
  const ended = running({
    inbox,
    outbox,
    reader,
    store,
    board,
    pages,
    errands,
    waking,
    drift,
    stopping,
    tick: () => {
      tick()
      options.alive?.()
    },
    tickMs: options.tickMs ?? TICK_MS,
    daily: () => warnOfHorizon(room, clock(), log),
    log,
  })
  return {
    ended,
    port: board?.port ?? null,
    backlog: () => inbox.state().backlog,
    stop: () => {
      log.info({}, 'the desk is told to stop')
      stopping.abort()
    },
    reload: () => {
      const mistakes = reloaded(config, room, log)
      if (mistakes.length > 0) return mistakes
      drift.look()
      pages.renew()
      return mistakes
    },
    tick,
  }
}

interface Sending extends Pick<OutboxOptions, 'clock' | 'log' | 'signal'> {
  readonly config: Config
  readonly store: Store
  readonly room: LiveRoom
  readonly reader: Reader
  readonly measures: Measures
}

/** What became of a letter is a cause of its own, and time's to decide. */
function openOutboxOf(sending: Sending, time: Pick<Time, 'judge' | 'accept'>): Outbox {
  const { config, store, room, reader, measures, clock, log, signal } = sending
  return openOutbox({
    queue: measures.queue,
    smtp: smtpSettings(config),
    maxConnections: config.smtp.maxConnections,
    ratePerMinute: config.smtp.ratePerMinute,
    parts: openPartFiles(config.data.directory, reader),
    zone: config.clock.timezone,
    failed: time.judge,
    accepted: time.accept,
    takes: (bytes) => {
      store.settings.keepLargestLetter(bytes)
      room.takes(bytes)
    },
    asksFirst: store.settings.largestLetter() === undefined,
    clock,
    log,
    signal,
  })
}

function openInboxOf(
  config: Config,
  store: Store,
  reader: Reader,
  room: LiveRoom,
  done: () => void,
  errands: Errands,
  measures: Measures,
  clock: () => Date,
  log: Log,
  signal: AbortSignal,
): Promise<Inbox> {
  store.adoptMailboxes(config.mailbox.host.toLowerCase(), config.mailbox.user)
  const following: Following = {
    ...{ room, store, log },
    errand: () => errands.nudge(),
    forget: (sha256: string) => void forgetRaw(config.data.directory, sha256),
    done,
    measured: measures.filed,
  }
  return openInbox({
    mailbox: mailboxSettings(config),
    directory: config.data.directory,
    reader,
    judge: openJudge(trustOf(room)),
    books: {
      filedThere: (mailbox, uids) => store.filedThere(mailbox, uids),
      firstStart: (cutOff) => store.settings.firstStart(cutOff),
      keepLeft: (folder, count) => store.settings.keepLeft(folder, count),
      gapSince: () => store.settings.gapSince(),
      closeGap: () => store.settings.closeGap(),
      keepFolders: (found) => store.settings.keepUnreadFolders(found),
      stumblesOf: (sha256) => store.reading.stumbles(sha256),
      stumble: (sha256s) => store.stumble(sha256s),
    },
    file: (letters) => filedTogether(letters, following),
    setAside: (letter, why) => {
      const from = performance.now()
      const ticket = store.fileSetAside(letter, why, clock(), room.policy)
      measures.setAside((performance.now() - from) / 1000)
      log.error({ ticket, letter: letter.sha256.slice(0, 12), because: why }, 'set aside')
    },
    clock,
    log,
    signal,
  })
}

/** How large a mail may be and whose word counts: asked for each mail anew, so that a reload holds here as in the rules. */
function readingLimits(room: LiveRoom): ReaderLimits {
  return {
    get messageBytes() {
      return room.config.limits.messageBytes
    },
  }
}

function trustOf(room: LiveRoom): JudgeOptions {
  return {
    get authservIds() {
      return room.config.trust.authservIds
    },
    get receivedBy() {
      return room.config.trust.receivedBy
    },
    get verifyDkim() {
      return room.config.trust.verifyDkim
    },
    isEngineer: (address) => writesAsEngineer(address, room.policy),
  }
}

/** Whether an address is one that an engineer writes from: more is asked of its proof. */
function writesAsEngineer(address: string, policy: Policy): boolean {
  return policy.engineers.some((one) => [one.address, ...one.alsoWritesFrom].some((own) => sameAddress(own, address)))
}

function horizonOf({ policy }: Pick<Room, 'policy'>, now: Date): Horizon {
  return officialHorizon(policy.calendar, now, policy.zone)
}

/** Dates that rest on guesses soon stop nothing, but a person has a file to write. */
function warnOfHorizon(room: Pick<Room, 'policy'>, now: Date, log: Log): void {
  const because = horizonWords(horizonOf(room, now))
  if (because !== null) log.warn({ because }, 'the official calendar ends soon')
}

/** The books are those that this process has opened, whatever the file names since. */
function pagesWith({ config }: LiveRoom, started: DaemonOptions): PagesWith {
  const { configFile } = started
  return { config: { ...config, data: started.config.data }, configFile, templates: TEMPLATES, versions: versionsOf() }
}

interface Shown extends Pick<Running, 'store' | 'inbox' | 'outbox' | 'pages' | 'log'> {
  readonly room: LiveRoom
  readonly measures: Measures
}

function boardOf(http: Config['http'], parts: Shown, time: Complaint, clock: () => Date): Promise<Board | null> {
  const { store, inbox, outbox, room, pages, log } = parts
  const { metrics } = parts.measures
  if (http === null || metrics === null) return Promise.resolve(null)
  const reasons = (): readonly Reason[] => reasonsOf(store.reading, inbox.state(), outbox.state(), time, clock())
  const startedAt = clock()
  const state = (): DeskState =>
    stateOf(
      {
        ...{ books: store.reading, inbox: inbox.state(), outbox: outbox.state(), time },
        officialUntil: officialUntil(horizonOf(room, clock()), room.policy.zone),
        linesDropped: log.dropped?.() ?? 0,
      },
      clock(),
    )
  return openBoard({
    ...{ host: http.host, port: http.port, token: http.token, clock, reasons },
    metrics: async () => ({ contentType: metrics.contentType, text: await metrics.text(state()) }),
    ask: (question) =>
      pages.ask({
        ...{ ...question, now: clock() },
        machine: machineOf({ reasons, inbox: inbox.state(), outbox: outbox.state(), startedAt }),
      }),
  })
}

interface Running {
  readonly inbox: Inbox
  readonly outbox: Outbox
  readonly reader: Reader
  readonly store: Store
  readonly board: Board | null
  readonly pages: Pages
  readonly errands: Errands
  readonly waking: Waking
  readonly drift: Drift
  readonly stopping: AbortController
  readonly tick: () => void
  readonly tickMs: number
  /** What is done once a day. */
  readonly daily: () => void
  readonly log: Log
}

/** Runs the loops until they are told to stop or one of them breaks, then closes everything. */
function running(parts: Running): Promise<void> {
  const { inbox, outbox, stopping, log } = parts
  const loops = [() => inbox.run(), () => outbox.run(), () => ticking(parts)]
  return runTogether({ loops, close: () => closed(parts), stopping, log })
}

/** Time's turn, and once an hour the write-ahead file's. */
function ticking({ tick, tickMs, stopping, store, log, daily }: Running): Promise<void> {
  let checkpointAt = performance.now() + HOUR
  let dailyAt = performance.now() + 24 * HOUR
  const turn = (): void => {
    tick()
    if (performance.now() >= dailyAt) {
      daily()
      dailyAt = performance.now() + 24 * HOUR
    }
    if (performance.now() < checkpointAt) return
    checkpointed(store, log)
    checkpointAt = performance.now() + HOUR
  }
  return everySoOften(turn, tickMs, stopping.signal)
}

/** A disk that takes nothing is no reason to end: the write-ahead file waits for the next hour. */
function checkpointed(store: Store, log: Log): void {
  try {
    const bytes = store.checkpoint()
    if (bytes > 0) log.warn({ bytes }, 'somebody reads the books for long: the write-ahead file stays')
  } catch (error) {
    if (!(error instanceof Trouble) || error.lasting) throw error
    log.warn({ error }, 'the write-ahead file could not be emptied')
  }
}

async function closed({ board, pages, errands, waking, drift, reader, store }: Running): Promise<void> {
  await pages.close()
  await board?.close()
  await errands.idle()
  await waking.idle()
  await drift.idle()
  await reader.close()
  store.close()
}
