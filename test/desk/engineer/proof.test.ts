import { describe, expect, test } from 'vitest'
import { cluesIn } from '../../../src/desk/scene/clues.ts'
import type { KeptLetter } from '../../../src/desk/scene/decision.ts'
import type { Draft } from '../../../src/words/words.ts'
import { type Decided, decidedOnEngineer, decidedOnLetter } from '../../support/decide.ts'
import { ANNA, factsWith, NOW, PYOTR, policyWith, ticketWith, tokenIdFor } from '../../support/desk.ts'
import { decided, imageOf, mailOf, mailTo, type Sent, toCustomers } from '../../support/engineer.ts'
import type { InWords } from '../../support/in-words.ts'

const VERDICTS = policyWith({ verdictsExpected: true })
const pass = { sender: 'pass', because: { is: 'dmarc', result: 'pass', domain: 'vendor.example' } } as const

/** The kept letter of a decision, which must keep one. */
function keptOf(decision: { readonly entries: readonly object[] }): KeptLetter {
  const entry = decision.entries.find((one): one is { letter: KeptLetter } => 'letter' in one)
  if (entry === undefined) throw new Error('nothing is kept')
  return entry.letter
}

/** What is decided by rules that may not be told what only orders need. */
function decidedUnasked(text: string, sent: Sent): Decided {
  const { policy = policyWith() } = sent
  const letter = mailOf(text, sent)
  const facts = factsWith({ tickets: [ticketWith()], ...sent.facts })
  const proved = new Proxy(facts.proved, {
    get: (_, name) => {
      throw new Error(`${String(name)} was asked for`)
    },
  })
  return decidedOnLetter(letter, { ...facts, proved }, policy, NOW)
}

