#!/usr/bin/env bash
# tldts 7.6.0 and psl 1.15.0: whose domain firma.spb.ru is depends on which of the two is asked.
#
# What happens: The public suffix list keeps spb.ru, msk.ru, com.ru and their like in its private part. psl heeds
# both parts; tldts by default only the first, so that every firm under spb.ru has the registrable domain spb.ru:
# one organisation for whoever groups senders by it. nnov.ru stands in neither part.
#
# One would have guessed: one answer, since both read the same list: firma.spb.ru (it is sold as a zone like
# co.uk).
#
# Seen:
#   firma.spb.ru: tldts spb.ru, psl firma.spb.ru
#   zavod.msk.ru: tldts msk.ru, psl zavod.msk.ru
#   bank.com.ru: tldts com.ru, psl bank.com.ru
#   firma.nnov.ru: tldts nnov.ru, psl nnov.ru
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts tldts@7.6.0 psl@1.15.0
cat >"$dir/show.mjs" <<'JS'
import psl from 'psl'
import { getDomain } from 'tldts'
for (const host of ['firma.spb.ru', 'zavod.msk.ru', 'bank.com.ru', 'firma.nnov.ru'])
  console.log(`${host}: tldts ${getDomain(host)}, psl ${psl.get(host)}`)
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
firma.spb.ru: tldts spb.ru, psl firma.spb.ru
zavod.msk.ru: tldts msk.ru, psl zavod.msk.ru
bank.com.ru: tldts com.ru, psl bank.com.ru
firma.nnov.ru: tldts nnov.ru, psl nnov.ru
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
