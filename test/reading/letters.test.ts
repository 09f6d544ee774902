// Golden letters: the folder is the list of tests; what stands in NAME.json must be read in NAME.eml.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { printedMail } from '../../src/cli/parse.ts'
import { readMail } from '../../src/reading/mime.ts'

const folder = fileURLToPath(new URL('./letters/', import.meta.url))
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.eml'))
  .map((file) => file.slice(0, -4))

describe('the desk reads each letter as its truth says', () => {
  test.each(names)('%s', (name) => {
    const truth: unknown = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8'))
    const mail = readMail(`${folder}${name}.eml`, { messageBytes: 1 << 20 })
    const { why, defects } = printedMail(name, mail)
    expect(JSON.parse(JSON.stringify({ ...mail, why, defects }))).toMatchObject(truth as object)
  })

  test('each letter has its truth and each truth its letter', () => {
    const truths = readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -5))
    expect(truths.sort()).toEqual([...names].sort())
  })
})
