// Which of the folders that the configuration names are there. A folder that is only read is never made: an empty one of
// that name would hide that the mail lies under another.
import { Trouble } from '../trouble.ts'
import type { Connection, ListedFolder } from './imap.ts'

/** What the mailbox holds beside what the configuration names. */
export interface FolderFindings {
  /** Folders of `also` that are not there. */
  readonly missing: readonly string[]
  /** All that are there, at most twenty. */
  readonly existing: readonly string[]
  /** The folder for spam, when nobody reads it; null otherwise. */
  readonly junkUnread: string | null
}

/** The folders as the configuration names them. */
export interface NamedFolders {
  readonly inbox: string
  /** Read as the inbox is, spam for instance; without IDLE. */
  readonly also: readonly string[]
  readonly processed: string
  readonly failed: string
}

const MOST_NAMED = 20

/** Looks which folders are there. Throws passing Trouble when the inbox itself is not. */
export async function findFolders(
  connection: Pick<Connection, 'folders' | 'open' | 'alive'>,
  { inbox, also, processed, failed }: NamedFolders,
): Promise<FolderFindings> {
  const listed = await connection.folders()
  const existing = listed.slice(0, MOST_NAMED).map((one) => one.path)
  const refusal = await refusalOf(connection, listed, inbox)
  if (refusal !== null) {
    const what = absentWords('mailbox.folders.inbox', [inbox], existing)
    throw new Trouble(what, { lasting: false, cause: refusal.cause })
  }
  const missing: string[] = []
  for (const name of also) if ((await refusalOf(connection, listed, name)) !== null) missing.push(name)
  const junk = listed.find((one) => one.junk)
  const isKnown = junk !== undefined && [inbox, ...also, processed, failed].some((name) => isNamed(junk, name))
  return { missing, existing, junkUnread: junk === undefined || isKnown ? null : junk.path }
}

/** Null for a folder that is there: listed, or opened all the same, as another's that a server does not list. */
async function refusalOf(
  connection: Pick<Connection, 'open' | 'alive'>,
  listed: readonly ListedFolder[],
  name: string,
): Promise<Trouble | null> {
  if (listed.some((one) => isNamed(one, name))) return null
  try {
    await connection.open(name)
    return null
  } catch (error) {
    if (!(error instanceof Trouble) || !connection.alive()) throw error
    return error
  }
}

function isNamed({ path, prefix }: ListedFolder, name: string): boolean {
  const plain = (one: string): string => (one.toUpperCase() === 'INBOX' ? 'INBOX' : one)
  return plain(path) === plain(name) || path === `${prefix}${name}`
}

/** What is wrong with the folders, in a sentence that names those that are there; null when nothing is. */
export function missingWords({ missing, existing, junkUnread }: FolderFindings): string | null {
  if (missing.length === 0) return null
  const marked = junkUnread === null ? '' : `; "${junkUnread}" is the one for spam`
  return `${absentWords('mailbox.folders.also', missing, existing)}${marked}`
}

/** That mail taken for spam lies unread, null when it does not. */
export function junkWords({ junkUnread }: Pick<FolderFindings, 'junkUnread'>): string | null {
  if (junkUnread === null) return null
  return `what the server takes for spam goes into "${junkUnread}", which nobody reads: name it in mailbox.folders.also`
}

function absentWords(path: string, missing: readonly string[], existing: readonly string[]): string {
  const names = missing.map((one) => `"${one}"`).join(', ')
  const there = missing.length === 1 ? 'which is not there' : 'which are not there'
  return `${path} names ${names}, ${there}; the folders are ${existing.map((one) => `"${one}"`).join(', ')}`
}
