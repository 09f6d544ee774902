// What the rules are told: where a letter belongs, what was said to its sender, what waits and what is due.
import { describe, expect, test } from 'vitest'
import type { ClaimFacts, Clues, Facts, KeptLetter } from '../../src/desk/desk.ts'
import type { Letter } from '../../src/letter.ts'
import type { Store } from '../../src/store/store.ts'
import { ENGLISH } from '../../src/wording/english/english.ts'
import { RUSSIAN } from '../../src/wording/russian/russian.ts'
import { ANNA, cluesWith, HOUSE_TERMS, PYOTR, ticketWith, tokenIdFor } from '../support/desk.ts'
import { file, later, letter, onNewBooks, open, outgoing, recordMoment, sha, T0 } from './books.ts'

const SENDER = 'i.sidorov@plant.example'

function facts(store: Store, clues: Partial<Clues>, now = later(3600), one: Letter = letter(99)): Facts {
  const engineer = clues.token == null ? null : PYOTR
  return store.transaction((books) => books.factsFor(one, cluesWith({ engineer, ...clues }), now))
}

/** What a mail in an engineer's name is judged by. */
function claim(...[store, clues, ...rest]: Parameters<typeof facts>): ClaimFacts {
  const found = facts(store, { engineer: PYOTR, ...clues }, ...rest).claim
  if (found === null) throw new Error('the mail is in an engineer’s name')
  return found
}

function tokenOf(kind: 'answer' | 'note' | 'commands', ticket: number | null, engineer = PYOTR) {
  const text = tokenIdFor(engineer, ticket, kind).split('@')[0] ?? ''
  return { kind, ticket, engineer: engineer.address, text }
}

/** A mail to an engineer with this token in its Message-ID. */
function notification(token: { readonly text: string }, fields: Parameters<typeof outgoing>[1] = {}) {
  const messageId = `${token.text}@vendor.example`
  return outgoing(messageId, {
    audience: 'engineer',
    kind: 'notification',
    recipients: [PYOTR.address],
    messageId,
    ...fields,
  })
}

test('empty books know nothing', () => {
  onNewBooks((store) => {
    expect(facts(store, { messageIds: ['x@y'], numbers: [7] })).toEqual({
      nextNumber: 1,
      referred: [],
      tickets: new Map(),
      earlier: [],
      earlierCount: 0,
      rememberedContract: null,
      brakes: {
        acknowledgementsToSender: 0,
        noticesToSender: 0,
        automaticLastHour: 0,
        automaticToContracts: 0,
        acknowledgementsToDomain: 0,
        sameWords: 0,
        domainMutedUntil: null,
        newTicketsFromSender: 0,
        floodTicket: null,
        quickness: [],
        told: { has: expect.any(Function) },
        secondsAfterAutomatic: null,
        mutedUntil: null,
      },
      sameId: null,
      lastFromCustomer: null,
      lastAnswer: null,
      bounced: null,
      delays: [],
      away: new Map(),
      load: expect.any(Function),
      alike: expect.any(Function),
      claim: null,
      proved: expect.anything(),
    })
  })
})

