// A private OpenSMTPD in the place of the lab's Postfix. Its users and places are built in: it gets them in a mount
// namespace of its own.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answering, type Lab } from '../support/lab.ts'
import { startServer } from './child.ts'
import { environmentOf, privately, type Unpacked, unpack } from './debian.ts'
import type { Smarthost } from './smarthost.ts'

const SMTPD = 'usr/sbin/smtpd'
const FIRST_ID = 65340

/** OpenSMTPD from its package; a sentence says why there is none. */
export function opensmtpdHere(): Unpacked | string {
  return unpack({ packages: ['opensmtpd', 'libevent-2.1-7'], programs: [SMTPD] })
}

/** Starts OpenSMTPD at the lab's SMTP port; mail to others goes to the port of their server. */
export async function startOpensmtpd(here: Unpacked, lab: Lab, far: number): Promise<Smarthost> {
  const directory = mkdtempSync(join(tmpdir(), 'smtpd-'))
  chmodSync(directory, 0o755)
  writeUsers(directory)
  for (const name of ['spool', 'run', 'lib/opensmtpd/empty']) mkdirSync(join(directory, name), { recursive: true })
  chmodSync(join(directory, 'spool'), 0o711)
  const configuration = join(directory, 'smtpd.conf')
  writeFileSync(configuration, settings(lab, far))
  chmodSync(configuration, 0o600)
  const mounts = `mount --bind ${directory}/passwd /etc/passwd
mount --bind ${directory}/group /etc/group
mount --bind ${directory}/spool /var/spool
mount --bind ${directory}/run /run
mount --bind ${directory}/lib /var/lib
mount --bind ${here.root}/usr/libexec /usr/libexec`
  const server = await startServer({
    command: 'unshare',
    args: privately(mounts, [join(here.root, SMTPD), '-F', '-f', configuration]),
    options: { env: environmentOf(here) },
    answers: () => answering(lab.ports.smtp),
  })
  return {
    ...server,
    nudge() {
      // Where it is installed it bears the group's bit.
      const asGroup = ['setpriv', '--regid', String(FIRST_ID + 1), '--clear-groups']
      const schedule = [join(here.root, 'usr/sbin/smtpctl'), 'schedule', 'all']
      execFileSync('unshare', privately(mounts, [...asGroup, ...schedule]), {
        env: environmentOf(here),
        stdio: 'ignore',
      })
    },
  }
}

/** The system's users and the two that OpenSMTPD becomes. */
function writeUsers(directory: string): void {
  const names = ['opensmtpd', 'opensmtpq']
  for (const file of ['passwd', 'group']) {
    const more = names.map((name, n) => {
      const rest = file === 'group' ? '' : `${FIRST_ID + n}::/var/lib/opensmtpd/empty:/usr/sbin/nologin`
      return `${name}:x:${FIRST_ID + n}:${rest}\n`
    })
    const held = readFileSync(`/etc/${file}`, 'utf8')
    writeFileSync(join(directory, file), held + more.filter((one) => !held.includes(one)).join(''))
  }
}

function settings(lab: Lab, far: number): string {
  return `smtp max-message-size 100M
bounce warn-interval 1s
listen on 127.0.0.1 port ${lab.ports.smtp} hostname mail.${lab.domain}
action "ours" relay host lmtp://127.0.0.1:${lab.ports.lmtp}
action "others" relay host smtp://127.0.0.1:${far}
match from any for domain "${lab.domain}" action "ours"
match from any for any action "others"
`
}
