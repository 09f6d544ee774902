// `ticketd replay` of a generated year: letters, answers, commands, calls, a calendar that changes, failures and restarts come
// to the same books; a changed rule shows exactly what it changes; nothing is sent. TICKETD_LONG=1 makes it 20,000 letters.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CALENDAR, yearOfCalendar } from '../../../src/calendar/calendar.ts'
import { replayVerb } from '../../../src/cli/books/replay.ts'
import type { Io } from '../../../src/cli/frame/verb.ts'
import { readConfig } from '../../../src/configuration/configuration.ts'
import { figuresNow, type LiveRoom, openRoom } from '../../../src/daemon/daemon.ts'
import { rawCall, readCall, recordOfCall } from '../../../src/desk/desk.ts'
import { fileAccepted, fileCalendar, fileCall, fileFailure, fileLetter, fileMoment } from '../../../src/filing.ts'
import { rawFile } from '../../../src/inbox/inbox.ts'
import type { Outgoing } from '../../../src/letter.ts'
import { openReader } from '../../../src/reading/reading.ts'
import { openAudit, openReading, openStore, type Store } from '../../../src/store/store.ts'
import { configuration } from '../../support/cli.ts'
import { engineersAnswer, rawMail } from '../../support/whole-desk.ts'

const IS_LONG = process.env.TICKETD_LONG !== undefined
const LETTERS = IS_LONG ? 20_000 : 90
const TICK_MS = 1_800_000
const ENGINEER = 'p.ivanov@vendor.example'
const SPAN_MS = (IS_LONG ? 365 : 40) * 86_400_000

const desk = configuration({ relayHoldSeconds: 0 })
const reader = openReader({ messageBytes: 80_000_000 })
let sent = 0

/** The same numbers each time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

class Year {
  readonly #read = readConfig(desk.file, {})
  readonly #random = dice(7)
  #now = new Date('2026-01-12T06:00:00.000Z')
  #store: Store = this.#opened()
  #room: LiveRoom = this.#roomed()
  readonly #cards: Outgoing[] = []
  readonly #toCustomers: Outgoing[] = []

  #opened(): Store {
    const store: Store = openStore(desk.books, {
      figures: (asked) => figuresNow(asked, store.reading, this.#room.policy, this.#now),
    })
    return store
  }

  #roomed(): LiveRoom {
    if ('mistakes' in this.#read) throw new Error('the configuration does not hold')
    return openRoom({ config: this.#read.ok, configFile: desk.file, environment: {} }, this.#store, () => this.#now)
  }

  async live(): Promise<void> {
    for (let n = 0; n < LETTERS; n += 1) {
      this.#passes((SPAN_MS / LETTERS) * (0.5 + this.#random()))
      await this.#something(n)
      this.#deliver()
      if (n % 30 === 29) {
        this.#store.close()
        this.#store = this.#opened()
        this.#room = this.#roomed()
      }
    }
    this.#store.close()
  }

  /** Time goes on by minutes and hours, and its turn comes now and again. */
  #passes(ms: number): void {
    const until = this.#now.getTime() + Math.round(ms)
    while (this.#now.getTime() + TICK_MS < until) {
      this.#now = new Date(this.#now.getTime() + TICK_MS)
      for (let k = 0; k < 100 && fileMoment(this.#room) !== undefined; k += 1);
      this.#deliver()
    }
    this.#now = new Date(until)
  }

  async #something(n: number): Promise<void> {
    const dice = this.#random()
    const card = this.#cards[Math.floor(this.#random() * this.#cards.length)]
    const letter = this.#toCustomers[Math.floor(this.#random() * this.#toCustomers.length)]
    if (n === Math.floor(LETTERS / 2)) return this.#calendarChanges()
    if (dice < 0.35 || card === undefined || letter === undefined) return this.#arrives(this.#request(n))
    if (dice < 0.55)
      return this.#arrives(
        engineersAnswer(card, ENGINEER, `${pick(this.#random(), ORDERS)}\nОтвет номер ${n}.`, {
          id: `e${n}@vendor.example`,
        }),
      )
    if (dice < 0.65)
      return this.#arrives(engineersAnswer(card, ENGINEER, pick(this.#random(), ALONE), { id: `e${n}@vendor.example` }))
    if (dice < 0.9) {
      const text = pick(this.#random(), [`Не помогло, ошибка ${n}.`, 'статус', 'Решено, спасибо', `Вот журнал ${n}.`])
      return this.#arrives(
        rawMail({
          id: `r${n}@plant.example`,
          from: letter.to[0]?.address ?? 'x@plant.example',
          subject: `Re: ${letter.subject}`,
          inReplyTo: letter.messageId,
          text,
        }),
      )
    }
    return this.#calls(n)
  }

  #request(n: number): string {
    const subject = pick(this.#random(), ['Не открывается каталог', 'Ошибка при печати', 'Вопрос по журналу'])
    return rawMail({
      id: `q${n}@plant.example`,
      from: `person${n % 23}@plant.example`,
      subject: `${subject} ${n}`,
      text: `Место ${n}.`,
    })
  }

  async #arrives(raw: string): Promise<void> {
    const sha256 = createHash('sha256').update(raw).digest('hex')
    const file = rawFile(desk.books, sha256)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, raw)
    const mail = await reader.read(file)
    fileLetter(
      {
        ...mail,
        place: null,
        arrivedAt: new Date(Math.floor(this.#now.getTime() / 1000) * 1000),
        verdict: { sender: 'unknown', because: { is: 'nobody is trusted' } },
      },
      this.#room,
    )
  }

  #calls(n: number): void {
    const call = readCall(
      {
        phone: `8 495 000-00-0${n % 10}`,
        from: n % 2 === 0 ? `caller${n}@plant.example` : undefined,
        subject: undefined,
        text: `Звонила Котова: не сохраняется, место ${n}.`,
        at: undefined,
      },
      this.#room.policy,
      this.#now,
    )
    if (!('customer' in call)) throw new Error(call.join())
    const raw = Buffer.from(rawCall(call, this.#room.policy, this.#now))
    const sha256 = createHash('sha256').update(raw).digest('hex')
    const file = rawFile(desk.books, sha256)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, raw)
    fileCall(call, recordOfCall(call, { sha256, bytes: raw.length }), this.#room)
  }

  /** A decree makes a working day of the year's second half a day off. */
  #calendarChanges(): void {
    const year = yearOfCalendar(CALENDAR, 2026)
    const days = [...year.days, { on: '2026-02-11', kind: 'transferred' as const, ground: 'указ' }].sort((a, b) =>
      a.on < b.on ? -1 : 1,
    )
    fileCalendar(
      { years: [{ ...year, version: '2026.decree', days }], mode: 'any' },
      (all) => this.#room.under(all),
      this.#room,
    )
  }

  /** All but every fortieth letter to a customer arrives. */
  #deliver(): void {
    for (;;) {
      const due = this.#store.queue.claim(this.#now, 100, () => new Date(this.#now.getTime() + 60_000))
      if (due.length === 0) break
      for (const { delivery, outgoing, recipient } of due) {
        sent += 1
        const failure = {
          outgoingId: outgoing.id,
          recipient,
          code: 550,
          status: '5.1.1',
          text: '550 5.1.1 no such user',
          lastingBecause: 'refused' as const,
        }
        const fails = outgoing.audience === 'customer' && sent % 40 === 0
        this.#store.queue.settle(
          [fails ? { delivery, kind: 'failed', failure } : { delivery, kind: 'sent', response: '250 ok' }],
          this.#now,
        )
        if (outgoing.audience === 'customer') this.#toCustomers.push(outgoing)
        else if (outgoing.ticket !== null && outgoing.kind === 'notification') this.#cards.push(outgoing)
      }
      for (const failure of this.#store.queue.failuresToJudge()) fileFailure(failure, this.#room)
      for (const acceptance of this.#store.queue.acceptancesToFile()) fileAccepted(acceptance, this.#room)
    }
    this.#cards.splice(0, this.#cards.length - 30)
    this.#toCustomers.splice(0, this.#toCustomers.length - 30)
  }
}

