// The first hour as a new operator has it: eight answers, a configuration, a mail that comes back, and then a desk that
// acknowledges the first request.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ticketd } from '../support/cli.ts'
import { type DeskAtLab, ended, runDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { until } from '../support/patience.ts'

describe.skipIf(!labAvailable())('init', { shuffle: false }, () => {
  let lab: Lab
  let folder = ''
  beforeAll(async () => {
    lab = await startLab()
    folder = mkdtempSync(join(tmpdir(), 'ticketd-init-'))
  })
  afterAll(async () => {
    await lab.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const answers = (more: Readonly<Record<number, string>> = {}): string => {
    const lines = [
      lab.address('support'),
      '',
      `127.0.0.1:${lab.ports.imap}`,
      '',
      lab.password('support'),
      `127.0.0.1:${lab.ports.submission}`,
      'Пётр Иванов',
      lab.address('engineer1'),
    ]
    return `${lines.map((line, n) => more[n] ?? line).join('\n')}\n`
  }
  const init = (input: string, ...args: string[]) =>
    ticketd(['init', '--config', join(folder, 'config.json'), '--ca', lab.caFile, ...args], { input })

  test('a wrong password, a server that is none, an answer that is none, too few answers: said, and nothing is written', async () => {
    const wrong = await init(answers({ 4: 'geheim' }))
    expect(wrong).toMatchObject({ status: 1, out: '' })
    expect(wrong.err).toContain('the mailbox refuses user or password')
    expect(wrong.err).toContain('nothing was written')
    expect(wrong.err).not.toContain('geheim')
    expect((await init(answers({ 2: '127.0.0.1:9' }))).err).toContain('the mailbox cannot be reached')
    for (const named of ['127.0.0.1:', '127.0.0.1:99999', 'imaps://127.0.0.1'])
      expect((await init(answers({ 2: named }))).err).toContain(`"${named}" does not answer "IMAP server"`)
    expect((await init(answers({ 2: '127.0.0.1:9' }))).err).toContain('nothing answers on that port')
    const untrusting = await ticketd(['init', '--config', join(folder, 'config.json')], { input: answers() })
    expect(untrusting.err).toMatch(/nobody whom this machine trusts has signed .*--ca FILE names an authority to trust/)
    const nowhere = await ticketd(['init', '--config', join(folder, 'config.json'), '--ca', 'nowhere.pem'])
    expect(nowhere).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^ticketd init: --ca nowhere\.pem cannot be used/),
    })
    expect((await init(answers({ 0: 'support' }))).err).toContain('"support" does not answer "Support address"')
    expect((await init(`${lab.address('support')}\n`)).err).toContain('no answer to')
    expect(() => statSync(join(folder, 'config.json'))).toThrow()
    writeFileSync(join(folder, 'mailbox-password'), '')
    const cut = await init(answers())
    expect([cut.status, cut.err]).toEqual([1, expect.stringContaining('so perhaps an init was cut short here')])
    rmSync(join(folder, 'mailbox-password'))
  })

  test('writes a configuration that holds, with the folder for spam, and secrets for the owner alone; a mail comes back', async () => {
    await lab.append('support', [
      'From: a@b.example\r\nAuthentication-Results: mx.example.test; spf=pass\r\nSubject: x\r\n\r\ny\r\n',
    ])
    await lab.append('support', ['Subject: spam\r\n\r\nx\r\n'], { folder: 'Junk' })
    const { status, out, err } = await init(answers())
    expect([status, out, err]).toEqual([0, expect.anything(), expect.anything()])
    expect(out).toContain(`mailbox: signed in to 127.0.0.1, port ${lab.ports.imap}, starttls`)
    expect(out).toContain(`smtp: 127.0.0.1, port ${lab.ports.submission}, starttls, signed in`)
    expect(out).toMatch(/a mail to support@example\.test came back after \d+ s/)
    expect(out).toContain('support+ticketd@example.test comes back too: support.subaddress is "+"')
    expect(err).toContain('Authentication-Results in the last mails are by "mx.example.test" (1)')
    expect(err).toContain('"Junk" in mailbox.folders.also')
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))
    expect(config).toMatchObject({
      support: { address: 'support@example.test', subaddress: '+' },
      mailbox: { security: 'starttls', passwordFile: 'mailbox-password', folders: { also: ['Junk'] } },
    })
    expect(JSON.stringify(config)).not.toContain(lab.password('support'))
    for (const name of ['config.json', 'mailbox-password', 'http-token'])
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    const again = await init(answers())
    expect(again).toMatchObject({ status: 1, out: '' })
    expect(again.err).toContain('is there already')
  })

  test('and with it the first request is acknowledged', async () => {
    const configFile = join(folder, 'config.json')
    const config = JSON.parse(readFileSync(configFile, 'utf8'))
    writeFileSync(configFile, JSON.stringify({ ...config, http: undefined }))
    const check = await ticketd(['check', '--connect', '--config', configFile])
    expect(check).toMatchObject({ status: 0 })
    const wrong = { ...config, smtp: { ...config.smtp, passwordFile: undefined, password: 'geheim' }, http: undefined }
    writeFileSync(join(folder, 'wrong.json'), JSON.stringify(wrong))
    const refused = await ticketd(['check', '--connect', '--config', join(folder, 'wrong.json')])
    expect(refused.err).toMatch(/^smtp: the SMTP server refuses user or password \(535 /m)
    expect(refused.err).not.toContain('geheim')
    const desk: DeskAtLab = { configFile, directory: folder }
    const spoken = runDesk(desk)
    try {
      const raw = `From: anna@elsewhere.test\r\nTo: ${lab.address('support')}\r\nSubject: first\r\nMessage-ID: <first@elsewhere.test>\r\n\r\nIt does not open.\r\n`
      await lab.send(raw, { from: 'anna@elsewhere.test', to: lab.address('support') })
      await until('the acknowledgement is there', async () =>
        (await lab.mailbox('sink')).some((mail) => mail.source.includes('To: anna@elsewhere.test')),
      )
    } finally {
      await ended(spoken.process, 'SIGTERM')
    }
  })

  test('what init sent to the desk is no request, not even when it is found again after a restore', async () => {
    const desk: DeskAtLab = { configFile: join(folder, 'config.json'), directory: folder }
    for (const verb of ['backup', 'restore'])
      expect(await ticketd([verb, join(folder, 'copies'), '--config', desk.configFile])).toMatchObject({ status: 0 })
    const spoken = runDesk(desk)
    await until('the gap is filled', () => spoken.log().includes('has been found again'))
    await ended(spoken.process, 'SIGTERM')
    const { out } = await ticketd(['list', '--all', '--json', '--config', desk.configFile])
    expect(out).toContain('"subject":"first"')
    expect(out).not.toContain('ticketd init')
  })
})
