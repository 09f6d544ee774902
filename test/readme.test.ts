import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { README, withGenerated } from './support/readme.ts'

const readme = readFileSync(README, 'utf8')

test('the tables of the README are those of the code (node test/support/readme.ts writes them)', () => {
  expect(withGenerated(readme)).toBe(readme)
})

test('the README gives the two commands', () => {
  expect(readme).toContain('npm ci && npm run demo')
  expect(readme).toContain('npm ci && npm test')
})
