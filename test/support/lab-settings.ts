// What the private Dovecot and Postfix of a lab are told: texts of their configuration, nothing else.

/** Everything the two configurations need to know. Ports are all on 127.0.0.1. */
export interface LabPlan {
  readonly directory: string
  readonly domain: string
  readonly users: readonly string[]
  readonly owner: { readonly uid: number; readonly gid: number }
  readonly ports: {
    readonly imap: number
    readonly imaps: number
    readonly smtp: number
    readonly submission: number
    readonly lmtp: number
  }
  /** Replaces what IMAP advertises, to play a poor server. */
  readonly imapCapability: string | null
  /** What becomes of mail to other domains: kept in the mailbox `sink`, or thrown away. */
  readonly elsewhere: 'sink' | 'discard'
  /** The port of the LMTP server that keeps the support mailbox, when that is not Dovecot. */
  readonly supportLmtp: number | null
  /** The port of the server that takes mail to other domains; null: see `elsewhere`. */
  readonly far: number | null
  /** Settings at the end of main.cf, and more of the submission service. */
  readonly postfixMore: string
  readonly submissionMore: readonly string[]
  /** Settings at the end of dovecot.conf, where they outweigh the same ones above. */
  readonly dovecotMore: string
  /** Dovecot's oauth2 passdb asks there about tokens, beside the passwords; null: no tokens. */
  readonly oauth2: { readonly introspection: string; readonly mechanisms: string } | null
}

/** dovecot-oauth2.conf.ext: who a token belongs to is what the introspection says (RFC 7662). */
export function oauth2Settings(introspection: string): string {
  return `introspection_mode = get
introspection_url = ${introspection}
username_attribute = email
active_attribute = active
active_value = true
`
}

/** dovecot.conf for Dovecot 2.3: IMAP, LMTP, and SASL for Postfix. */
export function dovecotSettings(plan: LabPlan): string {
  const { directory: d, owner, ports } = plan
  const capability = plan.imapCapability === null ? '' : `imap_capability = ${plan.imapCapability}`
  const tokens =
    plan.oauth2 === null
      ? ''
      : `passdb {
  driver = oauth2
  mechanisms = ${plan.oauth2.mechanisms}
  args = ${d}/dovecot/oauth2.conf
}
`
  return `base_dir = ${d}/dovecot/run/
state_dir = ${d}/dovecot/state
log_path = ${d}/dovecot/log
protocols = imap lmtp
listen = 127.0.0.1
auth_mechanisms = plain login ${plan.oauth2?.mechanisms ?? ''}
auth_failure_delay = 0
auth_default_realm = ${plan.domain}
disable_plaintext_auth = no
first_valid_uid = 1
mail_home = ${d}/mail/%n
mail_location = maildir:~/Maildir
mail_max_userip_connections = 0
submission_host = 127.0.0.1:${ports.smtp}
recipient_delimiter = +
ssl = yes
ssl_cert = <${d}/tls/server.pem
ssl_key = <${d}/tls/server.key
${tokens}passdb {
  driver = passwd-file
  args = username_format=%Lu ${d}/dovecot/users
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${d}/mail/%n
}
namespace inbox {
  inbox = yes
  separator = /
}
service imap-login {
  process_min_avail = 1
  inet_listener imap {
    address = 127.0.0.1
    port = ${ports.imap}
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${ports.imaps}
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${ports.lmtp}
  }
}
service auth {
  unix_listener auth-postfix {
    mode = 0660
    user = postfix
  }
}
protocol imap {
  ${capability}
}
${plan.dovecotMore}
`
}

