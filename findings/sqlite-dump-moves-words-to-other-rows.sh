#!/usr/bin/env bash
# SQLite 3.40.1 (Debian 12, sqlite3 3.40.1-2+deb12u2): after .dump and reading back, full text over external
# content finds the wrong row.
#
# What happens: .dump writes the rows of a table without INTEGER PRIMARY KEY without their rowids, which are given
# anew from 1 when it is read back, while the index of an FTS5 table with content= is dumped byte for byte with
# the old ones. Reading back reports nothing. Where a row had been deleted, each search shows the text of a
# neighbour, without an error.
#
# One would have guessed: a dump is the copy that cannot go wrong; or the index is rebuilt when it is read back,
# or the search fails.
#
# Seen:
#   before, "printer": printer is silent
#   read back: no error
#   after, "printer": catalogue is empty
set -euo pipefail
has() { [ "$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null)" = "$2" ] || { echo "needs $1 $2" >&2; exit 2; }; }
has sqlite3 3.40.1-2+deb12u2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

sqlite3 "$dir/books" "CREATE TABLE mail(text); INSERT INTO mail VALUES ('hello'), ('printer is silent'), ('catalogue is empty');
  CREATE VIRTUAL TABLE words USING fts5(text, content=mail); INSERT INTO words(words) VALUES ('rebuild');
  INSERT INTO words(words, rowid, text) VALUES ('delete', 1, 'hello'); DELETE FROM mail WHERE rowid = 1"
search() { sqlite3 "$1" "SELECT text FROM words WHERE words MATCH 'printer'"; }
before=$(search "$dir/books")
sqlite3 "$dir/books" .dump | sqlite3 -bail "$dir/copy" && read_back='no error'
seen="before, \"printer\": $before
read back: $read_back
after, \"printer\": $(search "$dir/copy")"
expected=$(cat <<'TEXT'
before, "printer": printer is silent
read back: no error
after, "printer": catalogue is empty
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
