// SPDX-License-Identifier: AGPL-3.0-or-later
/* The console in this process, the fake desk behind it, a browser of a few lines
 * before it: sessions, tokens, detours, streams, the API. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "browse.h"

#include <stdlib.h>
#include <unistd.h>

static struct world w;

static int begin(void **state)
{
	world_begin(&w, NULL);
	return 0;
}

static int end(void **state)
{
	world_end(&w);
	return 0;
}

static bool has(const char *text, const char *part) { return strstr(text, part) != NULL; }

/* --- Who may ---------------------------------------------------------------------------- */

static void nobody_is_sent_to_log_in(void **state)
{
	struct answer a = browse_get(&w, NULL, "/talks/2");

	assert_int_equal(a.code, 303);
	assert_true(has(a.head, "Location: /login?to=%2Ftalks%2F2"));
	a = browse_get(&w, "stolen", "/talks/2");
	assert_int_equal(a.code, 303);
	assert_true(has(a.head, "wls=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"));
}

static void every_answer_carries_the_headers(void **state)
{
	static const char *const paths[] = { "/", "/login", "/static/x/console.css",
		"/nothere", "/health",
		"/api/v1/openapi.json" };

	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		struct answer a = browse_get(&w, "s-peer", paths[i]);

		assert_true(has(a.head, "Content-Security-Policy: default-src 'none';"));
		assert_false(has(a.head, "unsafe"));
		assert_true(has(a.head, "X-Content-Type-Options: nosniff"));
		assert_true(has(a.head, "Referrer-Policy: same-origin"));
		assert_true(has(a.head, "frame-ancestors 'none'"));
		assert_false(has(a.body, " style="));
		assert_false(has(a.body, "<script>"));
	}
}

static void a_form_needs_its_token(void **state)
{
	static const char *const bad[] = { "csrf=&offer=5&yes=yes", "csrf=wrong&offer=5&yes=yes",
					   "offer=5&yes=yes" };
	struct answer a;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		int fd = browse_connect(&w);

		browse_write(fd, talloc_asprintf(w.ctx, "POST /offers/accept HTTP/1.1\r\n"
			"Host: x\r\nCookie: wls=s-peer\r\n"
			"Content-Type: application/x-www-form-urlencoded\r\n"
			"Content-Length: %zu\r\n\r\n%s", strlen(bad[i]), bad[i]));
		a = browse_read(&w, fd, NULL);
		assert_int_equal(a.code, 403);
		close(fd);
	}
	assert_null(fake_desk_asked(w.desk, "offer answer"));
	a = browse_post(&w, "s-peer", "/offers/accept", "offer=5&yes=yes",
			"Origin: https://evil.example\r\n");
	assert_int_equal(a.code, 403);
	a = browse_post(&w, "s-peer", "/offers/accept", "offer=5&yes=yes",
			"Sec-Fetch-Site: cross-site\r\n");
	assert_int_equal(a.code, 403);
	assert_null(fake_desk_asked(w.desk, "offer answer"));
	a = browse_post(&w, "s-peer", "/offers/accept", "offer=5&yes=yes", "Origin: http://x\r\n");
	assert_int_equal(a.code, 303);
	assert_true(has(a.head, "Location: /talks/2"));
	assert_true(json_is_true(json_object_get(fake_desk_asked(w.desk, "offer answer"), "yes")));
}

static void tokens_of_others_do_not_count(void **state)
{
	char *theirs = browse_csrf(&w, "s-oncall"),
		*form = talloc_asprintf(w.ctx, "csrf=%s&offer=5&yes=yes", theirs);
	int fd = browse_connect(&w);

	browse_write(fd, talloc_asprintf(w.ctx, "POST /offers/accept HTTP/1.1\r\nHost: x\r\n"
		"Cookie: wls=s-peer\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
		strlen(form), form));
	assert_int_equal(browse_read(&w, fd, NULL).code, 403);
	close(fd);
}

/* --- Log-in ----------------------------------------------------------------------------------- */

static struct answer log_in(const char *to)
{
	int fd = browse_connect(&w);
	struct answer a;
	char *cookie, *csrf, *form;

