#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# contrib/systemd says to systemd what our programs really take: every option of an ExecStart
# is in the program's own help, what it names is there, and units name units of ours.  Where
# systemd-analyze is, it reads them too (with the programs of this build).
set -u
TOP_SRCDIR=${TOP_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
TOP_BUILDDIR=${TOP_BUILDDIR:-$PWD}
UNITS=$TOP_SRCDIR/contrib/systemd
dir=$(mktemp -d "${TMPDIR:-/tmp}/warmline-units.XXXXXX")
trap 'rm -rf "$dir"' EXIT
failures=0 seen=0
fail() { echo "FAIL: $*"; failures=$((failures + 1)); }

# program PATH: where this build has it; nothing: not ours
program() {
	case $1 in
	*/warmline-check-store) echo "$TOP_BUILDDIR/contrib/kannel/warmline-check-store" ;;
	*/warmline*|*/voicebox) echo "$TOP_BUILDDIR/${1##*/}" ;;
	esac
}

# options UNIT FILE...: each option of a line's command is in the help of its program
options() {
	local unit=$1 path=$2 bin word help
	shift 2
	bin=$(program "$path")
	[ -n "$bin" ] || return 0
	[ -x "$bin" ] || { fail "$unit: there is no ${path##*/}"; return 0; }
	help=$("$bin" --help 2>&1)
	for word; do
		case $word in -*) ;; *) continue ;; esac
		seen=$((seen + 1))
		grep -qE -- "(^|[ ,])${word%%=*}([ ,=]|\$)" <<< "$help" || fail "$unit: ${path##*/} knows no $word"
	done
}

for unit in "$UNITS"/*.service; do
	name=${unit##*/}
	while IFS= read -r line; do
		# shellcheck disable=SC2086
		options "$name" ${line#*=}
	done < <(grep -E '^Exec[A-Za-z]+=' "$unit")
	for other in $(sed -n 's/^\(After\|Wants\|Requires\)=//p' "$unit"); do
		case $other in warmline*|voicebox*) [ -e "$UNITS/$other" ] || fail "$name: there is no $other" ;; esac
	done
	man=$(sed -n 's/^Documentation=man:\(.*\)(\(.*\))/\1.\2/p' "$unit")
	[ -z "$man" ] || [ -e "$TOP_SRCDIR/docs/man/$man" ] || fail "$name: there is no manual $man"
	sed -E "s|^(Exec[A-Za-z]+=)/usr/[a-z]*/bearerbox|\1/bin/true|; s|^(Exec[A-Za-z]+=)/usr/(sbin\|libexec)/|\1$dir/bin/|; s|man:|https://example.org/|" \
		"$unit" > "$dir/$name"
done
[ "$seen" -ge 7 ] || fail "only $seen options were looked at"

# A unit with an option that is not there must be noticed.
before=$failures
options self /usr/sbin/warmlined --no-such-option > /dev/null
[ "$failures" -gt "$before" ] || { echo "FAIL: this test cannot fail"; exit 1; }
failures=$before

if command -v systemd-analyze >/dev/null; then
	mkdir "$dir/bin"
	for bin in $(grep -hoE "$dir/bin/[a-z-]+" "$dir"/*.service | sort -u); do printf '#!/bin/sh\n' > "$bin"; chmod +x "$bin"; done
	said=$(SYSTEMD_UNIT_PATH="$dir:" systemd-analyze verify --man=no "$dir"/*.service 2>&1 | grep -F -e "$dir" -e warmline -e voicebox)
	[ -z "$said" ] || fail "systemd-analyze: $said"
else
	echo "no systemd-analyze here: options only"
fi
echo "$seen options of $(ls "$UNITS" | wc -l) units"
[ "$failures" = 0 ]
