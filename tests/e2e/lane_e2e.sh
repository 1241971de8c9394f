#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# warmlined dies five times in a minute: the emergency lane takes over, says one
# honest sentence, and when the house opens again everybody is answered.
#
#   tests/e2e/lane_e2e.sh [COUNT]	texts to the lane (100)
. "$(dirname "$0")/lib.sh"
COUNT=${1:-100}
SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
LOG=$E2E_DIR/handsets

SMPP_PORT=$(free_port)
carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT" --persons "$COUNT" --prefix 25471
kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store spool --window 10
bearerbox_start
warmlined_conf
warmlined_start
warmlined_wait
smsc wait up 15000 || die "bearerbox does not bind"
smsc log "$LOG"
smsc plain 1

lane_open() { [ "$(grep -c 'The emergency lane is open' "$E2E_DIR/warmlined.log")" -ge 1 ]; }
said() { [ "$(grep -c "$1" "$LOG")" -ge "$2" ]; }
# numbers PATTERN: whose handsets showed it, each as often as it did
numbers() { sed -n "s/^[^ ]* \(+\?[0-9]*\) .*$1.*/\1/p" "$LOG" | sort; }

say "1. five starts within a minute"
for n in 1 2 3 4; do
	stop "$WARMLINED_PID"
	warmlined_again
	[ "$n" = 4 ] || warmlined_wait
done
wait_until 20 lane_open || die "the lane does not open"

say "2. $COUNT texts to the lane"
smsc generate "$COUNT" 200 hello
wait_until 25 said "Something here is slow" "$COUNT" ||
	fail "the lane answered $(grep -c 'Something here is slow' "$LOG") of $COUNT"
said "good that you wrote" 1 && fail "the house answered: there was no lane"
wait_until 40 gone "$WARMLINED_PID" || fail "the lane does not end"

say "3. the house again"
warmlined_start
warmlined_wait
wait_until 30 said "good that you wrote" "$COUNT" || fail "not all were answered by the house"
sleep 1
[ "$(numbers "good that you wrote" | wc -l)" -eq "$COUNT" ] || fail "some were answered twice"
[ "$(numbers "good that you wrote" | uniq | wc -l)" -eq "$COUNT" ] || fail "some were not answered"
carrier_stop
pager_stop

if [ "$failures" -gt 0 ]; then say "$failures failures"; exit 1; fi
say "all held"
