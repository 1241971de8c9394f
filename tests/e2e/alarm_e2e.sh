#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Promise 3 with real processes: a text with danger in it alarms the person on
# call within 10 s - when all is well, and when the database hangs, the process
# is stopped, or killed, in the very commit of that text.  Afterwards a fresh
# warmlined takes over what the pager held, and a human's answer counts.
. "$(dirname "$0")/lib.sh"
SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
ONCALL=+254733000001
LOG=$E2E_DIR/handsets

SMPP_PORT=$(free_port)
carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT" --to 3114
kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store spool --window 10
bearerbox_start
warmlined_conf
# The preload must be the first library, also before a sanitizer's.
TRIPPED="env TRIP=$E2E_DIR/trip LD_PRELOAD=$TOP_BUILDDIR/tests/e2e/trip.so"
warmlined_start $TRIPPED
warmlined_wait
smsc wait up 15000 || die "bearerbox does not bind"
ctl person add number=$ONCALL roles=oncall >/dev/null || die "nobody can be put on call"
smsc log "$LOG"
able() { ctl status | grep -q '^able_to_alarm *yes'; }
wait_until 10 able || die "not able to alarm at the start"

alarms() { grep -c "$ONCALL.*ALARM\|${ONCALL#+}.*ALARM" "$LOG" 2>/dev/null; }
more_alarms_than() { [ "$(alarms)" -gt "$1" ]; }
code() { grep "${ONCALL#+}.*ALARM" "$LOG" | tail -n 1 | sed 's/.*ALARM \([0-9]*\).*/\1/'; }
open_incidents() { ctl --json incident list | grep -o '"code"' | wc -l; }
taken() { grep "${ONCALL#+}" "$LOG" | tail -n 1 | grep -q "$1"; }

n=0
danger() {	# WHAT: what befalls warmlined in the commit; "" for nothing
	n=$((n + 1))
	before=$(alarms)
	[ -z "$1" ] || echo "$1" > "$E2E_DIR/trip"
	smsc send "25471100000$n" 3114 "i will kill myself tonight" || fail "the text was not taken"
	started_at=$SECONDS
	wait_until 12 more_alarms_than "$before" || fail "no alarm within 12 s: ${1:-all well}"
	say "   alarm after $((SECONDS - started_at)) s"
	[ ! -e "$E2E_DIR/trip" ] || fail "warmlined never came to the commit: ${1:-all well}"
}

# The new warmlined knows the incident, and the answer to the alarm counts.
recover() {
	warmlined_start $TRIPPED
	warmlined_wait
	c=$(code)
	smsc send "${ONCALL#+}" 3114 "1 $c" || fail "the answer was not taken"
	wait_until 15 taken "$c is yours" || fail "the answer to $c did not count: $(tail -n 1 "$LOG")"
}

say "1. all is well"
danger ""
c=$(code)
smsc send "${ONCALL#+}" 3114 "1 $c"
wait_until 10 taken "$c is yours" || fail "the answer to $c did not count"

say "2. the database hangs in the commit"
danger hang
stop "$WARMLINED_PID"
recover

say "3. warmlined is stopped in the commit"
danger stop
stop "$WARMLINED_PID"
recover

say "4. warmlined is killed in the commit"
danger kill
wait_until 10 gone "$WARMLINED_PID" || fail "it still lives"
recover

ctl incident list
incidents=$(open_incidents)
[ "$incidents" -eq 4 ] || fail "$incidents incidents are open, not 4: the pager's and the database's are not one"
stop "$WARMLINED_PID"
pager_stop
carrier_stop
if [ "$failures" -gt 0 ]; then say "$failures failures"; exit 1; fi
say "all held"
