# SPDX-License-Identifier: AGPL-3.0-or-later
# voicebox under test, a scripted warmlined, sipp on the other side.  Sourced
# after lib.sh.  voicebox is 127.0.0.7, its trunk 127.0.0.1, a stranger 127.0.0.9.
VOICEBOX=$TOP_BUILDDIR/voicebox
FAKE=$TOP_BUILDDIR/tests/voicebox/fake-warmlined
SCENARIOS=$TOP_SRCDIR/tests/e2e/voicebox
VB_STATE=$E2E_DIR/vb
VB_PORT=$(free_port)
UAS_PORT=$(free_port)
FAKE_LOG=$E2E_DIR/fake.log
PCAPS=/usr/share/sip-tester
mkdir -p "$VB_STATE"

command -v sipp >/dev/null || { say "SKIP: no sipp (sip-tester)"; exit 0; }

# voicebox_conf [LINE...]: further lines of the node "trunk sipp"
voicebox_conf() {
	local line
	cat > "$E2E_DIR/voicebox.conf" <<CONF
voicebox
 warmlined unix:$E2E_DIR/voice.sock
 lines 40
 patience 3s
 later-ring 1s
sip
 listen udp:127.0.0.7:$VB_PORT tcp:127.0.0.7:$VB_PORT ${LISTEN_MORE:-}
 ring 20s
media
 prompts $TOP_SRCDIR/prompts
 ports-from 12000
 ports-to 12999
 realtime no
prefix +2547
 price 5
prefix +25490
 allow no
trunk sipp
 addresses 127.0.0.1
 proxy 127.0.0.1:$UAS_PORT
 media-address 127.0.0.7
CONF
	for line; do echo " $line"; done >> "$E2E_DIR/voicebox.conf"
}

voicebox_start() {
	start voicebox "$@" "$VOICEBOX" -c "$E2E_DIR/voicebox.conf" -s "$VB_STATE"
	VOICEBOX_PID=$started
	wait_port "$VB_PORT"
}

# fake_start: with the script on stdin; orders go to its stdin by `order JSON`
fake_start() {
	cat > "$E2E_DIR/script"
	[ -p "$E2E_DIR/orders" ] || mkfifo "$E2E_DIR/orders"
	exec 7<>"$E2E_DIR/orders"
	: > "$FAKE_LOG"
	"$FAKE" "unix:$E2E_DIR/voice.sock" "$E2E_DIR/script" >>"$FAKE_LOG" 2>&1 <"$E2E_DIR/orders" &
	FAKE_PID=$!
	disown "$FAKE_PID"
	E2E_PIDS="$E2E_PIDS $FAKE_PID"
}

order() { echo "order $*" >&7; }

# reported PATTERN [TIMES]
reported() { [ "$(grep -cE "$1" "$FAKE_LOG")" -ge "${2:-1}" ]; }
expect() { wait_until 12 reported "$@" || { fail "never reported: $*"; tail -n 8 "$FAKE_LOG"; }; }
mark() { : > "$FAKE_LOG"; }

# calls SCENARIO [OPTIONS...]: one call of sipp to voicebox, as the trunk
calls() {
	local name=$1
	shift
	rm -f "$E2E_DIR/$name.err"
	timeout 100 sipp -sf "$SCENARIOS/$name.xml" "127.0.0.7:$VB_PORT" -i 127.0.0.1 -m 1 \
		-s 254700000001 -nostdin -trace_err -error_file "$E2E_DIR/$name.err" \
		-trace_msg -message_file "$E2E_DIR/$name.msg" "$@" >"$E2E_DIR/$name.out" 2>&1
}
calls_ok() { calls "$@" || { fail "sipp $*"; head -n 20 "$E2E_DIR/$1.err" 2>/dev/null; }; }

# answers SCENARIO: sipp takes one call of voicebox, in the background; then `wait $ANSWERS_PID`
answers() {
	local name=$1
	shift
	timeout 60 sipp -sf "$SCENARIOS/$name.xml" -i 127.0.0.1 -p "$UAS_PORT" -m 1 -nostdin \
		-trace_err -error_file "$E2E_DIR/$name.err" -trace_msg -message_file \
		"$E2E_DIR/$name.msg" "$@" >"$E2E_DIR/$name.out" 2>&1 &
	ANSWERS_PID=$!
	sleep 0.7
}
answered_ok() { wait "$ANSWERS_PID" || { fail "sipp $1"; head -n 20 "$E2E_DIR/$1.err"; }; }

alive() { kill -0 "$VOICEBOX_PID" 2>/dev/null || die "voicebox has died: $(tail -n 5 "$E2E_DIR/voicebox.log")"; }
