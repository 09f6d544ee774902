#!/usr/bin/env bash
# Exim 4.96 (Debian 12, exim4-daemon-light 4.96-15+deb12u11): its delivery reports say Status 5.0.0 whatever the
# other server said.
#
# What happens: The report is a proper multipart/report, Diagnostic-Code has the remote answer with its enhanced
# code, but Status, the field made for machines, is the constant 5.0.0: a full mailbox (5.2.2) looks like an
# unknown user. Action stands before Final-Recipient, which RFC 3464 lists first.
#
# One would have guessed: Status: 5.2.2, taken from the answer (RFC 3464 2.3.4; Postfix and sendmail do).
#
# Seen:
#   Action: failed
#   Final-Recipient: rfc822;a@customer.example
#   Status: 5.0.0
#   Remote-MTA: dns; 127.0.0.1
#   Diagnostic-Code: smtp; 552 5.2.2 Mailbox full
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo 'needs root, for a mount namespace' >&2; exit 2; }
dir=$(mktemp -d)
chmod 755 "$dir"
sink=
finish() {
  [ -z "$sink" ] || kill "$sink" 2>/dev/null || true
  rm -rf "$dir"
}
trap finish EXIT
(
  cd "$dir"
  apt-get -qq download exim4-daemon-light=4.96-15+deb12u11 libgnutls-dane0 libunbound8 libspf2-2 libgsasl18 libidn12 2>/dev/null ||
    apt-get -qq download exim4-daemon-light=4.96-15+deb12u11 libgnutls-dane0 libunbound8 libidn12 2>/dev/null
  for package in *.deb; do dpkg -x "$package" packages; done
)

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

python3 "$dir/sink.py" '552 5.2.2 Mailbox full' "$dir/got" >"$dir/port" & sink=$!
until [ -s "$dir/port" ]; do sleep 0.1; done
mkdir "$dir/spool" "$dir/log" "$dir/mail"
# The package's Exim wants its user; it gets one in a namespace of its own.
{ cat /etc/passwd; echo 'Debian-exim:x:65534:65534::/nonexistent:/usr/sbin/nologin'; } >"$dir/passwd"
{ cat /etc/group; echo 'Debian-exim:x:65534:'; } >"$dir/group"
chown -R 65534:65534 "$dir/spool" "$dir/log" "$dir/mail"
cat >"$dir/exim.conf" <<TEXT
primary_hostname = mail.vendor.example
spool_directory = $dir/spool
log_file_path = $dir/log/%slog
qualify_domain = vendor.example
keep_environment =
begin routers
out:
  driver = manualroute
  domains = ! vendor.example
  route_list = * 127.0.0.1::$(cat "$dir/port")
  self = send
  transport = smtp
local:
  driver = accept
  transport = box
begin transports
smtp:
  driver = smtp
box:
  driver = appendfile
  file = $dir/mail/box
  user = nobody
begin retry
* * F,1h,5m
TEXT
printf 'From: desk@vendor.example\nTo: a@customer.example\nSubject: x\n\nhello\n' >"$dir/letter"
DIR=$dir unshare --mount sh -e -c '
  mount --bind "$DIR/passwd" /etc/passwd
  mount --bind "$DIR/group" /etc/group
  mount -t overlay overlay -o lowerdir="$DIR/packages/usr/sbin":/usr/sbin /usr/sbin
  export LD_LIBRARY_PATH="$DIR/packages/usr/lib/x86_64-linux-gnu"
  exim4 -C "$DIR/exim.conf" -odi -oi -f desk@vendor.example a@customer.example <"$DIR/letter" 2>/dev/null
'
until grep -q '^Diagnostic-Code' "$dir/mail/box" 2>/dev/null; do sleep 0.1; done
seen=$(sed -n '/^Action:/,/^$/p' "$dir/mail/box" | sed '/^$/d')
expected=$(cat <<'TEXT'
Action: failed
Final-Recipient: rfc822;a@customer.example
Status: 5.0.0
Remote-MTA: dns; 127.0.0.1
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
