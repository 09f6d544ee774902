#!/usr/bin/env bash
# snowball-stemmers 0.6.0, Russian: the surname Петров has the stem of the name Петр; Петрова has not.
#
# What happens: The possessive ending is taken off the nominative of the surname, so that Петров, Петр and Петру
# meet in "петр", while Петрова, the same man in the genitive, stays "петров"; Пётр is a third word, since ё is
# not folded. Common words of a support desk part as well: ошибка and ошибок, письмо and писем.
#
# One would have guessed: forms of one word share a stem, different words do not: a search for Петров finds
# Петрова, and not Пётр.
#
# Seen:
#   Петров петр, Петрова петров, Петр петр, Пётр пётр
#   ошибка ошибк, ошибок ошибок
#   письмо письм, писем пис
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts snowball-stemmers@0.6.0
cat >"$dir/show.mjs" <<'JS'
import stemmers from 'snowball-stemmers'
const russian = stemmers.newStemmer('russian')
for (const words of [['Петров', 'Петрова', 'Петр', 'Пётр'], ['ошибка', 'ошибок'], ['письмо', 'писем']])
  console.log(words.map((word) => `${word} ${russian.stem(word.toLowerCase())}`).join(', '))
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
Петров петр, Петрова петров, Петр петр, Пётр пётр
ошибка ошибк, ошибок ошибок
письмо письм, писем пис
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
