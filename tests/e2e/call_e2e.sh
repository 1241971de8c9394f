#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The whole house by telephone: sipp rings the real voicebox, which asks the real
# warmlined; 9 opens an incident, the on-call phone rings by the pager's word, a
# missed call is called back, and no number is in a log.
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

say "no number in any log"
grep -lE "$CALLER|$ONCALL|${CALLER#254}|${ONCALL#254}" "$E2E_DIR/warmlined.log" "$E2E_DIR/voicebox.log" &&
	fail "a number is in a log"
alive
[ "$failures" -eq 0 ] && say "[       OK ] calls end to end"
exit "$failures"
