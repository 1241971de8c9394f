#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The railroad pictures are those of the grammar in docs/flows.md.
top=${TOP_SRCDIR:-$(dirname "$0")/../..}
out=$(perl "$top/docs/flows/railroad.pl" "$top/docs/flows.md") || exit 1
if [ "$out" != "$(cat "$top/docs/flows/grammar.svg")" ]; then
	echo "docs/flows/grammar.svg is not of this grammar:"
	echo "  perl docs/flows/railroad.pl docs/flows.md > docs/flows/grammar.svg"
	exit 1
fi
echo "[       OK ] grammar"
