#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The disk fills at different moments of an ordinary day, with real processes on
# a small file system: before a text, while texts come in, between a text and
# its alarm, during an acknowledgement, at a start; and is
# read-only for a while.  No danger message is lost:
# each has its incident, its alarm and its answer once there is room again.
. "$(dirname "$0")/lib.sh"
SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
ONCALL=254733000001 LOG=$E2E_DIR/handsets
SMALL=$E2E_DIR/small FILLER=$E2E_DIR/small/filler
people=0

if [ "$(id -u)" -ne 0 ] || ! mkdir "$SMALL" ||
	! mount -t tmpfs -o size=24m,mode=0700 tmpfs "$SMALL" 2>/dev/null; then
	say "skipped: no small file system can be mounted here"
	exit 0
fi
trap 'kill -9 ${SUPERVISOR:-} 2>/dev/null; stop $(warmlined_pid); pager_stop; umount -l "$SMALL"; e2e_end' EXIT
WARMLINE_STATE=$SMALL/state

SMPP_PORT=$(free_port)
carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT"
kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store spool --window 10
bearerbox_start
warmlined_conf

able() { ctl status 2>/dev/null | grep -q '^able_to_alarm *yes'; }
incidents() { ctl --json incident list 2>/dev/null | grep -o '"code": *"[0-9]*"' | grep -o '[0-9]*'; }
known() { [ "$(incidents | wc -l)" -ge "$people" ]; }
warmlined_pid() { pgrep -f "^$WARMLINED -c $E2E_DIR/"; }
free_kb() { df -k --output=avail "$SMALL" | tail -n 1; }

# As systemd does, without its patience: whatever warmlined ends with, it starts again.
supervise() {
	while :; do
		rm -f "$WARMLINE_STATE/starts"	# these are not the starts of a crash loop
		"$WARMLINED" -c "$E2E_DIR/warmlined.conf" -s "$WARMLINE_STATE" --create \
			--flows "$TOP_SRCDIR/flows" --prompts "$TOP_SRCDIR/prompts" \
			--lexicon "$TOP_SRCDIR/flows/lexicon" --pager "$TOP_BUILDDIR/warmline-pager"
		sleep 0.2
	done
}

# fill KB: until only so much is left
fill() {
	local kb=$(($(free_kb) - $1))
	[ "$kb" -le 0 ] || dd if=/dev/zero bs=1k count="$kb" >> "$FILLER" 2>/dev/null
}
# danger: one more person writes
danger() {
	people=$((people + 1))
	smsc send "25471100$((1000 + people))" 3114 "i am going to hang myself tonight"
}
# room: somebody makes room and starts warmlined anew
room() {
	rm -f "$FILLER"
	stop $(warmlined_pid)
	wait_until 60 able || { tail -n 5 "$E2E_DIR/warmlined.log"; die "the house did not open again"; }
}
alarmed() {
	local code
	for code in $(incidents); do
		grep " +\?$ONCALL .*ALARM" "$LOG" | grep -q "$code" || return 1
	done
}
answered() {
	local n
	for n in $(seq "$people"); do
		hears "25471100$((1000 + n))" "omeone is being" || return 1
	done
}
# all_here WHEN
all_here() {
	wait_until 40 known || fail "$1: $(incidents | wc -l) incidents of $people people in danger"
	wait_until 60 alarmed || fail "$1: an incident was never alarmed"
	wait_until 40 answered || fail "$1: somebody in danger was not answered"
}

supervise >> "$E2E_DIR/warmlined.log" 2>&1 &
SUPERVISOR=$!
disown $SUPERVISOR
E2E_PIDS="$E2E_PIDS $SUPERVISOR"
wait_until 30 warmlined_up || die "it did not start on the small disk"
smsc wait up 15000 || die "bearerbox does not bind"
smsc log "$LOG"
ctl person add number=+$ONCALL roles=oncall >/dev/null || die "nobody can be put on call"
wait_until 20 able || die "not able to alarm at the start"
danger
all_here "in good times"

for kb in 0 40 400; do
	say "$kb KB are left when texts come in"
	fill "$kb"
	danger; danger; danger
	sleep 4
	room
	all_here "with $kb KB left"
done

say "it fills up between texts and their alarms"
fill 300
( while dd if=/dev/zero bs=4k count=1 >> "$FILLER" 2>/dev/null; do sleep 0.01; done ) &
for n in 1 2 3 4 5; do danger; sleep 0.15; done
wait $!
sleep 3
room
all_here "filled between texts and alarms"

say "it is full during an acknowledgement"
CODE=$(incidents | head -n 1)
fill 0
smsc send $ONCALL 3114 "1 $CODE"
sleep 3
room
wait_until 40 hears $ONCALL "$CODE is yours" || fail "the acknowledgement was lost"

say "it is full at a start"
fill 0
stop $(warmlined_pid)
danger
sleep 5
room
all_here "full at a start"
say "it is read-only: heard, alarmed and answered; the text stays with bearerbox"
kill -9 $SUPERVISOR
stop $(warmlined_pid)
mkdir "$E2E_DIR/readonly"
mount --bind "$WARMLINE_STATE" "$E2E_DIR/readonly" &&
	mount -o remount,ro,bind "$E2E_DIR/readonly" || die "no read-only view"
before=$(grep -c " +\?$ONCALL .*ALARM" "$LOG")
more() { [ "$(grep -c " +\?$ONCALL .*ALARM" "$LOG")" -gt "$before" ]; }
start readonly "$WARMLINED" -c "$E2E_DIR/warmlined.conf" -s "$E2E_DIR/readonly" \
	--flows "$TOP_SRCDIR/flows" --prompts "$TOP_SRCDIR/prompts" \
	--lexicon "$TOP_SRCDIR/flows/lexicon" --pager "$TOP_BUILDDIR/warmline-pager"
danger
wait_until 20 hears "25471100$((1000 + people))" "someone is being called now" ||
	fail "read-only: somebody in danger was not answered"
wait_until 20 more || fail "read-only: no alarm"
stop "$started"
umount -l "$E2E_DIR/readonly"
supervise >> "$E2E_DIR/warmlined.log" 2>&1 &
SUPERVISOR=$!
disown $SUPERVISOR
E2E_PIDS="$E2E_PIDS $SUPERVISOR"
wait_until 60 able || die "the house did not open again"
all_here "after a read-only disk"

# It was full indeed, several times: else nothing was shown.
met=$(grep -c "No space left on device" "$E2E_DIR/warmlined.log")
[ "$met" -ge 6 ] || fail "the full disk was met $met times only"
carrier_stop
if [ "$failures" -gt 0 ]; then say "$failures failures"; exit 1; fi
say "all held: $people people in danger, $SECONDS s"
