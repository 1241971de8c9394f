#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The emergency lane: with the master key missing, and with a full disk,
# messages are still accepted, scanned, alarmed and answered with one sentence,
# and go the ordinary way when the store is back.
. "$(dirname "$0")/lib.sh"
SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
ONCALL=254733000001 LOG=$E2E_DIR/handsets

SMPP_PORT=$(free_port)
carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT"
kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store spool --window 10
bearerbox_start
warmlined_conf

lane_open() { grep -q 'emergency lane is open' "$E2E_DIR/warmlined.log"; }
able() { ctl status 2>/dev/null | grep -q '^able_to_alarm *yes'; }
known() { [ "$(ctl --json incident list | grep -o '"code"' | wc -l)" -eq "$1" ]; }
code() { grep " +\?$ONCALL .*ALARM" "$LOG" | tail -n 1 | sed 's/.*ALARM \([0-9]*\).*/\1/'; }
alarms() { grep -c " +\?$ONCALL .*ALARM" "$LOG"; }

# supervise: starts warmlined again whenever it ends with 75, as systemd does
supervise() {
	while :; do
		"$WARMLINED" -c "$E2E_DIR/warmlined.conf" -s "$WARMLINE_STATE" --create \
			--flows "$TOP_SRCDIR/flows" --prompts "$TOP_SRCDIR/prompts" \
			--lexicon "$TOP_SRCDIR/flows/lexicon" --pager "$TOP_BUILDDIR/warmline-pager"
		[ $? -eq 75 ] || return
		sleep 0.2
	done
}
warmlined_pid() { pgrep -f -n "^$WARMLINED -c $E2E_DIR/"; }

# in_the_lane N: two texts, one of them with danger in it
in_the_lane() {
	local before
	before=$(alarms)
	smsc send "25471100000$1" 3114 "i am going to hang myself tonight"
	wait_until 15 hears "25471100000$1" "someone is being called now" ||
		fail "no word to somebody in danger"
	more() { [ "$(alarms)" -gt "$before" ]; }
	wait_until 15 more || fail "no alarm out of the lane"
	smsc send "25471100001$1" 3114 hello
	wait_until 15 hears "25471100001$1" "We have your text" || fail "no word to the other"
}

# back N INCIDENTS: what the lane kept has gone the ordinary way
back() {
	wait_until 90 able || { tail -n 5 "$E2E_DIR/warmlined.log"; die "the house did not open again"; }
	wait_until 15 known "$2" || fail "$(ctl incident list): not $2 incidents"
	wait_until 15 hears "25471100001$1" "good that you wrote" || fail "the kept text was not answered"
	smsc send $ONCALL 3114 "1 $(code)"
	wait_until 15 hears $ONCALL "$(code) is yours" || fail "the lane's alarm cannot be answered"
}

say "1. the master key is missing"
warmlined_start
warmlined_wait
smsc wait up 15000 || die "bearerbox does not bind"
smsc log "$LOG"
ctl person add number=+$ONCALL roles=oncall >/dev/null || die "nobody can be put on call"
wait_until 10 able || die "not able to alarm at the start"
stop "$WARMLINED_PID"
mv "$WARMLINE_STATE/keys/master.key" "$E2E_DIR/kept.key"
warmlined_start
wait_until 15 lane_open || die "the lane did not open"
in_the_lane 1
stop "$WARMLINED_PID"
mv "$E2E_DIR/kept.key" "$WARMLINE_STATE/keys/master.key"
warmlined_start
# Without the key nobody can know that the pager's person is the text's: two.
back 1 2

if [ "$(id -u)" -ne 0 ] || ! mkdir "$E2E_DIR/small" ||
	! mount -t tmpfs -o size=24m,mode=0700 tmpfs "$E2E_DIR/small" 2>/dev/null; then
	say "2. a full disk: skipped, no small file system can be mounted here"
else
	say "2. the disk is full"
	trap 'pager_stop; umount -l "$E2E_DIR/small"; e2e_end' EXIT
	stop "$WARMLINED_PID"
	pager_stop
	cp -a "$WARMLINE_STATE" "$E2E_DIR/small/state"
	WARMLINE_STATE=$E2E_DIR/small/state
	rm -f "$WARMLINE_STATE/starts"
	: > "$E2E_DIR/warmlined.log"
	supervise >> "$E2E_DIR/warmlined.log" 2>&1 &
	SUPERVISOR=$!
	disown $SUPERVISOR
	E2E_PIDS="$E2E_PIDS $SUPERVISOR"
	wait_until 20 able || die "it did not start on the small disk"
	dd if=/dev/zero of="$E2E_DIR/small/filler" bs=4k 2>/dev/null
	smsc send 254711000099 3114 "anybody there"	# the commit that meets the full disk
	wait_until 40 lane_open || { tail -n 5 "$E2E_DIR/warmlined.log"; die "the lane did not open"; }
	in_the_lane 2
	rm "$E2E_DIR/small/filler"
	back 2 3
	kill -9 $SUPERVISOR
	stop "$(warmlined_pid)"
fi
pager_stop
carrier_stop
if [ "$failures" -gt 0 ]; then say "$failures failures"; exit 1; fi
say "all held"
