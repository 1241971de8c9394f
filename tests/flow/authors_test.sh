#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The flows that ship are sound, and do what their authors wrote beside them: in each
# language, by text and by voice, every line of them.
top=${TOP_SRCDIR:-$(dirname "$0")/../..}
tool=${TOP_BUILDDIR:-.}/warmline-flow
out=$("$tool" test --flows "$top/flows" --prompts "$top/prompts") || {
	echo "$out"
	exit 1
}
echo "$out"
echo "$out" | grep -q '^lines: 100 %' || {
	"$tool" test --flows "$top/flows" --prompts "$top/prompts" --notes | grep 'never tried'
	echo "some lines of the flows that ship are tried by no test"
	exit 1
}
"$tool" check --flows "$top/flows" --prompts "$top/prompts" || exit 1
echo "[       OK ] authors"
