#!/usr/bin/env bash
# sqlite3 3.40.1-2+deb12u2 (the command of Debian 12): .recover brings nothing back, from a healthy database
# either.
#
# What happens: The command prints the frame of a script (BEGIN, five PRAGMAs) without one table and row, says
# "sql error: SQL logic error (1)" and ends with 1. It is listed in .help and documented as the way out of a
# damaged file.
#
# One would have guessed: the tables and rows, as upstream's build gives them; from a healthy file at any rate.
#
# Seen:
#   rows in the database: 1
#   CREATE and INSERT in the recovered script: 0
#   said: sql error: SQL logic error (1)
#   exit status 1
set -euo pipefail
has() { [ "$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null)" = "$2" ] || { echo "needs $1 $2" >&2; exit 2; }; }
has sqlite3 3.40.1-2+deb12u2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

sqlite3 "$dir/books" "CREATE TABLE mail(text); INSERT INTO mail VALUES ('hello')"
status=0
sqlite3 "$dir/books" .recover >"$dir/script" 2>"$dir/said" || status=$?
seen="rows in the database: $(sqlite3 "$dir/books" 'SELECT count(*) FROM mail')
CREATE and INSERT in the recovered script: $(grep -cE '^(CREATE|INSERT)' "$dir/script" || true)
said: $(cat "$dir/said")
exit status $status"
expected=$(cat <<'TEXT'
rows in the database: 1
CREATE and INSERT in the recovered script: 0
said: sql error: SQL logic error (1)
exit status 1
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
