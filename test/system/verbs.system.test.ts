// Every verb as a process: its help, its exit status for wrong usage and for a wrong configuration, what it says without
// books, and that a reader who has seen enough is no failure.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { VERBS as LISTED } from '../../src/cli/verbs.ts'
import { fileLetter } from '../../src/filing.ts'
import { openStore } from '../../src/store/store.ts'
import { openWording } from '../../src/wording/wording.ts'
import { configuration, MAIN, ticketd } from '../support/cli.ts'
import { letterFrom, policyWith } from '../support/desk.ts'

const VERBS = Object.keys(LISTED)
/** Verbs that look at or write in the books: an argument list that is right for each. */
const AT_THE_BOOKS: Readonly<Record<string, readonly string[]>> = {
  list: ['list'],
  show: ['show', '1'],
  find: ['find', 'каталог'],
  outbox: ['outbox'],
  retry: ['outbox', 'retry', '1'],
  new: ['new', '--phone', '84951112233', '--text', 'Вопрос'],
  backup: ['backup', 'copies'],
  verify: ['verify'],
}

let desk: ReturnType<typeof configuration>
beforeEach(() => {
  desk = configuration()
})
afterEach(() => rmSync(desk.directory, { recursive: true }))

/** Books with some tickets of one customer. */
function fill(count: number): void {
  const store = openStore(desk.books)
  const wording = openWording(join(import.meta.dirname, '../../templates'), 'Europe/Moscow')
  const policy = policyWith()
  for (let n = 1; n <= count; n += 1) {
    const at = new Date('2026-11-18T09:00:00Z')
    fileLetter(letterFrom({ messageId: `m${n}@plant.example`, subject: `Каталог ${n}` }), {
      policy,
      clock: () => at,
      transaction: (work) => store.transaction(work),
      render: (draft) => wording.render(draft),
      tell: (event) => wording.tell(event, policy.language),
    })
  }
  store.close()
}

describe('the command line', () => {
  test('names every verb of the contract', async () => {
    const { status, out } = await ticketd(['--help'])
    expect(status).toBe(0)
    for (const verb of VERBS) expect(out).toMatch(new RegExp(`^  ${verb} +\\S`, 'm'))
    for (const verb of [
      'run',
      'check',
      'demo',
      'parse',
      'explain',
      'deadline',
      'list',
      'show',
      'find',
      'new',
      'outbox',
      'backup',
      'restore',
      'verify',
    ])
      expect(VERBS).toContain(verb)
  })

  test.each(VERBS)('%s has a help that names it, on standard output', async (verb) => {
    const { status, out, err } = await ticketd([verb, '--help'])
    expect([status, err]).toEqual([0, ''])
    expect(out).toContain(`ticketd ${verb}`)
  })

  test.each(VERBS)('%s refuses an option that it has not, with status 2 and its help', async (verb) => {
    const { status, out, err } = await ticketd([verb, '--no-such-option', '--config', desk.file])
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain(`ticketd ${verb}`)
  })

  test('a verb that is none, none at all, and --config without a file are wrong usage', async () => {
    expect((await ticketd(['lst'])).err).toContain('there is no verb "lst"')
    expect((await ticketd(['lst'])).status).toBe(2)
    expect((await ticketd([])).status).toBe(2)
    expect((await ticketd(['list', '--config'])).status).toBe(2)
  })

  test.each(['run', 'check', 'list', 'new'])(
    '%s names every mistake of a configuration at once, each with its path, and ends with 78',
    async (name) => {
      writeFileSync(
        desk.file,
        JSON.stringify({
          ...JSON.parse(readFileSync(desk.file, 'utf8')),
          ...{ engineers: [], language: 'fr', colour: 'red' },
        }),
      )
      const { status, out, err } = await ticketd([...(AT_THE_BOOKS[name] ?? [name]), '--config', desk.file])
      expect([status, out]).toEqual([78, ''])
      const lines = err.trim().split('\n')
      for (const path of ['engineers', 'language', 'colour']) {
        expect(lines.filter((line) => line.startsWith(path))).toHaveLength(1)
      }
    },
  )

  test.each(Object.keys(AT_THE_BOOKS))('%s without books says so in one line and makes none', async (name) => {
    const { status, out, err } = await ticketd([...(AT_THE_BOOKS[name] ?? []), '--config', desk.file])
    expect([status, out]).toEqual([1, ''])
    expect(err).toBe(`ticketd: there are no books in ${desk.books} yet: "ticketd run" makes them\n`)
  })

  test('mistakes of the configuration, the contracts and a calendar are listed together, with status 78', async () => {
    const config = JSON.parse(readFileSync(desk.file, 'utf8'))
    const file = join(desk.directory, 'mistaken.json')
    const contract = {
      number: '1',
      organisation: 'АО',
      domains: ['mail.ru'],
      validFrom: '2026-01-01',
      validTo: 'never',
    }
    writeFileSync(join(desk.directory, 'contracts-mistaken.json'), JSON.stringify([contract]))
    const clock = { minDays: 12, maxDays: 10, calendars: ['none.json'] }
    const smtp = { ...config.smtp, prot: 1 }
    writeFileSync(file, JSON.stringify({ ...config, smtp, clock, contracts: 'contracts-mistaken.json' }))
    const { status, err } = await ticketd(['check', '--config', file])
    expect(status).toBe(78)
    const places = err
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^.*\//, '').replace(/: .*/, ''))
    expect(places).toEqual([
      'smtp.prot',
      'clock.minDays',
      'contracts-mistaken.json [0].validTo',
      'contracts-mistaken.json [0].domains[0]',
      'none.json',
    ])
  })

  test('a configuration that is not there is named, with status 78', async () => {
    const { status, err } = await ticketd(['list', '--config', join(desk.directory, 'nowhere.json')])
    expect(status).toBe(78)
    expect(err).toMatch(/nowhere\.json.*there is no such file/)
    expect((await ticketd(['list'], { environment: { TICKETD_CONFIG: desk.file } })).status).toBe(1)
  })
})

