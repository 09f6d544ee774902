#!/usr/bin/env bash
# address-rfc2822 2.2.4: name() lower-cases Cyrillic names and loses what stands behind a comma.
#
# What happens: name() tidies the display name: capitals are made "Title Case" for Latin letters, but Cyrillic
# capitals all become small; "Last, First" is turned round when both are one word, and everything behind the comma
# is dropped when they are not; what stands in brackets goes.
#
# One would have guessed: the name as written, or the same tidying in every alphabet: an organisation must not
# lose its department, nor a person his capitals.
#
# Seen:
#   "IVAN PETROV" -> Ivan Petrov
#   "ИВАН ПЕТРОВ" -> иван петров
#   "НИИ АРГУС" -> нии аргус
#   "Иванов, Пётр" -> Пётр Иванов
#   "ООО Ромашка, отдел закупок" -> ООО Ромашка
#   "Пётр (отдел 5)" -> Пётр
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts address-rfc2822@2.2.4
cat >"$dir/show.mjs" <<'JS'
import { parse } from 'address-rfc2822'
for (const name of ['IVAN PETROV', 'ИВАН ПЕТРОВ', 'НИИ АРГУС', 'Иванов, Пётр', 'ООО Ромашка, отдел закупок', 'Пётр (отдел 5)'])
  console.log(`"${name}" -> ${parse(`"${name}" <a@customer.example>`)[0].name()}`)
JS
seen=$(node "$dir/show.mjs")
expected=$(cat <<'TEXT'
"IVAN PETROV" -> Ivan Petrov
"ИВАН ПЕТРОВ" -> иван петров
"НИИ АРГУС" -> нии аргус
"Иванов, Пётр" -> Пётр Иванов
"ООО Ромашка, отдел закупок" -> ООО Ромашка
"Пётр (отдел 5)" -> Пётр
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
