#!/usr/bin/env bash
# Postfix 3.7.11 (Debian 12, postfix 3.7.11-0+deb12u1): while Dovecot's SASL socket is away, nobody can hand over a
# mail, those who do not sign in neither.
#
# What happens: With smtpd_sasl_auth_enable and smtpd_sasl_type dovecot each smtpd process asks the socket for its
# mechanisms before it says a word. Is Dovecot down or only restarting, the process ends with "fatal", the connection
# is closed without a greeting, and master holds the next process back for service_throttle_time (60 s). Mail from
# other servers at port 25, which never sign in, is not taken either. Clients see a server that accepts and hangs up,
# not a 4xx.
#
# One would have guessed: AUTH is not offered for the while and the rest goes on, or 421 and 454 (RFC 4954).
#
# Seen:
#   with AUTH, Dovecot away: greeting: none, the connection is closed
#   log: fatal: no SASL authentication mechanisms
#   without AUTH: greeting: 220 mail.vendor.example ESMTP Postfix
set -euo pipefail
has() { [ "$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null)" = "$2" ] || { echo "needs $1 $2" >&2; exit 2; }; }
has postfix 3.7.11-0+deb12u1
[ "$(id -u)" = 0 ] || { echo 'needs root, as Postfix does' >&2; exit 2; }
dir=$(mktemp -d)
chmod 755 "$dir"
finish() {
  postfix -c "$dir/etc" stop 2>/dev/null || true
  rm -rf "$dir"
}
trap finish EXIT
own=$(python3 -c "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1])")
mkdir -p "$dir/etc" "$dir/queue" "$dir/data" "$dir/log"
chown postfix "$dir/data"
sed -E "s/^smtp +inet .*/127.0.0.1:$own inet n - n - - smtpd/; s/^(\S+\s+\S+\s+\S+\s+\S+\s+)y/\1n/" /usr/share/postfix/master.cf.dist >"$dir/etc/master.cf"
grep -q ^postlog "$dir/etc/master.cf" || echo 'postlog unix-dgram n - n - 1 postlogd' >>"$dir/etc/master.cf"
cat >"$dir/etc/main.cf" <<TEXT
compatibility_level = 3.6
config_directory = $dir/etc
queue_directory = $dir/queue
data_directory = $dir/data
maillog_file = $dir/log/maillog
maillog_file_prefixes = $dir/log
myhostname = mail.vendor.example
mydestination =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
virtual_mailbox_domains = vendor.example
virtual_transport = discard:mailbox
default_transport = discard:internet
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = $dir/auth
TEXT
postfix -c "$dir/etc" start 2>/dev/null
# What another server hears that wants to hand over a mail.
cat >"$dir/hear.py" <<'PY'
import socket, sys, time
for attempt in range(200):
    try:
        conversation = socket.create_connection(('127.0.0.1', int(sys.argv[1]))).makefile('rwb')
        break
    except OSError:
        time.sleep(0.1)
said = conversation.readline().decode().strip()
print(f'{sys.argv[2]}: greeting: {said or "none, the connection is closed"}')
PY
seen=$(
  python3 "$dir/hear.py" "$own" 'with AUTH, Dovecot away'
  until grep -q fatal "$dir/log/maillog"; do sleep 0.1; done
  sed -n 's/.*\(fatal: .*\)/log: \1/p' "$dir/log/maillog" | head -n 1
  postfix -c "$dir/etc" stop 2>/dev/null
  sed -i '/^smtpd_sasl/d' "$dir/etc/main.cf"
  postfix -c "$dir/etc" start 2>/dev/null
  python3 "$dir/hear.py" "$own" 'without AUTH'
)
expected=$(cat <<'TEXT'
with AUTH, Dovecot away: greeting: none, the connection is closed
log: fatal: no SASL authentication mechanisms
without AUTH: greeting: 220 mail.vendor.example ESMTP Postfix
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
