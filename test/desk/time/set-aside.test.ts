// What broke the desk is told to people at once, in words that owe nothing to the letter.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { CALENDAR } from '../../../src/calendar/calendar.ts'
import { setAsideAlert, whySetAside } from '../../../src/desk/time/set-aside.ts'
import { fileMoment, type Room } from '../../../src/filing.ts'
import type { Defect } from '../../../src/letter.ts'
import { openStore } from '../../../src/store/store.ts'
import { openWording } from '../../../src/wording/wording.ts'
import { LEAD, letterFrom, PYOTR, policyWith } from '../../support/desk.ts'
import { inWords } from '../../support/in-words.ts'

const NIGHT = new Date('2026-11-22T00:30:00Z')
const POLICY = policyWith({ calendar: CALENDAR })

test('leads are told at night of what was set aside, once, in one mail, without a word of the letter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ticketd-aside-'))
  const store = openStore(folder)
  const wording = openWording(join(import.meta.dirname, '../../../templates'), 'Europe/Moscow')
  const room: Room = {
    policy: POLICY,
    clock: () => NIGHT,
    transaction: (work) => store.transaction(work),
    render: (draft) => wording.render(draft),
    tell: (event) => wording.tell(event, POLICY.language),
  }
  try {
    for (let n = 0; n < 5 && fileMoment(room) !== undefined; n += 1) expect(n).toBeLessThan(4)
    const secret = { subject: 'СЕКРЕТНАЯ ТЕМА', text: 'секретный текст', reply: 'секретный текст' }
    store.fileSetAside(letterFrom({ ...secret, messageId: 'a@x.example' }), 'a rule had a bug', NIGHT, POLICY)
    store.fileSetAside(letterFrom({ ...secret, messageId: 'b@x.example' }), 'a rule had a bug', NIGHT, POLICY)
    const decision = fileMoment(room)
    expect(decision?.because).toBe('told of what was set aside: SKPS-1, SKPS-2')
    expect(fileMoment(room)).toBeUndefined()
    const due = store.queue.claim(NIGHT, 10, () => NIGHT)
    expect(due.map(({ recipient }) => recipient)).toEqual([LEAD.address])
    const [mail] = due.map(({ outgoing }) => outgoing)
    expect([mail?.kind, mail?.autoSubmitted, mail?.subject]).toEqual([
      'alert',
      'auto-generated',
      'Отложено на разбор: SKPS-1 и ещё 1',
    ])
    expect(mail?.text).toContain('SKPS-2: ошибка программы: a rule had a bug')
    expect(JSON.stringify(mail)).not.toMatch(/секретн/i)
  } finally {
    store.close()
    rmSync(folder, { recursive: true })
  }
})

test('without a lead everybody is told; a lead who is away is not woken', () => {
  const facts = { setAsideUntold: [{ ticket: 7, why: '' }], away: new Map([[LEAD.address, new Date('2026-12-01')]]) }
  const told = (engineers: readonly (typeof LEAD)[]) =>
    setAsideAlert(facts as never, policyWith({ engineers }), NIGHT)?.send.flatMap((draft) => draft.recipients)
  expect(told([PYOTR])).toEqual([PYOTR.address])
  expect(told([LEAD, { ...PYOTR, roles: ['lead'] }])).toEqual([PYOTR.address])
  expect(told([LEAD])).toEqual([LEAD.address])
})

test('a letter that is filed leaves no count of attempts behind', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ticketd-aside-'))
  const store = openStore(folder)
  const letter = letterFrom()
  store.stumble([letter.sha256])
  expect(store.reading.stumbles(letter.sha256)).toBe(1)
  store.fileSetAside(letter, 'died', NIGHT, POLICY)
  store.close()
  const books = new Database(join(folder, 'ticketd.db'), { readonly: true })
  expect(books.prepare('SELECT count(*) AS rows FROM stumbles').get()).toEqual({ rows: 0 })
  books.close()
  rmSync(folder, { recursive: true })
})

describe('why a letter was set aside', () => {
  test.each<[Defect | string, string, string]>([
    ['the desk died while filing it', 'программа завершилась, обрабатывая письмо', 'the desk died while filing it'],
    [{ is: 'took too long' }, 'разбор письма занял слишком много времени', 'could not be parsed: it took too long'],
    [
      { is: 'stopped the reader' },
      'разбор письма останавливал программу',
      'could not be parsed: it stopped the reader',
    ],
    [
      { is: 'reader failed', error: 'bad part' },
      'письмо не удалось разобрать: bad part',
      'could not be parsed: bad part',
    ],
    ['x is not a function', 'ошибка программы: x is not a function', 'x is not a function'],
    [' ', 'причина не названа', 'no reason is known'],
  ])('“%o” is said in the language of the desk', (why, russian, english) => {
    expect(inWords(whySetAside(why), 'ru')).toBe(russian)
    expect(inWords(whySetAside(why), 'en')).toBe(english)
  })
})
