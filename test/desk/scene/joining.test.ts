// Which ticket a customer's letter belongs to (decision 6, T1): it names one, it comes from somebody of it, it is not forged.
import { describe, expect, test } from 'vitest'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import type { Letter } from '../../../src/letter.ts'
import { type Decided, decidedOnLetter } from '../../support/decide.ts'
import { ARRIVED, contractWith, factsWith, letterFrom, NOW, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'

const policy = policyWith({
  contracts: [contractWith(), contractWith({ number: '9/2026', domains: ['other.example'], people: [] })],
})
const COVERED = { kind: 'covered', contract: '17/2026', by: 'domain' } as const
const OURS = 't.12.aa@vendor.example'
const STRANGER = { name: '', address: 'boss@other.example' }
const COLLEAGUE = { name: 'Ольга', address: 'o.petrova@plant.example' }

const GIVEN = {
  at: new Date('2026-11-16T09:00:00Z'),
  earliestAt: new Date('2026-11-23T15:00:00Z'),
  deadlineAt: new Date('2026-11-30T15:00:00Z'),
  because: 'opened',
  rule: 'R15',
  calendar: '2026',
  status: 'official',
} as const

function decided(letter: Partial<Letter>, ticket: Partial<Ticket> = {}): Decided {
  const known = ticketWith({ standing: COVERED, engineer: PYOTR.address, state: 'open', ...ticket })
  const mail = letterFrom({ messageId: 'm2@plant.example', reply: 'Прикладываю журнал.', ...letter })
  const referred = [...mail.references.toReversed(), mail.inReplyTo].flatMap((messageId) =>
    messageId === OURS ? [{ messageId, ticket: 12, of: 'answer' as const, outgoingId: 'aa' }] : [],
  )
  return decidedOnLetter(mail, factsWith({ tickets: [known], referred }), policy, NOW)
}

const TABLE: readonly (readonly [string, Partial<Letter>, boolean])[] = [
  ['References name our letter, the sender asked', { references: [OURS] }, true],
  ['In-Reply-To names our letter', { inReplyTo: OURS }, true],
  ['the number stands in the subject', { subject: 'Re: [SKPS-12] Каталог' }, true],
  ['the number was typed in Cyrillic with a space', { subject: 'Ответ: по обращению скпс 12' }, true],
  ['the number stands in brackets in a new mail', { subject: 'Дополнение [СКПС-12]' }, true],
  [
    'the number stands bare in an answer to a letter of his own',
    { subject: 'SKPS-12', inReplyTo: 'x@plant.example' },
    true,
  ],
  ['the number stands bare in a new mail beside a single word', { subject: 'SKPS-12', reply: 'статус' }, true],
  ['the number stands bare in a new mail', { subject: 'Дополнение к СКПС 12' }, false],
  ['it is the name of the product', { subject: 'СКПС 12 не запускается' }, false],
  ['it is the number of a version', { subject: 'Re: СКПС 12.2 не запускается' }, false],
  ['it is the number of a version behind a hyphen', { subject: 'Re: Обновление СКПС-12,1' }, false],
  ['an ordinal of the product', { subject: 'Re: СКПС 12-я редакция' }, false],
  ['the word edition stands behind it', { subject: 'Re: ПТКА СКПС 12 редакция' }, false],
  ['a word that begins behind a hyphen', { subject: 'Re: SKPS-12-дополнение' }, true],
  ['the word version stands behind it', { subject: 'Re: ПТКА СКПС 12 версия' }, false],
  ['the word build stands before it', { subject: 'Re: сборка СКПС-12' }, false],
  ['the word release stands before it', { subject: 'Re: release SKPS 12 fails' }, false],
  ['several products are numbered', { subject: 'СКПС № 12 и № 2' }, false],
  ['a colleague of the same contract answers', { references: [OURS], from: COLLEAGUE }, true],
  ['nothing names a ticket', {}, false],
  ['our letter is named by somebody of another contract', { references: [OURS], from: STRANGER }, false],
  ['the number is typed by somebody of another contract', { subject: 'SKPS-12', from: STRANGER }, false],
  [
    'the server calls the sender forged',
    {
      references: [OURS],
      verdict: { sender: 'fail', because: { is: 'dmarc', result: 'fail', domain: 'plant.example' } },
    },
    false,
  ],
  [
    'the server says nothing of the sender',
    { references: [OURS], verdict: { sender: 'none', because: { is: 'no proof', domain: 'plant.example' } } },
    true,
  ],
  ['From names two mailboxes', { references: [OURS], fromMailboxes: 2 }, false],
  ['an id that is not ours is named', { references: ['x@plant.example'] }, false],
  ['the number stands in the text only', { reply: 'Это по SKPS-12.' }, false],
  ['the number belongs to no ticket', { subject: 'SKPS-99' }, false],
]

test.each(TABLE)('when %s: joins is %3$s', (_what, letter, joins) => {
  const decision = decided(letter)
  expect(decision.filed?.ticket === 12).toBe(joins)
  if (!joins) expect(decision.tickets.map((one) => one.id)).toEqual([13])
})

describe('a mail that does not belong changes no other ticket (T1, T15)', () => {
  const decision = decided({ subject: 'Re: [SKPS-12] Каталог', from: { name: '', address: 'no-reply@slack.example' } })

  test('it becomes a ticket of its own that says what it mentions', () => {
    expect(decision.tickets.map((one) => one.id)).toEqual([13])
    expect(decision.events).toContainEqual(
      expect.objectContaining({
        what: 'mentions',
        detail: 'упоминает SKPS-12; не присоединено к SKPS-12: отправитель не участник (!объединить с 12)',
      }),
    )
    const card = decision.send.find((draft) => draft.kind === 'notification')?.words
    expect(card).toMatchObject({ card: { mentions: ['SKPS-12'] } })
  })

  test('nothing of it goes to the customer of the ticket that it names', () => {
    expect(decision.send.flatMap((draft) => draft.recipients)).not.toContain('i.sidorov@plant.example')
  })
})

describe('a mail that joins', () => {
  test('records the rule that matched', () => {
    expect(decided({ references: [OURS] }).events[0]).toMatchObject({
      what: 'joined',
      detail: `References: <${OURS}>; отправитель — участник`,
    })
    expect(decided({ subject: 'Re: SKPS-12' }).events[0]?.detail).toContain('тема: SKPS-12')
  })

  test('is never relayed to other participants', () => {
    const decision = decided({ references: [OURS] }, { participants: [COLLEAGUE] })
    expect(decision.send.flatMap((draft) => draft.recipients)).toEqual([PYOTR.address])
  })

  test('makes a colleague who writes a participant, and the engineer is told', () => {
    const decision = decided({ references: [OURS], from: COLLEAGUE })
    expect(decision.tickets[0]?.participants).toEqual([COLLEAGUE])
    expect(decision.send[0]?.words).toMatchObject({ card: { warnings: [expect.stringContaining(COLLEAGUE.address)] } })
  })

  test('adds colleagues in Cc, and nobody else', () => {
    const cc = [COLLEAGUE, STRANGER, { name: '', address: 'support@vendor.example' }, PYOTR]
    expect(decided({ references: [OURS], cc }).tickets[0]?.participants).toEqual([COLLEAGUE])
  })

  test('goes on in the thread of the one who asked, not of a colleague who left him out', () => {
    expect(decided({ references: [OURS] }).tickets[0]?.thread.lastMessageId).toBe('m2@plant.example')
    expect(decided({ references: [OURS], from: COLLEAGUE }).tickets[0]?.thread.lastMessageId).toBe('m0@plant.example')
  })

  test('names the others that it mentions', () => {
    const known = [ticketWith({ standing: COVERED }), ticketWith({ id: 7, standing: COVERED, engineer: PYOTR.address })]
    const letter = letterFrom({ subject: 'Re: SKPS-7 и SKPS-12' })
    const decision = decidedOnLetter(letter, factsWith({ tickets: known }), policy, NOW)
    expect(decision.filed?.ticket).toBe(7)
    expect(decision.send[0]?.words).toMatchObject({ card: { mentions: ['SKPS-12'] } })
  })

  test('keeps the ids of letters out of the log', () => {
    expect(decided({ references: [OURS] }).because).toBe('joins 12 by References')
  })

  test('that speaks of trouble raises the suspicion and calls duty at once, unless an engineer has decided', () => {
    const letter = { references: [OURS], reply: 'Теперь сервер не отвечает вовсе.' }
    const raised = decided(letter)
    expect(raised.tickets[0]).toMatchObject({ criticality: 'suspected', criticalGround: 'service' })
    expect(raised.send.filter((draft) => draft.kind === 'alert').map((draft) => draft.recipients[0])).toEqual([
      PYOTR.address,
    ])
    expect(raised.events.map((one) => one.what)).toContain('alerted')
    expect(decided(letter, { criticalBy: PYOTR.address }).tickets[0]?.criticality).toBe('normal')
  })

  test('on a ticket without a contract is shown to the leads too: they decide', () => {
    const decision = decided({ references: [OURS] }, { standing: { kind: 'none' } })
    expect(decision.send.flatMap((draft) => draft.recipients)).toContain('o.marshev@vendor.example')
  })

  test('a bare number in a new mail is named on the card of the new ticket', () => {
    const decision = decided({ subject: 'СКПС 12 не запускается' })
    expect(decision.tickets[0]).toMatchObject({ id: 13, state: 'new' })
    expect(decision.send.find((one) => one.kind === 'notification')?.words).toMatchObject({
      card: { mentions: ['SKPS-12'] },
    })
    expect(decision.send.map((one) => one.kind)).toContain('acknowledgement')
  })

  test('follows a merge to the ticket that survived', () => {
    const merged = ticketWith({ id: 5, standing: COVERED, state: 'closed', mergedInto: 12 })
    const known = ticketWith({ standing: COVERED })
    const letter = letterFrom({ subject: 'Re: SKPS-5' })
    const decision = decidedOnLetter(letter, factsWith({ tickets: [merged, known] }), policy, NOW)
    expect(decision.filed?.ticket).toBe(12)
    expect(decision.events[0]?.detail).toContain('объединено: SKPS-5')
  })
})

describe('whose turn it is after the customer has written', () => {
  const waiting = {
    state: 'waiting',
    waitingSince: new Date('2026-11-16T10:00:00Z'),
    intervals: [
      {
        owner: 'us',
        from: new Date('2026-11-16T09:00:00Z'),
        to: new Date('2026-11-16T10:00:00Z'),
        because: '',
      },
      {
        owner: 'customer',
        from: new Date('2026-11-16T10:00:00Z'),
        to: null,
        because: '',
      },
    ],
    promises: [GIVEN],
  } as const

  test('a waiting ticket is in work again, the wait ends when the letter arrived, and the moved date is told once', () => {
    const decision = decided({ references: [OURS] }, waiting)
    const [ticket] = decision.tickets
    expect(ticket?.state).toBe('open')
    expect(ticket?.intervals.at(-2)).toMatchObject({ owner: 'customer', to: ARRIVED })
    expect(ticket?.deadline?.toISOString()).toBe('2026-12-02T15:00:00.000Z')
    expect(ticket?.promises.map((one) => one.because)).toEqual(['opened', 'resumed'])
    const notice = decision.send.filter((draft) => draft.audience === 'customer')
    expect(notice).toHaveLength(1)
    expect(notice[0]).toMatchObject({ kind: 'notice', autoSubmitted: 'auto-replied', words: { letter: 'resumed' } })
  })

  test('an unmoved date is not told again', () => {
    const since = new Date('2026-11-17T20:00:00Z')
    const night = { ...waiting, waitingSince: since, intervals: [{ ...waiting.intervals[1], from: since }] }
    const decision = decided({ references: [OURS], arrivedAt: new Date('2026-11-18T03:00:00Z') }, night)
    expect(decision.tickets[0]?.state).toBe('open')
    expect(decision.send.filter((draft) => draft.audience === 'customer')).toEqual([])
    expect(decision.tickets[0]?.promises).toHaveLength(1)
  })

  test('the notice of a moved date keeps to the rules of acknowledgements', () => {
    const decision = decided(
      { references: [OURS], mayAcknowledge: false, why: [{ is: 'silence asked for', words: 'all' }] },
      waiting,
    )
    expect(decision.tickets[0]?.promises).toHaveLength(2)
    expect(decision.send.filter((draft) => draft.audience === 'customer')).toEqual([])
  })

  test('a letter that arrived before the question was asked ends the wait where it began', () => {
    const decision = decided({ references: [OURS], arrivedAt: new Date('2026-11-16T09:30:00Z') }, waiting)
    const wait = decision.tickets[0]?.intervals[1]
    expect(wait?.to?.getTime()).toBe(wait?.from.getTime())
  })
})

describe('a closed ticket', () => {
  const closed = {
    state: 'closed',
    closedAt: new Date('2026-11-10T09:00:00Z'),
    promises: [GIVEN],
    intervals: [
      {
        owner: 'us',
        from: new Date('2026-11-02T09:00:00Z'),
        to: new Date('2026-11-10T09:00:00Z'),
        because: '',
      },
    ],
  } as const

  test('is opened again within ten working days: same number, five working days from then, told once', () => {
    const decision = decided({ references: [OURS] }, closed)
    const [ticket] = decision.tickets
    expect(ticket).toMatchObject({ id: 12, state: 'open', reopened: 1, closedAt: null })
    expect(ticket?.deadline?.toISOString()).toBe('2026-11-25T15:00:00.000Z')
    expect(ticket?.promises.at(-1)?.because).toBe('reopened')
    expect(decision.send.map((draft) => draft.words.letter)).toEqual(['reopened', 'card'])
  })

  test('keeps the promise that was given before', () => {
    const [first, second] = decided({ references: [OURS] }, closed).tickets[0]?.promises ?? []
    expect(first).toEqual(GIVEN)
    expect(second?.because).toBe('reopened')
  })

  test('at the second time the leads hear of it', () => {
    const decision = decided({ references: [OURS] }, { ...closed, reopened: 1 })
    expect(decision.send.flatMap((draft) => draft.recipients)).toContain('o.marshev@vendor.example')
  })

  test('after the tenth working day a new ticket names it, and the old one stays as it is', () => {
    const decision = decided({ references: [OURS], arrivedAt: new Date('2026-11-24T15:00:01Z') }, closed)
    expect(decision.tickets.map((one) => one.id)).toEqual([13])
    expect(decision.tickets[0]?.links).toEqual([12])
    expect(decision.events).toContainEqual(expect.objectContaining({ what: 'linked' }))
  })

  test('on the tenth working day until the closing it is opened again', () => {
    const decision = decided({ references: [OURS], arrivedAt: new Date('2026-11-24T15:00:00Z') }, closed)
    expect(decision.filed?.ticket).toBe(12)
  })
})

test('a declined ticket stays declined; the mail is shown to the leads', () => {
  const decision = decided({ references: [OURS] }, { state: 'declined', closedAt: new Date('2026-11-17T09:00:00Z') })
  expect(decision.tickets[0]?.state).toBe('declined')
  expect(decision.send.flatMap((draft) => draft.recipients)).toEqual(['o.marshev@vendor.example'])
})

test('ten thousand numbers typed by a stranger change no ticket', () => {
  const tickets = Array.from({ length: 200 }, (_, i) => ticketWith({ id: i + 1, standing: COVERED }))
  for (const { id } of tickets) {
    const letter = letterFrom({ from: STRANGER, subject: `[SKPS-${id}]`, references: [`t.${id}.00@vendor.example`] })
    const decision = decidedOnLetter(letter, factsWith({ tickets }), policy, NOW)
    expect(decision.tickets.map((one) => one.id)).toEqual([201])
  }
})
