#!/usr/bin/env bash
# mbsync of isync 1.4.4-5 (Debian 12) between two Dovecot 2.3.19.1: a moved mail has another arrival, another
# text, and no keyword of ours.
#
# What happens: Between two IMAP servers mbsync, as configured by default, appends each mail with the time of the
# copying as INTERNALDATE (CopyArrivalDate is off), keeps \Seen and $Forwarded but drops other keywords, and
# leaves a header line X-TUID of its own in the mail, although the server has UIDPLUS, which would make it
# needless.
#
# One would have guessed: a synchroniser copies the mail as it is, with its arrival and its keywords. Whoever
# knows a mail by its keyword, its date or a hash of its bytes meets the whole mailbox as new mail of today after
# a move.
#
# Seen:
#   before: (\Seen $Forwarded Filed) 02-Nov-2026
#   after: (\Seen $Forwarded) today
#   after: header line X-TUID: 1
set -euo pipefail
has() { [ "$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null)" = "$2" ] || { echo "needs $1 $2" >&2; exit 2; }; }
has dovecot-imapd 1:2.3.19.1+dfsg1-2.1+deb12u7
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# An IMAP session of its own, no server: imap speaks on standard input and output, with a mailbox under $1.
# As root the session runs as nobody.
imap() {
  mkdir -p "$1/mail" "$1/run"
  printf '%s\n' "base_dir = $1/run" "state_dir = $1/run" "log_path = $1/log" "mail_location = maildir:$1/mail" \
    'mail_uid = 65534' 'mail_gid = 65534' 'first_valid_uid = 0' 'ssl = no' >"$1/dovecot.conf"
  as=
  if [ "$(id -u)" = 0 ]; then chmod 755 "$dir" "$1"; chown -R 65534:65534 "$1/mail"; as='setpriv --reuid=65534 --regid=65534 --clear-groups'; fi
  # shellcheck disable=SC2086
  USER=someone HOME=$1 $as /usr/lib/dovecot/imap -c "$1/dovecot.conf" 2>/dev/null | tr -d '\r'
}
append() { printf 'a APPEND INBOX %s{%d+}\r\n%s\r\n' "${2-}" "$(printf %s "$1" | wc -c)" "$1"; }

has dovecot-core 1:2.3.19.1+dfsg1-2.1+deb12u7
(cd "$dir" && apt-get -qq download isync=1.4.4-5 2>/dev/null && dpkg -x isync_*.deb isync)
mail=$'Subject: x\r\nMessage-ID: <1@customer.example>\r\n\r\nx\r\n'
look() { printf 'b SELECT INBOX\r\nc FETCH 1 (FLAGS INTERNALDATE BODY.PEEK[HEADER])\r\nz LOGOUT\r\n' | imap "$1"; }
{ append "$mail" '(\Seen $Forwarded Filed) "02-Nov-2026 12:00:00 +0000" '; printf 'z LOGOUT\r\n'; } | imap "$dir/one" >/dev/null
before=$(look "$dir/one")
printf 'z LOGOUT\r\n' | imap "$dir/two" >/dev/null
session() { echo "env USER=someone HOME=$dir/$1 $as /usr/lib/dovecot/imap -c $dir/$1/dovecot.conf"; }
as=
[ "$(id -u)" != 0 ] || as='setpriv --reuid=65534 --regid=65534 --clear-groups'
cat >"$dir/mbsyncrc" <<TEXT
IMAPStore one
Tunnel "$(session one)"

IMAPStore two
Tunnel "$(session two)"

Channel move
Far :one:
Near :two:
Patterns INBOX
Sync Pull
SyncState $dir/state/
TEXT
mkdir "$dir/state"
HOME=$dir "$dir/isync/usr/bin/mbsync" -q -c "$dir/mbsyncrc" move 2>/dev/null
after=$(look "$dir/two")
told() { sed -n 's/^\* 1 FETCH (FLAGS \(([^)]*)\) INTERNALDATE "\([^ ]*\).*/\1 \2/p' <<<"$1" | sed "s/ \\\\Recent//; s/$(date -u +%d-%b-%Y)/today/"; }
seen="before: $(told "$before")
after: $(told "$after")
after: header line X-TUID: $(grep -c '^X-TUID: ' <<<"$after")"
expected=$(cat <<'TEXT'
before: (\Seen $Forwarded Filed) 02-Nov-2026
after: (\Seen $Forwarded) today
after: header line X-TUID: 1
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