/** main.cf: everything on loopback, own domain by LMTP to Dovecot, nothing ever leaves the machine. */
export function postfixSettings(plan: LabPlan): string {
  const { directory: d, domain, ports } = plan
  return `compatibility_level = 3.6
config_directory = ${d}/postfix/etc
queue_directory = ${d}/postfix/queue
data_directory = ${d}/postfix/data
maillog_file = ${d}/postfix/log/maillog
maillog_file_prefixes = ${d}/postfix/log
mail_owner = postfix
setgid_group = postdrop
multi_instance_enable = no
myhostname = mail.${domain}
mydomain = ${domain}
myorigin = ${domain}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
local_recipient_maps =
local_transport = error:no local delivery
alias_maps =
alias_database =
recipient_delimiter = +
virtual_mailbox_domains = ${domain}
virtual_mailbox_maps = texthash:${d}/postfix/etc/mailboxes
virtual_transport = lmtp:inet:127.0.0.1:${ports.lmtp}
virtual_alias_domains =
virtual_alias_maps = regexp:${d}/postfix/etc/alias
transport_maps = regexp:${d}/postfix/etc/transport
default_transport = discard:lab
relay_transport = discard:lab
relay_domains =
smtp_dns_support_level = disabled
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access regexp:${d}/postfix/etc/recipients, reject_unlisted_recipient, permit
smtpd_peername_lookup = no
smtpd_tls_security_level = may
smtpd_tls_cert_file = ${d}/tls/server.pem
smtpd_tls_key_file = ${d}/tls/server.key
smtpd_tls_session_cache_database =
smtp_tls_security_level = none
tls_random_source = dev:/dev/urandom
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${d}/dovecot/run/auth-postfix
smtpd_sasl_auth_enable = yes
smtpd_sasl_local_domain = ${domain}
message_size_limit = 83886080
mailbox_size_limit = 0
virtual_mailbox_limit = 0
queue_minfree = 0
in_flow_delay = 0
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
lmtp_destination_recipient_limit = 1
minimal_backoff_time = 5s
maximal_backoff_time = 30s
queue_run_delay = 5s
service_throttle_time = 1s
notify_classes =
${plan.postfixMore}
`
}

/** master.cf: two listeners (plain with optional STARTTLS; submission, which demands TLS and a password) and the usual parts. */
export function postfixServices(plan: LabPlan): string {
  const parts = [
    ['pickup', 'unix n - n 60 1 pickup'],
    ['cleanup', 'unix n - n - 0 cleanup'],
    ['qmgr', 'unix n - n 300 1 qmgr'],
    ['tlsmgr', 'unix - - n 1000? 1 tlsmgr'],
    ['rewrite', 'unix - - n - - trivial-rewrite'],
    ['bounce', 'unix - - n - 0 bounce'],
    ['defer', 'unix - - n - 0 bounce'],
    ['trace', 'unix - - n - 0 bounce'],
    ['verify', 'unix - - n - 1 verify'],
    ['flush', 'unix n - n 1000? 0 flush'],
    ['proxymap', 'unix - - n - - proxymap'],
    ['proxywrite', 'unix - - n - 1 proxymap'],
    ['showq', 'unix n - n - - showq'],
    ['error', 'unix - - n - - error'],
    ['retry', 'unix - - n - - error'],
    ['discard', 'unix - - n - - discard'],
    ['smtp', 'unix - - n - - smtp'],
    ['lmtp', 'unix - - n - - lmtp\n  flags=DO'],
    ['anvil', 'unix - - n - 1 anvil'],
    ['scache', 'unix - - n - 1 scache'],
    ['postlog', 'unix-dgram n - n - 1 postlogd'],
  ]
  return [
    `127.0.0.1:${plan.ports.smtp} inet n - n - - smtpd`,
    `127.0.0.1:${plan.ports.submission} inet n - n - - smtpd`,
    '  -o smtpd_tls_security_level=encrypt',
    '  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject',
    '  -o smtpd_client_restrictions=permit_sasl_authenticated,reject',
    ...plan.submissionMore.map((one) => `  -o ${one}`),
    ...parts.map(([name, rest]) => `${name} ${rest}`),
    '',
  ].join('\n')
}

/** The lookup tables of Postfix, by file name. `tempfail@`, `reject@`, `…@bounce.` and `…@defer.` misbehave on purpose. */
export function postfixTables(plan: LabPlan): Readonly<Record<string, string>> {
  const d = plan.domain.replaceAll('.', '\\.')
  return {
    mailboxes: plan.users.map((user) => `${user}@${plan.domain} x\n`).join(''),
    alias:
      plan.elsewhere === 'sink' && plan.far === null ? `if !/@([^@]*\\.)?${d}$/\n/@/ sink@${plan.domain}\nendif\n` : '',
    transport:
      (plan.supportLmtp === null ? '' : `/^support(\\+.*)?@${d}$/ lmtp:inet:127.0.0.1:${plan.supportLmtp}\n`) +
      `/@bounce\\.${d}$/ lmtp:inet:127.0.0.1:${plan.ports.lmtp}\n` +
      `/@defer\\.${d}$/ lmtp:inet:127.0.0.1:1\n` +
      (plan.far === null ? '' : `if !/@([^@]*\\.)?${d}$/\n/@/ smtp:[127.0.0.1]:${plan.far}\nendif\n`),
    owners: plan.users.map((user) => `${user}@${plan.domain} ${user}@${plan.domain}\n`).join(''),
    recipients: `/^tempfail@${d}$/ 451 4.3.0 try again later\n/^reject@${d}$/ 550 5.1.1 no such user\n`,
  }
}
