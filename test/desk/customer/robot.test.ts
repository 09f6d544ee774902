// Machines' mail is stored and recorded and moves nothing; a bounced answer is no answer; nobody who is no person is answered.
import { describe, expect, test } from 'vitest'
import type { SentAnswer } from '../../../src/desk/scene/facts.ts'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import type { Letter, OutgoingKind } from '../../../src/letter.ts'
import { type Decided, decidedOnLetter } from '../../support/decide.ts'
import { ANNA, factsWith, letterFrom, NOW, PYOTR, policyWith, ticketWith, tokenIdFor } from '../../support/desk.ts'

const policy = policyWith()
const OURS = 't.12.aa@vendor.example'
const DAEMON = { name: 'Mail Delivery System', address: 'mailer-daemon@mx.plant.example' }
const ANSWERED = new Date('2026-11-17T09:00:00Z')

const TICKET: Partial<Ticket> = {
  state: 'answered',
  engineer: PYOTR.address,
  answeredAt: ANSWERED,
  intervals: [
    { owner: 'us', from: new Date('2026-11-16T09:00:00Z'), to: ANSWERED, because: '' },
    { owner: 'customer', from: ANSWERED, to: null, because: '' },
  ],
}

const ANSWER: SentAnswer = {
  outgoingId: 'aa',
  ticket: 12,
  kind: 'answer',
  messageId: OURS,
  filedAt: ANSWERED,
  recipients: ['i.sidorov@plant.example', 'o.petrova@plant.example'],
  engineer: PYOTR.address,
  text: 'Перезапустите службу.',
  attachments: [],
  state: 'sent',
}

function bounceOf(address: string, action: 'failed' | 'delayed' = 'failed'): Partial<Letter> {
  const recipient = {
    address,
    action,
    status: '5.1.1',
    diagnostic: '550 5.1.1 User unknown',
    permanent: action === 'failed',
  }
  return {
    from: DAEMON,
    kind: 'bounce',
    mayAcknowledge: false,
    returnPath: '',
    subject: 'Undelivered Mail Returned to Sender',
    bounce: { recipients: [recipient], originalMessageId: OURS },
    why: [{ is: 'report' }],
  }
}

function decided(
  letter: Partial<Letter>,
  bounced: SentAnswer | null = null,
  of: OutgoingKind = 'answer',
  more: Parameters<typeof factsWith>[0] = {},
): Decided {
  const mail = letterFrom({ messageId: 'm2@plant.example', ...letter })
  const ids = [mail.bounce?.originalMessageId, ...mail.references]
  const referred = ids.flatMap((messageId) =>
    messageId === OURS ? [{ messageId, ticket: 12, of, outgoingId: 'aa' }] : [],
  )
  return decidedOnLetter(mail, factsWith({ tickets: [ticketWith(TICKET)], referred, bounced, ...more }), policy, NOW)
}

function customersMail(decision: Decided): number {
  return decision.send.filter((draft) => draft.audience === 'customer').length
}

describe.each([
  ['a vacation notice', { kind: 'auto-reply', byMachine: 'surely', subject: 'Автоответ: я в отпуске' }],
  ['a mailing list', { kind: 'list', from: { name: '', address: 'news@else.example' } }],
  ['a bounce', { kind: 'bounce', from: DAEMON, bounce: null }],
] as const)('%s', (_what, letter) => {
  test('on a ticket is recorded there, the state stays, nobody but engineers hears of it', () => {
    const decision = decided({ ...letter, mayAcknowledge: false, references: [OURS] })
    expect(decision.filed).toMatchObject({ ticket: 12 })
    expect(decision.tickets).toEqual([])
    expect(decision.events).toHaveLength(1)
    expect(decision.send.map((draft) => draft.recipients[0])).toEqual([PYOTR.address])
  })

  test('that names nothing is a ticket without an acknowledgement', () => {
    const decision = decided({ ...letter, mayAcknowledge: false })
    expect(decision.tickets.map((one) => one.id)).toEqual([13])
    expect(customersMail(decision)).toBe(0)
    expect(decision.events).toContainEqual(expect.objectContaining({ what: 'withheld' }))
  })

  test('that types the number of a ticket and comes from elsewhere changes no other ticket', () => {
    const from = { name: '', address: 'robot@else.example' }
    const decision = decided({ ...letter, from, mayAcknowledge: false, subject: 'Re: [SKPS-12]' })
    expect(decision.tickets.map((one) => one.id)).toEqual([13])
  })
})

