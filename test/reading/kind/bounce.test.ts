import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readMail } from '../../../src/reading/mime.ts'

const FOLDER = join(import.meta.dirname, 'bounces')
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -'.eml'.length))

describe('which letter did not arrive, for whom and for how long, is read from the notice', () => {
  test.each(names)('%s', (name) => {
    const mail = readMail(join(FOLDER, `${name}.eml`), { messageBytes: 1_000_000 })
    const expected = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'))
    const recipients =
      mail.bounce?.recipients.map(({ address, action, status, permanent }) => ({
        address,
        action,
        status,
        permanent,
      })) ?? null
    expect({ kind: mail.kind, recipients, originalMessageId: mail.bounce?.originalMessageId ?? null }).toEqual(expected)
    expect(mail.mayAcknowledge).toBe(false)
  })
})
