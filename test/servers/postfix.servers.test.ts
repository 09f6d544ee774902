// Postfix as a careful host sets it up: the desk signs in and may write under its own address alone, large letters are
// refused, nothing is offered that a client could do without; reports are its own.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { configureDesk, startDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { type Far, startFar } from './far.ts'
import { playMixture, sendWhileAway } from './mixture.ts'

const STRICT = `smtputf8_enable = no
smtpd_helo_required = yes
smtpd_helo_restrictions = reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname
smtpd_data_restrictions = reject_unauth_pipelining
smtpd_discard_ehlo_keywords = 8bitmime, smtputf8, dsn, pipelining, chunking
disable_vrfy_command = yes
strict_rfc821_envelopes = yes
smtpd_client_connection_count_limit = 3
smtpd_hard_error_limit = 1
smtpd_timeout = 5s
smtpd_sasl_security_options = noanonymous
delay_warning_time = 1s
smtpd_sender_login_maps = texthash:$config_directory/owners
bounce_size_limit = 20000`

/** A letter of the desk may have a megabyte and six recipients, and only the desk's address as its sender. */
const SUBMISSION = [
  'message_size_limit=1048576',
  'smtpd_recipient_limit=6',
  'smtpd_reject_unlisted_sender=yes',
  'smtpd_sender_restrictions=reject_non_fqdn_sender,reject_sender_login_mismatch',
]

let lab: Lab | null = null
let customers: Far | null = null
let daemon: Daemon | null = null
afterEach(async () => {
  daemon?.stop()
  await daemon?.ended
  await customers?.stop()
  await lab?.stop()
  daemon = null
  customers = null
  lab = null
})

const title = labAvailable()
  ? `Postfix ${execFileSync('postconf', ['-hd', 'mail_version'], { encoding: 'utf8' }).trim()} in strict dress`
  : 'Postfix in strict dress (skipped: needs Dovecot 2.3, Postfix and root)'

describe.skipIf(!labAvailable())(title, () => {
  test('each of twenty mixed mails, one of 30 MB, its own bounces and its own warning has one outcome', async () => {
    const far = await startFar()
    customers = far
    const here = await startLab({ far: far.port, postfixMore: STRICT, submissionMore: SUBMISSION })
    lab = here
    far.keepIn(here)
    const desk = configureDesk(here, {
      mailbox: { pollSeconds: 2 },
      smtp: {
        port: here.ports.submission,
        security: 'starttls',
        user: here.address('support'),
        password: here.password('support'),
        tls: { caFile: here.caFile },
      },
    })
    daemon = await startDesk(desk)
    await playMixture({
      lab: here,
      desk,
      far,
      nudge: () => execFileSync('postqueue', ['-c', join(here.directory, 'postfix/etc'), '-f'], { stdio: 'ignore' }),
      moves: true,
      restart: (mails) => sendWhileAway(here, { stop: here.stopPostfix, start: here.startPostfix }, mails),
    })
    expect(daemon.backlog()).toBe(0)
    const asked = (from: string, bytes: number): Promise<string> => submitted(here, from, bytes)
    expect(await asked(here.address('support'), 1000)).toBe('taken')
    expect(await asked(here.address('engineer1'), 1000)).toMatch(/not owned by user/)
    expect(await asked(here.address('support'), 2_000_000)).toMatch(/552 5\.3\.4/)
  })
})

/** What the submission service says to a mail that the desk's user hands over. */
async function submitted(lab: Lab, from: string, bytes: number): Promise<string> {
  const transport = createTransport({
    host: lab.host,
    port: lab.ports.submission,
    requireTLS: true,
    tls: { ca: readFileSync(lab.caFile, 'utf8') },
    auth: { user: lab.address('support'), pass: lab.password('support') },
  })
  try {
    const raw = `Subject: x\r\n\r\n${'a line of the letter\r\n'.repeat(bytes / 22)}`
    await transport.sendMail({ envelope: { from, to: [lab.address('engineer2')] }, raw })
    return 'taken'
  } catch (error) {
    return String(error)
  } finally {
    transport.close()
  }
}
