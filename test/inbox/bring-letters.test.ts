import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bringLetters, rawFile } from '../../src/inbox/inbox.ts'

let place: string
let from: string
let to: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'ticketd-bring-'))
  from = join(place, 'from')
  to = join(place, 'to')
})
afterEach(() => rmSync(place, { recursive: true }))

function wanted(text: string): { sha256: string; bytes: number } {
  return { sha256: createHash('sha256').update(text).digest('hex'), bytes: text.length }
}

function keep(folder: string, text: string, as: string = wanted(text).sha256): void {
  const path = rawFile(folder, as)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

test('kept mails are carried over once, whole, and nothing else in the folder is touched', async () => {
  keep(from, 'Subject: one')
  keep(from, 'Subject: two')
  mkdirSync(join(to, 'tmp'), { recursive: true })
  writeFileSync(join(to, 'tmp', 'not ours'), '')
  const letters = [wanted('Subject: one'), wanted('Subject: two')]
  expect(await bringLetters(from, to, letters)).toEqual({ count: 2, missing: [] })
  expect(readFileSync(rawFile(to, letters[0]?.sha256 ?? ''), 'utf8')).toBe('Subject: one')
  expect(existsSync(join(to, 'tmp', 'not ours'))).toBe(true)
  expect(await bringLetters(from, to, letters)).toEqual({ count: 0, missing: [] })
})

test('a mail that is not there, or whose bytes are not those of its name, is named and not carried over', async () => {
  const [gone, spoiled] = [wanted('Subject: gone'), wanted('Subject: sound')]
  keep(from, 'Subject: s0und', spoiled.sha256)
  expect(await bringLetters(from, to, [gone, spoiled])).toEqual({ count: 0, missing: [gone.sha256, spoiled.sha256] })
  expect(existsSync(rawFile(to, spoiled.sha256))).toBe(false)
  expect(readdirSync(dirname(rawFile(to, spoiled.sha256)))).toEqual([])
})

test('a mail that was carried over by half is carried over again', async () => {
  keep(from, 'Subject: whole')
  keep(to, 'Subject: wh', wanted('Subject: whole').sha256)
  expect(await bringLetters(from, to, [wanted('Subject: whole')])).toEqual({ count: 1, missing: [] })
  expect(readFileSync(rawFile(to, wanted('Subject: whole').sha256), 'utf8')).toBe('Subject: whole')
})
