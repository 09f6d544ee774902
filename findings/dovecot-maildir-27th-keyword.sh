#!/usr/bin/env bash
# Dovecot 2.3.19.1 (Debian 12, dovecot-imapd 1:2.3.19.1+dfsg1-2.1+deb12u7): the 27th keyword of a Maildir lives in
# the index only.
#
# What happens: Maildir keeps a mail's keywords as the letters a to z of its file name. Further keywords are
# accepted, answered with OK, listed by FETCH and written to dovecot-keywords, but no file name can hold them:
# when the index is lost or rebuilt (a restored backup, a moved Maildir) they are gone.
#
# One would have guessed: a NO or a missing \* in PERMANENTFLAGS at the limit, or all keywords kept. A mark for
# "already filed" is lost where a few clients and users have made keywords of their own before it.
#
# Seen:
#   after STORE of k1 to k28: 28 keywords
#   after the index is gone: 26 keywords, without k27 and k28
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

keywords=$(seq -s ' ' -f 'k%.0f' 1 28)
count() { grep -o 'k[0-9][0-9]*' <<<"$1" | sort -u | wc -l; }
mail=$'Subject: x\r\n\r\nx\r\n'
before=$({ append "$mail"; printf 'b SELECT INBOX\r\nc STORE 1 +FLAGS.SILENT (%s)\r\nd FETCH 1 FLAGS\r\nz LOGOUT\r\n' "$keywords"; } | imap "$dir/one" | grep 'FETCH (FLAGS')
rm "$dir"/one/mail/dovecot.index*
after=$(printf 'b SELECT INBOX\r\nd FETCH 1 FLAGS\r\nz LOGOUT\r\n' | imap "$dir/one" | grep 'FETCH (FLAGS')
without=$(grep -qE 'k2[78]' <<<"$after" || echo ', without k27 and k28')
seen="after STORE of k1 to k28: $(count "$before") keywords
after the index is gone: $(count "$after") keywords$without"
expected=$(cat <<'TEXT'
after STORE of k1 to k28: 28 keywords
after the index is gone: 26 keywords, without k27 and k28
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
