#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Golden pictures.  What we say to Graphviz is held word by word.  Of what it makes of it
# (coordinates hang on its version and on the fonts of the machine) the parts are: every box,
# arrow and text of the SVG, sorted.  After a change that is meant:
#   for f in checkin who5 goals; do warmline-flow draw --dot ... $f > tests/flow/golden/$f.dot; done
#   ... and draw ... $f through parts(), below, to tests/flow/golden/$f.parts
top=${TOP_SRCDIR:-$(dirname "$0")/../..}
tool=${TOP_BUILDDIR:-.}/warmline-flow
gold=$top/tests/flow/golden
failed=0
same() { # FILE ARGUMENTS: what draw says with these, against the golden file
	file=$1
	shift
	out=$("$tool" draw --flows "$top/flows" --prompts "$top/prompts" "$@")
	[ "$out" = "$(cat "$file")" ] && return
	echo "drawn otherwise than $file:"
	echo "$out" | diff -u "$file" - | head -20
	failed=1
}
for f in checkin who5 goals; do
	same "$gold/$f.dot" --dot $f
done
for l in en sw; do
	same "$gold/card-$l.svg" --card --lang $l --number 21255
done
# The SVG without its places: "title checkin", "path", "polygon", "text mood".
parts() {
	tr '\n' ' ' | sed 's/&#45;/-/g; s/&#160;/ /g; s/</\n</g' | sed -nE \
		-e 's/^<title>(.*)/title \1/p' -e 's/^<text [^>]*>(.*)/text \1/p' \
		-e 's/^<(path|polygon|ellipse) .*/\1/p' | sed 's/ *$//' | LC_ALL=C sort
}
if command -v dot >/dev/null; then
	for f in checkin who5 goals; do
		"$tool" draw --flows "$top/flows" --prompts "$top/prompts" $f | parts |
			diff -u "$gold/$f.parts" - || { echo "$f: other parts than $gold/$f.parts"; failed=1; }
	done
	for f in "$top"/flows/*.flow; do
		name=$(basename "$f" .flow)
		"$tool" draw --flows "$top/flows" --prompts "$top/prompts" "$name" |
			grep -q '</svg>' || { echo "$name cannot be drawn"; failed=1; }
	done
fi
"$tool" draw --flows "$top/flows" --prompts "$top/prompts" no-such-flow >/dev/null 2>&1 &&
	{ echo "a flow that is not there was drawn"; failed=1; }
[ $failed -eq 0 ] && echo "[       OK ] draw"
exit $failed
