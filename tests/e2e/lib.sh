# SPDX-License-Identifier: AGPL-3.0-or-later
# For the end-to-end scripts (bash): a bearerbox, a test carrier, clean ends.
# Sourced by them; TOP_SRCDIR and TOP_BUILDDIR as `make check` sets them.
set -u
TOP_SRCDIR=${TOP_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
TOP_BUILDDIR=${TOP_BUILDDIR:-$TOP_SRCDIR}
BEARERBOX=$(command -v bearerbox || echo /usr/sbin/bearerbox)
MAKE_CONF=$TOP_SRCDIR/contrib/kannel/make-conf
CHECK_STORE=$TOP_BUILDDIR/contrib/kannel/warmline-check-store

E2E_DIR=$(mktemp -d "${TMPDIR:-/tmp}/warmline-e2e.XXXXXX")
E2E_PIDS=''
failures=0

say() { echo "$*"; }
fail() { echo "FAIL: $*"; failures=$((failures + 1)); }
die() { echo "FAIL: $*"; exit 1; }

# Whatever was started here ends here, also when the script is interrupted.
e2e_end() {
	local pid
	if [ -S "${WARMLINE_STATE:-}/pager.sock" ]; then pager_stop; fi
	for pid in $E2E_PIDS; do kill -9 "$pid" 2>/dev/null; done
	if [ -n "${KEEP:-}" ]; then say "kept: $E2E_DIR"; else rm -rf "$E2E_DIR"; fi
}
trap e2e_end EXIT
trap 'exit 130' INT TERM

# start NAME COMMAND...: in the background, output to NAME.log; its pid is in $started
start() {
	local name=$1
	shift
	"$@" >>"$E2E_DIR/$name.log" 2>&1 &
	started=$!
	disown "$started"		# or bash would report its death
	E2E_PIDS="$E2E_PIDS $started"
}

# stop PID...: kill -9, and wait until they are gone
stop() {
	local pid
	for pid in "$@"; do
		kill -9 "$pid" 2>/dev/null
		wait_until 10 gone "$pid" || die "process $pid does not end"
	done
}

gone() { ! kill -0 "$1" 2>/dev/null; }

# wait_port PORT: until somebody listens there (10 s)
wait_port() {
	local i hex
	hex=$(printf ':%04X 00000000:0000 0A' "$1")
	for i in $(seq 100); do
		grep -q "$hex" /proc/net/tcp && return 0
		sleep 0.1
	done
	die "nobody listens on port $1"
}

# wait_until SECONDS COMMAND...: tries five times a second
wait_until() {
	local n=$(($1 * 5))
	shift
	while ! "$@"; do
		[ $((n -= 1)) -gt 0 ] || return 1
		sleep 0.2
	done
}

free_port() {
	local p
	while :; do
		p=$((20000 + RANDOM % 12000))
		grep -q "$(printf ':%04X ' $p)" /proc/net/tcp || break
	done
	echo $p
}

# kannel_conf OPTIONS...: writes it, and sets BOX_PORT, FAKE_PORT, ...
kannel_conf() {
	"$MAKE_CONF" --dir "$E2E_DIR/kannel" "$@" > "$E2E_DIR/ports" || die "make-conf"
	. "$E2E_DIR/ports"
}

bearerbox_start() {
	[ -e "$KANNEL_STORE/store.dat" ] && { "$CHECK_STORE" "$KANNEL_STORE/store.dat" 2>>"$E2E_DIR/check-store.log" || die "check-store"; }
	start bearerbox "$BEARERBOX" -v 4 "$KANNEL_CONF"
	BEARERBOX_PID=$started
	wait_port "$BOX_PORT"
}

# The carrier is a coproc; `smsc COMMAND` sends a line and prints its answer.
carrier_start() {
	coproc CARRIER { exec "$@" 2>>"$E2E_DIR/carrier.log"; }
	CARRIER_SAVED_PID=$CARRIER_PID	# bash forgets it when the coproc ends
	E2E_PIDS="$E2E_PIDS $CARRIER_SAVED_PID"
}

carrier_stop() {
	smsc quit
	wait "$CARRIER_SAVED_PID" 2>/dev/null
}

smsc() {
	local line
	echo "$*" >&"${CARRIER[1]}"
	IFS= read -r -t 300 line <&"${CARRIER[0]}" || die "the carrier does not answer: $*"
	SMSC_ANSWER=$line
	case $line in ok*) return 0 ;; *) return 1 ;; esac
}