describe('what a letter refers to', () => {
  test('is found by our ids and by those of customers’ letters, in the order asked for, each once', () => {
    onNewBooks((store) => {
      for (const n of [1, 2]) open(store, n)
      const ours = outgoing('ack 1')
      const found = facts(store, { messageIds: ['m2@plant.example', 'nobody@x', ours.messageId, 'm2@plant.example'] })
      expect(found.referred).toEqual([
        { messageId: 'm2@plant.example', ticket: 2, of: 'customer', outgoingId: null },
        { messageId: ours.messageId, ticket: 1, of: 'acknowledgement', outgoingId: ours.id },
      ])
      expect([...found.tickets.keys()].sort()).toEqual([1, 2])
    })
  })

  test('is not found by the id of an engineer’s letter', () => {
    onNewBooks((store) => {
      open(store, 1)
      file(store, { letter: letter(2, { from: PYOTR }), filed: { ticket: 1, role: 'note' } })
      expect(facts(store, { messageIds: ['m2@plant.example'] }).referred).toEqual([])
    })
  })

  test('leads to the tickets that a merge names, the survivor’s notes and letters included', () => {
    onNewBooks((store) => {
      open(store, 1)
      recordMoment(store, { tickets: [ticketWith({ id: 2, mergedInto: 1 }), ticketWith({ id: 3, mergedInto: 2 })] })
      file(store, {
        letter: letter(5, { from: PYOTR, attachments: [part('secret.txt')] }),
        filed: { ticket: 1, role: 'note', shown: 'между нами' },
      })
      const found = facts(store, { numbers: [3], token: tokenOf('answer', 3) })
      expect([...found.tickets.keys()].sort()).toEqual([1, 2, 3])
      expect(found.proved.notes()).toEqual({ texts: ['между нами'], parts: [sha('secret.txt')] })
      expect(found.lastFromCustomer?.messageId).toBe('m1@plant.example')
    })
  })

  test('the notes of a linked ticket are guarded too: what was split off leaves them behind', () => {
    onNewBooks((store) => {
      open(store, 1)
      recordMoment(store, { tickets: [ticketWith({ id: 2, links: [1] })] })
      file(store, { letter: letter(5, { from: PYOTR }), filed: { ticket: 1, role: 'note', shown: 'между нами' } })
      expect(facts(store, { token: tokenOf('answer', 2) }).proved.notes().texts).toEqual(['между нами'])
    })
  })

  test('merges that run in a circle end', () => {
    onNewBooks((store) => {
      recordMoment(store, { tickets: [ticketWith({ id: 1 }), ticketWith({ id: 2 })] })
      recordMoment(store, { tickets: [ticketWith({ id: 1, mergedInto: 2 })] })
      recordMoment(store, { tickets: [ticketWith({ id: 2, mergedInto: 1 })] })
      expect([...facts(store, { numbers: [1] }).tickets.keys()].sort()).toEqual([1, 2])
    })
  })

  test('a replay is known by its content under another Message-ID', () => {
    onNewBooks((store) => {
      open(store, 1)
      expect(claim(store, {}, T0, letter(2, { contentHash: sha('content 1') })).repeats).toBe(true)
      expect(claim(store, {}, T0, letter(2)).repeats).toBe(false)
    })
  })
})

function part(name: string) {
  return { part: 2, name, type: 'text/plain', bytes: 7, sha256: sha(name), inline: false, contentId: null }
}

describe('the sender', () => {
  test('has his earlier tickets, newest first, whatever the case of his address, at most 20 and counted', () => {
    onNewBooks((store) => {
      for (let n = 1; n <= 23; n += 1) open(store, n, { now: later(n) })
      open(store, 24, { letter: letter(24, { from: { name: '', address: 'other@plant.example' } }) })
      const found = facts(store, { sender: 'I.Sidorov@plant.example' })
      expect(found.earlier).toHaveLength(20)
      expect(found.earlier[0]?.id).toBe(23)
      expect(found.earlierCount).toBe(23)
      expect(found.nextNumber).toBe(25)
      expect(facts(store, { sender: null }).earlier).toEqual([])
    })
  })

  test('of more than a hundred tickets is told that there are more', () => {
    onNewBooks((store) => {
      for (let n = 1; n <= 120; n += 1) open(store, n, { now: later(n) })
      const { earlierCount } = facts(store, { sender: 'i.sidorov@plant.example' })
      expect(earlierCount).toBeGreaterThan(100)
      expect(earlierCount).toBeLessThan(120)
      expect([RUSSIAN.earlier(['SKPS-120'], 101), ENGLISH.earlier(['SKPS-120'], 101)]).toEqual([
        'SKPS-120; всего больше 100',
        'SKPS-120; more than 100 in all',
      ])
    })
  })

  test('is served by the contract remembered for his address', () => {
    onNewBooks((store) => {
      recordMoment(store, {
        entries: [{ kind: 'remember contract', address: 'I.Sidorov@plant.example', contract: '17' }],
      })
      recordMoment(store, { entries: [{ kind: 'remember contract', address: SENDER, contract: '18' }] })
      expect(facts(store, {}).rememberedContract).toBe('18')
    })
  })
})

