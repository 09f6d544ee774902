// The victim of the crash test: files letters and works on the queue as fast as it can, and says on standard output
// what has been committed. Killed from outside.
import { writeSync } from 'node:fs'
import { openStore } from '../../src/store/store.ts'
import { later, letter, open, outgoing } from './books.ts'

const [, , directory = '', first = '1'] = process.argv
const store = openStore(directory)
for (let n = Number(first); ; n += 1) {
  open(store, n, {
    outgoing: [outgoing(`ack ${n}`, { ticket: n }), outgoing(`answer ${n}`, { ticket: n, kind: 'answer' })],
    letter: letter(n),
  })
  writeSync(1, `filed ${n}\n`)
  const due = store.queue.claim(later(n), 2, () => later(1e6))
  for (const one of due) {
    writeSync(1, `begun ${one.outgoing.id}\n`)
    store.queue.markDoubt([{ delivery: one.delivery, sha256: one.outgoing.id }], later(n))
    writeSync(1, `doubt ${one.outgoing.id}\n`)
    // Every third stays in doubt, as if the process had died there.
    if (n % 3 === 0) continue
    store.queue.settle([{ delivery: one.delivery, kind: 'sent', response: '250' }], later(n))
    writeSync(1, `sent ${one.outgoing.id}\n`)
  }
}
