#!/usr/bin/env node
// The process: which verb, with which configuration file, and the exit code.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { spareMemory } from './cli/frame/memory.ts'
import { type ConfigurationFile, EXIT, type Io } from './cli/frame/verb.ts'
import { VERBS } from './cli/verbs.ts'
import { whyUnwritten } from './trouble.ts'

const io: Io = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  stdin: process.stdin,
  drained: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
  },
  environment: process.env,
  terminal: process.stderr.isTTY ? (text) => process.stderr.write(text) : null,
}

/** Takes --config FILE or --config=FILE out of the arguments, wherever it stands; of several the last holds. */
function configurationIn(args: string[]): ConfigurationFile | null {
  const at = args.findIndex(namesConfiguration)
  if (at < 0) {
    const file = process.env.TICKETD_CONFIG
    return { path: file ?? './config.json', named: file !== undefined }
  }
  const inline = args[at]?.startsWith('--config=') ? args[at].slice('--config='.length) : undefined
  const path = inline ?? args[at + 1]
  args.splice(at, inline === undefined ? 2 : 1)
  if (path === undefined || path === '' || path.startsWith('--')) return null
  return args.some(namesConfiguration) ? configurationIn(args) : { path, named: true }
}

function namesConfiguration(arg: string): boolean {
  return arg === '--config' || arg.startsWith('--config=')
}

function overview(): string {
  const lines = Object.entries(VERBS).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  return ['ticketd VERB [--config FILE] …', '', ...lines, '', 'ticketd VERB --help says more.'].join('\n')
}

async function main(): Promise<number> {
  const args = process.argv.slice(2)
  const configuration = configurationIn(args)
  if (configuration === null) {
    io.err('ticketd: --config wants a file')
    return EXIT.usage
  }
  const name = args.shift()
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && args.length === 0)) {
    const text = overview()
    if (name === undefined) io.err(text)
    else io.out(text)
    return name === undefined ? EXIT.usage : EXIT.done
  }
  if (name === '--version') {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))
    io.out(`ticketd ${version}, Node ${process.versions.node}`)
    return EXIT.done
  }
  if (name === 'help') return verbCalled(args[0] ?? '', ['--help'], configuration)
  return verbCalled(name, args, configuration)
}

async function verbCalled(name: string, args: string[], configuration: ConfigurationFile): Promise<number> {
  const listed = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (listed === undefined) {
    io.err(`ticketd: there is no verb "${name}"; the verbs are ${Object.keys(VERBS).join(', ')}`)
    return EXIT.usage
  }
  const verb = await listed.load()
  flushCompileCache()
  if (args.includes('--help') || args.includes('-h')) {
    io.out(verb.help)
    return EXIT.done
  }
  return verb.run(args, io, configuration)
}

/**
 * Compiled sources are kept beside the code they come from, where nobody else can write: a start takes half the time, and
 * the reader's thread needs no compiler of its own.
 */
function keepCompiled(): void {
  const kept = join(import.meta.dirname, '../node_modules/.cache/ticketd')
  if (enableCompileCache(kept).directory !== undefined) process.env.NODE_COMPILE_CACHE ??= kept
}

/** A new ticketd beside packages of the old one. */
function lacksPackage(error: unknown): string | null {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
  const name = isMissing ? /^Cannot find package '([^']+)'/.exec(error.message)?.[1] : undefined
  if (name === undefined) return null
  return `the package ${name} is not there; "npm ci" in ${join(import.meta.dirname, '..')} brings it`
}

// A reader that has seen enough (`ticketd list | head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done)
})

try {
  spareMemory()
  keepCompiled()
  process.exitCode = await main()
} catch (error) {
  io.err(`ticketd: ${lacksPackage(error) ?? whyUnwritten(error)}`)
  process.exitCode = EXIT.failed
}