describe('the brakes', () => {
  test('count acknowledgements of 24 hours and automatic mail of an hour, by the books', () => {
    onNewBooks((store) => {
      open(store, 1, { now: later(0) })
      open(store, 2, { now: later(3000) })
      open(store, 3, { letter: letter(3, { from: { name: '', address: 'b@x.example' } }), now: later(3001) })
      const at = (seconds: number) => facts(store, {}, later(seconds)).brakes
      expect(at(3500)).toMatchObject({ acknowledgementsToSender: 2, automaticLastHour: 3, newTicketsFromSender: 2 })
      expect(at(3700)).toMatchObject({ acknowledgementsToSender: 2, automaticLastHour: 2, newTicketsFromSender: 1 })
      expect(at(3700).floodTicket).toBe(2)
      expect(at(86_401)).toMatchObject({ acknowledgementsToSender: 1, automaticLastHour: 0, floodTicket: null })
    })
  })

  test('do not count answers of people, nor mail to engineers', () => {
    onNewBooks((store) => {
      open(store, 1, { outgoing: [notification(tokenOf('answer', 1)), outgoing('by hand', { kind: 'answer' })] })
      expect(facts(store, {}, later(1)).brakes).toMatchObject({ acknowledgementsToSender: 0, automaticLastHour: 0 })
    })
  })

  test('know how soon after our mail the sender’s last new letters came', () => {
    onNewBooks((store) => {
      open(store, 1, { letter: letter(1, { arrivedAt: later(-5) }), now: later(0) })
      open(store, 2, { letter: letter(2, { arrivedAt: later(30) }), now: later(31) })
      file(store, { letter: letter(3, { arrivedAt: later(40) }), filed: { ticket: 2 }, now: later(41) })
      open(store, 4, { letter: letter(4, { arrivedAt: later(131) }), now: later(132) })
      const found = facts(store, {}, later(200), letter(5, { arrivedAt: later(140) })).brakes
      expect(found.quickness).toEqual([100, 30, null])
      expect(found.secondsAfterAutomatic).toBe(8)
    })
  })

  test('a letter that arrived before our mail was no answer to it; one of the same second was', () => {
    onNewBooks((store) => {
      open(store, 1, { now: later(10.4) })
      const gap = (seconds: number) =>
        facts(store, {}, later(20), letter(2, { arrivedAt: later(seconds) })).brakes.secondsAfterAutomatic
      expect([gap(9), gap(10), gap(12)]).toEqual([null, 0, 1.6])
    })
  })

  test('a muted address stays muted until its time', () => {
    onNewBooks((store) => {
      recordMoment(store, { entries: [{ kind: 'mute', address: 'I.Sidorov@plant.example', until: later(100) }] })
      expect(facts(store, {}, later(99)).brakes.mutedUntil).toEqual(later(100))
      expect(facts(store, {}, later(100)).brakes.mutedUntil).toBeNull()
    })
  })

  test('count the copies of unproved mail that an engineer got in an hour', () => {
    onNewBooks((store) => {
      recordMoment(store, { entries: [{ kind: 'keep', letter: kept('k1', { because: 'unproved' }) }] })
      recordMoment(store, { entries: [{ kind: 'keep', letter: kept('k2', { because: 'unproved' }) }] })
      recordMoment(store, { entries: [{ kind: 'forget kept', key: 'k2' }] })
      recordMoment(store, { entries: [{ kind: 'keep', letter: kept('k3') }] })
      expect(claim(store, { engineer: PYOTR }, later(10)).unprovedCopies).toBe(2)
      expect(claim(store, { engineer: ANNA }, later(10)).unprovedCopies).toBe(0)
      expect(claim(store, { engineer: PYOTR }, later(3601)).unprovedCopies).toBe(0)
    })
  })
})

