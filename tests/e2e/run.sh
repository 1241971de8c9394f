#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# run.sh SCRIPT...: the end-to-end scripts, three at a time, for they mostly wait.
# What fails is run once more when all others are done, alone.  Verdicts to
# tests/e2e/verdicts, a line each: PASS, AGAIN, SKIP or FAIL, and the script.
# Each script's output is in SCRIPT.log (of a first failure in SCRIPT.first.log).
set -u
export TOP_SRCDIR TOP_BUILDDIR
export VERDICTS=tests/e2e/verdicts

verdict() { echo "$*" | tee -a "$VERDICTS"; }

tell() {	# SCRIPT VERDICT-OF-A-FAILURE
	bash "$TOP_SRCDIR/$1" > "$1.log" 2>&1
	case $? in
	0) verdict "PASS $1" ;;
	77) verdict "SKIP $1: $(tail -n 1 "$1.log")" ;;
	*) [ "$2" = FAIL ] || mv "$1.log" "$1.first.log"; verdict "$2 $1" ;;
	esac
}
export -f tell verdict

rm -f "$VERDICTS"
printf '%s\n' "$@" | xargs -P 3 -I{} bash -c 'tell {} AGAIN'
for script in $(sed -n 's/^AGAIN //p' "$VERDICTS"); do tell "$script" FAIL; done
! grep -q '^FAIL' "$VERDICTS"
