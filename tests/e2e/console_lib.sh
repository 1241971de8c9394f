# SPDX-License-Identifier: AGPL-3.0-or-later
# A browser of curl, for scripts that need people at the console; after lib.sh.  $BASE is
# where the console is, $CERTIFICATE whose certificate it has, if it has one.
PASSWORD='four words that fit'

JAR=$E2E_DIR/jar
HEAD=$E2E_DIR/head
PAGE=$E2E_DIR/page
CODE=''
web() {	# METHOD PATH [curl's options]: sets CODE; headers in $HEAD, body in $PAGE
	local method=$1 path=$2
	shift 2
	CODE=$(curl -s ${CERTIFICATE:+--cacert "$CERTIFICATE"} -b "$JAR" -c "$JAR" -D "$HEAD" -o "$PAGE" \
		-w '%{http_code}' -X "$method" -H "Origin: $BASE" --max-time 20 "$@" "$BASE$path")
}
form() {	# PATH FIELD...: with the token of the page that was read last
	local path=$1 f args=()
	shift
	for f; do args+=(--data-urlencode "$f"); done
	web POST "$path" --data-urlencode "csrf=$(sed -n 's/.*data-csrf="\([^"]*\)".*/\1/p' "$PAGE" | head -n 1)" "${args[@]}"
}
is() { [ "$CODE" = "$1" ] || fail "$2: $CODE instead of $1: $(tail -c 300 "$PAGE")"; }
head_has() { grep -qi "^$1" "$HEAD" || fail "$2: no header $1"; }

# RFC 6238 by coreutils and openssl; each step's code is used once.
STEP=0
totp() {
	local mac at
	STEP=$((STEP + 1 > $(date +%s) / 30 ? STEP + 1 : $(date +%s) / 30))
	while [ "$STEP" -gt $(($(date +%s) / 30 + 1)) ]; do sleep 0.5; done	# the next one counts already
	mac=$(printf "$(printf '%016x' "$STEP" | sed 's/../\\x&/g')" |
		openssl dgst -sha1 -mac HMAC -macopt "hexkey:$(printf %s "$SECRET" | base32 -d | od -An -tx1 | tr -d ' \n')" | sed 's/.*= //')
	at=$((16#${mac:39:1} * 2))
	TOTP=$(printf '%06d' $(((16#${mac:$at:8} & 0x7fffffff) % 1000000)))
}
# invite_of COMMAND...: the one-time code that warmlinectl gives
invite_of() { ctl --json "$@" | sed -n 's/.*"invite": *"\([^"]*\)".*/\1/p'; }

# set_up NAME INVITE: an account with a second factor, logged in; its secret in $SECRET
set_up() {
	: > "$JAR"
	STEP=0
	web GET /setup
	form /setup "invite=$2" "name=$1" "password=$PASSWORD"
	is 303 "set-up"
	web GET /setup/code
	SECRET=$(sed -n 's/.*<code class="secret"[^>]*>\([A-Z2-7 ]*\)<.*/\1/p' "$PAGE" | tr -d ' ')
	[ -n "$SECRET" ] || die "no secret on the page: $(tail -c 400 "$PAGE")"
	totp
	form /setup/code "secret=$SECRET" "code=$TOTP"
	is 200 "the second factor"
}
session_of() { sed -n 's/.*\twls\t//p' "$JAR"; }

log_in() {
	web GET /login
	totp
	form /login name=carol "password=$PASSWORD" "code=$TOTP"
	is 303 "$1: log-in"
}
