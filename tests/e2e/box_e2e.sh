#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The real bearerbox between a test carrier and the null box: what the box
# protocol, our codec and connection, and our settings of Kannel promise.
#
#   tests/e2e/box_e2e.sh [COUNT]	texts in each part (2000)
. "$(dirname "$0")/lib.sh"
COUNT=${1:-2000}
SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
FAKE=$TOP_BUILDDIR/tests/e2e/smsc/fake-smsc
NULL_BOX=$TOP_BUILDDIR/tests/e2e/null-box

# expect KEY WANTED WHAT: of the last answer
expect() {
	[ "$(value "$1")" = "$2" ] || fail "$3: $1 is $(value "$1"), not $2"
}

# stored N: so many texts are in the file store
stored() { [ "$(grep -ao carrier "$KANNEL_STORE/store.dat" | wc -l)" -ge "$1" ]; }

box_start() {
	start null-box "$NULL_BOX" "127.0.0.1:$BOX_PORT" "$@"
	BOX_PID=$started
}

say "1. over smsc = fake, file store, torn at its end by a crash: texts from before come too"
kannel_conf --smsc fake --store file
bearerbox_start
carrier_start "$FAKE" --connect "127.0.0.1:$FAKE_PORT" --persons 50
smsc wait up 10000 || die "no line to the fake carrier"
smsc generate 200 0
wait_until 20 stored 200 || die "bearerbox does not take texts"
stop "$BEARERBOX_PID"
printf '\0\0' >> "$KANNEL_STORE/store.dat"
bearerbox_start
box_start
smsc wait answered 200 30000 || fail "texts from before the crash were not answered"

say "2. over smsc = fake: $COUNT texts there and back"
smsc closed 500
smsc generate "$COUNT" 0
smsc wait answered $((200 + COUNT)) 60000 || fail "not all were answered"
smsc account
say "   $SMSC_ANSWER"
expect answered $((200 + COUNT)) "fake"
expect duplicates 0 "fake"
carrier_stop
stop "$BOX_PID" "$BEARERBOX_PID"

# backlog: the carrier takes 100 a second, three times as many come, so that
# most answers wait in bearerbox's queue, across several seconds of `time`.
backlog() {
	smsc pace 100
	smsc generate 600 300
	smsc wait answered "$1" 60000 || fail "not all were answered under a backlog"
	smsc pace 0
	smsc account
	say "   $SMSC_ANSWER"
}

say "3. over SMPP, spool store: a backlog keeps each person's order"
rm -rf "$E2E_DIR/kannel"
SMPP_PORT=$(free_port)
carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT" --persons 20
kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store spool --window 10
bearerbox_start
box_start
smsc wait up 15000 || die "bearerbox does not bind"
backlog 600
expect answered 600 "backlog"
expect order 0 "backlog"
expect duplicates 0 "backlog"
stop "$BOX_PID"
box_start warmline stamped
backlog 1200
[ "$(value order)" -gt 0 ] || fail "this test of order cannot fail"
stop "$BOX_PID"
box_start warmline chained

say "4. over SMPP: bearerbox is killed in the middle of $COUNT texts"
smsc generate "$COUNT" 2000
smsc wait accepted $((1200 + COUNT / 3)) 60000 || fail "texts do not flow"
smsc stats
stop "$BEARERBOX_PID"
say "   at the kill: $(($(value generated) - $(value accepted))) on their way in," \
	"$(($(value accepted) - $(value answered))) accepted and not answered"
bearerbox_start
smsc wait answered $((1200 + COUNT)) 90000 || fail "not all were answered after a kill"
smsc account
say "   $SMSC_ANSWER"
expect answered $((1200 + COUNT)) "kill"
expect lost 0 "kill"
# What was in bearerbox's window to the carrier, and what was answered but not
# yet acknowledged, comes twice: both are at most what was unanswered.
[ $(($(value duplicates) - $(value resent_duplicates))) -le 200 ] ||
	fail "more duplicates than the kill explains"
smsc submits
say "   $SMSC_ANSWER"

say "5. over SMPP: a carrier that is full, and one that throttles"
smsc stats
RECEIVED=$(value received)
smsc mode throttle 1
smsc send 25470000001 3114 "slow down #1"
smsc wait received $((RECEIVED + 1)) 20000 || fail "a throttled text never came again"
smsc mode full 1
smsc send 25470000002 3114 "come back later #2"
smsc wait received $((RECEIVED + 2)) 20000 || fail "a text to a full carrier never came again"
carrier_stop

if [ "$failures" -gt 0 ]; then say "$failures failures"; exit 1; fi
say "all held"
