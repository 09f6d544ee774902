#!/usr/bin/env bash
# Dovecot 2.3.19.1 (Debian 12, dovecot-core 1:2.3.19.1+dfsg1-2.1+deb12u7): with all folders below INBOX. the mask * of
# doveadm finds none of them.
#
# What happens: Where the namespace has the prefix "INBOX." (what comes from Courier or Cyrus is set up so),
# "doveadm mailbox status messages '*'" prints nothing, "doveadm mailbox list '*'" only INBOX, and so does 'INBOX*'.
# "doveadm search mailbox '*' all" finds no mail, not even that of the inbox. Each ends with 0 and without a word, so
# that a count, a search or a clean-up through all folders is done at once. 'INBOX.*' finds the folders and not the
# inbox; list without a mask finds all.
#
# One would have guessed: all folders, as LIST "" * of IMAP gives them, and as doveadm does without a prefix.
#
# Seen:
#   status *: nothing
#   list *: INBOX
#   search mailbox *: 0 mails
#   status INBOX*: nothing
#   list INBOX*: INBOX
#   search mailbox INBOX*: 0 mails
#   status INBOX.*: INBOX.Processed messages=1
#   list INBOX.*: INBOX.Processed
#   search mailbox INBOX.*: 1 mails
#   list: INBOX, INBOX.Processed
set -euo pipefail
has() { [ "$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null)" = "$2" ] || { echo "needs $1 $2" >&2; exit 2; }; }
has dovecot-core 1:2.3.19.1+dfsg1-2.1+deb12u7
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/run" "$dir/mail"
printf '%s\n' "base_dir = $dir/run" "state_dir = $dir/run" "log_path = $dir/log" "mail_location = maildir:$dir/mail" \
  'mail_uid = 65534' 'mail_gid = 65534' 'first_valid_uid = 0' 'ssl = no' \
  'namespace inbox {' '  inbox = yes' '  prefix = INBOX.' '  separator = .' '}' >"$dir/dovecot.conf"
as=
if [ "$(id -u)" = 0 ]; then chmod 755 "$dir"; chown -R 65534:65534 "$dir/mail" "$dir/run"; as='setpriv --reuid=65534 --regid=65534 --clear-groups'; fi
# shellcheck disable=SC2086
admin() { USER=someone HOME=$dir/mail $as doveadm -c "$dir/dovecot.conf" "$@"; }
admin mailbox create INBOX.Processed
for folder in INBOX INBOX.Processed; do printf 'Subject: x\r\n\r\nx\r\n' | admin save -m "$folder"; done
one() { "$@" | paste -s -d '|' | sed 's/|/, /g; s/^$/nothing/'; }
seen=$(
  for mask in '*' 'INBOX*' 'INBOX.*'; do
    echo "status $mask: $(one admin mailbox status messages "$mask")"
    echo "list $mask: $(one admin mailbox list "$mask")"
    echo "search mailbox $mask: $(admin search mailbox "$mask" all | wc -l) mails"
  done
  echo "list: $(one admin mailbox list)"
)
expected=$(cat <<'TEXT'
status *: nothing
list *: INBOX
search mailbox *: 0 mails
status INBOX*: nothing
list INBOX*: INBOX
search mailbox INBOX*: 0 mails
status INBOX.*: INBOX.Processed messages=1
list INBOX.*: INBOX.Processed
search mailbox INBOX.*: 1 mails
list: INBOX, INBOX.Processed
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
