// `ticketd example NAME`: files to begin with, as they stand beside this one; another example is a row of the table and a file.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readArguments } from './frame/arguments.ts'
import { EXIT, type Verb, wrongUsage } from './frame/verb.ts'

/** What can be printed: its file, and what it is for. */
export const EXAMPLES: Readonly<Record<string, { readonly file: string; readonly what: string }>> = {
  compose: { file: 'examples/compose.yaml', what: 'compose.yaml for the container' },
  systemd: { file: 'examples/ticketd.service', what: 'a hardened unit for systemd' },
  contracts: { file: 'examples/contracts.json', what: 'a contracts file' },
  alerts: { file: 'examples/alerts.yaml', what: 'alert rules for Prometheus' },
  dashboard: { file: 'examples/dashboard.json', what: 'a dashboard for Grafana' },
  config: { file: '../../config.example.json', what: 'every setting of the configuration' },
}

const HELP = `ticketd example NAME

Prints a file to begin with:
${Object.entries(EXAMPLES)
  .map(([name, { what }]) => `  ${name.padEnd(12)}${what}`)
  .join('\n')}`

export const exampleVerb: Verb = {
  name: 'example',
  help: HELP,
  async run(args, io) {
    const given = readArguments(args, {})
    if (typeof given === 'string') return wrongUsage(io, exampleVerb, given)
    const [name, ...more] = given.positionals
    const names = Object.keys(EXAMPLES).join(', ')
    if (name === undefined || more.length > 0) return wrongUsage(io, exampleVerb, `name one of ${names}`)
    const example = Object.hasOwn(EXAMPLES, name) ? EXAMPLES[name] : undefined
    if (example === undefined) return wrongUsage(io, exampleVerb, `there is no example "${name}"; there are ${names}`)
    io.out(readFileSync(join(import.meta.dirname, example.file), 'utf8').trimEnd())
    return EXIT.done
  },
}