function kept(key: string, fields: Partial<KeptLetter> = {}): KeptLetter {
  return {
    key,
    because: 'mistake',
    engineer: PYOTR.address,
    ticket: 1,
    token: tokenOf('answer', 1),
    letterSha256: sha(key),
    messageId: 'k@vendor.example',
    reply: '2026-11-18T09:00:05.000Z',
    attachments: [part('a.txt')],
    subject: 'Re: каталог',
    until: later(86_400),
    seenAt: later(-60),
    ...fields,
  }
}

describe('a kept letter', () => {
  test('comes back whole by the token of the mail that shows it, and leads to its ticket', () => {
    onNewBooks((store) => {
      for (const n of [1, 2]) open(store, n)
      const token = tokenOf('commands', 1)
      recordMoment(store, { entries: [{ kind: 'keep', letter: kept(token.text) }] })
      const found = facts(store, { token: { ...token, ticket: null } })
      expect(found.claim?.kept).toEqual(kept(token.text))
      expect([...found.tickets.keys()]).toEqual([1])
      expect(claim(store, { token }, later(86_400)).kept).toBeNull()
      recordMoment(store, { entries: [{ kind: 'forget kept', key: token.text }] })
      expect(claim(store, { token }).kept).toBeNull()
    })
  })

  test('is found as well by the mail that the same letter caused', () => {
    onNewBooks((store) => {
      open(store, 1)
      const token = tokenOf('commands', 1)
      const wrong = letter(7, { from: PYOTR })
      file(store, {
        letter: wrong,
        filed: { ticket: 1, role: 'source' },
        entries: [{ kind: 'keep', letter: kept('another key', { letterSha256: wrong.sha256 }) }],
        outgoing: [notification(token, { kind: 'transcript' })],
      })
      expect(claim(store, { token }).kept?.key).toBe('another key')
      expect(claim(store, { token: { ...token, engineer: ANNA.address } }).kept).toBeNull()
    })
  })
})