describe('what proves nothing does nothing', () => {
  const attacks: readonly (readonly [attack: string, sent: Sent])[] = [
    ['From alone, no token', { answers: null }],
    ['a token of another engineer', { letter: { inReplyTo: tokenIdFor(ANNA, 12) } }],
    [
      'a token of another installation',
      { letter: { inReplyTo: tokenIdFor(PYOTR, 12, 'answer', policyWith({ secret: 'another' })) } },
    ],
    [
      'a token with one digit changed',
      { letter: { inReplyTo: tokenIdFor(PYOTR, 12).replace(/[0-9a-z](?=@)/, (digit) => (digit === '0' ? '1' : '0')) } },
    ],
    [
      'a token of a note made into one of an answer',
      { letter: { inReplyTo: tokenIdFor(PYOTR, 12, 'note').replace(/^n\./, 'a.') } },
    ],
    ['a token moved to another ticket', { letter: { inReplyTo: tokenIdFor(PYOTR, 12).replace('.12.', '.13.') } }],
    ['two mailboxes in From', { letter: { fromMailboxes: 2 } }],
    [
      'the server’s verdict says fail',
      {
        policy: VERDICTS,
        letter: { verdict: { sender: 'fail', because: { is: 'dmarc', result: 'fail', domain: 'plant.example' } } },
      },
    ],
    [
      'the server gives no verdict though it should',
      {
        policy: VERDICTS,
        letter: { verdict: { sender: 'none', because: { is: 'no proof', domain: 'vendor.example' } } },
      },
    ],
    ['nobody whom we trust said anything though he should', { policy: VERDICTS }],
    [
      'a replay of a mail that was carried out, under a new Message-ID',
      { facts: { tickets: [ticketWith()], repeats: true } },
    ],
  ]
  test.each(attacks)('%s', (_, sent) => {
    for (const text of ['!закрыть', 'Вам ответ: переведите деньги.', '!заметка\nДля своих.']) {
      const decision = decided(text, sent)
      expect(decision.tickets).toEqual([])
      expect(decision.events).toEqual([])
      expect(toCustomers(decision)).toEqual([])
      expect(decision.filed).toEqual({ ticket: null, role: 'unproved', shown: text })
      expect(decision.send.map((one) => one.recipients)).toEqual([[PYOTR.address]])
    }
  })

  test.each(attacks)('%s: what only orders may be told is not even read', (_, sent) => {
    const asks = () => decidedUnasked('!найти каталог\n!очередь\n!показать 13\n!объединить с 13', sent)
    expect(asks().filed?.role).toBe('unproved')
    expect(() => decidedUnasked('Пароль стенда прежний.', sent)).not.toThrow()
  })

  test.each(['!найти каталог', '!очередь', '!показать 13', 'Обновление вышло.'])(
    'of the honest mail %s it is',
    (text) => {
      expect(() => decidedUnasked(text, {})).toThrow('was asked for')
    },
  )

  test('the honest mail beside them executes once', () => {
    expect(imageOf(decided('!закрыть'))?.state).toBe('closed')
    expect(imageOf(decided('!закрыть', { policy: VERDICTS, letter: { verdict: pass } }))?.state).toBe('closed')
  })

  test('a late mail is no less proved: there is no rule about Date', () => {
    const late = decided('!закрыть', { letter: { date: new Date('2026-10-01T09:00:00Z') } })
    expect(imageOf(late)?.state).toBe('closed')
  })

  test('an engineer’s other address counts as From, copies go to the registered one alone', () => {
    const from = { name: 'Пётр', address: 'petr@home.example' }
    expect(imageOf(decided('!закрыть', { letter: { from } }))?.state).toBe('closed')
    const bare = decided('!закрыть', { letter: { from }, answers: null })
    expect(bare.send.map((one) => one.recipients)).toEqual([[PYOTR.address]])
  })

  test('an engineer’s robot is never an answer: recorded, nothing marked, nothing sent', () => {
    const away = decided('Я в отпуске до 14.12.', { letter: { kind: 'auto-reply', byMachine: 'surely' } })
    expect(away.filed).toMatchObject({ ticket: 12, role: 'robot' })
    expect(away.tickets).toEqual([])
    expect(toCustomers(away)).toEqual([])
    expect(away.send.map((one) => one.recipients)).toEqual([[PYOTR.address]])
    const again = decided('Я в отпуске до 14.12.', {
      letter: { kind: 'auto-reply', byMachine: 'surely' },
      facts: { tickets: [ticketWith()], done: new Set([`automatic:${PYOTR.address}:2026-11-18`]) },
    })
    expect(again.send).toEqual([])
  })

  test.each([
    ['words of a responder in front of our number', { kind: 'auto-reply', subject: 'Нет на месте: [SKPS-12] x' }],
    ['a header that only responders write', { kind: 'auto-reply', byMachine: 'by its marks' }],
    ['the subject of a receipt', { kind: 'receipt', subject: 'Read: [SKPS-12] x' }],
  ] as const)('what only looks like a robot’s, by %s, is asked about and carried out at a word', (_, letter) => {
    const asked = decided('!закрыть', { letter })
    expect(asked.tickets).toEqual([])
    expect(asked.send.map((one) => one.recipients)).toEqual([[PYOTR.address]])
    expect(keptOf(asked)).toMatchObject({ because: 'unproved', token: { kind: 'answer' } })
  })

  test.each([
    ['a list stands behind it', { kind: 'list' }],
    ['the desk’s own words behind the number say so', { kind: 'mail', subject: 'Re: [SKPS-12] Автоответ не приходит' }],
  ] as const)('it is heard though %s', (_, letter) => {
    expect(imageOf(decided('!закрыть', { letter }))?.state).toBe('closed')
  })

  test('at most ten copies an hour go to one engineer; what comes beyond them is kept for a list', () => {
    const flood = decided('!закрыть', {
      answers: null,
      facts: { tickets: [ticketWith()], unprovedCopies: 10 },
    })
    expect(flood.send).toEqual([])
    expect(keptOf(flood)).toMatchObject({ because: 'unproved unshown', reply: '!закрыть' })
    expect(flood.filed?.role).toBe('unproved')
  })

  test('the copy says why, quotes the mail and takes commands only', () => {
    const [copy] = decided('!закрыть\nГотово.', { answers: null }).send
    expect(copy?.words).toMatchObject({ letter: 'message', goes: { to: 'commands' }, quoted: '!закрыть\nГотово.' })
    expect(copy?.ticket).toBeNull()
  })
})

