// What of a mail could not be read stands on the engineers' card, files have names, domains are compared as A-labels.
import { describe, expect, test } from 'vitest'
import { fileName } from '../../../src/desk/scene/file-names.ts'
import { type Defect, domainOf, type Letter, sameAddress } from '../../../src/letter.ts'
import { decidedOnLetter } from '../../support/decide.ts'
import { contractWith, factsWith, letterFrom, NOW, policyWith } from '../../support/desk.ts'

function toEngineers(letter: Partial<Letter>) {
  const contracts = [contractWith({ domains: ['завод.рф'] })]
  const { send, tickets } = decidedOnLetter(letterFrom(letter), factsWith(), policyWith({ contracts }), NOW)
  const draft = send.find((one) => one.kind === 'notification')
  const words = draft?.words
  if (words?.letter !== 'card') throw new Error('no card to the engineers')
  return { words, draft, ticket: tickets[0] }
}

describe('the card says', () => {
  test.each<[Defect, string]>([
    [{ is: 'encrypted', by: 'S/MIME' }, 'письмо зашифровано (S/MIME), содержание не прочитано'],
    [{ is: 'encrypted', by: 'PGP' }, 'письмо зашифровано (PGP), содержание не прочитано'],
    [{ is: 'signature unchecked', by: 'PGP' }, 'письмо подписано, подпись не проверялась'],
    [{ is: 'piece of a mail' }, 'часть письма, разосланного кусками'],
    [{ is: 'winmail.dat unreadable' }, 'winmail.dat не открывается, файл во вложении'],
  ])('«%o» in the language of the desk', (defect, said) => {
    expect(toEngineers({ defects: [defect] }).words.card.warnings).toEqual([said])
  })

  test('nothing of a charset that was guessed or a boundary that was found', () => {
    const guess = 'charset not declared, guessed as koi8-r'
    const defects: readonly Defect[] = [
      { is: 'charset guessed', of: 'text', guess },
      { is: 'closing boundary missing' },
    ]
    expect(toEngineers({ defects }).words.card.warnings).toEqual([])
  })
})

describe('a file without a name', () => {
  const attachments = [
    { part: 2, name: 'план.docx', type: 'application/msword', bytes: 1, sha256: 'a', inline: false, contentId: null },
    { part: 3, name: '', type: 'application/pdf', bytes: 1, sha256: 'b', inline: false, contentId: null },
    { part: 4, name: '', type: 'text/html', bytes: 1, sha256: 'c', inline: false, contentId: null },
  ]

  test('goes to engineers under a name of its place and type, and runs by no double click', () => {
    const { words, draft } = toEngineers({ attachments })
    const names = ['план.docx', 'вложение-2.pdf', 'вложение-3.html.bin']
    expect(words.mail?.attachments.map((one) => one.name)).toEqual(names)
    expect(draft?.attachments.map((one) => one.name)).toEqual(names)
  })

  test('of an unknown type is a .bin', () => {
    expect(fileName({ name: '', type: 'x-odd/thing' }, 1, 'en')).toBe('attachment-1.bin')
  })
})

describe('a domain in Cyrillic', () => {
  test('and its A-label are the same domain', () => {
    expect(domainOf('anna@ЗАВОД.рф')).toBe('xn--80aegj1b.xn--p1ai')
    expect(sameAddress('Anna@завод.рф', 'anna@XN--80AEGJ1B.xn--p1ai')).toBe(true)
    expect(sameAddress('anna@завод.рф', 'anna@завод.рус')).toBe(false)
    expect(sameAddress('', '')).toBe(true)
  })

  test('belongs to the contract that names it in either form', () => {
    const from = { name: '', address: 'new@xn--80aegj1b.xn--p1ai' }
    expect(toEngineers({ from }).ticket?.standing).toMatchObject({ kind: 'covered', by: 'domain' })
  })
})
