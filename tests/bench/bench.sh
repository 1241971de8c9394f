#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# What an answered text costs, side by side on one machine and one bearerbox:
#
#   null      the null box: acknowledges and answers, stores nothing
#   reports   the same, asking for the carrier's report of each answer, as
#             warmlined does
#   warmlined full scan, sealing, a flow step answered, every text committed
#             before its acknowledgement
#
# Interleaved (null, reports, warmlined, null, ...), a fresh store for each
# run.  A run: COUNT texts, CLOSED of them unanswered at any time; then the
# same set-up again at half of null's rate, for the waiting times.
#
#   tests/bench/bench.sh [options]
#   --smsc "fake smpp"   --store "file spool sync"   --rounds 3   --count 20000
#   --closed 500         --window 100 (SMPP)         --long COUNT (memory)
#   --rounds 0: only syncs and memory
. "$(dirname "$0")/../e2e/lib.sh"
SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
FAKE=$TOP_BUILDDIR/tests/e2e/smsc/fake-smsc
NULL_BOX=$TOP_BUILDDIR/tests/e2e/null-box
smscs="fake smpp" stores=file rounds=3 count=20000 closed=500 window=100 long=0 syncs=yes
if [ -n "${WARMLINE_FULL:-}" ]; then stores="file spool sync" long=1000000; fi
while [ $# -ge 2 ]; do
	case $1 in
	--smsc) smscs=$2 ;;
	--store) stores=$2 ;;
	--rounds) rounds=$2 ;;
	--count) count=$2 ;;
	--closed) closed=$2 ;;
	--window) window=$2 ;;
	--long) long=$2 ;;
	--syncs) syncs=$2 ;;
	*) die "what is $1?" ;;
	esac
	shift 2
done

# What each person texts: a keyword, so that a step of a flow answers.
WORDS=MENU
# Each asks one thing at a time: many more people than texts on their way.
PERSONS=$((closed * 4))

setup() {	# BOX SMSC STORE
	local store=$3 sync=
	rm -rf "$E2E_DIR/kannel" "$WARMLINE_STATE"
	if [ "$store" = sync ]; then store=spool sync=--sync; fi
	if [ "$2" = fake ]; then
		kannel_conf --smsc fake --store "$store" $sync
		bearerbox_start
		carrier_start "$FAKE" --connect "127.0.0.1:$FAKE_PORT" --prefix 25471 --persons "$PERSONS" --to "$SHORT_CODE"
	else
		SMPP_PORT=$(free_port)
		carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT" --prefix 25471 --persons "$PERSONS" --to 3114
		kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store "$store" --window "$window" $sync
		bearerbox_start
	fi
	smsc wait up 15000 || die "no line to the carrier"
	case $1 in
	null) start box "$NULL_BOX" "127.0.0.1:$BOX_PORT" warmline ;;
	reports) start box "$NULL_BOX" "127.0.0.1:$BOX_PORT" warmline reports ;;
	warmlined)
		warmlined_conf "window 1000"
		warmlined_start
		warmlined_wait
		started=$WARMLINED_PID
		;;
	esac
	BOX_PID=$started
	sleep 2				# the grace after a connect
	smsc plain 1
	# Everybody is known before anything is measured.
	smsc closed "$closed"
	smsc generate "$PERSONS" 0 "$WORDS"
	smsc wait answered "$PERSONS" 120000 || die "$1: not everybody was answered: $SMSC_ANSWER"
}

teardown() {
	carrier_stop
	[ "$1" = warmlined ] && pager_stop
	stop "$BOX_PID" "$BEARERBOX_PID"
}

per_10k() { awk -v ms="$1" -v n="$2" 'BEGIN { printf "%.2f", ms * 10 / n }'; }

# measure COUNT RATE: sets took_us, and the CPU times in ms
measure() {
	local from to bb box car
	smsc stats
	from=$(value answered)
	bb=$(cpu_ms "$BEARERBOX_PID") box=$(cpu_ms "$BOX_PID") car=$(cpu_ms "$CARRIER_SAVED_PID")
	smsc mark
	smsc generate "$1" "$2" "$WORDS"
	smsc wait answered $((from + $1)) 600000 || die "not all were answered"
	bb_ms=$(($(cpu_ms "$BEARERBOX_PID") - bb)) box_ms=$(($(cpu_ms "$BOX_PID") - box))
	car_ms=$(($(cpu_ms "$CARRIER_SAVED_PID") - car))
	smsc account
}