	browse_write(fd, "GET /login HTTP/1.1\r\nHost: x\r\n\r\n");
	a = browse_read(&w, fd, NULL);
	cookie = strstr(a.head, "wlf=") + 4;
	cookie = talloc_strndup(w.ctx, cookie, strcspn(cookie, ";"));
	csrf = strstr(a.body, "data-csrf=\"") + 11;
	form = talloc_asprintf(w.ctx,
			       "csrf=%.*s&name=june&password=four+words+that+fit&code=123456&to=%s",
			       (int)strcspn(csrf, "\""), csrf, http_url_encode(w.ctx, to));
	browse_write(fd, talloc_asprintf(w.ctx, "POST /login HTTP/1.1\r\nHost: x\r\n"
		"Cookie: wlf=%s\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
		cookie, strlen(form), form));
	a = browse_read(&w, fd, NULL);
	close(fd);
	return a;
}

static void logging_in_leads_back(void **state)
{
	struct answer a = log_in("/talks/2");

	assert_int_equal(a.code, 303);
	assert_true(has(a.head, "Location: /talks/2"));
	assert_true(has(a.head, "Set-Cookie: wls=s-all; Path=/; HttpOnly; SameSite=Strict"));
	a = log_in("//evil.example/");
	assert_true(has(a.head, "Location: /\r\n"));
	a = log_in("/x\r\nSet-Cookie: a=b");
	assert_true(has(a.head, "Location: /\r\n"));
}

static void a_failed_log_in_says_one_thing(void **state)
{
	struct answer a;

	fake_desk_fail(w.desk, "login", "denied",
		       "The name, the password or the code is not right.");
	a = log_in("/");
	assert_int_equal(a.code, 403);
	assert_true(has(a.body, "value=\"june\""));		/* typed is kept, */
	assert_false(has(a.body, "four words"));		/* but never a password */
	assert_false(has(a.head, "wls="));
}

/* --- Detours -------------------------------------------------------------- */

static void step_up_asks_and_does_it_again(void **state)
{
	struct answer a;

	fake_desk_fail(w.desk, "token add", "step-up", "Confirm.");
	a = browse_post(&w, "s-coordinator", "/tokens/add",
			"name=stats&scopes=report&scopes=board&days=30", NULL);
	assert_int_equal(a.code, 403);
	assert_true(has(a.body, "name=\"step_code\""));
	assert_true(has(a.body, "name=\"scopes\" value=\"report\""));
	assert_true(has(a.body, "name=\"scopes\" value=\"board\""));
	fake_desk_fail(w.desk, "token add", NULL, NULL);
	a = browse_post(&w, "s-coordinator", "/tokens/add",
			"name=stats&scopes=report&scopes=board&days=30&step_code=123456", NULL);
	assert_int_equal(a.code, 200);
	assert_true(has(a.body, "wlt_ONCE"));
	assert_non_null(fake_desk_asked(w.desk, "login confirm"));
	/* A wrong code asks again, and the thing itself is not asked. */
	fake_desk_forget(w.desk);
	fake_desk_fail(w.desk, "login confirm", "denied", "no");
	a = browse_post(&w, "s-coordinator", "/tokens/add",
			"name=stats&scopes=report&days=30&step_code=1", NULL);
	assert_int_equal(a.code, 403);
	assert_null(fake_desk_asked(w.desk, "token add"));
}

static void a_reason_is_for_one_thing(void **state)
{
	struct answer a;
	char *cookie;
	int fd;

	fake_desk_fail(w.desk, "incident show", "reason", "Why?");
	a = browse_get(&w, "s-oncall", "/incidents/4821");
	assert_int_equal(a.code, 403);
	assert_true(has(a.body, "name=\"reason\""));
	a = browse_post(&w, "s-oncall", "/reason", "to=/incidents/4821&reason=to+ring+them", NULL);
	assert_int_equal(a.code, 303);
	assert_true(has(a.head, "Path=/incidents/4821"));
	cookie = strstr(a.head, "wlr=");
	cookie = talloc_strndup(w.ctx, cookie, strcspn(cookie, ";"));
	fake_desk_fail(w.desk, "incident show", NULL, NULL);
	for (int other = 0; other < 2; other++) {
		fd = browse_connect(&w);
		browse_write(fd, talloc_asprintf(w.ctx, "GET /incidents/%s HTTP/1.1\r\nHost: x\r\n"
			"Cookie: wls=s-oncall; %s\r\n\r\n", other ? "2077" : "4821", cookie));
		browse_read(&w, fd, NULL);
		close(fd);
		assert_string_equal(js(fake_desk_asked(w.desk, "incident show"), "reason"),
				    other ? "" : "to ring them");
	}
}

