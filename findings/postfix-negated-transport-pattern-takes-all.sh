#!/usr/bin/env bash
# Postfix 3.7.11 (Debian 12, postfix 3.7.11-0+deb12u1): in a regexp transport table "!/@vendor.example$/" takes the
# mail of vendor.example too.
#
# What happens: A negated pattern, written to send all mail but the own domain's to a smarthost, is also asked for the
# wildcard of indexed tables, a single *, and is no match for it, so it answers; what it answers counts for every
# address that the table itself leaves out. The own domain's mail goes to the smarthost. "postmap -q" with an address
# of the own domain finds nothing, as it should. The same pattern as "if !/…/" around "/@/" does what was meant,
# since * has no @.
#
# One would have guessed: what postmap says; transport(5) has each pattern applied to the whole address.
#
# Seen:
#   negated: a@customer.example: postmap says discard:smarthost; it goes to smarthost
#   negated: desk@vendor.example: postmap says nothing; it goes to smarthost
#   if: a@customer.example: postmap says discard:smarthost; it goes to smarthost
#   if: desk@vendor.example: postmap says nothing; it goes to mailbox
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
transport_maps = regexp:$dir/etc/transport
TEXT
echo '!/@vendor\.example$/ discard:smarthost' >"$dir/etc/transport"
postfix -c "$dir/etc" start 2>/dev/null
# Where a mail goes: discard answers with the word behind it.
gone() {
  count=$(grep -c status=sent "$dir/log/maillog" || true)
  python3 - "$own" "$1" <<'PY'
import smtplib, sys, time
for attempt in range(200):
    try:
        smtp = smtplib.SMTP('127.0.0.1', int(sys.argv[1]))
        break
    except OSError:
        time.sleep(0.1)
smtp.sendmail('desk@vendor.example', [sys.argv[2]], 'Subject: x\r\n\r\nx\r\n')
smtp.quit()
PY
  until [ "$(grep -c status=sent "$dir/log/maillog" || true)" -gt "$count" ]; do sleep 0.1; done
  grep status=sent "$dir/log/maillog" | tail -n 1 | sed 's/.*status=sent (\(.*\))/\1/'
}
asked() { postmap -q "$1" "regexp:$dir/etc/transport" || echo nothing; }
both() { for to in a@customer.example desk@vendor.example; do echo "$1: $to: postmap says $(asked "$to"); it goes to $(gone "$to")"; done; }
seen=$(
  both 'negated'
  printf 'if !/@vendor\\.example$/\n/@/ discard:smarthost\nendif\n' >"$dir/etc/transport"
  postfix -c "$dir/etc" reload 2>/dev/null
  both 'if'
)
expected=$(cat <<'TEXT'
negated: a@customer.example: postmap says discard:smarthost; it goes to smarthost
negated: desk@vendor.example: postmap says nothing; it goes to smarthost
if: a@customer.example: postmap says discard:smarthost; it goes to smarthost
if: desk@vendor.example: postmap says nothing; it goes to mailbox
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