# throughput BOX SMSC STORE
throughput() {
	setup "$@"
	measure "$count" 0
	rate=$(awk -v n="$count" -v us="$(value span_us)" 'BEGIN { printf "%d", n * 1e6 / us }')
	say "$(printf '%-10s %-5s %-6s %6s/s  CPU s per 10,000: bearerbox %s  box %s  carrier %s' \
		"$1" "$2" "$3" "$rate" "$(per_10k $bb_ms "$count")" "$(per_10k $box_ms "$count")" \
		"$(per_10k $car_ms "$count")")"
	echo "$1 $2 $3 $rate $bb_ms $box_ms" >> "$E2E_DIR/results"
	teardown "$1"
}

# waiting BOX SMSC STORE RATE
waiting() {
	setup "$1" "$2" "$3"
	measure $(($4 * 5)) "$4"
	say "$(printf '%-10s %-5s %-6s at %5s/s  p50 %s  p99 %s  p99.9 %s ms' "$1" "$2" "$3" "$4" \
		"$(ms p50_us)" "$(ms p99_us)" "$(ms p999_us)")"
	teardown "$1"
}
ms() { awk -v us="$(value "$1")" 'BEGIN { printf "%.1f", us / 1000 }'; }

# median BOX SMSC STORE: of the rates
median() {
	awk -v b="$1" -v c="$2" -v s="$3" '$1 == b && $2 == c && $3 == s { print $4 }' \
		"$E2E_DIR/results" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# A separate run, because counting system calls slows everything down.
syncs_per_text() {
	command -v strace >/dev/null || { say "no strace: syncs not counted"; return; }
	setup warmlined "$1" "$2"
	strace -f -c -e trace=fsync,fdatasync -o "$E2E_DIR/strace" -p "$BOX_PID" 2>/dev/null &
	local tracer=$!
	sleep 1
	measure "$count" 0
	kill "$tracer"; wait "$tracer" 2>/dev/null
	say "$(awk -v n="$count" '/sync$/ { calls += $4 } END {
		printf "syncs per text at full rate: %.3f", calls / n }' "$E2E_DIR/strace")"
	teardown warmlined
}

rss_kib() { awk '/^VmRSS/ { print $2 }' "/proc/$BOX_PID/status"; }

# Memory over many texts.
long_run() {
	local n=0 first last
	setup warmlined fake file
	measure $((long / 10)) 0
	first=$(rss_kib)
	while [ $((n += 1)) -lt 10 ]; do
		measure $((long / 10)) 0
		say "after $(((n + 1) * long / 10)) texts: $(rss_kib) KiB resident"
	done
	last=$(rss_kib)
	say "memory grew by $((last - first)) KiB over the last nine tenths of $long texts"
	teardown warmlined
}

say "file system: $(stat -f -c %T "$E2E_DIR"), $(nproc) processors, $count texts a run"
for smsc_kind in $smscs; do
	for store in $stores; do
		[ "$rounds" -gt 0 ] || continue
		if [ "$store" = sync ]; then
			mkdir -p "$E2E_DIR/can"
			chattr +S +D "$E2E_DIR/can" 2>/dev/null || { say "skipped: no chattr +S +D here"; continue; }
		fi
		for round in $(seq "$rounds"); do
			for box in null reports warmlined; do throughput "$box" "$smsc_kind" "$store"; done
		done
		null=$(median null "$smsc_kind" "$store")
		for box in reports warmlined; do
			r=$(median "$box" "$smsc_kind" "$store")
			say "$box reaches $((r * 100 / null)) % of null ($r and $null a second)"
		done
		for box in null warmlined; do waiting "$box" "$smsc_kind" "$store" $((null / 2)); done
	done
done
[ "$syncs" = no ] || syncs_per_text fake file
[ "$long" = 0 ] || long_run
