// A private Cyrus that keeps the support mailbox: it takes mail by LMTP, has one database for all users and folders below
// `INBOX.`, as Debian sets it up.
import { chmodSync, chownSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answering, type Lab } from '../support/lab.ts'
import { type Server, startServer } from './child.ts'
import { environmentOf, type Unpacked, unpack } from './debian.ts'

const NOBODY = 65534
const BIN = 'usr/lib/cyrus/bin'

/** Cyrus from its packages; a sentence says why there is none. */
export function cyrusHere(): Unpacked | string {
  return unpack({
    packages: ['cyrus-imapd', 'cyrus-common', 'libical3'],
    programs: ['master', 'imapd', 'lmtpd'].map((one) => `${BIN}/${one}`),
  })
}

/** Where Cyrus answers. */
export interface Ports {
  readonly imap: number
  readonly lmtp: number
}

/** Starts Cyrus for the lab's support mailbox. */
export async function startCyrus(here: Unpacked, lab: Lab, ports: Ports): Promise<Server> {
  const directory = mkdtempSync(join(tmpdir(), 'cyrus-'))
  for (const name of ['', 'conf', 'spool', 'run']) {
    mkdirSync(join(directory, name), { recursive: true })
    chownSync(join(directory, name), NOBODY, NOBODY)
  }
  const files = { settings: join(directory, 'imapd.conf'), services: join(directory, 'cyrus.conf') }
  writeFileSync(files.settings, settings(directory, lab.domain))
  writeFileSync(files.services, services(join(here.root, BIN), files.settings, ports))
  await answerPasswords(join(directory, 'mux'), lab.password('support'))
  return startServer({
    command: join(here.root, BIN, 'master'),
    args: ['-D', '-C', files.settings, '-M', files.services, '-p', join(directory, 'run/master.pid')],
    options: { env: environmentOf(here) },
    answers: () => Promise.all([answering(ports.imap), answering(ports.lmtp)]),
  })
}

/** In the place of saslauthd, which asks the system's users: four strings come, each behind its length, an answer goes. */
async function answerPasswords(path: string, password: string): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (asked) => {
      const said = stringsOf(asked)[1] === password ? 'OK' : 'NO'
      socket.end(Buffer.from(`\0\u0002${said}`))
    })
  }).unref()
  await new Promise<void>((resolve) => server.listen(path, resolve))
  chmodSync(path, 0o777)
}

function stringsOf(bytes: Buffer): readonly string[] {
  const found: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + bytes.readUInt16BE(at)
    found.push(bytes.toString('utf8', at + 2, end))
    at = end
  }
  return found
}

function settings(directory: string, domain: string): string {
  return `configdirectory: ${directory}/conf
partition-default: ${directory}/spool
defaultpartition: default
proc_path: ${directory}/run/proc
mboxname_lockpath: ${directory}/run/lock
duplicate_db_path: ${directory}/run/deliver.db
temp_path: ${directory}/run
cyrus_user: nobody
servername: mail.${domain}
virtdomains: userid
defaultdomain: ${domain}
altnamespace: no
unixhierarchysep: no
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: ${directory}/mux
sasl_mech_list: PLAIN LOGIN
allowplaintext: yes
autocreate_quota: 0
autocreate_post: 1
`
}

function services(bin: string, conf: string, { imap, lmtp }: Ports): string {
  return `START {
  recover cmd="${bin}/ctl_cyrusdb -C ${conf} -r"
}
SERVICES {
  imap cmd="${bin}/imapd -C ${conf}" listen="127.0.0.1:${imap}" prefork=0 maxchild=100
  lmtp cmd="${bin}/lmtpd -C ${conf} -a" listen="127.0.0.1:${lmtp}" prefork=0 maxchild=20
}
EVENTS {
}
`
}
