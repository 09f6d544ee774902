#!/usr/bin/env bash
# imapflow 2.10.2: download() takes a piece that is shorter than asked for as the end of the mail.
#
# What happens: download() fetches a mail in pieces, BODY.PEEK[]<0.65536> and so on. A server may answer with less
# than was asked for (RFC 3501 allows it where the text ends; proxies and stores with damaged indexes do it in the
# middle). The stream then ends without an error, although RFC822.SIZE, which the call has asked for itself and
# shows as meta.expectedSize, says that most of the mail is missing.
#
# One would have guessed: the stream asks on until expectedSize is reached or a piece is empty, or fails because
# the sizes differ.
#
# Seen:
#   expected 200000, got 66536, stream ended without an error
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

const short = (tag, command, say) => {
  if (!command.includes('FETCH')) return false
  const from = Number(/BODY\.PEEK\[\]<(\d+)\./.exec(command)?.[1] ?? 0)
  const length = from === 65536 ? 1000 : Math.min(65536, 200000 - from)
  const size = command.includes('RFC822.SIZE') ? 'RFC822.SIZE 200000 ' : ''
  say(`* 1 FETCH (UID 1 ${size}BODY[]<${from}> {${length}}\r\n${'x'.repeat(length)})\r\n${tag} OK done`)
  return true
}
await served(short, async (client) => {
  await client.connect()
  await client.mailboxOpen('INBOX')
  const { meta, content } = await client.download('1', undefined, { uid: true })
  let got = 0
  for await (const piece of content) got += piece.length
  console.log(`expected ${meta.expectedSize}, got ${got}, stream ended without an error`)
})
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
expected 200000, got 66536, stream ended without an error
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
