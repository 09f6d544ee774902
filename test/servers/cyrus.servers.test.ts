// Cyrus keeps the support mailbox behind Postfix.
import { afterEach, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { configureDesk, startDesk } from '../support/desk-at-lab.ts'
import { freePorts, type Lab, labAvailable, startLab } from '../support/lab.ts'
import type { Server } from './child.ts'
import { cyrusHere, startCyrus } from './cyrus.ts'
import { heldByImap, playMixture, sendWhileAway } from './mixture.ts'

const here = labAvailable() ? cyrusHere() : 'needs Dovecot 2.3, Postfix and root'
const title =
  typeof here === 'string' ? `Cyrus behind Postfix (skipped: ${here})` : `Cyrus ${here.version} behind Postfix`

let lab: Lab | null = null
let cyrus: Server | null = null
let daemon: Daemon | null = null
afterEach(async () => {
  daemon?.stop()
  await daemon?.ended
  await cyrus?.stop()
  await lab?.stop()
  daemon = null
  cyrus = null
  lab = null
})

describe.skipIf(typeof here === 'string')(title, () => {
  test('each of twenty mixed mails and one of 30 MB has one outcome', async () => {
    if (typeof here === 'string') return
    const [imap = 0, lmtp = 0] = await freePorts(2)
    const servers = await startLab({ supportLmtp: lmtp })
    lab = servers
    const running = await startCyrus(here, servers, { imap, lmtp })
    cyrus = running
    const desk = configureDesk(servers, { mailbox: { port: imap, pollSeconds: 2 } })
    daemon = await startDesk(desk)
    await playMixture({
      lab: servers,
      desk,
      held: heldByImap(servers, imap),
      moves: true,
      restart: (mails) => sendWhileAway(servers, running, mails),
    })
    expect(daemon.backlog()).toBe(0)
  })
})
