#!/usr/bin/env bash
# OpenSMTPD 6.8.0p2 (Debian 12, opensmtpd 6.8.0p2-4+b4): its delivery report is a multipart/mixed, and what the other
# server said stands in the text alone.
#
# What happens: The parts of a report are there (text, message/delivery-status, text/rfc822-headers), but around them
# is multipart/mixed and not multipart/report, and no Auto-Submitted marks the mail. Status is 5.0.0 whatever the
# other server said and there is no Diagnostic-Code, although the text has the answer with its enhanced code.
# text/rfc822-headers holds more than headers: the body of the returned mail follows.
#
# One would have guessed: multipart/report; report-type=delivery-status (RFC 6522), Status: 5.2.2 and the answer in
# Diagnostic-Code (RFC 3464 2.3.4 and 2.3.6), headers only (RFC 6522 4).
#
# Seen:
#   Content-Type: multipart/mixed
#   Auto-Submitted: none
#   Status: 5.0.0
#   Diagnostic-Code: none
#   text: full@customer.example: 552 5.2.2 Mailbox full
#   last line of text/rfc822-headers: hello
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo 'needs root, for a mount namespace' >&2; exit 2; }
dir=$(mktemp -d)
chmod 755 "$dir"
sink=
smtpd=
finish() {
  [ -z "$smtpd" ] || kill "$smtpd" 2>/dev/null || true
  [ -z "$sink" ] || kill "$sink" 2>/dev/null || true
  rm -rf "$dir"
}
trap finish EXIT
(
  cd "$dir"
  apt-get -qq download opensmtpd=6.8.0p2-4+b4 libevent-2.1-7=2.1.12-stable-8 2>/dev/null
  for package in *.deb; do dpkg -x "$package" packages; done
)

cat >"$dir/sink.py" <<'PY'
# An SMTP and LMTP server: prints its port, refuses full@, writes mails to $1.
import socket, sys, threading
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1], flush=True)
def talk(conversation):
    def say(line): conversation.write(line.encode() + b'\r\n'); conversation.flush()
    say('220 mx.customer.example')
    for line in conversation:
        word = line[:4].upper()
        if word in (b'EHLO', b'LHLO'): say('250-mx'); say('250 ENHANCEDSTATUSCODES')
        elif word == b'RCPT': say('552 5.2.2 Mailbox full' if b'full@' in line else '250 ok')
        elif word == b'DATA':
            say('354 go')
            mail = b''
            for line in conversation:
                if line == b'.\r\n': break
                mail += line
            with open(sys.argv[1], 'ab') as file: file.write(mail)
            say('250 2.0.0 taken')
        elif word == b'QUIT': say('221 bye'); break
        else: say('250 ok')
while True: threading.Thread(target=talk, args=(listener.accept()[0].makefile('rwb'),), daemon=True).start()
PY
python3 "$dir/sink.py" "$dir/got" >"$dir/port" & sink=$!
until [ -s "$dir/port" ]; do sleep 0.1; done
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >"$dir/smtpd.conf" <<TEXT
listen on 127.0.0.1 port $port hostname mail.vendor.example
action "out" relay host smtp://127.0.0.1:$(cat "$dir/port")
match from any for any action "out"
TEXT
chmod 600 "$dir/smtpd.conf"
# Its users and places are compiled in; it gets them in a namespace of its own.
mkdir -p "$dir/spool" "$dir/run" "$dir/lib/opensmtpd/empty"
chmod 711 "$dir/spool"
{ cat /etc/passwd; printf '%s:x:6534%s:6534%s::/var/lib/opensmtpd/empty:/usr/sbin/nologin\n' opensmtpd 0 0 opensmtpq 1 1; } >"$dir/passwd"
{ cat /etc/group; printf '%s:x:6534%s:\n' opensmtpd 0 opensmtpq 1; } >"$dir/group"
DIR=$dir LD_LIBRARY_PATH="$dir/packages/usr/lib/$(uname -m)-linux-gnu" unshare --mount sh -e -c '
  mount --bind "$DIR/passwd" /etc/passwd
  mount --bind "$DIR/group" /etc/group
  mount --bind "$DIR/spool" /var/spool
  mount --bind "$DIR/run" /run
  mount --bind "$DIR/lib" /var/lib
  mount --bind "$DIR/packages/usr/libexec" /usr/libexec
  exec "$DIR/packages/usr/sbin/smtpd" -F -f "$DIR/smtpd.conf"
' >/dev/null 2>&1 & smtpd=$!
python3 - "$port" <<'PY'
import smtplib, sys, time
for attempt in range(200):
    try:
        smtp = smtplib.SMTP('127.0.0.1', int(sys.argv[1]))
        break
    except OSError:
        time.sleep(0.1)
smtp.sendmail('desk@vendor.example', ['full@customer.example'], 'From: desk@vendor.example\r\nSubject: x\r\nMessage-ID: <1@vendor.example>\r\n\r\nhello\r\n')
smtp.quit()
PY
until grep -q '^Final-Recipient' "$dir/got" 2>/dev/null; do sleep 0.1; done
until [ "$(grep -c -- '^--' "$dir/got")" -ge 4 ]; do sleep 0.1; done
report=$(tr -d '\r' <"$dir/got")
field() { sed -n "s/^$1: *//p" <<<"$report" | grep . || echo none; }
seen="Content-Type: $(field Content-Type | sed -n '1s/;.*//p')
Auto-Submitted: $(field Auto-Submitted)
Status: $(field Status)
Diagnostic-Code: $(field Diagnostic-Code)
text: $(grep '^full@' <<<"$report")
last line of text/rfc822-headers: $(sed -n '/rfc822-headers/,$p' <<<"$report" | grep -v '^--' | grep . | tail -n 1)"
expected=$(cat <<'TEXT'
Content-Type: multipart/mixed
Auto-Submitted: none
Status: 5.0.0
Diagnostic-Code: none
text: full@customer.example: 552 5.2.2 Mailbox full
last line of text/rfc822-headers: hello
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
