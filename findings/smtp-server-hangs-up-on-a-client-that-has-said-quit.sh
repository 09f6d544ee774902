#!/usr/bin/env bash
# smtp-server 3.21.6: a client that sends QUIT along with the end of its mail and closes its half gets no answer.
#
# What happens: Who has nothing more to send may put QUIT into one packet with the closing dot (RFC 2920 3.1: QUIT
# may be the last command of a group) and close the sending half of the connection; Exim 4.96 does so wherever
# PIPELINING is offered, and smtp-server offers it. While the application still keeps the mail, the server's socket
# ends, being opened without allowHalfOpen, and the answer to the dot goes nowhere. The client has to count the mail
# as not taken ("Remote host closed connection in response to end of data") and sends it again: one copy more with
# each try.
#
# One would have guessed: 250 for the mail, then 221, as when QUIT comes later or the half stays open.
#
# Seen:
#   250-PIPELINING
#   QUIT with the dot, half closed: nothing; kept by the application: 1
#   QUIT with the dot, both halves open: 250 OK: message queued, 221 Bye
#   QUIT later, half closed: 250 OK: message queued, 221 Bye
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts smtp-server@3.21.6
cat >"$dir/show.mjs" <<'JS'
import net from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import smtp from 'smtp-server'
let kept = 0
const server = new smtp.SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onData(stream, session, callback) {
    stream.resume()
    // An application that writes to a disk or asks a database answers some turns later.
    stream.on('end', async () => {
      for (let n = 0; n < 200; n += 1) await turn()
      kept += 1
      callback()
    })
  },
})
server.on('error', () => {})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))

/** Says one piece after the other, each when the last line of an answer has come; gives all lines. */
function talk(pieces, closes) {
  return new Promise((done) => {
    const socket = net.connect(server.server.address().port, '127.0.0.1')
    const lines = []
    const left = [...pieces]
    let rest = ''
    socket.on('data', (data) => {
      const split = (rest + data).split('\r\n')
      rest = split.pop()
      for (const line of split) {
        lines.push(line)
        if (!/^\d{3} /.test(line) || left.length === 0) continue
        const piece = left.shift()
        if (closes && piece.endsWith('QUIT\r\n')) socket.end(piece)
        else socket.write(piece)
      }
    })
    socket.on('close', () => done(lines))
  })
}

const begin = ['EHLO mx.example\r\n', 'MAIL FROM:<a@b.example>\r\n', 'RCPT TO:<c@d.example>\r\n', 'DATA\r\n']
const mail = 'Subject: x\r\n\r\nhello\r\n.\r\n'
const after = (lines) => lines.slice(lines.findIndex((line) => line.startsWith('354')) + 1).join(', ')
const closed = await talk([...begin, `${mail}QUIT\r\n`], true)
while (kept === 0) await turn()
console.log(closed.find((line) => line.includes('PIPELINING')))
console.log(`QUIT with the dot, half closed: ${after(closed) || 'nothing'}; kept by the application: ${kept}`)
console.log(`QUIT with the dot, both halves open: ${after(await talk([...begin, `${mail}QUIT\r\n`], false))}`)
console.log(`QUIT later, half closed: ${after(await talk([...begin, mail, 'QUIT\r\n'], true))}`)
server.close()
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
250-PIPELINING
QUIT with the dot, half closed: nothing; kept by the application: 1
QUIT with the dot, both halves open: 250 OK: message queued, 221 Bye
QUIT later, half closed: 250 OK: message queued, 221 Bye
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