/* Two write one flow: who saves second has both texts, and saves over theirs knowingly. */
static void a_draft_of_two(void **state)
{
	struct answer a;

	fake_desk_fail(w.desk, "flow save", "conflict",
		       "Blue Heron saved another version meanwhile.");
	a = browse_post(&w, "s-author", "/flows/welcome/save",
			"text=flow+welcome%0D%0A++MINE&version=3", NULL);
	assert_int_equal(a.code, 409);
	assert_true(has(a.body, "flow welcome\n  MINE</textarea>"));
	assert_true(has(a.body, "Blue Heron saved another"));
	assert_true(has(a.body, "name=\"version\" value=\"7\""));	/* theirs, shown below */
	assert_true(has(a.body, "say welcome.first"));
	fake_desk_fail(w.desk, "flow save", "bad-args", "It is too long.");
	a = browse_post(&w, "s-author", "/flows/welcome/save", "text=flow+welcome&version=3", NULL);
	/* nothing was seen of theirs */
	assert_true(has(a.body, "name=\"version\" value=\"3\""));
	fake_desk_fail(w.desk, "flow save", NULL, NULL);
	a = browse_post(&w, "s-author", "/flows/welcome/save", "text=flow+welcome&version=3", NULL);
	assert_int_equal(a.code, 303);
	assert_true(has(a.head, "Location: /flows/welcome/check\r\n"));
	assert_int_equal(ji(fake_desk_asked(w.desk, "flow save"), "version"), 3);
	fake_desk_fail(w.desk, "flow publish", "two", "It waits.");
	a = browse_post(&w, "s-coordinator", "/flows/welcome/publish", "version=7", NULL);
	assert_true(has(a.head, "Location: /flows/welcome\r\n") && has(a.head, "ui.said.two"));
}

/* A log-in that ended while somebody wrote takes nothing with it. */
static void logged_out_while_writing(void **state)
{
	struct answer a;

	fake_desk_fail(w.desk, "flow save", "log-in", "It has ended.");
	a = browse_post(&w, "s-author", "/flows/welcome/save",
			"text=flow+welcome+and+a+long+afternoon&version=3",
			NULL);
	assert_int_equal(a.code, 401);
	assert_true(has(a.body, "action=\"/flows/welcome/save\""));
	assert_true(has(a.body, "value=\"flow welcome and a long afternoon\""));
	assert_true(has(a.body, "name=\"version\" value=\"3\""));
	fake_desk_fail(w.desk, "flow save", NULL, NULL);
	fake_desk_forget(w.desk);
	/* Logged in again elsewhere: the old token does nothing, but the text is in the
	 * box again. */
	a = browse_post(&w, "s-author", "/flows/welcome/save",
			"csrf=of-the-old-session&text=flow+welcome+and+a+long+afternoon&version=3",
			NULL);
	assert_int_equal(a.code, 403);
	assert_null(fake_desk_asked(w.desk, "flow save"));
	assert_true(has(a.body, "and a long afternoon</textarea>"));
	a = browse_post(&w, "s-author", "/flows/welcome/save",
			"csrf=of-the-old-session&text=flow+welcome+and+a+long+afternoon&version=3",
			"Sec-Fetch-Site: cross-site\r\n");
	assert_int_equal(a.code, 403);
	assert_false(has(a.body, "long afternoon"));
}

static void what_was_typed_is_kept(void **state)
{
	struct answer a;

	fake_desk_fail(w.desk, "talk say", "conflict", "It has ended.");
	a = browse_post(&w, "s-peer", "/talks/2/say", "text=my+long+%3Cb%3Ethought&key=abcdefgh12",
			NULL);
	assert_int_equal(a.code, 409);
	assert_true(has(a.body, "my long &lt;b&gt;thought</textarea>"));
	/* said once, also at the second try */
	assert_true(has(a.body, "value=\"abcdefgh12\""));
	assert_true(has(a.body, "It has ended."));
}

