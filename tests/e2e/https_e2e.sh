#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The console as it is set up for people: HTTPS with a certificate, then behind a real nginx
# with contrib/nginx as it stands (other ports and paths); and webhooks to a real receiver
# that fails, hangs, goes away and comes back.  A real warmlined, bearerbox and phone behind.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/console_lib.sh"
for p in curl openssl node nginx; do command -v $p >/dev/null || { say "skipped: no $p"; exit 77; }; done
HERE=$(dirname "$0")

# --- A house, a certificate, a first coordinator ------------------------------

house_start file 10

certificate() {	# NAME SUBJECT-ALTERNATIVE-NAMES
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" -addext "subjectAltName=$2" \
		-keyout "$E2E_DIR/$1.key" -out "$E2E_DIR/$1.pem" 2>"$E2E_DIR/openssl.log" || die "no certificate"
}
certificate localhost DNS:localhost
CERTIFICATE=$E2E_DIR/localhost.pem
certificate stranger DNS:localhost

CONSOLE_ENV=SSL_CERT_FILE=$CERTIFICATE

# --- HTTPS --------------------------------------------------------------------

CONSOLE_PORT=$(free_port)
BASE=https://localhost:$CONSOLE_PORT
console_start "certificate=$E2E_DIR/localhost.pem" "key=$E2E_DIR/localhost.key" webhooks=no

say "HTTPS: versions, ciphers, headers"
hello() {	# PORT OPTIONS...: does the handshake end well?
	local port=$1
	shift
	openssl s_client -connect "127.0.0.1:$port" "$@" </dev/null 2>&1 | grep -q 'Cipher is [^(]'
}
OLD="-cipher DEFAULT@SECLEVEL=0"
for v in -tls1_2 -tls1_3; do hello "$CONSOLE_PORT" $v || fail "no $v"; done
for v in -tls1 -tls1_1; do hello "$CONSOLE_PORT" $v $OLD && fail "$v is spoken"; done
hello "$CONSOLE_PORT" -tls1_2 -cipher AES128-SHA256 && fail "a cipher without forward secrecy is spoken"
# Would this client have noticed?  One that speaks all that:
OLD_PORT=$(free_port)
start old openssl s_server -4 -www -accept "$OLD_PORT" -cert "$E2E_DIR/localhost.pem" -key "$E2E_DIR/localhost.key" -cipher DEFAULT@SECLEVEL=0
wait_port "$OLD_PORT"
hello "$OLD_PORT" -tls1_1 $OLD || fail "the check of TLS 1.1 cannot fail"
hello "$OLD_PORT" -tls1_2 -cipher AES128-SHA256 || fail "the check of ciphers cannot fail"
stop "$started"

