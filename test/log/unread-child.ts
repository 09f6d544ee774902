// A process that writes many log lines to standard output and says on descriptor 3 that it goes on.
import { writeSync } from 'node:fs'
import { openLog } from '../../src/log.ts'

const log = openLog('info')
const lines = Number(process.argv[2])
for (let n = 1; n <= lines; n += 1) log.info({ count: n, because: 'x'.repeat(100) }, 'line')
writeSync(3, `written, ${log.dropped()} dropped\n`)
process.on('message', (asked) => {
  log.info({ because: String(asked) }, 'asked')
  if (asked === 'end') process.disconnect()
})
