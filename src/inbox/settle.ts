// What becomes of a mail on the server once it is filed: moved by the hundred where the server can, else marked. A mail
// that cannot be moved or marked stays where it is; the books know it, and the next look through the folder tries again.
import type { Connection } from './imap.ts'
import type { InboxLog } from './needs.ts'

const BATCH = 100

/** Where filed mail and set-aside mail go; null where the folder could not be made, or once the server refused it. */
export interface Targets {
  processed: string | null
  failed: string | null
}

export type Fate = 'filed' | 'set aside'

export interface Settler {
  /** Notes what happened to a mail; a full batch is settled at once, in the background. */
  note(uid: number, fate: Fate): void
  /** Settles all that was noted. Rejects with the connection's Trouble. */
  flush(): Promise<void>
}

/** Flags that mark a mail where it cannot be moved. */
export function markOf(fate: Fate, keywords: boolean): string {
  if (!keywords) return '\\Seen'
  return fate === 'filed' ? 'TicketdFiled' : 'TicketdSetAside'
}

/** Bears the mails that `ticketd init` sent to the desk itself: nobody's request, found again or not. */
export const OF_INIT = 'TicketdInit'

/** Where a mail of this fate is moved to, null where it can only be marked. */
export function targetOf(fate: Fate, targets: Targets, connection: Connection): string | null {
  if (!connection.canMove) return null
  return fate === 'filed' ? targets.processed : targets.failed
}

/** What settling works with. */
export interface Settling {
  readonly connection: Connection
  /** Whether the folder keeps keywords of ours. */
  readonly keywords: boolean
  readonly targets: Targets
  /** Hears of mail of which the server says that it moved it. */
  readonly moved: (uids: readonly number[]) => void
  readonly log: InboxLog
}

/** What an operator should know of a server without MOVE; null of any other. */
export function moveWords({ canMove }: Pick<Connection, 'canMove'>): string | null {
  return canMove
    ? null
    : 'the mailbox offers no MOVE: filed mail stays where it is and is marked, so the inbox never empties'
}

/** A settler for the folder that is open now. */
export function openSettler(how: Settling): Settler {
  const waiting: Record<Fate, number[]> = { filed: [], 'set aside': [] }
  let running: Promise<void> = Promise.resolve()

  const start = (fate: Fate): void => {
    const uids = waiting[fate].splice(0)
    if (uids.length === 0) return
    running = running.then(() => settle(how, uids, fate))
    running.catch(() => undefined)
  }
  return {
    note(uid, fate) {
      waiting[fate].push(uid)
      if (waiting[fate].length >= BATCH) start(fate)
    },
    flush() {
      start('filed')
      start('set aside')
      return running
    },
  }
}

async function settle(
  { connection, keywords, targets, moved, log }: Settling,
  uids: readonly number[],
  fate: Fate,
): Promise<void> {
  const target = targetOf(fate, targets, connection)
  if (target !== null && (await connection.move(uids, target))) {
    moved(uids)
    return
  }
  if (target !== null) {
    log.warn({ count: uids.length }, 'the mailbox refuses to move filed mail; it is marked until the next connection')
    targets[fate === 'filed' ? 'processed' : 'failed'] = null
  }
  if (await connection.flag(uids, markOf(fate, keywords))) return
  log.warn({ count: uids.length }, 'the mailbox neither moves nor marks filed mail; it stays where it is')
}
