#!/usr/bin/env bash
# dma 0.13 (the DragonFly Mail Agent, Debian 12, dma 0.13-1+b1): its delivery report has no mark by which a
# program knows a report.
#
# What happens: The small agent that stands in for sendmail where no server is wanted tells of a failure in plain
# text without MIME-Version, Content-Type, Auto-Submitted or message/delivery-status; its From has an address of
# no characters, "MAILER-DAEMON <>", which RFC 5322 does not know; of the returned mail only the header stands
# below, behind "Message headers follow." as running text, so that the first Message-ID in the text is the only
# trace of which mail it was.
#
# One would have guessed: multipart/report (RFC 6522), as Postfix and Exim write it; or Auto-Submitted at least.
#
# Seen:
#   From: MAILER-DAEMON <>
#   Subject: Mail delivery failed
#   MIME-Version, Content-Type, Auto-Submitted, In-Reply-To: none
#   text: 127.0.0.1 [127.0.0.1] did not like our RCPT TO:
#   text: 550 5.2.2 Mailbox full
#   text: Message-ID: <1@vendor.example>
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
(cd "$dir" && apt-get -qq download dma=0.13-1+b1 2>/dev/null && dpkg -x dma_*.deb packages)

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

python3 "$dir/sink.py" '550 5.2.2 Mailbox full' "$dir/got" >"$dir/port" & sink=$!
until [ -s "$dir/port" ]; do sleep 0.1; done
mkdir -p "$dir/etc/dma" "$dir/mail"
chmod 777 "$dir/mail"
printf '%s\n' 'SMARTHOST 127.0.0.1' "PORT $(cat "$dir/port")" 'ALIASES /dev/null' 'SPOOLDIR /var/spool/dma' 'MAILNAME vendor.example' >"$dir/etc/dma/dma.conf"
# Its places are compiled in; it gets them in a namespace of its own.
export DIR=$dir
unshare --mount sh -e -c '
  mount -t overlay overlay -o lowerdir="$DIR/etc":/etc /etc
  mount -t overlay overlay -o lowerdir="$DIR/packages/usr/lib":/usr/lib /usr/lib
  mount -t tmpfs spool /var/spool
  mount --bind "$DIR/mail" /var/mail
  mkdir /var/spool/dma; chgrp mail /var/spool/dma; chmod 2777 /var/spool/dma
  printf "From: root\nSubject: x\nMessage-ID: <1@vendor.example>\n\nhello\n" | "$DIR/packages/usr/sbin/dma" -D -f root a@customer.example
  until grep -q "^Message-ID" /var/mail/root 2>/dev/null; do sleep 0.1; done
'
head=$(sed '/^$/q' "$dir/mail/root")
marks=$(grep -iE '^(MIME-Version|Content-Type|Auto-Submitted|In-Reply-To):' <<<"$head" || echo none)
seen="$(grep '^From:' <<<"$head")
$(grep '^Subject:' <<<"$head")
MIME-Version, Content-Type, Auto-Submitted, In-Reply-To: $marks
$(grep -E 'did not like|^550|^Message-ID' "$dir/mail/root" | sed 's/^/text: /')"
expected=$(cat <<'TEXT'
From: MAILER-DAEMON <>
Subject: Mail delivery failed
MIME-Version, Content-Type, Auto-Submitted, In-Reply-To: none
text: 127.0.0.1 [127.0.0.1] did not like our RCPT TO:
text: 550 5.2.2 Mailbox full
text: Message-ID: <1@vendor.example>
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
