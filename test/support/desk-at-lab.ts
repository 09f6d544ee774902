// The desk itself between a lab's servers: in this process with a clock of the test's, or as a process of its own that
// can be killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printMistake, readConfig } from '../../src/configuration/configuration.ts'
import { type Daemon, startDaemon } from '../../src/daemon/daemon.ts'
import { type Log, silent } from '../../src/log.ts'
import { openReading, type Reading } from '../../src/store/store.ts'
import type { Lab } from './lab.ts'

const MAIN = join(import.meta.dirname, '../../src/ticketd.js')

export interface DeskAtLab {
  readonly configFile: string
  readonly directory: string
}

/** Writes a configuration for a desk at a lab; `more` is laid over it, a level deep. */
export function configureDesk(lab: Lab, more: Readonly<Record<string, unknown>> = {}): DeskAtLab {
  const directory = mkdtempSync(join(tmpdir(), 'ticketd-desk-'))
  const least: Record<string, unknown> = {
    support: { address: lab.address('support'), name: 'Техническая поддержка', phone: '8 (495) 648-06-40' },
    mailbox: {
      host: lab.host,
      port: lab.ports.imap,
      security: 'none',
      user: lab.address('support'),
      password: lab.password('support'),
      pollSeconds: 5,
    },
    smtp: { host: lab.host, port: lab.ports.smtp, security: 'none' },
    engineers: [
      { name: 'Пётр Иванов', address: lab.address('engineer1'), roles: ['engineer', 'duty', 'lead'] },
      { name: 'Анна Петрова', address: lab.address('engineer2'), roles: ['engineer'] },
    ],
    relayHoldSeconds: 0,
    data: { directory: join(directory, 'data') },
    log: { level: 'warn' },
  }
  for (const [key, value] of Object.entries(more)) {
    const held = least[key]
    least[key] = isObject(held) && isObject(value) ? { ...held, ...value } : value
  }
  const configFile = join(directory, 'config.json')
  writeFileSync(configFile, JSON.stringify(least))
  return { configFile, directory }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Starts the desk in this process. */
export function startDesk(
  desk: DeskAtLab,
  options: { readonly clock?: () => Date; readonly log?: Log } = {},
): Promise<Daemon> {
  const config = readConfig(desk.configFile, {})
  if ('mistakes' in config) throw new Error(config.mistakes.map(printMistake).join('\n'))
  return startDaemon({
    config: config.ok,
    configFile: desk.configFile,
    environment: {},
    log: options.log ?? silent,
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  })
}

/** Starts the desk as a process; what it writes goes to the test's output only when `TICKETD_TEST_LOG` is set. */
export function spawnDesk(desk: DeskAtLab, environment: Readonly<Record<string, string>> = {}): ChildProcess {
  const stdio = process.env.TICKETD_TEST_LOG === undefined ? 'ignore' : 'inherit'
  const env = { ...process.env, ...environment }
  return neverOutlivingUs(spawn(process.execPath, [MAIN, 'run', '--config', desk.configFile], { stdio, env }))
}

/** A child that is killed when this process ends before it. */
function neverOutlivingUs(child: ChildProcess): ChildProcess {
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return child
}

/** A desk as a process whose log the test reads. */
export interface SpokenDesk {
  readonly process: ChildProcess
  /** All that it wrote so far, on both streams. */
  log(): string
  /** The log's lines as objects; what is no JSON is left out. */
  lines(): readonly Readonly<Record<string, unknown>>[]
}

/** Starts the desk as a process and keeps what it writes. */
export function runDesk(desk: DeskAtLab, environment: Readonly<Record<string, string>> = {}): SpokenDesk {
  const child = spawn(process.execPath, [MAIN, 'run', '--config', desk.configFile], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TICKETD__LOG__LEVEL: 'info', ...environment },
  })
  let written = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      written += piece
      if (process.env.TICKETD_TEST_LOG !== undefined) process.stderr.write(piece)
    })
  }
  return {
    process: child,
    log: () => written,
    lines: () =>
      written
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .map((line) => JSON.parse(line)),
  }
}

/** Ends a process with a signal and waits for its end. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
  return child.exitCode
}

/** Looks into the desk's books. */
export function inBooks<T>(desk: DeskAtLab, look: (books: Reading) => T): T {
  const books = openReading(join(desk.directory, 'data'))
  try {
    return look(books)
  } finally {
    books.close()
  }
}
