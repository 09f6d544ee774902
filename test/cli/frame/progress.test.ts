// The line that tells how far something has come: on a terminal, after a while, taken away again; nowhere else.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openProgress } from '../../../src/cli/frame/progress.ts'
import { shownArrivals } from '../../../src/cli/process/desk-process.ts'

const CLEAR = '\r\u001b[K'
let shown: string[] = []
const terminal = (text: string): void => void shown.push(text)
const io = (of: typeof terminal | null) => ({
  ...{ out: () => undefined, err: () => undefined, environment: {}, terminal: of },
  stdin: (async function* () {})(),
})
beforeEach(() => {
  shown = []
  vi.useFakeTimers()
})
afterEach(() => void vi.useRealTimers())

test('what is done within two seconds shows nothing, what takes longer a line that is written anew', () => {
  const progress = openProgress({ terminal })
  progress.step('letters', 1, 12_000)
  vi.advanceTimersByTime(1999)
  progress.step('letters', 2, 12_000)
  expect(shown).toEqual([])
  vi.advanceTimersByTime(1)
  progress.step('letters', 3456, 12_000)
  progress.step('letters', 3457, 12_000)
  progress.clear()
  progress.clear()
  expect(shown).toEqual([`${CLEAR}letters: 3 456 of 12 000`, CLEAR])
})

test('a part that can tell nothing while it lasts is named when it begins', () => {
  const progress = openProgress({ terminal })
  progress.part('copying the books')
  progress.clear()
  expect(shown).toEqual([`${CLEAR}copying the books …`, CLEAR])
})

test('a full mailbox is counted down on the terminal of somebody whose log goes elsewhere', () => {
  let left = 0
  const arrivals = shownArrivals(() => left, io(terminal), false)
  left = 3000
  vi.advanceTimersByTime(2500)
  left = 1000
  vi.advanceTimersByTime(500)
  expect(shown.at(-1)).toBe(`${CLEAR}mails filed: 2 000 of 3 000`)
  left = 0
  vi.advanceTimersByTime(500)
  expect(shown.at(-1)).toBe(CLEAR)
  const before = shown.length
  arrivals.end()
  left = 5
  vi.advanceTimersByTime(60_000)
  expect(shown).toHaveLength(before)
})

test('where no terminal is, or the log is on it, nothing is shown', () => {
  for (const [of, log] of [
    [null, false],
    [terminal, true],
  ] as const) {
    const arrivals = shownArrivals(() => 5000, io(of), log)
    vi.advanceTimersByTime(10_000)
    arrivals.end()
  }
  const progress = openProgress({ terminal: null })
  progress.part('copying the books')
  progress.clear()
  expect(shown).toEqual([])
})
