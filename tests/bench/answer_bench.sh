#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# How soon a call is answered, and how many a second: sipp rings the real voicebox,
# which asks the real warmlined, whose answer leaves after its commit.  From INVITE
# to 200 as sipp sees it.  Each call is one of 500 people, half a second long.
#
#   answer_bench.sh [--rates "50 100 200"] [--seconds 20]
. "${TOP_SRCDIR:-$(dirname "$0")/../..}/tests/e2e/lib.sh"
rates="50 100 200" seconds=20
while [ $# -gt 1 ]; do
	case $1 in
	--rates) rates=$2 ;;
	--seconds) seconds=$2 ;;
	*) die "what is $1?" ;;
	esac
	shift 2
done
. "$TOP_SRCDIR/tests/e2e/voicebox_lib.sh"
BOX_PORT=$(free_port)		# no bearerbox: texts wait, calls do not
SHORT_CODE=40404
PEOPLE=500

warmlined_conf
warmlined_start
wait_until 20 test -S "$WARMLINE_STATE/control.sock" || die "warmlined does not start"
VB_STATE=$WARMLINE_STATE
voicebox_conf
sed -i -e "s#warmlined unix:.*#warmlined unix:$WARMLINE_STATE/voice.sock#" -e 's/^ lines .*/ lines 1000/' \
	-e "s/^ ring .*/ ring 20s\n messages 5000\n invites 1000/" -e 's/realtime no/realtime yes/' \
	-e 's/ports-from .*/ports-from 12000/' -e 's/ports-to .*/ports-to 19999/' "$E2E_DIR/voicebox.conf"
ulimit -n 8192
voicebox_start
here() { grep -q "Voicebox .* is here" "$E2E_DIR/warmlined.log"; }
wait_until 15 here || die "voicebox and warmlined do not meet"

{ echo SEQUENTIAL; seq -f '+254711%06.0f' 100001 $((100000 + PEOPLE)); } > "$E2E_DIR/people.csv"

# ring RATE CALLS NAME: one line
ring() {
	local calls=$2 before after
	before=$(($(cpu_ms "$VOICEBOX_PID") + $(cpu_ms "$WARMLINED_PID")))
	(cd "$E2E_DIR" && rm -f answer_*_rtt.csv &&
		timeout 120 sipp -sf "$TOP_SRCDIR/tests/bench/answer.xml" "127.0.0.7:$VB_PORT" \
		-i 127.0.0.1 -s 40404 -inf "$E2E_DIR/people.csv" -r "$1" -m "$calls" -l 2000 -nostdin \
		-timer_resol 1 -trace_rtt -rtt_freq 1 -trace_stat -stf "$E2E_DIR/stat.csv" \
		> "$E2E_DIR/answer.out" 2>&1)
	after=$(($(cpu_ms "$VOICEBOX_PID") + $(cpu_ms "$WARMLINED_PID")))
	tail -q -n +2 "$E2E_DIR"/answer_*_rtt.csv | cut -d';' -f2 | sort -n > "$E2E_DIR/times"
	awk -v name="$3" -v rate="$1" -v calls="$calls" -v cpu="$((after - before))" '
		{ t[NR] = $1 }
		function at(p) { i = int(NR * p + 0.999); return t[i < 1 ? 1 : i] }
		END {
			if (!NR) { print "no answer at all"; exit 1 }
			printf "%-9s %4d calls/s  answered %d of %d  p50 %.1f p99 %.1f max %.1f ms  ", name, rate, NR, calls, at(0.5), at(0.99), t[NR]
			printf "%.1f ms CPU a call (voicebox and warmlined)\n", cpu / calls
		}' "$E2E_DIR/times"
}

echo "load before: $(cut -d' ' -f1-3 /proc/loadavg)"
ring 25 $PEOPLE strangers	# each gets a row and a key that is synced
for rate in $rates; do ring "$rate" $((rate * seconds)) known; done
grep -E "No realtime" "$E2E_DIR/voicebox.log"
exit 0
