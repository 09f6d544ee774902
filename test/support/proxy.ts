// A TCP proxy before one of the lab's servers that watches what the server says and can go bad: it cuts, refuses, or
// falls silent as a peer does whose machine is gone (a half-open connection).
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What happens to bytes: they pass; they vanish and nothing ever ends; connections are refused at once. */
export type Weather = 'fair' | 'silent' | 'refused'

export interface Proxy {
  readonly port: number
  /** A connection that has met silence stays silent, whatever the weather becomes. */
  weather: Weather
  /** After so many further bytes from the server every connection is reset, once; null for never. */
  cutAfterBytes: number | null
  /** Resets every connection now. */
  cut(): void
  /** How many connections have been made. */
  connections(): number
  close(): Promise<void>
}

/** Starts a proxy on a free port of loopback; `heard` gets each piece that the server says as it passes. */
export async function startProxy(to: number, heard: (piece: string) => void = () => undefined): Promise<Proxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let count = 0
  const server = createServer((client) => {
    if (proxy.weather === 'refused') {
      client.resetAndDestroy()
      return
    }
    count += 1
    const target = connect(to, '127.0.0.1')
    const pair = [client, target] as const
    pairs.add(pair)
    const passing = silenced(proxy)
    client.on('data', (piece) => passing() && target.write(piece))
    target.on('data', (piece) => {
      if (!passing()) return
      heard(piece.toString('latin1'))
      client.write(piece)
      spend(proxy, piece.length)
    })
    client.on('error', () => undefined).on('close', () => target.destroy())
    target
      .on('error', () => undefined)
      .on('close', () => {
        pairs.delete(pair)
        if (passing()) client.destroy()
      })
  })
  const proxy: Proxy = {
    port: 0,
    weather: 'fair',
    cutAfterBytes: null,
    connections: () => count,
    cut: () => {
      for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy()
    },
    close: () =>
      new Promise((resolve) => {
        for (const pair of pairs) for (const socket of pair) socket.destroy()
        server.close(() => resolve())
      }),
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(proxy, { port: (server.address() as AddressInfo).port })
}

/** Whether a connection's bytes pass still; once they have not, they never will. */
function silenced(proxy: Proxy): () => boolean {
  let silent = false
  return () => {
    silent ||= proxy.weather === 'silent'
    return !silent
  }
}

function spend(proxy: Proxy, bytes: number): void {
  if (proxy.cutAfterBytes === null) return
  proxy.cutAfterBytes -= bytes
  if (proxy.cutAfterBytes > 0) return
  proxy.cutAfterBytes = null
  proxy.cut()
}
