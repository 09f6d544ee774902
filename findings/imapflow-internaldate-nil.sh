#!/usr/bin/env bash
# imapflow 2.10.2: a mail without INTERNALDATE arrived in 1970; a date that cannot be read is a string.
#
# What happens: Servers whose store lost the time of arrival answer INTERNALDATE NIL or a date of zeros. fetch()
# gives a Date of 1 January 1970 for NIL and the raw text for the other: the same field, two types, no error.
#
# One would have guessed: null or undefined for both. Whoever files only mail younger than some days leaves the
# first where it is, and calling getTime() on the second throws.
#
# Seen:
#   NIL: Date 1970-01-01T00:00:00.000Z
#   "00-Jan-0000 00:00:00 +0000": String 00-Jan-0000 00:00:00 +0000
#   "30-Nov-2026 12:00:00 +0300": Date 2026-11-30T09:00:00.000Z
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts imapflow@2.10.2
cat >"$dir/show.mjs" <<'JS'
import { ImapFlow } from 'imapflow'
import net from 'node:net'
/** A scripted IMAP server: what `own` does not answer gets the plain answers of a mailbox with one mail. */
async function served(own, work) {
  const server = net.createServer((socket) => {
    let rest = ''
    const say = (text) => socket.write(`${text}\r\n`)
    socket.on('error', () => {})
    say('* OK ready')
    socket.on('data', (data) => {
      const lines = (rest + data).split('\r\n')
      rest = lines.pop()
      for (const line of lines) {
        const [tag, ...words] = line.split(' ')
        const command = words.join(' ')
        if (own(tag, command, say)) continue
        if (command.startsWith('CAPABILITY')) say('* CAPABILITY IMAP4rev1 CONDSTORE ENABLE UIDPLUS')
        if (command.startsWith('LIST')) say('* LIST () "/" INBOX')
        if (command.startsWith('SELECT'))
          say('* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] ok\r\n* 1 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT 2] ok\r\n* OK [HIGHESTMODSEQ 10] ok')
        if (command.startsWith('LOGOUT')) say('* BYE')
        say(`${tag} OK done`)
      }
    })
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  const client = new ImapFlow({ host: '127.0.0.1', port: server.address().port, secure: false, auth: { user: 'u', pass: 'p' }, logger: false })
  client.on('error', () => {})
  try { await work(client) } finally { client.close(); server.close() }
}

for (const date of ['NIL', '"00-Jan-0000 00:00:00 +0000"', '"30-Nov-2026 12:00:00 +0300"']) {
  const answer = (tag, command, say) => {
    if (!command.includes('FETCH')) return false
    say(`* 1 FETCH (UID 1 INTERNALDATE ${date})\r\n${tag} OK done`)
    return true
  }
  await served(answer, async (client) => {
    await client.connect()
    await client.mailboxOpen('INBOX')
    const [mail] = await client.fetchAll('1', { uid: true, internalDate: true })
    const at = mail.internalDate
    console.log(`${date}: ${at.constructor.name} ${at instanceof Date ? at.toISOString() : at}`)
  })
}
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
NIL: Date 1970-01-01T00:00:00.000Z
"00-Jan-0000 00:00:00 +0000": String 00-Jan-0000 00:00:00 +0000
"30-Nov-2026 12:00:00 +0300": Date 2026-11-30T09:00:00.000Z
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
