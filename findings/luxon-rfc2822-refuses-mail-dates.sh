#!/usr/bin/env bash
# luxon 3.7.2: fromRFC2822() refuses Date lines that RFC 5322 allows and that new Date() reads.
#
# What happens: No blank behind the weekday's comma (RFC 5322 makes it optional), a leap second (60 is allowed
# there), an hour of one digit (not in the RFC, but seen): each gives an invalid DateTime.
#
# One would have guessed: at least as much as the engine's own Date, which is no mail parser.
#
# Seen:
#   Mon,30 Nov 2026 12:00:00 +0300: unparsable | Date 2026-11-30T09:00:00.000Z
#   Sat, 31 Dec 2016 23:59:60 +0000: unit out of range | Date 2016-12-31T23:59:00.000Z
#   Mon, 30 Nov 2026 9:00:00 +0300: unparsable | Date 2026-11-30T06:00:00.000Z
#   Mon, 30 Nov 2026 12:00:00 +0300: 2026-11-30T09:00:00.000Z | Date 2026-11-30T09:00:00.000Z
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts luxon@3.7.2
cat >"$dir/show.mjs" <<'JS'
import { DateTime } from 'luxon'
for (const line of ['Mon,30 Nov 2026 12:00:00 +0300', 'Sat, 31 Dec 2016 23:59:60 +0000', 'Mon, 30 Nov 2026 9:00:00 +0300', 'Mon, 30 Nov 2026 12:00:00 +0300']) {
  const read = DateTime.fromRFC2822(line)
  console.log(`${line}: ${read.isValid ? read.toJSDate().toISOString() : read.invalidReason} | Date ${new Date(line).toJSON()}`)
}
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
Mon,30 Nov 2026 12:00:00 +0300: unparsable | Date 2026-11-30T09:00:00.000Z
Sat, 31 Dec 2016 23:59:60 +0000: unit out of range | Date 2016-12-31T23:59:00.000Z
Mon, 30 Nov 2026 9:00:00 +0300: unparsable | Date 2026-11-30T06:00:00.000Z
Mon, 30 Nov 2026 12:00:00 +0300: 2026-11-30T09:00:00.000Z | Date 2026-11-30T09:00:00.000Z
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
