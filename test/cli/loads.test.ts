// What a verb loads before it does anything: counted, since each package is time at every start.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../../src/main.ts')

/** Runs beside the verb and prints the packages that were loaded, after all else. */
const WATCH = `
  import { registerHooks } from 'node:module'
  const packages = new Set()
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules\\/)/.exec(found.url)?.[1]
      if (name !== undefined) packages.add(name)
      return found
    },
  })
  process.on('exit', () => process.stdout.write('loaded ' + [...packages].sort().join(' ')))
`

function packagesOf(...args: readonly string[]): readonly string[] {
  const watch = `data:text/javascript,${encodeURIComponent(WATCH)}`
  const said = execFileSync(process.execPath, ['--import', watch, MAIN, ...args], { encoding: 'utf8' })
  return said.slice(said.lastIndexOf('loaded ') + 'loaded '.length).split(' ')
}

const MAIL = ['imapflow', 'nodemailer', 'mailparser', 'pino', 'prom-client', '@opentelemetry/api']

test.each(['check', 'report', 'statement', 'list', 'show', 'find', 'new', 'erase', 'backup', 'verify', 'parse'])(
  'ticketd %s loads no library of the mailbox, the mail server or the figures',
  (verb) => {
    const packages = packagesOf(verb, '--help')
    expect(packages).toContain('lvovich')
    expect(MAIL.filter((name) => packages.includes(name))).toEqual([])
  },
)

test('the list of verbs loads no package at all', () => {
  expect(packagesOf('--help')).toEqual([''])
})
