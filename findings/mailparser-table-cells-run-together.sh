#!/usr/bin/env bash
# mailparser 3.14.2 (html-to-text 10.0.1): the text of a mail that is HTML only loses the gaps between table cells
# and the case of headings.
#
# What happens: Where a mail has no text part, mailparser makes `text` of the HTML with html-to-text. Cells of a
# table are put side by side without a space or a line end, also from row to row, and headings become capitals,
# error messages in them too.
#
# One would have guessed: a space or a tab between cells, a line a row, headings as written: a visiting card as
# Outlook builds one, or a table of settings, must stay readable.
#
# Seen:
#   "ОШИБКА ORA-12541: TNS LISTENER\n\nПорт1521Телефон8 495 000-00-00"
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts mailparser@3.14.2
cat >"$dir/show.mjs" <<'JS'
import { simpleParser } from 'mailparser'
const html = '<h1>Ошибка ORA-12541: tns listener</h1><table><tr><td>Порт</td><td>1521</td></tr><tr><td>Телефон</td><td>8 495 000-00-00</td></tr></table>'
const mail = `From: a@customer.example\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n`
console.log(JSON.stringify((await simpleParser(Buffer.from(mail))).text))
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
"ОШИБКА ORA-12541: TNS LISTENER\n\nПорт1521Телефон8 495 000-00-00"
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
