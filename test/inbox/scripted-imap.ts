// An IMAP server on loopback that lies as it is told to: enough of RFC 9051 for one client, with a hook at each fetch.
import { createServer, type Socket } from 'node:net'
import type { MailboxSettings } from '../../src/inbox/inbox.ts'

export interface ScriptedMail {
  readonly uid: number
  readonly raw: string
  /** What RFC822.SIZE says, when it lies. */
  readonly size?: string
  /** What INTERNALDATE says; null is NIL. */
  readonly internalDate?: string | null
}

/** A FETCH of bodies: which mails, how often bodies were asked before. */
export interface FetchAsked {
  readonly uids: readonly number[]
  readonly count: number
  /** The piece that is asked for; null for whole mails. */
  readonly partial: { readonly from: number; readonly bytes: number } | null
}

/** What the server does instead of answering: whole lines, a refusal, or a broken connection. */
export type FetchAnswer = { readonly rows: readonly string[] } | 'NO' | 'BAD' | 'cut' | 'silence'

export interface ScriptedImap {
  readonly port: number
  mails: ScriptedMail[]
  uidValidity: number
  capability: string
  permanentFlags: string
  /** Commands that are refused with NO. */
  readonly refused: Set<string>
  /** What is said to a sign-in that is refused. */
  refusal: string
  /** Whether a sign-in may enter, by its line. */
  mayEnter: (line: string) => boolean
  /** Command lines as they came, without the tag; sign-in lines are only counted. */
  readonly heard: string[]
  signIns: number
  /** Whether IDLE is answered with BYE. */
  endsIdle: boolean
  /** Whether MOVE is answered with OK and does nothing. */
  movesNothing: boolean
  /** How many mails SELECT and `tell` announce, when it lies. */
  exists: number | null
  /** UIDs with the flags that were stored. */
  readonly flags: Map<number, string>
  fetch: (asked: FetchAsked, usual: (uids: readonly number[]) => readonly string[]) => FetchAnswer | null
  /** Breaks every connection. */
  cut(): void
  /** Says a line to everybody who is connected. */
  tell(line: string): void
  settings(changes?: Partial<MailboxSettings>): MailboxSettings
  stop(): Promise<void>
}

/** Starts a server with these mails in its inbox. */
export async function startScriptedImap(mails: readonly ScriptedMail[]): Promise<ScriptedImap> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    serve(socket, scripted)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const scripted: ScriptedImap = {
    port,
    mails: [...mails],
    uidValidity: 1,
    capability: 'IMAP4rev1 IDLE MOVE UIDPLUS NAMESPACE',
    permanentFlags: '\\Seen \\Deleted \\*',
    refused: new Set(),
    refusal: '[AUTHENTICATIONFAILED] refused by the script',
    mayEnter: () => true,
    heard: [],
    signIns: 0,
    endsIdle: false,
    movesNothing: false,
    exists: null,
    flags: new Map(),
    fetch: () => null,
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    tell(line) {
      for (const socket of sockets) socket.write(`${line}\r\n`)
    },
    settings: (changes) => ({
      host: '127.0.0.1',
      port,
      security: 'none',
      user: 'support',
      secret: { password: 'secret' },
      folders: { inbox: 'INBOX', also: [], processed: 'Processed', failed: 'Failed' },
      pollSeconds: 0.05,
      firstStartDays: 10_000,
      ...changes,
    }),
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return scripted
}

function serve(socket: Socket, server: ScriptedImap): void {
  let rest = ''
  let idle = ''
  socket.write(`* OK [CAPABILITY ${server.capability}] ready\r\n`)
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    rest += chunk
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end)
      rest = rest.slice(end + 2)
      if (line === 'DONE') socket.write(`${idle} OK done\r\n`)
      else {
        const [tag = '', ...words] = line.split(' ')
        if (words[0] === 'IDLE') {
          idle = tag
          socket.write(server.endsIdle ? '* BYE enough for now\r\n' : '+ idling\r\n')
        } else answer(socket, server, tag, words)
      }
    }
  })
}

function answer(socket: Socket, server: ScriptedImap, tag: string, words: readonly string[]): void {
  const verb = (words[0] === 'UID' ? words[1] : words[0])?.toUpperCase() ?? ''
  const isSignIn = verb === 'LOGIN' || verb === 'AUTHENTICATE'
  if (isSignIn) server.signIns++
  else server.heard.push(words.join(' '))
  if (server.refused.has(verb) || (isSignIn && !server.mayEnter(words.join(' ')))) {
    socket.write(`${tag} NO ${isSignIn ? server.refusal : 'refused by the script'}\r\n`)
    return
  }
  const outcome = verb === 'FETCH' ? fetched(server, words) : { rows: usual(server, verb, words) }
  if (outcome === 'silence') return
  if (outcome === 'cut') socket.destroy()
  else if (typeof outcome === 'string') socket.write(`${tag} ${outcome} as you wish\r\n`)
  else {
    const done =
      verb === 'SELECT' ? '[READ-WRITE] done' : verb === 'LOGIN' ? `[CAPABILITY ${server.capability}] done` : 'done'
    socket.write(Buffer.from([...outcome.rows, `${tag} OK ${done}`].map((row) => `${row}\r\n`).join(''), 'latin1'))
  }
}