describe('with books', () => {
  test('list, show and find print what is there, as lines and as JSON', async () => {
    fill(2)
    const at = ['--config', desk.file]
    const lines = (await ticketd(['list', ...at])).out.trim().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^SKPS-1 .*Каталог 1$/)
    const listed = (await ticketd(['list', '--json', '--state', 'new', ...at])).out.trim().split('\n')
    expect(listed.map((line) => JSON.parse(line).id)).toEqual(['SKPS-1', 'SKPS-2'])
    expect((await ticketd(['list', '--state', 'closed', ...at])).err).toBe('no tickets\n')
    expect((await ticketd(['list', '--state', 'nowhere', ...at])).status).toBe(2)
    const shown = await ticketd(['show', 'skps-2', '--json', ...at])
    expect(JSON.parse(shown.out)).toMatchObject({ id: 'SKPS-2', subject: 'Каталог 2', messages: [{}, {}] })
    expect((await ticketd(['show', '2', '--why', ...at])).out).toContain('history')
    expect(await ticketd(['show', '99', ...at])).toMatchObject({ status: 1, err: 'there is no ticket SKPS-99\n' })
    expect((await ticketd(['show', 'x', ...at])).status).toBe(2)
    expect((await ticketd(['find', 'каталоги', ...at])).out).toContain('SKPS-2')
    const found = (await ticketd(['find', 'каталоги', '--json', ...at])).out.trim().split('\n')
    expect(found.map((line) => JSON.parse(line).id).sort()).toEqual(['SKPS-1', 'SKPS-2'])
  })

  test('the outbox is listed; a delivery is made due, dropped, and not found a second time', async () => {
    fill(1)
    const at = ['--config', desk.file]
    const rows = (await ticketd(['outbox', '--json', ...at])).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(Object.keys(rows[0])).toEqual(['id', 'ticket', 'to', 'kind', 'state', 'attempts', 'nextAt', 'error'])
    const id = String(rows[0].id)
    expect((await ticketd(['outbox', 'retry', id, ...at])).status).toBe(0)
    expect((await ticketd(['outbox', 'drop', id, ...at])).status).toBe(0)
    expect(await ticketd(['outbox', 'drop', id, ...at])).toMatchObject({ status: 1, out: '' })
    expect((await ticketd(['outbox', 'drop', ...at])).status).toBe(2)
  })

  test('a reader that has seen enough is no failure', async () => {
    fill(40)
    const child = spawn('sh', ['-c', `"${process.execPath}" "${MAIN}" show 1 --config "${desk.file}" | true`])
    const [status] = await once(child, 'close')
    expect(status).toBe(0)
    const piped = spawn(process.execPath, [MAIN, 'list', '--json', '--config', desk.file])
    piped.stdout.destroy()
    const err: Buffer[] = []
    piped.stderr.on('data', (piece: Buffer) => err.push(piece))
    const [code] = await once(piped, 'close')
    expect([code, Buffer.concat(err).toString()]).toEqual([0, ''])
  })
})

describe('check', () => {
  test('says what holds; with --connect it names the server that refuses and ends with 1', async () => {
    const { status, out } = await ticketd(['check', '--config', desk.file])
    expect(status).toBe(0)
    expect(out).toMatch(/^templates: hold$/m)
    const connected = await ticketd(['check', '--connect', '--config', desk.file])
    expect(connected.status).toBe(1)
    expect(connected.err).toMatch(/^mailbox: /m)
    expect(connected.err).toMatch(/^smtp: /m)
  })

  test('explain tells what would be done with a mail and changes nothing', async () => {
    fill(1)
    const mail = join(desk.directory, 'mail.eml')
    writeFileSync(mail, 'From: a@plant.example\r\nTo: support@vendor.example\r\nSubject: Hello\r\n\r\nIt fails.\r\n')
    const { status, out } = await ticketd(['explain', mail, '--config', desk.file])
    expect(status).toBe(0)
    expect(out).toContain('a new request')
    expect((await ticketd(['list', '--config', desk.file])).out.trim().split('\n')).toHaveLength(1)
    expect((await ticketd(['explain', '--config', desk.file])).status).toBe(2)
    expect((await ticketd(['explain', join(desk.directory, 'nowhere.eml'), '--config', desk.file])).status).toBe(1)
  })
})
