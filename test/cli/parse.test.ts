// `ticketd parse`: a JSON line for each mail with the fields of the contract, errors on the other stream.
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/frame/verb.ts'
import { parseVerb } from '../../src/cli/parse.ts'

const letter = (name: string): string => fileURLToPath(new URL(`../reading/letters/${name}.eml`, import.meta.url))

async function parsed(...args: string[]): Promise<{ status: number; out: string[]; err: string[] }> {
  const out: string[] = []
  const err: string[] = []
  const io = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    stdin: (async function* () {})(),
    environment: {},
  }
  const status = await parseVerb.run(args, io, { path: './config.json', named: false })
  return { status, out, err }
}

const FIELDS =
  'file bytes sha256 from to cc replyTo subject date messageId inReplyTo references text reply quoted signature html ' +
  'attachments kind mayAcknowledge why bounce forwarded cuts defects'

describe('ticketd parse', () => {
  test('prints one line a mail with exactly the fields of the contract', async () => {
    const { status, out } = await parsed(letter('same-attachment-twice'), letter('zero-bytes'))
    expect(status).toBe(EXIT.done)
    expect(out).toHaveLength(2)
    expect(Object.keys(JSON.parse(out[0] ?? ''))).toEqual(FIELDS.split(' '))
    expect(Object.keys(JSON.parse(out[0] ?? '').attachments[0])).toEqual(['name', 'type', 'bytes', 'sha256', 'inline'])
    expect(JSON.parse(out[1] ?? '')).toMatchObject({
      bytes: 0,
      from: null,
      date: null,
      messageId: null,
      references: [],
    })
  })

  test('names a file that cannot be read, prints the others and ends with 1', async () => {
    const { status, out, err } = await parsed('no-such-file.eml', letter('zero-bytes'))
    expect(status).toBe(EXIT.failed)
    expect(err).toEqual([expect.stringMatching(/^no-such-file\.eml: there is no such file$/)])
    expect(out).toHaveLength(1)
  })

  test('without a file is wrong usage', async () => {
    expect((await parsed()).status).toBe(EXIT.usage)
    expect((await parsed('--wrong')).status).toBe(EXIT.usage)
  })
})
