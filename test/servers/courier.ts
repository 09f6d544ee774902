// A private Courier IMAP over the Maildir that the lab's Dovecot delivers to: no MOVE, folders below `INBOX.` only, and a
// look at the folder itself in the place of a database.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { answering, type Lab } from '../support/lab.ts'
import { type Server, startServer } from './child.ts'
import { environmentOf, privately, type Unpacked, unpack } from './debian.ts'

const NOBODY = 65534
const TCPD = 'usr/sbin/couriertcpd'
const LOGIN = 'usr/lib/courier/courier/imaplogin'
const IMAPD = 'usr/bin/imapd'

/** Courier from its packages; a sentence says why there is none. */
export function courierHere(): Unpacked | string {
  return unpack({
    packages: [
      'courier-imap',
      'courier-base',
      'courier-authlib',
      'libcourier-unicode4',
      'libgamin0',
      'libgdbm6',
      'libidn12',
    ],
    programs: [TCPD, LOGIN, IMAPD],
  })
}

/** Starts Courier at a port for the lab's support mailbox. */
export async function startCourier(here: Unpacked, lab: Lab, port: number): Promise<Server> {
  const run = mkdtempSync(join(tmpdir(), 'courier-'))
  chmodSync(run, 0o755)
  const home = dirname(lab.maildir('support'))
  execFileSync('install', ['-d', '-o', 'nobody', '-g', 'nogroup', home])
  const socket = join(run, 'courier/authdaemon/socket')
  mkdirSync(dirname(socket), { recursive: true })
  await answerPasswords(socket, lab)
  // Its settings are those of the package; where it asks about passwords is built in.
  const mounts = `mount --bind ${run} /run
cd ${home}
set -a
. ${here.root}/etc/courier/imapd
IMAP_STARTTLS=NO AUTHMODULES=authdaemon`
  const listener = ['-address=127.0.0.1', '-maxprocs=100', '-maxperip=100', '-nodnslookup', '-noidentlookup']
  const programs = [LOGIN, IMAPD].map((one) => join(here.root, one))
  return startServer({
    command: 'unshare',
    args: privately(mounts, [join(here.root, TCPD), ...listener, String(port), ...programs, 'Maildir']),
    options: { env: environmentOf(here) },
    answers: () => answering(port),
  })
}

/** In the place of authdaemond: the last two lines of what comes are user and password, the answer says who he is here. */
async function answerPasswords(path: string, lab: Lab): Promise<void> {
  const user = lab.address('support')
  const known = [`UID=${NOBODY}`, `GID=${NOBODY}`, `HOME=${dirname(lab.maildir('support'))}`, 'MAILDIR=Maildir']
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (asked) => {
      const isHe = asked.toString('utf8').endsWith(`\n${user}\n${lab.password('support')}\n`)
      socket.end(isHe ? `${[...known, `ADDRESS=${user}`, '.'].join('\n')}\n` : 'FAIL\n')
    })
  }).unref()
  await new Promise<void>((resolve) => server.listen(path, resolve))
  chmodSync(path, 0o777)
}
