// Dates in the rules' own words are written as the desk's language writes them; nobody reads an ISO date in a letter.
import { expect, test } from 'vitest'
import { dayOnWord, dayWord, momentWord } from '../../../src/desk/ticket/phrases.ts'
import { policyWith } from '../../support/desk.ts'

const EVENING = new Date('2026-12-03T21:05:00Z')

test.each([
  ['ru', '04.12.2026, 00:05', '04.12.2026'],
  ['en', '4 December 2026, 00:05', '4 December 2026'],
] as const)('a moment on the wall of the zone, in %s', (language, moment, day) => {
  const policy = policyWith({ language })
  expect(momentWord(policy, EVENING)).toBe(moment)
  expect(dayWord(policy, EVENING)).toBe(day)
  expect(dayOnWord(policy, '2026-12-04')).toBe(day)
})
