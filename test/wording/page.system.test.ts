// Letters as a browser shows them: on a telephone and on a desk nothing overflows sideways. Skipped without chromium.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWording } from '../../src/wording/wording.ts'
import type { AcknowledgementWords } from '../../src/words/words.ts'
import { draftOf, type Facts, factsOf, letterNames, TEMPLATES } from './letter-files.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
const WIDTHS = [360, 800]
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  )
const run = promisify(execFile)
const wording = openWording(TEMPLATES, 'Europe/Moscow')

/** A letter with a word that no line can hold, where strangers' words stand. */
function unbreakable(): Facts {
  const facts = factsOf('acknowledgement-in-hours.ru')
  const words = facts.words as AcknowledgementWords
  const long = 'Щ'.repeat(110)
  return { ...facts, words: { ...words, subject: long, contract: long, greeting: long } }
}

/** A customer's own HTML with a table that is wider than any window. */
function wideTable(): Facts {
  const facts = factsOf('card-new.ru')
  if (facts.words.letter !== 'card' || facts.words.mail === null) throw new Error('card-new.ru carries no mail')
  const safeHtml = `<table width="2000"><tr>${'<td>столбец</td>'.repeat(40)}</tr></table>`
  return { ...facts, words: { ...facts.words, mail: { ...facts.words.mail, safeHtml } } }
}

const PAGES: readonly (readonly [string, Facts])[] = [
  ...letterNames().map((name) => [name, factsOf(name)] as const),
  ['a subject without a break', unbreakable()],
  ["a customer's wide table", wideTable()],
]

/** One page that holds every letter in a frame of its own and writes down how wide its content is. */
function albumOf(width: number): string {
  const frames = PAGES.map(([, facts]) => {
    const html = wording.render(draftOf(facts)).html.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    return `<iframe width="${width}" height="600" style="border:0" srcdoc="${html}"></iframe>`
  })
  const measure = `onload = () => {
    const widths = [...document.querySelectorAll('iframe')].map((one) => one.contentDocument.documentElement.scrollWidth)
    document.body.innerHTML = '<pre>' + JSON.stringify(widths) + '</pre>'
  }`
  return `<!DOCTYPE html><meta charset="utf-8"><body>${frames.join('')}<script>${measure}</script></body>`
}

describe.skipIf(CHROMIUM === undefined)('in a browser', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.for(WIDTHS)('no letter is wider than a window of %i pixels', async (width) => {
    const page = join(folder, `${width}.html`)
    writeFileSync(page, albumOf(width))
    const profile = join(folder, `profile-${width}`)
    const { stdout } = await run(
      CHROMIUM ?? '',
      [...FLAGS, `--user-data-dir=${profile}`, '--virtual-time-budget=20000', '--dump-dom', `file://${page}`],
      { maxBuffer: 64 * 1024 * 1024 },
    )
    const widths = JSON.parse(/<pre>(\[[\d,]+\])<\/pre>/.exec(stdout)?.[1] ?? '[]') as number[]
    expect(widths.length).toBe(PAGES.length)
    expect(PAGES.filter((_page, n) => (widths[n] ?? Number.POSITIVE_INFINITY) > width).map(([name]) => name)).toEqual(
      [],
    )
  })
})
