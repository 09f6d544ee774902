#!/usr/bin/env bash
# luxon 3.7.2: in Russian fromFormat() cannot read what toFormat() wrote with the macro tokens DD, DDD and ff.
#
# What happens: The macro tokens are documented for parsing too. In Russian they write "5 янв. 2026 г.", with the
# word for year behind it, and fromFormat() with the same token and locale finds it unparsable, in every month. "d
# MMM yyyy" and English are read back.
#
# One would have guessed: what was written with a token is read with it.
#
# Seen:
#   en DD: "Jan 5, 2026" read back
#   en DDD: "January 5, 2026" read back
#   ru D: "05.01.2026" read back
#   ru DD: "5 янв. 2026 г." unparsable
#   ru DDD: "5 января 2026 г." unparsable
#   ru d MMM yyyy: "5 янв. 2026" read back
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts luxon@3.7.2
cat >"$dir/show.mjs" <<'JS'
import { DateTime } from 'luxon'
for (const [locale, format] of [['en', 'DD'], ['en', 'DDD'], ['ru', 'D'], ['ru', 'DD'], ['ru', 'DDD'], ['ru', 'd MMM yyyy']]) {
  const written = DateTime.fromObject({ year: 2026, month: 1, day: 5 }, { locale }).toFormat(format)
  const read = DateTime.fromFormat(written, format, { locale })
  console.log(`${locale} ${format}: "${written}" ${read.isValid ? 'read back' : read.invalidReason}`)
}
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
en DD: "Jan 5, 2026" read back
en DDD: "January 5, 2026" read back
ru D: "05.01.2026" read back
ru DD: "5 янв. 2026 г." unparsable
ru DDD: "5 января 2026 г." unparsable
ru d MMM yyyy: "5 янв. 2026" read back
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
