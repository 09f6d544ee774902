// `check --schema`: what an editor is told of the configuration and of the contracts' file.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configuration, ticketd } from '../support/cli.ts'

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly anyOf?: readonly Schema[]
}

test('the schema of the configuration is printed without a configuration, and knows each setting of the example', async () => {
  const { status, out, err } = await ticketd(['check', '--schema', '--config', 'none.json'])
  expect([status, err]).toEqual([0, ''])
  const schema = JSON.parse(out) as Schema
  const example = JSON.parse(readFileSync('config.example.json', 'utf8'))
  expect(Object.keys(schema.properties ?? {}).sort()).toEqual(Object.keys(example).sort())
  for (const [name, value] of Object.entries(example)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
    expect(Object.keys(schema.properties?.[name]?.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(value)))
  }
})

test('the schema of the contracts takes a list, and one that names its schema', async () => {
  const { status, out } = await ticketd(['check', '--schema', 'contracts'])
  expect(status).toBe(0)
  const [list, named] = (JSON.parse(out) as Schema).anyOf ?? []
  expect(list?.type).toBe('array')
  expect(Object.keys(named?.properties ?? {})).toEqual(['$schema', 'contracts'])
  expect((await ticketd(['check', '--schema', 'letters'])).status).toBe(2)
})

test('check has a word on a contracts file that serves nobody', async () => {
  const { file, directory } = configuration({ contracts: 'contracts.json' })
  writeFileSync(join(directory, 'contracts.json'), '[]')
  const done = await ticketd(['check', '--config', file])
  rmSync(directory, { recursive: true })
  expect(done.status).toBe(0)
  expect(done.err).toContain('remark: the contracts file names no contract: nobody is served')
})
