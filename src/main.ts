#!/usr/bin/env node
// The process: which verb, with which configuration file, and the exit code.
import { readFileSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { spareMemory } from './cli/memory.ts'
import type { ConfigurationFile, Io, Verb } from './cli/verb.ts'
import { EXIT } from './cli/verb.ts'
import { sentenceOf } from './trouble.ts'

/** The verbs of the contract; each is loaded only when it is called. */
const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  run: async () => (await import('./cli/run.ts')).runVerb,
  check: async () => (await import('./cli/check.ts')).checkVerb,
  demo: async () => (await import('./cli/demo.ts')).demoVerb,
  parse: async () => (await import('./cli/parse.ts')).parseVerb,
  explain: async () => (await import('./cli/explain.ts')).explainVerb,
  deadline: async () => (await import('./cli/deadline.ts')).deadlineVerb,
  calendar: async () => (await import('./cli/calendar.ts')).calendarVerb,
  list: async () => (await import('./cli/list.ts')).listVerb,
  show: async () => (await import('./cli/show.ts')).showVerb,
  find: async () => (await import('./cli/find.ts')).findVerb,
  report: async () => (await import('./cli/report.ts')).reportVerb,
  new: async () => (await import('./cli/new.ts')).newVerb,
  outbox: async () => (await import('./cli/outbox.ts')).outboxVerb,
  backup: async () => (await import('./cli/backup.ts')).backupVerb,
  restore: async () => (await import('./cli/restore.ts')).restoreVerb,
}

const io: Io = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  stdin: process.stdin,
  environment: process.env,
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

async function overview(): Promise<string> {
  const verbs = await Promise.all(Object.values(VERBS).map((load) => load()))
  const lines = verbs.map((verb) => `  ${verb.name.padEnd(10)}${verb.summary}`)
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
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const text = await overview()
    if (name === undefined) io.err(text)
    else io.out(text)
    return name === undefined ? EXIT.usage : EXIT.done
  }
  if (name === '--version') {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))
    io.out(`ticketd ${version}, Node ${process.versions.node}`)
    return EXIT.done
  }
  const load = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (load === undefined) {
    io.err(`ticketd: there is no verb "${name}"; the verbs are ${Object.keys(VERBS).join(', ')}`)
    return EXIT.usage
  }
  const verb = await load()
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

// A reader that has seen enough (`ticketd list | head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done)
})

try {
  spareMemory()
  keepCompiled()
  process.exitCode = await main()
} catch (error) {
  io.err(`ticketd: ${sentenceOf(error)}`)
  process.exitCode = EXIT.failed
}
