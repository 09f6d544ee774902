// "What can't leak" over random conversations at the whole desk (desk by mail, customer 5 and engineer 5): after each step
// every letter that left is held against everything that was ever said to somebody else; at its end the books are read
// through, and each delivery is held against what the mail server was given. A long run: TICKETD_CONVERSATIONS=10000.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { miscounted } from '../../src/desk/desk.ts'
import { checkRaw } from '../../src/inbox/inbox.ts'
import { sameAddress } from '../../src/letter.ts'
import { openAudit } from '../../src/store/store.ts'
import { isWhole, type Posted } from '../support/whole-desk.ts'
import {
  type Conversation,
  CUSTOMERS,
  ENGINEERS,
  openConversation,
  pass,
  QUOTES,
  ROBOTS,
  type Step,
  steps,
  type Taken,
  take,
} from './conversation.ts'

const TOKEN = /\b[anc]\.\d{1,9}\.[0-9a-f]{8}\.[0-9a-z]{25}/i
const ADDRESSES = ENGINEERS.flatMap((one) => [one.address, ...one.alsoWritesFrom])

function sideOf(address: string): string {
  return CUSTOMERS.find((one) => sameAddress(one.address, address))?.side ?? 'nobody'
}

/** What a person would read in the letter, whatever the spacing. */
function read({ outgoing }: Posted): string {
  const html = outgoing.html.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ').replaceAll('&nbsp;', ' ')
  return `${outgoing.subject}\n${outgoing.text}\n${html}`.replace(/[\u200b\u00ad\ufeff]/g, '').toLowerCase()
}

function checkCustomersLetter(one: Posted, talk: Conversation): void {
  const { outgoing, recipient } = one
  const side = sideOf(recipient)
  const words = read(one)
  const ids = [outgoing.messageId, outgoing.inReplyTo ?? '', ...outgoing.references, outgoing.replyTo ?? ''].join(' ')
  for (const secret of talk.secrets) expect(words, 'a line of a note').not.toContain(secret)
  for (const { canary, side: whose } of talk.said)
    if (whose !== side) expect(words, 'another side’s words').not.toContain(canary)
  for (const address of ADDRESSES)
    expect(`${words} ${outgoing.cc.map((cc) => cc.address)}`, 'an engineer’s address').not.toContain(address)
  expect(outgoing.text, 'a command').not.toMatch(
    /^[>\s]*!\s?(?:взять|закрыть|заметка|ждём|срок|критично|разработка|вработе|отклонить|связать)/imu,
  )
  expect(`${words} ${ids}`, 'a token').not.toMatch(TOKEN)
  for (const match of words.matchAll(/skps-(\d+)/g)) {
    const id = Number(match[1])
    const theirs = sideOf(talk.desk.store.reading.ticket(id)?.customer.address ?? '') === side
    expect(theirs || talk.numbersSaid.get(side as never)?.has(id) === true, `the number ${id} to ${side}`).toBe(true)
  }
  const others = CUSTOMERS.filter((person) => person.side !== side)
  for (const { name, address } of others) {
    expect(words, 'another customer’s name').not.toContain(name.toLowerCase())
    expect(words, 'another customer’s address').not.toContain(address)
  }
}

function checkRecipient({ outgoing, recipient }: Posted, talk: Conversation): void {
  const ticket = talk.desk.store.reading.ticket(outgoing.ticket ?? 0)
  const people = ticket === undefined ? [] : [ticket.customer, ...ticket.participants].map((one) => one.address)
  const asked = outgoing.kind === 'notice' && sideOf(recipient) === sideOf(ticket?.customer.address ?? '')
  expect(people.includes(recipient) || asked, `${recipient} on ${outgoing.ticket}`).toBe(true)
  if (outgoing.autoSubmitted !== 'no') expect(ROBOTS, outgoing.text).not.toContain(recipient)
}

