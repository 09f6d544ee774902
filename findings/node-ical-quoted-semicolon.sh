#!/usr/bin/env bash
# node-ical 0.26.1: a semicolon within a quoted parameter ends it.
#
# What happens: RFC 5545 (3.2) quotes a parameter value that holds a comma, colon or semicolon. The comma and the
# colon are read rightly; at a semicolon the name ends, with its opening quote kept as part of it.
#
# One would have guessed: Петров; отдел 5, as ical.js 2.2.1 reads it.
#
# Seen:
#   node-ical, comma: Иванов, Иван
#   node-ical, semicolon: "Петров
#   ical.js, semicolon: Петров; отдел 5
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts node-ical@0.26.1 ical.js@2.2.1
cat >"$dir/show.mjs" <<'JS'
import ICAL from 'ical.js'
import ical from 'node-ical'
const invitation = (name) => [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x',
  'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20261130T000000Z', 'DTSTART:20261201T100000Z',
  `ORGANIZER;CN="${name}":mailto:a@customer.example`, 'END:VEVENT', 'END:VCALENDAR', '',
].join('\r\n')
const organizer = (text) => Object.values(ical.sync.parseICS(text)).find((part) => part.type === 'VEVENT').organizer.params.CN
console.log('node-ical, comma:', organizer(invitation('Иванов, Иван')))
console.log('node-ical, semicolon:', organizer(invitation('Петров; отдел 5')))
const event = new ICAL.Component(ICAL.parse(invitation('Петров; отдел 5'))).getFirstSubcomponent('vevent')
console.log('ical.js, semicolon:', event.getFirstProperty('organizer').getParameter('cn'))
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
node-ical, comma: Иванов, Иван
node-ical, semicolon: "Петров
ical.js, semicolon: Петров; отдел 5
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
