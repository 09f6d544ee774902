// `ticketd explain`: for the person who has to answer «моё письмо пропало».
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defectSaid, ruleSaid, verdictSaid } from '../../src/desk/desk.ts'
import { readMail } from '../../src/reading/mime.ts'
import { configuration, ticketd } from '../support/cli.ts'

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

  test('has Russian words', () => {
    const rules = [...new Set(mails.flatMap((mail) => mail.why))]
    expect(rules.length).toBeGreaterThan(10)
    for (const rule of rules) expect(ruleSaid(rule, 'ru'), rule).toMatch(/\p{Script=Cyrillic}/u)
    const defects = [...new Set(mails.flatMap((mail) => mail.defects))]
    expect(defects.length).toBeGreaterThan(10)
    for (const defect of defects) expect(defectSaid(defect, 'ru'), defect).toMatch(/\p{Script=Cyrillic}/u)
  })

  test.each([
    'no server is trusted to judge senders',
    'the mail server wrote no verdict',
    'the mail names 2 senders',
    'the mail names more than one sender',
    'spf=fail and no signature',
    'no proof for plant.example',
    'DNS gave no answer about the signature',
    "signed by bulk.example, not by the sender's own domain",
    'the mail is not signed',
    'the signatures cannot be checked: no key',
    'the sender reads differently to the signature check',
    'the header from stands there twice',
  ])('has Russian words for the verdict “%s”', (because) => {
    expect(verdictSaid(because, 'ru')).toMatch(/^[^a-z]*\p{Script=Cyrillic}|^spf=fail, [а-я]/u)
    expect(verdictSaid(because, 'en')).toBe(because)
  })

  test('stands as it is in English', () => {
    expect(ruleSaid('precedence is bulk', 'en')).toBe('precedence is bulk')
    expect(ruleSaid('precedence is bulk', 'ru')).toBe('в заголовке precedence стоит bulk: рассылка')
  })
})
