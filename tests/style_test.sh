#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# How the sources look, as far as a program can tell: lines of at most 100
# columns (a tab is 8), files of at most 800 lines, the licence on top, no
# white space at line ends, no TODO, and no waiting in tests (a clock is moved).
top=${TOP_SRCDIR:-$(dirname "$0")/..}
cd "$top" || exit 1
failed=0
complain() { echo "$1"; failed=1; }

# Made by the build: src/store/schema.c.
files=$(find src tests contrib -name '*.[ch]' ! -path src/store/schema.c -o -name '*.cc' |
	LC_ALL=C sort)
[ -n "$files" ] || complain "no sources found below $PWD"

# Bytes 0x80 to 0xbf only continue a letter that began before them.
found=$(LC_ALL=C awk '
	function note(what) { print FILENAME ":" FNR ": " what }
	{
		line = $0
		gsub(/[\200-\277]/, "", line)
		cols = 0
		n = split(line, part, "\t")
		for (i = 1; i <= n; i++) {
			cols += length(part[i])
			if (i < n)
				cols += 8 - cols % 8
		}
		if (cols > 100)
			note(cols " columns, 100 are the most")
	}
	FNR == 801 { note("a file of more than 800 lines wants to be two") }
	FNR == 1 && !/SPDX-License-Identifier: AGPL-3.0-or-later/ { note("no SPDX line on top") }
	/[ \t]$/ { note("white space at the end of the line") }
	/(TODO|FIXME)/ { note("what is left to do stands in docs/limits.md or an issue") }
	' $files)
[ -z "$found" ] || complain "$found"

# tests/e2e and tests/bench live with real programs and their time; two stories
# wait for programs and threads that they started.
found=$(grep -nE '\b(time\(NULL\)|gettimeofday\(|clock_gettime\(|(nano|u)?sleep\()' $files |
	grep -vE '^(src/base|tests/(e2e|bench))/|^tests/stories/(then|command_test)\.c|osmo_get')
[ -z "$found" ] || complain "the time or a sleep outside of base/:
$found"

[ $failed -eq 0 ] && echo "[       OK ] style"
exit $failed