static void the_desk_away_is_said(void **state)
{
	struct answer a;

	fake_desk_drop(w.desk);
	world_turns(&w, 20);
	a = browse_get(&w, "s-peer", "/");
	assert_int_equal(a.code, 503);
	assert_true(has(a.body, "cannot be reached"));
	a = browse_get(&w, NULL, "/health");
	assert_int_equal(a.code, 503);
	assert_true(has(a.body, "\"alive\":false"));
	a = browse_get(&w, NULL, "/health?alive");
	assert_int_equal(a.code, 200);
	world_turns(&w, 700);
	assert_int_equal(browse_get(&w, "s-peer", "/").code, 200);
}

static void not_able_to_alarm_is_not_healthy(void **state)
{
	fake_desk_says(w.desk, "health", json_pack("{s:b, s:b, s:s}", "alive", 1,
						   "able_to_alarm", 0, "why",
						   "no line to the carrier"));
	struct answer a = browse_get(&w, NULL, "/health");

	assert_int_equal(a.code, 503);
	assert_true(has(a.body, "\"alive\":true"));
	assert_true(has(a.body, "no line to the carrier"));
}

/* --- Sound ---------------------------------------------------------------- */

static struct answer sound(const char *session, const char *more)
{
	int fd = browse_connect(&w);
	struct answer a;

	browse_write(fd, talloc_asprintf(w.ctx, "GET /recordings/31/sound HTTP/1.1\r\nHost: x\r\n"
					 "Cookie: wls=%s\r\n"
					 "%s\r\n", session, more));
	a = browse_read(&w, fd, NULL);
	close(fd);
	return a;
}

/* The fake desk has twelve bytes: "RIFF....WAVE". */
static void sound_is_passed_on_and_kept_nowhere(void **state)
{
	struct answer a = sound("s-peer", "");

	assert_int_equal(a.code, 200);
	assert_true(has(a.head, "Content-Type: audio/wav"));
	assert_true(has(a.head, "Cache-Control: no-store"));
	assert_true(has(a.head, "media-src 'self'"));
	assert_true(has(a.head, "Content-Length: 12"));
	assert_int_equal(a.len, 12);
	assert_memory_equal(a.body, "RIFF", 4);
	a = sound("s-peer", "Range: bytes=0-3\r\n");
	assert_int_equal(a.code, 206);
	assert_true(has(a.head, "Content-Range: bytes 0-3/12"));
	assert_int_equal(a.len, 4);
	assert_int_equal(sound("s-peer", "Range: bytes=99-\r\n").code, 416);
	assert_int_equal(sound("s-peer", "Sec-Fetch-Site: cross-site\r\n").code, 403);
	assert_int_equal(browse_get(&w, NULL, "/recordings/31/sound").code, 401);
	a = browse_get(&w, "s-peer", "/recordings");
	assert_true(has(a.body, "<audio controls preload=\"none\" src=\"/recordings/31/sound\""));
}

/* --- Streams -------------------------------------------------------------- */

static int stream_open(const char *last, struct answer *a)
{
	int fd = browse_connect(&w);

	browse_write(fd, talloc_asprintf(w.ctx, "GET /live?since=90 HTTP/1.1\r\nHost: x\r\n"
		"Cookie: wls=s-peer\r\n"
		"%s%s%s\r\n", last ? "Last-Event-ID: " : "", last ? last : "", last ? "\r\n" : ""));
	*a = browse_read(&w, fd, "event: hello");
	return fd;
}

static void events_come_with_their_number(void **state)
{
	struct answer a;
	int fd = stream_open(NULL, &a);

	assert_int_equal(a.code, 200);
	assert_true(has(a.head, "text/event-stream"));
	fake_desk_event(w.desk, 101, "line", json_pack("{s:i, s:{s:i, s:s, s:b, s:s, s:s, s:I}}",
		"talk", 2, "line",
		"id", 15, "who", "Quiet River", "mine", 0, "text", "<script>x</script>",
		"state", "passed",
		"at_ms", (json_int_t)1763780000000));
	a = browse_read(&w, fd, "\n\n\r\n");
	assert_true(has(a.head, "id: 101\nevent: line\ndata: {"));
	assert_true(has(a.head, "&lt;script&gt;"));
	assert_false(has(a.head, "<script>"));
	assert_false(has(a.head, "\"listen\""));
	/* The same number again is not sent again. */
	fake_desk_event(w.desk, 101, "duty", NULL);
	fake_desk_event(w.desk, 102, "offer", json_pack("{s:i, s:b}", "offer", 5, "open", 1));
	a = browse_read(&w, fd, "event: offer");
	assert_false(has(a.head, "event: duty"));
	close(fd);
}

