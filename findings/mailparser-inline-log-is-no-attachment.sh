#!/usr/bin/env bash
# mailparser 3.14.2: a text file that a client sent inline is no attachment; its name is gone.
#
# What happens: A text/plain part with a file name and Content-Disposition: inline (Apple Mail and Mutt write that
# for a log that was dropped into the window) is appended to the text of the mail, without a mark where it begins.
# attachments is empty; the name is nowhere in the result.
#
# One would have guessed: an attachment named server.log, as there is for an inline picture or an inline text/csv
# part; or at least its name in the text.
#
# Seen:
#   text: "Журнал приложен.\nORA-12541: TNS:no listener"
#   attachments: []
#   text/csv instead: ["server.csv"]
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts mailparser@3.14.2
cat >"$dir/show.mjs" <<'JS'
import { simpleParser } from 'mailparser'
const mail = (type, name) => Buffer.from([
  'From: a@customer.example',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=B',
  '',
  '--B',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Журнал приложен.',
  '--B',
  `Content-Type: ${type}; charset=utf-8; name=${name}`,
  `Content-Disposition: inline; filename=${name}`,
  '',
  'ORA-12541: TNS:no listener',
  '--B--',
  '',
].join('\r\n'))
const log = await simpleParser(mail('text/plain', 'server.log'))
console.log('text:', JSON.stringify(log.text))
console.log('attachments:', JSON.stringify(log.attachments.map((file) => file.filename)))
const table = await simpleParser(mail('text/csv', 'server.csv'))
console.log('text/csv instead:', JSON.stringify(table.attachments.map((file) => file.filename)))
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
text: "Журнал приложен.\nORA-12541: TNS:no listener"
attachments: []
text/csv instead: ["server.csv"]
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
