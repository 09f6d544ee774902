// `ticketd follow`: one of two machines, either of which may be the desk. It waits for the lease with the other's copy at
// hand; when its turn comes it makes the copy its books and is the desk.
import type { Config } from '../configuration/configuration.ts'
import { lastWorker, noteWorker, openLeasePlace, takeFreeLease } from '../daemon/daemon.ts'
import { bringLetters, forgetRaw } from '../inbox/inbox.ts'
import type { Log } from '../log.ts'
import { hasBooks, readCopy, restoreBooks } from '../store/store.ts'
import { sentenceOf } from '../trouble.ts'
import { readOptions } from './frame/arguments.ts'
import { configured, mistaken } from './frame/configured.ts'
import { EXIT, type Verb, wrongUsage } from './frame/verb.ts'
import { sharedCopy } from './process/copies-in-turn.ts'
import { type DeskProcess, openProcess } from './process/desk-process.ts'

const HELP = `ticketd follow [--config FILE]

The warm second machine: run it on both. Whoever gets the lease is the desk and keeps a copy in failover.shared; the other
waits, with the kept mail at hand, and takes over when the lease was not renewed for failover.leaseSeconds: it makes the
copy its books, finds in the mailbox what was filed since, and goes on. What may have been sent in between is said again as
doubt allows. A desk that loses its lease ends at once; start it again ("follow"), and it waits for its turn.
SIGTERM and SIGINT end it; the lease is given back, so that the other need not wait.`

export const followVerb: Verb = {
  name: 'follow',
  help: HELP,
  async run(args, io, file) {
    const options = readOptions(args, {})
    if (typeof options === 'string') return wrongUsage(io, followVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    if (config.failover.shared === '') {
      const right = 'must be a folder that both machines see'
      return mistaken([{ path: 'failover.shared', what: 'is empty', right }], io)
    }
    const desk = openProcess('follow', config, file, io)
    try {
      return await followed(desk, config)
    } catch (error) {
      return desk.ended(error)
    }
  },
}

async function followed(desk: DeskProcess, config: Config): Promise<number> {
  const { place, holder } = await openLeasePlace(config)
  const stopping = new AbortController()
  desk.stoppable(() => stopping.abort())
  const warm = openWarmth(config, desk.log)
  desk.manager.ready()
  desk.log.info({}, 'this machine waits for its turn')
  const isBehind = (): boolean => ![null, holder].includes(lastWorker(config))
  let told = false
  const options = { place, holder, ttlMs: config.failover.leaseSeconds * 1000, log: desk.log }
  const lease = await takeFreeLease(options, stopping.signal, () => {
    desk.manager.alive()
    if (!isBehind()) return true
    warm.keep()
    if (hasBooks(sharedCopy(config))) return true
    // Whoever takes what he cannot carry on is in the way of who can.
    if (!told) desk.log.warn({}, 'the other machine has left no copy yet: nothing could be taken over')
    told = true
    return false
  })
  await warm.idle()
  if (lease === null) {
    place.close()
    return EXIT.done
  }
  desk.log.info({}, 'this machine has the lease and is the desk')
  try {
    if (isBehind()) await takenOver(config, desk.log)
    noteWorker(config, holder)
  } catch (error) {
    await lease.release()
    throw error
  }
  return desk.runDesk(lease)
}

/** The other's copy becomes this machine's books; new ones would number from 1 again. */
async function takenOver(config: Config, log: Log): Promise<void> {
  const { directory } = config.data
  const folder = sharedCopy(config)
  const { ticketPrefix, ticketPrefixAliases } = config.support
  const restored = await restoreBooks(folder, directory, {
    ...{ now: new Date(), language: config.language, takeover: true },
    prefixes: [ticketPrefix, ...ticketPrefixAliases],
    bringLetters: async (letters) => {
      const { missing } = await bringLetters(folder, directory, letters)
      if (missing.length > 0) log.error({ count: missing.length }, 'raw mails are missing in the copy')
    },
    forget: (sha256) => forgetRaw(directory, sha256),
  })
  log.info({ since: restored.copy.at.toISOString() }, 'the books of the other machine are taken over')
}

/** Brings the other's kept mail over while there is time, so that taking over is short. */
function openWarmth(config: Config, log: Log): { keep(): void; idle(): Promise<void> } {
  let running: Promise<void> | null = null
  let broughtAt = 0
  const bring = async (): Promise<void> => {
    const folder = sharedCopy(config)
    if (!hasBooks(folder)) return
    const copy = readCopy(folder)
    if (copy.at.getTime() === broughtAt) return
    await bringLetters(folder, config.data.directory, copy.letters)
    broughtAt = copy.at.getTime()
  }
  return {
    keep() {
      running ??= bring()
        .catch((error: unknown) =>
          log.warn({ because: sentenceOf(error) }, 'the copy of the other machine cannot be read'),
        )
        .finally(() => {
          running = null
        })
    },
    idle: async () => {
      await running
    },
  }
}
