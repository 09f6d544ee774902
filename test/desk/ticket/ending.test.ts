// A finished ticket says why it was finished, so that figures tell a request processed from one that was none.
import { afterEach, expect, test } from 'vitest'
import { PYOTR } from '../../support/desk.ts'
import { TurnedDesk } from '../../support/turned-desk.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

function lead(start: string): TurnedDesk {
  return new TurnedDesk(start, null, { engineers: [{ ...PYOTR, roles: ['engineer', 'lead'] }] })
}

test.for([
  ['!закрыть\nГотово.', 'closed'],
  ['!необращение', 'not a request'],
  ['!спам', 'spam'],
  ['!вне обратитесь к изготовителю оборудования', 'outside the list'],
  ['!отклонить договора нет', 'no contract'],
] as const)('after «%s» the ending is «%s», and a ticket that is opened again has none', ([order, ending]) => {
  desk = lead('2026-11-18 10:00')
  desk.mail('2026-11-18 11:00')
  desk.engineer('2026-11-18 12:00', order)
  expect(desk.ticket(1).ending).toBe(ending)
  desk.engineer('2026-11-18 13:00', '!открыть')
  expect(desk.ticket(1).closedAt).toBeNull()
  expect(desk.ticket(1).ending).toBeUndefined()
  expect(desk.ticket(1).intervals.at(-1)).toMatchObject({ owner: 'us', because: 'engineer reopened' })
})

test('the customer who says that it works, silence and a merge end a ticket in their own ways', () => {
  desk = lead('2026-11-02 10:00')
  for (const hour of ['11', '12', '13', '14']) desk.mail(`2026-11-02 ${hour}:00`)
  desk.engineer('2026-11-02 15:00', 'Обновите каталог.', { ticket: 1 })
  desk.customerAnswers('2026-11-02 15:30', 'Решено')
  desk.engineer('2026-11-02 15:40', '!объединить с 3', { ticket: 2 })
  desk.engineer('2026-11-02 16:00', '!ждём\nКакая версия?', { ticket: 3 })
  desk.engineer('2026-11-02 16:10', 'Готово.', { ticket: 4 })
  desk.until('2026-11-25 12:00', 240)
  const endings = [1, 2, 3, 4].map((id) => desk.ticket(id).ending)
  expect(endings).toEqual(['customer resolved', 'merged', 'questions unanswered', 'answer stood'])
})
