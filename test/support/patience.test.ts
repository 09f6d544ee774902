// What the other tests lean on when they wait and when they say what something costs.
import { expect, test } from 'vitest'
import { slowness, stretchesOf, until } from './patience.ts'

function counted(steps: number): number {
  let sum = 0
  for (let n = 0; n < steps; n += 1) sum = (sum * 31 + n) % 1_000_003
  return sum
}

test('a wait gives what it found, and in vain it says what it was for', async () => {
  let looks = 0
  expect(await until('the third look', () => ++looks === 3 && 'found')).toBe('found')
  await expect(until('the end of time', () => false, 1)).rejects.toThrow('waited in vain: the end of time')
})

test('a machine is never faster than usual, so that no limit becomes shorter than it says', () => {
  expect(slowness()).toBeGreaterThanOrEqual(1)
})

test('four times the work costs some four times the stretches', () => {
  counted(10_000_000)
  const [once, four] = [10_000_000, 40_000_000].map((steps) => stretchesOf(() => counted(steps)))
  expect((four ?? 0) / (once ?? 0)).toBeGreaterThan(2)
  expect((four ?? 0) / (once ?? 0)).toBeLessThan(8)
})
