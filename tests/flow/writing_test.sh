#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# docs/writing-flows.md is tried exactly as it is written: its files are made, its
# commands run - those of section 10 against a warmlined that is started for it - and what
# it promises to be said is said.  That EVENING then works is told, with the page's own
# flow and words, by tests/stories/flow_release_test.
top=$(cd "${TOP_SRCDIR:-$(dirname "$0")/../..}" && pwd)
tool=$(cd "${TOP_BUILDDIR:-.}" && pwd)/warmline-flow
page=$top/docs/writing-flows.md
dir=$(mktemp -d)
built=$(dirname "$tool")
house=
cleanup() {
	[ -n "$house" ] && kill "$house" 2>/dev/null && wait "$house" 2>/dev/null
	"$built/warmline-pager" --stop --state "$dir/state/run" >/dev/null 2>&1
	rm -rf "$dir"
}
trap cleanup EXIT
cp -RL "$top/flows" "$dir/flows"
mkdir "$dir/prompts"
cp "$top"/prompts/*.po "$dir/prompts/"
chmod -R u+w "$dir/flows" "$dir/prompts"
ln -s "$tool" "$dir/warmline-flow"	# where `make` puts it; the page says how it is found
cd "$dir" || exit 1

# The page as lines "KIND rest": R a command, F/E a file's line, S what is said, T input.
awk '
/^```/ && !open { open = 1; kind = substr($1, 4); name = $2; print "B " kind " " name; next }
/^```/ { open = 0; print "Z " kind " " name; next }
open { print "L " $0; next }
/^    [a-z]/ { print "R " substr($0, 5) }
' "$page" > steps

# The service that section 10 speaks of, without a carrier.
service() {
	mkdir -p state
	printf 'sms\n bearerbox 127.0.0.1:9\n sender 40404\n region KE\noperator\n vty-port 0\n ctrl-port 0\n' \
		> state/warmlined.conf
	"$built/warmlined" -c state/warmlined.conf -s state/run --create --flows flows --prompts prompts \
		--lexicon flows/lexicon --pager "$built/warmline-pager" > state/log 2>&1 &
	house=$!
	tries=0
	until [ -S state/run/control.sock ] || [ $tries -ge 200 ]; do
		tries=$((tries + 1))
		sleep 0.1
	done
	[ -S state/run/control.sock ] || { say "the service does not start"; tail -5 state/log; }
}

failed=0
say() { echo "writing-flows.md: $1"; failed=1; }
: > out
while IFS= read -r line; do
	rest=${line#??}
	case $line in
	R*)
		case $rest in
		*"warmline-flow try"*) try=$rest; continue ;;
		"cp my/flows/evening"*) service ;;	# it runs before the files come
		export*) eval "$rest"; continue ;;
		esac
		sh -c "$rest" > out 2>&1 || { say "failed: $rest"; cat out; } ;;
	B*) : > block ;;
	L*) printf '%s\n' "$rest" >> block ;;
	Z*)
		set -- $rest
		case $1 in
		file) cp block "$2" ;;
		end)	# the words take the place of the empty ones at the end
			awk -v RS= 'FNR == NR { if (match($0, /msgid "[^"]*"/)) seen[substr($0, RSTART, RLENGTH)]; next }
				{ hit = match($0, /msgid "[^"]*"/) && (substr($0, RSTART, RLENGTH) in seen)
				  if (!hit) printf "%s\n\n", $0 }' block "$2" > new
			cat block >> new
			mv new "$2" ;;
		try) sh -c "$try" < block > out 2>&1 || say "failed: $try" ;;
		says) while IFS= read -r want; do
				grep -qF -- "$want" out || { say "not said: $want"; cat out; }
			done < block ;;
		esac ;;
	esac
done < steps
[ "$(grep -c '^R ' steps)" -ge 14 ] || say "hardly any command was found"
grep -q '</svg>' my/evening.svg 2>/dev/null || command -v dot >/dev/null 2>&1 && ! [ -s my/evening.svg ] &&
	say "there is no picture"
[ $failed -eq 0 ] && echo "[       OK ] writing-flows.md"
exit $failed
