// What holds of each verb: a call that is wrong is answered by one sentence in our words, then by how the verb is called.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readArguments } from '../../src/cli/frame/arguments.ts'
import type { Io, Verb } from '../../src/cli/frame/verb.ts'
import { VERBS } from '../../src/cli/verbs.ts'

const directory = mkdtempSync(join(tmpdir(), 'ticketd-verbs-'))
afterAll(() => rmSync(directory, { recursive: true }))

async function called(verb: Verb, args: readonly string[]) {
  const out: string[] = []
  const err: string[] = []
  const io: Io = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    environment: {},
    stdin: (async function* () {})(),
  }
  const status = await verb.run(args, io, { path: join(directory, 'config.json'), named: true })
  return { status, out, err }
}

describe('each verb', () => {
  test.each(Object.entries(VERBS))(
    '%s begins its help with how it is called, and bears its name',
    async (name, listed) => {
      const verb = await listed.load()
      expect(verb.name).toBe(name)
      const [usage = ''] = verb.help.split('\n\n')
      for (const line of usage.split('\n')) expect(line).toMatch(new RegExp(`^ticketd ${name}\\b`))
    },
  )

  test.each(Object.entries(VERBS))(
    '%s answers an option that it does not have with a sentence and its usage',
    async (name, listed) => {
      const { status, out, err } = await called(await listed.load(), ['--bogus'])
      expect([status, out]).toEqual([2, []])
      expect(err[0]).toMatch(new RegExp(`^ticketd ${name}: there is no option --bogus; there (?:is|are) `))
      for (const line of err.slice(1)) expect(line).toMatch(new RegExp(`^usage: ticketd ${name}\\b`))
    },
  )

  test.each(Object.entries(VERBS))(
    '%s takes no value for an option that wants none, and no text for one',
    async (name, listed) => {
      const verb = await listed.load()
      for (const [, option = ''] of verb.help.matchAll(/--([a-z][a-z-]*) [A-Z]/g)) {
        // Any name is one of a file.
        if (option === 'config' || option === 'ca') continue
        for (const given of [[`--${option}`], [`--${option}`, ''], [`--${option}`, '--json'], [`--${option}`, '-1']]) {
          const { status, out, err } = await called(verb, given)
          expect([given, out, err.join('\n')]).toEqual([given, [], expect.not.stringMatching(/Option '|\n(?!usage: )/)])
          // -1 may be what is wanted; it is then the configuration that is not there.
          expect(given[1] === '-1' ? [2, 78] : [2]).toContain(status)
          expect(err[0]).toMatch(
            status === 2 ? new RegExp(`^ticketd ${name}: `) : /config\.json: there is no such file/,
          )
        }
      }
    },
  )
})

describe('what stands behind a verb', () => {
  const options = {
    limit: { type: 'string' },
    json: { type: 'boolean' },
    to: { type: 'string', multiple: true },
  } as const
  test.each<[args: readonly string[], said: string]>([
    [['--limit'], '--limit wants a value'],
    [['--limit='], '--limit wants a value, and got an empty one'],
    [['--limit', '--json'], '--limit wants a value, and --json is none'],
    [['--json=yes'], '--json takes no value'],
    [['--limt', '3'], 'there is no option --limt; there are --limit, --json, --to'],
    [['-j'], 'there is no option -j; there are --limit, --json, --to'],
    [['--__proto__'], 'there is no option --__proto__; there are --limit, --json, --to'],
    [['--limit', '1', '--limit=2'], '--limit stands there twice'],
  ])('%j is wrong in one sentence', (args, said) => {
    expect(readArguments(args, options)).toBe(said)
  })

  test.each<[args: readonly string[], values: object, words: readonly string[]]>([
    [['--limit', '-1'], { limit: '-1' }, []],
    [['--limit', '- first of all', 'word'], { limit: '- first of all' }, ['word']],
    [['--limit', '-', '-5 degrees'], { limit: '-' }, ['-5 degrees']],
    [['--to', 'a', '--to=b', '--', '--json'], { to: ['a', 'b'] }, ['--json']],
  ])('%j is understood', (args, values, words) => {
    expect(readArguments(args, options)).toMatchObject({ values, positionals: words })
  })
})
