#!/usr/bin/env bash
# Postfix 3.7.11 (Debian 12, postfix 3.7.11-0+deb12u1): a To line of over 1,700 addresses is cut in the middle of
# one, which makes a new address.
#
# What happens: Address headers are taken apart into tokens, and what goes beyond header_address_token_limit
# (10240; an address has six with its comma) is dropped without a bounce or a warning, wherever in an address that
# is. The line ends in an address at a host that nobody wrote. An answer to all goes there.
#
# One would have guessed: a refusal, or the line as it came (it is far below header_size_limit, 102400 bytes, and
# message_size_limit); if it is cut, between two addresses.
#
# Seen:
#   sent: 2000 addresses in 41 kB
#   received: 1706 whole ones, the last is user1706@mx
#   log: status=sent, warnings: 0
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
{ printf 'From: desk@vendor.example\nTo: user0@mx.example'; printf ',\n user%d@mx.example' $(seq 1999); printf '\n\nhello\n'; } >"$dir/mail"
send a@customer.example '' <"$dir/mail"
sent 1
to=$(tr -d '\r' <"$dir/got" | sed -n '/^To:/,/^[^ \tT]/p' | grep -oE 'user[0-9]+@[a-z.]*' | tr -d '\r')
seen="sent: $(grep -c mx.example "$dir/mail") addresses in $(($(wc -c <"$dir/mail") / 1024)) kB
received: $(grep -c 'mx\.example$' <<<"$to") whole ones, the last is $(tail -n 1 <<<"$to")
log: $(grep -oE 'status=sent' "$dir/log/maillog"), warnings: $(grep -c warning "$dir/log/maillog" || true)"
expected=$(cat <<'TEXT'
sent: 2000 addresses in 41 kB
received: 1706 whole ones, the last is user1706@mx
log: status=sent, warnings: 0
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
