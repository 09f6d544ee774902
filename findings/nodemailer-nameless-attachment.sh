#!/usr/bin/env bash
# nodemailer 10.6.0: an attachment without name and type is called "attachment-1.*", with the star.
#
# What happens: Content passed without filename and contentType goes out as application/octet-stream under a name
# made of its number and the extension of that type, and the extension of application/octet-stream is "*". Windows
# cannot save a file of that name.
#
# One would have guessed: no name, or attachment-1.bin; `filename: false` is the documented way to have none.
#
# Seen:
#   Content-Type: application/octet-stream; name=attachment-1.*
#   Content-Disposition: attachment; filename=attachment-1.*
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts nodemailer@10.6.0
cat >"$dir/show.mjs" <<'JS'
import nodemailer from 'nodemailer'
const transport = nodemailer.createTransport({ streamTransport: true, buffer: true })
const { message } = await transport.sendMail({ from: 'desk@vendor.example', to: 'a@customer.example', text: 'see', attachments: [{ content: Buffer.from([1, 2, 3]) }] })
for (const line of message.toString().split(/\r?\n/)) if (line.includes('attachment-')) console.log(line)
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
Content-Type: application/octet-stream; name=attachment-1.*
Content-Disposition: attachment; filename=attachment-1.*
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
