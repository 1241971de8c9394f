#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# docs/writing-flows.md is tried exactly as it is written: its files are made, its
# commands run, and what it promises to be said is said.  (Section 10 needs a running
# service: tests/stories/flow_release_test does the same over the control socket.)
top=$(cd "${TOP_SRCDIR:-$(dirname "$0")/../..}" && pwd)
tool=$(cd "${TOP_BUILDDIR:-.}" && pwd)/warmline-flow
page=$top/docs/writing-flows.md
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
ln -s "$top/flows" "$dir/flows"
ln -s "$top/prompts" "$dir/prompts"
mkdir "$dir/bin"
ln -s "$tool" "$dir/bin/warmline-flow"
PATH=$dir/bin:$PATH
cd "$dir" || exit 1

# The page as lines "KIND rest": R a command, F/E a file's line, S what is said, T input.
awk '
/^## 10/ { exit }
/^```/ && !open { open = 1; kind = substr($1, 4); name = $2; print "B " kind " " name; next }
/^```/ { open = 0; print "Z " kind " " name; next }
open { print "L " $0; next }
/^    [a-z]/ { print "R " substr($0, 5) }
' "$page" > steps

failed=0
say() { echo "writing-flows.md: $1"; failed=1; }
: > out
while IFS= read -r line; do
	rest=${line#??}
	case $line in
	R*)
		case $rest in
		*"warmline-flow try"*) try=$rest; continue ;;
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
[ "$(grep -c '^R ' steps)" -ge 9 ] || say "hardly any command was found"
grep -q '</svg>' my/evening.svg 2>/dev/null || command -v dot >/dev/null 2>&1 && ! [ -s my/evening.svg ] &&
	say "there is no picture"
[ $failed -eq 0 ] && echo "[       OK ] writing-flows.md"
exit $failed
