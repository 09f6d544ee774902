// Who may be served, over the months of a contract: real books, templates and contracts file, a clock that is turned.
import { afterEach, describe, expect, test } from 'vitest'
import { LEAD, PYOTR } from '../support/desk.ts'
import { at, CUSTOMER, contractEntry, TurnedDesk } from '../support/turned-desk.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

const COLLEAGUE = 'kollega@plant.example'

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ')
}

describe('a contract that ends in the middle', () => {
  const ends = contractEntry({ validTo: '2026-10-14' })

  test('covers up to Moscow midnight; a minute later the mail is a ticket without a deadline', () => {
    desk = new TurnedDesk('2026-10-01T09:00', [ends])
    desk.mail('2026-10-14T23:59')
    expect([desk.ticket(1).standing.kind, desk.deadline(1)]).toEqual(['covered', '2026-10-28 18:00'])
    desk.mail('2026-10-15T00:00', { subject: 'Ещё вопрос' })
    expect([desk.ticket(2).standing.kind, desk.deadline(2)]).toEqual(['expired', null])
    const letter = plain(desk.lastTo(CUSTOMER).text)
    expect(letter).toContain('Срок действия договора № 17/2026 истёк 14 октября 2026 г.')
    expect(letter).not.toMatch(/Срок обработки —/)
    expect(desk.sentTo(LEAD.address)).toEqual(['2026-10-15T00:00 notification [SKPS-2] Ещё вопрос'])
  })

  test('names itself only to an address that it lists; anybody else of the domain hears of no contract', () => {
    desk = new TurnedDesk('2026-10-01T09:00', [ends])
    desk.mail('2026-10-15T12:00', { from: { name: 'Коллега', address: COLLEAGUE }, returnPath: COLLEAGUE })
    expect(desk.ticket(1).standing).toMatchObject({ kind: 'expired', listed: false })
    const letter = plain(desk.lastTo(COLLEAGUE).text)
    expect(letter).toContain(`Действующий договор для адреса ${COLLEAGUE} не найден`)
    expect(letter).not.toContain('17/2026')
    expect(letter).not.toContain('Завод')
  })

  test('keeps covering what came before its end: answers join, questions stop the clock, the date stands', () => {
    desk = new TurnedDesk('2026-10-01T09:00', [ends])
    desk.mail('2026-10-14T12:00')
    desk.engineer('2026-10-15T12:00', '!ждём\n1. Какая у вас версия?')
    desk.customerAnswers('2026-10-19T12:00', 'Версия 7.')
    expect(desk.ticket(1)).toMatchObject({ state: 'open', standing: { kind: 'covered', contract: '17/2026' } })
    expect(desk.deadline(1)).toBe('2026-10-30 18:00')
    expect(plain(desk.lastTo(CUSTOMER).text)).toContain('30 октября 2026 г.')
    desk.engineer('2026-10-20T12:00', '!закрыть\nОбновите до версии 8.')
    desk.customerAnswers('2026-10-21T12:00', 'Не помогло, ошибка осталась.')
    expect(desk.ticket(1)).toMatchObject({ state: 'open', reopened: 1, standing: { kind: 'covered' } })
    expect(desk.deadline(1)).not.toBeNull()
  })

  test('is announced to the leads 30 and 10 days before, once each, on a working morning', () => {
    desk = new TurnedDesk('2026-08-31T09:00', [ends])
    desk.until('2026-09-20T12:00', 60)
    desk.restart()
    desk.until('2026-10-16T12:00', 60)
    // 30 days before is Monday 14 September, 10 days before is Sunday 4 October.
    const told = desk.sentTo(LEAD.address)
    expect(told).toEqual([
      '2026-09-14T10:00 alert Договор № 17/2026 заканчивается 14.10.2026',
      '2026-10-05T10:00 alert Договор № 17/2026 заканчивается 14.10.2026',
    ])
    expect(desk.sentTo(PYOTR.address)).toEqual([])
  })

  test('is not announced when another one goes on where it ends', () => {
    desk = new TurnedDesk('2026-08-31T09:00', [
      ends,
      contractEntry({ number: '18/2026', validFrom: '2026-10-15', validTo: '2027-10-14' }),
    ])
    desk.until('2026-10-16T12:00', 120)
    expect(desk.sentTo(LEAD.address)).toEqual([])
    desk.mail('2026-10-16T12:00')
    expect(desk.ticket(1).standing).toEqual({ kind: 'covered', contract: '18/2026', by: 'address' })
  })
})

