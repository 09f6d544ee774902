// A TCP proxy before one of the lab's servers that watches what the server says and can go bad: it cuts, refuses, or
// falls silent as a peer does whose machine is gone (a half-open connection).
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What happens to bytes: they pass; they vanish and nothing ever ends; connections are refused at once. */
export type Weather = 'fair' | 'silent' | 'refused'

export interface Proxy {
  readonly port: number
  /** Setting silence makes every connection silent for ever; while it lasts, new ones are silent from the start. */
  weather: Weather
  /** After so many further bytes from the server every connection is reset, once; null for never. */
  cutAfterBytes: number | null
  /** Resets every connection now. */
  cut(): void
  /** How many connections have been made. */
  connections(): number
  close(): Promise<void>
}

interface Pair {
  readonly client: Socket
  readonly target: Socket
  silent: boolean
}

/** Starts a proxy on a free port of loopback; `heard` gets each piece that the server says as it passes. */
export async function startProxy(to: number, heard: (piece: string) => void = () => undefined): Promise<Proxy> {
  const pairs = new Set<Pair>()
  let count = 0
  let weather: Weather = 'fair'
  const server = createServer((client) => {
    if (weather === 'refused') {
      client.resetAndDestroy()
      return
    }
    count += 1
    const target = connect(to, '127.0.0.1')
    // What comes in two pieces goes on in two, and not 40 ms later (RFC 896 against RFC 1122 section 4.2.3.2).
    for (const socket of [client, target]) socket.setNoDelay(true)
    const pair: Pair = { client, target, silent: weather === 'silent' }
    pairs.add(pair)
    client.on('data', (piece) => pair.silent || target.write(piece))
    target.on('data', (piece) => {
      if (pair.silent) return
      heard(piece.toString('latin1'))
      client.write(piece)
      spend(proxy, piece.length)
    })
    client.on('error', () => undefined).on('close', () => target.destroy())
    target
      .on('error', () => undefined)
      .on('close', () => {
        pairs.delete(pair)
        if (!pair.silent) client.destroy()
      })
  })
  const proxy: Proxy = {
    port: 0,
    get weather() {
      return weather
    },
    set weather(next) {
      weather = next
      if (next === 'silent') for (const pair of pairs) pair.silent = true
    },
    cutAfterBytes: null,
    connections: () => count,
    cut: () => {
      for (const { client, target } of pairs) for (const socket of [client, target]) socket.resetAndDestroy()
    },
    close: () =>
      new Promise((resolve) => {
        for (const { client, target } of pairs) for (const socket of [client, target]) socket.destroy()
        server.close(() => resolve())
      }),
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(proxy, { port: (server.address() as AddressInfo).port })
}

function spend(proxy: Proxy, bytes: number): void {
  if (proxy.cutAfterBytes === null) return
  proxy.cutAfterBytes -= bytes
  if (proxy.cutAfterBytes > 0) return
  proxy.cutAfterBytes = null
  proxy.cut()
}