function checkStep(taken: Taken | undefined, fresh: readonly Posted[], talk: Conversation): void {
  const outside = fresh.filter((one) => one.outgoing.audience === 'customer')
  for (const one of outside) {
    checkCustomersLetter(one, talk)
    checkRecipient(one, talk)
  }
  for (const one of fresh.filter((each) => each.outgoing.audience === 'engineer')) {
    expect(ENGINEERS.map((engineer) => engineer.address)).toContain(one.recipient)
  }
  if (taken?.automatic === true) expect(outside, 'a robot is answered').toEqual([])
  if (taken?.known === true) expect(fresh, 'a letter filed twice').toEqual([])
}

/** Every letter goes to the side that its card's first line has named, however long it was held and whatever was merged. */
function checkWhose({ outgoing, recipient }: Posted, talk: Conversation): void {
  if (outgoing.kind !== 'answer') return
  for (const { canary, named } of talk.advice.filter((one) => outgoing.text.includes(one.canary))) {
    const sides = named.map(sideOf)
    expect(sides.length === 0 || sides.includes(sideOf(recipient)), `${canary} for ${named} to ${recipient}`).toBe(true)
  }
}

/** What of the books shows that a mail has had an effect. */
function rowsIn({ desk }: Conversation): number {
  const shown = desk.store.reading.tickets({}).map((one) => desk.store.reading.show(one.id))
  return shown.reduce((sum, one) => sum + (one?.history.length ?? 0) + (one?.messages.length ?? 0), 0)
}

/** No mail with a token ends without its effect or a word to its engineer; nothing that he wrote vanishes. */
function checkHeard(taken: Taken, fresh: readonly Posted[], rows: number, talk: Conversation): void {
  const hears = fresh.some((one) => one.recipient === taken.from)
  expect(hears || rowsIn(talk) > rows, `an effect or a word of ${taken.raw}`).toBe(true)
  const { canary } = talk.advice.at(-1) ?? { canary: '' }
  if (canary === '' || !taken.written.includes(canary)) return
  const inBooks = talk.desk.store.reading
    .tickets({})
    .flatMap((one) => talk.desk.store.reading.show(one.id)?.messages ?? [])
    .some((one) => one.text.includes(canary))
  // What only was to confirm a mail, and did not, has been said to him as such.
  const isAnswered = fresh.some(
    (one) => one.outgoing.text.includes(canary) || /^Не подтверждено/.test(one.outgoing.subject),
  )
  expect(inBooks || isAnswered, `${taken.written} is somewhere`).toBe(true)
}

function hasLine(text: string, canary: string): boolean {
  return text.split('\n').some((line) => line.startsWith(`У нас ${canary} `))
}

function checkBooks(talk: Conversation): void {
  const { desk } = talk
  const acknowledged = desk.post
    .filter((one) => one.outgoing.kind === 'acknowledgement')
    // By the number in its head: what leaves after a merge is of the ticket that goes on.
    .map((one) => one.outgoing.headers.find(({ name }) => name === 'X-Ticket-ID')?.value)
  expect(new Set(acknowledged).size).toBe(acknowledged.length)
  const shown = desk.store.reading.tickets({}).map((one) => desk.store.reading.show(one.id))
  for (const { canary } of talk.said.filter((one) => one.byPerson)) {
    const own = shown
      .flatMap((one) => one?.messages ?? [])
      .filter((one) => one.direction === 'in' && hasLine(one.text, canary))
    expect(own.length, `${canary} is filed`).toBe(1)
  }
}

/**
 * By RFC 3834; a mark that only asks for silence does not keep a mail of a participant from being heard, and what a mail
 * server returns is an answer that did not arrive.
 */
function saysItIsAMachine({ does, how, who }: Step): boolean {
  return does === 'out of office' || (does === 'robot' && how % 3 === 0 && !/daemon/.test(chosenRobot(who)))
}

function chosenRobot(who: number): string {
  return ROBOTS[who % ROBOTS.length] ?? ''
}

/** Whose turn it is, by every ticket: no machine changes it. */
function turnsIn({ desk }: Conversation): ReadonlyMap<number, string> {
  const all = desk.store.reading.tickets({})
  return new Map(
    all.map((one) => [one.id, JSON.stringify([one.state, one.intervals, one.deadline, one.engineer, one.mergedInto])]),
  )
}

function checkTurns(before: ReadonlyMap<number, string>, talk: Conversation): void {
  const after = turnsIn(talk)
  for (const [id, was] of before) expect(after.get(id), `the turn of ${id} after a machine's mail`).toBe(was)
}

