#!/usr/bin/env bash
# nodemailer 10.6.0 and mailparser 3.14.2: a letter.eml attached with the one is running text for the other.
#
# What happens: nodemailer gives an attachment named *.eml the type message/rfc822 and, unlike any other file,
# Content-Disposition: inline. mailparser appends an inline message/rfc822 to the text of the mail, its header
# lines and undecoded body included, and lists no attachment.
#
# One would have guessed: disposition attachment, as for every file that is passed in `attachments`; and one
# attachment named letter.eml at the other end.
#
# Seen:
#   written: Content-Type: message/rfc822; name=letter.eml
#   written: Content-Disposition: inline; filename=letter.eml
#   attachments read: []
#   text read: "see the letter\n\nFrom: a@customer.example\nSubject: first letter\n\nPrinting does not work."
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
  to: 'engineer@vendor.example',
  text: 'see the letter',
  attachments: [{ filename: 'letter.eml', content: 'From: a@customer.example\r\nSubject: first letter\r\n\r\nPrinting does not work.' }],
})
for (const line of message.toString().split(/\r?\n/)) if (line.includes('letter.eml')) console.log('written:', line)
const read = await simpleParser(message)
console.log('attachments read:', JSON.stringify(read.attachments.map((file) => file.filename)))
console.log('text read:', JSON.stringify(read.text))
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
written: Content-Type: message/rfc822; name=letter.eml
written: Content-Disposition: inline; filename=letter.eml
attachments read: []
text read: "see the letter\n\nFrom: a@customer.example\nSubject: first letter\n\nPrinting does not work."
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
