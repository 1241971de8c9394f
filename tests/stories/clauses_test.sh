#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# danger-clauses.md is true: each story, script and test that it names exists, and each
# story about danger, the roster, the lane or drills is named in it.
top=${TOP_SRCDIR:-.}
map=$top/tests/stories/danger-clauses.md
failures=$top/tests/stories/failures.c
failed=0
fail() { echo "danger-clauses.md: $*"; failed=1; }

told=$(sed -n 's/^| .* | \(.*\) |$/\1/p' "$map")
[ "$(printf '%s\n' "$told" | wc -l)" -gt 80 ] || fail "there is no table"

# what is left when scripts and brackets are taken out are names of stories
names=$(printf '%s\n' "$told" | sed 's/"[^"]*"//g; s/([^)]*)//g; s/told by//; s/^-*$//' |
	tr ',' '\n' | tr -d ' ' | grep -v '^$')
for name in $names; do
	[ -f "$top/tests/stories/$name.story" ] || fail "there is no story $name"
done
printf '%s\n' "$told" | grep -o '"[^"]*"' | tr -d '"' > clauses.$$
while read -r script; do
	grep -qF "{ \"$script" "$failures" || fail "no script begins \"$script\""
done < clauses.$$
rm -f clauses.$$
for file in $(printf '%s\n' "$told" | grep -o 'tests/[a-z0-9_/.]*'); do
	file=${file%.}
	[ -e "$top/$file" ] || [ -e "$top/$file.c" ] || fail "there is no $file"
done

cd "$top/tests/stories" || exit 1
for story in after-*.story call-alarm-*.story clock-*.story danger-*.story drill-*.story \
	handover-*.story lane-*.story reveal-*.story roster-*.story watch-*.story; do
	printf '%s\n' "$names" | grep -qx "${story%.story}" || fail "it does not name ${story%.story}"
done
[ "$failed" -eq 0 ] && echo "every promise about danger has its story"
exit "$failed"
