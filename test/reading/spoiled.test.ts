// Letters spoiled at random, by a fixed seed: whatever comes, the reader reads it and goes on. `npm run fuzz` does more.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readMail } from '../../src/reading/mime.ts'
import { mutate, seeded } from '../fuzz/mutate.ts'

test('F38 F39 five hundred spoiled letters are all read, none set aside', () => {
  const folder = fileURLToPath(new URL('./letters/', import.meta.url))
  const letters = readdirSync(folder)
    .filter((file) => file.endsWith('.eml'))
    .map((file) => readFileSync(join(folder, file)))
  const random = seeded(20_260_511)
  const temporary = mkdtempSync(join(tmpdir(), 'spoiled-'))
  for (let i = 0; i < 500; i++) {
    const base = letters[Math.floor(random() * letters.length)] ?? Buffer.alloc(0)
    const spoiled = mutate(base, random, letters)
    const path = join(temporary, 'letter.eml')
    writeFileSync(path, spoiled)
    expect(readMail(path, { messageBytes: 1 << 20 })).toMatchObject({ bytes: spoiled.length, setAside: false })
  }
  rmSync(temporary, { recursive: true })
})
