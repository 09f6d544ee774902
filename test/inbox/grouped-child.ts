// The victim of the tests of grouped filing: the desk's own rules, books and counting of attempts over letters that were
// fetched together, as the inbox files them. Says what it has done, and kills itself at the border that it is told.
import { writeSync } from 'node:fs'
import { filedTogether } from '../../src/daemon/filed.ts'
import type { Room } from '../../src/filing.ts'
import { openAttempts } from '../../src/inbox/attempts.ts'
import type { Letter } from '../../src/letter.ts'
import { letterFrom } from '../support/desk.ts'
import { openWholeDesk } from '../support/whole-desk.ts'

/** Where it dies: `counted` before filing begins, `inside` amid a letter of the commit, `committed` before anything is settled. */
export type Border = 'counted' | 'inside' | 'committed' | 'nowhere'

export const LETTERS = 12

/** The letters that every run of the child finds in the mailbox. */
export function letters(): readonly Letter[] {
  return Array.from({ length: LETTERS }, (_, n) => {
    const address = `p${n + 1}@elsewhere${n + 1}.example`
    const from = { name: '', address }
    return letterFrom({
      messageId: `g${n + 1}@elsewhere.example`,
      subject: `letter ${n + 1}`,
      from,
      returnPath: address,
    })
  })
}

function died(): never {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('it is dead')
}

const [directory, border, at] = process.argv.slice(2)
if (import.meta.main && directory !== undefined) work(directory, border as Border, Number(at))

/** Files all letters that are not settled, those of one batch together; dies at the letter `at`. */
function work(directory: string, border: Border, at: number): void {
  const desk = openWholeDesk({ at: directory })
  const { store, policy } = desk
  const room: Room = {
    ...desk.room,
    transaction: (cause) =>
      desk.room.transaction((books) =>
        cause({
          ...books,
          record: (...what) => {
            books.record(...what)
            if (border === 'inside' && what[0].kind === 'letter' && what[0].letter.subject === `letter ${at}`) died()
          },
        }),
      ),
  }
  const log = { info: () => undefined, warn: () => undefined, debug: () => undefined, error: () => undefined }
  const following = {
    ...{ room, store, log },
    errand: () => undefined,
    forget: () => undefined,
    measured: () => undefined,
    done: () => undefined,
  }
  const attempts = openAttempts(
    { stumblesOf: (sha256) => store.reading.stumbles(sha256), stumble: (sha256s) => store.stumble(sha256s) },
    {
      file: (group) => {
        writeSync(1, `commit of ${group.length}\n`)
        const filed = filedTogether(group, following, Number.POSITIVE_INFINITY)
        if (border === 'committed') died()
        return filed
      },
      setAside: (letter, why) => {
        store.fileSetAside(letter, why, desk.now(), policy)
      },
    },
    log,
  )
  let rest = letters()
  attempts.beginTogether(rest)
  if (border === 'counted') died()
  while (rest.length > 0) {
    const fates = attempts.file(rest)
    for (const [n, fate] of fates.entries()) writeSync(1, `${fate} ${rest[n]?.subject}\n`)
    rest = rest.slice(fates.length)
  }
  store.close()
}