describe('a participant is heard whatever passed his answer on', () => {
  test.each([
    ['a list or a group address', { kind: 'list', mayAcknowledge: false }],
    [
      'a subject like a robot’s',
      { kind: 'auto-reply', mayAcknowledge: false, subject: 'Нет на месте кнопки «Печать»' },
    ],
    ['a forwarded delivery report in it', { kind: 'bounce', mayAcknowledge: false }],
  ] as const)('%s', (_, letter) => {
    const heard = decided({ ...letter, references: [OURS], reply: 'Вот журнал, как просили.' })
    expect(heard.tickets[0]).toMatchObject({ id: 12, state: 'open' })
    expect(heard.filed).toMatchObject({ ticket: 12, role: 'customer' })
    expect(customersMail(heard)).toBe(0)
  })

  test.each([
    ['RFC 3834’s own mark', { byMachine: 'surely' }],
    ['a header that only responders write', { byMachine: 'by its marks' }],
    ['a sender who takes no part', { from: { name: '', address: 'other@else.example' } }],
    ['a forged sender', { verdict: { sender: 'fail', because: { is: 'no verdict' } } }],
    ['no Message-ID of ours', { references: [], subject: 'Re: [SKPS-12] x' }],
  ] as const)('not with %s', (_, letter) => {
    const unheard = decided({ kind: 'auto-reply', mayAcknowledge: false, references: [OURS], ...letter })
    expect(unheard.tickets.some((one) => one.id === 12)).toBe(false)
  })
})

test('a reaction changes nothing and is shown by its sign', () => {
  const liked = decided({ reaction: '👍', reply: '👍', references: [OURS] })
  expect(liked).toMatchObject({ tickets: [], send: [], filed: { ticket: 12, role: 'robot' } })
  expect(liked.events[0]?.detail).toContain('👍')
})

test('a machine that speaks of a fallen server wakes nobody', () => {
  const decision = decided({
    kind: 'auto-reply',
    reply: 'Сервер не отвечает',
    subject: 'Monitoring',
    mayAcknowledge: false,
  })
  expect(decision.tickets[0]).toMatchObject({ criticality: 'normal', category: 'unsorted' })
  expect(decision.send.every((draft) => draft.kind === 'notification')).toBe(true)
})

describe('a read receipt', () => {
  test('is filed on its ticket and nobody hears of it', () => {
    const decision = decided({ kind: 'receipt', references: [OURS], mayAcknowledge: false })
    expect(decision).toMatchObject({ filed: { ticket: 12 }, tickets: [], send: [] })
  })

  test('that names nothing troubles nobody either', () => {
    expect(decided({ kind: 'receipt', mayAcknowledge: false }).send).toEqual([])
  })
})

describe('a bounce of an answer', () => {
  const decision = decided(bounceOf('i.sidorov@plant.example'), ANSWER)

  test('takes the answer back: in work again, as if nobody had answered', () => {
    expect(decision.filed).toMatchObject({ ticket: 12, role: 'bounce' })
    expect(decision.tickets[0]).toMatchObject({ state: 'open', answeredAt: null })
    expect(decision.tickets[0]?.intervals.every((one) => one.owner === 'us')).toBe(true)
  })

  test('is told to the engineer who wrote it, with the words of the server', () => {
    expect(decision.send.map((draft) => draft.recipients)).toEqual([[PYOTR.address]])
    expect(decision.send[0]?.words).toMatchObject({ letter: 'undelivered', means: 'no-mailbox', text: ANSWER.text })
  })

  test('from an address that his mail goes on to counts as his', () => {
    expect(decided(bounceOf('box77@forward.example'), ANSWER).tickets[0]?.state).toBe('open')
  })

  test('of a participant is told, but the customer has his answer', () => {
    const copy = decided(bounceOf('o.petrova@plant.example'), ANSWER)
    expect(copy.tickets).toEqual([])
    expect(copy.send).toHaveLength(1)
  })

  test('that is only delayed changes nothing', () => {
    const delayed = decided(bounceOf('i.sidorov@plant.example', 'delayed'), ANSWER)
    expect(delayed).toMatchObject({ tickets: [], filed: { ticket: 12, role: 'bounce' } })
  })

  describe('that is only delayed is told to the engineer, once,', () => {
    const hours = (n: number): Date => new Date(ANSWERED.getTime() + n * 3_600_000)
    const warned = (at: Date, delays: readonly Date[]): readonly unknown[] =>
      decided({ ...bounceOf('i.sidorov@plant.example', 'delayed'), arrivedAt: at }, ANSWER, 'answer', { delays }).send

    test.each([
      ['not with the first warning', hours(4), [], 0],
      ['with the second', hours(8), [hours(4)], 1],
      ['not with the third', hours(12), [hours(4), hours(8)], 0],
      ['with the first after a day', hours(25), [], 1],
      ['and not with the second then', hours(49), [hours(25)], 0],
    ])('%s', (_when, at, delays, letters) => {
      expect(warned(at, delays)).toHaveLength(letters)
    })
  })

  test('that was taken back before changes nothing', () => {
    expect(decided(bounceOf('i.sidorov@plant.example'), { ...ANSWER, state: 'failed' }).tickets).toEqual([])
  })

  test('F45 without an id of ours is forged: a ticket of its own, no other changes', () => {
    const letter = { ...bounceOf('i.sidorov@plant.example'), subject: 'Undelivered: [SKPS-12]' }
    const forged = decided({
      ...letter,
      bounce: { ...letter.bounce, recipients: [], originalMessageId: 'x@else.example' },
    })
    expect(forged.tickets.map((one) => one.id)).toEqual([13])
    expect(customersMail(forged)).toBe(0)
  })
})

