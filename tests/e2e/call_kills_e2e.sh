#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Random kills of voicebox and warmlined under calls: menus, waiting in line, put
# through, recording a message, pressing 9.  Nobody is left in silence or with
# half a call, and what a caller was told is true afterwards: the request, the
# message and the incident are there.
#
#   tests/e2e/call_kills_e2e.sh [SECONDS [SEED]]
#	60 seconds of kills; WARMLINE_FULL=1: 30 minutes.  A seed gives the same kills.
#
# Each number has one task and does it once, so there are as many incidents as
# numbers were told "someone is being called", and so on.  When the kills are over
# warmlined is asked for everybody who was promised something and did not get it
# yet; then everybody is served: nobody who still waits is let off.  In the end
# faults are put into the books, to see that the checker finds them.
#
# What is tolerated, and why (docs/limits.md, "Calls"):
#  - voicebox is killed only when it has told warmlined of everything: what it
#    promised while warmlined was away is in it alone.
#  - Whoever hung up in the second in which voicebox died is rung in vain, and
#    their peer waits a minute until "they do not answer"; then the peer sends END.
#  - On a busy machine a phone may take late sound for a dead line: it hangs up as
#    the network does, and if voicebox answers that, it was not cut off and nobody
#    owes it a call.
. "${TOP_SRCDIR:-$(dirname "$0")/../..}/tests/e2e/lib.sh"
. "$TOP_SRCDIR/tests/e2e/voicebox_lib.sh"
[ -n "${WARMLINE_FULL:-}" ] && full=1800 || full=60
SECONDS_OF_KILLS=${1:-$full}
SEED=${2:-$(date +%s)}
QUIET_MAX=180			# seconds after the last kill until everybody must be done
PHONES=$TOP_BUILDDIR/tests/e2e/phone/phones
SMPP=$TOP_BUILDDIR/tests/e2e/smsc/smpp-smsc
LOG=$E2E_DIR/handsets
LEDGER=$E2E_DIR/ledger
PEERS='254722000001 254722000002 254722000003'
ONCALL=254733000001
RANDOM=$((SEED % 32768))
say "seed $SEED, $SECONDS_OF_KILLS s of kills"

plan() {
	local p
	cat <<'PLAN'
role danger
	rings
	on "For English" press:1
	on "Yes: press 1" press:1
	on "Someone is being called for you right now" told:incident wait:300 done
	on "One of our team has your message" told:incident wait:300 done
	on "Someone is being called for you now" told:incident wait:300 done
	on "someone is being told now" told:incident wait:300 done
	on "press 0 for a person, or 9" press:9
	on "Talk to somebody now: press 1" press:9
	on "If it was you, press 1" press:1
role waiting
	rings
	on "For English" press:1
	on "Yes: press 1" press:1
	on "under 13: press 1" press:5
	on "Talk to somebody now: press 1" press:1
	on "alk: press 1" press:1
	on "To be called back and keep your place" told:request
	on "I am +" told:talk wait:3000 done
	on "You are being put through" speak
	on "If it was you, press 1" press:1
role message
	rings
	on "For English" press:1
	on "Yes: press 1" press:1
	on "under 13: press 1" press:5
	on "Talk to somebody now: press 1" press:2
	on "To be called back and keep your place" press:2
	on "alk: press 1" press:1
	on "Say what you want to say after the tone" wait:800 speak wait:2500 press:#
	on "To keep it, press 1" press:1
	on "We have your message" told:message
	on "Your place stays yours" await
	after message
	on "Goodbye, and take care" wait:300 done
	on "You are being put through" speak
	on "I am +" told:talk wait:2000 done
	after message
	on "I am +" wait:2000 hang
	on "If it was you, press 1" press:1
role checkin
	rings
	on "For English" press:1
	on "Daily check-in: press 3" press:3
	on "Yes: press 1" press:1
	on "under 13: press 1" press:5
	on "8:00: press 1" press:1
	on "every day at that hour" told:checkin wait:300 done
	on "How are you today" told:checkin wait:300 done
	on "If it was you, press 1" press:1
role peer
	on "To hear it again" hang
	on "press 1" press:1
	on "You are being put through" speak
	on "is with you now" speak
	on "We ring them now" speak
role oncall
PLAN
	echo "slots +254711100000 2 danger"
	echo "slots +254711200000 4 waiting"
	echo "slots +254711300000 2 message"
	echo "slots +254711400000 2 checkin"
	for p in $PEERS; do echo "phone +$p peer"; done
	echo "phone +$ONCALL oncall"
}

