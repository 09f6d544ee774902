// What the leak guard is told of the files of a mail: the words in those that hold text, under any name, type and charset.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { printedMail } from '../../src/cli/parse.ts'
import { readMail } from '../../src/reading/mime.ts'
import { encodeText } from '../../src/reading/text/charset.ts'
import { file, head, multipart, text } from '../support/letter.ts'

const directory = mkdtempSync(join(tmpdir(), 'ticketd-attached-'))
afterAll(() => rmSync(directory, { recursive: true }))

const SECRET = 'Пароль стенда qwe-771, клиенту не сообщать.'

function read(...parts: readonly string[]) {
  const path = join(directory, 'letter.eml')
  writeFileSync(path, `${head()}${multipart('mixed', 'pieces', [text('Смотрите вложение.'), ...parts])}`)
  return readMail(path, { messageBytes: 1 << 24 })
}

function textsOf(...parts: readonly string[]): readonly string[] {
  return (read(...parts).attachedTexts ?? []).map((one) => one.text)
}

const escaped = SECRET.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
const wide = (marked: string): Buffer => Buffer.from(`${marked}${SECRET}\r\n`, 'utf16le')

describe('the words of a file that holds text are read', () => {
  test.each<[what: string, name: string, content: Buffer | string, type?: string]>([
    ['a log that a program calls a stream of bytes', 'stand.log', `ok\n${SECRET}\n`],
    ['a note', 'note.txt', SECRET, 'text/plain'],
    ['a file without an ending', 'README', SECRET],
    ['settings in windows-1251', 'catalog.ini', encodeText(`[user]\nname=${SECRET}`, 'windows-1251')],
    ['a text in KOI8-R', 'readme.koi', encodeText(SECRET.repeat(3), 'koi8-r')],
    ['what Notepad calls Unicode', 'note.txt', wide('\ufeff'), 'text/plain'],
    ['the same without its mark', 'note.dat', wide('')],
    ['JSON that escapes all but ASCII', 'state.json', `{"note": "${escaped}"}`, 'application/json'],
    ['a table', 'users.csv', `id;note\n1;"${SECRET}"\n`, 'text/csv'],
    ['SQL', 'dump.sql', `INSERT INTO notes VALUES ('${SECRET}');`, 'application/sql'],
    ['a picture that is a drawing', 'plan.svg', `<svg><text>${SECRET}</text></svg>`, 'image/svg+xml'],
    ['what a terminal coloured', 'run.out', `\x1b[31mПароль\x1b[0m стенда qwe-771, клиенту не сообщать.`],
    ['a log with a hole of zeros', 'var.log', `${SECRET}\n${'\0'.repeat(20)}\n${SECRET}`],
  ])('%s', (_, name, content, type) => {
    const texts = textsOf(file(name, content, type))
    expect(texts).toHaveLength(1)
    expect(texts[0]).toContain(SECRET)
  })

  test('a page: what it shows and what it hides', () => {
    const page = '<html><body><p>Пароль <b>стенда</b> qwe-771</p><!-- не сообщать --></body></html>'
    expect(textsOf(file('page.html', page, 'text/html'))[0]).toMatch(/Пароль стенда qwe-771[\s\S]*не сообщать/)
  })

  test('a card whose lines are folded and whose letters are encoded', () => {
    const card =
      'BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9F=D1=91=D1=82=D1=80\r\nNOTE:p.ivanov@ven\r\n dor.example\r\nEND:VCARD\r\n'
    const [said] = textsOf(file('who.vcf', card))
    expect(said).toContain('Пётр')
    expect(said).toContain('p.ivanov@vendor.example')
  })

  test('a mail as a part: its head and its words', () => {
    const inner = `From: p.ivanov@vendor.example\r\nSubject: x\r\n${text(SECRET)}`
    const [said] = textsOf(`Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n${inner}`)
    expect(said).toContain('p.ivanov@vendor.example')
    expect(said).toContain(SECRET)
  })

  test('rich text under any name', () => {
    const rich = `{\\rtf1\\ansi ${[...'Пароль стенда'].map((sign) => `\\u${sign.charCodeAt(0)}?`).join('')}}`
    expect(textsOf(file('note.doc', rich))[0]).toContain('Пароль стенда')
  })
})

describe('nothing more is read', () => {
  test('of a file that holds no text', () => {
    const noise = Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919 + (at >> 3)) & 255))
    expect(textsOf(file('report.docx', noise), file('note.txt', noise, 'text/plain'), file('nothing.txt', ''))).toEqual(
      [],
    )
  })

  test('than 64 KB of a file, whole lines in its own charset, and 256 KB of a mail', () => {
    const long = `${SECRET}\n`.repeat(3000)
    const texts = textsOf(...Array.from({ length: 12 }, (_, at) => file(`${at}.log`, `${at}\n${long}`)))
    for (const one of texts.slice(0, -1)) {
      expect(Buffer.byteLength(one)).toBeLessThanOrEqual(64 << 10)
      expect(one.trimEnd().endsWith(SECRET)).toBe(true)
    }
    const all = texts.reduce((sum, one) => sum + one.length, 0)
    expect(all).toBeLessThanOrEqual(256 << 10)
    expect(texts.length).toBeGreaterThan(4)
  })

  test('and ticketd parse prints none of it', () => {
    const mail = read(file('note.txt', SECRET))
    expect(mail.attachedTexts).toHaveLength(1)
    expect(JSON.stringify(printedMail('x', mail))).not.toContain('qwe-771')
  })
})
