// The listener for operators: what is asked of books that cannot be read, of a port that is taken, and without the token.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Board, type BoardOptions, openBoard, type PageAnswer } from '../../src/board/board.ts'
import { Trouble } from '../../src/trouble.ts'
import { until } from '../support/patience.ts'

const NOW = new Date('2026-05-18T09:00:00Z')
const REQUESTS = 'http.server.request.start'
const boards: Board[] = []
afterEach(async () => {
  for (const one of boards.splice(0)) await one.close()
})

async function opened(options: Partial<BoardOptions> = {}): Promise<Board> {
  const metrics = async () => ({ contentType: 'text/plain; version=0.0.4', text: 'ticketd_ready 1\n' })
  const quiet = {
    host: '127.0.0.1',
    port: 0,
    token: null,
    clock: () => NOW,
    reasons: () => [],
    metrics,
    ask: () => Promise.reject(new Error('no page')),
  }
  const board = await openBoard({ ...quiet, ...options })
  boards.push(board)
  return board
}

async function asked(board: Board, path: string, token?: string): Promise<string> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const answer = await fetch(`http://127.0.0.1:${board.port}${path}`, { headers })
  return `${answer.status} ${await answer.text()}`
}

test('books that cannot be read are answered with 503 and the reason, and end nothing', async () => {
  const damaged = (): never => {
    throw new Trouble('the books are damaged', { lasting: true, code: 'database.damaged' })
  }
  const board = await opened({ reasons: damaged, metrics: damaged })
  expect(await asked(board, '/metrics')).toBe('503 database.damaged: the books are damaged\n')
  expect(await asked(board, '/readyz')).toBe('503 database.damaged: the books are damaged\n')
  expect(await asked(board, '/healthz')).toBe('200 ok\n')
})

test('a desk that is not ready says so with 503, each reason with its code; one that is, with 200', async () => {
  const reasons = () => [{ code: 'outbox.refused', sentence: 'the SMTP server refuses us' }]
  expect(await asked(await opened({ reasons }), '/readyz')).toBe('503 outbox.refused: the SMTP server refuses us\n')
  expect(await asked(await opened(), '/readyz')).toBe('200 ready\n')
})

test('a port that cannot be had is named with the setting and the reason', async () => {
  const first = await opened()
  await expect(opened({ port: first.port })).rejects.toThrow(
    `http: port ${first.port} of 127.0.0.1 cannot be had: another program has it`,
  )
})

test('the figures are for anybody without a token, and behind it for nobody else; health is for any probe', async () => {
  expect(await asked(await opened(), '/metrics')).toBe('200 ticketd_ready 1\n')
  const guarded = await opened({ token: 'слово-42' })
  const plain = await opened({ token: 'word-42' })
  expect(await asked(plain, '/metrics')).toBe('401 the token is missing\n')
  expect(await asked(plain, '/metrics', 'word-43')).toBe('401 the token is wrong\n')
  expect(await asked(plain, '/metrics?token=word-42')).toBe('401 the token is missing\n')
  expect(await asked(plain, '/metrics', 'word-42')).toBe('200 ticketd_ready 1\n')
  expect(await asked(guarded, '/readyz')).toBe('200 ready\n')
})

test('after ten wrong tokens within a minute the right one waits too, and is told how long', async () => {
  let now = NOW
  const board = await opened({ token: 'word', clock: () => now })
  for (let n = 1; n <= 10; n++) expect(await asked(board, '/metrics', `wrong-${n}`)).toBe('401 the token is wrong\n')
  now = new Date(NOW.getTime() + 20_000)
  expect(await asked(board, '/metrics', 'word')).toBe('429 too many wrong tokens\n')
  const answer = await fetch(`http://127.0.0.1:${board.port}/metrics`, { headers: { authorization: 'Bearer word' } })
  expect(answer.headers.get('retry-after')).toBe('40')
  now = new Date(NOW.getTime() + 60_000)
  expect(await asked(board, '/metrics', 'word')).toBe('200 ticketd_ready 1\n')
})

test('a visitor who leaves before his file is open ends nothing, also when the file has gone; no file stays behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ticketd-board-'))
  const file = join(folder, 'picture')
  const answers: (() => void)[] = []
  const ask = () =>
    new Promise<PageAnswer>((resolve) => {
      answers.push(() => resolve({ status: 200, headers: {}, body: '', file }))
    })
  const board = await opened({ token: 'word-42', ask })
  const leave = async (): Promise<void> => {
    const responses: ServerResponse[] = []
    const seen = (message: unknown): number => responses.push((message as { response: ServerResponse }).response)
    subscribe(REQUESTS, seen)
    const visitor = get({ port: board.port, path: '/file', headers: { authorization: 'Bearer word-42' } })
    visitor.on('error', () => undefined)
    await until('he asks', () => answers.length === 1)
    unsubscribe(REQUESTS, seen)
    const closed = responses.map((response) => once(response, 'close'))
    visitor.destroy()
    await Promise.all(closed)
    answers.pop()?.()
  }
  await leave()
  writeFileSync(file, 'a picture')
  await leave()
  await until('the file is taken away', () => !existsSync(file))
  expect(await asked(board, '/healthz')).toBe('200 ok\n')
  rmSync(folder, { recursive: true })
})