test('F45 a bounce of an acknowledgement is shown and changes nothing', () => {
  const bounced = { ...ANSWER, kind: 'acknowledgement' } as const
  const decision = decided(bounceOf('i.sidorov@plant.example'), bounced, 'acknowledgement')
  expect(decision.tickets).toEqual([])
  expect(decision.send.map((draft) => draft.recipients[0])).toEqual([PYOTR.address])
})

test('a bounce of a mail to an engineer causes no further mail: that would be a loop', () => {
  const decision = decided(bounceOf(PYOTR.address), { ...ANSWER, kind: 'notification' }, 'notification')
  expect(decision).toMatchObject({ tickets: [], send: [], filed: { ticket: 12 } })
})

test('a bounce known by its own bounce address alone, or a vacation notice from another address, is no less quiet', () => {
  const bounced = { ...ANSWER, kind: 'notification' } as const
  const bare = { ...bounceOf(PYOTR.address), bounce: { recipients: [], originalMessageId: null } }
  expect(decided(bare, bounced)).toMatchObject({ tickets: [], send: [], filed: { ticket: 12 } })
  const from = { name: '', address: 'p.ivanov@alias.example' }
  const vacation: Partial<Letter> = { kind: 'auto-reply', from, mayAcknowledge: false, references: [OURS] }
  expect(decided(vacation, null, 'notification')).toMatchObject({ tickets: [], send: [], filed: { ticket: 12 } })
})

describe("an engineer's vacation notice", () => {
  const fields: Partial<Letter> = {
    from: PYOTR,
    kind: 'auto-reply',
    byMachine: 'surely',
    mayAcknowledge: false,
    inReplyTo: tokenIdFor(PYOTR, 12),
  }

  test('is never an answer and marks nothing; he is told', () => {
    expect(decided(fields)).toMatchObject({ tickets: [], filed: { role: 'robot' } })
    expect(decided(fields).send.map((one) => one.recipients)).toEqual([[PYOTR.address]])
  })

  test('opens no ticket when it answers a digest', () => {
    expect(decided({ ...fields, inReplyTo: tokenIdFor(PYOTR, null, 'commands') }).tickets).toEqual([])
  })
})

describe('a mail of our own', () => {
  test.each([
    ['from the support address', { from: { name: '', address: 'Support@vendor.example' } }],
    ['from an alias', { from: { name: '', address: 'help@vendor.example' } }],
    ['from a subaddress', { from: { name: '', address: 'support+x@vendor.example' } }],
    ['with our mark', { loopMarks: [policy.installId] }],
  ])('%s is a ticket and never answered', (_what, letter) => {
    const decision = decided(letter)
    expect(decision.tickets.map((one) => one.id)).toEqual([13])
    expect(customersMail(decision)).toBe(0)
  })

  test('that came back with our mark and our id is recorded in silence', () => {
    const letter = { loopMarks: [policy.installId], references: [OURS], from: ANNA }
    expect(decided(letter)).toMatchObject({ tickets: [], send: [], filed: { ticket: 12 } })
  })

  test('with the mark of another desk is a mail like any other', () => {
    expect(customersMail(decided({ loopMarks: ['another desk'] }))).toBe(1)
  })
})

test('a mail that could not be read is a ticket with the raw mail attached, and is not answered', () => {
  const decision = decided({ setAside: true, references: [OURS], defects: [{ is: 'too many parts', most: 1000 }] })
  expect(decision.tickets.map((one) => one.id)).toEqual([13])
  expect(customersMail(decision)).toBe(0)
  expect(decision.send[0]?.attachments).toMatchObject([{ part: 0, name: 'original.eml' }])
  expect(decision.events).toContainEqual(expect.objectContaining({ what: 'mentions', detail: 'упоминает SKPS-12' }))
})
