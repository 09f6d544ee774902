// `ticketd retire`: takes what the configuration says has been kept long enough, beside the running daemon.
import { setTimeout as sleep } from 'node:timers/promises'
import { forgetRaw } from '../inbox/inbox.ts'
import { openStore } from '../store/store.ts'
import { readOptions } from './frame/arguments.ts'
import { configured } from './frame/configured.ts'
import { openProgress } from './frame/progress.ts'
import { EXIT, type Verb, wrongUsage } from './frame/verb.ts'

const HELP = `ticketd retire

Takes what has been kept long enough: raw mail and attachments of tickets finished retention.rawMonths ago, and of those
finished retention.ticketYears ago everything but their figures. With 0 (the default) nothing goes. The daemon does it each
night in slices, and the leads' morning mail says what went; this does it now, beside the daemon.`

/** Between two slices letters have their turn. */
const REST_MS = 200

export const retireVerb: Verb = {
  name: 'retire',
  help: HELP,
  async run(args, io, file) {
    const options = readOptions(args, {})
    if (typeof options === 'string') return wrongUsage(io, retireVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const { retention, data } = config
    if (retention.rawMonths === 0 && retention.ticketYears === 0) {
      io.err('retention.rawMonths and retention.ticketYears are 0: everything is kept')
      return EXIT.done
    }
    const store = openStore(data.directory, { as: 'visitor' })
    const progress = openProgress(io)
    let [letters, tickets] = [0, 0]
    try {
      for (const sha256 of store.lastRetired()) forgetRaw(data.directory, sha256)
      for (;;) {
        const slice = store.retire(retention, new Date())
        for (const sha256 of slice.raw) forgetRaw(data.directory, sha256)
        letters += slice.raw.length
        tickets += slice.tickets
        progress.step('raw mails', letters)
        if (slice.isDone) break
        await sleep(REST_MS)
      }
    } finally {
      progress.clear()
      store.close()
    }
    io.out(`${letters} raw mails and ${tickets} tickets, but for their figures, are gone`)
    return EXIT.done
  },
}