describe('a mail under no contract', () => {
  const STRANGER = { from: { name: 'Олег', address: 'o@stranger.example' }, returnPath: 'o@stranger.example' }

  test('gets its dates from the arrival once a lead names the contract; what the number took is not counted', () => {
    desk = new TurnedDesk('2026-11-02T09:00', [contractEntry()])
    desk.mail('2026-11-02T12:00', STRANGER)
    expect([desk.deadline(1), desk.ticket(1).standing.kind]).toEqual([null, 'none'])
    expect(desk.ticket(1).intervals.map((one) => one.owner)).toEqual(['us', 'customer'])
    desk.engineer('2026-11-05T12:00', '!договор 17/2026', { who: LEAD })
    // Ten working days from 2 November end on the 17th (the 4th is off, the 3rd is short); the number took two days less an hour.
    expect(desk.ticket(1)).toMatchObject({ standing: { kind: 'covered', contract: '17/2026', by: 'confirmed' } })
    expect(desk.ticket(1).counting.from).toEqual(at('2026-11-02T12:00'))
    expect(desk.ticket(1).waitedSeconds).toBe((6 + 7 + 2) * 3600)
    expect(desk.deadline(1)).toBe('2026-11-19 18:00')
    const letter = plain(desk.lastTo('o@stranger.example').text)
    expect(letter).toContain('Договор № 17/2026 подтверждён')
    expect(letter).toContain('19 ноября 2026 г.')
    expect(letter).toContain('В срок не включено время до получения номера договора: 1 рабочий день 7 часов')
  })

  test('is under the contract whose own number begins with the sign for number', () => {
    desk = new TurnedDesk('2026-11-02T09:00', [contractEntry({ number: 'N-5/2026' })])
    desk.mail('2026-11-02T12:00', STRANGER)
    desk.engineer('2026-11-05T12:00', '!договор N-5/2026', { who: LEAD })
    expect(desk.ticket(1).standing).toMatchObject({ kind: 'covered', contract: 'N-5/2026' })
    desk.mail('2026-11-06T12:00', { from: { name: 'Ян', address: 'y@other.example' }, returnPath: 'y@other.example' })
    desk.engineer('2026-11-06T12:10', '!договор № N-5/2026', { who: LEAD })
    expect(desk.ticket(2).standing).toMatchObject({ kind: 'covered', contract: 'N-5/2026' })
  })

  test('is remembered with its address: the next mail is covered at once', () => {
    desk = new TurnedDesk('2026-11-02T09:00', [contractEntry()])
    desk.mail('2026-11-02T12:00', STRANGER)
    desk.engineer('2026-11-05T12:00', '!договор 17/2026', { who: LEAD })
    desk.mail('2026-11-06T12:00', { ...STRANGER, subject: 'Другой вопрос' })
    expect(desk.ticket(2).standing).toEqual({ kind: 'covered', contract: '17/2026', by: 'remembered' })
  })

  test('stands in every morning mail of the leads until they decide, and no engineer may', () => {
    desk = new TurnedDesk('2026-11-02T09:00', [contractEntry()])
    desk.tick()
    desk.mail('2026-11-02T12:00', STRANGER)
    desk.until('2026-11-03T10:00')
    expect(desk.morningOf(LEAD.address, 'digest-lead')).toMatch(/Без договора[\s\S]*SKPS-1/)
    desk.engineer('2026-11-03T12:00', '!договор 17/2026')
    expect(desk.lastTo(PYOTR.address).text).toContain('доступно только руководителю')
    expect(desk.ticket(1).standing.kind).toBe('none')
  })

  test('is declined politely, and the customer may still answer', () => {
    desk = new TurnedDesk('2026-11-02T09:00', [contractEntry()])
    desk.mail('2026-11-02T12:00', STRANGER)
    desk.engineer('2026-11-03T12:00', '!отказ договора с вашей организацией нет', { who: LEAD })
    expect(desk.ticket(1).state).toBe('declined')
    const letter = plain(desk.lastTo('o@stranger.example').text)
    expect(letter).toContain('К сожалению')
    expect(letter).toMatch(/договора с вашей организацией нет/i)
    desk.post = []
    desk.until('2026-12-15T12:00', 120)
    expect(desk.sentTo('o@stranger.example')).toEqual([])
  })

  test('comes too early: a contract not yet valid is said so to whom it lists, and covers from its first midnight', () => {
    desk = new TurnedDesk('2026-11-02T09:00', [contractEntry({ validFrom: '2026-12-01' })])
    desk.mail('2026-11-30T23:59')
    expect(desk.ticket(1).standing.kind).toBe('not-yet')
    expect(plain(desk.lastTo(CUSTOMER).text)).toContain('Договор № 17/2026 вступает в силу 1 декабря 2026 г.')
    desk.mail('2026-12-01T00:00', { subject: 'Ещё вопрос' })
    expect(desk.ticket(2).standing.kind).toBe('covered')
  })
})

