import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readMail } from '../../../src/reading/mime.ts'

const FOLDER = join(import.meta.dirname, 'forwards')
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -'.eml'.length))

describe("on whose behalf a mail was forwarded is read from the block that the engineer's client printed", () => {
  test.each(names)('%s', (name) => {
    const mail = readMail(join(FOLDER, `${name}.eml`), { messageBytes: 1_000_000 })
    const expected = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'))
    const read = mail.forwarded
    expect(read === null ? null : { ...read, date: read.date?.toISOString() ?? null }).toEqual(expected)
  })
})