/** What breaks a rule takes no other mail of its sweep along, and what came twice in one is filed once. */
function checkSweeps({ sweeps }: Conversation): void {
  for (const { raws, news } of sweeps) {
    const filed = raws.filter((_, n) => news[n])
    expect(new Set(filed).size, 'filed twice in a sweep').toBe(filed.length)
    expect(
      [...new Set(raws)].every((raw) => filed.includes(raw)),
      'each mail of a sweep is filed',
    ).toBe(true)
  }
}

/** An answer that did not arrive is told to an engineer, however that became known. */
function checkUndelivered({ desk, reported }: Conversation): void {
  // What was merged meanwhile is told of as the ticket that goes on.
  const goesOn = (id: number | null): number | null => {
    const into = id === null ? null : (desk.store.reading.ticket(id)?.mergedInto ?? null)
    return into === null ? id : goesOn(into)
  }
  const told = (from: number, ticket: number | null): boolean =>
    desk.post
      .slice(from)
      .some(({ outgoing: one }) => one.audience === 'engineer' && goesOn(one.ticket) === goesOn(ticket))
  for (const { key, posted } of reported) {
    const ticket = desk.post.find((one) => `${one.outgoing.id} ${one.recipient}` === key)?.outgoing.ticket ?? null
    expect(told(posted, ticket), `${key} is told of`).toBe(true)
  }
  for (const { word, outgoing } of desk.transmitted.filter((one) => one.word === 'refused')) {
    if (outgoing.kind === 'answer') expect(told(0, outgoing.ticket), `${word} ${outgoing.id}`).toBe(true)
  }
}

interface DeliveryRow {
  readonly id: number
  readonly state: string
  readonly automatic: number
  readonly audience: string
}

/** Each delivery is what the mail server has seen of it: the same letter at each time, not again once it was taken. */
function checkDeliveries({ desk }: Conversation): void {
  const books = new Database(join(desk.folder, 'ticketd.db'), { readonly: true })
  const rows = books.prepare<[], DeliveryRow>('SELECT id, state, automatic, audience FROM deliveries').all()
  books.close()
  const seen = Map.groupBy(desk.transmitted, (one) => one.delivery)
  for (const { id, state, automatic, audience } of rows) {
    const all = seen.get(id) ?? []
    const whole = all.filter((one) => isWhole(one.word))
    const said = `delivery ${id}, ${state}: ${all.map((one) => one.word).join(', ')}`
    expect(new Set(whole.map((one) => one.sha256)).size, said).toBeLessThanOrEqual(1)
    for (const one of all) if (one.begun !== null) expect(one.begun, said).toBe(one.sha256)
    expect(whole.length, said).toBeLessThanOrEqual(automatic === 1 && audience === 'customer' ? 2 : 5)
    expect(
      all.slice(0, -1).every((one) => one.word === 'cut off after it' || one.word === 'later'),
      said,
    ).toBe(true)
    expect(FATES[state]?.includes(all.at(-1)?.word ?? 'nothing') ?? false, said).toBe(true)
  }
}

/** By the state in which a delivery may be at peace, what the server said last. */
const FATES: Readonly<Record<string, readonly string[]>> = {
  sent: ['taken'],
  failed: ['refused'],
  doubtful: ['cut off after it'],
  // What was put off, or cut, may be taken back before its next time.
  withdrawn: ['nothing', 'later', 'cut off after it'],
  dropped: ['nothing', 'later', 'cut off after it'],
}

/** Nothing waits any more, and `ticketd verify` would find nothing. */
async function checkPeace(talk: Conversation): Promise<void> {
  const { desk, mood } = talk
  mood.left = 0
  for (let n = 0; n < 12; n += 1) {
    desk.turn(660)
    desk.deliver()
  }
  expect(desk.store.queue.nextDueAt(), 'nothing waits').toBeNull()
  const audit = openAudit(desk.folder)
  try {
    const found = [...audit.structure(), ...audit.outgoing()].flatMap((one) => one.found)
    for (const slice of audit.letters()) {
      found.push(...slice.found)
      expect((await checkRaw(desk.folder, slice.kept)).every((one) => one === 'whole')).toBe(true)
    }
    expect(found).toEqual([])
    for (const ticket of [...audit.tickets()].flatMap((one) => one.tickets)) {
      expect(miscounted(ticket, desk.policy), `the dates of ${ticket.id}`).toEqual([])
    }
  } finally {
    audit.close()
  }
}

