// «Помогло» and «не помогло» to a closing that asked for one of them.
import { describe, expect, test } from 'vitest'
import type { Ticket } from '../../../src/desk/ticket/ticket.ts'
import type { Letter } from '../../../src/letter.ts'
import { type Decided, decidedOnLetter } from '../../support/decide.ts'
import { factsWith, letterFrom, NOW, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'

const COLLEAGUE = { name: 'Ольга', address: 'o.petrova@plant.example' }
const CLOSED_AT = new Date('2026-11-17T09:00:00Z')
const ASKED: Partial<Ticket> = { helpAsked: [{ at: CLOSED_AT, said: null }] }
const OURS = 't.12.aa@vendor.example'

function said(reply: string, ticket: Partial<Ticket> = ASKED, letter: Partial<Letter> = {}): Decided {
  const known = ticketWith({
    ...{ state: 'closed', closedAt: CLOSED_AT, engineer: PYOTR.address, participants: [COLLEAGUE] },
    ...ticket,
  })
  const mail = letterFrom({
    ...{ messageId: 'm9@plant.example', subject: 'Re: [SKPS-12] Каталог', reply, text: reply, references: [OURS] },
    ...letter,
  })
  const referred = [{ messageId: OURS, ticket: 12, of: 'notice', outgoingId: 'aa' }] as const
  return decidedOnLetter(mail, factsWith({ tickets: [known], referred }), policyWith(), NOW)
}

function wordKept(decision: Decided): string | null | undefined {
  return decision.tickets[0]?.helpAsked?.at(-1)?.said?.word
}

function events(decision: Decided): readonly string[] {
  return decision.events.map((one) => one.what)
}

describe('«помогло» to a closing that asked', () => {
  test.each(['Помогло', 'Да, помогло, спасибо!', 'Всё решено, помогло.', 'It helped, thanks.', 'helped'])(
    '«%s» is kept, opens nothing and is shown to nobody',
    (text) => {
      const decision = said(text)
      expect(wordKept(decision)).toBe('helped')
      expect(decision.tickets[0]).toMatchObject({ state: 'closed', closedAt: CLOSED_AT })
      expect(events(decision)).toEqual(['joined', 'help'])
      expect(decision.send).toEqual([])
    },
  )

  test('of a participant counts, of a colleague who takes no part it does not', () => {
    expect(wordKept(said('Помогло', ASKED, { from: COLLEAGUE }))).toBe('helped')
    const other = said('Помогло', ASKED, { from: { name: '', address: 'new@elsewhere.example' } })
    expect(other.tickets.flatMap((one) => one.helpAsked ?? [])).toEqual([])
    expect(events(other)).not.toContain('help')
  })

  test.each(['Решено', 'Можно закрыть', 'Спасибо!'])(
    '«%s» is not what was asked for: it is shown, and no word kept',
    (text) => {
      const decision = said(text)
      expect(wordKept(decision) ?? null).toBeNull()
      expect(events(decision)).not.toContain('help')
      expect(decision.send.map((draft) => draft.recipients[0])).toEqual([PYOTR.address])
    },
  )

  test('that stands in the quotation alone is not his word', () => {
    const decision = said('Решено.\n> одним словом: «помогло» или «не помогло»')
    expect(events(decision)).not.toContain('help')
  })

  test('of a machine is not counted', () => {
    const decision = said('Помогло', ASKED, { kind: 'auto-reply', mayAcknowledge: false })
    expect(events(decision)).not.toContain('help')
    expect(wordKept(decision) ?? null).toBeNull()
    expect(decision.tickets[0]?.state ?? 'closed').toBe('closed')
  })

  test('beside other words is an ordinary answer, which opens the ticket again', () => {
    const decision = said('Помогло, но теперь не печатается журнал.')
    expect(events(decision)).not.toContain('help')
    expect(decision.tickets[0]?.state).toBe('open')
  })
})

describe('«не помогло» to a closing that asked', () => {
  test.each(['Не помогло', 'К сожалению, не помогло.', 'Не решено', 'did not help', 'Not solved', 'not helped'])(
    '«%s» is kept, and opens the ticket again as ever',
    (text) => {
      const decision = said(text)
      expect(wordKept(decision)).toBe('did not help')
      expect(decision.tickets[0]).toMatchObject({ state: 'open', reopened: 1 })
      expect(events(decision)).toContain('help')
    },
  )
})

test('the last word takes the place of the one before', () => {
  const helped = said('Помогло').tickets[0]
  const after = said('Не помогло', helped)
  expect(after.tickets[0]?.helpAsked).toEqual([{ at: CLOSED_AT, said: { word: 'did not help', at: NOW } }])
})

describe('where no closing has asked', () => {
  test('«помогло» to a closed ticket is shown as ever, and nothing kept', () => {
    const decision = said('Помогло', {})
    expect(events(decision)).toEqual(['joined'])
    expect(decision.tickets[0]?.helpAsked).toBeUndefined()
    expect(decision.send.map((draft) => draft.recipients[0])).toEqual([PYOTR.address])
  })

  test('«помогло» to an answer closes the ticket as ever', () => {
    const decision = said('Помогло', { state: 'answered', closedAt: null })
    expect(decision.tickets[0]?.state).toBe('closed')
    expect(events(decision)).not.toContain('help')
  })
})
