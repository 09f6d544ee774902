// Customers and an engineer who are away, as Dovecot's Sieve answers for them, and one whose mailbox sends a copy of all
// back to the desk: Sieve heeds that our letters ask for no such answer, and what comes back opens and answers nothing.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { configureDesk, type DeskAtLab, startDesk } from '../support/desk-at-lab.ts'
import { type Lab, type LabUser, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'
import { type Unpacked, unpack } from './debian.ts'
import { untilFiled } from './mixture.ts'

const MODULES = '/usr/lib/dovecot/modules'

/** What the people's mailboxes do with each mail; who is not here is at his desk. */
const SCRIPTS: Partial<Record<LabUser, string>> = {
  customer1: 'require "vacation";\nvacation "Я в отпуске до 10 декабря.";',
  customer2: 'require "vacation";\nvacation :days 1 :subject "Отпуск" :handle "отпуск" "Буду позже.\\n-- \\nИван";',
  customer3:
    'require "vacation";\nvacation :mime "Content-Type: text/html; charset=utf-8\\nContent-Transfer-Encoding: 8bit\\n\\n<p>Меня <b>нет</b>.</p>";',
  customer4: 'require ["vacation", "vacation-seconds"];\nvacation :seconds 0 "I am away.";',
  customer5: 'require "copy";\nredirect :copy "support@example.test";',
  engineer2: 'require ["vacation", "vacation-seconds"];\nvacation :seconds 0 "The engineer is away.";',
}
const CUSTOMERS: readonly LabUser[] = ['customer1', 'customer2', 'customer3', 'customer4', 'customer5']
/** The acknowledgement and the answer that come back. */
const SENT_BACK = 2

const here = labAvailable() ? sieveHere() : 'needs Dovecot 2.3, Postfix and root'
const title = typeof here === 'string' ? `Sieve (skipped: ${here})` : `Sieve of Dovecot ${here.version}`

function sieveHere(): Unpacked | string {
  return unpack({ packages: ['dovecot-sieve'], programs: ['usr/bin/sievec'], libraries: ['usr/lib/dovecot'] })
}

/** Dovecot's settings: its own plug-ins with Sieve's beside them, which lies elsewhere. */
function withSieve({ root, libraries }: Unpacked): string {
  const modules = join(root, 'modules')
  mkdirSync(modules)
  for (const from of [MODULES, join(root, MODULES)]) {
    for (const name of readdirSync(from).filter((one) => one.endsWith('.so')))
      symlinkSync(join(from, name), join(modules, name))
  }
  return `mail_plugin_dir = ${modules}
import_environment = TZ LD_LIBRARY_PATH=${libraries}
protocol lmtp {
  mail_plugins = sieve
}
plugin {
  sieve = file:~/sieve;active=~/active.sieve
  sieve_extensions = +vacation-seconds
  sieve_vacation_min_period = 0
}`
}

function writeScripts(lab: Lab): void {
  for (const [user, script] of Object.entries(SCRIPTS)) {
    const home = dirname(lab.maildir(user as LabUser))
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'active.sieve'), `${script}\n`)
    execFileSync('chown', ['-R', 'nobody:nogroup', home])
  }
}

let lab: Lab | null = null
let daemon: Daemon | null = null
afterEach(async () => {
  daemon?.stop()
  await daemon?.ended
  await lab?.stop()
  daemon = null
  lab = null
})

describe.skipIf(typeof here === 'string')(title, () => {
  test('who is away is not answered for, and what a mailbox sends back to the desk opens nothing', async () => {
    if (typeof here === 'string') return
    const servers = await startLab({ dovecotMore: withSieve(here) })
    lab = servers
    writeScripts(servers)
    const desk = configureDesk(servers, { mailbox: { pollSeconds: 2 } })
    daemon = await startDesk(desk)
    for (const one of CUSTOMERS) await write(servers, one, `request.${one}`, null, `It does not start at ${one}.`)
    await untilFiled({ desk }, 5)
    const cards = await cardsAbout(servers)
    for (const [n, card] of cards.entries())
      await write(servers, 'engineer1', `answer.${n}`, card, `Please send the log file, number ${n}.`)
    await untilFiled({ desk }, 10 + SENT_BACK)
    expect(rolesOf(desk)).toEqual({ customer: 5, source: 5, robot: SENT_BACK })
    for (const one of CUSTOMERS) {
      const hisAre = await until('he has both', async () => {
        const found = await servers.mailbox(one)
        return found.length >= 2 && found
      })
      expect(hisAre.map((mail) => mail.source.includes(`<${servers.address('support')}>`))).toEqual([true, true])
    }
    expect(statesOf(desk)).toEqual(CUSTOMERS.map(() => 'answered'))

    const [last = ''] = (await servers.mailbox('customer4')).slice(-1).map((one) => header('Message-ID', one.source))
    await write(servers, 'customer4', 'reply', last, 'Here is the log: the disk is full.')
    await untilFiled({ desk }, 11 + SENT_BACK)
    await until('nothing waits', () => rows(desk, 'SELECT id FROM deliveries WHERE next_at IS NOT NULL').length === 0)
    expect(rolesOf(desk)).toEqual({ customer: 6, source: 5, robot: SENT_BACK })
    expect(statesOf(desk).filter((one) => one === 'answered')).toHaveLength(CUSTOMERS.length - 1)
  })
})

function write(lab: Lab, from: LabUser, id: string, to: string | null, text: string): Promise<void> {
  const lines = [
    `From: ${lab.address(from)}`,
    `To: ${lab.address('support')}`,
    `Message-ID: <${id}@sieve.test>`,
    `Subject: ${to === null ? `question of ${from}` : 'Re: question'}`,
    ...(to === null ? [] : [`In-Reply-To: ${to}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ]
  return lab.send(lines.join('\r\n'), { from: lab.address(from), to: lab.address('support') })
}

function header(name: string, source: string): string {
  return new RegExp(`^${name}:\\s+(.+?)\\r?$`, 'im').exec(source)?.[1] ?? ''
}

/** Message-IDs of the cards about the customers' requests. */
function cardsAbout(lab: Lab): Promise<readonly string[]> {
  return until('the engineer has all cards', async () => {
    const sources = (await lab.mailbox('engineer1')).map((one) => one.source)
    const cards = sources.filter((one) => header('X-Ticket-Event', one) === 'new')
    return cards.length === CUSTOMERS.length && cards.map((one) => header('Message-ID', one))
  })
}

function rows<T>(desk: DeskAtLab, sql: string): readonly T[] {
  const books = new Database(join(desk.directory, 'data/ticketd.db'), { readonly: true })
  try {
    return books.prepare(sql).all() as T[]
  } finally {
    books.close()
  }
}

function statesOf(desk: DeskAtLab): readonly string[] {
  return rows<{ state: string }>(desk, 'SELECT state FROM tickets').map((one) => one.state)
}

function rolesOf(desk: DeskAtLab): Readonly<Record<string, number>> {
  const counted = rows<{ role: string; count: number }>(
    desk,
    'SELECT role, count(*) AS count FROM letters GROUP BY role',
  )
  return Object.fromEntries(counted.map(({ role, count }) => [role, count]))
}