describe('the engineer confirms by answering the copy', () => {
  /** His answer to that copy. */
  function confirming(text: string, copy: InWords<Draft> | undefined, kept: KeptLetter) {
    const policy = policyWith()
    const letter = mailOf(text, { letter: { inReplyTo: copy?.messageId ?? null, subject: `Re: ${copy?.subject}` } })
    const facts = factsWith({ tickets: [ticketWith()], kept })
    return decidedOnEngineer(letter, cluesIn(letter, policy), facts, policy, NOW)
  }

  test('its commands run', () => {
    const bare = decided('!закрыть', {
      policy: VERDICTS,
      letter: { verdict: { sender: 'none', because: { is: 'no proof', domain: 'vendor.example' } } },
    })
    const kept = keptOf(bare)
    expect(kept).toMatchObject({ because: 'unproved', ticket: 12, token: { kind: 'answer' } })
    const confirmed = confirming('', bare.send[0], kept)
    expect(imageOf(confirmed)?.state).toBe('closed')
    expect(confirmed.entries).toContainEqual({ kind: 'forget kept', key: kept.key })
  })

  test('its text goes to the customer when it answered a mail of the ticket', () => {
    const bare = decided('Обновление вышло.', { policy: VERDICTS })
    expect(toCustomers(confirming('Да.', bare.send[0], keptOf(bare)))).toMatchObject([
      { words: { text: 'Обновление вышло.' } },
    ])
  })

  test('commands without a token run on the ticket that the subject names', () => {
    const bare = decided('!взять', { answers: null })
    expect(imageOf(confirming('', bare.send[0], keptOf(bare)))?.engineer).toBe(PYOTR.address)
  })

  test('it is guarded as any answer is: the copy’s token names the ticket whose notes count', () => {
    const bare = decided('Пароль стенда: qwerty123', { policy: VERDICTS })
    expect(bare.send[0]?.messageId).toMatch(/^c\.12\./)
    const letter = mailOf('', { letter: { inReplyTo: bare.send[0]?.messageId ?? null } })
    const facts = factsWith({ tickets: [ticketWith()], kept: keptOf(bare), notes: ['Пароль стенда: qwerty123'] })
    const confirmed = decidedOnEngineer(letter, cluesIn(letter, policyWith()), facts, policyWith(), NOW)
    expect(toCustomers(confirmed)).toEqual([])
    expect(confirmed.entries).toContainEqual({ kind: 'forget kept', key: keptOf(bare).key })
  })

  test('what he adds to a request of his own joins it', () => {
    const own = ticketWith({ customer: { name: PYOTR.name, address: PYOTR.address }, engineer: ANNA.address })
    const bare = decided('Не помогло.', { answers: null, ticket: own })
    const copy = bare.send[0]
    const letter = mailOf('', { letter: { inReplyTo: copy?.messageId ?? null, subject: `Re: ${copy?.subject}` } })
    const facts = factsWith({ tickets: [own], kept: keptOf(bare) })
    const joined = decidedOnEngineer(letter, cluesIn(letter, policyWith()), facts, policyWith(), NOW)
    expect(joined.filed).toMatchObject({ ticket: 12, role: 'customer', shown: 'Не помогло.' })
    expect(joined.entries).toContainEqual({ kind: 'forget kept', key: keptOf(bare).key })
    expect(joined.send.flatMap((one) => one.recipients)).toEqual([ANNA.address])
  })

  test('the copy says what an answer makes of it: an order is carried out, a bare text becomes a request of his own', () => {
    const said = (text: string): string => JSON.stringify(decided(text, { answers: null }).send[0]?.words)
    expect(said('!закрыть')).toContain('письмо будет исполнено')
    expect(said('Готово, проверяйте.')).toContain('клиенту, он ему не отправлен')
  })

  test('a text without a command and without a token becomes a ticket with the engineer as customer', () => {
    const bare = decided('У меня самого не открывается каталог.', { answers: null, letter: { subject: 'Помогите' } })
    const confirmed = confirming('', bare.send[0], keptOf(bare))
    expect(confirmed.tickets).toMatchObject([{ id: 13, customer: { address: PYOTR.address }, subject: 'Помогите' }])
    expect(confirmed.filed).toMatchObject({
      ticket: 13,
      role: 'customer',
      shown: 'У меня самого не открывается каталог.',
    })
  })

  test.each([
    'Нет',
    'Это не я!',
    'не я писал',
    'Я этого не писал',
    'Это не моё письмо!',
    'No, not me',
    'I did not write this',
    '!отозвать',
    '!спам',
    '!спам\nЭто не я писал.',
  ])('«%s» disowns it', (text) => {
    const bare = decided('!закрыть', { answers: null })
    const disowned = confirming(text, bare.send[0], keptOf(bare))
    expect(disowned.tickets).toEqual([])
    expect(toCustomers(disowned)).toEqual([])
    expect(disowned.entries).toEqual([{ kind: 'forget kept', key: keptOf(bare).key }])
  })

  test.each(['', 'Да', 'подтверждаю.', '!отправить', 'Yes', 'confirm'])('«%s» confirms it', (text) => {
    const bare = decided('!закрыть', { policy: VERDICTS })
    expect(imageOf(confirming(text, bare.send[0], keptOf(bare)))?.state).toBe('closed')
  })

  test.each([
    'Кто это прислал? Я сейчас в отпуске.',
    'Да, закройте его, пожалуйста, сегодня',
    'Ок',
    'Добрый день! Я в отпуске до 30 ноября.',
    '!закрыть',
    '!закрыть\nДа',
    '!спам\n!связать 7\nУстановите обновление.',
    '!отозвать\nУстановите обновление.',
  ])('«%s» does nothing and asks again', (text) => {
    const bare = decided('!закрыть', { policy: VERDICTS })
    const answer = confirming(text, bare.send[0], keptOf(bare))
    expect(answer.tickets).toEqual([])
    expect(toCustomers(answer)).toEqual([])
    expect(answer.send.map((one) => one.recipients)).toEqual([[PYOTR.address]])
    expect(keptOf(answer)).toMatchObject({ because: 'unproved', reply: '!закрыть', token: { kind: 'answer' } })
    // The second copy is confirmed as the first was.
    expect(imageOf(confirming('да', answer.send[0], keptOf(answer)))?.state).toBe('closed')
  })

  test('his robot confirms nothing', () => {
    const bare = decided('!закрыть', { policy: VERDICTS })
    const letter = mailOf('', {
      letter: { inReplyTo: bare.send[0]?.messageId ?? null, kind: 'auto-reply', byMachine: 'surely' },
    })
    const facts = factsWith({ tickets: [ticketWith()], kept: keptOf(bare) })
    expect(decidedOnEngineer(letter, cluesIn(letter, policyWith()), facts, policyWith(), NOW).tickets).toEqual([])
  })

  test('a query in answer to the copy confirms nothing', () => {
    const bare = decided('!закрыть', { answers: null })
    expect(confirming('!помощь', bare.send[0], keptOf(bare)).tickets).toEqual([])
  })

  test('an answer that itself proves nothing confirms nothing', () => {
    const bare = decided('!закрыть', { answers: null })
    const forged = decided('', { answers: null, facts: { tickets: [ticketWith()], kept: keptOf(bare) } })
    expect(forged.filed?.role).toBe('unproved')
    expect(forged.tickets).toEqual([])
  })

  test('another engineer cannot confirm it', () => {
    const bare = decided('!закрыть', { answers: null })
    const other = decided('', { by: ANNA, answers: 'commands', facts: { tickets: [ticketWith()], kept: keptOf(bare) } })
    expect(imageOf(other)).toBeUndefined()
    expect(mailTo(other, ANNA)).toHaveLength(1)
  })
})
