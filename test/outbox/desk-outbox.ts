// An outbox between real books and a server that answers as a test tells it to; the clock is a dial.
import { Readable } from 'node:stream'
import type { DeliveryFailure, Outgoing } from '../../src/letter.ts'
import { silent } from '../../src/log.ts'
import { type Outbox, type OutboxOptions, openOutbox } from '../../src/outbox/outbox.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { file, letter, outgoing, T0, temporary } from '../store/books.ts'
import { ticketWith } from '../support/desk.ts'
import { until } from '../support/patience.ts'
import { type Script, type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts'

export interface DeskOutbox {
  readonly store: Store
  readonly smtp: ScriptedSmtp
  readonly outbox: Outbox
  readonly failures: readonly DeliveryFailure[]
  /** Puts letters into the outbox. */
  queue(...letters: readonly Outgoing[]): void
  /** State of each delivery, in the order of queueing. */
  states(): readonly string[]
  /** Turns the clock on and wakes the outbox. */
  advance(milliseconds: number): void
  until(what: string, holds: () => boolean): Promise<void>
  close(): Promise<void>
}

export async function openDeskOutbox(script: Script = {}, more: Partial<OutboxOptions> = {}): Promise<DeskOutbox> {
  const { directory, remove } = temporary()
  const store = openStore(directory)
  const smtp = await startScriptedSmtp(script)
  const dial = { ahead: 0 }
  const stopping = new AbortController()
  const failures: DeliveryFailure[] = []
  const outbox = openOutbox({
    queue: store.queue,
    smtp: {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      caFile: null,
      name: 'vendor.example',
      signIn: null,
      ...more.smtp,
    },
    maxConnections: 3,
    ratePerMinute: 0,
    parts: {
      take: (part) => {
        const stream = () => Readable.from([Buffer.from(`bytes of part ${part.part}`)])
        return Promise.resolve({ stream, release: () => undefined })
      },
    },
    failed: (failure) => void failures.push(failure),
    accepted: () => undefined,
    clock: () => new Date(T0.getTime() + dial.ahead),
    log: silent,
    signal: stopping.signal,
    ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== 'smtp')),
  })
  const running = outbox.run()
  let count = 0
  return {
    store,
    smtp,
    outbox,
    failures,
    queue(...letters) {
      count += 1
      file(store, { letter: letter(count), tickets: [ticketWith({ id: count })], outgoing: letters })
      outbox.nudge()
    },
    states: () => store.reading.outbox().map((line) => line.state),
    advance(milliseconds) {
      dial.ahead += milliseconds
      outbox.nudge()
    },
    async until(what, holds) {
      await until(() => `${what}; ${JSON.stringify(store.reading.outbox())}`, holds)
    },
    async close() {
      stopping.abort()
      await smtp.close()
      await running
      store.close()
      remove()
    },
  }
}

/** An engineer's answer and an acknowledgement, to be told apart by what may be repeated. */
export const answer = (name: string, fields: Partial<Outgoing> = {}): Outgoing =>
  outgoing(name, { kind: 'answer', ...fields })
export const acknowledgement = (name: string, fields: Partial<Outgoing> = {}): Outgoing => outgoing(name, fields)
