#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What the pages cost, and what they take from the texts: the real warmline-console before the
# real warmlined, with a year of a million texts behind it.  200 event streams stay open and 50
# pages a second are looked at, while texts are answered; then the same while a year's reports
# are drawn.  Rounds are interleaved with rounds of texts alone.
#
#   tests/bench/console_bench.sh [--rounds 3] [--seconds 20] [--texts 200 (a second)]
. "$(dirname "$0")/../e2e/lib.sh"
. "$(dirname "$0")/../e2e/console_lib.sh"
for p in node curl openssl; do command -v $p >/dev/null || { say "skipped: no $p"; exit 77; }; done
rounds=3 seconds=20 texts=200 people=2000
while [ $# -ge 2 ]; do
	case $1 in
	--rounds) rounds=$2 ;;
	--seconds) seconds=$2 ;;
	--texts) texts=$2 ;;
	*) die "what is $1?" ;;
	esac
	shift 2
done

# --- The house, and 26 people with a browser (eight streams each) --------------

say "a year: $("$TOP_BUILDDIR/tests/bench/year_fill" "$E2E_DIR" 2>/dev/null)"
HOUSE_SMS='window 1000'
house_start file 100 --prefix 25471 --persons "$people"
console_start per-address=500 streams-per-address=400
PORT=$CONSOLE_PORT
BASE=http://127.0.0.1:$PORT
export BASE SESSIONS=$E2E_DIR/sessions
set_up first "$(invite_of desk setup)"
session_of > "$SESSIONS"
for i in $(seq 25); do
	who=$(ctl --json person add "number=+25472200$((1000 + i))" roles=supervisor,coordinator "name=Person $i" | sed -n 's/.*"pseudonym": *"\([^"]*\)".*/\1/p')
	set_up "person.$i" "$(invite_of account invite "who=$who")"
	session_of >> "$SESSIONS"
done
smsc plain 1
smsc closed 500
smsc generate "$people" 0 MENU
smsc wait answered "$people" 120000 || die "not everybody was answered"

# --- Measuring -------------------------------------------------------------------

from=$(date -d '-52 weeks' +%F) until=$(date +%F)
YEAR=''
for name in texts requests waits first-answers; do
	YEAR="$YEAR /reports/$name?from=$from&until=$until /reports/$name?from=$from&until=$until&step=month"
done
YEAR="$YEAR /reports/waits?from=$from&until=$until&by=language"

load() {	# NAME STREAMS RATE [PATHS]: in the background, for as long as the texts
	start "load-$1" env STREAMS="$2" RATE="$3" SECONDS=$((seconds + 4)) ${4:+PATHS="$4"} \
		nice -n 10 node "$(dirname "$0")/console_load.mjs"
	LOADS="$LOADS $started"
}
loads_end() {
	local pid
	for pid in $LOADS; do wait_until 60 gone "$pid" || die "a load does not end"; done
	LOADS=''
}
slow() { grep -a 'held the loop' "$E2E_DIR/$1.log" | tail -n "+$(($2 + 1))" | sed 's/.* \(NOTICE\|INFO\) //' | sort | uniq -c | head -n 5; }

# phase NAME TEXTS-A-SECOND: CPU of both programs, and p99 of the texts
phase() {
	local w=$(cpu_ms "$WARMLINED_PID") c=$(cpu_ms "$CONSOLE_PID") t=$(date +%s%N) before_w before_c answered ms p99=-
	before_w=$(grep -ac 'held the loop' "$E2E_DIR/warmlined.log") before_c=$(grep -ac 'held the loop' "$E2E_DIR/console.log")
	if [ "$2" -gt 0 ]; then
		smsc stats
		answered=$(value answered)
		smsc mark
		smsc generate $(($2 * seconds)) "$2" MENU
		smsc wait answered $((answered + $2 * seconds)) 120000 || die "not all were answered"
		smsc account
		p99=$(value p99_us)
	else
		sleep "$seconds"
	fi
	ms=$((($(date +%s%N) - t) / 1000000))
	w=$(($(cpu_ms "$WARMLINED_PID") - w)) c=$(($(cpu_ms "$CONSOLE_PID") - c))
	say "$(awk -v n="$1" -v w="$w" -v c="$c" -v ms="$ms" -v p="$p99" 'BEGIN {
		printf "%-28s warmlined %4.1f %%  console %4.1f %% of a core  texts p99 %s ms", n, w * 100 / ms, c * 100 / ms,
			p == "-" ? "-" : sprintf("%.1f", p / 1000) }')"
	echo "$1 $p99 $((w + c)) $ms" >> "$E2E_DIR/phases"
	slow warmlined "$before_w"
	slow console "$before_c"
}
median() { awk -v n="$1" '$1 == n { print $2 }' "$E2E_DIR/phases" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

LOADS=''
say "load of the machine: $(cut -d' ' -f1-3 /proc/loadavg), $(nproc) processors, $texts texts a second"
phase nothing 0
load pages 200 50; sleep 3; phase pages 0; loads_end
for round in $(seq "$rounds"); do
	phase texts "$texts"
	load pages 200 50; sleep 3; phase texts+pages "$texts"; loads_end
	load pages 200 50; load year 0 2 "$YEAR"; sleep 3; phase texts+pages+year "$texts"; loads_end
done
grep -ah 'streams\|pages' "$E2E_DIR"/load-*.log | sort | uniq -c | sort -rn | head -n 12
say "p99 of the texts, medians: alone $(median texts) us, with pages $(median texts+pages) us, and with a year's reports $(median texts+pages+year) us"
say "memory: warmlined $(awk '/VmRSS/ {print $2}' "/proc/$WARMLINED_PID/status") kB, console $(awk '/VmRSS/ {print $2}' "/proc/$CONSOLE_PID/status") kB"
say "load of the machine: $(cut -d' ' -f1-3 /proc/loadavg)"
house_end "$CONSOLE_PID"
