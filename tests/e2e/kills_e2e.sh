#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Promise 1: accepted means on disk.  Texts through a real bearerbox into the
# real warmlined, which is killed without warning again and again, and so is
# bearerbox.  Everybody who texted is answered, and answered once.
#
#   tests/e2e/kills_e2e.sh [COUNT [KILLS [BKILLS]]]
#	1000 texts, 10 kills of warmlined, 3 of bearerbox
#	WARMLINE_FULL=1: 10000, 100, 20
#
# Each text comes from a number of its own, so an answer belongs to one text
# and nothing can stand in for a lost one.
. "$(dirname "$0")/lib.sh"
if [ -n "${WARMLINE_FULL:-}" ]; then COUNT=${1:-10000} KILLS=${2:-100} BKILLS=${3:-20}
else COUNT=${1:-1000} KILLS=${2:-10} BKILLS=${3:-3}; fi
SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
WINDOW=10
BURST=$((COUNT / (KILLS + BKILLS + 1)))
ADMIN() { curl -s "http://127.0.0.1:$ADMIN_PORT/$1?password=$ADMIN_PASSWORD"; }

SMPP_PORT=$(free_port)
carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT" --persons "$COUNT" --to 3114 --prefix 25471
kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store spool --window $WINDOW
bearerbox_start
warmlined_conf
warmlined_start
warmlined_wait
smsc wait up 15000 || die "bearerbox does not bind"
smsc plain 1

sent=0
burst() {	# COUNT: as fast as they go
	smsc generate "$1" 0 hello
	sent=$((sent + $1))
}

# Everything that bearerbox holds for warmlined, taken or not yet: given but
# not acknowledged comes back to its queue when the connection falls.
unacknowledged() { ADMIN status.txt | sed -n 's/^SMS: received .*(\([0-9]*\) queued), sent.*/\1/p'; }

say "1. $COUNT texts over SMPP, spool store; warmlined is killed $KILLS times"
none=0
for k in $(seq "$KILLS"); do
	burst "$BURST"
	# Anywhere from the first text of the burst to after its last answer.
	sleep "$(printf '0.%03d' $((RANDOM % 60)))"
	smsc stats
	waiting=$(($(value accepted) - $(value answered)))
	stop "$WARMLINED_PID"
	held=$(unacknowledged)
	[ "${held:-0}" -gt 0 ] || none=$((none + 1))
	say "   kill $k: $waiting accepted and not answered; bearerbox holds ${held:-?} without an acknowledgement"
	warmlined_start
	warmlined_wait
	# Now and then in the grace after a restart, before anything was made good.
	[ $((k % 3)) -eq 0 ] || smsc wait answered "$sent" 30000 || fail "kill $k: not all were answered"
done
smsc wait answered "$sent" 60000 || fail "not all were answered"
[ $((none * 2)) -lt "$KILLS" ] || fail "most kills found nothing unacknowledged: this proves little"
smsc account
say "   $SMSC_ANSWER"
[ "$(value lost)" = 0 ] || { smsc lost; fail "lost: $SMSC_ANSWER"; smsc account; }
[ "$(value duplicates)" = 0 ] || fail "warmlined's death made $(value duplicates) duplicates"
before=$(value duplicates)

say "2. bearerbox is killed $BKILLS times"
for k in $(seq "$BKILLS"); do
	burst "$BURST"
	sleep "$(printf '0.%03d' $((RANDOM % 60)))"
	smsc stats
	waiting=$(($(value accepted) - $(value answered)))
	stop "$BEARERBOX_PID"
	say "   kill $k: $waiting accepted and not answered"
	bearerbox_start
	smsc wait answered "$sent" 90000 || fail "kill $k: not all were answered"
done
burst $((COUNT - sent))
smsc wait answered "$COUNT" 90000 || fail "not all were answered at last"
smsc account
say "   $SMSC_ANSWER"
[ "$(value answered)" = "$COUNT" ] || fail "$(value answered) of $COUNT were answered"
[ "$(value lost)" = 0 ] || { smsc lost; fail "lost: $SMSC_ANSWER"; smsc account; }
# docs/limits.md: what was in bearerbox's window to the carrier comes twice.
extra=$(($(value duplicates) - $(value resent_duplicates) - before))
[ $extra -le $((BKILLS * WINDOW)) ] || fail "$extra duplicates, more than $BKILLS windows of $WINDOW"
[ "$(ctl status | awk '$1 == "texts_for_a_human" { print $2 }')" = 0 ] || fail "texts were parked"
carrier_stop
pager_stop

if [ "$failures" -gt 0 ]; then say "$failures failures"; exit 1; fi
say "all held"