describe('answers', () => {
  const answerOf = (n: number, engineer = PYOTR, fields: Parameters<typeof outgoing>[1] = {}) => ({
    letter: letter(n, { from: engineer }),
    filed: { ticket: 1, role: 'source', shown: `слова ${n}` } as const,
    clues: { token: tokenOf('answer', 1, engineer) },
    outgoing: [outgoing(`answer ${n}`, { kind: 'answer', text: `Здравствуйте! слова ${n}`, ...fields })],
    now: later(n),
  })

  test('the last one counts until it is taken back or fails', () => {
    onNewBooks((store) => {
      open(store, 1, { outgoing: [] })
      const token = tokenOf('answer', 1)
      file(store, answerOf(10))
      file(store, answerOf(20, ANNA, { notBefore: later(80) }))
      const last = (seconds: number) => facts(store, { token }, later(seconds)).lastAnswer
      expect(last(30)).toEqual({
        outgoingId: outgoing('answer 20').id,
        ticket: 1,
        kind: 'answer',
        messageId: outgoing('answer 20').messageId,
        filedAt: later(20),
        recipients: [SENDER],
        engineer: ANNA.address,
        text: 'слова 20',
        attachments: [],
        state: 'held',
        acceptedAt: null,
      })
      expect(last(81)?.state).toBe('waiting')
      recordMoment(store, { entries: [{ kind: 'withdraw', outgoingId: outgoing('answer 20').id }] })
      expect(last(81)).toMatchObject({ text: 'слова 10', state: 'waiting' })
      const [due] = store.queue.claim(later(90), 1, () => later(900))
      if (due === undefined) throw new Error('the answer was due')
      store.queue.settle([{ delivery: due.delivery, kind: 'sent', response: '250' }], later(91))
      expect(last(95)?.state).toBe('sent')
    })
  })

  test('a colleague’s newest one is told to the other engineer, his own is not', () => {
    onNewBooks((store) => {
      open(store, 1, { outgoing: [] })
      file(store, answerOf(10, ANNA))
      const told = (engineer: typeof ANNA) =>
        facts(store, { token: tokenOf('answer', 1, engineer) }).proved.colleagueAnswer()
      expect(told(PYOTR)).toEqual({ at: later(10), engineer: ANNA.address, text: 'слова 10' })
      expect(told(ANNA)).toBeNull()
    })
  })

  test('one that fails is told of the first that came after it and still counts', () => {
    onNewBooks((store) => {
      open(store, 1, { outgoing: [] })
      for (const n of [10, 20, 30]) file(store, answerOf(n))
      const failed = outgoing('answer 10')
      const failure = { outgoingId: failed.id, recipient: SENDER, code: 550, status: null, text: '550' } as const
      const laterAt = () =>
        store.transaction(
          (books) => books.failureFacts({ ...failure, lastingBecause: 'refused' })?.laterAnswer?.filedAt,
        )
      expect(laterAt()).toEqual(later(20))
      recordMoment(store, { entries: [{ kind: 'withdraw', outgoingId: outgoing('answer 20').id }] })
      expect(laterAt()).toEqual(later(30))
      recordMoment(store, { entries: [{ kind: 'withdraw', outgoingId: outgoing('answer 30').id }] })
      expect(laterAt()).toBeUndefined()
    })
  })

  test('when the mail with a token was written is known by the token alone', () => {
    onNewBooks((store) => {
      const token = tokenOf('answer', 1)
      open(store, 1, { outgoing: [notification(token, { date: later(5) })] })
      expect(claim(store, { token }).tokenSentAt).toEqual(later(5))
      expect(claim(store, { token: tokenOf('note', 1) }).tokenSentAt).toBeNull()
    })
  })

  test('a bounce names one by Message-ID or by the mark in its envelope sender; an ordinary mail names none', () => {
    onNewBooks((store) => {
      open(store, 1, { outgoing: [] })
      file(store, answerOf(10))
      const original = outgoing('answer 10')
      const recipients = [
        { address: SENDER, action: 'failed', status: '5.1.1', diagnostic: null, permanent: true },
      ] as const
      const bounce = { recipients, originalMessageId: original.messageId }
      const named = (fields: Partial<Letter>) => facts(store, {}, T0, letter(50, fields))
      expect(named({ kind: 'bounce', bounce }).bounced?.outgoingId).toBe(original.id)
      expect(named({ kind: 'bounce', bounce }).tickets.has(1)).toBe(true)
      const nameless = { recipients, originalMessageId: null }
      const marked = {
        kind: 'bounce',
        bounce: nameless,
        deliveredTo: [`support+b-${original.id}@vendor.example`],
      } as const
      expect(named(marked).bounced?.outgoingId).toBe(original.id)
      expect(named({ kind: 'mail', bounce: null }).bounced).toBeNull()
      expect(named({ kind: 'bounce', bounce: { recipients, originalMessageId: 'forged@x' } }).bounced).toBeNull()
    })
  })
})

test('engineers are away until their time or until they are back', () => {
  onNewBooks((store) => {
    recordMoment(store, { entries: [{ kind: 'away', engineer: 'P.Ivanov@vendor.example', until: later(100) }] })
    expect(facts(store, {}, later(50)).away).toEqual(new Map([[PYOTR.address, later(100)]]))
    expect(facts(store, {}, later(100)).away.size).toBe(0)
    recordMoment(store, { entries: [{ kind: 'away', engineer: PYOTR.address, until: null }] })
    expect(facts(store, {}, later(50)).away.size).toBe(0)
  })
})

test('the mail of a proved engineer is told the queue, a search and histories', () => {
  onNewBooks((store) => {
    open(store, 1)
    recordMoment(store, { tickets: [ticketWith({ id: 2, state: 'closed' })] })
    const told = store.transaction((books) => {
      const { proved } = books.factsFor(letter(99), cluesWith({ engineer: PYOTR }), later(3600))
      return [
        proved.queue(),
        proved.found('каталоги', null).map((one) => one.ticket),
        proved.history(1),
        proved.ticket(3),
      ]
    })
    const [one] = [expect.objectContaining({ id: 1 })]
    expect(told).toEqual([[one], [one], [{ at: T0, who: 'desk', what: 'opened', detail: 'new' }], null])
  })
})

