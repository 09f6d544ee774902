import { describe, expect, test } from 'vitest'
import { CALENDAR, parseLocal } from '../../../src/calendar/calendar.ts'
import { meaningOf, takenBack } from '../../../src/desk/delivery/failure.ts'
import type { FailureFacts, SentAnswer } from '../../../src/desk/scene/facts.ts'
import { type Move, moved } from '../../../src/desk/ticket/lifecycle.ts'
import { settle } from '../../../src/desk/ticket/promise.ts'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import type { DeliveryFailure, Outgoing, OutgoingKind } from '../../../src/letter.ts'
import { decidedOnFailure } from '../../support/decide.ts'
import { ANNA, contractWith, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'

const POLICY = policyWith({ calendar: CALENDAR, contracts: [contractWith()] })
const CUSTOMER = 'i.sidorov@plant.example'

function at(text: string): Date {
  const read = parseLocal(text, 'Europe/Moscow')
  if (read === null) throw new Error(`no time: ${text}`)
  return read
}

const RECEIVED = at('2026-11-16T12:00')
const FILED = at('2026-11-17T12:00')
const FAILED = at('2026-11-18T12:00')

const OPEN = settle(
  ticketWith({
    state: 'open',
    engineer: PYOTR.address,
    receivedAt: RECEIVED,
    standing: { kind: 'covered', contract: '17/2026', by: 'address' },
    counting: { from: RECEIVED, minDays: 5, maxDays: 10, agreedAt: null },
    intervals: [{ owner: 'us', from: RECEIVED, to: null, because: 'opened' }],
  }),
  POLICY,
  RECEIVED,
)

/** The ticket after an engineer's letter of that kind, filed at an instant. */
function answered(move: Move, ticket: Ticket = OPEN, when: Date = FILED): Ticket {
  const next = moved(ticket, move, when, 'answered')
  return settle({ ...next, answeredAt: ticket.answeredAt ?? when }, POLICY, when)
}

const ANSWER: SentAnswer = {
  outgoingId: 'o1',
  ticket: 12,
  kind: 'answer',
  messageId: 't.12.o1@vendor.example',
  filedAt: FILED,
  recipients: [CUSTOMER],
  engineer: PYOTR.address,
  text: 'Обновите каталог.',
  attachments: [],
  state: 'failed',
}
const FAILURE: DeliveryFailure = {
  outgoingId: 'o1',
  recipient: CUSTOMER,
  code: 550,
  status: '5.1.1',
  text: '550 5.1.1 user unknown\u0007',
  lastingBecause: 'refused',
}

function outgoing(kind: OutgoingKind): Outgoing {
  return {
    id: 'o1',
    ticket: 12,
    kind,
    audience: kind === 'alert' || kind === 'digest' ? 'engineer' : 'customer',
    language: 'ru',
    from: { name: '', address: 'support@vendor.example' },
    to: [OPEN.customer],
    cc: [],
    replyTo: null,
    envelopeFrom: 'support@vendor.example',
    recipients: [CUSTOMER],
    messageId: ANSWER.messageId,
    inReplyTo: null,
    references: [],
    date: FILED,
    autoSubmitted: 'no',
    headers: [],
    attachments: [],
    notBefore: null,
    subject: '',
    text: ANSWER.text,
    html: '',
  }
}

function factsOf(ticket: Ticket, fields: Partial<FailureFacts> = {}): FailureFacts {
  return { outgoing: outgoing('answer'), answer: ANSWER, ticket, language: 'ru', ...fields }
}

describe('an answer that did not arrive', () => {
  const decision = decidedOnFailure(FAILURE, factsOf(answered('answer')), POLICY, FAILED)
  const [ticket] = decision.tickets

  test('is no answer: the ticket is in work again, as if nobody had answered', () => {
    expect(ticket).toMatchObject({ state: 'open', answeredAt: null, waitedSeconds: 0, deadline: OPEN.deadline })
    expect(ticket?.intervals).toEqual([{ owner: 'us', from: RECEIVED, to: null, because: 'opened' }])
  })

  test("is told to the engineer who wrote it, with the server's words made harmless", () => {
    expect(decision.send.map((draft) => draft.recipients)).toEqual([[PYOTR.address]])
    expect(decision.send[0]?.words).toMatchObject({
      letter: 'undelivered',
      recipient: CUSTOMER,
      diagnostic: '550 5.1.1 user unknown',
      means: 'no-mailbox',
      permanent: true,
      wasWaiting: false,
      deadlineAt: OPEN.deadline,
      text: 'Обновите каталог.',
    })
  })

  test('is kept under the mail that tells of it, so that it can be sent again', () => {
    const messageId = decision.send[0]?.messageId ?? ''
    expect(decision.entries).toMatchObject([
      {
        kind: 'keep',
        letter: {
          key: messageId.split('@')[0],
          because: 'undelivered',
          engineer: PYOTR.address,
          token: { kind: 'answer', ticket: 12 },
        },
      },
    ])
  })

  test('leaves two lines in the history: what failed and what that changed', () => {
    expect(decision.events.map((event) => event.what)).toEqual(['undelivered', 'state'])
    expect(decision.events[1]?.detail).toContain('дан ответ → в работе')
  })

  test('is told to the ticket’s engineer too when another one wrote it', () => {
    const facts = factsOf(answered('answer'), { answer: { ...ANSWER, engineer: ANNA.address } })
    const people = decidedOnFailure(FAILURE, facts, POLICY, FAILED).send.flatMap((draft) => draft.recipients)
    expect(people).toEqual([PYOTR.address, ANNA.address])
  })

  test('with questions: the clock never stopped', () => {
    const after = decidedOnFailure(FAILURE, factsOf(answered('ask')), POLICY, FAILED)
    expect(after.tickets[0]).toMatchObject({
      state: 'open',
      waitingSince: null,
      waitedSeconds: 0,
      deadline: OPEN.deadline,
    })
    expect(after.send[0]?.words).toMatchObject({ wasWaiting: true })
  })

  test('that closed the ticket opens it again', () => {
    const closed = answered('close')
    const after = decidedOnFailure(FAILURE, factsOf(closed), POLICY, FAILED).tickets[0]
    expect(after).toMatchObject({ state: 'open', closedAt: null, deadline: OPEN.deadline })
    expect(after?.intervals).toHaveLength(1)
  })

  test('to a participant alone is told and changes nothing', () => {
    const failure = { ...FAILURE, recipient: 'colleague@plant.example' }
    const copy = decidedOnFailure(failure, factsOf(answered('answer')), POLICY, FAILED)
    expect([copy.tickets, copy.send.length, copy.events.length]).toEqual([[], 1, 1])
  })
})

describe('a ticket with an answer taken back', () => {
  test('stays closed when it was closed by something later', () => {
    const closed = moved(answered('answer'), 'customer resolves', at('2026-11-17T15:00'), 'customer resolved')
    expect(takenBack(closed, ANSWER, FAILED)).toMatchObject({ state: 'closed', answeredAt: null })
  })

  test('gives no time twice when the later answer was taken before the lost one, which the server had put off', () => {
    const [later, taken] = [at('2026-11-17T14:00'), at('2026-11-17T16:00')]
    const ticket = answered('answer', OPEN, later)
    const lost = { ...ANSWER, acceptedAt: taken }
    const after = takenBack(ticket, lost, FAILED, { filedAt: later, acceptedAt: later })
    expect(after).toMatchObject({ state: 'answered', answeredAt: later })
    expect(after.intervals.map(({ owner, from, to }) => [owner, from, to])).toEqual([
      ['us', RECEIVED, later],
      ['customer', later, null],
    ])
  })

  test('stays answered when a later answer did arrive, whose time is the first answer', () => {
    const later = at('2026-11-17T16:00')
    const ticket = takenBack(answered('answer'), ANSWER, FAILED, { filedAt: later, acceptedAt: later })
    expect(ticket).toMatchObject({ state: 'answered', answeredAt: later })
    expect(ticket.intervals.map((one) => [one.owner, one.from, one.to])).toEqual([
      ['us', RECEIVED, later],
      ['customer', later, null],
    ])
  })

  test('keeps what was waited before, when an earlier question had arrived', () => {
    const asked = answered('ask', OPEN, at('2026-11-16T15:00'))
    const ticket = settle(takenBack(answered('answer', asked), ANSWER, FAILED), POLICY, FAILED)
    expect(ticket).toMatchObject({ state: 'open', answeredAt: at('2026-11-16T15:00'), waitedSeconds: 5 * 3600 })
    expect(ticket.intervals.map((one) => one.owner)).toEqual(['us', 'customer', 'us'])
  })

  test('whose customer has written since is in work already; his time then was ours', () => {
    const written = moved(answered('answer'), 'customer writes', at('2026-11-18T10:00'), 'customer wrote')
    const ticket = settle(takenBack(written, ANSWER, FAILED), POLICY, FAILED)
    expect(ticket).toMatchObject({ state: 'open', answeredAt: null, waitedSeconds: 0, deadline: OPEN.deadline })
    expect(ticket.intervals).toHaveLength(1)
  })
})

describe('what no person wrote', () => {
  test.each(['acknowledgement', 'notice'] as const)(
    'an undelivered %s leaves a line in the history and nothing else',
    (kind) => {
      const decision = decidedOnFailure(
        FAILURE,
        factsOf(OPEN, { outgoing: outgoing(kind), answer: null }),
        POLICY,
        FAILED,
      )
      expect([decision.tickets, decision.send, decision.entries]).toEqual([[], [], []])
      expect(decision.events).toMatchObject([{ ticket: 12, who: 'desk', what: 'undelivered' }])
    },
  )

  test('an undelivered mail to an engineer says nothing on the ticket', () => {
    const decision = decidedOnFailure(
      FAILURE,
      factsOf(OPEN, { outgoing: outgoing('alert'), answer: null }),
      POLICY,
      FAILED,
    )
    expect([decision.events, decision.send]).toEqual([[], []])
  })
})

describe('what a refusal means', () => {
  const ROWS: readonly [
    status: string | null,
    text: string,
    because: DeliveryFailure['lastingBecause'],
    means: string,
  ][] = [
    ['5.1.1', '550 5.1.1 no', 'refused', 'no-mailbox'],
    [null, '550 No such user here', 'refused', 'no-mailbox'],
    ['5.2.2', '552 5.2.2 over quota', 'refused', 'full'],
    [null, '452 mailbox is full', 'expired', 'full'],
    ['5.3.4', '552 5.3.4 message too big', 'refused', 'too-big'],
    [null, '552 message size exceeds fixed limit', 'refused', 'too-big'],
    ['5.7.1', '554 5.7.1 looks like spam', 'refused', 'spam'],
    ['5.7.1', '550 5.7.1 relaying denied by policy', 'refused', 'spam'],
    ['5.1.2', '550 5.1.2 bad host', 'refused', 'no-domain'],
    [null, 'getaddrinfo ENOTFOUND mx.example', 'refused', 'no-domain'],
    [null, 'the domain example.invalid does not exist', 'refused', 'no-domain'],
    [null, '451 try again later', 'expired', 'expired'],
    [null, '554 transaction failed', 'refused', 'other'],
  ]
  test.each(ROWS)('%s «%s» (%s) is %s', (status, text, lastingBecause, means) => {
    expect(meaningOf({ ...FAILURE, status, text, lastingBecause })).toBe(means)
  })
})
