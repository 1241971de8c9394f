#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What strangers and broken senders get from voicebox: messages of RFC 4475 and
# 5118 (where WARMLINE_CORPORA holds a copy), scanners from outside, floods.
. "${TOP_SRCDIR:-$(dirname "$0")/../..}/tests/e2e/lib.sh"
. "$TOP_SRCDIR/tests/e2e/voicebox_lib.sh"
SIP_SEND=$TOP_BUILDDIR/tests/voicebox/sip-send
SIP_CORPUS=${WARMLINE_CORPORA:-$TOP_SRCDIR/../shared/corpora}/sip

voicebox_conf
sed -i 's/^ ring .*/ ring 5s/; s/^ addresses .*/ addresses 127.0.0.3/' "$E2E_DIR/voicebox.conf"
fake_start <<'SCRIPT'
on call nothing do {"do":"answer"}
SCRIPT
voicebox_start
expect "voice hello"

# verdict NAME CODES: may it be answered so?  From rfc4475_oracle.csv: `reject`
# must be silence or 4xx-6xx, an answer of theirs is never answered.
verdict() {
	local row class parser
	row=$(grep "^$1," "$SIP_CORPUS/rfc4475_oracle.csv")
	class=$(echo "$row" | cut -d, -f3)
	parser=$(echo "$row" | cut -d, -f4)
	case $2 in
	-|4??|5??|6??) return 0 ;;
	esac
	case "$class,$parser" in
	valid,*response*|*,discard*) return 1 ;;
	invalid,reject*) return 1 ;;
	*) return 0 ;;
	esac
}

# From an address of its own: most messages name port 5060, as other tests do.
torture() {
	local name codes good=0 all=0
	"$SIP_SEND" 127.0.0.3 127.0.0.7 "$VB_PORT" 200 $(ls "$SIP_CORPUS"/rfc4475/*.dat |
		grep -v /test.dat) "$SIP_CORPUS"/rfc5118/*.dat > "$E2E_DIR/torture" || fail "sip-send"
	while read -r name codes; do
		all=$((all + 1))
		if verdict "${name%.dat}" "${codes##* }"; then good=$((good + 1)); else fail "$name: $codes"; fi
	done < "$E2E_DIR/torture"
	say "$good of $all"
	[ "$all" -eq 61 ] || fail "$all messages, not 61"
	alive
	# Every call that began has ended by itself: nobody answered it.
	sleep 6
	[ "$(grep -c 'call incoming' "$FAKE_LOG")" -eq "$(grep -c 'call ended' "$FAKE_LOG")" ] ||
		fail "a call is left: $(tail -n 3 "$FAKE_LOG")"
	cat "$E2E_DIR/torture"
}

if [ -d "$SIP_CORPUS/rfc4475" ]; then
	say "messages of RFC 4475 and 5118"
	torture
	mark
	say "once more: the same, as retransmissions"
	torture > "$E2E_DIR/again"
else
	say "SKIP: no messages of RFC 4475 in $SIP_CORPUS"
fi

say "a scanner from outside the trunk"
kill "$VOICEBOX_PID"
wait_until 10 gone "$VOICEBOX_PID" || fail "voicebox does not end"
voicebox_start
mark
if command -v svmap >/dev/null; then
	timeout 20 svmap -b 127.0.0.9 -P 5999 -p "$VB_PORT" 127.0.0.7 > "$E2E_DIR/svmap" 2>&1
	grep -q "127.0.0.7" "$E2E_DIR/svmap" && fail "svmap found it: $(cat "$E2E_DIR/svmap")"
	timeout 20 svwar -b 127.0.0.9 -P 5999 -p "$VB_PORT" -e100-110 -m INVITE 127.0.0.7 >> "$E2E_DIR/svmap" 2>&1
	grep -qE '\| *10[0-9]' "$E2E_DIR/svmap" && fail "svwar found somebody: $(cat "$E2E_DIR/svmap")"
else
	say "SKIP: no sipvicious"
fi
printf 'OPTIONS sip:100@127.0.0.7 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.9:5998;branch=z9hG4bKxyz\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:100@127.0.0.7>\r\nCall-ID: scan1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n' > "$E2E_DIR/scan"
"$SIP_SEND" 127.0.0.9 127.0.0.7 "$VB_PORT" 500 "$E2E_DIR/scan" | grep -q ' -$' || fail "a stranger was answered"
sed 's/127.0.0.9/127.0.0.3/' "$E2E_DIR/scan" > "$E2E_DIR/trunk"
"$SIP_SEND" 127.0.0.3 127.0.0.7 "$VB_PORT" 500 "$E2E_DIR/trunk" | grep -q ' 200' || fail "the trunk was not answered"
reported "call incoming" && fail "a stranger's call came in"
# TCP: closed at once.
(timeout 5 bash -c "exec 3<>/dev/tcp/127.0.0.7/$VB_PORT; cat <&3"; [ $? -ne 124 ]) ||
	fail "a stranger's connection is kept"
alive

say "a flood of the trunk's own"
mark
timeout 30 sipp -sn uac "127.0.0.7:$VB_PORT" -i 127.0.0.3 -m 2000 -r 400 -l 2000 -nostdin -recv_timeout 300 \
	> "$E2E_DIR/flood" 2>&1
sleep 7
[ "$(grep -c 'call incoming' "$FAKE_LOG")" -lt 400 ] || fail "the flood came through"
alive
"$SIP_SEND" 127.0.0.3 127.0.0.7 "$VB_PORT" 500 "$E2E_DIR/trunk" | grep -q ' 200' || fail "deaf after the flood"

kill "$VOICEBOX_PID"
wait_until 10 gone "$VOICEBOX_PID" || fail "voicebox does not end"
grep -E "runtime error|AddressSanitizer|LeakSanitizer|must hold" "$E2E_DIR/voicebox.log" && fail "the sanitizer"
[ "$failures" -eq 0 ] && say "OK"
exit "$failures"
