#!/usr/bin/env bash
# Postfix 3.7.11 (Debian 12, postfix 3.7.11-0+deb12u1): mail to a Cyrillic local part bounces on a fresh
# connection and is sent on a kept one.
#
# What happens: That the receiver must offer SMTPUTF8 is checked after EHLO. A connection from the connection
# cache has no EHLO of its own, and the check is not made: the same mail to the same server, which does not offer
# SMTPUTF8, goes out when another mail happened to precede it. On the fresh connection it bounces with 5.6.7, and
# where the bounce goes through the same relay it is refused for the same reason: the sender hears nothing.
#
# One would have guessed: the receiver's offer is kept with the connection: bounced both times.
#
# Seen:
#   fresh connection: dsn=5.6.7 status=bounced
#   its bounce to the sender: dsn=5.6.7 status=bounced
#   kept connection: dsn=2.0.0 status=sent
set -euo pipefail
has() { [ "$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null)" = "$2" ] || { echo "needs $1 $2" >&2; exit 2; }; }
has postfix 3.7.11-0+deb12u1
[ "$(id -u)" = 0 ] || { echo 'needs root, as Postfix does' >&2; exit 2; }
dir=$(mktemp -d)
chmod 755 "$dir"
sink=
finish() {
  postfix -c "$dir/etc" stop 2>/dev/null || true
  [ -z "$sink" ] || kill "$sink" 2>/dev/null || true
  rm -rf "$dir"
}
trap finish EXIT

cat >"$dir/sink.py" <<'PY'
# An SMTP server: prints its port, offers what the arguments name, answers RCPT with $1, writes mails to $2.
import socket, sys, threading
rcpt, got, offers = sys.argv[1], sys.argv[2], sys.argv[3:]
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1], flush=True)
def talk(conversation):
    def say(line): conversation.write(line.encode() + b'\r\n'); conversation.flush()
    say('220 mx.customer.example')
    for line in conversation:
        word = line[:4].upper()
        if word == b'EHLO':
            for word in ['mx', *offers]: say('250-' + word)
            say('250 HELP')
        elif word == b'RCPT': say(rcpt)
        elif word == b'DATA':
            say('354 go')
            mail = b''
            for line in conversation:
                if line == b'.\r\n': break
                mail += line
            with open(got, 'ab') as file: file.write(mail)
            say('250 2.0.0 taken')
        elif word == b'QUIT': say('221 bye'); break
        else: say('250 ok')
while True: threading.Thread(target=talk, args=(listener.accept()[0].makefile('rwb'),), daemon=True).start()
PY

# A Postfix of its own on a free port, which sends everything to the sink.
begin() { # what RCPT is answered, what EHLO offers
  python3 "$dir/sink.py" '250 ok' "$dir/got" "$@" >"$dir/port" & sink=$!
  until [ -s "$dir/port" ]; do sleep 0.1; done
  to="[127.0.0.1]:$(cat "$dir/port")"
  own=$(python3 -c "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1])")
  mkdir -p "$dir/etc" "$dir/queue" "$dir/data" "$dir/log"
  chown postfix "$dir/data"
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
smtp_dns_support_level = disabled
relayhost = $to
smtp_connection_cache_destinations = $to, [127.0.0.1], 127.0.0.1
TEXT
  sed -E "s/^smtp +inet .*/127.0.0.1:$own inet n - n - - smtpd/; s/^(\S+\s+\S+\s+\S+\s+\S+\s+)y/\1n/" /usr/share/postfix/master.cf.dist >"$dir/etc/master.cf"
  grep -q ^postlog "$dir/etc/master.cf" || echo 'postlog unix-dgram n - n - 1 postlogd' >>"$dir/etc/master.cf"
  postfix -c "$dir/etc" start 2>/dev/null
}
send() { python3 "$dir/send.py" "$own" "$@"; }
cat >"$dir/send.py" <<'PY'
import socket, sys
conversation = socket.create_connection(('127.0.0.1', int(sys.argv[1]))).makefile('rwb')
def hear():
    while conversation.readline()[3:4] == b'-': pass
def say(line): conversation.write(line.encode() + b'\r\n'); conversation.flush(); hear()
hear()
for line in ['EHLO desk', 'MAIL FROM:<desk@vendor.example> ' + sys.argv[3], 'RCPT TO:<' + sys.argv[2] + '>', 'DATA']: say(line)
say(sys.stdin.read().replace('\n', '\r\n') + '.')
PY
sent() { until [ "$(grep -cE 'postfix/smtp.*status=' "$dir/log/maillog" 2>/dev/null || true)" -ge "$1" ]; do sleep 0.1; done; }

begin 8BITMIME
mail() { printf 'From: desk@vendor.example\nSubject: x\n\nhello\n' | send "$@"; }
mail иван@customer.example 'SMTPUTF8 BODY=8BITMIME'
sent 2
# A connection is kept a moment after its mail was logged, so the pair is sent until one was reused.
count=2
until grep -q conn_use=2 "$dir/log/maillog"; do
  mail b@customer.example ''
  sent $((count += 1))
  mail иван@customer.example 'SMTPUTF8 BODY=8BITMIME'
  sent $((count += 1))
done
results=$(grep -E 'postfix/smtp.*status=' "$dir/log/maillog" | grep -oE 'dsn=[0-9.]+, status=\w+' | tr -d ,)
seen="fresh connection: $(sed -n 1p <<<"$results")
its bounce to the sender: $(sed -n 2p <<<"$results")
kept connection: $(grep conn_use=2 "$dir/log/maillog" | grep -oE 'dsn=[0-9.]+, status=\w+' | tr -d ,)"
expected=$(cat <<'TEXT'
fresh connection: dsn=5.6.7 status=bounced
its bounce to the sender: dsn=5.6.7 status=bounced
kept connection: dsn=2.0.0 status=sent
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
