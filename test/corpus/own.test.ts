// The project's own Russian letters, as the mail programs of Russian offices write them: every truth of theirs is met.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { RUSSIAN_CLIENTS } from '../support/russian-clients.ts'
import { type Score, scoreOf, whole } from './score.ts'

const OWN = join(import.meta.dirname, 'own')

describe('our own Russian letters', () => {
  let score: Score = { categories: new Map(), misses: [] }
  beforeAll(async () => {
    score = await scoreOf(OWN)
  })

  test('are read right in every truth', () => {
    expect(score.misses).toEqual([])
    expect(whole(score).judged).toBeGreaterThan(600)
  })

  test('are at least sixty, new requests, answers, forwards and absences of each program, and bounces', () => {
    const files = readdirSync(OWN).flatMap((category) =>
      readdirSync(join(OWN, category)).filter((name) => name.endsWith('.eml')),
    )
    expect(files.length).toBeGreaterThanOrEqual(60)
    for (const { name } of RUSSIAN_CLIENTS)
      for (const kind of ['new', 'answer', 'forward', 'away']) expect(files).toContain(`${name}-${kind}.eml`)
  })

  test('have their truths beside them, and no truth is without its letter', () => {
    for (const category of readdirSync(OWN)) {
      const { files } = JSON.parse(readFileSync(join(OWN, category, 'expected.json'), 'utf8'))
      const letters = readdirSync(join(OWN, category)).filter((name) => name.endsWith('.eml'))
      expect(Object.keys(files).sort()).toEqual(letters.sort())
    }
  })
})
