// Pictures that stand in the HTML itself are files of the mail, wherever the rest of it lies.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readMail, readParts } from '../../src/reading/mime.ts'
import { base64, file, head, multipart, quotedPrintable, text } from '../support/letter.ts'

const directory = mkdtempSync(join(tmpdir(), 'ticketd-pasted-'))
afterAll(() => rmSync(directory, { recursive: true }))

const SCREEN = Buffer.alloc(3000, 'screen')
const img = (bytes: Buffer, quote = '"') =>
  `<img src=${quote}data:image/png;base64,${bytes.toString('base64')}${quote}>`

function written(...pieces: readonly string[]): string {
  const path = join(directory, 'letter.eml')
  writeFileSync(path, pieces.join(''))
  return path
}

function bytesOf(path: string, part: number): Buffer {
  return Buffer.concat([...readParts(path, [part])].map(({ piece }) => Buffer.from(piece)))
}

describe('a screenshot pasted into the HTML', () => {
  test.each(['"', "'", ''])('is a picture of the mail, shown where it stood (quote %s)', (quote) => {
    const path = written(head(), text(`<p>Вот снимок:</p>${img(SCREEN, quote)}<p>Что делать?</p>`, 'html'))
    const mail = readMail(path, { messageBytes: 1 << 24 })
    expect(mail.attachments).toMatchObject([{ name: 'image-1.png', type: 'image/png', bytes: 3000, inline: true }])
    expect(mail.safeHtml).toContain(`cid:${mail.attachments[0]?.contentId}`)
    expect(mail.text).toContain('Что делать?')
    expect(bytesOf(path, mail.attachments[0]?.part ?? 0)).toEqual(SCREEN)
  })

  test('is whole where quoted-printable folds its lines', () => {
    const html = quotedPrintable(`<div>${img(SCREEN)}</div>\n`)
    const type = 'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    const path = written(head(), type, html)
    expect(bytesOf(path, 2)).toEqual(SCREEN)
  })

  test('of several megabytes cuts nothing of the text behind it', () => {
    const path = written(head(), text(`${img(Buffer.alloc(3 << 20, 'big'))}<p>Текст под снимком</p>`, 'html'))
    const mail = readMail(path, { messageBytes: 1 << 24 })
    expect(mail.text).toContain('Текст под снимком')
    expect(mail.defects).toEqual([])
    expect(mail.attachments[0]?.bytes).toBe(3 << 20)
  })

  test('leaves the numbers of the other parts as they were', () => {
    const parts = [text(`${img(SCREEN)}<p>Журнал во вложении</p>${img(SCREEN)}`, 'html'), file('журнал.log', 'строки')]
    const path = written(head(), multipart('mixed', 'b', parts))
    const found = readMail(path, { messageBytes: 1 << 24 }).attachments.map(({ part, name }) => [part, name])
    expect(found).toEqual([
      [2, 'журнал.log'],
      [3, 'image-1.png'],
      [4, 'image-2.png'],
    ])
  })

  test.each([
    ['a spacer', img(Buffer.alloc(43))],
    ['a background', `<div style="background:url(data:image/png;base64,${base64(SCREEN).trim()})">фон</div>`],
    ['a drawing in SVG', `<img src="data:image/svg+xml;base64,${SCREEN.toString('base64')}">`],
    ['an address that never ends', `<img src="data:image/png;base64,${SCREEN.toString('base64')}`],
    ['words about it', '<p>Пишут: src="data:image/png;base64," и всё</p>'],
  ])('is not %s', (_, html) => {
    expect(readMail(written(head(), text(html, 'html')), { messageBytes: 1 << 24 }).attachments).toEqual([])
  })
})