web GET /login
is 200 "the log-in page"
head_has 'Strict-Transport-Security: max-age=' HTTPS
head_has "Content-Security-Policy: default-src 'none'" HTTPS
grep -i '^Set-Cookie' "$HEAD" | grep -qvi 'secure' && fail "a cookie that is not Secure"
[ "$(curl -s -o /dev/null -w '%{http_code}' --max-time 5 "http://127.0.0.1:$CONSOLE_PORT/login")" = 200 ] && fail "plain HTTP is answered"
curl -s -o /dev/null --max-time 5 "$BASE/login" && fail "the certificate is not looked at by this test"
"$TOP_BUILDDIR/warmline-console" --check -o "listen=0.0.0.0:$(free_port)" -o "prompts=$TOP_SRCDIR/prompts/console" \
	-o "files=$TOP_SRCDIR/src/console/static" >"$E2E_DIR/plain.log" 2>&1 && fail "plain HTTP for everybody"
grep -q 'without a certificate' "$E2E_DIR/plain.log" || fail "it does not say why"

say "HTTPS: set-up, a second factor, in and out"
set_up carol "$(invite_of desk setup)"
web GET /board
is 200 "the board"
web GET /me
form /logout
web GET /board
is 303 "after the log-out"
log_in HTTPS
web GET /board
is 200 "the board again"
stop "$CONSOLE_PID"

# --- nginx --------------------------------------------------------------------

say "Behind nginx, as contrib/nginx has it"
PLAIN_PORT=$(free_port) TLS_PORT=$(free_port) CONSOLE_PORT=$(free_port)
mkdir -p "$E2E_DIR/nginx"
sed -e "s/listen 80;/listen 127.0.0.1:$PLAIN_PORT;/; s/listen 443 ssl http2;/listen 127.0.0.1:$TLS_PORT ssl http2;/; /listen \[::\]/d" \
	-e "s|/etc/letsencrypt/live/desk.example.org/fullchain.pem|$E2E_DIR/localhost.pem|; s|/etc/letsencrypt/live/desk.example.org/privkey.pem|$E2E_DIR/localhost.key|" \
	-e "s|/var/log/nginx/warmline-console.log|$E2E_DIR/nginx/errors|; s/127.0.0.1:8480/127.0.0.1:$CONSOLE_PORT/" \
	-e 's/server_name desk.example.org/server_name localhost/' \
	"$TOP_SRCDIR/contrib/nginx/warmline-console.conf" > "$E2E_DIR/nginx/site.conf"
{
	[ "$(id -u)" = 0 ] && echo "user root;"
	echo "daemon off; pid $E2E_DIR/nginx/pid; error_log $E2E_DIR/nginx/main; events { }"
	echo "http { access_log off;"
	for t in client_body proxy fastcgi uwsgi scgi; do echo "${t}_temp_path $E2E_DIR/nginx/$t;"; done
	echo "include $E2E_DIR/nginx/site.conf; }"
} > "$E2E_DIR/nginx/conf"
console_start behind-proxy=yes webhooks=no
start nginx nginx -p "$E2E_DIR/nginx" -c "$E2E_DIR/nginx/conf"
NGINX_PID=$started
wait_port "$TLS_PORT"
BASE=http://localhost:$PLAIN_PORT
web GET /talks/2
is 301 "plain"
grep -qi '^Location: https://localhost/talks/2' "$HEAD" || fail "plain does not lead to HTTPS: $(grep -i location "$HEAD")"
BASE=https://localhost:$TLS_PORT
: > "$JAR"
log_in nginx
head_has 'Strict-Transport-Security' nginx
grep -i '^Set-Cookie: wls=' "$HEAD" | grep -qi secure || fail "behind nginx the cookie is not Secure"
web GET /board
is 200 "the board behind nginx"
# Streams are passed on as they come, not when nginx has collected enough.
curl -s -N --cacert "$E2E_DIR/localhost.pem" -b "$JAR" --max-time 4 "$BASE/live" > "$E2E_DIR/stream"
grep -q '^event: hello' "$E2E_DIR/stream" || fail "nothing of the event stream came through nginx"
head -c 100000 /dev/zero | tr '\0' a > "$E2E_DIR/big"
web POST /login --data-binary "@$E2E_DIR/big"
is 413 "a body of 100 kB"

say "Whose address: the proxy's word counts, the browser's does not"
wrong() {	# FROM CLAIMED: a wrong password
	: > "$JAR"
	web GET /login --interface "$1"
	CODE=$(curl -s --cacert "$E2E_DIR/localhost.pem" -b "$JAR" -o "$PAGE" -w '%{http_code}' --interface "$1" \
		-H "Origin: $BASE" -H "X-Forwarded-For: $2" --data-urlencode "csrf=$(sed -n 's/.*data-csrf="\([^"]*\)".*/\1/p' "$PAGE" | head -n 1)" \
		--data-urlencode name=nobody --data-urlencode password=wrong --data-urlencode code=000000 "$BASE/login")
}
for i in 1 2 3 4 5; do wrong 127.0.0.2 "10.1.1.$i"; is 403 "wrong password $i"; sleep 0.3; done
wrong 127.0.0.2 10.1.1.6
is 429 "the sixth, with the sixth claim"
sleep 0.5
wrong 127.0.0.3 10.1.1.7
is 403 "somebody else"
# Around the proxy nobody is believed, and in plain nobody is answered but the proxy.
stop "$CONSOLE_PID"
console_start behind-proxy=yes proxy=127.0.0.9 webhooks=no
[ "$(curl -s -o /dev/null -w '%{http_code}' -H 'X-Forwarded-Proto: https' "http://127.0.0.1:$CONSOLE_PORT/login")" = 403 ] ||
	fail "somebody who is not the proxy is answered"
[ "$(curl -s -o /dev/null -w '%{http_code}' --interface 127.0.0.9 "http://127.0.0.1:$CONSOLE_PORT/login")" = 200 ] ||
	fail "the proxy is not answered"
stop "$CONSOLE_PID"

# --- Webhooks -----------------------------------------------------------------

say "Webhooks: signed, again after 500, again when it comes back, each id until it is taken"
console_start behind-proxy=yes webhooks=yes
: > "$JAR"
log_in webhooks
session=$(session_of)
api() {	# VERB JSON
	curl -s --max-time 20 -H "Authorization: Bearer $session" -H 'Content-Type: application/json' \
		-H 'X-Forwarded-For: 127.0.0.1' -d "$2" "http://127.0.0.1:$CONSOLE_PORT/api/v1/$1"
}
HOOK_PORT=$(free_port) BAD_PORT=$(free_port)
HOOKS=$E2E_DIR/hooks BAD=$E2E_DIR/bad-hooks MODE=$E2E_DIR/mode
: > "$HOOKS"; : > "$BAD"; echo x > "$E2E_DIR/secret"
receiver() {	# PORT CERTIFICATE LOG
	start receiver env PORT="$1" CERT="$E2E_DIR/$2.pem" KEY="$E2E_DIR/$2.key" LOG="$3" MODE="$MODE" SECRET="$E2E_DIR/secret" \
		node "$HERE/console/receiver.mjs"
	wait_port "$1"
}
echo 500 > "$MODE"
receiver "$HOOK_PORT" localhost "$HOOKS"
RECEIVER_PID=$started
receiver "$BAD_PORT" stranger "$BAD"
totp
api login/confirm "{\"code\":\"$TOTP\"}" | grep -q step_up || fail "no step-up"
added=$(api webhook/add "{\"url\":\"https://localhost:$HOOK_PORT/hook?who=us\",\"events\":[\"incident\"]}")
printf %s "$added" | sed -n 's/.*"secret": *"\([^"]*\)".*/\1/p' > "$E2E_DIR/secret"
[ -s "$E2E_DIR/secret" ] || die "webhook add: $added"
api webhook/add "{\"url\":\"https://localhost:$BAD_PORT/hook\",\"events\":[\"incident\"]}" | grep -q whs_ || fail "the second webhook"
ctl person add number=+254733000001 roles=oncall name=Omar >/dev/null || fail "nobody on call"

posts() { [ "$(wc -l < "$HOOKS")" -ge "$1" ]; }
smsc send 254711000009 3114 "i will kill myself tonight"
wait_until 15 posts 1 || die "no webhook came: $(tail -n 3 "$E2E_DIR/console.log")"
first=$(head -n 1 "$HOOKS" | sed 's/.*\\"id\\":\([0-9]*\).*/\1/')
again() { [ "$(grep -c "\\\\\"id\\\\\":$first," "$HOOKS")" -ge "$1" ]; }
wait_until 25 again 2 || fail "not again after a 500"
echo 200 > "$MODE"
wait_until 45 again 3 || fail "not a third time"
# 10 s and 20 s between the tries (and up to 2 s until the console looks).
node -e '
	const l = require("fs").readFileSync(process.argv[1], "utf8").trim().split("\n").map(JSON.parse);
	const t = l.filter((x) => JSON.parse(x.body).id == process.argv[2]).map((x) => x.at);
	const gaps = [t[1] - t[0], t[2] - t[1]];
	if (gaps[0] < 9500 || gaps[0] > 16000 || gaps[1] < 19500 || gaps[1] > 26000) { console.log(gaps); process.exit(1); }
' "$HOOKS" "$first" || fail "the times between tries"

# Away: nothing is there to connect to; then it comes back.
stop "$RECEIVER_PID"
before=$(wc -l < "$HOOKS")
smsc send 254711000010 3114 "i want to die, i have the pills here"
sleep 6
receiver "$HOOK_PORT" localhost "$HOOKS"
RECEIVER_PID=$started
wait_until 30 posts $((before + 1)) || fail "nothing after it came back"

# It hangs: given up after 8 s, and only then again.
echo slow > "$MODE"
before=$(wc -l < "$HOOKS")
smsc send 254711000011 3114 "i will kill myself tonight"
wait_until 15 posts $((before + 1)) || fail "nothing for the slow one"
sleep 9
echo 200 > "$MODE"
wait_until 15 posts $((before + 2)) || fail "not again after it hung"
sleep 13
node -e '
	const fs = require("fs"), l = fs.readFileSync(process.argv[1], "utf8").trim().split("\n").map(JSON.parse);
	const bad = [], taken = new Map();
	for (const x of l) {
		if (!x.good) bad.push("a signature that is not right: " + x.body);
		const b = JSON.parse(x.body);
		if (!b.id || b.what !== "incident" || /2547|kill|pills|die/.test(x.body + x.path)) bad.push("the body: " + x.body);
		if (Object.keys(b).some((k) => !["id", "at_ms", "what", "code", "state"].includes(k))) bad.push("a field: " + x.body);
		if (x.path !== "/hook?who=us" || x.host !== "localhost:" + process.argv[2]) bad.push("where: " + x.host + x.path);
		if (x.mode === "200") taken.set(b.id, (taken.get(b.id) || 0) + 1);
	}
	for (const x of l) if (!taken.has(JSON.parse(x.body).id)) bad.push("never taken: " + x.body);
	for (const [id, n] of taken) if (n > 1) bad.push(`${id} was taken ${n} times`);
	console.log(`${l.length} posts, ${taken.size} events`);
	for (const b of new Set(bad)) console.log("FAIL: " + b);
	process.exit(bad.length ? 1 : 0);
' "$HOOKS" "$HOOK_PORT" || fail "webhooks"
[ -s "$BAD" ] && fail "a certificate that nobody knows was believed"

house_end "$CONSOLE_PID" "$NGINX_PID" "$RECEIVER_PID"
