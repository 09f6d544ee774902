// `ticketd explain`: for the person who has to answer «моё письмо пропало».
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readMail } from '../../src/reading/mime.ts'
import { configuration, ticketd } from '../support/cli.ts'
import { inWords } from '../support/in-words.ts'

const letters = (folder: string): string => join(import.meta.dirname, '../reading', folder)
const absence = join(letters('letters'), 'outlook-absence-notice.eml')

describe('ticketd explain', () => {
  test('says in the language of the desk what the mail is, why, whether it is filed, and what would be sent', async () => {
    const { status, out } = await ticketd(['explain', absence, '--config', configuration().file])
    expect(status).toBe(0)
    expect(out).toContain('Принято: нет, в базе такого письма нет')
    expect(out).toContain('Вид: автоответ, потому что')
    expect(out).toContain('в заголовке Auto-Submitted стоит auto-generated (RFC 3834)')
    expect(out).toContain('номер SKPS-12 в теме')
    expect(out).toContain('подтверждение НЕ отправлено')
    expect(out).toContain('письмо инженеру → p.ivanov@vendor.example')
  })

  test('speaks English to a desk that does', async () => {
    const { out } = await ticketd(['explain', absence, '--config', configuration({ language: 'en' }).file])
    expect(out).toContain('Filed: no')
    expect(out).toContain('Kind: an automatic answer')
    expect(out).not.toContain('Принято')
  })

  test('gives programs the same facts as JSON', async () => {
    const { out } = await ticketd(['explain', absence, '--json', '--config', configuration().file])
    const { kind, mayAcknowledge, filed, ticket, send } = JSON.parse(out)
    expect({ kind, mayAcknowledge, filed, ticket }).toEqual({
      kind: 'auto-reply',
      mayAcknowledge: false,
      filed: null,
      ticket: 'SKPS-1',
    })
    expect(send.map((one: { kind: string }) => one.kind)).toEqual(['notification'])
  })
})

describe('every rule and defect that our own letters bring about', () => {
  const mails = ['letters', 'kind/bounces', 'reply/forwards'].flatMap((folder) =>
    readdirSync(letters(folder))
      .filter((name) => name.endsWith('.eml'))
      .map((name) => readMail(join(letters(folder), name), { messageBytes: 1 << 20 })),
  )

  test('has words of its own in each language', () => {
    const all = mails.flatMap((mail) => [...mail.why, ...mail.defects])
    const found = new Map(all.map((one) => [one.is, one]))
    expect(found.size).toBeGreaterThan(20)
    for (const one of found.values()) {
      expect(inWords(one, 'ru'), one.is).toMatch(/\p{Script=Cyrillic}/u)
      expect(inWords(one, 'en'), one.is).not.toMatch(/\p{Script=Cyrillic}/u)
    }
  })

  test('is said as a rule in full', () => {
    const bulk = { is: 'precedence', name: 'precedence', value: 'bulk' } as const
    expect(inWords(bulk, 'en')).toBe('precedence is bulk')
    expect(inWords(bulk, 'ru')).toBe('в заголовке precedence стоит bulk: рассылка')
  })
})