/** Turns follow one another; a merged ticket is finished, and its way ends at one that stands. */
function checkTickets({ desk }: Conversation): void {
  const all = desk.store.reading.tickets({})
  const byId = new Map(all.map((one) => [one.id, one]))
  for (const { id, intervals, mergedInto, closedAt } of all) {
    for (const [n, { from, to }] of intervals.entries()) {
      const next = intervals[n + 1]
      expect(to === null || to >= from, `a turn of ${id} ends before it begins`).toBe(true)
      if (next !== undefined) expect(to !== null && to <= next.from, `two turns of ${id} at once`).toBe(true)
    }
    if (mergedInto === null) continue
    expect(closedAt, `${id} is merged`).not.toBeNull()
    const way = [id]
    for (let at = byId.get(mergedInto); at !== undefined && !way.includes(at.id); ) {
      way.push(at.id)
      at = byId.get(at.mergedInto ?? 0)
    }
    expect(byId.get(way.at(-1) ?? 0)?.mergedInto, `the way of ${way}`).toBeNull()
  }
}

function checkLetters(fresh: readonly Posted[], talk: Conversation): void {
  checkStep(undefined, fresh, talk)
  for (const one of fresh) checkWhose(one, talk)
}

test('nothing leaks, nobody else hears, everything is filed once, whatever people and machines write', async () => {
  const seen = new Map<string, number>()
  const count = (what: string, n = 1): Map<string, number> => seen.set(what, (seen.get(what) ?? 0) + n)
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom('', '+'), fc.constantFrom(0, 60), async (taken, subaddress, hold) => {
      const talk = openConversation(subaddress, hold)
      try {
        for (const step of taken) {
          const held = talk.desk.post.length
          pass(step, talk)
          checkLetters(talk.desk.post.slice(held), talk)
          const before = talk.desk.post.length
          const rows = step.does.startsWith('engineer') ? rowsIn(talk) : 0
          const turns = saysItIsAMachine(step) ? turnsIn(talk) : new Map()
          const did = await take(step, talk)
          const fresh = talk.desk.post.slice(before)
          checkStep(did, fresh, talk)
          for (const one of fresh) checkWhose(one, talk)
          checkTurns(turns, talk)
          if (did !== undefined && !did.known && step.does.startsWith('engineer')) checkHeard(did, fresh, rows, talk)
        }
        const held = talk.desk.post.length
        await checkPeace(talk)
        checkLetters(talk.desk.post.slice(held), talk)
        checkBooks(talk)
        checkTickets(talk)
        checkSweeps(talk)
        checkUndelivered(talk)
        checkDeliveries(talk)
        for (const { outgoing } of talk.desk.post) count(outgoing.kind)
        for (const { word } of talk.desk.transmitted) count(word)
        count('sweep', talk.sweeps.length)
        count('reported', talk.reported.length)
        count('merged', talk.desk.store.reading.tickets({}).filter((one) => one.mergedInto !== null).length)
      } finally {
        talk.desk.close()
      }
    }),
    {
      numRuns: Number(process.env.TICKETD_CONVERSATIONS ?? 25),
      seed: Number(process.env.TICKETD_SEED ?? 5),
      endOnFailure: true,
    },
  )
  if (process.env.TICKETD_CONVERSATIONS !== undefined) console.log(JSON.stringify([...seen]))
  // The conversations are about something.
  const kinds = ['acknowledgement', 'answer', 'note', 'notification', 'transcript', 'notice']
  for (const kind of [...kinds, 'taken', 'cut off after it', 'refused', 'later', 'sweep', 'reported']) {
    expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(10)
  }
  expect(seen.get('merged') ?? 0).toBeGreaterThan(3)
  expect(QUOTES.length).toBeGreaterThan(10)
})
