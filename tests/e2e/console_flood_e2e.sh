#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Four hundred strangers flood the console, and it is killed (-9) again and again meanwhile:
# every text is answered, as if nothing were.
. "$(dirname "$0")/lib.sh"
command -v node >/dev/null || { say "skipped: no node"; exit 77; }
SECONDS_OF=20 RATE=100 PERSONS=1000
HOUSE_SMS='window 1000'
house_start file 100 --prefix 25471 --persons $PERSONS
LIMITS='connections=200 read-time=2s'
console_start $LIMITS
PORT=$CONSOLE_PORT
smsc plain 1
smsc closed 300
smsc generate $PERSONS 0 MENU
smsc wait answered $PERSONS 120000 || die "not everybody was answered"

texts() {	# NAME: for SECONDS_OF; all are answered; sets p99
	local before
	smsc stats
	before=$(value answered)
	smsc mark
	smsc generate $((RATE * SECONDS_OF)) $RATE MENU
	${1:-true}
	smsc wait answered $((before + RATE * SECONDS_OF)) 60000 || fail "not all texts were answered: $SMSC_ANSWER"
	smsc account
	p99=$(value p99_us)
}
kills() {
	local i
	for i in 1 2 3 4 5; do
		sleep 3
		stop "$CONSOLE_PID"
		console_start $LIMITS
	done
}

texts
alone=$p99
start flood env PORT="$PORT" SECONDS=$SECONDS_OF node "$(dirname "$0")/console/flood.mjs"
FLOOD_PID=$started
texts kills
wait_until 60 gone "$FLOOD_PID" || fail "the flood does not end"
answers=$(sed -n 's/.*"answers":\([0-9]*\).*/\1/p' "$E2E_DIR/flood.log")
[ "${answers:-0}" -gt 500 ] || fail "that was no flood: $(cat "$E2E_DIR/flood.log")"
say "texts' p99: $((alone / 1000)) ms alone, $((p99 / 1000)) ms in the flood; $(cat "$E2E_DIR/flood.log")"
# Generous, for a busy machine: what is looked for is a stop, not a jitter.
[ "$p99" -lt 5000000 ] || fail "texts waited for the console"
smsc account
case $SMSC_ANSWER in *"lost=0"*) ;; *) fail "$SMSC_ANSWER" ;; esac
[ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 20 --retry 10 --retry-all-errors "http://127.0.0.1:$PORT/login")" = 200 ] || fail "no page after the flood"
house_end "$CONSOLE_PID"
