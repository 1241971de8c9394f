#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Calls over a bad line (packets lost both ways, doubled, out of order) and over
# IPv6: each key counts once, words are heard, a bridge flows, and the quality
# that voicebox reports is that of the line.
. "${TOP_SRCDIR:-$(dirname "$0")/../..}/tests/e2e/lib.sh"
. "$TOP_SRCDIR/tests/e2e/voicebox_lib.sh"
PHONES=$TOP_BUILDDIR/tests/e2e/phone/phones
LEDGER=$E2E_DIR/ledger
SEED=${1:-$(date +%s)}
say "seed $SEED"

house() {	# [sed EXPRESSION...]: voicebox, and the phones' words in espeak-ng's place
	mkdir -p "$E2E_DIR/no-prompts"
	voicebox_conf
	sed -i -e "s#^ prompts .*# prompts $E2E_DIR/no-prompts\n spoken $E2E_DIR/no-prompts\n espeak $TOP_BUILDDIR/tests/e2e/phone/speak-bits#" "$@" "$E2E_DIR/voicebox.conf"
	fake_start <<'SCRIPT'
on call incoming do {"do":"answer"}
on call answered do {"do":"play","loop":true,"items":[{"key":"e2e.keys","lang":"en","text":"Press eight keys."},{"pause":400}],"then":{"ask":1,"min":8,"max":8,"first_ms":20000,"inter_ms":5000,"interrupt":true}}
on call digits do {"do":"play","loop":true,"items":[{"key":"e2e.thanks","lang":"en","text":"We have them."},{"pause":300}],"then":{"ask":2,"min":1,"max":1,"first_ms":30000,"inter_ms":2000}}
SCRIPT
}

plan() {	# LINE
	cat <<PLAN
role keys
	rings
	line $1
	on "Press eight keys" press:12344321
	on "We have them" wait:4000 done
role pair
	rings
	line $1
	on "Press eight keys" speak
	on "I am +" told:bridge wait:4000 done
slots +254711000010 6 keys
slots +254711000020 2 pair
PLAN
}

# The two that press nothing are put through as soon as both are there.
bridge() {
	local calls
	calls=$(sed -n 's/.*call incoming .*"call": "\([a-z0-9]*\)".*"from": "+25471100002.*/\1/p' "$FAKE_LOG")
	set -- $calls
	[ $# -eq 2 ] || return 1
	reported "call answered .*$1" && reported "call answered .*$2" || return 1
	order "{\"do\":\"bridge\",\"call\":\"$1\",\"with\":\"$2\"}"
}

run() {		# OUR-IP ITS-IP LINE
	mark
	plan "$3" > "$E2E_DIR/plan"
	"$PHONES" "$1" "$UAS_PORT" "$2" "$VB_PORT" "$SEED" 0 "$E2E_DIR/plan" > "$LEDGER" 2>&1 </dev/null &
	PHONES_PID=$!
	E2E_PIDS="$E2E_PIDS $PHONES_PID"
	wait_until 12 bridge || fail "the two never came"
	wait_until 40 gone "$PHONES_PID" || { fail "the phones are not done"; kill -9 "$PHONES_PID"; }
	[ "$(grep -c 'call digits .*"digits": "12344321".*"why": "done"' "$FAKE_LOG")" -eq 6 ] ||
		{ fail "keys were lost or counted twice"; grep -o '"digits": "[^"]*"' "$FAKE_LOG"; }
	expect 'call ended' 8
	[ "$(grep -c 'told bridge' "$LEDGER")" -eq 2 ] || fail "the two did not hear each other"
}

qualities() { grep 'call ended' "$FAKE_LOG" | sed 's/.*"jitter_ms": \([0-9]*\).*"loss_permille": \([0-9]*\).*/\2 \1/'; }
within() {	# LEAST MOST: each call's loss, and a jitter that is possible
	qualities | awk -v least="$1" -v most="$2" '
		{ print; n++ } $1 < least || $1 > most || $2 > 60 { bad++ }
		END { exit n != 8 || bad > 0 }' > "$E2E_DIR/qualities" ||
		{ fail "loss and jitter are not those of the line"; cat "$E2E_DIR/qualities"; }
	say "   loss (permille) and jitter (ms): $(qualities | sort -n | tr '\n' ';')"
}

say "1. 10 % lost each way, 3 % doubled, 15 % late by up to 60 ms"
house
voicebox_start
expect "voice hello"
run 127.0.0.1 127.0.0.7 "10 10 3 15"
within 40 200
heard_bits() { grep -c "hears $1" "$LEDGER"; }
[ "$(heard_bits 'We have them')" -ge 12 ] || fail "prompts did not go on"
[ "$(heard_bits 'I am +25471100002')" -ge 8 ] || fail "the bridge hardly flowed"

say "2. the same phones over a good line"
run 127.0.0.1 127.0.0.7 "0 0 0 0"
within 0 10
alive
kill "$VOICEBOX_PID"
wait_until 10 gone "$VOICEBOX_PID" || fail "voicebox does not end"

if ip -6 addr show dev lo 2>/dev/null | grep -q '::1'; then
	say "3. IPv6"
	stop "$FAKE_PID"
	house -e "s#^ listen .*# listen udp:[::1]:$VB_PORT#" -e "s#^ addresses .*# addresses ::1#" \
		-e "s#^ proxy .*# proxy [::1]:$UAS_PORT#" -e "s#^ media-address .*# media-address ::1#"
	start voicebox "$VOICEBOX" -c "$E2E_DIR/voicebox.conf" -s "$VB_STATE"
	VOICEBOX_PID=$started
	expect "voice hello"
	run ::1 ::1 "0 0 0 0"
	within 0 10
	say "   and a call of ours"
	mark
	printf 'role rung\n\ton "none" wait:1\nphone +254711000030 rung\nrole never\n\trings\nphone +254711000031 never\n' > "$E2E_DIR/plan"
	mkfifo "$E2E_DIR/phones.in"
	exec 6<>"$E2E_DIR/phones.in"
	"$PHONES" ::1 "$UAS_PORT" ::1 "$VB_PORT" "$SEED" 0 "$E2E_DIR/plan" > "$LEDGER" 2>&1 <&6 &
	PHONES_PID=$!
	E2E_PIDS="$E2E_PIDS $PHONES_PID"
	order '{"do":"dial","call":"v6","to":"+254711000030","from":"","ring_ms":8000,"class":"person"}'
	expect 'call answered .*"v6"'
	order '{"do":"hangup","call":"v6"}'
	expect 'call ended .*"v6".*"why": "order"'
	echo quit >&6
	alive
	kill "$VOICEBOX_PID"
	wait_until 10 gone "$VOICEBOX_PID" || fail "voicebox does not end"
else
	say "skipped: IPv6 (this machine has no ::1)"
fi
grep -E "runtime error|AddressSanitizer|LeakSanitizer|must hold" "$E2E_DIR/voicebox.log" && fail "the sanitizer"
[ "$failures" -eq 0 ] && say "OK"
exit "$failures"
