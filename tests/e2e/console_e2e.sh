#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# A real browser (headless Chromium) on the console, a real warmlined behind it,
# a real bearerbox and phones behind that: first-run set-up, a peer worker's day,
# an incident to its close, hostile texts, spoken words, every verb for every role, axe on
# every page.  Needs Debian's chromium and nodejs, and two packages from npm
# (playwright-core, axe-core: only for this test, nothing of them is shipped).
#
#   tests/e2e/console_e2e.sh [--shots DIR]   also leaves the guides' screenshots in DIR
. "$(dirname "$0")/lib.sh"
SHOTS=''
[ "${1:-}" = --shots ] && SHOTS=$2
CHROMIUM=$(command -v chromium || true)
[ -n "$CHROMIUM" ] && command -v node >/dev/null || { say "skipped: no chromium or no nodejs"; exit 77; }
command -v sipp >/dev/null || { say "skipped: no sipp (sip-tester)"; exit 77; }
. "$TOP_SRCDIR/tests/e2e/voicebox_lib.sh"

# Into the build directory, once; without a network there is no browser test.
NODE_MODULES_DIR=$TOP_BUILDDIR/tests/e2e/console/node_modules
if [ ! -e "$NODE_MODULES_DIR/axe-core" ]; then
	mkdir -p "$TOP_BUILDDIR/tests/e2e/console"
	(cd "$TOP_BUILDDIR/tests/e2e/console" && { [ -e package.json ] || echo '{"private":true}' > package.json; } &&
		timeout 120 npm install --no-save --no-audit --no-fund --ignore-scripts \
			playwright-core@1 axe-core@4) > "$E2E_DIR/npm.log" 2>&1 ||
		{ say "skipped: npm gets no packages (no network?)"; exit 77; }
fi

LOG=$E2E_DIR/handsets
house_start spool 10
smsc log "$LOG"
console_start

# A real voicebox, whose voice is made for the ears of simulated phones (tests/e2e/phone).
telephone_start() {
	VB_STATE=$WARMLINE_STATE
	mkdir -p "$E2E_DIR/no-prompts"
	voicebox_conf
	sed -i -e "s#warmlined unix:.*#warmlined unix:$WARMLINE_STATE/voice.sock#" \
		-e "s#^ prompts .*# prompts $E2E_DIR/no-prompts\n spoken $E2E_DIR/no-prompts\n espeak $TOP_BUILDDIR/tests/e2e/phone/speak-bits#" \
		"$E2E_DIR/voicebox.conf"
	voicebox_start
	wait_until 15 grep -q "Voicebox .* is here" "$E2E_DIR/warmlined.log" ||
		die "voicebox and warmlined do not meet"
}

# rings ROLE NUMBER: somebody rings, and says something after the tone
rings() {
	cat > "$E2E_DIR/plan-$1" <<PLAN
role message
	rings
	on "For English" press:1
	on "Yes: press 1" press:1
	on "under 13: press 1" press:5
	on "Talk to somebody now: press 1" press:2
	on "alk: press 1" press:1
	on "To be called back and keep your place" press:2
	on "Say what you want to say after the tone" wait:800 say:2500 press:#
	on "To keep it, press 1" press:1
	on "We have your message" wait:300 done
role story
	rings
	on "For English" press:1
	on "Yes: press 1" press:1
	on "under 13: press 1" press:5
	on "Talk to somebody now: press 1" press:4
	on "alk: press 1" press:1
	on "Tell something yourself: press 2" press:2
	on "Others will hear it" press:1
	on "Tell what helped you, after the tone" wait:800 say:3500 press:#
	on "To give it to others, press 1" press:1
	on "One of us listens to it first" wait:300 done
phone $2 $1
PLAN
	timeout 90 "$TOP_BUILDDIR/tests/e2e/phone/phones" 127.0.0.1 "$UAS_PORT" 127.0.0.7 "$VB_PORT" 7 0 \
		"$E2E_DIR/plan-$1" > "$E2E_DIR/phones-$1.log" 2>&1 < <(sleep 100)
}

# The browser's script asks for texts and commands through two pipes.
mkfifo "$E2E_DIR/ask" "$E2E_DIR/answer"
serve() {
	local line
	while IFS= read -r line; do
		case $line in
		smsc\ *) smsc ${line#smsc } ; echo "$SMSC_ANSWER" ;;
		kill-console) stop "$CONSOLE_PID"; console_start; echo ok ;;
		telephone) telephone_start; echo ok ;;
		rings\ *) rings ${line#rings } && echo ok || { tail -n 5 "$E2E_DIR"/phones-*.log >&2; echo "nobody spoke"; } ;;
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

# Every page, filled with what strangers would write, narrow and wide, light and dark.
start fake-desk "$TOP_BUILDDIR/tests/console/desk-fake" "unix:$E2E_DIR/fake.sock" "$TOP_SRCDIR/tests/console/answers.json"
FAKE_DESK_PID=$started
wait_until 10 test -S "$E2E_DIR/fake.sock"
stop "$CONSOLE_PID"
console_start "desk=unix:$E2E_DIR/fake.sock"
SHOTS="" run "Every page of every role, filled" pages.mjs

house_end "$CONSOLE_PID" "$FAKE_DESK_PID" ${VOICEBOX_PID:+"$VOICEBOX_PID"}