# value KEY: from the last answer, "key=value key=value"
value() {
	local v=${SMSC_ANSWER##* "$1"=}
	echo "${v%% *}"
}

# cpu_ms PID: user and system time so far
cpu_ms() {
	local stat
	stat=$(cat "/proc/$1/stat" 2>/dev/null) || { echo 0; return; }
	set -- ${stat##*) }
	echo $(((${12} + ${13}) * 10))
}

# --- warmlined ----------------------------------------------------------------

WARMLINED=$TOP_BUILDDIR/warmlined
WARMLINE_STATE=$E2E_DIR/state

# warmlined_conf: after kannel_conf; further lines of the node "sms" as arguments
warmlined_conf() {
	local line
	{
		echo "sms"
		echo " bearerbox 127.0.0.1:$BOX_PORT"
		echo " sender $SHORT_CODE"
		for line; do echo " $line"; done
		echo "people"
		echo " replies-a-day 1000"
		echo "operator"
		echo " vty-port 0"
		echo " ctrl-port 0"
	} > "$E2E_DIR/warmlined.conf"
}

# warmlined_start [COMMAND...]: under COMMAND; its pid is in WARMLINED_PID.  As
# if its last starts were long ago: five in a minute open the emergency lane.
warmlined_start() {
	rm -f "$WARMLINE_STATE/starts"
	warmlined_again "$@"
}

warmlined_again() {
	start warmlined "$@" "$WARMLINED" -c "$E2E_DIR/warmlined.conf" -s "$WARMLINE_STATE" --create \
		--flows "$TOP_SRCDIR/flows" --prompts "$TOP_SRCDIR/prompts" \
		--lexicon "$TOP_SRCDIR/flows/lexicon" --pager "$TOP_BUILDDIR/warmline-pager"
	WARMLINED_PID=$started
}

ctl() { "$TOP_BUILDDIR/warmlinectl" --socket "unix:$WARMLINE_STATE/control.sock" "$@"; }

# Open and connected to bearerbox.
warmlined_up() { ctl status 2>/dev/null | grep -q '^bearerbox *up'; }

warmlined_wait() { wait_until 20 warmlined_up || { tail -n 5 "$E2E_DIR/warmlined.log"; die "warmlined does not come up"; }; }

# house_start STORE WINDOW [OPTIONS OF smpp-smsc...]: a carrier, bearerbox and warmlined, connected;
# further lines of the node "sms" in $HOUSE_SMS
house_start() {
	local store=$1 window=$2 smpp_port
	shift 2
	smpp_port=$(free_port)
	carrier_start "$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc" --listen "127.0.0.1:$smpp_port" \
		--to 3114 "$@"
	kannel_conf --smsc smpp --smpp-port "$smpp_port" --store "$store" --window "$window"
	bearerbox_start
	warmlined_conf ${HOUSE_SMS:+"$HOUSE_SMS"}
	warmlined_start
	warmlined_wait
	smsc wait up 15000 || die "bearerbox does not bind"
}

# console_start [SETTING...]: on $CONSOLE_PORT (or a free one); its environment in $CONSOLE_ENV
console_start() {
	local set args=()
	CONSOLE_PORT=${CONSOLE_PORT:-$(free_port)}
	for set; do args+=(-o "$set"); done
	start console env ${CONSOLE_ENV:+"$CONSOLE_ENV"} "$TOP_BUILDDIR/warmline-console" \
		-o "listen=127.0.0.1:$CONSOLE_PORT" -o "desk=unix:$WARMLINE_STATE/desk.sock" \
		-o "prompts=$TOP_SRCDIR/prompts/console" -o "files=$TOP_SRCDIR/src/console/static" \
		"${args[@]}"
	CONSOLE_PID=$started
	wait_port "$CONSOLE_PORT"
}

# house_end [PID...]: the last line of a script: nobody complained, all of it ends, the verdict
house_end() {
	local log
	for log in console warmlined voicebox; do
		grep -nE 'AddressSanitizer|runtime error|must hold' "$E2E_DIR/$log.log" 2>/dev/null &&
			fail "$log complains"
	done
	carrier_stop
	stop "$@" "$WARMLINED_PID"
	pager_stop
	if [ "$failures" -gt 0 ]; then say "$failures failures"; exit 1; fi
	say "all held"
}

# The pager outlives warmlined; it must not outlive the test.
pager_stop() {
	"$TOP_BUILDDIR/warmline-pager" --stop --state "$WARMLINE_STATE" >/dev/null 2>&1
}

# --- Two people who talk: $MEMBER and $PEER, by the handsets' log in $LOG ------

heard() { grep -c " +\?$1 .*$2" "$LOG"; }		# NUMBER PATTERN
hears() { [ "$(heard "$1" "$2")" -ge "${3:-1}" ]; }

# asks NUMBER TEXT PATTERN: texts, and waits for what is answered
asks() {
	smsc send "$1" 3114 "$2"
	wait_until 20 hears "$1" "$3" || { cat "$LOG"; die "after \"$2\" nobody said \"$3\""; }
}

conversation_begin() {
	ctl person add number=+"$PEER" roles=peer trained=true >/dev/null || die "no peer"
	asks "$PEER" ON "You are on"
	asks "$PEER" 5 "Thank you"
	asks "$MEMBER" hello "good that you wrote"
	asks "$MEMBER" 1 "It stays between us"
	asks "$MEMBER" 1 "How old are you"
	asks "$MEMBER" 4 "in line"
	wait_until 30 hears "$PEER" "1 accept" || die "no offer"
	asks "$PEER" 1 "is with you now"
	wait_until 20 hears "$MEMBER" "You are writing with" || die "not connected"
}
