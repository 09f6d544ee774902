// A server in the place of the lab's Postfix: it takes every recipient and reports itself whom it could not reach, or not yet.
import { afterEach, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { configureDesk, startDesk } from '../support/desk-at-lab.ts'
import { type Lab, labAvailable, startLab } from '../support/lab.ts'
import type { Server } from './child.ts'
import { type Far, startFar } from './far.ts'
import { playMixture, untilFiled } from './mixture.ts'

/** A server of mail. */
export interface Smarthost extends Server {
  /** Makes it try what waits in the queue now. */
  nudge?(): void
}

/** The suite of a smarthost: `found` gives what is needed to start it, or says why it cannot be. */
export function describeSmarthost<H extends { readonly version: string }>(
  name: string,
  found: () => H | string,
  start: (here: H, lab: Lab, far: number) => Promise<Smarthost>,
): void {
  const here = labAvailable() ? found() : 'needs Dovecot 2.3, Postfix and root'
  const title =
    typeof here === 'string' ? `${name} before Dovecot (skipped: ${here})` : `${name} ${here.version} before Dovecot`
  const running: { readonly stop: () => Promise<void> }[] = []
  let daemon: Daemon | null = null
  afterEach(async () => {
    daemon?.stop()
    await daemon?.ended
    daemon = null
    for (const one of running.splice(0).reverse()) await one.stop()
  })

  describe.skipIf(typeof here === 'string')(title, () => {
    test('each of twenty mixed mails, one of 30 MB, its own bounces and its own warning has one outcome', async () => {
      if (typeof here === 'string') return
      const lab = await startLab({ postfix: false })
      running.push(lab)
      const far: Far = await startFar()
      running.push(far)
      far.keepIn(lab)
      const smarthost = await start(here, lab, far.port)
      running.push(smarthost)
      const desk = configureDesk(lab, { mailbox: { pollSeconds: 2 } })
      daemon = await startDesk(desk)
      await playMixture({
        lab,
        desk,
        far,
        ...(smarthost.nudge === undefined ? {} : { nudge: smarthost.nudge }),
        moves: true,
        async restart(mails) {
          await smarthost.stop()
          await lab.append(
            'support',
            mails.map((one) => one.raw),
          )
          await untilFiled({ desk }, 4 + mails.length)
          await smarthost.start()
        },
      })
      expect(daemon.backlog()).toBe(0)
    })
  })
}
