#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# danger-clauses.md and voice-clauses.md are true: each story, script and test that they name
# exists, and each story about danger, the roster, the lane, drills or calls is named in one.
top=${TOP_SRCDIR:-.}
failures=$top/tests/stories/failures.c
failed=0
fail() { echo "$*"; failed=1; }

# map FILE PROMISES STORY...: FILE has that many promises or more, and names these stories
map() {
	map=$top/tests/stories/$1 least=$2
	shift 2
	told=$(sed -n 's/^| .* | \(.*\) |$/\1/p' "$map")
	[ "$(printf '%s\n' "$told" | wc -l)" -gt "$least" ] || fail "$map: there is no table"

	# what is left when scripts and brackets are taken out are names of stories
	names=$(printf '%s\n' "$told" | sed 's/"[^"]*"//g; s/([^)]*)//g; s/told by//; s/^-*$//' |
		tr ',' '\n' | tr -d ' ' | grep -v '^$')
	for name in $names; do
		[ -f "$top/tests/stories/$name.story" ] || fail "$map: there is no story $name"
	done
	printf '%s\n' "$told" | grep -o '"[^"]*"' | tr -d '"' > clauses.$$
	while read -r script; do
		grep -qF "{ \"$script" "$failures" || fail "$map: no script begins \"$script\""
	done < clauses.$$
	rm -f clauses.$$
	for file in $(printf '%s\n' "$told" | grep -o 'tests/[a-z0-9_/.]*'); do
		file=${file%.}
		[ -e "$top/$file" ] || [ -e "$top/$file.c" ] || fail "$map: there is no $file"
	done
	for story in "$@"; do
		story=${story##*/}
		printf '%s\n' "$names" | grep -qx "${story%.story}" ||
			fail "$map: it does not name ${story%.story}"
	done
}

dir=$top/tests/stories
map danger-clauses.md 80 "$dir"/after-*.story "$dir"/call-alarm-*.story \
	"$dir"/clock-*.story "$dir"/danger-*.story "$dir"/drill-*.story \
	"$dir"/handover-*.story "$dir"/lane-*.story "$dir"/reveal-*.story \
	"$dir"/roster-*.story "$dir"/watch-*.story
map voice-clauses.md 60 "$dir"/call-*.story "$dir"/voice-*.story
[ "$failed" -eq 0 ] && echo "every promise about danger and about calls has its story"
exit "$failed"
