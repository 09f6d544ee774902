#!/usr/bin/env bash
# swaks 20201014.0-2 (Debian 12): a Windows path in a mail that is read from a file becomes a line end.
#
# What happens: --data @FILE is treated like text typed on the command line: the two characters \n become a line
# end, in header lines too, and %TO_ADDRESS% and its like are filled in. A sample mail with C:\new\temp in Subject
# and text arrives with a broken header.
#
# One would have guessed: the bytes of the file, dot-stuffed; replacements are for what is typed.
#
# Seen:
#   in the file: Subject: C:\new\temp
#   sent: Subject: C:
#   sent: ew\temp
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
(cd "$dir" && apt-get -qq download swaks=20201014.0-2 2>/dev/null && dpkg -x swaks_*.deb swaks)
printf 'From: a@customer.example\nSubject: C:\\new\\temp\n\nhello\n' >"$dir/mail"
cat >"$dir/server.py" <<'PY'
import socket, sys
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1], flush=True)
conversation = listener.accept()[0].makefile('rwb')
def say(line): conversation.write(line.encode() + b'\r\n'); conversation.flush()
say('220 sink')
for line in conversation:
    if line.upper().startswith(b'DATA'):
        say('354 go')
        with open(sys.argv[1], 'wb') as got:
            for line in conversation:
                if line == b'.\r\n': break
                got.write(line)
    say('221 bye' if line.upper().startswith(b'QUIT') else '250 ok')
    if line.upper().startswith(b'QUIT'): break
PY
python3 "$dir/server.py" "$dir/got" >"$dir/port" &
until [ -s "$dir/port" ]; do sleep 0.1; done
perl "$dir/swaks/usr/bin/swaks" --silent 2 --server "127.0.0.1:$(cat "$dir/port")" --from a@customer.example --to desk@vendor.example --data "@$dir/mail"
wait
seen="in the file: $(grep ^Subject "$dir/mail")
sent: $(tr -d '\r' <"$dir/got" | grep ^Subject)
sent: $(tr -d '\r' <"$dir/got" | grep -A1 ^Subject | tail -n 1)"
expected=$(cat <<'TEXT'
in the file: Subject: C:\new\temp
sent: Subject: C:
sent: ew\temp
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
