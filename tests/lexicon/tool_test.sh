#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# warmline-lexicon at a prompt: one line out for each line in, whatever is in it, and
# nothing of the text; figures for a labelled file; exit codes.
top=${TOP_SRCDIR:-.}
tool=${TOP_BUILDDIR:-.}/warmline-lexicon
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
fail() { echo "FAIL: $*"; exit 1; }

WARMLINE_LEXICON=$top/flows/lexicon
export WARMLINE_LEXICON
{
	printf 'i want to die\n\nhello\nwant to \0 die\n\377\376\303\n'
	head -c 300000 /dev/zero | tr '\0' 'x'
	printf '\ni want to kill myself tonight'
} | "$tool" scan >"$dir/out" || fail "scan ends with an error"
[ "$(wc -l <"$dir/out")" -eq 7 ] || fail "not one line for each line"
[ "$(cut -f1 "$dir/out" | tr '\n' ' ')" = "B - - B - - A " ] || fail "tiers: $(cat "$dir/out")"
grep -q 'want to\|myself' "$dir/out" && fail "the text is in the answer"
sed -n 3p "$dir/out" | grep -q '^-	-$' || fail "nothing heard is not a dash"

printf 'label\ttext\nbad\ti want to die\nbad\tgood morning\nok\thello\n' >"$dir/set.tsv"
"$tool" eval --label label --danger bad --safe ok --review "$dir/review" "$dir/set.tsv" \
	>"$dir/eval" || fail "eval ends with an error"
grep -q 'set / bad: danger, 2 texts; A 0, B 1, C 0, ask 0, nothing 1' "$dir/eval" || fail "eval"
grep -q '50.0 %' "$dir/eval" || fail "recall"
[ "$(cut -f1 "$dir/review")" = missed ] || fail "review file"
"$tool" eval "$dir/set.tsv" >/dev/null 2>&1 && fail "an unknown set is taken"

"$tool" check >"$dir/check" || fail "check: $(cat "$dir/check")"
"$tool" --lexicon "$dir" check >/dev/null 2>&1 && fail "an empty folder is a lexicon"
printf 'nonsense\n' >"$dir/xx.lex"
"$tool" --lexicon "$dir" scan </dev/null 2>&1 | grep -q 'xx.lex:1: ' || fail "file and line"
"$tool" nonsense >/dev/null 2>&1
[ $? -eq 2 ] || fail "a wrong command is not 2"
"$tool" eval --help | grep -q ash_thrash || fail "eval --help"
exit 0
