// The command line as an operator uses it: a process, its standard streams, its exit status; and a configuration whose
// servers nobody needs to reach.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const MAIN = join(import.meta.dirname, '../../src/main.ts')

export interface Ran {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

export interface Around {
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly directory?: string
}

/** Runs `ticketd` with these arguments and waits for its end. */
export async function ticketd(args: readonly string[], around: Around = {}): Promise<Ran> {
  const { TICKETD_CONFIG: _, ...inherited } = process.env
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: around.directory ?? tmpdir(),
    env: { ...inherited, ...around.environment },
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (piece: Buffer) => out.push(piece))
  child.stderr.on('data', (piece: Buffer) => err.push(piece))
  child.stdin.on('error', () => undefined)
  child.stdin.end(around.input ?? '')
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') }
}

/** A configuration file of its own in a new folder; `more` replaces whole settings. */
export function configuration(more: Readonly<Record<string, unknown>> = {}): {
  readonly file: string
  readonly directory: string
  readonly books: string
} {
  const directory = mkdtempSync(join(tmpdir(), 'ticketd-cli-'))
  const settings = {
    support: { address: 'support@vendor.example', name: 'Техническая поддержка', phone: '8 (495) 000-00-00' },
    mailbox: { host: '127.0.0.1', port: 9, security: 'none', user: 'support', password: 'unused' },
    smtp: { host: '127.0.0.1', port: 9, security: 'none' },
    engineers: [{ name: 'Пётр Иванов', address: 'p.ivanov@vendor.example', roles: ['engineer', 'duty', 'lead'] }],
    data: { directory: 'data' },
    ...more,
  }
  const file = join(directory, 'config.json')
  writeFileSync(file, JSON.stringify(settings))
  return { file, directory, books: join(directory, 'data') }
}
