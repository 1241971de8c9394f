#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# warmline-check-store: good records stay byte for byte, a torn end is cut
# off and kept, whatever tore it.
set -eu
check=${TOP_BUILDDIR:-.}/contrib/kannel/warmline-check-store
corpus=${TOP_SRCDIR:-.}/tests/fuzz/corpus/box
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat "$corpus/sms" "$corpus/ack" "$corpus/sms_empty" > "$dir/good"
size=$(wc -c < "$dir/good")
cases=0

# torn ENDING: good records and then this file; what is cut must be this file
torn() {
	rm -f "$dir"/store*
	cat "$dir/good" "$1" > "$dir/store"
	"$check" "$dir/store" 2>/dev/null
	cmp "$dir/good" "$dir/store"
	cmp "$1" "$dir/store.cut-$size"
	cases=$((cases + 1))
}

for n in 1 2 3 4 5 50 167; do
	head -c "$n" "$corpus/sms_empty" > "$dir/end"
	torn "$dir/end"
done
printf '\377\377\377\377\000\000\000\002' > "$dir/end"; torn "$dir/end"
printf '\000\000' > "$dir/end"; torn "$dir/end"

# nothing to do
rm -f "$dir"/store*
cp "$dir/good" "$dir/store"
"$check" "$dir/store"
cmp "$dir/good" "$dir/store"
[ ! -e "$dir/store.cut-$size" ]
"$check" "$dir/none"
: > "$dir/empty"
"$check" "$dir/empty"

# the spare copies are looked at too
head -c 100 "$dir/good" > "$dir/store.bak"
"$check" "$dir/store" 2>/dev/null
[ "$(wc -c < "$dir/store.bak")" -eq 0 ]

# what cannot be helped is said
if "$check" "$dir" 2>/dev/null; then echo "a folder is no store"; exit 1; fi
echo "$cases torn ends cut"
