// What the reader of mail could not read whole and an engineer should know before he looks for it. Small repairs
// (a guessed charset, a lost boundary) stand in the record of the letter and are not said here.
import type { Letter } from '../../letter.ts'
import { say } from '../ticket/phrases.ts'
import type { Policy } from '../ticket/policy.ts'

const DOUBTS: readonly (readonly [RegExp, string, string])[] = [
  [
    /^encrypted with S\/MIME/,
    'письмо зашифровано (S/MIME), содержание не прочитано',
    'encrypted with S/MIME, not read',
  ],
  [/^encrypted with PGP/, 'письмо зашифровано (PGP), содержание не прочитано', 'encrypted with PGP, not read'],
  [/^S\/MIME part cannot/, 'часть S/MIME не читается', 'an S/MIME part cannot be read'],
  [
    /^signed with (?:S\/MIME|PGP)|^S\/MIME signed content/,
    'письмо подписано, подпись не проверялась',
    'signed; the signature is not checked',
  ],
  [/^a piece of a mail/, 'часть письма, разосланного кусками', 'a piece of a mail sent in several'],
  [
    /^winmail\.dat cannot/,
    'winmail.dat не открывается, файл во вложении',
    'winmail.dat cannot be opened; it is attached',
  ],
  [
    /^larger than \d+ bytes/,
    'письмо больше предела: прочитано только начало, остальное в исходном письме',
    'over the size limit: only its beginning is read',
  ],
  [/^a text is too long/, 'текст слишком длинный, показано начало', 'a text is too long, its beginning is shown'],
  [
    /^more than \d+ parts|^parts nested deeper|^head larger than|^too many lines that look/,
    'письмо устроено необычно, часть его только в исходном письме',
    'oddly built: a part of it is only in the raw mail',
  ],
  [/^From names more than one/, 'в поле «От» несколько адресов', 'From names more than one address'],
]

/** A short sentence for each thing that is missing or unproven in what is shown, each once. */
export function readingDoubts(letter: Pick<Letter, 'defects'>, policy: Pick<Policy, 'language'>): readonly string[] {
  return DOUBTS.filter(([sign]) => letter.defects.some((defect) => sign.test(defect))).map(([, ru, en]) =>
    say(policy, ru, en),
  )
}