# --- The house -------------------------------------------------------------------------------
SMPP_PORT=$(free_port)
carrier_start "$SMPP" --listen "127.0.0.1:$SMPP_PORT"
kannel_conf --smsc smpp --smpp-port "$SMPP_PORT" --store spool --window 10
bearerbox_start
warmlined_conf
cat >> "$E2E_DIR/warmlined.conf" <<CONF
calls
 calls-a-day 200
 work-calls-a-day 1000
 work-minutes-a-day 1440
queue
 offer-again 1m
CONF
warmlined_start
warmlined_wait
smsc wait up 15000 || die "bearerbox does not bind"
smsc log "$LOG"
declare -A PEER_NAME
for p in $PEERS; do
	ctl --json person add number=+$p roles=peer trained=true > "$E2E_DIR/peer" || die "no peer"
	PEER_NAME[$p]=$(sed -n 's/.*"pseudonym": "\([^"]*\)".*/\1/p' "$E2E_DIR/peer")
	asks $p ON "You are on"
	asks $p 5 "Thank you"
done
ctl person add number=+$ONCALL roles=oncall >/dev/null || die "nobody can be put on call"

VB_STATE=$WARMLINE_STATE
mkdir -p "$E2E_DIR/no-prompts"
voicebox_conf
sed -i -e "s#warmlined unix:.*#warmlined unix:$WARMLINE_STATE/voice.sock#" \
	-e "s#^ prompts .*# prompts $E2E_DIR/no-prompts\n spoken $E2E_DIR/no-prompts\n espeak $TOP_BUILDDIR/tests/e2e/phone/speak-bits#" \
	-e "s#^ patience .*# patience 5s#" "$E2E_DIR/voicebox.conf"
cat >> "$E2E_DIR/voicebox.conf" <<CONF
calls
 concurrent 40
 minutes-a-day 100000
 cost-a-day 10000000
CONF
voicebox_start
here() { grep -q "Voicebox .* is here" "$E2E_DIR/warmlined.log"; }
wait_until 15 here || die "voicebox and warmlined do not meet"

plan > "$E2E_DIR/plan"
mkfifo "$E2E_DIR/phones.in"
exec 6<>"$E2E_DIR/phones.in"
"$PHONES" 127.0.0.1 "$UAS_PORT" 127.0.0.7 "$VB_PORT" "$SEED" "$((SECONDS_OF_KILLS - 15))" "$E2E_DIR/plan" \
	> "$LEDGER" 2>"$E2E_DIR/phones.err" <"$E2E_DIR/phones.in" &
PHONES_PID=$!
E2E_PIDS="$E2E_PIDS $PHONES_PID"

