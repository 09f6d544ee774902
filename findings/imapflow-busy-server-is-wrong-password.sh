#!/usr/bin/env bash
# imapflow 2.10.2: a server that is busy at LOGIN is reported as a wrong password.
#
# What happens: Whatever a server answers to LOGIN other than OK (RFC 5530 response codes UNAVAILABLE and INUSE,
# LIMIT, even BAD) ends in an error with authenticationFailed: true; only serverResponseCode, where there is a
# code, tells the passing ones apart. Dovecot answers NO [UNAVAILABLE] when a user has too many connections.
#
# One would have guessed: authenticationFailed only for AUTHENTICATIONFAILED, EXPIRED and a NO without a code: a
# daemon that asks a person for a new password, or gives up, does so because of a full server.
#
# Seen:
#   NO [UNAVAILABLE] Too many connections -> authenticationFailed: true
#   NO [INUSE] Try again later -> authenticationFailed: true
#   BAD Server is shutting down -> authenticationFailed: true
#   NO [AUTHENTICATIONFAILED] Wrong password -> authenticationFailed: true
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

const answers = ['NO [UNAVAILABLE] Too many connections', 'NO [INUSE] Try again later', 'BAD Server is shutting down', 'NO [AUTHENTICATIONFAILED] Wrong password']
for (const answer of answers) {
  const login = (tag, command, say) => {
    if (!command.startsWith('LOGIN')) return false
    say(`${tag} ${answer}`)
    return true
  }
  await served(login, async (client) => {
    const error = await client.connect().catch((failure) => failure)
    console.log(`${answer} -> authenticationFailed: ${error.authenticationFailed}`)
  })
}
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
NO [UNAVAILABLE] Too many connections -> authenticationFailed: true
NO [INUSE] Try again later -> authenticationFailed: true
BAD Server is shutting down -> authenticationFailed: true
NO [AUTHENTICATIONFAILED] Wrong password -> authenticationFailed: true
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
