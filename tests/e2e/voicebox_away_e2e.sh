#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# voicebox alone: bridges that hide both numbers, warmlined away, alarm calls,
# recordings, registration and digest, TLS, a softphone of others.
. "${TOP_SRCDIR:-$(dirname "$0")/../..}/tests/e2e/lib.sh"
TLS_PORT=$((20000 + RANDOM % 10000))
LISTEN_MORE="tls:127.0.0.7:$TLS_PORT"
. "$TOP_SRCDIR/tests/e2e/voicebox_lib.sh"
cd "$PCAPS" || die "no sounds of sip-tester"

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=voicebox.test -keyout "$E2E_DIR/key.pem" \
	-out "$E2E_DIR/cert.pem" 2>/dev/null || die "no certificate"
cat "$E2E_DIR/key.pem" "$E2E_DIR/cert.pem" > "$E2E_DIR/both.pem"
voicebox_conf "symmetric any"	# baresip has no address on lo
sed -i "s|^ ring .*| ring 20s\n certificate $E2E_DIR/both.pem|" "$E2E_DIR/voicebox.conf"
REG_PORT=$(free_port)
cat >> "$E2E_DIR/voicebox.conf" <<CONF
trunk registered
 addresses 127.0.0.2
 proxy 127.0.0.2:$REG_PORT
 registrar 127.0.0.2:$REG_PORT
 user secret-user
 password secret-word
 media-address 127.0.0.7
CONF

fake_script() {
	cat <<'SCRIPT'
on call incoming do {"do":"answer"}
on call answered do {"do":"play","items":[{"key":"e2e.wait","lang":"en","text":"Please wait."},{"pause":1000}],"loop":true,"then":{"ask":1,"min":1,"max":1,"first_ms":8000,"inter_ms":2000}}
SCRIPT
}

say "registration and digest"
timeout 60 sipp -sf "$SCENARIOS/registrar.xml" -i 127.0.0.2 -p "$REG_PORT" -m 1 -nostdin -trace_err \
	-error_file "$E2E_DIR/registrar.err" > "$E2E_DIR/registrar.out" 2>&1 &
REGISTRAR_PID=$!
sleep 0.7
fake_start < <(fake_script)
voicebox_start
expect "voice hello"
wait "$REGISTRAR_PID" || { fail "no registration"; cat "$E2E_DIR/registrar.err"; }
wait_until 5 grep -q "Trunk registered is registered" "$E2E_DIR/voicebox.log" || fail "registration is not told"
timeout 60 sipp -sf "$SCENARIOS/uas_digest.xml" -i 127.0.0.2 -p "$REG_PORT" -m 1 -nostdin -trace_err \
	-error_file "$E2E_DIR/uas_digest.err" > "$E2E_DIR/uas_digest.out" 2>&1 &
ANSWERS_PID=$!
sleep 0.7
order '{"do":"dial","call":"reg1","to":"+254712345678","from":"","trunk":"registered","ring_ms":8000,"class":"person"}'
expect 'call answered .*"reg1"'
order '{"do":"hangup","call":"reg1"}'
answered_ok uas_digest

say "two legs, bridged: neither number is on the other"
mark
tcpdump -i lo -w "$E2E_DIR/bridge.pcap" -s 0 udp > "$E2E_DIR/tcpdump.log" 2>&1 &
TCPDUMP_PID=$!
E2E_PIDS="$E2E_PIDS $TCPDUMP_PID"
sleep 1
answers uas_answer -mp "$(free_port)"
STAY_PORT=$(free_port)
calls stay -p "$STAY_PORT" -mp "$(free_port)" &
STAY_PID=$!
expect 'call answered'
IN=$(grep -o 'call answered.*' "$FAKE_LOG" | grep -o '"call": "[a-z0-9]*"' | head -n 1 | cut -d'"' -f4)
order '{"do":"dial","call":"leg2","to":"+254712345678","from":"+254200000000","ring_ms":8000,"class":"person"}'
expect 'call answered .*"leg2"'
order "{\"do\":\"bridge\",\"call\":\"leg2\",\"with\":\"$IN\"}"
expect 'call bridged .*"leg2"'
sleep 2
order '{"do":"hold","call":"leg2"}'
sleep 0.5
order '{"do":"resume","call":"leg2"}'
sleep 0.5
order '{"do":"hangup","call":"leg2"}'
answered_ok uas_answer
order "{\"do\":\"hangup\",\"call\":\"$IN\"}"
wait "$STAY_PID" || fail "the caller's leg"
sleep 0.5
kill "$TCPDUMP_PID" 2>/dev/null
sleep 0.5
# Each leg by the other side's port; the caller is +254711000001, the called +254712345678.
tcpdump -r "$E2E_DIR/bridge.pcap" -w "$E2E_DIR/leg_in.pcap" "udp port $STAY_PORT" 2>/dev/null
tcpdump -r "$E2E_DIR/bridge.pcap" -w "$E2E_DIR/leg_out.pcap" "udp port $UAS_PORT" 2>/dev/null
grep -aq 711000001 "$E2E_DIR/leg_in.pcap" || fail "the capture is empty (in)"
grep -aq 712345678 "$E2E_DIR/leg_out.pcap" || fail "the capture is empty (out)"
grep -aqE '712345678|4712345678' "$E2E_DIR/leg_in.pcap" && fail "the called number is on the caller's leg"
grep -aqE '711000001' "$E2E_DIR/leg_out.pcap" && fail "the caller's number is on the called leg"
grep -ac 'RTP/AVP' "$E2E_DIR/bridge.pcap" >/dev/null || fail "no SDP was captured"
grep -aq 'user1' <(tcpdump -r "$E2E_DIR/leg_out.pcap" -A src host 127.0.0.7 2>/dev/null) && fail "their o= went on"
# Payload of RTP and RTCP too: everything that voicebox sent, but SIP to the called.
tcpdump -r "$E2E_DIR/bridge.pcap" -w "$E2E_DIR/rtp.pcap" \
	"src portrange 12000-12999" 2>/dev/null
