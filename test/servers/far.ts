// The customers' server, seen from the desk's: it takes mail for every domain and keeps it in the lab's sink. After
// their first mail, the acknowledgement, `nobody…@` is unknown and `late…@` waits until he is released.
import { createTransport } from 'nodemailer'
import { SMTPServer } from 'smtp-server'
import type { Lab } from '../support/lab.ts'

/** What it says of who it does not know. */
export const UNKNOWN = '550 5.1.1 no such person here'

/** A running server. */
export interface Far {
  readonly port: number
  /** From now on what it takes goes to this lab's sink. */
  keepIn(lab: Lab): void
  /** Lets nobody wait any more. */
  release(): void
  stop(): Promise<void>
}

/** Starts the customers' server on a port that is free. */
export async function startFar(): Promise<Far> {
  let lab: Lab | null = null
  let released = false
  const taken = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    // Where it may, Exim sends QUIT with the dot and closes its half; smtp-server then hangs up without an answer.
    hidePIPELINING: true,
    size: 100_000_000,
    logger: false,
    onRcptTo({ address }, _session, callback) {
      if (address.startsWith('nobody') && taken.has(address)) callback(refusal(UNKNOWN))
      else if (address.startsWith('late') && taken.has(address) && !released)
        callback(refusal('451 4.7.1 Greylisting in action, please come back later'))
      else callback()
    },
    onData(stream, { envelope }, callback) {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        const raw = Buffer.concat(pieces)
        const kept = lab === null ? Promise.reject(new Error('nowhere to keep it')) : keep(lab, raw)
        kept.then(
          () => {
            for (const one of envelope.rcptTo) taken.add(one.address)
            callback()
          },
          (error: Error) => callback(error),
        )
      })
    },
  })
  server.on('error', () => undefined)
  const listening = await new Promise<number>((resolve) => {
    const under = server.listen(0, '127.0.0.1', () => {
      const at = under.address()
      resolve(typeof at === 'object' && at !== null ? at.port : 0)
    })
  })
  return {
    port: listening,
    keepIn(where) {
      lab = where
    },
    release() {
      released = true
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function refusal(answer: string): Error {
  const responseCode = Number(answer.slice(0, 3))
  return Object.assign(new Error(answer.slice(4)), { responseCode })
}

async function keep(lab: Lab, raw: Buffer): Promise<void> {
  const transport = createTransport({ host: lab.host, port: lab.ports.lmtp, lmtp: true, ignoreTLS: true })
  try {
    await transport.sendMail({ envelope: { from: 'far@far.test', to: [lab.address('sink')] }, raw })
  } finally {
    transport.close()
  }
}
