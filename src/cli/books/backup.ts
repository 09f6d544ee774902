// `ticketd backup DIR`: a consistent copy while the daemon runs, looked through before it counts.
import { bringLetters } from '../../inbox/inbox.ts'
import { copyBooks, noteBackup } from '../../store/store.ts'
import { Trouble } from '../../trouble.ts'
import { configured } from '../frame/configured.ts'
import { folderIn, letterByLetter, missingLetters, sizeInWords } from '../frame/copies.ts'
import { openProgress } from '../frame/progress.ts'
import { EXIT, type Io, type Verb, wrongUsage } from '../frame/verb.ts'

const HELP = `ticketd backup DIR [--json]

Copies the books and every raw mail that they name into a folder, while the daemon runs. The copy is read through and
synced before it replaces the former one in DIR; raw mails that are there already are not copied again. Configuration,
contracts and secrets are yours to keep. "ticketd restore DIR" is the way back.`

export const backupVerb: Verb = {
  name: 'backup',
  help: HELP,
  async run(args, io, file) {
    const given = folderIn(args)
    if (typeof given === 'string') return wrongUsage(io, backupVerb, given)
    const { folder, json } = given
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const { directory } = config.data
    const progress = openProgress(io)
    let [count, missing]: [number, readonly string[]] = [0, []]
    const copy = await copyBooks(directory, folder, new Date(), {
      part: progress.part,
      bringLetters: async (letters) => {
        const brought = await bringLetters(directory, folder, letters, letterByLetter(progress))
        count = brought.count
        missing = brought.missing
      },
    }).finally(progress.clear)
    const figures = { tickets: copy.tickets, letters: copy.letters.length, newLetters: count, booksBytes: copy.bytes }
    if (json) {
      io.out(JSON.stringify({ directory: folder, copiedAt: copy.at.toISOString(), ...figures, missing }))
    } else {
      const letters = `${figures.letters} letters (${count} of them new)`
      io.out(`${folder}: ${copy.tickets} tickets, ${letters}, books of ${sizeInWords(copy.bytes)}, read through`)
    }
    if (missingLetters(missing, directory, io)) return EXIT.failed
    noted(directory, copy.at, io)
    return EXIT.done
  },
}

/** Who only may read the books can copy them all the same. */
function noted(directory: string, at: Date, io: Io): void {
  try {
    noteBackup(directory, at)
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    io.err(`the books were not told of this copy, /metrics will not show it: ${error.message}`)
  }
}
