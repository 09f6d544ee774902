// A lease that two desks see where both read the same mailbox: one message in a folder of ours, whose keyword names the
// holder. It changes by conditional STORE alone (RFC 7162, UNCHANGEDSINCE), so that of two who would take it one gets it.
import { Trouble } from '../trouble.ts'
import { type Connection, connectImap, type ImapSettings } from './imap.ts'

const FOLDER = 'ticketd-lease'
const MESSAGE =
  'Subject: ticketd holds this mailbox\r\n\r\nPlease leave this message: two ticketd tell by it whose turn it is.\r\n'
const HOLDER = /^ticketd-([0-9a-f]{8})$/i
const FREE = 'ticketd-free'

/** The lease as it is seen: who holds it, and a beat that changes with each renewal. */
export interface SeenLease {
  readonly holder: string
  readonly beat: string
  /** The holder has given it back. */
  readonly free: boolean
}

/** Where a lease is kept. All but `close` reject with passing Trouble when the place cannot be reached. */
export interface LeasePlace {
  /** Null when nobody has ever held it. */
  look(): Promise<SeenLease | null>
  /** Takes or renews it if its beat is still the one seen; gives the lease as it is afterwards, whoever has it. */
  hold(holder: string, seen: SeenLease | null): Promise<SeenLease>
  free(holder: string, seen: SeenLease): Promise<void>
  close(): void
}

/** A lease in the mailbox. Rejects with lasting Trouble where the server has no CONDSTORE or keeps no keywords. */
export async function openMailboxLease(settings: ImapSettings): Promise<LeasePlace> {
  let connection: Connection | null = null
  let uid = 0
  const connected = async (): Promise<Connection> => {
    if (connection?.alive()) return connection
    connection = await connectImap(settings)
    uid = await messageIn(connection)
    return connection
  }
  await connected()
  const look = async (): Promise<SeenLease | null> => seenIn(await (await connected()).markOf(uid))
  const set = async (flags: readonly string[], seen: SeenLease | null): Promise<SeenLease | null> => {
    const now = await connected()
    await now.markIfUnchanged(uid, flags, seen?.beat ?? (await now.markOf(uid)).modseq)
    return look()
  }
  return {
    look,
    async hold(holder, seen) {
      const held = await set([`ticketd-${holder}`], seen)
      if (held === null) throw new Trouble('the mailbox kept no mark of the lease', { lasting: false })
      return held
    },
    async free(holder, seen) {
      await set([`ticketd-${holder}`, FREE], seen)
    },
    close: () => connection?.close(),
  }
}

async function messageIn(connection: Connection): Promise<number> {
  if (!(await connection.ensure(FOLDER)))
    throw new Trouble(`the mailbox makes no folder ${FOLDER} for the lease`, { lasting: true })
  let opened = await connection.open(FOLDER)
  if (opened.mails === 0) {
    await connection.append(FOLDER, Buffer.from(MESSAGE))
    opened = await connection.open(FOLDER)
  }
  if (!opened.keywords || !opened.modseqs)
    throw new Trouble('the mail server has no CONDSTORE or keeps no keywords: give failover.lease "shared"', {
      lasting: true,
    })
  // Two desks may have made one each at the same moment: the first is the lease.
  const [first] = await connection.uids(1)
  if (first === undefined) throw new Trouble('the message of the lease is gone', { lasting: false })
  return first
}

function seenIn({ flags, modseq }: { readonly flags: readonly string[]; readonly modseq: string }): SeenLease | null {
  const holder = flags.map((flag) => HOLDER.exec(flag)?.[1]).find((one) => one !== undefined)
  return holder === undefined ? null : { holder, beat: modseq, free: flags.includes(FREE) }
}
