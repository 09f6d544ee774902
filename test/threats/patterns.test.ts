// Patterns over hostile text are linear: each reader of strangers' text gets a hundred kinds of text that tempt a pattern to
// go back and forth, 100,000 characters each, in lines and in one line. A pattern that is not
// linear needs half a minute for one.
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'

/** For three texts of one kind; a linear reader needs a tenth of a second. */
const LIMIT_MS = 10_000

interface Report {
  readonly ready?: readonly string[]
  readonly unit?: string
  readonly done?: string
}

function started(): Promise<{ worker: Worker; names: readonly string[] }> {
  const worker = new Worker(new URL('./patterns-worker.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', ({ ready = [] }: Report) => resolve({ worker, names: ready }))
  })
}

/** The unit at which a reader stood still or threw, or null when it came to its end. */
function stuckAt(worker: Worker, name: string): Promise<string | null> {
  return new Promise((resolve) => {
    let unit = ''
    const late = (): void => end(`slow at ${JSON.stringify(unit)}`)
    let timer = setTimeout(late, LIMIT_MS)
    const end = (found: string | null): void => {
      clearTimeout(timer)
      worker.off('error', failed)
      worker.off('message', heard)
      resolve(found)
    }
    const failed = (error: unknown): void => end(`${String(error)} at ${JSON.stringify(unit)}`)
    const heard = (report: Report): void => {
      clearTimeout(timer)
      timer = setTimeout(late, LIMIT_MS)
      unit = report.unit ?? unit
      if (report.done === name) end(null)
    }
    worker.on('error', failed)
    worker.on('message', heard)
    worker.postMessage(name)
  })
}

test('no reader of strangers’ text stands still, whatever the text is made of', async () => {
  let { worker, names } = await started()
  const stuck: string[] = []
  expect(names.length).toBeGreaterThan(25)
  for (const name of names) {
    const at = await stuckAt(worker, name)
    if (at === null) continue
    stuck.push(`${name}: ${at}`)
    await worker.terminate()
    worker = (await started()).worker
  }
  await worker.terminate()
  expect(stuck).toEqual([])
}, 600_000)
