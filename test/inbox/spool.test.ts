import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSpool } from '../../src/inbox/spool.ts'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spool-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

test('a raw mail lies under its sha256, whole', async () => {
  const spool = await openSpool(directory)
  const [kept] = await spool.keep([Buffer.from('abc')])
  expect(kept).toEqual({ sha256: ABC, bytes: 3, file: join(directory, 'letters', 'ba', ABC) })
  expect(await readFile(spool.rawFile(ABC), 'utf8')).toBe('abc')
})

test('the same bytes twice, at once or later, whole or in pieces, are one file', async () => {
  const spool = await openSpool(directory)
  await spool.keep([Buffer.from('abc'), Buffer.from('abc')])
  await spool.keep([Buffer.from('abc')])
  const half = await spool.begin()
  for (const piece of ['ab', 'c']) await half.add(Buffer.from(piece))
  expect(await half.keep()).toMatchObject({ sha256: ABC, bytes: 3 })
  expect(await readdir(join(directory, 'letters', 'ba'))).toEqual([ABC])
  expect(await readdir(join(directory, 'tmp'))).toEqual([])
})

test('a damaged file is replaced when its mail comes again', async () => {
  const spool = await openSpool(directory)
  await writeFile(spool.rawFile(ABC), 'a')
  await spool.keep([Buffer.from('abc')])
  expect(await readFile(spool.rawFile(ABC), 'utf8')).toBe('abc')
})

test('what a crash left half written is gone after the start', async () => {
  await openSpool(directory)
  await writeFile(join(directory, 'tmp', '7'), 'half a ma')
  await openSpool(directory)
  expect(await readdir(join(directory, 'tmp'))).toEqual([])
})

test('a mail that is dropped halfway leaves nothing behind', async () => {
  const spool = await openSpool(directory)
  const half = await spool.begin()
  await half.add(Buffer.alloc(600))
  await half.drop()
  expect(await readdir(join(directory, 'tmp'))).toEqual([])
})

test('a disk that refuses is trouble that passes', async () => {
  const spool = await openSpool(directory)
  await rm(join(directory, 'letters'), { recursive: true })
  await expect(spool.keep([Buffer.from('abc')])).rejects.toMatchObject({
    name: 'Trouble',
    lasting: false,
    facts: { code: 'ENOENT' },
  })
  expect(await readdir(join(directory, 'tmp'))).toEqual([])
})
