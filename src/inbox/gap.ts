// The gap after books were restored from a copy: mail that was filed since lies on the server among the filed mail, or
// bears our mark in the inbox. It is filed again, before what is new, as mail of which everything was said once.
import type { Connection } from './imap.ts'
import { type FolderMemory, onlyResting } from './memory.ts'
import type { InboxOptions } from './needs.ts'
import { markOf, OF_INIT, type Targets } from './settle.ts'
import { fileWhereItLies, openFolder, type Room } from './sweep.ts'

const DAY = 86_400_000

/** What filling the gap needs. */
interface Service {
  readonly options: InboxOptions
  readonly room: Room
  readonly memories: Map<string, FolderMemory>
}

/** A gap that is being filled. */
export interface Gap {
  /** To be called when the inbox has been swept after it: closes the gap unless mail that was found waits for another try. */
  closeIfFilled(): void
}

/** Files again what was filed after the copy; null when the books have no gap. Throws passing Trouble. */
export async function findAgain(service: Service, connection: Connection, targets: Targets): Promise<Gap | null> {
  const { options, room, memories } = service
  const since = options.books.gapSince()
  if (since === null) return null
  options.log.info(
    { since: since.toISOString() },
    'the books come from a copy: mail that was filed since is looked for',
  )
  const { inbox, also, processed, failed } = options.mailbox.folders
  const filedMail: FolderMemory[] = []
  for (const folder of [processed, failed]) {
    if (!(await connection.ensure(folder))) continue
    const { opened, memory } = await openFolder(room, connection, folder, memories.get(folder))
    memories.set(folder, memory)
    filedMail.push(memory)
    // A server compares days, in a zone of its own (RFC 9051 section 6.4.4, SINCE).
    const uids = await connection.uidsSince(new Date(since.getTime() - DAY))
    const notOfInit = new Set(opened.keywords ? await connection.without(OF_INIT) : uids)
    const filed = uids.filter((uid) => notOfInit.has(uid))
    await fileWhereItLies(room, { connection, opened, memory, targets }, filed)
  }
  for (const folder of [inbox, ...also]) await noteMarked(service, connection, folder)
  return { closeIfFilled: () => closeIfFilled(service, filedMail) }
}

/** Where filed mail could not be moved it bears a mark: the sweep that follows files it as found again. */
async function noteMarked({ room, memories }: Service, connection: Connection, folder: string): Promise<void> {
  if (!(await connection.ensure(folder))) return
  const { opened, memory } = await openFolder(room, connection, folder, memories.get(folder))
  memories.set(folder, memory)
  const present = await connection.uids(1)
  for (const fate of ['filed', 'set aside'] as const) {
    const unmarked = new Set(await connection.without(markOf(fate, opened.keywords)))
    for (const uid of present) if (!unmarked.has(uid)) memory.foundAgain.add(uid)
  }
}

function closeIfFilled({ options, memories }: Service, filedMail: readonly FolderMemory[]): void {
  if (!filedMail.every(onlyResting)) return
  const count = filedMail.reduce((sum, memory) => sum + memory.foundAgain.size, 0)
  options.books.closeGap()
  for (const { folder } of filedMail) memories.delete(folder)
  options.log.info({ count }, 'mail that was filed after the copy has been found again')
}