static void a_reader_comes_back_where_it_was(void **state)
{
	struct answer a;
	int fd = stream_open("95", &a);

	close(fd);
	world_turns(&w, 20);
	fd = stream_open("101", &a);
	assert_int_equal(a.code, 200);
	close(fd);
	/* The line to warmlined falls: readers are sent away, and come back. */
	fd = stream_open(NULL, &a);
	fake_desk_drop(w.desk);
	a = browse_read(&w, fd, "0\r\n\r\n");
	close(fd);
	world_turns(&w, 700);
	fd = stream_open(NULL, &a);
	assert_int_equal(a.code, 200);
	close(fd);
}

static void a_slow_reader_is_dropped(void **state)
{
	struct answer a;
	int fd = stream_open(NULL, &a);
	char *big = talloc_zero_size(w.ctx, 100001);
	uint64_t before = http_stats(w.con->http)->streams_dropped;

	memset(big, 'x', 100000);
	for (int i = 0; i < 120 && http_stats(w.con->http)->streams_dropped == before; i++) {
		fake_desk_event(w.desk, 200 + i, "notice", json_pack("{s:s}", "text", big));
		world_turns(&w, 10);
	}
	assert_int_equal(http_stats(w.con->http)->streams_dropped, before + 1);
	world_turns(&w, 50);
	assert_int_equal(http_stats(w.con->http)->streams, 0);
	assert_int_equal(browse_get(&w, "s-peer", "/").code, 200);
	close(fd);
}

/* --- The API -------------------------------------------------------------- */

static struct answer api(const char *method, const char *path, const char *token, const char *body)
{
	int fd = browse_connect(&w);
	struct answer a;

	browse_write(fd, talloc_asprintf(w.ctx, "%s /api/v1/%s HTTP/1.1\r\nHost: x\r\n"
		"Cookie: wls=s-all\r\n"
		"%s%s%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
		method, path,
		token ? "Authorization: Bearer " : "", token ? token : "", token ? "\r\n" : "",
		body ? strlen(body) : 0, body ? body : ""));
	a = browse_read(&w, fd, NULL);
	close(fd);
	return a;
}

static void the_api_takes_tokens_not_cookies(void **state)
{
	assert_int_equal(api("GET", "talk/list", NULL, NULL).code, 401);
	assert_int_equal(api("GET", "talk/list", "s-peer", NULL).code, 200);
	assert_int_equal(api("GET", "audit/list", "s-peer", NULL).code, 403);
	assert_int_equal(api("GET", "talk/say", "s-peer", NULL).code, 405);
	assert_int_equal(api("POST", "talk/say", "s-peer", "no json").code, 400);
	assert_int_equal(api("GET", "talk/show?talk=abc", "s-peer", NULL).code, 400);
	assert_int_equal(api("GET", "no/such/verb", "s-peer", NULL).code, 404);
	assert_int_equal(api("POST", "talk/say", "s-peer",
			     "{\"talk\":2,\"text\":\"hi\",\"key\":\"12345678\","
			     "\"session\":\"s-all\"}").code, 200);
	/* Log-in is for people: the API never makes a session. */
	assert_int_equal(api("POST", "login", "s-peer", "{}").code, 404);
	assert_int_equal(api("POST", "live/listen", "s-peer", "{}").code, 404);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		T(nobody_is_sent_to_log_in), T(every_answer_carries_the_headers),
		T(a_form_needs_its_token),
		T(tokens_of_others_do_not_count), T(logging_in_leads_back),
		T(a_failed_log_in_says_one_thing),
		T(step_up_asks_and_does_it_again), T(a_reason_is_for_one_thing),
		T(what_was_typed_is_kept), T(a_draft_of_two), T(logged_out_while_writing),
		T(sound_is_passed_on_and_kept_nowhere), T(the_desk_away_is_said),
		T(not_able_to_alarm_is_not_healthy),
		T(events_come_with_their_number), T(a_reader_comes_back_where_it_was),
		T(a_slow_reader_is_dropped), T(the_api_takes_tokens_not_cookies),
	};

	base_init(NULL, "console_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
