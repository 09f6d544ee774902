// `ticketd restore DIR`: a copy takes the place of the books. The mailbox fills the gap when the daemon starts.
import { bringLetters, forgetRaw } from '../../inbox/inbox.ts'
import { restoreBooks } from '../../store/store.ts'
import { configured } from '../frame/configured.ts'
import { folderIn, letterByLetter, missingLetters } from '../frame/copies.ts'
import { openProgress } from '../frame/progress.ts'
import { EXIT, type Io, type Verb, wrongUsage } from '../frame/verb.ts'

const HELP = `ticketd restore DIR [--json]

Puts a copy that "ticketd backup DIR" made in the place of the books; the daemon must be stopped. The books that were
there are kept beside it under another name. Nothing that waited to be sent when the copy was made leaves by itself: it
may have been sent since ("ticketd outbox" lists it). When the daemon starts, it looks for mail that was filed after the
copy where the mailbox keeps filed mail, and files it again without sending anything twice.`

export const restoreVerb: Verb = {
  name: 'restore',
  help: HELP,
  async run(args, io, file) {
    const given = folderIn(args)
    if (typeof given === 'string') return wrongUsage(io, restoreVerb, given)
    const { folder, json } = given
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const { directory } = config.data
    const progress = openProgress(io)
    let missing: readonly string[] = []
    let brought = 0
    const restored = await restoreBooks(folder, directory, {
      now: new Date(),
      prefixes: [config.support.ticketPrefix, ...config.support.ticketPrefixAliases],
      language: config.language,
      bringLetters: async (letters) => {
        const done = await bringLetters(folder, directory, letters, letterByLetter(progress))
        missing = done.missing
        brought = done.count
      },
      forget: (sha256) => forgetRaw(directory, sha256),
      part: progress.part,
    }).finally(progress.clear)
    const { copy, heldBack, replaced, raw, forgotten } = restored
    if (forgotten > 0)
      io.err(`people who were erased after the copy are erased from it again: ${forgotten} raw mails removed`)
    missing = missing.filter((sha256) => !raw.includes(sha256))
    if (json) {
      const figures = { tickets: copy.tickets, letters: copy.letters.length, newLetters: brought }
      io.out(JSON.stringify({ directory, copiedAt: copy.at.toISOString(), ...figures, heldBack, replaced, missing }))
    } else {
      const letters = `${copy.letters.length} letters (${brought} of them brought back)`
      io.out(`${directory}: the books of ${copy.at.toISOString()}, ${copy.tickets} tickets, ${letters}`)
    }
    if (replaced !== null) io.err(`the books that were there are kept as ${replaced}`)
    sayHeldBack(heldBack, io)
    io.err('start the daemon: it files again what came after the copy and lies among the filed mail')
    return missingLetters(missing, folder, io) ? EXIT.failed : EXIT.done
  },
}

function sayHeldBack({ answers, others }: { readonly answers: number; readonly others: number }, io: Io): void {
  if (answers + others === 0) return
  io.err(
    `not sent by itself, because it may have been sent after the copy: ${answers} answers of engineers, ${others} other letters; "ticketd outbox" lists them, "ticketd outbox retry ID" sends one`,
  )
}
