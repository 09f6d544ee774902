// Real crashes: a child that files and sends is killed with SIGKILL, again and again; what it had said was committed
// stands in the books, nothing stands there by half, and no automatic letter is due a second time.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/store/store.ts'
import { later, letter, outgoing, temporary } from './books.ts'

const CHILD = join(import.meta.dirname, 'crash-child.ts')
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 6)

/** Runs the child until it has said so many lines, kills it there, and gives all that it said. */
function killedAfter(directory: string, first: number, lines: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, directory, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.split('\n').length > lines) child.kill('SIGKILL')
    })
    child.on('error', reject).on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1))
      else reject(new Error('the child ended by itself'))
    })
  })
}

test('F01 after SIGKILL no committed letter is missing, none is there by half, what was sent is never due again', async () => {
  const { directory, remove } = temporary()
  let next = 1
  for (let round = 0; round < ROUNDS; round += 1) {
    const said = await killedAfter(directory, next, 25 + round * 17)
    const store = openStore(directory)
    expect(store.integrity()).toBe('ok')
    const last = Math.max(...said.filter((line) => line.startsWith('filed')).map((line) => Number(line.slice(6))))
    const { letters, tickets } = store.reading.figures(later(0))
    expect(letters).toBeGreaterThanOrEqual(last)
    expect(tickets.new).toBe(letters)
    for (let n = next; n <= letters; n += 1) {
      expect(store.transaction((books) => books.has(letter(n)))).toBe(true)
      expect(store.reading.show(n)?.messages).toHaveLength(3)
      expect(store.reading.show(n)?.history).toHaveLength(1)
    }
    const lines = new Set(said)
    const due = store.queue.claim(later(2e6), 10_000, () => later(3e6))
    for (const one of due) {
      // What went out under a doubt is due again, with the same bytes.
      const doubted = lines.has(`doubt ${one.outgoing.id}`)
      if (doubted) expect(one.doubtSha256).toBe(one.outgoing.id)
      expect(lines.has(`sent ${one.outgoing.id}`)).toBe(false)
    }
    for (let n = Math.max(next, 1); n < last; n += 1) {
      const answered = lines.has(`sent ${outgoing(`answer ${n}`).id}`)
      expect(due.some((one) => one.outgoing.id === outgoing(`answer ${n}`).id)).toBe(!answered)
    }
    store.queue.settle(
      due.map((one) => ({ delivery: one.delivery, kind: 'sent', response: '250' })),
      later(0),
    )
    next = letters + 1
    store.close()
  }
  remove()
})

test('killed at its very first letter, the next start finds the books whole, with the secret they were made with', async () => {
  for (let round = 0; round < 3; round += 1) {
    const { directory, remove } = temporary()
    await killedAfter(directory, 1, 1)
    const store = openStore(directory)
    expect(store.integrity()).toBe('ok')
    expect(store.settings.secret).toHaveLength(64)
    expect(store.reading.show(1)?.messages).toHaveLength(3)
    store.close()
    remove()
  }
})
