#!/usr/bin/env bash
# postal-mime 4.0.0: in format=flowed text a quoted line that goes on swallows the quote mark of the next one.
#
# What happens: RFC 3676 (4.5): lines that end in a space are joined with the next line of the same quote depth,
# after the marks are taken off, and "-- " is never joined. postal-mime joins without looking at either: "> "
# stands in the middle of the sentence, and a quoted "-- " is glued to what follows.
#
# One would have guessed: what mailparser 3.14.2 makes of the same bytes: one quoted sentence, the signature mark
# on its own line.
#
# Seen:
#   mailparser: "> Сервер не отвечает, журнал пуст\n> -- \n> Иван"
#   postal-mime: "> Сервер не отвечает, > журнал пуст\n> -- > Иван"
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts postal-mime@4.0.0 mailparser@3.14.2
cat >"$dir/show.mjs" <<'JS'
import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
const mail = Buffer.from([
  'From: a@customer.example',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8; format=flowed',
  'Content-Transfer-Encoding: 8bit',
  '',
  '> Сервер не отвечает, ',
  '> журнал пуст',
  '> -- ',
  '> Иван',
  '',
].join('\r\n'))
console.log('mailparser:', JSON.stringify((await simpleParser(mail)).text.trimEnd()))
console.log('postal-mime:', JSON.stringify((await PostalMime.parse(mail)).text.trimEnd()))
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
mailparser: "> Сервер не отвечает, журнал пуст\n> -- \n> Иван"
postal-mime: "> Сервер не отвечает, > журнал пуст\n> -- > Иван"
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
