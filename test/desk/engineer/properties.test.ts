import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CALENDAR } from '../../../src/calendar/calendar.ts'
import { readCommands } from '../../../src/desk/command/command.ts'
import { COMMANDS, commandNamed } from '../../../src/desk/command/command-table.ts'
import { ANNA, contractWith, LEAD, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'
import { decided, toCustomers } from '../../support/engineer.ts'

const lead = { ...PYOTR, roles: ['engineer', 'lead', 'duty'] as const }
const policy = policyWith({ calendar: CALENDAR, contracts: [contractWith()], engineers: [lead, ANNA, LEAD] })

const argument = fc.constantFrom(
  '',
  '12',
  'с 7',
  '7',
  'Анна',
  'доступ',
  'иное нужно',
  '4',
  '17/2026',
  '26.02.2027 по письму',
  '31.02.2027',
  'x@y.example',
  ANNA.address,
  '14.12.2026',
  '8 495 123-45-67',
  '11:40',
  'слово',
)
const name = fc.constantFrom(...COMMANDS.flatMap((one) => [one.ru[0], one.en[0]]), 'закырть', 'сделать')
const line = fc.tuple(name, argument).map(([word, rest]) => `!${word} ${rest}`.trim())
const body = fc.constantFrom('', 'Обновление вышло.', 'Готово.\n!!важно', 'Раз\n!закрыть', 'SKPS-77')
const states = fc.constantFrom('new', 'open', 'waiting', 'development', 'answered', 'closed', 'declined')

test('whatever is ordered: all is done or nothing, and no engineer’s address or command reaches a customer', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 4 }),
      body,
      states,
      fc.constantFrom('answer', 'note', 'commands'),
      (lines, text, state, answers) => {
        const ticket = ticketWith({
          state,
          engineer: state === 'new' ? null : PYOTR.address,
          closedAt: state === 'closed' ? new Date('2026-11-17T09:00:00Z') : null,
        })
        const other = ticketWith({ id: 7, state: 'open', engineer: ANNA.address })
        const decision = decided([...lines, text].join('\n'), {
          by: lead,
          answers,
          policy,
          ticket,
          facts: { tickets: [ticket, other] },
        })
        const letters = decision.send.map((one) => one.words.letter)
        if (letters.includes('command-error')) {
          expect(letters).toEqual(['command-error'])
          expect(decision.tickets).toEqual([])
          expect(decision.events).toEqual([])
          expect(decision.entries.map((one) => one.kind)).toEqual(['keep'])
        }
        const sent = JSON.stringify(toCustomers(decision).map(({ words, to, cc, from }) => ({ words, to, cc, from })))
        for (const engineer of policy.engineers) expect(sent).not.toContain(engineer.address)
        for (const one of lines) expect(sent).not.toContain(one)
        expect(new Set(decision.send.map((one) => one.id)).size).toBe(decision.send.length)
        expect(new Set(decision.tickets.map((one) => one.id)).size).toBe(decision.tickets.length)
      },
    ),
    { numRuns: 600, seed: 20261118 },
  )
})

test('the same mail always makes the same letters', () => {
  const text = '!ждём\n!копия x@y.example\nКакая у вас версия?'
  expect(decided(text)).toEqual(decided(text))
})

test('no text at all upsets the grammar, and what is no command stays in the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const orders = readCommands(text)
      for (const { name: known } of orders.commands)
        expect(known === null || commandNamed(known) !== null || COMMANDS.some((one) => one.name === known)).toBe(true)
      if (orders.commands.length === 0)
        expect(orders.body.replace(/\s+/g, '').length).toBeGreaterThanOrEqual(
          text.replace(/[\s\r\n]+/g, '').length - 2 * (text.match(/!!|！！/g)?.length ?? 0),
        )
    }),
    { numRuns: 500, seed: 7 },
  )
})
