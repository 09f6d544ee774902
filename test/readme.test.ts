import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { customerWord } from '../src/desk/scene/customer-words.ts'
import { letterFrom } from './support/desk.ts'
import { README, withGenerated } from './support/readme.ts'

const readme = readFileSync(README, 'utf8')

test('the tables of the README are those of the code (node test/support/readme.ts writes them)', () => {
  expect(withGenerated(readme)).toBe(readme)
})

test('the README gives the two commands', () => {
  expect(readme).toContain('npm ci && npm run demo')
  expect(readme).toContain('npm ci && npm test')
})

test('the compose lines bring every secret and every file that the example of a configuration names', () => {
  const example = JSON.parse(readFileSync('config.example.json', 'utf8'))
  const compose = /```yaml([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const named = [...JSON.stringify(example).matchAll(/\/run\/secrets\/([\w-]+)/g)].map((match) => match[1] ?? '')
  expect(named).toHaveLength(3)
  for (const name of named) expect(compose).toContain(`\n  ${name}: { file: ./${name} }`)
  expect(/secrets: \[(.*)\]/.exec(compose)?.[1]?.split(', ')).toEqual(named)
  expect(compose).toContain(`/etc/ticketd/${example.contracts}:ro`)
})

/** The rows of the customers' table that name words, with what each must mean. */
const MEANT = { статус: 'status', решено: 'resolved', 'не решено': 'unresolved', спасибо: 'thanks' } as const

describe('the words that the README tells customers', () => {
  const rows = readme
    .slice(readme.indexOf('## For customers'), readme.indexOf('## For engineers'))
    .split('\n')
    .filter((line) => line.startsWith('| «'))
    .map((line) => [...line.matchAll(/[«“]([^»”]+)[»”]/g)].map((match) => match[1] ?? ''))

  test('are in the table, a row for each meaning', () => {
    expect(rows.map(([first]) => first)).toEqual(Object.keys(MEANT))
  })

  test.each(rows.flatMap((words) => words.map((word) => [word, words[0] ?? ''] as const)))(
    '“%s” means «%s»',
    (word, first) => {
      expect(customerWord(letterFrom({ reply: `${word}.`, text: `${word}.` }))).toBe(Object(MEANT)[first])
    },
  )
})
