#!/usr/bin/env bash
# date-holidays 3.37.0 (npm), python3-workalendar 17.0.0-1 and python3-holidays 0.10.1-3 (Debian 12): three
# answers for Russia in 2026, none the decreed one.
#
# What happens: In 2026 days off that fall on a weekend move by article 112 of the Labour Code (8 March to 9
# March, 9 May to 11 May) and by the government's decree (3 and 4 January to 9 January and 31 December). date-
# holidays moves the one from a Sunday and not the one from a Saturday; workalendar moves both; holidays moves
# none; nobody knows the decree.
#
# One would have guessed: libraries made for working days agree with each other, and at least follow the Labour
# Code.
#
# Seen:
#   2026-01-09 (off by decree): date-holidays works, workalendar works, holidays works
#   2026-03-09 (off by law): date-holidays off, workalendar off, holidays works
#   2026-05-11 (off by law): date-holidays works, workalendar off, holidays works
#   2026-12-31 (off by decree): date-holidays works, workalendar works, holidays works
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
npm install --prefix "$dir" --silent --no-audit --no-fund --ignore-scripts date-holidays@3.37.0
(
  cd "$dir"
  apt-get -qq download python3-workalendar=17.0.0-1 python3-holidays=0.10.1-3 python3-convertdate python3-lunardate \
    python3-pymeeus python3-pyluach python3-dateutil python3-tz python3-six 2>/dev/null
  for package in *.deb; do dpkg -x "$package" packages; done
)
cat >"$dir/show.mjs" <<'JS'
import Holidays from 'date-holidays'
const russia = new Holidays('RU')
for (const day of process.argv.slice(2)) console.log(russia.isHoliday(`${day} 12:00:00`) ? 'off' : 'works')
JS
cat >"$dir/show.py" <<'PY'
import sys
from datetime import date
import holidays
from workalendar.europe import Russia
days = [date.fromisoformat(day) for day in sys.argv[1:]]
for day in days:
    print('works' if Russia().is_working_day(day) else 'off', 'off' if day in holidays.RU(years=[2026]) else 'works')
PY
days='2026-01-09 2026-03-09 2026-05-11 2026-12-31'
# shellcheck disable=SC2086
seen=$(paste -d ' ' <(printf '%s\n' '2026-01-09 decree' '2026-03-09 law' '2026-05-11 law' '2026-12-31 decree') \
  <(node "$dir/show.mjs" $days) <(PYTHONPATH=$dir/packages/usr/lib/python3/dist-packages /usr/bin/python3 "$dir/show.py" $days) |
  awk '{ printf "%s (off by %s): date-holidays %s, workalendar %s, holidays %s\n", $1, $2, $3, $4, $5 }')
expected=$(cat <<'TEXT'
2026-01-09 (off by decree): date-holidays works, workalendar works, holidays works
2026-03-09 (off by law): date-holidays off, workalendar off, holidays works
2026-05-11 (off by law): date-holidays works, workalendar off, holidays works
2026-12-31 (off by decree): date-holidays works, workalendar works, holidays works
TEXT
)
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'the behaviour has changed' >&2; exit 1; }
