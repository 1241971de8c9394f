#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The whole house by telephone: sipp rings the real voicebox, which asks the real
# warmlined; 9 opens an incident, the on-call phone rings by the pager's word, a
# missed call is called back; help in her town is found, a plan is said and heard again,
# and no number is in a log.
. "${TOP_SRCDIR:-$(dirname "$0")/../..}/tests/e2e/lib.sh"
. "$TOP_SRCDIR/tests/e2e/voicebox_lib.sh"
cd "$PCAPS" || die "no sounds of sip-tester"
ONCALL=254733000001
CALLER=254711000001
BOX_PORT=$(free_port)		# no bearerbox: texts wait, calls do not
SHORT_CODE=40404

warmlined_conf
warmlined_start
wait_until 20 test -S "$WARMLINE_STATE/control.sock" || die "warmlined does not start"
ctl person add number=+$ONCALL roles=oncall >/dev/null || die "nobody can be put on call"

VB_STATE=$WARMLINE_STATE
voicebox_conf
sed -i "s#warmlined unix:.*#warmlined unix:$WARMLINE_STATE/voice.sock#" "$E2E_DIR/voicebox.conf"
voicebox_start
here() { grep -q "Voicebox .* is here" "$E2E_DIR/warmlined.log"; }
wait_until 15 here || die "voicebox and warmlined do not meet"

say "a call, a language, 9, 1: an incident of tier A, and the on-call phone rings"
answers uas_silent
calls_ok nine
danger() { ctl incident list 2>/dev/null | grep -q 'A'; }
wait_until 10 danger || { fail "no incident"; ctl incident list; tail -n 20 "$E2E_DIR/warmlined.log"; }
rang() { grep -q INVITE "$E2E_DIR/uas_silent.msg" 2>/dev/null; }
wait_until 25 rang || fail "the on-call phone did not ring"
kill "$ANSWERS_PID" 2>/dev/null
wait "$ANSWERS_PID" 2>/dev/null
ctl call recent | grep -q caller || { fail "the call is not in the list"; ctl call recent; }

say "rung and hung up: called back"
calls_ok cancel
answers uas_answer
called_back() { grep -q "INVITE sip:+$CALLER" "$E2E_DIR/uas_answer.msg" 2>/dev/null; }
wait_until 30 called_back || fail "nobody was called back"
kill "$ANSWERS_PID" 2>/dev/null

# Phones that read what they hear: speak-bits takes espeak-ng's place (tests/e2e/phone).
PHONES=$TOP_BUILDDIR/tests/e2e/phone/phones
MEMBER=254711000077
stop "$VOICEBOX_PID"
mkdir -p "$E2E_DIR/no-prompts"
voicebox_conf
sed -i -e "s#warmlined unix:.*#warmlined unix:$WARMLINE_STATE/voice.sock#" \
	-e "s#^ prompts .*# prompts $E2E_DIR/no-prompts\n spoken $E2E_DIR/no-prompts\n espeak $TOP_BUILDDIR/tests/e2e/phone/speak-bits#" \
	"$E2E_DIR/voicebox.conf"
: > "$E2E_DIR/warmlined.log"
voicebox_start
wait_until 15 here || die "voicebox does not come back"

# phones ROLE: the plan of one phone on standard input, until its task is done
phones() {
	{ echo "role $1"; cat; echo "phone +$MEMBER $1"; } > "$E2E_DIR/plan-$1"
	timeout 120 "$PHONES" 127.0.0.1 "$UAS_PORT" 127.0.0.7 "$VB_PORT" 7 0 "$E2E_DIR/plan-$1" \
		> "$E2E_DIR/phones-$1.log" 2>&1 < <(sleep 130) && return
	fail "$1: the phone's task is not done"
	tail -n 15 "$E2E_DIR/phones-$1.log"
}

say "somebody new finds help in her town"
cp -r "$TOP_SRCDIR/contrib/demo/directory" "$E2E_DIR/directory"
chmod -R u+w "$E2E_DIR/directory"
sed -i "s/,2026-03-01\$/,$(date +%F)/" "$E2E_DIR/directory/services.csv"
ctl directory import path="$E2E_DIR/directory" >/dev/null || fail "no directory"
phones find <<'PLAN'
	rings
	on "For English" press:1
	on "The people who answer here" press:2
	on "What do you need?" press:3
	on "Nakuru: press 1" press:1
	on "Clinic (demo)" wait:400 done
PLAN

say "a plan is said on the phone, and heard again: the very sound, out of the sealed file"
phones plan <<'PLAN'
	rings
	on "For English" press:1
	on "The people who answer here" press:3
	on "Yes: press 1" press:1
	on "under 13: press 1" press:5
	on "very low" press:4
	on "What would you like?" press:5
	on "For quiet moments" press:5
	on "A plan for bad days" press:1
	on "You say it after the tone" speak wait:3000 press:#
	on "To keep it, press 1" press:1
	on "the hash key ends it" wait:600 press:#
	on "That is your plan" wait:400 done
	on "press 1" press:1
PLAN
grep -q "hears I am +$MEMBER" "$E2E_DIR/phones-plan.log" || fail "her own words were not played"
ctl message list | grep -q waits || { fail "nobody is to listen to what she said"; ctl message list; }

say "no number in any log"
grep -lE "$CALLER|$ONCALL|$MEMBER|${CALLER#254}|${ONCALL#254}|${MEMBER#254}" "$E2E_DIR/warmlined.log" "$E2E_DIR/voicebox.log" &&
	fail "a number is in a log"
alive
[ "$failures" -eq 0 ] && say "[       OK ] calls end to end"
exit "$failures"
