// Who is let in: tokens by the network they come from, cookies by what seals them and how long they last.
import { expect, test } from 'vitest'
import { bearerOf, openGuard } from '../../src/board/tokens.ts'

const NOW = new Date('2026-05-18T09:00:00Z')
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000)

test('a cookie lasts twelve hours, and dies with the token that it was given for', () => {
  const guard = openGuard('word')
  const cookie = guard.newCookie(NOW)
  expect(guard.cookie(cookie, NOW)).toBe(true)
  expect(guard.cookie(cookie, later(12 * 3600 - 1))).toBe(true)
  expect(guard.cookie(cookie, later(12 * 3600))).toBe(false)
  expect(openGuard('another').cookie(cookie, NOW)).toBe(false)
})

test.each([
  ['none', null],
  ['an empty one', ''],
  ['one that lasts longer than it was given for', 'LATER'],
  ['a moment without a seal', '99999999999.'],
  ['a moment that is none', 'NaN.AAAA'],
  ['the token itself', 'word'],
])('%s is no cookie of ours', (_what, value) => {
  const guard = openGuard('word')
  const sealed = guard.newCookie(NOW).split('.')[1] ?? ''
  expect(guard.cookie(value === 'LATER' ? `99999999999.${sealed}` : value, NOW)).toBe(false)
})

test('wrong tokens of one network rest that network alone; addresses of one IPv6 network are one', () => {
  const guard = openGuard('word')
  for (let n = 0; n < 10; n++) guard.token('x', `2001:db8:1:2::${n}`, NOW)
  expect(guard.token('word', '2001:db8:1:2::99', NOW)).toBe('too many')
  expect(guard.token('word', '2001:db8:1:3::1', NOW)).toBe('right')
  expect(guard.token('word', '127.0.0.1', NOW)).toBe('right')
})

test('a token that is not given counts as no guess', () => {
  const guard = openGuard('word')
  for (let n = 0; n < 20; n++) expect(guard.token(null, '127.0.0.1', NOW)).toBe('missing')
  expect(guard.token('word', '127.0.0.1', NOW)).toBe('right')
})

test('from ever more addresses at once guesses are counted together', () => {
  const guard = openGuard('word')
  for (let n = 0; n < 10_010; n++) guard.token('x', `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, NOW)
  expect(guard.token('word', '192.0.2.1', NOW)).toBe('too many')
  expect(guard.token('word', '192.0.2.1', later(60))).toBe('right')
})

test('only a Bearer token is read from the header', () => {
  expect(bearerOf('Bearer word')).toBe('word')
  expect(bearerOf('bearer  word ')).toBe('word')
  for (const other of [undefined, '', 'Basic word', 'Bearer', 'Bearer a b']) expect(bearerOf(other)).toBeNull()
})
