// What operators look at: whether the desk lives (/healthz), whether it works (/readyz), its figures (/metrics).
// Listens on loopback unless told otherwise; says nothing about anybody's mail.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Trouble } from '../trouble.ts'

/** One figure in Prometheus' text form. */
export interface Metric {
  readonly name: `ticketd_${string}`
  readonly help: string
  readonly type: 'gauge' | 'counter'
  readonly values: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[]
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
  readonly metrics: () => readonly Metric[]
}

export interface Board {
  readonly port: number
  close(): Promise<void>
}

/** Starts to listen; rejects with lasting Trouble when the port cannot be had. */
export async function openBoard(options: BoardOptions): Promise<Board> {
  const server = createServer((request, response) => {
    try {
      answered(request, response, options)
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      answer(response, 503, `${error.code ?? 'database.failing'}: ${error.message}\n`)
    }
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

function answered({ method, url }: IncomingMessage, response: ServerResponse, options: BoardOptions): void {
  const path = (url ?? '/').split('?')[0]
  if (method !== 'GET' && method !== 'HEAD') answer(response, 405, 'only GET is understood\n')
  else if (path === '/healthz') answer(response, 200, 'ok\n')
  else if (path === '/readyz') readiness(response, options.reasons())
  else if (path === '/metrics') answer(response, 200, printed(options.metrics()))
  else answer(response, 404, 'there are /healthz, /readyz and /metrics\n')
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

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(text)
}

/** Prometheus text exposition format 0.0.4. */
export function printed(metrics: readonly Metric[]): string {
  const lines = metrics.flatMap((metric) => [
    `# HELP ${metric.name} ${metric.help}`,
    `# TYPE ${metric.name} ${metric.type}`,
    ...metric.values.map(({ labels, value }) => `${metric.name}${labelled(labels ?? {})} ${value}`),
  ])
  return `${lines.join('\n')}\n`
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`))}"`,
  )
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
