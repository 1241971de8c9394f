// SPDX-License-Identifier: AGPL-3.0-or-later
/* The writer: whatever comes in, only text comes out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "console/html.h"
#include "console/http.h"

static struct html *h;
static void *ctx;

static int begin(void **state)
{
	ctx = talloc_new(NULL);
	h = html_new(ctx);
	return 0;
}

static int end(void **state)
{
	talloc_free(ctx);
	return 0;
}

static void values_are_escaped(void **state)
{
	html_open(h, "p", "class", "\"><script>", "hidden", HTML_YES, "title", NULL, NULL);
	html_text(h, "<b>&'\"");
	html_close(h);
	assert_string_equal(html_done(h), "<p class=\"&quot;&gt;&lt;script&gt;\" hidden>"
			    "&lt;b&gt;&amp;&#39;&quot;</p>");
}

static void words_are_cleaned_and_isolated(void **state)
{
	html_words(h, "a\xe2\x80\xae" "b\x07\xc3\x28\xed\xa0\x80\xf4\x90\x80\x80\xe2\x80\x8f\n\tz");
	/* Override, bell, broken, surrogate (3 bytes), too high (4): each is seen; RLM stays. */
	assert_string_equal(html_done(h), "<bdi dir=\"auto\" class=\"words\">a\xef\xbf\xbd"
			    "b\xef\xbf\xbd"
			    "\xef\xbf\xbd(\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
			    "\xef\xbf\xbd\xef\xbf\xbd"
			    "\xef\xbf\xbd\xef\xbf\xbd\xe2\x80\x8f\n\tz</bdi>");
}

static void marks_count_in_utf16(void **state)
{
	const struct html_mark marks[] = { { 3, 2 }, { 900, 5 } };

	html_words_marked(h, "\xf0\x9f\x98\x80 <b>", marks, 2);	/* the face is two units */
	assert_string_equal(html_done(h), "<bdi dir=\"auto\" class=\"words\">\xf0\x9f\x98\x80 "
			    "<mark>&lt;b</mark>&gt;</bdi>");
}

static void marks_end_with_the_text(void **state)
{
	const struct html_mark marks[] = { { 1, SIZE_MAX / 2 } };

	html_words_marked(h, "abc", marks, 1);
	assert_string_equal(html_done(h),
			    "<bdi dir=\"auto\" class=\"words\">a<mark>bc</mark></bdi>");
}

static void links_lead_nowhere_else(void **state)
{
	static const char *const bad[] = { "javascript:alert(1)", "//evil.example",
		"http://x", "/\\evil",
		"data:text/html,x", " /x", "/a b", "tel:alert", "", "JaVaScript:x",
		"\tjavascript:x" };

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(html_link_allowed(bad[i]));
	assert_true(html_link_allowed("/talks/1?phrase=a%20b"));
	assert_true(html_link_allowed("#main"));
	assert_true(html_link_allowed("tel:+254711000001"));
	html_el(h, "a", "x", "href", "javascript:alert(1)", NULL);
	assert_string_equal(html_done(h), "<a href=\"#\">x</a>");
}

/* Whatever bytes there are: no markup that we did not write. */
static void any_bytes_stay_text(void **state)
{
	static const uint8_t seed[32] = { 7 };
	char text[60];

	rand_set_seed(seed);
	for (int n = 0; n < 3000; n++) {
		size_t len = rand_below(sizeof(text) - 1);
		const char *out, *body;

		rand_bytes(text, len);
		if (n % 3 == 0)	/* some that look like markup */
			memcpy(text, "</bdi><", len < 7 ? len : 7);
		text[len] = 0;
		h = html_new(ctx);
		html_words(h, text);
		out = html_done(h);
		body = strchr(out, '>') + 1;
		assert_string_equal(strrchr(body, '<'), "</bdi>");
		assert_ptr_equal(strchr(body, '<'), strrchr(body, '<'));
		talloc_free(h);
	}
	rand_set_seed(NULL);
}

/* --- Forms, cookies, paths --------------------------------------------------------------- */

static void forms_are_read(void **state)
{
	static const char text[] = "a=1+2&b=%C3%A9%0D%0Ax&empty=&flag&a=3";
	struct http_pairs p;

	assert_int_equal(http_form_parse(ctx, text, strlen(text), &p), 0);
	assert_string_equal(http_get(&p, "a"), "1 2");
	assert_string_equal(http_get(&p, "b"), "\xc3\xa9\nx");
	assert_string_equal(http_get(&p, "empty"), "");
	assert_string_equal(http_get(&p, "flag"), "");
	assert_null(http_get(&p, "none"));
}

static void bad_forms_are_refused(void **state)
{
	static const char *const bad[] = { "a=%", "a=%2", "a=%zz", "a=%00", "%00=1" };
	struct http_pairs p;
	char *many = talloc_strdup(ctx, "");

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(http_form_parse(ctx, bad[i], strlen(bad[i]), &p), -EINVAL);
	for (int i = 0; i < HTTP_PAIRS_MAX + 1; i++)
		many = talloc_strdup_append(many, "a=1&");
	assert_int_equal(http_form_parse(ctx, many, strlen(many), &p), -E2BIG);
}

static void cookies_are_read(void **state)
{
	struct http_pairs p;

	http_cookies_parse(ctx, "wls=abc; x; =y; wlr=%2Fa%7Cwhy; bad=%zz;wlf=1", &p);
	assert_string_equal(http_get(&p, "wls"), "abc");
	assert_string_equal(http_get(&p, "wlr"), "/a|why");
	assert_string_equal(http_get(&p, "wlf"), "1");
	assert_null(http_get(&p, "bad"));
	http_cookies_parse(ctx, NULL, &p);
	assert_int_equal(p.len, 0);
}

static void paths_are_ours(void **state)
{
	static const char *const bad[] = { "", "x", "//x", "/a//b", "/../x", "/a%2fb", "/a b",
					   "/a\\b", "/a?b" };

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(http_path_good(bad[i]));
	assert_true(http_path_good("/talks/12"));
	assert_string_equal(http_url_encode(ctx, "a b/\xc3\xa9"), "a%20b%2F%C3%A9");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		T(values_are_escaped), T(words_are_cleaned_and_isolated), T(marks_count_in_utf16),
		T(marks_end_with_the_text), T(links_lead_nowhere_else), T(any_bytes_stay_text),
		T(forms_are_read), T(bad_forms_are_refused), T(cookies_are_read), T(paths_are_ours),
	};

	base_init(NULL, "html_test");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
