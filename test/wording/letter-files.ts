// Golden letters: test/wording/letters/NAME.json holds the facts of a letter, NAME.txt the letter as it must read. After
// a deliberate change of templates, `node test/wording/letter-files.ts` writes the texts anew for a person to compare.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language, Outgoing } from '../../src/letter.ts'
import { openWording } from '../../src/wording/wording.ts'
import type { Draft, Words } from '../../src/words/words.ts'

export const TEMPLATES = join(import.meta.dirname, '../../templates')
const FOLDER = join(import.meta.dirname, 'letters')
const INSTANT = /^\d{4}-\d{2}-\d{2}T/

/** What a golden letter is made of. */
export interface Facts {
  readonly language: Language
  readonly subject: string
  readonly words: Words
}

/** Names of the golden letters: every .json and every .txt, so that one without the other is found out. */
export function letterNames(): readonly string[] {
  return [...new Set(readdirSync(FOLDER).map((file) => file.replace(/\.(json|txt)$/, '')))].sort()
}

export function factsOf(name: string): Facts {
  const revive = (_key: string, value: unknown): unknown =>
    typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'), revive) as Facts
}

export function goldenText(name: string): string {
  return readFileSync(join(FOLDER, `${name}.txt`), 'utf8')
}

/** A draft with everything but its words left plain. */
export function draftOf({ language, subject, words }: Facts): Draft {
  return {
    id: '0123456789abcdef0123456789abcdef',
    ticket: 12,
    kind: 'notice',
    audience: 'support' in words ? 'customer' : 'engineer',
    language,
    from: { name: 'Техническая поддержка Каталога', address: 'support@vendor.example' },
    to: [{ name: 'Смирнова О. В.', address: 'smirnova@zavod.example' }],
    cc: [],
    replyTo: null,
    envelopeFrom: 'support@vendor.example',
    recipients: ['smirnova@zavod.example'],
    messageId: 't.12.0123456789abcdef0123456789abcdef@vendor.example',
    inReplyTo: null,
    references: [],
    date: new Date('2026-11-23T09:04:10Z'),
    autoSubmitted: 'auto-replied',
    headers: [],
    attachments: [],
    notBefore: null,
    subject,
    words,
  }
}

/** The letter as a golden file holds it: who, about what, and the text; U+00A0 is shown as «~». */
export function asGolden(letter: Outgoing): string {
  return `From: ${letter.from.name}\nSubject: ${letter.subject}\n\n${letter.text}`.replaceAll('\u00a0', '~')
}

if (import.meta.main) {
  const wording = openWording(TEMPLATES, 'Europe/Moscow')
  for (const name of letterNames()) {
    writeFileSync(join(FOLDER, `${name}.txt`), asGolden(wording.render(draftOf(factsOf(name)))))
  }
}