# --- The kills -------------------------------------------------------------------------------
# Not bash's own SECONDS: a step of $RANDOM each, so that a seed gives the same kills.
kills_v=0 kills_w=0
# What voicebox promised while warmlined was away dies with it (docs/limits.md): it is
# not killed before this very one has met warmlined and told it.
told_all() {
	tail -n "+$((voicebox_from + 1))" "$E2E_DIR/voicebox.log" |
		grep -E 'warmlined is there|line to warmlined fell' | tail -n 1 | grep -q there
}
voicebox_again() {
	voicebox_from=$(wc -l < "$E2E_DIR/voicebox.log")
	voicebox_start
}
# What peers do by text besides: come back on duty after a rest (offers lapse under the kills),
# say how they are, and end a talk that is open although they are off the phone (nobody answered,
# or it was a message).  Soon after another talk they are asked which one END is for.
declare -A ENDED NAMED FINE ON_AT
is_on() { tr -d '\n' < "$E2E_DIR/line.now" | grep -q "\"who\": \"$1\", *\"state\": \"\(on\|pause\)\""; }
talks() { grep -qF "\"peer\": \"$1\"" "$E2E_DIR/line.now"; }
# NUMBER: the end of its last call, if it is off the phone and was neither promised one nor cut off
# (after the goodbye nobody is rung again)
off_phone() {
	awk -v p="+$1" '$2 != p || $3 == "busy" { next }
		/ hears / { bye = / hears Goodbye/ }
		{ last = $0 }
		END { if (last ~ / (ended|hung up)$/ || (bye && last ~ / cut off/)) print last }' "$LEDGER"
}
peer_works() {
	local p=$1 n
	n=$(off_phone "$p")
	[ -z "$n" ] || [ "$n" = "${ENDED[$p]:-}" ] || ! talks "${PEER_NAME[$p]}" || {
		smsc send "$p" 3114 END
		ENDED[$p]=$n
	}
	n=$(heard "$p" 'for whom is it')
	[ "$n" -eq "${NAMED[$p]:-0}" ] || smsc send "$p" 3114 \
		"$(grep " +\?$p .*for whom" "$LOG" | tail -n 1 | sed 's/.*whom is it? \([A-Z][0-9]*\) .*/\1/') END"
	NAMED[$p]=$n
	n=$(heard "$p" 'How are you, from')
	[ "$n" -eq "${FINE[$p]:-1}" ] || smsc send "$p" 3114 5
	FINE[$p]=$n
	is_on "${PEER_NAME[$p]}" || [ "$SECONDS" -lt "${ON_AT[$p]:-0}" ] || {
		smsc send "$p" 3114 ON
		ON_AT[$p]=$((SECONDS + 10))
	}
}
peers_work() {
	local p
	ctl --json queue list > "$E2E_DIR/line.now" 2>/dev/null || return 0	# away just now
	for p in $PEERS; do peer_works "$p"; done
}
voicebox_from=0
until_s=$((SECONDS + SECONDS_OF_KILLS))
while [ "$SECONDS" -lt "$until_s" ]; do
	peers_work
	sleep "$((1 + RANDOM % 6)).$((RANDOM % 10))"
	what=$((RANDOM % 10)) away=$((RANDOM % 100))
	if [ $what -lt 6 ]; then
		wait_until 20 told_all || fail "voicebox and warmlined do not meet again"
		sleep 0.5
		stop "$VOICEBOX_PID"
		kills_v=$((kills_v + 1))
		sleep "0.$((away % 10))"
		voicebox_again
	fi
	if [ $what -ge 5 ]; then		# one time in ten both at once
		stop "$WARMLINED_PID"
		kills_w=$((kills_w + 1))
		# Now and then longer than voicebox has patience.
		[ $away -lt 85 ] || sleep 7
		warmlined_start
	fi
done
say "voicebox was killed $kills_v times, warmlined $kills_w times"

# --- The books -------------------------------------------------------------------------------
# BOOKS/ledger: what callers were told and did; line.kills, incidents, messages: what warmlined
# says; waiting: who was told their place and had not talked when the kills were over.
BOOKS=$E2E_DIR/books
told() { grep "+$2[0-9]* told $3" "$1/ledger" | cut -d' ' -f2 | sort -u; }	# BOOKS ROLE WORD
# named BOOKS < NUMBERS: "NUMBER NAME" of whoever heard what they are called
named() {
	awk 'NR == FNR { wanted[$1] = 1; next }
		wanted[$2] && !seen[$2] && match($0, / hears Here you are called .*\. The people/) {
			seen[$2] = 1
			print $2, substr($0, RSTART + 27, RLENGTH - 39)
		}' - "$1/ledger"
}
has() { grep -qF "\"$3\": \"$4\"" "$1/$2"; }		# BOOKS FILE KEY NAME
people() { grep -o "\"$3\": \"[^\"]*\"" "$1/$2" | sort -u; }
listened() { grep -o 'hears From .*' "$1/ledger" | sed 's/hears From \(.*\)\./"who": "\1"/' | sort -u; }

