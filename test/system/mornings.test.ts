// The morning mail over weekends and months, on real books: what stands in it, for whom, and that its sums come out.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LEAD, PYOTR } from '../support/desk.ts'
import { CUSTOMER, TurnedDesk } from '../support/turned-desk.ts'

let desk: TurnedDesk
beforeEach(() => {
  desk = new TurnedDesk('2026-11-16T09:00')
  desk.tick()
})
afterEach(() => desk.close())

const OTHER = { from: { name: 'Ольга', address: 'o@other.example' }, returnPath: 'o@other.example' }

function leads(): string {
  return desk.morningOf(LEAD.address, 'digest-lead')
}

describe("the leads' morning mail", () => {
  test('balances on Monday all days since Friday morning, engineers and robots included, and adds up', () => {
    desk.until('2026-11-20T10:00')
    desk.mail('2026-11-20T12:00')
    desk.engineer('2026-11-20T13:00', 'Обновите каталог до версии 7.')
    const answer = desk.lastTo(CUSTOMER)
    desk.mail('2026-11-21T03:00', {
      kind: 'auto-reply',
      byMachine: 'surely',
      mayAcknowledge: false,
      subject: `Автоответ: ${answer.subject}`,
      inReplyTo: answer.messageId,
      references: [answer.messageId],
    })
    desk.customerAnswers('2026-11-22T15:00', 'Обновили, но ошибка осталась.')
    desk.mail('2026-11-22T16:00', { ...OTHER, subject: 'Как выгрузить отчёт?' })
    desk.until('2026-11-23T10:00')
    expect(leads()).toMatch(
      /Писем\sза\s20\.11\.2026–22\.11\.2026:\s5\s=\sновых\sобращений\s2\s\+\sответов\s2\s\+\sавтоматических\s1\s\+\sотложено\sна\sразбор\s0\./,
    )
    expect(desk.morningOf(PYOTR.address)).toMatch(/Письма клиентов с 20\.11\.2026, 10:00[\s\S]*SKPS-1/)
    desk.until('2026-11-24T10:00')
    expect(leads()).toMatch(/Писем\sза\sвчера,\s23\.11\.2026:\s0\s=/)
  })

  test('has the average processing time beside the norm of the regulation, net and gross', () => {
    desk.mail('2026-11-16T10:00')
    desk.engineer('2026-11-16T18:00', '!ждём\n1. Какая у вас версия?')
    desk.customerAnswers('2026-11-18T10:00', 'Версия 7.')
    desk.engineer('2026-11-19T10:00', '!закрыть\nОбновите до версии 8.')
    desk.until('2026-11-20T10:00')
    const text = leads().replaceAll(/\s+/g, ' ')
    expect(text).toContain(
      'Обработано 1; среднее время обработки, рабочих дней: 2,0 (по регламенту 2–3), с ожиданием клиента 3,0.',
    )
    expect(text).toContain('первый ответ в норме 100 %.')
  })

  test('names an answer that is held because it may have left before the books came from a copy', () => {
    desk.mail('2026-11-16T10:00')
    desk.engineer('2026-11-16T11:00', 'Обновите каталог до версии 7.', { fields: { foundAgain: true } })
    expect(desk.post.filter(({ outgoing }) => outgoing.kind === 'answer')).toEqual([])
    desk.until('2026-11-17T10:00')
    expect(leads()).toMatch(/Не доставлено[\s\S]*SKPS-1[\s\S]*придержано: возможно, отправлено до/)
  })

  test('names complaints that are open, and whom a critical ticket overtook', () => {
    desk.mail('2026-11-16T10:00', { ...OTHER, subject: 'Как выгрузить отчёт?' })
    desk.mail('2026-11-16T12:00', { subject: 'Претензия', text: 'Направляем вам претензию: ответа нет.' })
    desk.engineer('2026-11-16T13:00', '!критично сервис', { ticket: 2 })
    desk.until('2026-11-17T10:00')
    const text = leads()
    expect(text).toMatch(/Претензии и жалобы[\s\S]*SKPS-2/)
    expect(text.replaceAll(/\s+/g, ' ')).toContain('обогнало: SKPS-1')
    desk.engineer('2026-11-17T13:00', '!закрыть\nСделано.', { ticket: 2 })
    desk.until('2026-11-18T10:00')
    expect(leads()).not.toContain('Претензии')
    desk.mail('2026-11-18T12:00', { ...OTHER, subject: '[SKPS-1] Где ответ?', text: 'Будем писать жалобу.' })
    desk.until('2026-11-19T10:00')
    expect(leads()).toMatch(/Претензии и жалобы[\s\S]*SKPS-1/)
  })
})

describe('an answer that did not arrive', () => {
  beforeEach(() => {
    desk.mail('2026-11-16T12:00')
    desk.engineer('2026-11-16T15:00', 'Обновите каталог до версии 7.')
    desk.turnTo('2026-11-16T16:00')
    desk.refuse(desk.lastTo(CUSTOMER))
    desk.post = []
  })

  test('is told to the leads after one working day in which nobody wrote again, once', () => {
    desk.until('2026-11-17T15:30')
    expect(desk.sentTo(LEAD.address)).toEqual([])
    desk.restart()
    desk.until('2026-11-25T18:00')
    const told = desk.lettersTo(LEAD.address).filter(({ outgoing }) => outgoing.kind === 'alert')
    expect(told.map((one) => one.at)).toEqual(['2026-11-17T16:00'])
    expect(told[0]?.outgoing.text.replaceAll(/\s+/g, ' ')).toContain('за рабочий день нового письма клиенту не было')
  })

  test.each([
    ['wrote again', 'Повторяю: обновите каталог до версии 7.'],
    ['answered by telephone', '!звонок\nРассказал, как обновить.'],
  ])('is not, when somebody %s in time', (_what, reply) => {
    desk.mail('2026-11-16T16:10', { subject: '[SKPS-1] Ну что?' })
    desk.engineer('2026-11-17T12:00', reply)
    desk.post = []
    desk.until('2026-11-20T18:00')
    expect(desk.lettersTo(LEAD.address).filter(({ outgoing }) => outgoing.kind === 'alert')).toEqual([])
  })
})

describe('categories', () => {
  test('a closed ticket that nobody sorted is named each morning until it has a category', () => {
    desk.mail('2026-11-16T12:00', { subject: 'Добрый день', text: 'Здравствуйте, это мы.' })
    expect(desk.ticket(1).category).toBe('unsorted')
    desk.engineer('2026-11-16T15:00', '!закрыть\nСделано.')
    desk.until('2026-11-17T10:00')
    for (const mail of [desk.morningOf(PYOTR.address), leads()])
      expect(mail).toMatch(/Закрыто без категории[\s\S]*SKPS-1/)
    desk.engineer('2026-11-17T12:00', '!категория консультация')
    desk.until('2026-11-18T10:00')
    for (const mail of [desk.morningOf(PYOTR.address), leads()]) expect(mail).not.toContain('без категории')
  })
})