[ "$(tcpdump -r "$E2E_DIR/rtp.pcap" 2>/dev/null | wc -l)" -gt 100 ] || fail "no RTP was captured"
grep -aqE '7110000|7123456' "$E2E_DIR/rtp.pcap" && fail "a number in RTP or RTCP"

say "9 while two talk: told at once, and they talk on"
mark
calls nine -p "$(free_port)" -mp "$(free_port)" &
NINE_PID=$!
expect 'call answered'
NINE=$(grep -o '"call": "[a-z0-9]*"' "$FAKE_LOG" | head -n 1 | cut -d'"' -f4)
calls stay -p "$(free_port)" -mp "$(free_port)" &
STAY_PID=$!
expect 'call answered' 2
IN=$(grep -o 'call answered.*' "$FAKE_LOG" | grep -o '"call": "[a-z0-9]*"' | tail -n 1 | cut -d'"' -f4)
order "{\"do\":\"bridge\",\"call\":\"$NINE\",\"with\":\"$IN\"}"
expect 'call bridged'
expect "call key .*\"$NINE\".*\"key\": \"9\""
order "{\"do\":\"play\",\"call\":\"$IN\",\"items\":[{\"key\":\"e2e.help\",\"lang\":\"en\",\"text\":\"Help comes.\"}]}"
expect "call played .*\"$IN\".*done"
wait "$NINE_PID" || fail "the caller who pressed 9"
reported 'call digits' && fail "keys of a talk answered a question"
reported 'call key .*"key": "[^9]"' && fail "a key that nobody asked for was told"
reported 'call key' 2 && fail "9 was told twice"
order "{\"do\":\"hangup\",\"call\":\"$IN\"}"
wait "$STAY_PID" || fail "the one who heard it"

say "warmlined goes away under a call, and comes back"
mark
calls stay -p "$(free_port)" &
STAY_PID=$!
expect 'call answered'
IN=$(grep -o '"call": "[a-z0-9]*"' "$FAKE_LOG" | head -n 1 | cut -d'"' -f4)
stop "$FAKE_PID"
sleep 1
fake_start < <(fake_script)
expect 'voice hello name=voicebox calls=1'
kill -0 "$STAY_PID" 2>/dev/null || fail "the call ended"
order "{\"do\":\"hangup\",\"call\":\"$IN\",\"k\":90}"
wait "$STAY_PID" || fail "the call did not go on"
expect "call ended .*\"$IN\".*order"

say "warmlined stays away: an honest word, then the end"
mark
calls play_later -p "$(free_port)" &
STAY_PID=$!
expect 'call answered'
stop "$FAKE_PID"
wait_until 30 gone "$STAY_PID" || fail "the call was not ended"
wait "$STAY_PID" || fail "play_later"
calls play_later -p "$(free_port)" || { fail "a new call was not told"; head -n 5 "$E2E_DIR/play_later.err"; }
fake_start < <(fake_script)
expect 'call ended .*"why": "link"' 2

say "an alarm call, without warmlined"
stop "$FAKE_PID"
"$TOP_BUILDDIR/tests/voicebox/link-ask" "unix:$VB_STATE/voicebox-alarm.sock" "alarm call" \
	'{"alarm":"77","number":"+254712345678","code":"482","tier":"A","lang":"en"}' 25 > "$E2E_DIR/alarm" 2>&1 &
ASK_PID=$!
answers uas_alarm
wait_until 25 grep -q '"acknowledged"' "$E2E_DIR/alarm" || { fail "the alarm was not acknowledged"; cat "$E2E_DIR/alarm"; }
answered_ok uas_alarm
for state in ringing answered acknowledged; do
	grep -q "\"state\": \"$state\"" "$E2E_DIR/alarm" || fail "the pager did not hear: $state"
done
kill "$ASK_PID" 2>/dev/null

say "TLS"
fake_start < <(fake_script)
expect "voice hello"
printf 'OPTIONS sip:a@127.0.0.7 SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1:5061;branch=z9hG4bKtls\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nCall-ID: tls1\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n' > "$E2E_DIR/options"
(cat "$E2E_DIR/options"; sleep 1) | timeout 5 openssl s_client -quiet -connect "127.0.0.7:$TLS_PORT" 2>/dev/null |
	grep -q '^SIP/2.0 200' || fail "no answer over TLS"

