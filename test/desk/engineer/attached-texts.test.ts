// What an engineer sends in files is held against notes, colleagues' addresses and other customers, as his own words are.
import { expect, test } from 'vitest'
import type { Letter } from '../../../src/letter.ts'
import { contractWith, hexOf, policyWith, ticketWith } from '../../support/desk.ts'
import { decided, toCustomers } from '../../support/engineer.ts'

const NOTE = 'Клиент сам удалил базу, не говорите ему.\nПароль стенда: qwerty123'

function withFile(text: string, name = 'stand.log'): Partial<Letter> {
  const sha256 = hexOf(text)
  const type = 'application/octet-stream'
  return {
    attachments: [{ part: 2, name, type, bytes: text.length, sha256, inline: false, contentId: null }],
    attachedTexts: [{ sha256, text }],
  }
}

const other = contractWith({
  number: '7/25',
  organisation: 'ООО «Ромашка»',
  people: [
    {
      name: 'Сергей Кузнецов',
      address: 's.kuznetsov@romashka.example',
      phone: null,
      greeting: null,
      mayDeclareCritical: false,
    },
  ],
})
const strange = ticketWith({ id: 99, customer: { name: 'Ольга Зимина', address: 'zimina@river.example' } })
const POLICY = policyWith({ contracts: [contractWith(), other] })
const KNOWN = { tickets: [ticketWith(), strange], notes: [NOTE] }

test.each<[what: string, content: string]>([
  ['a line of a note in a log', `10:15 start\n# клиент сам удалил базу, не говорите ему\n10:16 ok`],
  ['a note in a table', 'id;text\n1;"Клиент сам удалил базу, не говорите ему."'],
  ['the password of a note', 'url=https://stand\npassword=qwerty123\n'],
  ['a colleague’s address', 'Author: P.Ivanov <p.ivanov@vendor.example>'],
  ['an address cut by a line end', 'Author: p.ivanov@ven\ndor.example'],
  ['another contract’s person', 'users:\n - Кузнецова Сергея не пускает\n - Сергея Кузнецова не пускает'],
  ['another contract’s address', '"login": "s.kuznetsov@romashka.example"'],
  ['another organisation', '<org>ООО «Ромашка»</org>'],
  ['another ticket of the books', '-- fix for SKPS-99'],
  ['the desk’s own lines', 'Это внутренняя заметка: ответ увидят только инженеры.'],
])('an answer with %s in a file is held and the file named', (_, content) => {
  const held = decided('Готово, смотрите файл.', { letter: withFile(content), facts: KNOWN, policy: POLICY })
  expect(toCustomers(held)).toEqual([])
  expect(held.because).toBe('held: leak')
  expect(JSON.stringify(held.send)).toContain('stand.log')
})

test('a customer of the books is known by his name in a file, looked for there', () => {
  const asked: string[] = []
  const facts = {
    ...KNOWN,
    ofCustomers: (addresses: readonly string[], names: readonly string[]) => {
      asked.push(...addresses, ...names)
      return names.includes('Ольга Зимина') ? [strange] : []
    },
  }
  const held = decided('Готово.', { letter: withFile('писала Ольга Зимина, zimina@river.example'), facts })
  expect(held.because).toBe('held: leak')
  expect(asked).toContain('zimina@river.example')
})

test.each<[what: string, content: string]>([
  ['what no ticket is', 'host skps-77 is up, SKPS-5000 too'],
  ['its own number', '# SKPS-12'],
  ['its own customer', 'для Ивана Сидорова, i.sidorov@plant.example'],
  ['words that everybody writes', 'Здравствуйте\nСпасибо\nошибка базы стенда'],
  ['nothing', ' '],
])('an answer with %s in a file goes out', (_, content) => {
  const sent = decided('Готово, смотрите файл.', { letter: withFile(content), facts: KNOWN, policy: POLICY })
  expect(toCustomers(sent)).toHaveLength(1)
})

test('the customer’s own log goes back to him, whatever stands in it and whoever kept a copy; changed, it is looked through', () => {
  const log = `${NOTE}\nписьмо ушло на p.ivanov@vendor.example`
  const { attachments = [] } = withFile(log, 'our.log')
  const files = attachments.map(({ part, name, type, bytes, sha256 }) => {
    return { letterSha256: 'first', part, name, type, bytes, sha256 }
  })
  const from = { name: '', address: 'i.sidorov@plant.example' }
  const mail = { direction: 'in' as const, from, at: new Date(), messageId: null, subject: '', text: '', files }
  const facts = { ...KNOWN, noteParts: [hexOf(log)], passedOn: () => [mail] }
  expect(toCustomers(decided('Ваш журнал.', { letter: withFile(log), facts }))).toHaveLength(1)
  expect(decided('Ваш журнал.', { letter: withFile(`ещё раз: ${log}`), facts }).because).toBe('held: leak')
  // What only a note has shown has never been with the customer.
  const noted = { ...facts, passedOn: () => [{ ...mail, direction: 'note' as const }] }
  expect(decided('Журнал.', { letter: withFile(log), facts: noted }).because).toBe('held: leak')
})

test('a note may bear any file', () => {
  const note = decided('!заметка\nсмотрите файл', { letter: withFile(NOTE), facts: KNOWN })
  expect(note.because).toContain('a note')
})
