// Writes the golden letters that are built byte by byte: `node test/support/write-golden.ts`. Same input, same bytes.
import { writeFileSync } from 'node:fs'
import { CHARSETS } from './golden-charsets.ts'
import { CLIENTS } from './golden-clients.ts'
import { MORE_CLIENTS } from './golden-clients-more.ts'
import { ODDS } from './golden-odds.ts'
import { STRUCTURE } from './golden-structure.ts'
import { WINMAIL } from './golden-winmail.ts'

const folder = new URL('../reading/letters/', import.meta.url)

for (const { name, bytes, expected } of [...CHARSETS, ...STRUCTURE, ...CLIENTS, ...MORE_CLIENTS, ...WINMAIL, ...ODDS]) {
  writeFileSync(new URL(`${name}.eml`, folder), bytes)
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(expected, null, 2)}\n`)
}
