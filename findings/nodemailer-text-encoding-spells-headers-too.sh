#!/usr/bin/env bash
# nodemailer 10.6.0: textEncoding, which is for the text of a mail, also spells its headers.
#
# What happens: textEncoding: 'quoted-printable' (asked for so that a long text stays readable, or passes a server
# that spoils 8bit) also makes every encoded word of Subject, names and file names a Q word: a Cyrillic letter takes
# six characters, and a Subject is more than twice as long. Without it nodemailer chooses for each
# header what is shorter, B here. No other option chooses for headers alone.
#
# One would have guessed: headers as without it: the documentation calls it the Content-Transfer-Encoding of text
# values.
#
# Seen:
#   no textEncoding: Subject in B words, 160 characters; From in B
#   quoted-printable: Subject in Q words, 353 characters; From in Q
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts nodemailer@10.6.0
cat >"$dir/show.mjs" <<'JS'
import { createTransport } from 'nodemailer'
const transport = createTransport({ streamTransport: true, buffer: true })
for (const more of [{}, { textEncoding: 'quoted-printable' }]) {
  const sent = await transport.sendMail({
    from: { name: 'Техническая поддержка', address: 'desk@vendor.example' },
    to: 'a@customer.example',
    subject: 'Не открывается каталог после обновления сервера',
    text: 'Здравствуйте!',
    ...more,
  })
  const head = sent.message.toString().split('\r\n\r\n')[0].replace(/\r\n[ \t]+/g, '\n ')
  const subject = /^Subject: (.*(?:\n .*)*)/m.exec(head)[1]
  const from = /^From: (.*(?:\n .*)*)/m.exec(head)[1]
  const kinds = (value) => [...new Set([...value.matchAll(/=\?UTF-8\?(.)\?/gi)].map((one) => one[1]))].join('')
  console.log(`${more.textEncoding ?? 'no textEncoding'}: Subject in ${kinds(subject)} words, ${subject.length} characters; From in ${kinds(from)}`)
}
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
no textEncoding: Subject in B words, 160 characters; From in B
quoted-printable: Subject in Q words, 353 characters; From in Q
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
