#!/usr/bin/env bash
# petrovich 0.2.1: a name in capitals gets a small ending; some surnames keep a vowel that Russian drops.
#
# What happens: The endings are added as they stand in the rules: ИВАН ПЕТРОВ (as accounting systems and visiting
# cards write it) becomes ИВАНу ПЕТРОВу. Заяц becomes Заяцу, where the word is Зайцу.
#
# One would have guessed: ИВАНУ ПЕТРОВУ, or the name left alone.
#
# Seen:
#   ИВАН ПЕТРОВ -> ИВАНу ПЕТРОВу
#   Иван Петров -> Ивану Петрову
#   Павел Заяц -> Павлу Заяцу
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts petrovich@0.2.1
cat >"$dir/show.mjs" <<'JS'
import petrovich from 'petrovich'
for (const [first, last] of [['ИВАН', 'ПЕТРОВ'], ['Иван', 'Петров'], ['Павел', 'Заяц']]) {
  const dative = petrovich({ gender: 'male', first, last }, 'dative')
  console.log(`${first} ${last} -> ${dative.first} ${dative.last}`)
}
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
ИВАН ПЕТРОВ -> ИВАНу ПЕТРОВу
Иван Петров -> Ивану Петрову
Павел Заяц -> Павлу Заяцу
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
