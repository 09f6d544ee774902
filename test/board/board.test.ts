import { expect, test } from 'vitest'
import { openBoard } from '../../src/board/board.ts'
import { Trouble } from '../../src/trouble.ts'

test('books that cannot be read are answered with 503 and the reason, and end nothing', async () => {
  const damaged = (): never => {
    throw new Trouble('the books are damaged', { lasting: true, code: 'database.damaged' })
  }
  const board = await openBoard({ host: '127.0.0.1', port: 0, reasons: damaged, metrics: damaged })
  const asked = async (path: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${board.port}${path}`)
    return `${answer.status} ${await answer.text()}`
  }
  expect(await asked('/metrics')).toBe('503 database.damaged: the books are damaged\n')
  expect(await asked('/readyz')).toBe('503 database.damaged: the books are damaged\n')
  expect(await asked('/healthz')).toBe('200 ok\n')
  await board.close()
})

test('a port that cannot be had is named with the setting and the reason', async () => {
  const quiet = { reasons: () => [], metrics: () => [] }
  const first = await openBoard({ host: '127.0.0.1', port: 0, ...quiet })
  await expect(openBoard({ host: '127.0.0.1', port: first.port, ...quiet })).rejects.toThrow(
    `http: port ${first.port} of 127.0.0.1 cannot be had: another program has it`,
  )
  await first.close()
})
