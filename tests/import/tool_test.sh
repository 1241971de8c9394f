#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# warmline-flow import, export and expr from the shell: files, exit statuses, refusals.
# With GOFLOW_DIR also goflow's own test flows: none may crash it.
top=$(cd "${TOP_SRCDIR:-$(dirname "$0")/../..}" && pwd)
tool=${TOP_BUILDDIR:-.}/warmline-flow
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0
complain() { echo "$1"; failed=1; }

# status WANTED WHAT COMMAND...
status() {
	wanted=$1 what=$2
	shift 2
	"$@" > "$tmp/out" 2> "$tmp/err"
	got=$?
	[ "$got" = "$wanted" ] || { complain "$what: status $got, not $wanted"; cat "$tmp/err"; }
}

for f in "$top"/tests/import/fixtures/*.json; do
	name=$(basename "$f" .json)
	status 0 "import $name" "$tool" import "$f" -o "$tmp/$name"
	grep -q 'carried over, .* approximated, .* dropped' "$tmp/out" || complain "$name: no report"
	status 2 "again $name" "$tool" import "$f" -o "$tmp/$name"
	grep -q 'already' "$tmp/err" || complain "$name: was written over"
	status 0 "forced $name" "$tool" import "$f" -o "$tmp/$name" --force --report json
	for to in floip rapidpro; do
		status 0 "export $name as $to" "$tool" export --format $to --flows "$tmp/$name/flows" \
			--prompts "$tmp/$name/prompts" -o "$tmp/$name.$to"
		status 0 "$name there and back as $to" "$tool" import "$tmp/$name.$to" \
			-o "$tmp/$name-$to"
	done
done
for to in floip rapidpro; do
	status 0 "the shipped flows as $to" "$tool" export --format $to --flows "$top/flows" \
		--prompts "$top/prompts" -o "$tmp/shipped.$to"
	status 0 "the shipped flows there and back as $to" "$tool" import "$tmp/shipped.$to" \
		-o "$tmp/shipped-$to"
done

echo '{"flows": [' > "$tmp/broken.json"
status 2 "broken JSON" "$tool" import "$tmp/broken.json" -o "$tmp/broken"
[ -d "$tmp/broken" ] && complain "a refused file left a folder"
# Hostile: too deep, too large, not UTF-8, empty, of the wrong types.
head -c 200000 /dev/zero | tr '\0' '[' > "$tmp/deep.json"
{ printf '{"flows": ["'; head -c 17000000 /dev/zero | tr '\0' a; printf '"]}'; } > "$tmp/large.json"
printf '{"flows": "\377\376"}' > "$tmp/bytes.json"
: > "$tmp/empty.json"
for f in deep large bytes empty; do
	status 2 "import $f" "$tool" import "$tmp/$f.json" -o "$tmp/refused"
	[ -s "$tmp/err" ] || complain "$f: refused without a word"
	[ $f = empty ] || status 2 "a context that is $f" "$tool" expr --context "$tmp/$f.json"
done
for value in null 1 '"x"' '[]' '{}' '[[]]' '[null]' '[{"uuid": 1}]' '[{"nodes": {}}]' \
	'[{"uuid": "u", "name": [], "spec_version": 13, "nodes": "x"}]' \
	'[{"uuid": "u", "name": "n", "spec_version": "13.2.0", "nodes": [{"uuid": "a", "actions": 1, "router": []}]}]' \
	'[{"uuid": "u", "name": "n", "spec_version": "13.2.0", "nodes": [{"uuid": "a", "exits": [1], "actions": [null, 2]}]}]'; do
	printf '{"flows": %s}' "$value" > "$tmp/types.json"
	"$tool" import "$tmp/types.json" -o "$tmp/types" --force > "$tmp/out" 2> "$tmp/err"
	[ $? -le 2 ] || complain "flows: $value ended it"
	printf '%s\n' "$value" > "$tmp/types.json"
	"$tool" export --format csv --results "$tmp/types.json" --flows "$top/flows" \
		--prompts "$top/prompts" > "$tmp/out" 2> "$tmp/err"
	[ $? = 2 ] || complain "an answer that is $value was taken"
done
[ -d "$tmp/refused" ] && complain "a refused file left a folder"
printf '{"flows": [{"uuid": "u", "name": "%0600d", "spec_version": "13.2.0", "nodes": []}]}' 7 \
	> "$tmp/title.json"
status 0 "a title that no line holds" "$tool" import "$tmp/title.json" -o "$tmp/title"

status 2 "no file" "$tool" import "$tmp/nothing.json" -o "$tmp/broken"
status 2 "no such flow" "$tool" export --format floip --flows "$top/flows" \
	--prompts "$top/prompts" nobody
status 2 "no format" "$tool" export --flows "$top/flows" --prompts "$top/prompts"

echo '{"at_ms": 1, "session": "s", "member": "Quiet Heron", "key": "k", "ask": "text", "answer": "x"}' \
	> "$tmp/answers"
status 0 "results" "$tool" export --format results --results "$tmp/answers" --flows "$top/flows" \
	--prompts "$top/prompts" -o "$tmp/package"
for f in datapackage.json responses.json responses.csv; do
	[ -s "$tmp/package/$f" ] || complain "no $f in the package"
done

printf '%s\n' '@(abs(-10))' 'Hi @contact.name' '1 + 1' '@(1 / 0)' '@@' > "$tmp/lines"
echo '{"contact": {"name": "Wanjiru"}}' > "$tmp/context.json"
"$tool" expr --context "$tmp/context.json" < "$tmp/lines" > "$tmp/out"
printf '%s\n' '"10"' '"Hi Wanjiru"' '"2"' \
	'{"error": "error evaluating @(1 / 0): division by zero"}' '"@"' | cmp -s - "$tmp/out" ||
	complain "expr: $(cat "$tmp/out")"
echo '[1]' > "$tmp/context.json"
status 2 "a context that is a list" "$tool" expr --context "$tmp/context.json"

if [ -d "$GOFLOW_DIR" ]; then
	for f in "$GOFLOW_DIR"/test/testdata/runner/*.json; do
		"$tool" import "$f" -o "$tmp/public" --force > /dev/null 2>&1
		[ $? -le 2 ] || complain "$f ended it"
	done
fi
[ $failed -eq 0 ] && echo "[       OK ] import, export, expr"
exit $failed
