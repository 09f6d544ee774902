#!/usr/bin/env bash
# Dovecot 2.3.19.1 (Debian 12, dovecot-imapd 1:2.3.19.1+dfsg1-2.1+deb12u7): SEARCH finds й by и and ё by е, but
# only where the word that is sought ends there.
#
# What happens: Both sides are taken apart into letter and accent (й is и with a breve, ё is е with two dots)
# before bytes are compared. So "Андреи" finds Андрей and "все" finds всё, since what is sought is the beginning
# of what stands there; "Артем" finds Артём no more than "елка" finds ёлка: after е stands an accent, where м or л
# was sought. SORT (SUBJECT) puts Ёлка before Ежа for the same reason.
#
# One would have guessed: either ё and е are one letter, й and и too, as in Cyrus and most full text engines, or
# they are two; the same for every word.
#
# Seen:
#   Андрей by Андреи: 1
#   Андрей by Андрей: 1
#   всё by все: 1
#   ёлка by елка: 0
#   Йод by Иод: 0
#   SORT: Дом Ёлка Ежа Жук
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

words='Андрей всё ёлка Йод'
for word in $words; do append "Subject: =?utf-8?B?$(printf %s "$word" | base64)?=

x
"; done >"$dir/in"
printf 'b SELECT INBOX\r\n' >>"$dir/in"
for sought in Андреи Андрей все елка Иод; do
  printf 's SEARCH CHARSET UTF-8 SUBJECT {%d+}\r\n%s\r\n' "$(printf %s "$sought" | wc -c)" "$sought"
done >>"$dir/in"
printf 'z LOGOUT\r\n' >>"$dir/in"
found=$(cat "$dir/in" | imap "$dir/one" | awk '/^\* SEARCH/ { print NF - 2 }')
for word in Жук Ежа Дом Ёлка; do append "Subject: =?utf-8?B?$(printf %s "$word" | base64)?=

x
"; done >"$dir/in"
printf 'b SELECT INBOX\r\nc SORT (SUBJECT) UTF-8 ALL\r\nz LOGOUT\r\n' >>"$dir/in"
order=$(cat "$dir/in" | imap "$dir/two" | awk '/^\* SORT/ { split("Жук Ежа Дом Ёлка", word, " "); for (i = 3; i <= NF; i++) printf " %s", word[$i] }')
seen=$(paste -d ' ' <(printf '%s\n' 'Андрей by Андреи:' 'Андрей by Андрей:' 'всё by все:' 'ёлка by елка:' 'Йод by Иод:') <(printf '%s\n' "$found"); echo "SORT:$order")
expected=$(cat <<'TEXT'
Андрей by Андреи: 1
Андрей by Андрей: 1
всё by все: 1
ёлка by елка: 0
Йод by Иод: 0
SORT: Дом Ёлка Ежа Жук
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
