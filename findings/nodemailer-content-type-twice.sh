#!/usr/bin/env bash
# nodemailer 10.6.0: a Content-Type in `headers` does not replace the generated one; the mail has two.
#
# What happens: Message-ID, Date or Subject given in `headers` win over the generated ones or give way to them; a
# Content-Type is written besides the generated one. RFC 5322 and RFC 2045 allow one. Which of them counts is up
# to each reader; mailparser takes the first, which here is mine.
#
# One would have guessed: one Content-Type: mine (headers are documented as custom), or the generated one.
#
# Seen:
#   Content-Type: text/plain; charset=utf-8; format=flowed
#   Content-Type: text/plain; charset=utf-8
#   mailparser reads: "one two"
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts nodemailer@10.6.0 mailparser@3.14.2
cat >"$dir/show.mjs" <<'JS'
import { simpleParser } from 'mailparser'
import nodemailer from 'nodemailer'
const transport = nodemailer.createTransport({ streamTransport: true, buffer: true })
const { message } = await transport.sendMail({
  from: 'desk@vendor.example',
  to: 'a@customer.example',
  text: 'one \ntwo',
  headers: { 'Content-Type': 'text/plain; charset=utf-8; format=flowed' },
})
for (const line of message.toString().split(/\r?\n/)) if (line.startsWith('Content-Type')) console.log(line)
console.log('mailparser reads:', JSON.stringify((await simpleParser(message)).text))
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Type: text/plain; charset=utf-8
mailparser reads: "one two"
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