const ORDERS = ['', '', '!ждём', '!закрыть', '!вработе', '!заметка', '!категория 2']
const ALONE = ['!взять', '!закрыть', '!очередь', '!критично сервис', '!некритично', '!показать', '!незнаю']

function pick<T>(dice: number, from: readonly T[]): T {
  const found = from[Math.floor(dice * from.length)]
  if (found === undefined) throw new Error('nothing to pick')
  return found
}

async function replay(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const io: Io = {
    ...{ out: (line) => out.push(line), err: (line) => err.push(line), environment: {} },
    stdin: (async function* () {})(),
  }
  return { status: await replayVerb.run(args, io, { path: desk.file, named: true }), out, err }
}

beforeAll(() => new Year().live())
afterAll(async () => {
  await reader.close()
  rmSync(desk.directory, { recursive: true })
})

describe('a year that is replayed', () => {
  test('comes to the same decisions, sends nothing, and leaves the books as they are', async () => {
    const before = readFileSync(join(desk.books, 'ticketd.db'))
    const into = join(desk.directory, 'again.db')
    const { status, out, err } = await replay('--into', into)
    expect(out).toEqual([])
    expect(err.at(-1)).toMatch(new RegExp(`^${LETTERS - 1} letters replayed: all is decided as then$`))
    expect(status).toBe(0)
    expect(readFileSync(join(desk.books, 'ticketd.db')).equals(before)).toBe(true)
    expect(existsSync(into)).toBe(true)
    expect((await replay('--into', into)).status).toBe(2)
    const audit = openAudit(desk.books)
    expect([...audit.structure(), ...audit.letters(), ...audit.outgoing()].flatMap((step) => step.found)).toEqual([])
    audit.close()
  })

  test('shows exactly what a changed rule changes', async () => {
    const config = JSON.parse(readFileSync(desk.file, 'utf8'))
    writeFileSync(
      desk.file,
      JSON.stringify({ ...config, critical: { keywords: ['Ошибка при печати'], firstAnswerHours: 2 } }),
    )
    try {
      const { status, out } = await replay('--json')
      expect(status).toBe(1)
      const changed = out.map((line) => JSON.parse(line)).filter((one) => one.of === 'letter')
      const opening = changed.filter(({ name }) =>
        /^Message-ID: <q/m.test(readFileSync(rawFile(desk.books, name), 'utf8')),
      )
      const books = openReading(desk.books)
      const meant = books
        .tickets({})
        .filter((one) => one.channel === 'email' && one.subject.startsWith('Ошибка при печати'))
      books.close()
      expect(meant.length).toBeGreaterThan(3)
      expect(new Set(opening.map((one) => one.ticket))).toEqual(new Set(meant.map((one) => one.id)))
    } finally {
      writeFileSync(desk.file, JSON.stringify(config))
    }
  })

  test('says which raw mail is missing, and goes on without it', async () => {
    const file = openAuditFirst()
    const bytes = readFileSync(file)
    rmSync(file)
    const { err } = await replay()
    writeFileSync(file, bytes)
    expect(err.at(-1)).toContain('1 left out: their raw mail is gone')
  })
})

function openAuditFirst(): string {
  const audit = openAudit(desk.books)
  try {
    const [first] = [...audit.letters()].flatMap((step) => step.kept)
    return rawFile(desk.books, first?.sha256 ?? '')
  } finally {
    audit.close()
  }
}
