#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# House rules that a compiler does not see: which room may include which, SQL
# only in store/, libevent only in loop/.  (style_test.sh: how the sources look.)
top=${TOP_SRCDIR:-$(dirname "$0")/..}
cd "$top/src" || exit 1
failed=0
complain() { echo "$1"; failed=1; }

# may ROOM: the rooms whose headers it may include (itself is always allowed)
may() {
	case $1 in
	base) echo ;;
	loop) echo base ;;
	text) echo base ;;
	words|lexicon|expr) echo base text ;;
	flow) echo base text expr ;;
	import) echo base text flow expr ;;
	store) echo base loop ;;
	care) echo base text words lexicon flow store ;;
	box) echo base loop ;;
	link) echo base loop ;;
	sms) echo base loop text box store care ;;
	voice) echo base loop text words link store care ;;
	pager) echo base loop text box link ;;
	console) echo base loop words link ;;
	operator) echo base loop store care ;;
	desk) echo base loop text words lexicon flow link store care sound vet ;;
	sound) echo base ;;
	vet) echo base text words lexicon flow sound ;;
	voicebox) echo base loop text link sound ;;
	warmlined|tools) echo base loop text words lexicon flow expr import store care box sms \
		voice pager link operator desk sound vet ;;
	esac
}

for room in base loop text words lexicon flow expr import store care box link sms voice pager \
		operator desk console sound vet voicebox warmlined tools; do
	for to in $(grep -rhoE '^#include "[a-z]+/' "$room" --include='*.[ch]' --include='*.cc' |
			sed 's/#include "//;s#/##' | sort -u); do
		[ "$to" = "$room" ] && continue
		case " $(may "$room") " in
		*" $to "*) ;;
		*) complain "$room/ includes $to/:"; grep -rn "#include \"$to/" "$room" ;;
		esac
	done
done
grep -rlE 'sqlite3_(prepare|exec|step|open)' --include='*.c' . | grep -v '^./store/' &&
	complain "SQL outside of store/ (above)"
grep -rlE '#include <event2?/' --include='*.[ch]' . | grep -vE '^./(loop|console)/' &&
	complain "libevent outside of loop/ (above)"
for h in $(find . -name '*.h' ! -name '*_int.h'); do
	grep -q '^#pragma once' "$h" || complain "$h: no #pragma once"
done
[ $failed -eq 0 ] && echo "[       OK ] rooms"
exit $failed
