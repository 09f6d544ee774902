#!/usr/bin/env bash
# luxon 3.7.2: Duration.toHuman({ locale }) speaks the duration's own language, not the one asked for.
#
# What happens: toHuman() hands its options to Intl.NumberFormat, but the locale comes from the Duration alone; a
# locale among the options is dropped without a word. toRelative({ locale }) and toLocaleString(…, { locale }) of
# DateTime heed it.
#
# One would have guessed: 41 час, 50 минут.
#
# Seen:
#   toHuman({ locale: "ru" }): 41 hours, 50 minutes
#   reconfigure({ locale: "ru" }).toHuman(): 41 час, 50 минут
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts luxon@3.7.2
cat >"$dir/show.mjs" <<'JS'
import { Duration } from 'luxon'
const spent = Duration.fromObject({ hours: 41, minutes: 50 }, { locale: 'en' })
console.log('toHuman({ locale: "ru" }):', spent.toHuman({ locale: 'ru' }))
console.log('reconfigure({ locale: "ru" }).toHuman():', spent.reconfigure({ locale: 'ru' }).toHuman())
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
toHuman({ locale: "ru" }): 41 hours, 50 minutes
reconfigure({ locale: "ru" }).toHuman(): 41 час, 50 минут
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
