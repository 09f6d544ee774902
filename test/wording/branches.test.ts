// Every branch of every template is shown by some sample: what nothing renders at the start, nobody has proved.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Language } from '../../src/letter.ts'
import { SAMPLES } from '../../src/wording/samples.ts'
import { openWording } from '../../src/wording/wording.ts'
import type { Draft } from '../../src/words/words.ts'
import { TEMPLATES } from './letter-files.ts'

const LANGUAGES: readonly Language[] = ['ru', 'en']
const OPENS = /\{\{#(?:if|unless|each) [^}]*\}\}|\{\{else(?: if [^}]*)?\}\}/g

interface Branch {
  readonly mark: string
  readonly place: string
}

/** A template with a mark at the beginning of each branch, and where each of them stands. */
function marked(
  file: string,
  source: string,
  from: number,
): { readonly text: string; readonly branches: readonly Branch[] } {
  const branches: Branch[] = []
  const text = source.replace(OPENS, (opening, at: number) => {
    const mark = `⟦${from + branches.length}⟧`
    branches.push({ mark, place: `${file}:${source.slice(0, at).split('\n').length} ${opening}` })
    // A tag alone on its line leaves no line behind: nor does the mark.
    return source[at + opening.length] === '\n' ? `${opening}\n${mark}` : `${opening}${mark}`
  })
  return { text: text.replace(/(\n⟦\d+⟧)\n/g, '$1\n'), branches }
}

function letterOf(words: Draft['words'], language: Language): Draft {
  return {
    ...{ id: 'a'.repeat(32), ticket: 12, kind: 'notice', audience: 'customer', language, subject: 'SKPS-12' },
    ...{ from: { name: '', address: 'support@example.ru' }, to: [{ name: '', address: 'a@b.example' }], cc: [] },
    ...{ replyTo: null, envelopeFrom: 'support@example.ru', recipients: ['a@b.example'], messageId: 'm@example.ru' },
    ...{ inReplyTo: null, references: [], date: new Date('2026-11-18T09:00:00Z'), autoSubmitted: 'no', headers: [] },
    ...{ attachments: [], notBefore: null },
    words,
  }
}

test('each branch of each template is rendered by a sample', () => {
  const folder = mkdtempSync(join(tmpdir(), 'branches-'))
  cpSync(TEMPLATES, folder, { recursive: true })
  const branches: Branch[] = []
  for (const file of LANGUAGES.flatMap((one) => [one, `${one}/parts`]).flatMap((one) =>
    readdirSync(join(folder, one)).map((name) => `${one}/${name}`),
  )) {
    if (!file.endsWith('.hbs')) continue
    const { text, branches: found } = marked(file, readFileSync(join(folder, file), 'utf8'), branches.length)
    writeFileSync(join(folder, file), text)
    branches.push(...found)
  }
  const wording = openWording(folder, 'Europe/Moscow')
  const letters = LANGUAGES.flatMap((language) => SAMPLES.map((words) => wording.render(letterOf(words, language))))
  const all = letters.map(({ subject, text }) => `${subject}\n${text}`).join('\n')
  rmSync(folder, { recursive: true })
  expect(branches.length).toBeGreaterThan(200)
  expect(branches.filter((one) => !all.includes(one.mark)).map((one) => one.place)).toEqual([])
})
