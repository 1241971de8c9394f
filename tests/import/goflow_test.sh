#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The examples of goflow's documentation, when GOFLOW_DIR names a checkout of it.
top=${TOP_SRCDIR:-$(dirname "$0")/../..}
[ -d "$GOFLOW_DIR" ] || { echo "GOFLOW_DIR names no checkout of nyaruka/goflow: skipped"; exit 77; }
command -v python3 >/dev/null || { echo "no python3: skipped"; exit 77; }
exec python3 "$top/tests/import/goflow_examples.py" "$GOFLOW_DIR" \
	--program "${TOP_BUILDDIR:-.}/warmline-flow"
