// A desk of its own in a process of its own: takes each mail of a folder, then an ordinary one, through the reader's worker into
// the books, and prints a line of JSON for each: seconds, the longest stretch in which the main thread worked without a
// pause, whether both were filed. At the end the most memory that the process ever held.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openReader } from '../../src/inbox/reader.ts'
import { spareMemory } from '../../src/memory.ts'
import { head } from '../support/letter.ts'
import { openWholeDesk } from '../support/whole-desk.ts'

// As the daemon's own process does.
spareMemory()
const desk = openWholeDesk()
const reader = openReader({ messageBytes: 80 << 20 })
const next = join(desk.folder, 'next.eml')
const [, , folder = ''] = process.argv

/** CPU time of this thread between two turns of the loop, the worst since asked; waiting for a busy machine does not count. */
let worst = 0
let last = process.threadCpuUsage()
function turn(): void {
  const used = process.threadCpuUsage(last)
  worst = Math.max(worst, (used.user + used.system) / 1000)
  last = process.threadCpuUsage()
}
const timer = setInterval(turn, 10)

async function taken(path: string): Promise<{ read: number; stall: number; filed: boolean; setAside: boolean }> {
  await new Promise(setImmediate)
  turn()
  worst = 0
  const began = performance.now()
  const mail = await reader.read(path)
  const read = (performance.now() - began) / 1000
  // The raw mail is kept by the spool, in a stream; here its hash stands for it.
  const decision = await desk.files(mail, mail.sha256)
  await new Promise(setImmediate)
  turn()
  desk.turn(3600)
  // The letters that left are the test's memory, not the desk's.
  Reflect.set(desk.post, 'length', 0)
  return { read, stall: worst, filed: decision !== undefined, setAside: mail.setAside }
}

for (const name of readdirSync(folder).sort()) {
  const { read, stall, filed, setAside } = await taken(join(folder, name))
  writeFileSync(next, `${head({ from: 'next@plant.example', id: `${name.replaceAll(/\W/g, '')}@n` })}\r\nNext.`)
  const after = await taken(next)
  const both = filed && after.filed
  process.stdout.write(
    `${JSON.stringify({ name, read, stall: Math.max(stall, after.stall), filed: both, setAside })}\n`,
  )
}
clearInterval(timer)
await reader.close()
desk.close()
process.stdout.write(`${JSON.stringify({ name: 'all', megabytes: process.resourceUsage().maxRSS / 1024 })}\n`)
