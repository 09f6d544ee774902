// Dovecot as others set it up: each way it keeps mail, folders below INBOX, a quota, one connection, no MOVE.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Daemon } from '../../src/daemon/daemon.ts'
import { configureDesk, startDesk } from '../support/desk-at-lab.ts'
import { type Lab, type LabOptions, labAvailable, startLab } from '../support/lab.ts'
import { playMixture, sendWhileAway } from './mixture.ts'

/** Rights of the desk in the inbox: to read, mark and put mail there, not to remove any. */
const RIGHTS = join(mkdtempSync(join(tmpdir(), 'rights-')), 'acl')
writeFileSync(RIGHTS, 'INBOX owner lrwsip\n')
chmodSync(dirname(RIGHTS), 0o755)

interface Variant extends LabOptions {
  readonly as: string
  /** False where mail must stay in the inbox. */
  readonly moves?: boolean
}

const VARIANTS: readonly Variant[] = [
  { as: 'mbox', dovecotMore: 'mail_location = mbox:~/mail:INBOX=~/inbox' },
  { as: 'sdbox', dovecotMore: 'mail_location = sdbox:~/sdbox' },
  { as: 'mdbox', dovecotMore: 'mail_location = mdbox:~/mdbox' },
  {
    as: 'Maildir with all folders below INBOX.',
    dovecotMore: 'namespace inbox {\n  prefix = INBOX.\n  separator = .\n}',
  },
  {
    // The large mail fills most of it: were it copied and not moved, there would be no room.
    as: 'Maildir with a quota of 50 MB',
    dovecotMore: `mail_plugins = quota
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=50M
}`,
  },
  { as: 'one connection for each user and address', dovecotMore: 'mail_max_userip_connections = 1' },
  { as: 'a server without MOVE', imapCapability: 'IMAP4rev1 LITERAL+ NAMESPACE UIDPLUS IDLE', moves: false },
  { as: 'COMPRESS offered', dovecotMore: 'protocol imap {\n  mail_plugins = zlib imap_zlib\n}' },
  {
    as: 'a mailbox whose rights forbid to remove mail',
    moves: false,
    dovecotMore: `protocol imap {
  mail_plugins = acl imap_acl
}
plugin {
  acl = vfile:${RIGHTS}
}`,
  },
]

let lab: Lab | null = null
let daemon: Daemon | null = null
afterEach(async () => {
  daemon?.stop()
  await daemon?.ended
  await lab?.stop()
  daemon = null
  lab = null
})

const title = labAvailable()
  ? `Dovecot ${execFileSync('dovecot', ['--version'], { encoding: 'utf8' }).split(' ')[0]} behind Postfix`
  : 'Dovecot behind Postfix (skipped: needs Dovecot 2.3, Postfix and root)'

describe.skipIf(!labAvailable())(title, () => {
  test.each(VARIANTS)('$as: each of twenty mixed mails and one of 30 MB has one outcome', async (variant) => {
    const here = await startLab(variant)
    lab = here
    const desk = configureDesk(here, { mailbox: { pollSeconds: 2 } })
    daemon = await startDesk(desk)
    await playMixture({
      lab: here,
      desk,
      moves: variant.moves ?? true,
      // Postfix takes nothing while it cannot ask Dovecot who may sign in; who has a mail for it tries again.
      restart: (mails) => sendWhileAway(here, { stop: here.stopDovecot, start: here.startDovecot }, mails),
    })
    expect(daemon.backlog()).toBe(0)
  })
})