describe('a contract that begins after the mail came', () => {
  test('covers it by a lead’s word once it has begun, not before', () => {
    desk = new TurnedDesk('2026-11-02T09:00', [
      contractEntry({ number: '1/2025', validTo: '2026-10-31' }),
      contractEntry({ number: '2/2026', validFrom: '2026-11-05' }),
    ])
    desk.mail('2026-11-03T12:00')
    desk.engineer('2026-11-03T13:00', '!договор 2/2026', { who: LEAD })
    expect(desk.lastTo(LEAD.address).text).toContain('действует 05.11.2026')
    expect(desk.ticket(1).standing.kind).toBe('expired')
    desk.engineer('2026-11-05T13:00', '!договор 2/2026', { who: LEAD })
    expect(desk.ticket(1).standing).toEqual({ kind: 'covered', contract: '2/2026', by: 'confirmed' })
    expect(plain(desk.lastTo(CUSTOMER).text)).toContain('Договор № 2/2026 подтверждён')
  })
})

describe('who belongs to whom', () => {
  test('an exact address counts before a domain', () => {
    desk = new TurnedDesk('2026-11-02T09:00', [
      contractEntry({ number: 'D', people: [] }),
      contractEntry({ number: 'A', domains: [], organisation: 'Филиал' }),
    ])
    desk.mail('2026-11-02T12:00')
    expect(desk.ticket(1).standing).toEqual({ kind: 'covered', contract: 'A', by: 'address' })
    desk.mail('2026-11-02T12:05', { from: { name: '', address: COLLEAGUE } })
    expect(desk.ticket(2).standing).toEqual({ kind: 'covered', contract: 'D', by: 'domain' })
  })

  test('two contracts for one sender are asked for, not guessed, and the promise is given meanwhile', () => {
    desk = new TurnedDesk('2026-11-02T09:00', [
      contractEntry({ number: 'A' }),
      contractEntry({ number: 'B', organisation: 'Филиал', maxDays: 3, minDays: 1 }),
    ])
    desk.mail('2026-11-02T12:00')
    expect(desk.ticket(1).standing).toEqual({ kind: 'several', contracts: ['A', 'B'] })
    expect(plain(desk.lastTo(CUSTOMER).text)).toMatch(/A.*B/)
    expect(desk.deadline(1)).toBe('2026-11-17 18:00')
    desk.engineer('2026-11-03T12:00', '!договор B', { who: LEAD })
    expect(desk.deadline(1)).toBe('2026-11-06 18:00')
    expect(desk.ticket(1).promises.map((one) => one.because)).toEqual(['opened', 'contract'])
  })

  test('an amendment holds from its day on, for what comes then', () => {
    const amendments = [{ from: '2026-11-10', consent: 'доп. соглашение 1', maxDays: 3, minDays: 1 }]
    desk = new TurnedDesk('2026-11-02T09:00', [contractEntry({ amendments })])
    desk.mail('2026-11-09T12:00')
    desk.mail('2026-11-10T12:00', { subject: 'Ещё вопрос' })
    expect([desk.deadline(1), desk.deadline(2)]).toEqual(['2026-11-23 18:00', '2026-11-13 18:00'])
  })
})

describe('the contracts file read anew', () => {
  test('with mistakes each is listed and the old one stays in force; put right, the new one holds', () => {
    desk = new TurnedDesk('2026-11-02T09:00', [contractEntry()])
    desk.writeContracts([
      contractEntry({ validTo: '2026-02-30', domains: ['mail.ru'] }),
      contractEntry({ number: '17/2026' }),
    ])
    const mistakes = desk.reload()
    expect(mistakes.map((one) => one.path.replace(/^.* /, ''))).toEqual(['[0].validTo', '[0].domains[0]', '[1].number'])
    desk.mail('2026-11-02T12:00')
    expect(desk.ticket(1).standing.kind).toBe('covered')
    desk.writeContracts([contractEntry({ number: '99', domains: ['new.example'], people: [] })])
    expect(desk.reload()).toEqual([])
    desk.mail('2026-11-02T12:05', { from: { name: '', address: 'a@new.example' } })
    expect(desk.ticket(2).standing).toEqual({ kind: 'covered', contract: '99', by: 'domain' })
    desk.mail('2026-11-02T12:10', { subject: 'Ещё вопрос' })
    expect(desk.ticket(3).standing.kind).toBe('none')
  })
})
