// What `check --connect` says when TLS does not come about: against a real Dovecot and Postfix, in our words.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ticketd } from '../support/cli.ts'
import { configureDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'

describe.skipIf(!labAvailable())('check --connect', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await startLab()
  })
  afterAll(() => lab.stop())

  async function said(mailbox: object, smtp: object): Promise<string> {
    const { configFile } = configureDesk(lab, { mailbox, smtp })
    const config = JSON.parse(readFileSync(configFile, 'utf8'))
    writeFileSync(configFile, JSON.stringify(config))
    const { status, err } = await ticketd(['check', '--connect', '--config', configFile])
    expect(status).toBe(1)
    return err
  }

  test('names a port that does not begin with TLS', async () => {
    const err = await said({ security: 'tls', port: lab.ports.imap }, { security: 'tls', port: lab.ports.smtp })
    expect(err).toContain(
      `mailbox: port ${lab.ports.imap} does not begin with TLS; perhaps mailbox.security "starttls"`,
    )
    expect(err).toContain(`smtp: port ${lab.ports.smtp} does not begin with TLS; perhaps smtp.security "starttls"`)
    expect(err).not.toMatch(/SSL routines|wrong version/)
  })

  test('names an authority that nobody trusts, and where to name it', async () => {
    const err = await said({ security: 'tls', port: lab.ports.imaps }, { security: 'starttls', port: lab.ports.smtp })
    for (const room of ['mailbox', 'smtp'])
      expect(err).toMatch(new RegExp(`^${room}: nobody whom this machine trusts .* ${room}\\.tls\\.caFile`, 'm'))
  })

  test('names a port that begins with TLS where STARTTLS is wanted', async () => {
    const tls = { caFile: lab.caFile }
    const err = await said(
      { security: 'starttls', port: lab.ports.imaps, tls },
      { security: 'starttls', port: lab.ports.submission },
    )
    expect(err).toMatch(
      /^mailbox: the server on port \d+ says nothing in plain words; perhaps it begins with TLS: mailbox\.security "tls"/m,
    )
  })
})
