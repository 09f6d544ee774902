// Whether there are books in a data directory: asked by whoever only visits them; and the mark of a restore that has begun.
import { existsSync, statSync } from 'node:fs'
import { Trouble } from '../trouble.ts'

/** Whether a data directory holds books, sound or not. Throws Trouble when this user cannot tell. */
export function hasBooks(directory: string): boolean {
  try {
    return statSync(`${directory}/ticketd.db`, { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    const right = 'run this as the user that runs ticketd'
    throw new Trouble(`the data directory ${directory} cannot be looked into: ${right}`, {
      lasting: true,
      cause: error,
    })
  }
}

/** Books are made by the daemon alone; whoever only visits says so instead of leaving an empty file behind. Throws lasting Trouble. */
export function demandBooks(directory: string): void {
  refuseHalfRestored(directory)
  if (hasBooks(directory)) return
  throw new Trouble(`there are no books in ${directory} yet: "ticketd run" makes them`, { lasting: true })
}

/** Stands beside the books from a restore's beginning to its end. */
export function markOf(directory: string): string {
  return `${directory}/ticketd.db.restoring`
}

/** Throws lasting Trouble when a restore into the directory was begun and did not come to its end. */
export function refuseHalfRestored(directory: string): void {
  if (!existsSync(markOf(directory))) return
  const right = 'run "ticketd restore DIR" again'
  throw new Trouble(`a restore into ${directory} did not come to its end: ${right}`, {
    lasting: true,
    code: 'database.half-restored',
  })
}
