#!/usr/bin/env bash
# Cyrus 3.6.1 (Debian 12, cyrus-imapd 3.6.1-4+deb12u5): each byte of a header that is not ASCII is kept as an X.
#
# What happens: A Subject or From in raw UTF-8 (or windows-1251, as old Russian programs write it) is accepted by
# LMTP and APPEND without a word and stored with X for every byte: "Не печатает" becomes rows of X, the customer's
# name as well. The text below and the headers of parts, a file's raw name among them, are left as they are.
# munge8bit, which stands for yes unless it is set, does it; nothing in the stored mail tells that anything was lost,
# but signatures over these headers fail.
#
# One would have guessed: bytes are kept, as Dovecot and Courier keep them, and as RFC 6532 makes them legal; or the
# mail is refused, which reject8bit does.
#
# Seen:
#   From: "XXXXXXXX" <ivan@firm.example>
#   Subject: XXXX XXXXXXXXXXXXXXXX
#   a part's name: журнал.txt
#   the text: Не печатает
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo 'needs root: Cyrus becomes another user' >&2; exit 2; }
dir=$(mktemp -d)
chmod 755 "$dir"
master=
finish() {
  [ -z "$master" ] || kill "$master" 2>/dev/null || true
  rm -rf "$dir"
}
trap finish EXIT
(
  cd "$dir"
  apt-get -qq download cyrus-imapd=3.6.1-4+deb12u5 cyrus-common=3.6.1-4+deb12u5 libical3=3.0.16-1+b1 2>/dev/null
  for package in *.deb; do dpkg -x "$package" packages; done
)
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
mkdir "$dir/conf" "$dir/spool" "$dir/run"
cat >"$dir/imapd.conf" <<TEXT
configdirectory: $dir/conf
partition-default: $dir/spool
defaultpartition: default
mboxname_lockpath: $dir/run/lock
proc_path: $dir/run/proc
temp_path: $dir/run
cyrus_user: nobody
servername: mail.example
autocreate_post: 1
autocreate_quota: 0
TEXT
bin=$dir/packages/usr/lib/cyrus/bin
cat >"$dir/cyrus.conf" <<TEXT
START {
  recover cmd="$bin/ctl_cyrusdb -C $dir/imapd.conf -r"
}
SERVICES {
  lmtp cmd="$bin/lmtpd -C $dir/imapd.conf -a" listen="127.0.0.1:$port" prefork=0
}
EVENTS {
}
TEXT
chown -R 65534:65534 "$dir/conf" "$dir/spool" "$dir/run"
LD_LIBRARY_PATH="$dir/packages/usr/lib/$(uname -m)-linux-gnu" "$bin/master" -D -C "$dir/imapd.conf" -M "$dir/cyrus.conf" -p "$dir/run/pid" >/dev/null 2>&1 & master=$!
python3 - "$port" <<'PY'
import smtplib, sys, time
mail = '''From: "Иван" <ivan@firm.example>
To: desk@mail.example
Subject: Не печатает
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=frontier

--frontier
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Не печатает
--frontier
Content-Type: text/plain; charset=utf-8
Content-Disposition: attachment; filename="журнал.txt"

log
--frontier--
'''.replace('\n', '\r\n').encode()
for attempt in range(200):
    try:
        lmtp = smtplib.LMTP('127.0.0.1', int(sys.argv[1]))
        break
    except OSError:
        time.sleep(0.1)
lmtp.sendmail('ivan@firm.example', ['desk'], mail)
lmtp.quit()
PY
stored=$(tr -d '\r' <"$(find "$dir/spool" -name '1.')")
seen="$(grep '^From:' <<<"$stored")
$(grep '^Subject:' <<<"$stored")
a part's name: $(sed -n 's/.*filename="\(.*\)"/\1/p' <<<"$stored")
the text: $(grep '^Не' <<<"$stored")"
expected=$(cat <<'TEXT'
From: "XXXXXXXX" <ivan@firm.example>
Subject: XXXX XXXXXXXXXXXXXXXX
a part's name: журнал.txt
the text: Не печатает
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
