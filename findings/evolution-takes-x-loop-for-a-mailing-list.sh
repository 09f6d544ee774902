#!/usr/bin/env bash
# Evolution 3.46.4 (Debian 12, gir1.2-camel-1.2 3.46.4-2+deb12u1): a mail with X-Loop comes from a mailing list.
#
# What happens: Camel, which reads mail for Evolution, looks for a list's address in a row of headers, X-Loop
# among them, whatever stands in it. Help desks and filters put X-Loop into their mail as a mark against loops;
# the reader who presses "reply" is then asked whether he means to answer to the list in private.
#
# One would have guessed: lists are known by List-Id, List-Post and their like; X-Loop says that somebody is
# afraid of a loop. Precedence: bulk and Sender: …-bounces, which lists do write, are not taken for one.
#
# Seen:
#   X-Loop: desk-5f2a -> list desk-5f2a
#   List-Id: <users.lists.example> -> list users@lists.example
#   Precedence: bulk -> no list
#   Sender: users-bounces@lists.example -> no list
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
needed='gir1.2-camel-1.2 python3-gi'
if [ "$(dpkg-query -W -f='${Version}' gir1.2-camel-1.2 2>/dev/null)" != 3.46.4-2+deb12u1 ] || ! /usr/bin/python3 -c 'import gi' 2>/dev/null; then
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $needed >/dev/null
fi
cat >"$dir/show.py" <<'PY'
import gi
gi.require_version('Camel', '1.2')
from gi.repository import Camel
for name, value in [('X-Loop', 'desk-5f2a'), ('List-Id', '<users.lists.example>'), ('Precedence', 'bulk'), ('Sender', 'users-bounces@lists.example')]:
    headers = Camel.NameValueArray.new()
    headers.append('From', 'desk@vendor.example')
    headers.append(name, value)
    address = Camel.MessageInfo.new_from_headers(None, headers).get_mlist()
    print(f'{name}: {value} -> ' + (f'list {address}' if address else 'no list'))
PY
seen=$(/usr/bin/python3 "$dir/show.py")
expected=$(cat <<'TEXT'
X-Loop: desk-5f2a -> list desk-5f2a
List-Id: <users.lists.example> -> list users@lists.example
Precedence: bulk -> no list
Sender: users-bounces@lists.example -> no list
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
