// What has been kept long enough: raw mail first, then everything but the figures; what is younger or open stays.
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { forgetRaw, rawFile } from '../../../src/inbox/inbox.ts'
import { openAudit } from '../../../src/store/store.ts'
import { engineersAnswer, openWholeDesk, rawMail } from '../../support/whole-desk.ts'

const ENGINEER = 'p.ivanov@vendor.example'
const DAY = 86_400

test('raw mail goes after its months, a ticket but for its figures after its years, each once; verify finds all in order', async () => {
  const desk = openWholeDesk({ policy: { contracts: null }, now: new Date('2026-01-14T09:00:00Z') })
  await desk.arrives(rawMail({ subject: 'Старое дело', text: 'Давний вопрос.' }))
  const card = desk.to(ENGINEER).at(-1)
  if (card === undefined) throw new Error('no card came')
  await desk.arrives(engineersAnswer(card, ENGINEER, '!закрыть\nДавний ответ.'))
  desk.turn(300 * DAY)
  await desk.arrives(rawMail({ from: 'new@plant.example', subject: 'Новое дело' }))
  const audit = openAudit(desk.folder)
  const shas = [...audit.letters()].flatMap((step) => step.kept.map((one) => one.sha256))
  audit.close()
  const run = (retention: { rawMonths: number; ticketYears: number }): readonly [number, number] => {
    const { raw, tickets } = desk.store.retire(retention, desk.now())
    for (const sha256 of raw) forgetRaw(desk.folder, sha256)
    return [raw.length, tickets]
  }
  const there = (): readonly boolean[] => shas.map((sha256) => existsSync(rawFile(desk.folder, sha256)))

  expect(run({ rawMonths: 12, ticketYears: 0 })).toEqual([0, 0])
  expect(desk.store.retirable({ rawMonths: 6, ticketYears: 0 }, desk.now())).toEqual({ letters: 2, tickets: 0 })
  expect(desk.store.retirable({ rawMonths: 6, ticketYears: 0.5 }, desk.now())).toEqual({ letters: 2, tickets: 1 })
  expect(run({ rawMonths: 6, ticketYears: 0 })).toEqual([2, 0])
  expect(run({ rawMonths: 6, ticketYears: 0 })).toEqual([0, 0])
  expect(there()).toEqual([false, false, true])
  expect(desk.store.reading.show(1)?.messages.map((one) => one.text)).toContain('Давний вопрос.')

  expect(run({ rawMonths: 6, ticketYears: 0.5 })).toEqual([2, 1])
  expect(desk.store.reading.ticket(1)).toMatchObject({
    subject: '«удалено»',
    state: 'closed',
    customer: { address: '' },
  })
  expect(desk.store.reading.search('давний', 5)).toEqual([])
  expect(desk.store.reading.ticket(2)).toMatchObject({ subject: 'Новое дело' })
  desk.store.checkpoint()
  const after = openAudit(desk.folder)
  const found = [...after.structure(), ...after.letters(), ...after.outgoing()].flatMap((step) => step.found)
  const kept = [...after.letters()].flatMap((step) => step.kept)
  after.close()
  expect([found, kept.length]).toEqual([[], 1])
  desk.close()
})
