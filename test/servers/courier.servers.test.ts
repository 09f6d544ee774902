// Courier shows the support mailbox, a Maildir that Dovecot delivers to; it has no MOVE.
import { afterEach, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { configureDesk, startDesk } from '../support/desk-at-lab.ts'
import { freePorts, type Lab, labAvailable, startLab } from '../support/lab.ts'
import type { Server } from './child.ts'
import { courierHere, startCourier } from './courier.ts'
import { heldByImap, playMixture, sendWhileAway } from './mixture.ts'

const here = labAvailable() ? courierHere() : 'needs Dovecot 2.3, Postfix and root'
const title =
  typeof here === 'string' ? `Courier behind Postfix (skipped: ${here})` : `Courier ${here.version} behind Postfix`

let lab: Lab | null = null
let courier: Server | null = null
let daemon: Daemon | null = null
afterEach(async () => {
  daemon?.stop()
  await daemon?.ended
  await courier?.stop()
  await lab?.stop()
  daemon = null
  courier = null
  lab = null
})

describe.skipIf(typeof here === 'string')(title, () => {
  test('each of twenty mixed mails and one of 30 MB has one outcome', async () => {
    if (typeof here === 'string') return
    const [imap = 0] = await freePorts(1)
    const servers = await startLab()
    lab = servers
    const running = await startCourier(here, servers, imap)
    courier = running
    const desk = configureDesk(servers, { mailbox: { port: imap, pollSeconds: 2 } })
    daemon = await startDesk(desk)
    await playMixture({
      lab: servers,
      desk,
      held: heldByImap(servers, imap),
      moves: false,
      restart: (mails) => sendWhileAway(servers, running, mails),
    })
    expect(daemon.backlog()).toBe(0)
  })
})
