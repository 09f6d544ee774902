// Contact cards (vCard 2.1 to 4.0, RFC 6350) as a person reads them: who, of what firm, telephones, mail.

import { decodeQuotedPrintable } from '../bytes/transfer.ts'
import { decodeText } from '../text/charset.ts'
import { contentLine } from './content-line.ts'

const MOST_CARDS = 5
const MOST_VALUES = 6

/** Whether a part of this type holds contact cards. */
export function isContactCard(type: string): boolean {
  return /^text\/(x-)?vcard$|^text\/directory$/.test(type)
}

/** What the cards of a part say, a paragraph each; '' when there is none. Never throws. */
export function readContacts(text: string): string {
  return text
    .slice(0, 200_000)
    .split(/^BEGIN:VCARD[ \t]*$/im)
    .slice(1, MOST_CARDS + 1)
    .map((card) => contact(linesOf(card)))
    .filter((card) => card !== '')
    .join('\n\n')
}

interface Line {
  readonly name: string
  readonly value: string
}

function contact(lines: readonly Line[]): string {
  const all = (name: string): readonly string[] =>
    [...new Set(lines.filter((line) => line.name === name).map((line) => line.value))]
      .filter((value) => value !== '')
      .slice(0, MOST_VALUES)
  const first = (name: string): string => all(name)[0] ?? ''
  const who = first('FN') || first('N').replaceAll(', ', ' ')
  const said = [
    labelled('Контакт', who),
    labelled('Организация', first('ORG')),
    labelled('Должность', first('TITLE') || first('ROLE')),
    labelled('Телефон', all('TEL').join(', ')),
    labelled('Почта', all('EMAIL').join(', ')),
    labelled('Адрес', first('ADR')),
    labelled('Сайт', first('URL')),
  ].filter((line) => line !== '')
  return said.join('\n')
}

function labelled(label: string, value: string): string {
  return value === '' ? '' : `${label}: ${value}`
}

/** Content lines unfolded: by a blank in front (RFC 6350 section 3.2), or by `=` at the end in quoted-printable of 2.1. */
function linesOf(card: string): readonly Line[] {
  return card
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .replace(/=\n/g, '')
    .split('\n')
    .slice(0, 500)
    .flatMap(cardLine)
}

function cardLine(line: string): readonly Line[] {
  const read = contentLine(line)
  if (read === null) return []
  const { name, parameters, value } = read
  // vCard 2.1 of old telephones and Outlook: `FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98`.
  const encoded = [...parameters.values()].some((one) => /^quoted-printable$/i.test(one))
  const plainly = encoded ? unquoted(value, parameters.get('CHARSET') ?? null) : value
  return [{ name, value: plainValue(plainly.replace(/^(?:tel|mailto):/i, '')) }]
}

function unquoted(raw: string, charset: string | null): string {
  return decodeText(decodeQuotedPrintable(Buffer.from(raw, 'latin1')), charset).text
}

/** Components of a name, a firm or an address stand side by side; escapes are undone. */
function plainValue(value: string): string {
  return value
    .replace(/\\([nN,;:\\])/g, (_, char: string) => (char === ';' ? '\u0000' : char.toLowerCase() === 'n' ? ' ' : char))
    .split(';')
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .join(', ')
    .replaceAll('\u0000', ';')
    .replace(/\s+/g, ' ')
    .slice(0, 300)
}
