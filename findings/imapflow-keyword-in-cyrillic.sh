#!/usr/bin/env bash
# imapflow 2.10.2: a keyword that is not ASCII is left out of STORE, and the call says it was set.
#
# What happens: messageFlagsAdd() with a Cyrillic keyword among others sends STORE with the others only and
# resolves to true. Called with the Cyrillic one alone it sends nothing and resolves to false, the same as for a
# mail that does not exist.
#
# One would have guessed: an error that names the keyword (search() does so: "is not a valid keyword"), or a
# keyword sent in some encoding.
#
# Seen:
#   server got: UID STORE 1 +FLAGS (\Seen)
#   \Seen and a Cyrillic one: true
#   the Cyrillic one alone: false
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

const listen = (tag, command) => {
  if (command.includes('UID STORE')) console.log('server got:', command)
  return false
}
await served(listen, async (client) => {
  await client.connect()
  await client.mailboxOpen('INBOX')
  console.log('\\Seen and a Cyrillic one:', await client.messageFlagsAdd('1', ['\\Seen', 'Обработано'], { uid: true }))
  console.log('the Cyrillic one alone:', await client.messageFlagsAdd('1', ['Обработано'], { uid: true }))
})
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
server got: UID STORE 1 +FLAGS (\Seen)
\Seen and a Cyrillic one: true
the Cyrillic one alone: false
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
