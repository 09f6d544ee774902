// The demo as its reader meets it: doors first, an act at a time, in either language, and the clock told at the end.
import { describe, expect, test } from 'vitest'
import { LANGUAGES, playDemo } from '../../src/demo/demo.ts'
import { ticketd } from '../support/cli.ts'

const never = new Promise<void>(() => undefined)

describe('the demo', () => {
  test('tells its story in English, the doors before the first act and its clock at the end', async () => {
    const said: string[] = []
    await playDemo({ language: 'en', once: true, out: (line) => said.push(line), pause: null, enough: never })
    const text = said.join('\n')
    expect(text.indexOf('IMAP port')).toBeGreaterThan(-1)
    expect(text.indexOf('IMAP port')).toBeLessThan(text.indexOf(LANGUAGES.en.acts.asks))
    expect(said.at(-1)).toMatch(/^The desk's clock shows \d{4}-\d\d-\d\d \d\d:\d\d \(Moscow\): \d+ days ahead/)
    // One letter is Russian, to be read in KOI8-R.
    const own = new Set([...LANGUAGES.en.nineties.subject.split('\n'), ...LANGUAGES.en.nineties.text.split('\n')])
    const russian = said.filter((line) => /\p{Script=Cyrillic}/u.test(line))
    expect(russian.filter((line) => ![...own].some((part) => part !== '' && line.includes(part)))).toEqual([])
  })

  test('asks before each act, and goes on when the reader does', async () => {
    let asked = 0
    const pause = async (words: string): Promise<void> => {
      asked += words === LANGUAGES.ru.enter ? 1 : 0
    }
    await playDemo({ language: 'ru', once: true, out: () => undefined, pause, enough: never })
    expect(asked).toBe(Object.keys(LANGUAGES.ru.acts).length)
  })

  test('ends in the middle when the reader has had enough', async () => {
    const said: string[] = []
    const gate = Promise.withResolvers<void>()
    const pause = (): Promise<void> => {
      gate.resolve()
      return never
    }
    await playDemo({ language: 'ru', once: false, out: (line) => said.push(line), pause, enough: gate.promise })
    expect(said.join('\n')).not.toContain(LANGUAGES.ru.acts.asks)
  })

  test.each([
    ['ru', /За день: 40 обращений, из них не закрыто \d\d\./, /Похоже на +SKPS-\d+ Каталог не сохраняет/],
    ['en', /The day: 40 requests, \d\d of them not closed\./, /Looks like +SKPS-\d+ The catalogue does not save/],
  ] as const)(
    'shows a day of forty requests in %s: lists, orders on several, a canned answer, one fix for four, what is alike, the next morning',
    async (language, balance, alike) => {
      const said: string[] = []
      let asked = 0
      const pause = async (): Promise<void> => {
        asked += 1
      }
      await playDemo({ language, day: true, once: true, out: (line) => said.push(line), pause, enough: never })
      const came = said.filter((line) => /^ {2}\S.{4,40} {2}SKPS-\d+ {2}/.test(line))
      expect(came).toHaveLength(40)
      expect(said.join('\n')).toMatch(balance)
      expect(said.join('\n')).toMatch(alike)
      if (language === 'en') expect(said.join('\n').replace(/^Russian.*$/gm, '')).not.toMatch(/[а-яё]{3}/iu)
      expect(asked).toBe(3)
    },
  )

  test('knows two languages and says so of a third', async () => {
    const { status, err } = await ticketd(['demo', '--lang', 'de'])
    expect(status).toBe(2)
    expect(err).toContain('--lang is ru or en, not "de"')
  })
})
