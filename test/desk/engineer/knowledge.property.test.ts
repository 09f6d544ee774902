// What was answered once: whatever is alike or has been kept, and whatever engineers order, nothing of one customer's ticket
// reaches another; and no piece is kept with a name, an address or a number of somebody in it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CALENDAR } from '../../../src/calendar/calendar.ts'
import { pieceIn, pieceText } from '../../../src/desk/command/knowledge-words.ts'
import type { KeptLetter } from '../../../src/desk/scene/decision.ts'
import type { Knowledge } from '../../../src/desk/ticket/canned.ts'
import { decidedOnLetter } from '../../support/decide.ts'
import { contractWith, factsWith, letterFrom, NOW, PYOTR, policyWith, ticketWith } from '../../support/desk.ts'
import { decided, toCustomers } from '../../support/engineer.ts'

const WHARF = contractWith({
  number: '8/2026',
  organisation: 'ООО «Верфь»',
  domains: ['wharf.example'],
  people: [
    {
      name: 'Мария Котова',
      address: 'kotova@wharf.example',
      phone: null,
      greeting: 'Мария Львовна',
      mayDeclareCritical: true,
    },
  ],
})
const policy = policyWith({
  calendar: CALENDAR,
  contracts: [contractWith(), WHARF, contractWith({ number: 'К-12 (доп.)', domains: ['pier.example'], people: [] })],
})
const solved = ticketWith({
  id: 7,
  subject: 'Затонувший раздел',
  customer: { name: 'Мария Котова', address: 'kotova@wharf.example' },
  organisation: 'ООО «Верфь»',
  standing: { kind: 'covered', contract: '8/2026', by: 'address' },
  state: 'closed',
  answeredAt: NOW,
  closedAt: NOW,
})
const OWN = ticketWith({
  state: 'open',
  engineer: PYOTR.address,
  standing: { kind: 'covered', contract: '17/2026', by: 'address' },
})
const FOREIGN = ['Затонувший', 'SKPS-7', 'Котов', 'wharf.example', 'Верфь', '8/2026', 'Мария']

const clean: Knowledge = {
  name: 'индекс',
  question: 'Индекс повреждён.',
  answer: '{{приветствие}}\n\nПерестройте индекс.',
  language: 'ru',
  ticket: 7,
}
/** As books might hold them from before a name was known. */
const DIRTY = [
  'Перестройте индекс, как Мария Котова.',
  'Пишите на kotova@wharf.example.',
  'Как в SKPS-7.',
  'См. SKPS 7',
]
const pieces = fc.constantFrom(clean, ...DIRTY.map((answer): Knowledge => ({ ...clean, answer })))
const alike = (piece: Knowledge) => () => ({ tickets: [solved], knowledge: [piece] })
const books = (piece: Knowledge) => ({
  tickets: [OWN, solved],
  alike: alike(piece),
  knowledge: (key: string) => (key === 'индекс' ? piece : null),
  ofCustomers: (addresses: readonly string[], names: readonly string[]) =>
    addresses.includes('kotova@wharf.example') || names.some((one) => one.includes('Котов')) ? [solved] : [],
  passedOn: () => [
    {
      ...{ direction: 'in' as const, from: { name: '', address: 'i.sidorov@plant.example' }, at: NOW },
      ...{ messageId: null, subject: '', text: 'Индекс повреждён.', files: [] },
    },
  ],
})

describe('what is alike', () => {
  const lines = fc.subarray([
    '!похожее',
    '!похожее 7',
    '!похожее индекс',
    '!знание',
    '!знание индекс',
    '!закрыть',
    '!ждём',
    '!показать 7',
  ])
  const body = fc.constantFrom(
    '',
    'Проверьте.',
    'Похоже на SKPS-7 Затонувший раздел',
    '  Похоже на     SKPS-7 Затонувший\n  раздел',
  )
  test('is told to engineers, and nothing of it goes to another customer, put in or copied', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), body, pieces, (ordered, puts, text, piece) => {
        const mail = [...ordered, ...(puts ? ['!шаблон индекс'] : []), '', text].join('\n')
        const decision = decided(mail, { policy, ticket: OWN, facts: books(piece) })
        const sent = JSON.stringify(
          toCustomers(decision).map(({ words, to, cc, subject }) => ({ words, to, cc, subject })),
        )
        for (const one of FOREIGN) expect(sent).not.toContain(one)
        expect(decision.tickets.every((one) => one.id === 12)).toBe(true)
      }),
      { numRuns: 600, seed: 17 },
    )
  })

  test('stands on the cards of a new request and in no letter to whom it comes from', () => {
    const letter = letterFrom({ messageId: 'new@plant.example', reply: 'Индекс повреждён, каталог не открывается.' })
    const decision = decidedOnLetter(letter, factsWith({ tickets: [solved], alike: alike(clean) }), policy, NOW)
    const cards = decision.send.filter((one) => one.words.letter === 'card')
    expect(cards.length).toBeGreaterThan(0)
    for (const card of cards) {
      expect(JSON.stringify(card.words)).toContain('SKPS-7 Затонувший раздел')
      expect(JSON.stringify(card.words)).toContain('знание «индекс»: !шаблон индекс')
    }
    const [acknowledgement] = toCustomers(decision)
    expect(acknowledgement).toBeDefined()
    for (const one of FOREIGN) expect(JSON.stringify(acknowledgement)).not.toContain(one)
  })
})

