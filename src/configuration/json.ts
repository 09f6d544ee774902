// JSON files: as they stand, or where they cease to be JSON, by line and column; never what stands there, it may be a
// secret. The only file that knows jsonc-parser.
import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import jsonc from 'jsonc-parser'
import { whyUnread } from '../trouble.ts'
import type { Mistake, Reading } from './shapes.ts'

/** A JSON file as it stands. `right` says what to give instead when it cannot be read. */
export function readJson(
  file: string,
  right = 'name the configuration with --config FILE or $TICKETD_CONFIG; config.example.json shows all of it',
): Reading<unknown> {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    return { mistakes: [{ path: file, what: whyUnread(error), right }] }
  }
  if (!isUtf8(bytes)) return { mistakes: [{ path: file, what: 'is not UTF-8', right: 'save it as UTF-8' }] }
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  const twice = namesGivenTwice(file, text)
  if (twice.length > 0) return { mistakes: twice }
  try {
    return { ok: JSON.parse(text) }
  } catch {
    const never = 'no comments, no comma before a closing bracket, names in double quotes'
    return { mistakes: [{ path: file, what: `is not JSON ${firstError(text)}`, right: `must be JSON: ${never}` }] }
  }
}

/** «at line 3, column 7 (a value was expected)». */
function firstError(text: string): string {
  const errors: jsonc.ParseError[] = []
  jsonc.parse(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [first] = errors.sort((a, b) => a.offset - b.offset)
  if (first === undefined) return 'as JavaScript reads it'
  const before = text.slice(0, first.offset).split(/\r\n|\r|\n/)
  const why = WORDS[jsonc.printParseErrorCode(first.error)] ?? 'something else was expected'
  return `at line ${before.length}, column ${(before.at(-1) ?? '').length + 1} (${why})`
}

const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that is neither true, false nor null',
  InvalidNumberFormat: 'a number that is none',
  PropertyNameExpected: 'a name in double quotes was expected',
  ValueExpected: 'a value was expected',
  ColonExpected: 'a colon was expected',
  CommaExpected: 'a comma was expected',
  CloseBraceExpected: 'a closing brace was expected',
  CloseBracketExpected: 'a closing bracket was expected',
  EndOfFileExpected: 'the end was expected',
  InvalidCommentToken: 'a comment',
  UnexpectedEndOfComment: 'a comment',
  UnexpectedEndOfString: 'a text without its closing quotation mark',
  UnexpectedEndOfNumber: 'a number that is none',
  InvalidUnicode: 'an escape that is none',
  InvalidEscapeCharacter: 'an escape that is none; a backslash is written \\\\',
  InvalidCharacter: 'a character that must be written as an escape',
}

/** Of a name given twice JavaScript would keep the last value without a word. */
function namesGivenTwice(file: string, text: string): Mistake[] {
  const open: Set<string>[] = []
  const mistakes: Mistake[] = []
  jsonc.visit(text, {
    onObjectBegin: () => {
      open.push(new Set())
    },
    onObjectEnd: () => {
      open.pop()
    },
    onObjectProperty: (name, _offset, _length, line) => {
      const names = open.at(-1)
      if (names?.has(name))
        mistakes.push({
          path: file,
          what: `gives "${name}" twice in one place (line ${line + 1})`,
          right: 'give it once',
        })
      names?.add(name)
    },
  })
  return mistakes
}
