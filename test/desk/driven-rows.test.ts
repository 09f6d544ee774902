// Rules that were found by reading, driven through the whole desk in other words than those that showed the fault.
import { afterEach, describe, expect, test } from 'vitest'
import { LEAD, PYOTR } from '../support/desk.ts'
import { multipart, text } from '../support/letter.ts'
import { CUSTOMER, contractEntry, TurnedDesk } from '../support/turned-desk.ts'
import { openWholeDesk, rawMail } from '../support/whole-desk.ts'

const open: { close(): void }[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.close()
})

function closing<T extends { close(): void }>(desk: T): T {
  open.push(desk)
  return desk
}

describe('a word that ends a request wants more than its number', () => {
  test.each(['Вопрос снят, спасибо', 'Заработало!', 'Можно закрыть.', 'resolved', 'Неактуально'])(
    '«%s»',
    async (said) => {
      const desk = closing(openWholeDesk())
      await desk.arrives(rawMail({ text: 'Каталог не открывается.' }))
      const ack = desk.to(CUSTOMER)[0]
      for (const inReplyTo of [undefined, `t.1.${'0'.repeat(32)}@vendor.example`]) {
        desk.turn(600)
        await desk.arrives(
          rawMail({ subject: 'Re: [SKPS-1] x', text: said, ...(inReplyTo === undefined ? {} : { inReplyTo }) }),
        )
        expect(desk.store.reading.ticket(1)?.state).toBe('new')
      }
      await desk.arrives(rawMail({ subject: 'Re: x', text: said, inReplyTo: ack?.messageId ?? '' }))
      expect(desk.store.reading.ticket(1)?.state).toBe('closed')
    },
  )
})

describe('!новое with a printed forward on top and a mail enclosed', () => {
  const block = (label: string): string =>
    `-------- ${label} --------\nТема: Печать\nДата: Wed, 18 Nov 2026 09:15:00 +0300\nОт: Ольга Белова <belova@yard.example>\nКому: p.ivanov@vendor.example\n\nНе печатает ведомость.`
  const enclosed = `Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename="old.eml"\r\n\r\nFrom: gromov@dock.example\r\nTo: p.ivanov@vendor.example\r\nSubject: old\r\nMessage-ID: <old@dock.example>\r\nDate: Tue, 17 Nov 2026 09:00:00 +0300\r\n${text('Старое письмо.')}`

  test.each<[what: string, body: string, customer: string]>([
    ['the printed block wins', `!новое\n\n${block('Перенаправленное сообщение')}`, 'belova@yard.example'],
    ['in English too', `!new\n\n${block('Forwarded Message')}`, 'belova@yard.example'],
    ['without one the enclosed mail counts', '!новое\n', 'gromov@dock.example'],
  ])('%s', async (_, body, customer) => {
    const desk = closing(openWholeDesk())
    await desk.arrives(rawMail({ text: 'Каталог не открывается.' }))
    const card = desk.to(PYOTR.address).find((one) => one.kind === 'notification')
    const [head] = rawMail({
      from: PYOTR.address,
      subject: 'Fwd: x',
      inReplyTo: card?.messageId ?? '',
      references: [card?.messageId ?? ''],
    }).split('Content-Type:')
    await desk.arrives(`${head}${multipart('mixed', 'pieces', [text(body), enclosed])}`)
    expect(desk.store.reading.ticket(2)?.customer.address).toBe(customer)
  })
})

test('the number of a contract came on Friday and was granted on Tuesday: his time ended on Friday', () => {
  const desk = closing(new TurnedDesk('2026-02-05 11:00', [contractEntry()]))
  const who = { from: { name: 'Новый', address: 'new@other.example' }, returnPath: 'new@other.example' }
  desk.mail('2026-02-05 12:00', { ...who, subject: 'Отчёт', reply: 'Не строится отчёт.', text: 'Не строится отчёт.' })
  const { messageId, subject } = desk.lastTo('new@other.example')
  const said = 'Договор № 17/2026.'
  const answer = { inReplyTo: messageId, references: [messageId], subject: `Re: ${subject}`, reply: said, text: said }
  desk.mail('2026-02-06 15:00', { ...who, ...answer })
  desk.until('2026-02-10 16:00', 360)
  desk.engineer('2026-02-10 16:00', '!договор 17/2026', { who: { ...PYOTR, ...LEAD } })
  const letter = desk.lastTo('new@other.example').text.replace(/\s+/g, ' ')
  expect(letter).toContain('В срок не включено время до получения номера договора: 1 рабочий день 3 часа.')
  expect(desk.deadline(1)).toBe('2026-02-24 18:00')
})

test('the morning mail comes on working days alone, over the New Year too, and says that a day is short', () => {
  const desk = closing(new TurnedDesk('2026-12-28 09:00', [contractEntry({ validTo: '2027-12-31' })]))
  const mornings = (): readonly string[] =>
    desk.lettersTo(PYOTR.address).flatMap(({ at, outgoing }) => (outgoing.kind === 'digest' ? [at] : []))
  desk.mail('2026-12-28 09:30')
  desk.until('2027-01-12 12:00', 60)
  expect(mornings().map((at) => at.slice(0, 13))).toEqual(
    ['2026-12-28', '2026-12-29', '2026-12-30', '2027-01-11', '2027-01-12'].map((day) => `${day}T10`),
  )
  desk.now = new Date('2027-02-18T15:00:00Z')
  desk.post = []
  desk.until('2027-02-20 12:00', 60)
  // A worked Saturday that is short.
  expect(mornings().map((at) => at.slice(0, 10))).toEqual(['2027-02-19', '2027-02-20'])
  expect(desk.morningOf(PYOTR.address).replace(/\s+/g, ' ')).toContain('суббота, 20.02.2027; короткий день, до 17:00')
})
