#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What the pages cost: 200 open event streams and 50 page views a second, for 20 s,
# against the fake desk, so this is the console's share alone.
. "$(dirname "$0")/../e2e/lib.sh"
command -v node >/dev/null || { say "skipped: no nodejs"; exit 77; }
PORT=$(free_port)
start desk "$TOP_BUILDDIR/tests/console/desk-fake" "unix:$E2E_DIR/desk.sock" "$TOP_SRCDIR/tests/console/answers.json"
DESK_PID=$started
start console "$TOP_BUILDDIR/warmline-console" -o "listen=127.0.0.1:$PORT" -o "desk=unix:$E2E_DIR/desk.sock" \
	-o "prompts=$TOP_SRCDIR/prompts/console" -o "files=$TOP_SRCDIR/src/console/static" \
	-o per-address=500 -o streams-per-address=400
wait_port "$PORT"
before=$(cpu_ms "$started") desk_before=$(cpu_ms "$DESK_PID")
BASE=http://127.0.0.1:$PORT node "$(dirname "$0")/console_load.mjs" || die "the load failed"
say "console: $(($(cpu_ms "$started") - before)) ms of processor in 22 s, fake desk: $(($(cpu_ms "$DESK_PID") - desk_before)) ms"
say "memory: $(awk '/VmRSS/ {print $2}' "/proc/$started/status") kB"