function usual(server: ScriptedImap, verb: string, words: readonly string[]): readonly string[] {
  const uids = server.mails.map((mail) => mail.uid)
  switch (verb) {
    case 'CAPABILITY':
      return [`* CAPABILITY ${server.capability}`]
    case 'NAMESPACE':
      return ['* NAMESPACE (("" "/")) NIL NIL']
    case 'LIST':
    case 'LSUB':
      return [`* ${verb} () "/" INBOX`]
    case 'SELECT':
      return [
        `* ${server.exists ?? uids.length} EXISTS`,
        '* FLAGS (\\Seen \\Deleted)',
        `* OK [PERMANENTFLAGS (${server.permanentFlags})] ok`,
        `* OK [UIDVALIDITY ${server.uidValidity}] ok`,
      ]
    case 'SEARCH':
      return [
        `* SEARCH${searched(server, words.slice(2))
          .map((uid) => ` ${uid}`)
          .join('')}`,
      ]
    case 'STORE':
      for (const uid of uidsIn(words[2] ?? '', uids))
        server.flags.set(uid, /\(([^)]*)\)/.exec(words.join(' '))?.[1] ?? '')
      return []
    case 'MOVE': {
      if (server.movesNothing) return []
      const gone = new Set(uidsIn(words[2] ?? '', uids))
      // From the last to the first, so that the sequence numbers hold.
      const numbers = uids.flatMap((uid, n) => (gone.has(uid) ? [n + 1] : [])).reverse()
      server.mails = server.mails.filter((mail) => !gone.has(mail.uid))
      return numbers.map((n) => `* ${n} EXPUNGE`)
    }
    default:
      return []
  }
}

function searched(server: ScriptedImap, words: readonly string[]): readonly number[] {
  const uids = server.mails.map((mail) => mail.uid)
  if (words[0] === 'UID') return uidsIn(words[1] ?? '', uids)
  if (words[0] === 'UNSEEN') return uids.filter((uid) => server.flags.get(uid) === undefined)
  if (words[0] === 'UNKEYWORD') return uids.filter((uid) => server.flags.get(uid) !== words[1])
  return uids
}

/** The UIDs of a set. A range that begins past the end names the last mail, as the RFC wants. */
function uidsIn(set: string, uids: readonly number[]): readonly number[] {
  const last = Math.max(0, ...uids)
  const number = (text: string | undefined): number => (text === '*' ? last : Number(text))
  return set.split(',').flatMap((range) => {
    const [a, b = a] = range.split(':')
    const [low, high] = [Math.min(number(a), number(b)), Math.max(number(a), number(b))]
    return uids.filter((uid) => uid >= low && uid <= high)
  })
}

function fetched(server: ScriptedImap, words: readonly string[]): FetchAnswer {
  const asked = uidsIn(
    words[2] ?? '',
    server.mails.map((mail) => mail.uid),
  )
  const items = words.slice(3).join(' ')
  const partial = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/.exec(items)
  const rows = (uids: readonly number[]): readonly string[] =>
    server.mails.filter((mail) => uids.includes(mail.uid)).map((mail) => row(server, mail, partial))
  if (partial === null) return { rows: rows(asked) }
  const count = server.heard.filter((line) => line.includes('BODY.PEEK[]')).length - 1
  const piece = partial[1] === undefined ? null : { from: Number(partial[1]), bytes: Number(partial[2]) }
  return server.fetch({ uids: asked, count, partial: piece }, rows) ?? { rows: rows(asked) }
}

function row(server: ScriptedImap, mail: ScriptedMail, partial: RegExpExecArray | null): string {
  const seq = server.mails.indexOf(mail) + 1
  const raw = Buffer.from(mail.raw, 'utf8').toString('latin1')
  if (partial === null) {
    const date = mail.internalDate === null ? 'NIL' : `"${mail.internalDate ?? '02-Mar-2026 10:00:00 +0300'}"`
    return `* ${seq} FETCH (UID ${mail.uid} INTERNALDATE ${date} RFC822.SIZE ${mail.size ?? raw.length})`
  }
  const from = Number(partial[1] ?? 0)
  const piece = partial[1] === undefined ? raw : raw.slice(from, from + Number(partial[2]))
  return `* ${seq} FETCH (UID ${mail.uid} BODY[]${partial[1] === undefined ? '' : `<${from}>`} {${piece.length}}\r\n${piece})`
}
