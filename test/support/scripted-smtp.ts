// An SMTP server on loopback that answers as a test tells it to, and remembers what it was sent.

import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'

/** What happens at a step: a reply line, a cut of the connection, or silence. */
export type Reply = string | 'CUT' | 'SILENCE'

/** What a server may count. */
export interface Counted {
  /** Letters whose final dot came over this connection. */
  readonly carried: number
  /** Connections that stand now, with this one. */
  readonly standing: number
}

export interface Script {
  readonly greeting?: (counted: Counted) => Reply
  readonly mail?: (from: string, counted: Counted) => Reply
  /** Hears the whole line. */
  readonly mailLine?: (line: string) => void
  readonly rcpt?: (to: string) => Reply
  /** Hears the whole line. */
  readonly rcptLine?: (line: string) => void
  readonly data?: () => Reply
  /** After the final dot. */
  readonly dot?: (to: string) => Reply
  readonly auth?: (line: string) => Reply
  readonly extensions?: readonly string[]
}

/** A letter whose final dot was seen. */
export interface Transaction {
  readonly from: string
  readonly to: readonly string[]
  readonly data: string
  readonly reply: Reply
}

export interface ScriptedSmtp {
  readonly port: number
  readonly transactions: readonly Transaction[]
  /** How often each command came, by its first word. */
  readonly commands: ReadonlyMap<string, number>
  connections(): number
  close(): Promise<void>
}

export async function startScriptedSmtp(script: Script = {}): Promise<ScriptedSmtp> {
  const transactions: Transaction[] = []
  const commands = new Map<string, number>()
  const sockets = new Set<Socket>()
  const count = { connections: 0 }
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    count.connections += 1
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => sockets.delete(socket))
    converse(socket, script, transactions, commands, () => sockets.size)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    transactions,
    commands,
    connections: () => count.connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

interface Talk {
  from: string
  to: string[]
  inData: boolean
  buffer: string
  carried: number
  readonly standing: number
}

function converse(
  socket: Socket,
  script: Script,
  transactions: Transaction[],
  commands: Map<string, number>,
  standing: () => number,
): void {
  const talk: Talk = {
    ...{ from: '', to: [], inData: false, buffer: '', carried: 0 },
    get standing() {
      return standing()
    },
  }
  const greeting = script.greeting?.(talk) ?? '220 scripted ESMTP'
  say(socket, greeting)
  if (/^[45]/.test(greeting)) socket.end()
  socket.on('data', (chunk) => {
    talk.buffer += chunk.toString('latin1')
    for (;;) {
      const end = talk.inData ? talk.buffer.indexOf('\r\n.\r\n') : talk.buffer.indexOf('\r\n')
      if (end < 0) return
      const piece = talk.buffer.slice(0, end)
      talk.buffer = talk.buffer.slice(end + (talk.inData ? 5 : 2))
      if (talk.inData) ended(socket, script, talk, piece, transactions)
      else command(socket, script, talk, piece, commands)
    }
  })
}

function ended(socket: Socket, script: Script, talk: Talk, data: string, transactions: Transaction[]): void {
  const reply = script.dot?.(talk.to[0] ?? '') ?? '250 2.0.0 taken'
  transactions.push({ from: talk.from, to: talk.to, data: data.replace(/\r\n\.\./g, '\r\n.'), reply })
  Object.assign(talk, { inData: false, from: '', to: [], carried: talk.carried + 1 })
  say(socket, reply)
}

function command(socket: Socket, script: Script, talk: Talk, line: string, commands: Map<string, number>): void {
  const word = (line.split(/[ :]/)[0] ?? '').toUpperCase()
  commands.set(word, (commands.get(word) ?? 0) + 1)
  const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
  const reply = replyTo(word, address, line, script, talk)
  say(socket, reply)
  // RFC 5321 section 3.8: a server that says 421 closes.
  if (word === 'QUIT' || reply.startsWith('421')) socket.end()
}

function replyTo(word: string, address: string, line: string, script: Script, talk: Talk): Reply {
  switch (word) {
    case 'EHLO':
      return greeted(script.extensions ?? ['8BITMIME', 'AUTH PLAIN'])
    case 'AUTH':
      return script.auth?.(line) ?? '235 2.7.0 welcome'
    case 'MAIL':
      // Recipients of a transaction that came to nothing are forgotten (RFC 5321 section 4.1.1.2).
      Object.assign(talk, { from: address, to: [] })
      script.mailLine?.(line)
      return script.mail?.(address, talk) ?? '250 2.1.0 ok'
    case 'RCPT': {
      script.rcptLine?.(line)
      const reply = script.rcpt?.(address) ?? '250 2.1.5 ok'
      if (reply.startsWith('2')) talk.to = [...talk.to, address]
      return reply
    }
    case 'DATA': {
      const reply = script.data?.() ?? '354 go on'
      talk.inData = reply.startsWith('354')
      return reply
    }
    case 'QUIT':
      return '221 bye'
    default:
      return '250 ok'
  }
}

function greeted(extensions: readonly string[]): Reply {
  const lines = ['scripted', ...extensions]
  return lines.map((line, n) => `250${n === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n')
}

function say(socket: Socket, reply: Reply): void {
  if (reply === 'SILENCE') return
  if (reply === 'TRICKLE') {
    // A line of an answer that never ends, ever so often (RFC 5321 section 4.2.1).
    const timer = setInterval(() => socket.write('250-not yet\r\n'), 20)
    socket.on('close', () => clearInterval(timer))
    return
  }
  if (reply === 'CUT') socket.destroy()
  else socket.write(`${reply}\r\n`)
}
