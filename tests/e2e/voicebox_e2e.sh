#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Calls of sipp with the real voicebox; a scripted warmlined gives the orders.
. "${TOP_SRCDIR:-$(dirname "$0")/../..}/tests/e2e/lib.sh"
. "$TOP_SRCDIR/tests/e2e/voicebox_lib.sh"
cd "$PCAPS" || die "no sounds of sip-tester"	# play_pcap_audio looks here

voicebox_conf
fake_start <<'SCRIPT'
on call incoming do {"do":"answer"}
on call answered do {"do":"play","items":[{"pause":500},{"key":"e2e.menu","lang":"en","text":"For one, press 1. For two, press 2."}],"then":{"ask":1,"min":1,"max":1,"first_ms":8000,"inter_ms":2000}}
on call digits digits=2 do {"do":"play","items":[{"key":"e2e.two","lang":"en","text":"You pressed two. Press one to end."}],"then":{"ask":2,"min":1,"max":1,"first_ms":8000,"inter_ms":2000}}
on call digits digits=5 do {"do":"record","rec":"$call","key":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=","max_ms":20000,"silence_ms":0,"end_digits":"#"}
on call recorded do {"do":"play","items":[{"rec":"$call","key":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="},{"key":"e2e.bye","lang":"en","text":"Bye."}]}
on call digits digits=1 do {"do":"play","items":[{"key":"e2e.bye","lang":"en","text":"Bye."}]}
on call played do {"do":"hangup"}
SCRIPT
voicebox_start
expect "voice hello"

say "a menu, with digits of RFC 4733"
calls_ok menu
expect '"ask": 1.*"digits": "2".*"why": "done"'
expect '"ask": 2.*"digits": "1"'
expect 'call ended .*"why": "order"'

say "the same with tones in the sound"
mark
"$TOP_BUILDDIR/tests/voicebox/tone-file" ..2...1.... > "$E2E_DIR/tones.ulaw"
(cd "$E2E_DIR" && calls in_band) || { fail "sipp in_band"; head -n 5 "$E2E_DIR/in_band.err"; }
expect '"ask": 1.*"digits": "2".*"why": "done"'
expect '"ask": 2.*"digits": "1"'

say "recordings: ended by a key, heard, and ended by hanging up"
mark
calls_ok record
expect 'call recorded .*"file": "[a-z0-9]*.wlr".*"why": "digit"'
expect 'call ended .*"why": "order"'
calls_ok record_hangup
expect 'call recorded .*"why": "hangup"'
expect 'call ended .*"why": "caller"'
[ "$(grep -E 'call (recorded|ended)' "$FAKE_LOG" | tail -n 2 | head -n 1 | cut -d' ' -f2)" = recorded ] ||
	fail "the recording was told after the end"
[ "$(ls "$VB_STATE"/recordings/*.wlr 2>/dev/null | wc -l)" -eq 2 ] || fail "not two sealed files"
ls "$VB_STATE"/recordings | grep -v 'wlr$' && fail "something unsealed in the spool"


say "hung up at every state"
mark
calls_ok cancel
expect 'call ended .*"talk_ms": 0, "why": "caller"'
calls_ok bye_at_once
expect 'call ended .*"why": "caller"' 2
calls_ok bye_in_play
expect 'call ended .*"why": "caller"' 3
calls no_ack -p "$(free_port)" &	# BYE comes after 32 s
NO_ACK_PID=$!

say "late offer, hold, session timers, what does not fit"
calls_ok late_offer
calls_ok hold
calls session_timer -p "$(free_port)" &	# waits a minute for our BYE
TIMER_PID=$!
calls_ok session_small
calls_ok wrong_codec
calls_ok no_sdp_type
calls_ok require
calls_ok methods
calls_ok hold -t t1
cat "$E2E_DIR"/*.msg | grep -iE '^(User-Agent|Server|Organization|P-Asserted-Identity|Remote-Party-ID|Diversion):' &&
	fail "a header that reveals something"
alive

say "our calls"
answers uas_answer
order '{"do":"dial","call":"out1","to":"+254712345678","from":"+254200000000","ring_ms":8000,"class":"person"}'
expect 'call ringing .*"out1"'
expect 'call answered .*"out1"'
order '{"do":"hangup","call":"out1"}'
answered_ok uas_answer
expect 'call ended .*"out1".*"why": "order"'
answers uas_early
order '{"do":"dial","call":"out2","to":"+254712345678","from":"","ring_ms":8000,"class":"person"}'
expect 'call answered .*"out2"'
order '{"do":"hangup","call":"out2"}'
answered_ok uas_early
# tells how each one failed
for row in busy:busy declined:rejected unknown:not-found down:unreachable moved:rejected silent:no-answer; do
	answers "uas_${row%%:*}"
	order '{"do":"dial","call":"f'"${row%%:*}"'","to":"+254712345678","from":"","ring_ms":2000,"class":"person"}'
	expect "call failed .*\"f${row%%:*}\".*\"why\": \"${row##*:}\""
	answered_ok "uas_${row%%:*}"
done
order '{"do":"dial","call":"bad1","to":"+12025550100","from":"","ring_ms":2000,"class":"person"}'
order '{"do":"dial","call":"bad2","to":"+254900123456","from":"","ring_ms":2000,"class":"alarm"}'
expect 'call failed .*"bad[12]".*"why": "not-allowed"' 2
order '{"do":"play","call":"nobody","items":[]}'
expect 'call refused .*"nobody".*"order": "play"'
answers uas_422			# asks for a longer timer, and gets it
order '{"do":"dial","call":"out3","to":"+254712345678","from":"+254200000000","ring_ms":8000,"class":"person"}'
answered_ok uas_422
answers uas_answer
expect 'call answered .*"out3"'
order '{"do":"hangup","call":"out3"}'
answered_ok uas_answer
grep -q '^Session-Expires: 3600' "$E2E_DIR/uas_answer.msg" || fail "no longer timer"

say "the session timer ran out, and one is refreshed by us"
calls_ok session_refresh
wait "$TIMER_PID" || fail "the session timer did not end the call"
wait "$NO_ACK_PID" || fail "a call without ACK was not ended"
expect 'call ended .*"why": "lost"' 2

alive
kill "$VOICEBOX_PID"
wait_until 10 gone "$VOICEBOX_PID" || fail "voicebox does not end"
grep -E "runtime error|AddressSanitizer|LeakSanitizer|must hold" "$E2E_DIR/voicebox.log" && fail "the sanitizer"
grep -E '254[0-9]{6}' "$E2E_DIR/voicebox.log" && fail "a number is in the log"
[ "$failures" -eq 0 ] && say "OK"
exit "$failures"
