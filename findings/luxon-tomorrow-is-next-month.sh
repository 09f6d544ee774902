#!/usr/bin/env bash
# luxon 3.7.2: toRelativeCalendar() calls tomorrow "next month" on the last day of a month.
#
# What happens: The unit is the largest one whose number changes between the two days: on 30 November the day
# after is "в следующем месяце", on 31 December "в следующем году"; within a month it is "завтра".
#
# One would have guessed: "завтра": toRelative() takes the largest unit of which a whole one lies between.
#
# Seen:
#   25.11 -> 26.11: завтра | через 1 день
#   30.11 -> 01.12: в следующем месяце | через 1 день
#   31.12 -> 01.01: в следующем году | через 1 день
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts luxon@3.7.2
cat >"$dir/show.mjs" <<'JS'
import { DateTime } from 'luxon'
for (const day of ['2026-11-25', '2026-11-30', '2026-12-31']) {
  const base = DateTime.fromISO(`${day}T12:00`, { zone: 'Europe/Moscow', locale: 'ru' })
  const next = base.plus({ days: 1 })
  console.log(`${base.toFormat('dd.MM')} -> ${next.toFormat('dd.MM')}: ${next.toRelativeCalendar({ base })} | ${next.toRelative({ base })}`)
}
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
25.11 -> 26.11: завтра | через 1 день
30.11 -> 01.12: в следующем месяце | через 1 день
31.12 -> 01.01: в следующем году | через 1 день
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
