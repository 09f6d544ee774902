// High criticality by the wall and the queue that it goes to the head of: real books, templates, a clock that is turned.
import { afterEach, describe, expect, test } from 'vitest'
import { listVerb } from '../../src/cli/list.ts'
import { firstAnswerBy } from '../../src/desk/ticket/promise.ts'
import { LEAD, PYOTR } from '../support/desk.ts'
import { at, CUSTOMER, contractEntry, TurnedDesk } from '../support/turned-desk.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

const OTHER = { from: { name: 'Ольга', address: 'o@other.example' }, returnPath: 'o@other.example' }
const DOWN = { subject: 'Не работает каталог', text: 'Сервер каталога недоступен у всех, работа остановлена.' }

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

/** Ticket numbers in the order in which a text first names them. */
function order(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/SKPS-\d+/g)].map(([number]) => number))]
}

/** An ordinary request on Thursday, a critical one on Saturday at 03:00 and an ordinary one beside it. */
function saturday(): void {
  desk = new TurnedDesk('2026-11-19T09:00')
  desk.tick()
  desk.mail('2026-11-19T12:00', { ...OTHER, subject: 'Как выгрузить отчёт?', text: 'Подскажите, как выгрузить отчёт?' })
  desk.post = []
  desk.mail('2026-11-21T03:00', DOWN)
  desk.mail('2026-11-21T03:05', { ...OTHER, subject: 'Вопрос по отчёту', text: 'Подскажите, где найти отчёт?' })
}

describe('a critical mail on Saturday at 03:00 beside an ordinary one', () => {
  test('calls the duty engineers at once and says so to the customer; the ordinary one waits for Monday', () => {
    saturday()
    expect(desk.sentTo(PYOTR.address).filter((line) => line.includes(' alert '))).toEqual([
      '2026-11-21T03:00 alert СРОЧНО [SKPS-2] Не работает каталог',
    ])
    expect(plain(desk.lastTo(CUSTOMER).text)).toContain(
      'Дежурным инженерам в 03:00 (МСК) направлено срочное уведомление',
    )
    expect(plain(desk.lastTo('o@other.example').text)).not.toContain('Дежурным')
    expect(desk.ticket(2)).toMatchObject({ criticality: 'suspected', criticalGround: 'service' })
  })

  test('has its first answer due in two hours by the wall, the other in eight working hours', () => {
    saturday()
    expect(firstAnswerBy(desk.ticket(2), desk.policy)).toEqual(at('2026-11-21T05:00'))
    expect(firstAnswerBy(desk.ticket(3), desk.policy)).toEqual(at('2026-11-23T18:00'))
    desk.post = []
    desk.until('2026-11-21T05:10', 10)
    const alert = desk.lettersTo(LEAD.address).at(-1)
    expect(alert?.at).toBe('2026-11-21T05:05')
    expect(plain(alert?.outgoing.text ?? '')).toContain('Норма первого ответа нарушена')
  })

  test('is confirmed: who was overtaken and by how much is recorded, the customer is told, the calls stop', () => {
    saturday()
    desk.engineer('2026-11-21T04:00', '!взять\n!критично сервис', { ticket: 2 })
    expect(desk.history(2)).toContain('overtaken: обогнало: SKPS-1 (8 ч)')
    expect(plain(desk.lastTo(CUSTOMER).text)).toContain('присвоен высокий уровень критичности')
    desk.post = []
    desk.until('2026-11-23T09:30')
    expect([...desk.sentTo(PYOTR.address), ...desk.sentTo(LEAD.address)]).toEqual([])
  })

  test('is lowered: it goes back into the line, and the customer is told that its date stands', () => {
    saturday()
    const before = desk.deadline(2)
    desk.engineer('2026-11-21T04:00', '!обычно сервер доступен, ошибка в браузере', { ticket: 2 })
    expect(desk.ticket(2)).toMatchObject({ criticality: 'normal', criticalGround: null })
    const letter = plain(desk.lastTo(CUSTOMER).text)
    expect(letter).toContain('не отнёс его к высокому уровню критичности')
    expect([desk.deadline(2), letter.includes('4 декабря 2026 г.')]).toEqual([before, true])
    desk.post = []
    desk.until('2026-11-23T09:30')
    expect(desk.sentTo(PYOTR.address)).toEqual([])
  })

  test('stands first in list, in !очередь and in the morning mail alike', async () => {
    saturday()
    desk.engineer('2026-11-21T04:00', '!взять\n!очередь', { ticket: 2 })
    const digest = desk.lettersTo(PYOTR.address).find(({ outgoing }) => /Очередь/.test(outgoing.subject))?.outgoing
    expect(order(digest?.text ?? '')).toEqual(['SKPS-2', 'SKPS-1', 'SKPS-3'])
    desk.until('2026-11-23T10:00')
    expect(order(desk.morningOf(PYOTR.address))).toEqual(['SKPS-2', 'SKPS-1', 'SKPS-3'])
    const out: string[] = []
    const io = {
      out: (line: string) => out.push(line),
      err: () => {},
      stdin: (async function* () {})(),
      environment: {},
    }
    expect(await listVerb.run([], io, { path: desk.configFile, named: true })).toBe(0)
    expect(order(out.join('\n'))).toEqual(['SKPS-2', 'SKPS-1', 'SKPS-3'])
  })
})

describe('what raises the suspicion', () => {
  const NOTHING = { criticality: 'normal' }
  test.each([
    [
      'a negation',
      { subject: 'Вопрос', text: 'Сервер работает, сбоев нет, всё доступно. Вопрос не срочный.' },
      NOTHING,
    ],
    [
      'a signature',
      { subject: 'Вопрос', reply: 'Где найти отчёт?', text: 'Где найти отчёт?\n--\nСлужба восстановления доступа' },
      NOTHING,
    ],
    ['Importance alone', { subject: 'Вопрос', text: 'Где найти отчёт?', importanceHigh: true }, NOTHING],
    ['a weak word alone', { subject: 'Срочно', text: 'Где найти отчёт?' }, NOTHING],
    [
      'a weak word with Importance',
      { subject: 'Срочно', text: 'Где найти отчёт?', importanceHigh: true },
      { criticality: 'suspected' },
    ],
    [
      'access in English',
      { subject: 'Login', text: 'I cannot log in, my account is locked.' },
      { criticality: 'suspected', criticalGround: 'access' },
    ],
    ["the house's own word", { subject: 'Вопрос', text: 'Стоит конвейер.' }, { criticality: 'suspected' }],
  ])('%s', (_what, fields, expected) => {
    desk = new TurnedDesk('2026-11-18T09:00', null, { critical: { keywords: ['стоит конвейер'] } })
    desk.mail('2026-11-18T12:00', fields)
    expect(desk.ticket(1)).toMatchObject(expected)
  })

  test('a person whom the contract names declares it with a word that would not do from anybody else', () => {
    const people = [{ name: 'Иван Сидоров', address: CUSTOMER, mayDeclareCritical: true }]
    desk = new TurnedDesk('2026-11-18T09:00', [contractEntry({ people })])
    desk.mail('2026-11-18T12:00', { subject: 'Срочно', text: 'Прошу считать обращение критичным.' })
    desk.mail('2026-11-18T12:05', {
      subject: 'Срочно',
      text: 'Прошу ответить скорее.',
      from: { name: '', address: 'x@plant.example' },
    })
    expect([desk.ticket(1).criticality, desk.ticket(2).criticality]).toEqual(['suspected', 'normal'])
  })
})