describe('a piece of knowledge', () => {
  const shown = (piece: Knowledge): KeptLetter => ({
    ...{
      key: 'k',
      because: 'knowledge',
      engineer: PYOTR.address,
      ticket: 7,
      token: null,
      letterSha256: 'a'.repeat(64),
    },
    ...{ messageId: null, reply: '', attachments: [], subject: '', until: new Date('2030-01-01T00:00:00Z'), piece },
  })
  const answered = (text: string, piece: Knowledge) =>
    decided(text, { policy, answers: 'commands', ticket: null, facts: { ...books(piece), kept: shown(piece) } })
  const kept = (text: string, piece: Knowledge = clean) =>
    answered(text, piece).entries.flatMap((one) => (one.kind === 'knowledge' ? [one.piece] : []))

  const words = fc.constantFrom('перестройте', 'индекс', 'сервис', 'каталога', '№ 5', 'в 4.2', '{{имя}}', 'за 3 дня')
  const telling = fc.constantFrom(
    ...['Котова', 'у Котовой', 'МАРИИ КОТОВОЙ', 'Мария Львовна', 'kotova@wharf.example', 'Kotova@WHARF.example'],
    ...['somebody@else.example', 'SKPS-7', 'СКПС 12', 'ООО «Верфь»', 'ВЕРФЬ', '8 (343) 111-22-33', '+7 921 1112233'],
    ...['договор 8/2026', '№ 17/2026', 'договор К-12 (доп.)', 'Иван Сидоров', 'i.sidorov@plant.example', '> Котова'],
  )
  const text = (some: readonly string[]): string => some.join(' ')
  const sentence = fc.array(words, { minLength: 1, maxLength: 6 })

  test('is kept by its engineer’s word as he has put it right, and with the name that he gives', () => {
    fc.assert(
      fc.property(sentence, sentence, fc.constantFrom('', ' другое', ' Ещё раз'), (question, answer, name) => {
        const own = { ...clean, question: text(question), answer: text(answer) }
        const [piece] = kept(`!знание${name}\n${pieceText(own, 'ru')}`)
        expect(piece).toEqual({ ...own, name: name === '' ? 'индекс' : name.trim() })
        expect(kept(pieceText(own, 'ru'))).toEqual([])
        expect(kept('!отправить', own)).toEqual([own])
        expect(kept('', own)).toEqual([])
        expect(kept('!отозвать', own)).toEqual([])
      }),
      { numRuns: 200, seed: 18 },
    )
  })

  test('is not kept while anybody’s name, address or number stands in it, wherever and however written', () => {
    fc.assert(
      fc.property(
        sentence,
        telling,
        sentence,
        fc.constantFrom('name', 'question', 'answer'),
        (before, name, after, at) => {
          const dirty = at === 'name' ? `индекс ${name}` : text([...before, name, ...after])
          const piece: Knowledge = { ...clean, [at]: dirty }
          expect(kept('!знание', piece)).toEqual([])
          expect(kept(`!знание\n${pieceText(piece, 'ru')}`)).toEqual([])
        },
      ),
      { numRuns: 400, seed: 19 },
    )
  })

  test('is printed so that it is read back, in either language; without its two marks it is none', () => {
    fc.assert(
      fc.property(sentence, sentence, fc.constantFrom('ru', 'en'), (question, answer, language) => {
        const piece = { name: 'индекс', question: text(question), answer: `${text(answer)}\n\n${text(question)}` }
        expect(pieceIn(pieceText(piece, language))).toEqual(piece)
      }),
      { numRuns: 100, seed: 20 },
    )
    for (const wrong of [
      '',
      'Ответ: раз',
      'Вопрос: раз',
      'Ответ: раз\nВопрос: два',
      'Вопрос: а\nОтвет: б\nОтвет: в',
      'Привет\nВопрос: а\nОтвет: б',
    ])
      expect(pieceIn(wrong)).toBeNull()
  })
})
