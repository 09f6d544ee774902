// A private sendmail in the place of the lab's Postfix. It wants a host name with dots, and gets one in a namespace.
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answering, type Lab } from '../support/lab.ts'
import { startServer } from './child.ts'
import { environmentOf, privately, type Unpacked, unpack } from './debian.ts'
import type { Smarthost } from './smarthost.ts'

const NOBODY = 65534
const PROGRAM = 'usr/libexec/sendmail/sendmail'
const M4 = 'usr/bin/m4'

/** sendmail from its packages; a sentence says why there is none. */
export function sendmailHere(): Unpacked | string {
  return unpack({ packages: ['sendmail-bin', 'sendmail-cf', 'm4', 'libsigsegv2'], programs: [PROGRAM, M4] })
}

/** Starts sendmail at the lab's SMTP port, delivering to its Dovecot; mail to others goes to the port of their server. */
export function startSendmail(here: Unpacked, lab: Lab, far: number): Promise<Smarthost> {
  const directory = mkdtempSync(join(tmpdir(), 'sendmail-'))
  chmodSync(directory, 0o755)
  mkdirSync(join(directory, 'queue'), { mode: 0o700 })
  chownSync(join(directory, 'queue'), NOBODY, NOBODY)
  writeFileSync(join(directory, 'hosts'), `127.0.0.1 mail.${lab.domain} localhost\n`)
  writeFileSync(join(directory, 'switch'), 'hosts files\n')
  const order = readFileSync('/etc/nsswitch.conf', 'utf8').replace(/^hosts:.*$/m, 'hosts: files')
  writeFileSync(join(directory, 'nsswitch.conf'), order)
  const macros = join(here.root, 'usr/share/sendmail/cf')
  const options = { env: environmentOf(here) }
  const configuration = execFileSync(join(here.root, M4), [`-D_CF_DIR_=${macros}/`, '-'], {
    ...options,
    input: settings(macros, directory, lab, far),
    // It warns that this server relays for everybody.
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  writeFileSync(join(directory, 'sendmail.cf'), configuration)
  const mounts = `hostname mail.${lab.domain}
mount --bind ${directory}/hosts /etc/hosts
mount --bind ${directory}/nsswitch.conf /etc/nsswitch.conf`
  const command = [join(here.root, PROGRAM), '-C', join(directory, 'sendmail.cf'), '-bD', '-q1s']
  return startServer({
    command: 'unshare',
    args: privately(mounts, command),
    options,
    answers: () => answering(lab.ports.smtp),
  })
}

/** sendmail.mc: own users to Dovecot by LMTP, all others to their server. */
function settings(macros: string, directory: string, lab: Lab, far: number): string {
  const mailer = (name: string, flags: string, port: number): string =>
    `M${name}, P=[IPC], F=${flags}, S=EnvFromSMTP/HdrFromSMTP, R=EnvToSMTP, E=\\r\\n, L=990, T=DNS/RFC822/SMTP, A=TCP $h ${port}`
  const own = `${lab.domain} .`
  return `divert(-1)
include(\`${macros}/m4/cf.m4')
divert(0)
OSTYPE(\`linux')
define(\`confDOMAIN_NAME', \`mail.${lab.domain}')
define(\`QUEUE_DIR', \`${directory}/queue')
define(\`confPID_FILE', \`${directory}/pid')
define(\`confSERVICE_SWITCH_FILE', \`${directory}/switch')
define(\`STATUS_FILE', \`')
define(\`ALIAS_FILE', \`')
define(\`HELP_FILE', \`')
define(\`confCW_FILE', \`')
define(\`confCONTROL_SOCKET_NAME', \`')
define(\`confTO_QUEUEWARN', \`1s')
define(\`confTO_IDENT', \`0')
define(\`confTO_HOSTSTATUS', \`0')
define(\`confMIN_QUEUE_AGE', \`0')
define(\`confMAX_MESSAGE_SIZE', \`100000000')
define(\`confDONT_PROBE_INTERFACES', \`True')
define(\`confRUN_AS_USER', \`nobody')
define(\`confTRUSTED_USER', \`nobody')
define(\`confREFUSE_LA', \`1000')
define(\`confQUEUE_LA', \`1000')
FEATURE(\`no_default_msa')
FEATURE(\`nocanonify')
FEATURE(\`accept_unqualified_senders')
FEATURE(\`accept_unresolvable_domains')
FEATURE(\`promiscuous_relay')
DAEMON_OPTIONS(\`Port=${lab.ports.smtp}, Addr=127.0.0.1, Name=MTA')
MAILER(\`smtp')
MAILER_DEFINITIONS
${mailer('ours', 'mDFMuXzk', lab.ports.lmtp)}
${mailer('others', 'mDFMuXak', far)}
LOCAL_RULE_0
R$+ < @ ${own} >	$#ours $@ [127.0.0.1] $: $1 < @ ${own} >
R$+ < @ ${lab.domain} >	$#ours $@ [127.0.0.1] $: $1 < @ ${lab.domain} >
R$+ < @ $+ >	$#others $@ [127.0.0.1] $: $1 < @ $2 >
`
}
