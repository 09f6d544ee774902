// A card that our own server does not take because of its files: the engineer gets it without them, and knows which.
import { afterEach, expect, test } from 'vitest'
import { fileFailure } from '../../../src/filing.ts'
import type { Outgoing } from '../../../src/letter.ts'
import { LEAD, PYOTR } from '../../support/desk.ts'
import { engineersAnswer, openWholeDesk, rawMail, type WholeDesk } from '../../support/whole-desk.ts'

let desk: WholeDesk
afterEach(() => desk.close())

function withFile(): string {
  const head = rawMail({ subject: 'Журнал' })
    .split('\r\n\r\n')[0]
    ?.replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=b')
  const text = '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nЖурнал приложен.\r\n'
  const file =
    '--b\r\nContent-Type: application/zip; name=log.zip\r\nContent-Disposition: attachment; filename=log.zip\r\n'
  return `${head}\r\n\r\n${text}${file}Content-Transfer-Encoding: base64\r\n\r\n${'QUJD'.repeat(1000)}\r\n--b--\r\n`
}

function refuse(outgoing: Outgoing, recipient: string): void {
  const text = '552 5.3.4 Message size exceeds fixed limit'
  const why = { code: 552, status: '5.3.4', text, lastingBecause: 'too large', takes: 10_240_000 } as const
  fileFailure({ outgoingId: outgoing.id, recipient, ...why }, desk.room)
  desk.tick()
}

test('the file is named, the history says so, and an answer to it goes to the customer', async () => {
  desk = openWholeDesk()
  await desk.arrives(withFile())
  const card = desk.to(PYOTR.address).find((one) => one.attachments.length > 0)
  if (card === undefined) throw new Error('no card with the file came')
  refuse(card, PYOTR.address)
  const again = desk.to(PYOTR.address).at(-1)
  expect(again?.attachments).toEqual([])
  expect(again?.text).toMatch(/^Ответ на это письмо уйдёт/)
  expect(again?.text).toContain('без файлов')
  expect(again?.text).toContain('Не приложено: log.zip')
  expect(again?.text).toContain('Журнал приложен.')
  expect(desk.store.reading.show(1)?.history.find((line) => line.what === 'files left out')?.detail).toContain(
    'log.zip',
  )
  if (again === undefined) throw new Error('nothing came instead')
  await desk.arrives(engineersAnswer(again, PYOTR.address, 'Перезапустите службу.'))
  expect(desk.to('i.sidorov@plant.example').at(-1)?.text).toContain('Перезапустите службу.')
})

test('an answer of a person that is too large is told as such, and whose server said so', async () => {
  desk = openWholeDesk()
  await desk.arrives(rawMail())
  const card = desk.to(PYOTR.address)[0]
  if (card === undefined) throw new Error('no card came')
  await desk.arrives(engineersAnswer(card, PYOTR.address, 'Перезапустите службу.'))
  const answer = desk.post.find((one) => one.outgoing.kind === 'answer')
  if (answer === undefined) throw new Error('no answer left')
  refuse(answer.outgoing, answer.recipient)
  expect(desk.to(PYOTR.address).at(-1)?.text).toContain('письмо больше, чем принимает наш почтовый сервер')
})

test('what has no files is not sent again for its size', async () => {
  desk = openWholeDesk()
  await desk.arrives(rawMail())
  const card = desk.to(PYOTR.address)[0]
  if (card === undefined) throw new Error('no card came')
  const before = desk.post.length
  refuse(card, PYOTR.address)
  expect(desk.post.length).toBe(before)
})

test('where a server replaces Message-IDs the answer is known by the mark in our References, and the leads hear it once', async () => {
  desk = openWholeDesk()
  await desk.arrives(rawMail())
  const card = desk.to(PYOTR.address)[0]
  if (card === undefined) throw new Error('no card came')
  const replaced = (n: number) => ({
    inReplyTo: `0100018c-${n}@smarthost.example`,
    references: [...card.references, `0100018c-${n}@smarthost.example`],
  })
  await desk.arrives(engineersAnswer(card, PYOTR.address, 'Перезапустите службу.', replaced(1)))
  expect(desk.to('i.sidorov@plant.example').at(-1)?.text).toContain('Перезапустите службу.')
  await desk.arrives(engineersAnswer(card, PYOTR.address, 'И обновите каталог.', replaced(2)))
  const told = desk.to(LEAD.address).filter((one) => one.subject.includes('Message-ID'))
  expect(told).toHaveLength(1)
  expect(told[0]?.text).toContain('support.subaddress')
  expect(desk.store.reading.happened('message-ids-rewritten')).toBe(true)
})

test('an answer with our own Message-ID in it tells nobody anything', async () => {
  desk = openWholeDesk()
  await desk.arrives(rawMail())
  const card = desk.to(PYOTR.address)[0]
  if (card === undefined) throw new Error('no card came')
  const references = [...card.references, card.messageId]
  await desk.arrives(engineersAnswer(card, PYOTR.address, 'Перезапустите службу.', { references }))
  expect(desk.store.reading.happened('message-ids-rewritten')).toBe(false)
})
