// The listener: whether the desk lives (/healthz), whether it works (/readyz), its figures (/metrics), and the board's pages
// for whoever has the token. Listens on loopback unless told otherwise.
import { open, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { Trouble } from '../trouble.ts'
import { type Asked, type Entrance, enter } from './entrance.ts'
import type { Metrics } from './metrics.ts'
import type { Looks, PageAnswer, Site } from './site.ts'
import { bearerOf, type Guard, openGuard } from './tokens.ts'

export type { Asked } from './entrance.ts'
export type { DeliveryOutcome, DeskState, Metrics } from './metrics.ts'
export type { FileInHand, Looks, PageAnswer, PageQuestion, Site } from './site.ts'

/** The pages, loaded where they are made: the desk's own thread needs none of their libraries. */
export async function openSite(looks: Looks): Promise<Site> {
  const { siteOf } = await import('./site.ts')
  return siteOf(looks)
}

/** The counters, loaded where somebody may ask for them. */
export async function openMetrics(build: { readonly version: string; readonly node: string }): Promise<Metrics> {
  const { metricsOf } = await import('./metrics.ts')
  return metricsOf(build)
}

/** Why the desk does not work: a code that never changes, and a sentence. */
export interface Reason {
  readonly code: string
  readonly sentence: string
}

export interface BoardOptions {
  readonly host: string
  readonly port: number
  /** Why the desk does not work now; empty when it does. Trouble that these two throw is answered with 503. */
  readonly reasons: () => readonly Reason[]
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>
  /** Asked for by /metrics when it is set; without it there are no pages. */
  readonly token: string | null
  /** Makes a page beside the desk; rejects when it cannot. */
  readonly ask: (question: Asked) => Promise<PageAnswer>
  readonly clock: () => Date
}

export interface Board {
  readonly port: number
  close(): Promise<void>
}

/** Starts to listen; rejects with lasting Trouble when the port cannot be had. */
export async function openBoard(options: BoardOptions): Promise<Board> {
  const guard = options.token === null ? null : openGuard(options.token)
  const server = createServer((request, response) => {
    answered(request, response, options, guard).catch((error: unknown) => {
      const { code, message } = error instanceof Trouble ? error : { code: null, message: 'this cannot be shown now' }
      if (response.headersSent) response.destroy()
      else answer(response, 503, `${code ?? 'database.failing'}: ${message}\n`)
    })
  })
  await listening(server, options)
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function answered(
  request: IncomingMessage,
  response: ServerResponse,
  options: BoardOptions,
  guard: Guard | null,
): Promise<void> {
  const { method, url } = request
  const path = (url ?? '/').split('?')[0] ?? '/'
  if (!OPERATORS.includes(path)) return visited(request, response, options, guard)
  if (method !== 'GET' && method !== 'HEAD') answer(response, 405, 'only GET is understood\n')
  else if (path === '/healthz') answer(response, 200, 'ok\n')
  else if (path === '/readyz') readiness(response, options.reasons())
  else if (guard === null || isLetIn(request, response, guard, options.clock())) {
    const { contentType, text } = await options.metrics()
    answer(response, 200, text, { 'content-type': contentType })
  }
}

const OPERATORS: readonly string[] = ['/healthz', '/readyz', '/metrics']

/** The board's pages, for people. */
async function visited(
  request: IncomingMessage,
  response: ServerResponse,
  { clock, ask }: BoardOptions,
  guard: Guard | null,
): Promise<void> {
  if (guard === null)
    return answer(response, 404, 'there are /healthz, /readyz and /metrics; the board wants http.token to be set\n')
  const door: Entrance = { guard, clock, ask, send }
  await enter(request, response, door)
}

/**
 * Sends a file in pieces; its name is taken away first, so that nothing is left however this ends. Rejects when it cannot be
 * opened. A visitor who goes away is no error.
 */
async function send(file: string, response: ServerResponse): Promise<void> {
  // Opened here and not by a stream: one that opens after its visitor has gone has nobody to tell of its error.
  const opened = await open(file)
  await rm(file, { force: true })
  await pipeline(opened.createReadStream(), response).catch(() => undefined)
  await opened.close()
}

/** Whether the token is the right one; answers when it is not. */
function isLetIn({ headers, socket }: IncomingMessage, response: ServerResponse, guard: Guard, now: Date): boolean {
  const remote = socket.remoteAddress ?? ''
  const verdict = guard.token(bearerOf(headers.authorization), remote, now)
  if (verdict === 'too many') {
    answer(response, 429, 'too many wrong tokens\n', { 'retry-after': String(guard.rest(remote, now)) })
  } else if (verdict !== 'right') {
    answer(response, 401, `the token is ${verdict}\n`, { 'www-authenticate': 'Bearer realm="ticketd"' })
  }
  return verdict === 'right'
}

function listening(server: Server, options: BoardOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(notHad(options, error)))
    server.listen(options.port, options.host, () => resolve())
  })
}

const NO_PORT: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has it',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this user may not have it',
}

function notHad({ host, port }: BoardOptions, error: NodeJS.ErrnoException): Trouble {
  const why = NO_PORT[error.code ?? ''] ?? error.code ?? error.message
  return new Trouble(`http: port ${port} of ${host} cannot be had: ${why}`, { lasting: true, cause: error })
}

function readiness(response: ServerResponse, reasons: readonly Reason[]): void {
  if (reasons.length === 0) answer(response, 200, 'ready\n')
  else answer(response, 503, reasons.map(({ code, sentence }) => `${code}: ${sentence}\n`).join(''))
}

function answer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const plain = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  response.writeHead(status, { ...plain, ...headers })
  response.end(text)
}