say "TLS to a trunk: only with its certificate"
TRUNK_PORT=$(free_port)
mkfifo "$E2E_DIR/quiet"		# or s_server would end at once
exec 8<>"$E2E_DIR/quiet"
cat >> "$E2E_DIR/voicebox.conf" <<CONF
trunk tls
 addresses 127.0.0.4
 proxy 127.0.0.4:$TRUNK_PORT
 domain voicebox.test
 transport tls
CONF
sed -i "s|^ certificate .*| certificate $E2E_DIR/both.pem\n authorities $E2E_DIR/cert.pem|" "$E2E_DIR/voicebox.conf"
kill "$VOICEBOX_PID"
wait_until 10 gone "$VOICEBOX_PID" || fail "voicebox does not end"
mark
voicebox_start
wait_until 10 reported 'voice hello' || fail 'no hello'
start s_server sh -c "exec openssl s_server -accept 127.0.0.4:$TRUNK_PORT -key $E2E_DIR/key.pem -cert $E2E_DIR/cert.pem -quiet < $E2E_DIR/quiet"
sleep 0.5
order '{"do":"dial","call":"tls1","to":"+254712345678","from":"","trunk":"tls","ring_ms":2000,"class":"person"}'
expect 'call failed .*"tls1"'
grep -aq '^INVITE sip:+254712345678' "$E2E_DIR/s_server.log" || fail "no INVITE over TLS"
stop "$started"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=else.test -keyout "$E2E_DIR/key2.pem" \
	-out "$E2E_DIR/cert2.pem" 2>/dev/null
: > "$E2E_DIR/s_server.log"
start s_server sh -c "exec openssl s_server -accept 127.0.0.4:$TRUNK_PORT -key $E2E_DIR/key2.pem -cert $E2E_DIR/cert2.pem -quiet < $E2E_DIR/quiet"
sleep 0.5
order '{"do":"dial","call":"tls2","to":"+254712345678","from":"","trunk":"tls","ring_ms":2000,"class":"person"}'
expect 'call failed .*"tls2"'
grep -aq '^INVITE' "$E2E_DIR/s_server.log" && fail "an INVITE went to a false certificate"
stop "$started"

# softphone ACCOUNT-PARAMETERS: rings, presses 5, hangs up
softphone() {
	local modules port
	modules=$(dirname "$(find /usr/lib -name g711.so -path '*baresip*' | head -n 1)")
	port=$(free_port)
	mkdir -p "$E2E_DIR/baresip"
	# 30 s of silence as WAV: without a source it sends no RTP
	{ printf 'RIFF\x24\x53\x07\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data\x00\x53\x07\x00'
	head -c 480000 /dev/zero; } > "$E2E_DIR/silence.wav"
	cat > "$E2E_DIR/baresip/config" <<CONF
sip_listen 127.0.0.1:$port
audio_player aubridge,nil
audio_source aufile,$E2E_DIR/silence.wav
audio_alert aubridge,nil
module_path $modules
module g711.so
module aubridge.so
module aufile.so
module srtp.so
module stdio.so
module_app account.so
module_app menu.so
CONF
	echo "<sip:tester@127.0.0.1>;regint=0$1" > "$E2E_DIR/baresip/accounts"
	(sleep 3; echo 5; sleep 3; echo b; sleep 1; echo q; sleep 1) |
		timeout 25 baresip -f "$E2E_DIR/baresip" -e "/dial sip:254700000001@127.0.0.7:$VB_PORT" \
		> "$E2E_DIR/baresip.log" 2>&1
	reported 'call digits .*"digits": "5"' || {
		fail "baresip ($1) did not come through with its digit"
		cat "$FAKE_LOG"
		grep -iE 'audio:|call:|srtp' "$E2E_DIR/baresip.log" | tail -n 8
	}
	expect 'call ended .*"why": "caller"'
}

if command -v baresip >/dev/null; then
	say "a softphone of others, plain and with SRTP"
	mark
	softphone ""
	mark
	softphone ";mediaenc=srtp-mand"
fi

say "a caller whose sound never comes"
kill "$VOICEBOX_PID"
wait_until 10 gone "$VOICEBOX_PID" || fail "voicebox does not end"
sed -i 's/^ realtime no/ realtime no\n lost-after 5s/' "$E2E_DIR/voicebox.conf"
voicebox_start
wait_until 10 reported 'voice hello' || fail 'no hello'
mark
calls_ok play_later -p "$(free_port)"
expect 'call ended .*"why": "lost"'

alive
kill "$VOICEBOX_PID"
wait_until 10 gone "$VOICEBOX_PID" || fail "voicebox does not end"
grep -E "runtime error|AddressSanitizer|LeakSanitizer|must hold" "$E2E_DIR/voicebox.log" && fail "the sanitizer"
grep -E '254[0-9]{6}|secret-word' "$E2E_DIR/voicebox.log" && fail "a secret is in the log"
[ "$failures" -eq 0 ] && say "OK"
exit "$failures"
