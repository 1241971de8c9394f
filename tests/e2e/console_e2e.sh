#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# A real browser (headless Chromium) on the console, a real warmlined behind it,
# a real bearerbox and phones behind that: first-run set-up, a peer worker's day,
# an incident to its close, hostile texts, every verb for every role, axe on
# every page.  Needs Debian's chromium and nodejs, and two packages from npm
# (playwright-core, axe-core: only for this test, nothing of them is shipped).
#
#   tests/e2e/console_e2e.sh [--shots DIR]   also leaves the guides' screenshots in DIR
. "$(dirname "$0")/lib.sh"
SHOTS=''
[ "${1:-}" = --shots ] && SHOTS=$2
CHROMIUM=$(command -v chromium || true)
[ -n "$CHROMIUM" ] && command -v node >/dev/null || { say "skipped: no chromium or no nodejs"; exit 77; }

# Into the build directory, once; without a network there is no browser test.
NODE_MODULES_DIR=$TOP_BUILDDIR/tests/e2e/console/node_modules
if [ ! -e "$NODE_MODULES_DIR/axe-core" ]; then
	mkdir -p "$TOP_BUILDDIR/tests/e2e/console"
	(cd "$TOP_BUILDDIR/tests/e2e/console" && { [ -e package.json ] || echo '{"private":true}' > package.json; } &&
		timeout 120 npm install --no-save --no-audit --no-fund --ignore-scripts \
			playwright-core@1 axe-core@4) > "$E2E_DIR/npm.log" 2>&1 ||
		{ say "skipped: npm gets no packages (no network?)"; exit 77; }
fi

SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
LOG=$E2E_DIR/handsets
SMPP_PORT=$(free_port)
carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT" --to 3114
kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store spool --window 10
bearerbox_start
warmlined_conf
warmlined_start
warmlined_wait
smsc wait up 15000 || die "bearerbox does not bind"
smsc log "$LOG"

CONSOLE_PORT=$(free_port)
console_start() {
	start console "$TOP_BUILDDIR/warmline-console" -o "listen=127.0.0.1:$CONSOLE_PORT" \
		-o "desk=unix:$WARMLINE_STATE/desk.sock" -o "prompts=$TOP_SRCDIR/prompts/console" \
		-o "files=$TOP_SRCDIR/src/console/static"
	CONSOLE_PID=$started
	wait_port "$CONSOLE_PORT"
}
console_start

# The browser's script asks for texts and commands through two pipes.
mkfifo "$E2E_DIR/ask" "$E2E_DIR/answer"
serve() {
	local line
	while IFS= read -r line; do
		case $line in
		smsc\ *) smsc ${line#smsc } ; echo "$SMSC_ANSWER" ;;
		kill-console) stop "$CONSOLE_PID"; console_start; echo ok ;;
		kill-warmlined) stop "$WARMLINED_PID"; warmlined_start; warmlined_wait; echo ok ;;
		esac >&4
	done <&3
}

run() {	# NAME SCRIPT
	local rc
	say "$1"
	start browser env BASE="http://127.0.0.1:$CONSOLE_PORT" NODE_MODULES_DIR="$NODE_MODULES_DIR" \
		CHROMIUM="$CHROMIUM" LOG="$LOG" ASK="$E2E_DIR/ask" ANSWER="$E2E_DIR/answer" \
		CTL="$TOP_BUILDDIR/warmlinectl --socket unix:$WARMLINE_STATE/control.sock" \
		SHOTS="$SHOTS" CORPUS="$TOP_SRCDIR/tests/e2e/console/hostile.json" VERBS="$TOP_SRCDIR/docs/openapi.json" \
		sh -c 'exec 8>"$ASK" 9<"$ANSWER"; node "$1"; echo "exit $?"' sh "$TOP_SRCDIR/tests/e2e/console/$2"
	exec 3<"$E2E_DIR/ask" 4>"$E2E_DIR/answer"
	serve
	exec 3<&- 4>&-
	wait_until 10 grep -q '^exit' "$E2E_DIR/browser.log" || fail "$1: the browser's script does not end"
	cat "$E2E_DIR/browser.log"
	rc=$(sed -n 's/^exit //p' "$E2E_DIR/browser.log")
	: > "$E2E_DIR/browser.log"
	[ "$rc" = 0 ] || fail "$1"
}

run "A day at the console" day.mjs

for log in console warmlined; do
	grep -nE 'AddressSanitizer|runtime error|must hold' "$E2E_DIR/$log.log" && fail "$log complains"
done
carrier_stop
stop "$CONSOLE_PID" "$WARMLINED_PID"
pager_stop
if [ "$failures" -gt 0 ]; then say "$failures failures"; exit 1; fi
say "all held"
