#!/usr/bin/env bash
# imapflow 2.10.2: a conditional STORE that the server refused counts as done.
#
# What happens: messageFlagsAdd() with unchangedSince sends STORE (UNCHANGEDSINCE n). When the mail has changed
# since, RFC 7162 has the server answer "OK [MODIFIED 1]" and leave the flags alone. The call resolves to true, as
# it does when the flags were set, and nothing in it tells the two apart.
#
# One would have guessed: false, or an error: other failures of STORE (a read-only mailbox) come back as false. A
# lock or lease built on this believes that it holds what another one holds.
#
# Seen:
#   server: OK [MODIFIED 1], flags untouched
#   messageFlagsAdd: true
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

const refuse = (tag, command, say) => {
  if (!command.includes('UID STORE')) return false
  console.log('server: OK [MODIFIED 1], flags untouched')
  say('* 1 FETCH (UID 1 MODSEQ (12) FLAGS (\\Seen))')
  say(`${tag} OK [MODIFIED 1] Conditional STORE failed`)
  return true
}
await served(refuse, async (client) => {
  await client.connect()
  await client.mailboxOpen('INBOX')
  console.log('messageFlagsAdd:', await client.messageFlagsAdd('1', ['$Held'], { uid: true, unchangedSince: 5 }))
})
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
server: OK [MODIFIED 1], flags untouched
messageFlagsAdd: true
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