describe('a moment', () => {
  test('has the tickets whose time has come, the oldest first, at most 100', () => {
    onNewBooks((store) => {
      const tickets = Array.from({ length: 103 }, (_, i) => ticketWith({ id: i + 1, wakeAt: later(1000 - i) }))
      recordMoment(store, { tickets: [...tickets, ticketWith({ id: 200, wakeAt: null })] })
      const due = (seconds: number) => store.transaction((books) => books.momentFacts(later(seconds)).due)
      expect(due(897)).toEqual([])
      expect(due(898).map((one) => one.id)).toEqual([103])
      expect(due(2000)).toHaveLength(100)
      expect(due(2000)[0]?.id).toBe(103)
    })
  })

  test('knows what happened once, what is open, unsorted, said last and by whom', () => {
    onNewBooks((store) => {
      open(store, 1, { outgoing: [outgoing('an answer', { kind: 'answer' })] })
      const closed = ticketWith({ id: 2, state: 'closed', category: 'unsorted', closedAt: later(-100) })
      recordMoment(store, { tickets: [closed], entries: [{ kind: 'once', key: 'k' }] })
      store.transaction((books) => {
        const moment = books.momentFacts(later(60))
        expect([moment.done.has('k'), moment.done.has('l')]).toEqual([true, false])
        expect(moment.open.map((one) => one.id)).toEqual([1])
        expect(moment.closedUnsorted.map((one) => one.id)).toEqual([2])
        expect(moment.lastFromCustomer.get(1)?.at).toEqual(letter(1).arrivedAt)
        expect(moment.lastFromCustomer.get(2)).toBeUndefined()
        expect(moment.lastToCustomer.get(1)).toEqual(T0)
      })
    })
  })

  test('balances yesterday’s mail by the Moscow day', () => {
    onNewBooks((store) => {
      const midnight = new Date('2026-11-17T21:00:00Z')
      open(store, 1, { now: new Date(midnight.getTime() - 1) })
      open(store, 2, { now: midnight })
      open(store, 3, { now: later(0) })
      file(store, { letter: letter(4), filed: { ticket: 3 }, now: later(1) })
      file(store, { letter: letter(5, { from: PYOTR }), filed: { ticket: 3, role: 'source' }, now: later(2) })
      store.fileSetAside(letter(6), 'broken', later(3), { terms: HOUSE_TERMS, language: 'ru' })
      const tomorrow = new Date('2026-11-19T07:00:00Z')
      expect(store.transaction((books) => books.momentFacts(tomorrow).balance)).toEqual({
        from: midnight,
        total: 5,
        opened: 2,
        joined: 2,
        automatic: 0,
        setAside: 1,
      })
    })
  })

  test('lists what could not be delivered until its ticket is finished or it is dropped', () => {
    onNewBooks((store) => {
      open(store, 1)
      const [due] = store.queue.claim(later(1), 1, () => later(900))
      if (due === undefined) throw new Error('the acknowledgement was due')
      const failure = {
        ...{ outgoingId: due.outgoing.id, recipient: due.recipient, code: 550, status: null },
        ...{ text: '550 no such user', lastingBecause: 'refused' as const },
      }
      store.queue.settle([{ delivery: due.delivery, kind: 'failed', failure }], later(2))
      const undelivered = () => store.transaction((books) => books.momentFacts(later(60)).undelivered)
      expect(undelivered()).toEqual([{ ticket: 1, recipient: SENDER, reason: '550 no such user' }])
      recordMoment(store, { tickets: [ticketWith({ id: 1, state: 'closed' })] })
      expect(undelivered()).toEqual([])
    })
  })
})
