// A contract under which his time stops no clock: whether its date was kept is told by what stood at the date.
import { afterEach, expect, test } from 'vitest'
import { figuresNow } from '../../src/daemon/daemon.ts'
import { at, contractEntry, TurnedDesk } from '../support/turned-desk.ts'

let desk: TurnedDesk
afterEach(() => desk.close())

const ASKED = '!ждём\nКакая у вас версия?'
const ANSWER = 'Установите обновление.'
const CALL = '!звонок\nОбъяснил по телефону.'

test.each<[what: string, kept: number, steps: readonly (readonly [day: string, text: string])[]]>([
  [
    'questions, and an answer behind the date',
    0,
    [
      ['2026-06-17', ASKED],
      ['2026-07-20', ANSWER],
    ],
  ],
  [
    'questions, and a call behind the date',
    0,
    [
      ['2026-06-17', ASKED],
      ['2026-07-20', CALL],
    ],
  ],
  ['questions alone', 0, [['2026-06-17', ASKED]]],
  [
    'questions, and an answer in time',
    1,
    [
      ['2026-06-17', ASKED],
      ['2026-06-19', ANSWER],
    ],
  ],
  [
    'questions, and a call in time',
    1,
    [
      ['2026-06-17', ASKED],
      ['2026-06-19', CALL],
    ],
  ],
  [
    'an answer in time, and questions behind the date',
    1,
    [
      ['2026-06-17', ANSWER],
      ['2026-06-29', ASKED],
    ],
  ],
  [
    'an answer in time, and questions before the date',
    0,
    [
      ['2026-06-17', ANSWER],
      ['2026-06-19', ASKED],
    ],
  ],
  [
    'an answer, questions, an answer, all in time',
    1,
    [
      ['2026-06-17', ANSWER],
      ['2026-06-18', ASKED],
      ['2026-06-19', ANSWER],
    ],
  ],
  ['an answer behind the date alone', 0, [['2026-07-20', ANSWER]]],
])('%s: kept %d of 1', (_, kept, steps) => {
  desk = new TurnedDesk('2026-06-16 09:00', [contractEntry({ waitingStopsClock: false, maxDays: 7 })])
  desk.mail('2026-06-16 12:00')
  expect(desk.deadline(1)).toBe('2026-06-25 18:00')
  for (const [day, text] of steps) desk.engineer(`${day} 12:00`, text)
  const now = at('2026-07-21 12:00')
  const asked = { from: at('2026-06-01 00:00'), to: at('2026-08-01 00:00'), contract: null }
  const { deadlines } = figuresNow(asked, desk.store.reading, desk.policy, now).total
  expect([deadlines.kept, deadlines.of]).toEqual([kept, 1])
})