# books BOOKS: complaints, a line each; none: every promise was kept
books() {
	local b=$1 number who n
	grep -q SILENCE "$b/ledger" && echo "somebody was left in silence"
	grep 'NOT DONE' "$b/ledger" | sed 's/.*+/+/; s/NOT DONE/could not do what they wanted, or was not called back/'
	named "$b" < "$b/waiting" | while read -r number who; do
		has "$b" line.kills who "$who" || echo "the request of $number ($who) was not there after the kills"
	done
	# As many incidents as people were told of, and those people's.
	n=$(told "$b" 2547111 incident | wc -l)
	[ "$(people "$b" incidents about | wc -l)" -eq "$n" ] || echo "an incident was lost, or there is one too many"
	told "$b" 2547111 incident | named "$b" | while read -r number who; do
		has "$b" incidents about "$who" || echo "the incident of $number ($who) was lost"
	done
	# Messages wait for somebody, or a peer has listened to them.
	n=$(told "$b" 2547113 message | wc -l)
	[ "$({ people "$b" messages who; listened "$b"; } | sort -u | wc -l)" -ge "$n" ] || echo "a message was lost"
	told "$b" 2547113 message | named "$b" | while read -r number who; do
		has "$b" messages who "$who" || listened "$b" | grep -qF "\"$who\"" ||
			echo "the message of $number ($who) was lost"
	done
	told "$b" 2547112 request > "$b/asked"
	told "$b" 2547112 talk > "$b/talked"
	comm -23 "$b/asked" "$b/talked" | sed 's/$/: asked for a peer and got none/'
	# Nobody who has a place in the line is asked again what they want.
	awk '$3 == "told" && $4 == "request" { there[$2] = 1 }
		($3 == "told" && $4 == "talk") || / was not cut off$/ { there[$2] = 0 }
		there[$2] && / hears .*Talk to somebody now: press 1/ {
			print $2 ": a request was forgotten, and made again" }' "$b/ledger"
}
# The checker is checked: the same books with a fault in them must be complained about.
# planted WORDS COMMAND...; of a COMMAND that says 2 there is nothing in this run's books.
planted() {
	local words=$1 copy=$E2E_DIR/planted
	shift
	rm -rf "$copy"
	cp -r "$BOOKS" "$copy"
	(cd "$copy" && "$@")
	[ $? -ne 2 ] || { say "nothing to plant: $*"; return; }
	books "$copy" | grep -qF "$words" || fail "a planted fault was not found: $*"
}
lose_messages() { : > messages; sed -i '/ hears From /d' ledger; }
lose_message() {		# of the last one who was told that we have theirs
	local who
	who=$(told . 2547113 message | named . | tail -n 1 | cut -d' ' -f2-)
	[ -n "$who" ] || return 2
	sed -i "/\"who\": \"$who\"/d" messages
	sed -i "/ hears From $who\./d" ledger
}
lose_incident() { sed -i '0,/"about": /{/"about": /d}' incidents; }
lose_request() {
	local number
	told . 2547112 request > asked
	number=$(told . 2547112 talk | comm -12 asked - | named . | tail -n 1 | cut -d' ' -f1)
	[ -n "$number" ] || return 2
	sed -i "/$number told talk/d" ledger
	echo "$number" > waiting
	: > line.kills
}
forget_request() {
	local number
	number=$(told . 2547112 request | tail -n 1)
	sed -i "s/^\(.*\) \($number\) told request$/&\n\1 \2 hears Talk to somebody now: press 1./" ledger
}

# --- Afterwards ------------------------------------------------------------------------------
met() { warmlined_up && wait_until 1 told_all; }
wait_until 20 met || fail "voicebox and warmlined do not meet after the kills"

# Who was told their place and has not talked yet is in the line, or with a peer.  Read
# before and after: meanwhile a talk may come to its end.
mkdir "$BOOKS"
cp "$LEDGER" "$BOOKS/ledger"
told "$BOOKS" 2547112 request > "$E2E_DIR/asked"
ctl --json queue list > "$BOOKS/line.kills"
cp "$LEDGER" "$BOOKS/ledger"
told "$BOOKS" 2547112 talk > "$E2E_DIR/talked"
comm -23 "$E2E_DIR/asked" "$E2E_DIR/talked" > "$BOOKS/waiting"
say "requests: $(wc -l < "$BOOKS/waiting") wait when the kills are over"

# Nobody is killed any more, peers are on duty: everybody is served.
until_s=$((SECONDS + QUIET_MAX))
while [ "$SECONDS" -lt "$until_s" ]; do
	peers_work
	wait_until 3 gone "$PHONES_PID" && break
