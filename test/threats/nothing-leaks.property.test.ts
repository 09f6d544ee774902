// "What can't leak" over random conversations at the whole desk (desk by mail, customer 5 and engineer 5): after each step
// every letter that left is held against everything that was ever said to somebody else.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameAddress } from '../../src/letter.ts'
import type { Posted } from '../support/whole-desk.ts'
import {
  type Conversation,
  CUSTOMERS,
  ENGINEERS,
  openConversation,
  QUOTES,
  ROBOTS,
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
    .map((one) => one.outgoing.ticket)
  expect(new Set(acknowledged).size).toBe(acknowledged.length)
  const shown = desk.store.reading.tickets({}).map((one) => desk.store.reading.show(one.id))
  for (const { canary } of talk.said.filter((one) => one.byPerson)) {
    const own = shown
      .flatMap((one) => one?.messages ?? [])
      .filter((one) => one.direction === 'in' && hasLine(one.text, canary))
    expect(own.length, `${canary} is filed`).toBe(1)
  }
}

test('nothing leaks, nobody else hears, everything is filed once, whatever people and machines write', async () => {
  const seen = new Map<string, number>()
  let merges = 0
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom('', '+'), async (taken, subaddress) => {
      const talk = openConversation(subaddress)
      try {
        for (const step of taken) {
          const before = talk.desk.post.length
          const rows = step.does.startsWith('engineer') ? rowsIn(talk) : 0
          const did = await take(step, talk)
          const fresh = talk.desk.post.slice(before)
          checkStep(did, fresh, talk)
          for (const one of fresh) checkWhose(one, talk)
          if (did !== undefined && !did.known && step.does.startsWith('engineer')) checkHeard(did, fresh, rows, talk)
          for (const { outgoing } of fresh) seen.set(outgoing.kind, (seen.get(outgoing.kind) ?? 0) + 1)
        }
        checkBooks(talk)
        merges += talk.desk.store.reading.tickets({}).filter((one) => one.mergedInto !== null).length
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
  // The conversations are about something.
  expect(merges).toBeGreaterThan(3)
  for (const kind of ['acknowledgement', 'answer', 'note', 'notification', 'transcript', 'notice']) {
    expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(10)
  }
  expect(QUOTES.length).toBeGreaterThan(10)
})
