// A private Exim in the place of the lab's Postfix: installed, or unpacked beside it (the packages conflict), on a free
// port of 127.0.0.1. It takes everything and makes its own bounces, as a smarthost does; nothing leaves the machine.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lab } from '../support/lab.ts'
import { eventually } from '../support/patience.ts'
import type { Smarthost } from './smarthost.ts'

const USER = 'Debian-exim'

/** Where the program is and what it calls itself. */
export interface EximHere {
  readonly program: string
  readonly version: string
}

/** The installed Exim, or that of the package, unpacked; a sentence says why there is none. */
export function eximHere(): EximHere | string {
  if (process.getuid?.() !== 0) return 'needs root'
  try {
    const program = existsSync('/usr/sbin/exim4') ? '/usr/sbin/exim4' : unpacked()
    if (/not found/.test(execFileSync('ldd', [program], { encoding: 'utf8' }))) return 'libraries of Exim are missing'
    const said = execFileSync('unshare', privately(prepared(), [program, '-C', '/dev/null', '-bV']), {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return { program, version: /^Exim version (\S+)/m.exec(said)?.[1] ?? 'of no known version' }
  } catch (error) {
    return `needs Exim 4 (package exim4-daemon-light) and a mount namespace: ${String(error).split('\n')[0]}`
  }
}

function unpacked(): string {
  const directory = mkdtempSync(join(tmpdir(), 'exim-'))
  // Exim starts itself anew as its own user.
  chmodSync(directory, 0o755)
  const quiet = { cwd: directory, stdio: 'ignore' } as const
  execFileSync('apt-get', ['download', 'exim4-daemon-light'], quiet)
  execFileSync('sh', ['-c', 'dpkg -x exim4-daemon-light_*.deb root'], quiet)
  return join(directory, 'root/usr/sbin/exim4')
}

/** A folder with the system's users and, where he is missing, the one whose name is built into Debian's Exim. */
function prepared(): string {
  const directory = mkdtempSync(join(tmpdir(), 'exim-users-'))
  for (const [name, rest] of [
    ['passwd', '65534:65534::/nonexistent:/bin/false'],
    ['group', '65534:'],
  ] as const) {
    const held = readFileSync(`/etc/${name}`, 'utf8')
    const more = held.includes(`\n${USER}:`) ? '' : `${USER}:x:${rest}\n`
    writeFileSync(join(directory, name), held + more)
  }
  return directory
}

/** Arguments of unshare: the command sees these users, nobody else does, and it is the very process that was started. */
function privately(users: string, command: readonly string[]): string[] {
  const mounts = `mount --bind ${users}/passwd /etc/passwd && mount --bind ${users}/group /etc/group`
  return ['-m', 'sh', '-c', `${mounts} && exec "$@"`, 'exim', ...command]
}

/** Starts Exim at the lab's SMTP port, delivering to its Dovecot; mail to others goes to the port of their server. */
export async function startExim(here: EximHere, lab: Lab, far: number): Promise<Smarthost> {
  const directory = join(lab.directory, 'exim')
  const users = prepared()
  const owner = userIn(join(users, 'passwd'))
  for (const name of ['', 'spool', 'log']) {
    mkdirSync(join(directory, name))
    chownSync(join(directory, name), owner.uid, owner.gid)
  }
  const configuration = join(directory, 'exim.conf')
  writeFileSync(configuration, settings(here.program, lab, directory, far))
  const start = async (): Promise<ChildProcess> => {
    const command = [here.program, '-C', configuration, '-bdf', '-q1s']
    const child = spawn('unshare', privately(users, command), { stdio: 'ignore' })
    await eventually(() => canConnect(lab.ports.smtp))
    return child
  }
  let child = await start()
  return {
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    },
    async start() {
      child = await start()
    },
  }
}

function userIn(passwd: string): { readonly uid: number; readonly gid: number } {
  const line = readFileSync(passwd, 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${USER}:`))
  const [, , uid, gid] = (line ?? '').split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

function canConnect(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve()
    })
    socket.once('error', () => reject(new Error(`nothing answers on port ${port}`)))
  })
}

/** exim.conf: own users to Dovecot, all others to their server; a warning after a second, and no second one. */
function settings(program: string, lab: Lab, directory: string, far: number): string {
  return `primary_hostname = mail.${lab.domain}
qualify_domain = ${lab.domain}
spool_directory = ${directory}/spool
log_file_path = ${directory}/log/%slog
exim_path = ${program}
pid_file_path = ${directory}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${lab.ports.smtp}
tls_advertise_hosts =
acl_smtp_rcpt = accept
acl_smtp_data = accept
deliver_drop_privilege = true
disable_ipv6 = true
host_lookup =
rfc1413_hosts =
smtp_accept_max = 0
smtp_accept_queue_per_connection = 0
message_size_limit = 100M
return_size_limit = 100K
delay_warning = 1s:1d
never_users =
keep_environment =
add_environment = PATH=/usr/sbin:/usr/bin:/sbin:/bin
domainlist ours = ${lab.domain}

begin routers
ours:
  driver = manualroute
  domains = +ours
  route_list = * 127.0.0.1
  self = send
  transport = dovecot
others:
  driver = manualroute
  route_list = * 127.0.0.1::${far}
  self = send
  transport = far

begin transports
dovecot:
  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  port = ${lab.ports.lmtp}
  allow_localhost
  hosts_try_fastopen =
far:
  driver = smtp
  hosts_try_fastopen =

begin retry
* * F,1h,1s
`
}
