// F02: the desk is killed at each border of a letter's way, with all kinds of mail under way, and started again: nothing is
// lost, nothing is there twice, what leaves twice is the very same letter.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { configureDesk, type DeskAtLab, ended, inBooks, spawnDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'
import { type ScriptedSmtp, startScriptedSmtp } from '../support/scripted-smtp.ts'
import { BORDERS } from './failpoint.ts'

const LOADER = join(import.meta.dirname, 'failpoint.ts')
const MAIN = join(import.meta.dirname, '../../src/main.ts')
let round = 0

describe.skipIf(!labAvailable())('a desk that dies at a border of the letter’s way', () => {
  let lab: Lab
  let smtp: ScriptedSmtp
  let desk: DeskAtLab
  let child: ReturnType<typeof spawnDesk>
  const support = (): string => lab.address('support')

  beforeAll(async () => {
    lab = await startLab({ postfix: false })
  })
  afterAll(() => lab.stop())
  beforeEach(async () => {
    round += 1
    smtp = await startScriptedSmtp()
    desk = configureDesk(lab, {
      smtp: { port: smtp.port },
      mailbox: { pollSeconds: 1, folders: { processed: `Processed${round}`, failed: `Failed${round}` } },
    })
  })
  afterEach(async () => {
    await ended(child, 'SIGKILL')
    await smtp.close()
  })

  const raw = (name: string, from: string, head: readonly string[], text: string): string =>
    [
      `From: ${from}`,
      `To: ${support()}`,
      `Message-ID: <${name}.${round}@elsewhere.test>`,
      ...head,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '',
    ].join('\r\n')
  const request = (name: string): string =>
    raw(name, `${name}@plant.test`, [`Subject: ${name}`], `The catalogue does not open (${name}).`)
  const cardsTo = (who: 'engineer1' | 'engineer2') =>
    smtp.transactions.filter((one) => one.to.includes(lab.address(who)) && /^X-Ticket-Event: new/im.test(one.data))
  const idIn = (data: string): string => /^Message-ID: (<[^>]+>)/im.exec(data)?.[1] ?? ''

  /** An engineer's answer with a file, one with a command, and a customer's further letter, to three tickets. */
  function secondPost(): readonly string[] {
    const cards = new Map(
      cardsTo('engineer1').map((one) => [/^Subject: .*(anna|boris|vera)/im.exec(one.data)?.[1], one]),
    )
    const to = (name: string): string => `In-Reply-To: ${idIn(cards.get(name)?.data ?? '')}`
    const acknowledged = smtp.transactions.find((one) => one.to.includes('vera@plant.test'))
    const file = [
      `From: ${lab.address('engineer1')}`,
      `To: ${support()}`,
      `Message-ID: <answer.${round}@vendor.test>`,
      `Subject: Re: anna`,
      to('anna'),
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Please restart the server, the list is attached.',
      '--b',
      'Content-Type: application/octet-stream; name=list.bin',
      'Content-Disposition: attachment; filename=list.bin',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('a list of things to do').toString('base64'),
      '--b--',
      '',
    ].join('\r\n')
    return [
      file,
      raw(
        'command',
        lab.address('engineer1'),
        ['Subject: Re: boris', to('boris')],
        '!взять\n!ждём\nSend the log, please.',
      ),
      raw(
        'more',
        'vera@plant.test',
        ['Subject: Re: vera', `In-Reply-To: ${idIn(acknowledged?.data ?? '')}`],
        'The log says disk full.',
      ),
      raw('robot', 'robot@plant.test', ['Subject: away', 'Auto-Submitted: auto-replied'], 'I am away.'),
    ]
  }

  /** What is in doubt goes once more after ten minutes; they pass here. */
  function timePasses(): void {
    const books = new Database(join(desk.directory, 'data/ticketd.db'))
    const now = new Date().toISOString()
    books.prepare(`UPDATE deliveries SET next_at = ? WHERE next_at IS NOT NULL AND state = 'waiting'`).run(now)
    books.close()
  }

  async function settled(mails: number): Promise<void> {
    await until(
      'all mail is filed and moved',
      () => lab.count('support') === 0 && lab.count('support', `Processed${round}`) === mails,
    )
    await until('nothing waits or is under way', () =>
      inBooks(desk, (books) => books.outbox().every((one) => one.nextAt === null)),
    )
  }

  function expectWhole(): void {
    const books = new Database(join(desk.directory, 'data/ticketd.db'), { readonly: true })
    expect(books.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(books.pragma('foreign_key_check')).toEqual([])
    // Each letter has one outcome, each of the mails is there once.
    expect(books.prepare('SELECT count(*) FROM letters').pluck().get()).toBe(8)
    expect(books.prepare('SELECT count(DISTINCT sha256) FROM letters').pluck().get()).toBe(8)
    expect(books.prepare('SELECT count(*) FROM tickets').pluck().get()).toBe(5)
    books.close()
    // Ends with a mistake when a row or a raw mail is not what it should be.
    execFileSync(process.execPath, [MAIN, 'verify', '--config', desk.configFile], { stdio: 'ignore' })
    expectDeliveries()
  }

  /** What went to one recipient under one Message-ID is one letter, byte for byte; at most twice to a customer by itself. */
  function expectDeliveries(): void {
    const taken = smtp.transactions.filter((one) => one.reply.startsWith('250'))
    const byIdentity = Map.groupBy(taken, (one) => `${one.to[0]} ${idIn(one.data)}`)
    for (const copies of byIdentity.values()) {
      expect(new Set(copies.map((one) => one.data)).size).toBe(1)
      expect(copies.length).toBeLessThanOrEqual(2)
    }
    for (const name of ['anna', 'boris', 'vera', 'late']) {
      const acknowledgements = [...byIdentity.keys()].filter((key, _n, _all) => {
        const [first] = byIdentity.get(key) ?? []
        return key.startsWith(`${name}@`) && /^Auto-Submitted: auto-replied/im.test(first?.data ?? '')
      })
      expect(acknowledgements.length).toBeGreaterThanOrEqual(1)
    }
    const answers = taken.filter((one) => one.to.includes('anna@plant.test') && one.data.includes('name=list.bin'))
    expect(answers.length).toBeGreaterThanOrEqual(1)
    expect(cardsTo('engineer1').length).toBeGreaterThanOrEqual(4)
  }

  const LATER_TOO = [
    'before a commit',
    'after a commit',
    'at the 354, after its mark',
    'after the dot, before it is sent in the books',
  ]
  const cases = Object.keys(BORDERS).flatMap((border) => [
    { border, times: 1 },
    ...(LATER_TOO.includes(border) ? [{ border, times: 3 }] : []),
  ])

  test.each(cases)('F02 $border, time $times: nothing is lost, nothing is there twice', async ({ border, times }) => {
    child = spawnDesk(desk, { NODE_OPTIONS: `--import=${LOADER}`, FAILPOINT: `${border}:${times}` })
    const died = new Promise((resolve) => child.once('exit', resolve))
    await lab.append('support', ['anna', 'boris', 'vera'].map(request))
    await died
    expect(child.signalCode).toBe('SIGKILL')
    child = spawnDesk(desk)
    await until(
      'all are filed',
      () => lab.count('support') === 0 && inBooks(desk, (books) => books.tickets({}).length) === 3,
    )
    timePasses()
    await until('the first post is through', () => new Set(cardsTo('engineer1').map((one) => idIn(one.data))).size >= 3)
    await until('vera has her number', () => smtp.transactions.some((one) => one.to.includes('vera@plant.test')))
    await lab.append('support', [...secondPost(), request('late')])
    await settled(8)
    expectWhole()
  })
})