done
say "everybody was done $((SECONDS - until_s + QUIET_MAX)) s after the kills"
gone "$PHONES_PID" || { ctl queue list; ctl call list; echo quit >&6; }
wait "$PHONES_PID"
late=$(grep -c 'was not cut off' "$LEDGER")
cut=$(($(grep -c 'cut off' "$LEDGER") - 2 * late))
[ "$late" -eq 0 ] || say "$late times sound came too late (a busy machine)"
say "$(grep -c ' up$' "$LEDGER") calls, $cut cut off, $(grep -c 'is rung' "$LEDGER") by us"
# Cut off by a kill of voicebox, or sent away with a promise while warmlined was away.
hit=$(($(grep -c 'waits for a call' "$LEDGER") - late))
[ $((hit * 4)) -gt $((kills_v + kills_w)) ] || fail "hardly a call was hit: this proves little"

calls_are_over() { ctl call list | grep -q '^None'; }
wait_until 20 calls_are_over || { fail "legs are left in warmlined"; ctl call list; }
rtp_sockets() {			# of voicebox, by their inodes
	local inodes
	inodes=$(find "/proc/$VOICEBOX_PID/fd" -lname 'socket:*' -printf '%l\n' | tr -dc '0-9\n')
	awk 'NR > 1 { print $2, $10 }' /proc/net/udp | while read -r at inode; do
		at=$((16#${at##*:}))
		[ $at -ge 12000 ] && [ $at -le 12999 ] && echo "$inodes" | grep -qx "$inode" && echo "$at"
	done
}
rtp_is_over() { [ -z "$(rtp_sockets)" ]; }
wait_until 20 rtp_is_over || fail "voicebox has calls that nobody knows: $(rtp_sockets | tr '\n' ' ')"

cp "$LEDGER" "$BOOKS/ledger"
ctl --json incident list > "$BOOKS/incidents"
ctl --json message list > "$BOOKS/messages"
say "incidents: $(told "$BOOKS" 2547111 incident | wc -l) numbers were told of one, $(people "$BOOKS" incidents about | wc -l) people have one"
say "messages: $(told "$BOOKS" 2547113 message | wc -l) people were told that we have one, $(people "$BOOKS" messages who | wc -l) wait, $(listened "$BOOKS" | wc -l) were listened to"
say "requests: $(told "$BOOKS" 2547112 request | wc -l) were told that they are in line, $(told "$BOOKS" 2547112 talk | wc -l) talked with a peer"
say "check-ins: $(told "$BOOKS" 2547114 checkin | wc -l) people opted in"
[ -n "$(told "$BOOKS" 2547111 incident)" ] || fail "nobody was in danger: this proves little"
[ -n "$(told "$BOOKS" 2547113 message)" ] || fail "nobody left a message: this proves little"
[ -n "$(told "$BOOKS" 2547112 talk)" ] || fail "nobody talked with a peer: this proves little"
[ "$(ls "$VB_STATE"/recordings/*.wlr | wc -l)" -ge "$(grep -c '"who"' "$BOOKS/messages")" ] || fail "a message without its sound"
books "$BOOKS" > "$E2E_DIR/complaints"
while read -r line; do fail "$line"; done < "$E2E_DIR/complaints"
[ "$failures" -gt 0 ] || {
	planted 'a message was lost' lose_messages
	planted 'the message of' lose_message
	planted 'an incident was lost' lose_incident
	planted 'asked for a peer and got none' lose_request
	planted 'was not there after the kills' lose_request
	planted 'was forgotten' forget_request
	planted 'silence' sed -i '$s/$/ SILENCE/' ledger
	planted 'was not called back' sed -i '$s/$/\n1 +254711400000 NOT DONE, still waits for a call/' ledger
}

grep -lE '2547[0-9]{8}' "$E2E_DIR/warmlined.log" "$E2E_DIR/voicebox.log" && fail "a number is in a log"
grep -E "runtime error|AddressSanitizer|LeakSanitizer|must hold" "$E2E_DIR/voicebox.log" "$E2E_DIR/warmlined.log" && fail "the sanitizer"
alive
carrier_stop
[ "$failures" -eq 0 ] && { say "all held"; exit 0; }
say "seed $SEED"
tail -n 40 "$LEDGER"
exit 1
