#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# A newcomer and two softphones, against what contrib/quickstart --start has started: chooses a
# language, checks in by keypad, finds a food bank, waits for a peer and speaks with her on the
# other softphone; somebody else presses 9, and the phone of whoever is on call rings.
. "${TOP_SRCDIR:-$(dirname "$0")/../..}/tests/e2e/lib.sh"
SOFTPHONE=$(free_port)
export WARMLINE_STATE=$E2E_DIR/state WARMLINE_BUILD=$TOP_BUILDDIR
export WARMLINE_SOFTPHONE=127.0.0.1:$SOFTPHONE WARMLINE_SIP_PORT=$(free_port)
export WARMLINE_CONSOLE_PORT=$(free_port)
PHONES=$TOP_BUILDDIR/tests/e2e/phone/phones
STATE=$WARMLINE_STATE

quickstart() { "$TOP_SRCDIR/contrib/quickstart" "$@" >>"$E2E_DIR/quickstart.log" 2>&1; }
ctl() { "$TOP_BUILDDIR/warmlinectl" --socket "unix:$STATE/run/control.sock" "$@"; }
trap 'quickstart --stop; e2e_end' EXIT

say "quickstart --start"
quickstart --start || { tail -n 20 "$E2E_DIR/quickstart.log"; die "quickstart does not start"; }

# Phones that read what they hear: speak-bits takes espeak-ng's place (tests/e2e/phone).
mkdir -p "$E2E_DIR/no-prompts"
kill "$(cat "$STATE/voicebox.pid")"
sed -i -e "s#^ prompts .*# prompts $E2E_DIR/no-prompts\n espeak $TOP_BUILDDIR/tests/e2e/phone/speak-bits#" \
	-e "s#^ spoken .*# spoken $E2E_DIR/no-prompts#" "$STATE/voicebox.conf"
wait_until 10 gone "$(cat "$STATE/voicebox.pid")" || die "voicebox does not end"
quickstart --start || die "voicebox does not start again"

say "June comes on duty, by text"
cat > "$E2E_DIR/june" <<'SCRIPT'
june: ON
june < You are on.*
june: 5
june < Thank you*
SCRIPT
. "$STATE/ports"
"$TOP_BUILDDIR/warmline-phone" --smsc "127.0.0.1:$FAKE_PORT" --script "$E2E_DIR/june" \
	> "$E2E_DIR/june.log" 2>&1 || { fail "June is not on duty"; cat "$E2E_DIR/june.log"; }

# phones NAME: the plan on standard input, until each phone's task is done
phones() {
	cat > "$E2E_DIR/plan-$1"
	timeout 150 "$PHONES" 127.0.0.1 "$SOFTPHONE" 127.0.0.1 "$WARMLINE_SIP_PORT" 7 0 "$E2E_DIR/plan-$1" \
		> "$E2E_DIR/phones-$1.log" 2>&1 < <(sleep 160) && return
	fail "$1: the phones' tasks are not done"
	tail -n 25 "$E2E_DIR/phones-$1.log"
}

say "a language, a check-in, a food bank, and a peer on the other softphone"
phones talk <<'PLAN'
	role member
	rings
	on "For English" press:1 told:new
	on "Talk: press 1" press:3
	after new
	on "Is that OK" press:1
	on "under 13: press 1" press:5
	on "Yes: press 1" press:1
	on "12:00: press 2" press:2
	on "very low" told:checked press:4
	on "What would you like?" press:2
	after checked
	on "What do you need?" press:1
	on "Nakuru: press 1" press:1
	on "Food Bank (demo)" told:found
	on "What would you like?" press:1
	after found
	on "How would you like to talk" press:1
	on "You are being put through" speak
	on "I am +254722000001" wait:1500 done
	role peer
	on "A caller" press:1 speak
	on "I am +254711000077" wait:2500 done
	phone +254711000077 member
	phone +254722000001 peer
PLAN

say "9: the phone of whoever is on call rings"
phones nine <<'PLAN'
	role member
	rings
	on "For English" press:9
	on "Are you in danger" press:1
	on "Someone is being called" wait:300 done
	role oncall
	on "This is an alarm from your support line" wait:300 done
	phone +254711000078 member
	phone +254733000001 oncall
PLAN

for name in warmlined voicebox warmline-console bearerbox; do
	kill -0 "$(cat "$STATE/$name.pid")" 2>/dev/null || fail "$name has died"
done
grep -lE '254(711|722|733)0000' "$STATE/warmlined.log" "$STATE/voicebox.log" && fail "a number is in a log"
[ "$failures" -eq 0 ] && say "[       OK ] softphones and quickstart"
exit "$failures"
