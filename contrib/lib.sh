# SPDX-License-Identifier: AGPL-3.0-or-later
# Shared by contrib/quickstart and contrib/check (bash).
TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
JOBS=$(nproc 2>/dev/null || echo 2)

say() { printf '== %s\n' "$*" >&2; }
die() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

# packages SECTION...: the lines under these headings of contrib/packages
packages() {
	local section
	for section; do
		sed -n "/^\[$section\]/,/^\[/{/^\[/d;/^#/d;/./p}" "$TOP/contrib/packages"
	done
}

# Installs what is missing; asks for nothing when all is there.
install_packages() {
	local missing=() p program root=()
	while read -r p program; do
		[ -n "$program" ] && command -v "$program" >/dev/null && continue
		dpkg-query -W -f='${Status}\n' "$p" 2>/dev/null | grep -q '^install ok' ||
			missing+=("$p")
	done < <(packages "$@")
	[ ${#missing[@]} -eq 0 ] && return 0
	[ "$(id -u)" -eq 0 ] || root=(sudo)
	say "Installing Debian packages: ${missing[*]}"
	"${root[@]}" apt-get update -qq || die "apt-get update failed"
	# Kannel's and nginx's own services must not start, now or at the next boot: the tests run
	# some of their own.
	"${root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 SYSTEMD_OFFLINE=1 apt-get install -y -qq \
		--no-install-recommends "${missing[@]}" >/dev/null || die "apt-get install failed"
	for p in kannel nginx; do
		[[ " ${missing[*]} " != *" $p"* ]] || "${root[@]}" systemctl disable -q "$p" 2>/dev/null
	done
	return 0
}

# build DIR [configure options]: out of the source tree, only what has changed
build() {
	local dir=$1; shift
	if [ ! -x "$TOP/configure" ] || [ "$TOP/configure.ac" -nt "$TOP/configure" ]; then
		say "Making configure"
		(cd "$TOP" && autoreconf -fi >/dev/null 2>&1) || die "autoreconf failed"
	fi
	mkdir -p "$dir"
	if [ ! -f "$dir/Makefile" ] || [ "$TOP/configure" -nt "$dir/config.status" ]; then
		say "Configuring in $dir"
		(cd "$dir" && "$TOP/configure" -q "$@") || die "configure failed"
	fi
	say "Building (the first time takes some minutes)"
	make -s -C "$dir" -j"$JOBS" || die "the build failed"
}
