#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The sheet for the day when everything is down can be printed: all of it is on the
# page, nothing of its markup, and (where chromium is) it is one page.
top=${TOP_SRCDIR:-$(dirname "$0")/..}
cd "$top" || exit 1
page=$(contrib/print-sheet) || exit 1
for part in "People first" "On call today" "1. Are alarms" "2. Who was open" "3. Ask the" \
	"4. The operator" "5. When it is back"; do
	case $page in *"$part"*) ;; *) echo "not on the page: $part"; exit 1 ;; esac
done
if echo "$page" | sed '/<style>/,/<\/style>/d' | grep -n '\*\*\|`\||'; then
	echo "markup is left"
	exit 1
fi
command -v chromium > /dev/null || exit 0
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
HOME=$dir timeout 120 contrib/print-sheet "$dir/sheet.pdf"
[ -s "$dir/sheet.pdf" ] || { echo "chromium wrote no PDF"; exit 1; }
pages=$(grep -ac '/Type /Page$' "$dir/sheet.pdf")
[ "$pages" -eq 1 ] || { echo "the sheet has $pages pages"; exit 1; }
