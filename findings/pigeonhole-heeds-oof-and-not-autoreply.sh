#!/usr/bin/env bash
# Pigeonhole 0.5.19 (Debian 12, dovecot-sieve 1:2.3.19.1+dfsg1-2.1+deb12u7): vacation is silenced by Microsoft's
# X-Auto-Response-Suppress, by two of its words and not by the one for automatic replies.
#
# What happens: RFC 5230 knows nothing of that header, but Dovecot's Sieve sends no vacation answer to a mail in which
# it names OOF or All. AutoReply alone, the word that [MS-OXCMAIL] has for automatic replies other than out of office,
# does not hold it back, nor do DR, RN and NRN. So a help desk's letters that name OOF hear nothing of the customer's
# absence, those that name AutoReply alone do.
#
# One would have guessed: that a Sieve of the standard does not look at the header, or that AutoReply counts.
#
# Seen:
#   no header: answered
#   DR, RN, NRN: answered
#   AutoReply: answered
#   OOF: silent
#   DR, OOF: silent
#   All: silent
set -euo pipefail
has() { [ "$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null)" = "$2" ] || { echo "needs $1 $2" >&2; exit 2; }; }
has dovecot-core 1:2.3.19.1+dfsg1-2.1+deb12u7
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
(cd "$dir" && apt-get -qq download dovecot-sieve=1:2.3.19.1+dfsg1-2.1+deb12u7 2>/dev/null && dpkg -x dovecot-sieve_*.deb packages)
mkdir "$dir/run" "$dir/mail" "$dir/script"
echo 'require "vacation"; vacation "I am away.";' >"$dir/script/away.sieve"
printf '%s\n' "base_dir = $dir/run" "state_dir = $dir/run" 'log_path = /dev/stderr' 'mail_uid = 65534' 'mail_gid = 65534' \
  'first_valid_uid = 0' 'ssl = no' >"$dir/dovecot.conf"
as=
if [ "$(id -u)" = 0 ]; then
  chmod 755 "$dir"
  chown -R 65534:65534 "$dir/run" "$dir/mail" "$dir/script"
  as='setpriv --reuid=65534 --regid=65534 --clear-groups'
fi
# The tool says what would be done with a mail; Dovecot's settings are read by itself, else the path of the library is lost.
tried() {
  { printf 'From: desk@vendor.example\r\nTo: someone@firm.example\r\nSubject: x\r\nMessage-ID: <1@vendor.example>\r\n'
    [ -z "$1" ] || printf 'X-Auto-Response-Suppress: %s\r\n' "$1"
    printf '\r\nhello\r\n'; } >"$dir/script/mail"
  # shellcheck disable=SC2086
  said=$(LD_LIBRARY_PATH=$dir/packages/usr/lib/dovecot DOVECONF_ENV=1 USER=someone HOME=$dir/mail $as \
    "$dir/packages/usr/bin/sieve-test" -l "maildir:$dir/mail" -c "$dir/dovecot.conf" -e \
    -f desk@vendor.example -r someone@firm.example -a someone@firm.example "$dir/script/away.sieve" "$dir/script/mail" 2>&1)
  grep -q '^To: <desk@vendor.example>' <<<"$said" && { echo answered; return; }
  grep -q 'discarding vacation response' <<<"$said" && echo silent
}
seen=$(
  echo "no header: $(tried '')"
  for words in 'DR, RN, NRN' AutoReply OOF 'DR, OOF' All; do echo "$words: $(tried "$words")"; done
)
expected=$(cat <<'TEXT'
no header: answered
DR, RN, NRN: answered
AutoReply: answered
OOF: silent
DR, OOF: silent
All: silent
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
