// OpenSMTPD in the place of Postfix: it takes every recipient and reports itself whom it could not reach, or not yet.
import { afterEach, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { configureDesk, startDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { type Far, startFar } from './far.ts'
import { playMixture, untilFiled } from './mixture.ts'
import { type OpenSmtpd, opensmtpdHere, startOpensmtpd } from './opensmtpd.ts'

const here = labAvailable() ? opensmtpdHere() : 'needs Dovecot 2.3, Postfix and root'
const title =
  typeof here === 'string' ? `OpenSMTPD before Dovecot (skipped: ${here})` : `OpenSMTPD ${here.version} before Dovecot`

let lab: Lab | null = null
let opensmtpd: OpenSmtpd | null = null
let customers: Far | null = null
let daemon: Daemon | null = null
afterEach(async () => {
  daemon?.stop()
  await daemon?.ended
  await opensmtpd?.stop()
  await customers?.stop()
  await lab?.stop()
  daemon = null
  opensmtpd = null
  customers = null
  lab = null
})

describe.skipIf(typeof here === 'string')(title, () => {
  test('each of twenty mixed mails, one of 30 MB, its own bounces and its own warning has one outcome', async () => {
    if (typeof here === 'string') return
    const servers = await startLab({ postfix: false })
    lab = servers
    const far = await startFar()
    customers = far
    far.keepIn(servers)
    const running = await startOpensmtpd(here, servers, far.port)
    opensmtpd = running
    const desk = configureDesk(servers, { mailbox: { pollSeconds: 2 } })
    daemon = await startDesk(desk)
    await playMixture({
      lab: servers,
      desk,
      far,
      nudge: running.nudge,
      moves: true,
      async restart(mails) {
        await running.stop()
        await servers.append(
          'support',
          mails.map((one) => one.raw),
        )
        await untilFiled({ desk }, 4 + mails.length)
        await running.start()
      },
    })
    expect(daemon.backlog()).toBe(0)
  })
})
