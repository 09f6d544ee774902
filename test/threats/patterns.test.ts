// Patterns over hostile text are linear: each reader of strangers' text gets a hundred kinds of text that tempt a pattern to
// go back and forth, 25,000 characters each, in lines and in one line. What costs much must cost no more than in proportion
// when the texts are twice as long.
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { until } from '../support/patience.ts'

interface Report {
  readonly ready?: readonly string[]
  readonly unit?: string
  readonly done?: string
  readonly slow?: readonly string[]
}

function started(): Promise<{ worker: Worker; names: readonly string[] }> {
  const worker = new Worker(new URL('./patterns-worker.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', ({ ready = [] }: Report) => resolve({ worker, names: ready }))
  })
}

/** The units at which a reader was too slow, stood still or threw; none when it came well to its end. */
async function stuckAt(worker: Worker, name: string): Promise<readonly string[]> {
  let unit = ''
  let found: readonly string[] | undefined
  const failed = (error: unknown): void => {
    found = [`${String(error)} at ${JSON.stringify(unit)}`]
  }
  const heard = (report: Report): void => {
    unit = report.unit ?? unit
    if (report.done === name) found = report.slow
  }
  worker.on('error', failed)
  worker.on('message', heard)
  worker.postMessage(name)
  try {
    for (let last = ''; found === undefined; last = unit) {
      await until('another text', () => found !== undefined || unit !== last)
    }
    return found
  } catch {
    return [`stands still at ${JSON.stringify(unit)}`]
  } finally {
    worker.off('error', failed)
    worker.off('message', heard)
  }
}

test('no reader of strangers’ text stands still, whatever the text is made of', async () => {
  let { worker, names } = await started()
  const stuck: string[] = []
  expect(names.length).toBeGreaterThan(25)
  for (const name of names) {
    const at = await stuckAt(worker, name)
    if (at.length === 0) continue
    stuck.push(...at.map((one) => `${name}: ${one}`))
    await worker.terminate()
    worker = (await started()).worker
  }
  await worker.terminate()
  expect(stuck).toEqual([])
})
