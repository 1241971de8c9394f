#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Two people who talk: each word of one reaches the other once, unedited and
# in order, over SMPP, also when the carrier is slow and texts pile up; and
# once, when warmlined is killed in the middle.
#
#   tests/e2e/relay_e2e.sh [COUNT]	texts in each part (100)
. "$(dirname "$0")/lib.sh"
COUNT=${1:-100}
SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
MEMBER=254711000001 PEER=254722000001 LOG=$E2E_DIR/handsets

SMPP_PORT=$(free_port)
carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT"
kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store spool --window 10
bearerbox_start
warmlined_conf
warmlined_start
warmlined_wait
smsc wait up 15000 || die "bearerbox does not bind"
smsc log "$LOG"
say "1. a member and a peer worker are brought together"
conversation_begin

# arrived PATTERN: the numbers that the peer's handset showed, in their order
arrived() { sed -n "s/.* +\?$PEER .*: $1 #\([0-9]*\)\$/\1/p" "$LOG"; }
all_arrived() { [ "$(arrived "$1" | sort -nu | wc -l)" -eq "$COUNT" ]; }

talk() {	# WORDS
	local n
	for n in $(seq "$COUNT"); do smsc send $MEMBER 3114 "$1 #$n"; done
}

say "2. $COUNT texts, and the carrier takes 20 a second"
smsc pace 20
talk slowly
wait_until 120 all_arrived slowly || fail "only $(arrived slowly | sort -nu | wc -l) arrived"
smsc pace 0
[ "$(arrived slowly)" = "$(seq "$COUNT")" ] || fail "not in order, or not once: $(arrived slowly | tr '\n' ' ')"

say "3. $COUNT texts, and warmlined is killed three times"
for n in $(seq "$COUNT"); do
	smsc send $MEMBER 3114 "killed #$n"
	case $n in
	$((COUNT / 4)) | $((COUNT / 2)) | $((COUNT * 3 / 4)))
		stop "$WARMLINED_PID"
		say "   killed: $(arrived killed | wc -l) of $n had arrived"
		warmlined_start
		;;
	esac
	sleep 0.01
done
wait_until 60 all_arrived killed || fail "only $(arrived killed | sort -nu | wc -l) arrived"
sleep 2
[ "$(arrived killed | wc -l)" -eq "$COUNT" ] || fail "some came twice: $(arrived killed | sort -n | uniq -d | tr '\n' ' ')"
carrier_stop
pager_stop

if [ "$failures" -gt 0 ]; then say "$failures failures"; exit 1; fi
say "all held"
