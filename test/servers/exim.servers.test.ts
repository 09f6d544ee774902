// Exim in the place of Postfix: it takes every recipient and sends bounces of its own for those it does not know.
import { afterEach, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { configureDesk, startDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import { type Exim, eximHere, startExim } from './exim.ts'
import { playMixture, untilFiled } from './mixture.ts'

const here = labAvailable() ? eximHere() : 'needs Dovecot 2.3, Postfix and root'
const title =
  typeof here === 'string' ? `Exim before Dovecot (skipped: ${here})` : `Exim ${here.version} before Dovecot`

let lab: Lab | null = null
let exim: Exim | null = null
let daemon: Daemon | null = null
afterEach(async () => {
  daemon?.stop()
  await daemon?.ended
  await exim?.stop()
  await lab?.stop()
  daemon = null
  exim = null
  lab = null
})

describe.skipIf(typeof here === 'string')(title, () => {
  test('each of twenty mixed mails, one of 30 MB and two bounces of its own has one outcome', async () => {
    if (typeof here === 'string') return
    const servers = await startLab({ postfix: false })
    lab = servers
    const running = await startExim(here, servers)
    exim = running
    const desk = configureDesk(servers, { mailbox: { pollSeconds: 2 } })
    daemon = await startDesk(desk)
    await playMixture({
      lab: servers,
      desk,
      bouncesItself: true,
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
    expect(running.log()).not.toMatch(/panic|LOG: MAIN PANIC/i)
  })
})
