#!/usr/bin/env bash
# node-ical 0.26.1: the VTIMEZONE that an invitation brings along is not heeded; the machine's own zone is taken.
#
# What happens: RFC 5545 has every TZID defined by a VTIMEZONE in the same file. When its name is neither an IANA
# nor a known Windows name nor contains an offset, node-ical reads DTSTART in the zone of the process, although
# VTIMEZONE says +0300 for all time. start.tz still shows the name, as if it had been understood. The same file is
# three different moments on three machines.
#
# One would have guessed: 07:00 UTC everywhere, by the rule in the file; or an error, or a moment without a zone.
#
# Seen:
#   process in UTC: 2026-12-01T10:00:00.000Z, tz "Офис Москва"
#   process in Europe/Moscow: 2026-12-01T07:00:00.000Z, tz "Офис Москва"
#   process in Asia/Vladivostok: 2026-12-01T00:00:00.000Z, tz "Офис Москва"
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts node-ical@0.26.1
cat >"$dir/show.mjs" <<'JS'
import ical from 'node-ical'
const invitation = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x',
  'BEGIN:VTIMEZONE', 'TZID:Офис Москва',
  'BEGIN:STANDARD', 'DTSTART:16010101T000000', 'TZOFFSETFROM:+0300', 'TZOFFSETTO:+0300', 'END:STANDARD',
  'END:VTIMEZONE',
  'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20261130T000000Z',
  'DTSTART;TZID=Офис Москва:20261201T100000', 'DTEND;TZID=Офис Москва:20261201T110000', 'END:VEVENT',
  'END:VCALENDAR', '',
].join('\r\n')
for (const zone of ['UTC', 'Europe/Moscow', 'Asia/Vladivostok']) {
  process.env.TZ = zone
  const { start } = Object.values(ical.sync.parseICS(invitation)).find((part) => part.type === 'VEVENT')
  console.log(`process in ${zone}: ${start.toISOString()}, tz "${start.tz}"`)
}
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
process in UTC: 2026-12-01T10:00:00.000Z, tz "Офис Москва"
process in Europe/Moscow: 2026-12-01T07:00:00.000Z, tz "Офис Москва"
process in Asia/Vladivostok: 2026-12-01T00:00:00.000Z, tz "Офис Москва"
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
