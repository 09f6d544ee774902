// `ticketd retire`: takes what the configuration says has been kept long enough, beside the running daemon.
import { setTimeout as sleep } from 'node:timers/promises'
import { forgetRaw } from '../../inbox/inbox.ts'
import { openStore } from '../../store/store.ts'
import { readOptions } from '../frame/arguments.ts'
import { configured } from '../frame/configured.ts'
import { openProgress } from '../frame/progress.ts'
import { EXIT, type Io, type Verb, wrongUsage } from '../frame/verb.ts'

const HELP = `ticketd retire [--dry-run] [--json]

Takes what has been kept long enough: raw mail and attachments of tickets finished retention.rawMonths ago, and of those
finished retention.ticketYears ago everything but their figures. With 0 (the default) nothing goes. The daemon does it each
night in slices, and the leads' morning mail says what went; this does it now, beside the daemon.
  --dry-run   only says how much would go
  --json      one JSON object: {fate, letters, tickets}`

/** Between two slices letters have their turn. */
const REST_MS = 200

export const retireVerb: Verb = {
  name: 'retire',
  help: HELP,
  async run(args, io, file) {
    const flag = { type: 'boolean', default: false } as const
    const options = readOptions(args, { 'dry-run': flag, json: flag })
    if (typeof options === 'string') return wrongUsage(io, retireVerb, options)
    const config = configured(file, io)
    if (typeof config === 'number') return config
    const { retention, data } = config
    if (retention.rawMonths === 0 && retention.ticketYears === 0) {
      io.err('retention.rawMonths and retention.ticketYears are 0: everything is kept')
      return EXIT.done
    }
    const store = openStore(data.directory, { as: 'visitor' })
    if (options['dry-run']) {
      const { letters, tickets } = store.retirable(retention, new Date())
      store.close()
      return told('would go', letters, tickets, options.json, io)
    }
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
    return told('gone', letters, tickets, options.json, io)
  },
}

function told(fate: 'would go' | 'gone', letters: number, tickets: number, json: boolean, io: Io): number {
  if (json) io.out(JSON.stringify({ fate, letters, tickets }))
  else
    io.out(`${letters} raw mails and ${tickets} tickets, but for their figures, ${fate === 'gone' ? 'are gone' : fate}`)
  return EXIT.done
}
