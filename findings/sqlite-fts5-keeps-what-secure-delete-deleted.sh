#!/usr/bin/env bash
# SQLite 3.40.1 (Debian 12, sqlite3 3.40.1-2+deb12u2): PRAGMA secure_delete and VACUUM do not reach the words of a
# deleted row in an FTS5 table.
#
# What happens: A DELETE from an FTS5 table writes a mark of deletion into the index, and the mark holds the word
# again; the old entries stay until segments are merged. No page is freed, so secure_delete has nothing to
# overwrite, and VACUUM copies the index as it is. A search finds nothing, the file holds the word. Only the FTS5
# command "optimize" (or a rebuild) takes it out.
#
# One would have guessed: secure_delete = ON promises that deleted content is overwritten with zeros, and VACUUM
# is the belt to it: as in a plain table, the word is gone after the DELETE.
#
# Seen:
#   plain table after DELETE: gone
#   FTS5 after DELETE: found by search 0 times, still in the file
#   FTS5 after VACUUM: still in the file
#   FTS5 after optimize: gone
set -euo pipefail
has() { [ "$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null)" = "$2" ] || { echo "needs $1 $2" >&2; exit 2; }; }
has sqlite3 3.40.1-2+deb12u2
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

lies() { if grep -q ivanovskaya "$1"; then echo 'still in the file'; else echo gone; fi; }
q() { sqlite3 "$1" "PRAGMA secure_delete = ON; $2" | tail -n +2; }
q "$dir/plain" "CREATE TABLE words(text); INSERT INTO words VALUES ('ivanovskaya'), ('petrov'); DELETE FROM words WHERE rowid = 1"
plain=$(lies "$dir/plain")
q "$dir/fts" "CREATE VIRTUAL TABLE words USING fts5(text); INSERT INTO words VALUES ('ivanovskaya'), ('petrov'); DELETE FROM words WHERE rowid = 1"
found=$(q "$dir/fts" "SELECT count(*) FROM words WHERE words MATCH 'ivanovskaya'")
deleted=$(lies "$dir/fts")
q "$dir/fts" 'VACUUM'
vacuumed=$(lies "$dir/fts")
q "$dir/fts" "INSERT INTO words(words) VALUES ('optimize')"
seen="plain table after DELETE: $plain
FTS5 after DELETE: found by search $found times, $deleted
FTS5 after VACUUM: $vacuumed
FTS5 after optimize: $(lies "$dir/fts")"
expected=$(cat <<'TEXT'
plain table after DELETE: gone
FTS5 after DELETE: found by search 0 times, still in the file
FTS5 after VACUUM: still in the file
FTS5 after optimize: gone
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
