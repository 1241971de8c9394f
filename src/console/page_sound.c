// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Spoken messages and stories: the list, and their sound.  The sound is fetched from
 * warmlined a slice at a time and passed on; the next slice is asked for when the last one
 * has left, so no more than two are ever here, and none afterwards.
 */
#include "console/console_int.h"
#include "base/mem.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#define HEARERS (ROLE_P | ROLE_S | ROLE_O | ROLE_C | ROLE_G | ROLE_M)

/* --- The list ------------------------------------------------------------------------- */

static void ask_sounds(struct visit *v)
{
	visit_ask(v, "list", "recording list", NULL);
}

static void player(struct visit *v, struct html *h, const json_t *one)
{
	char *src = talloc_asprintf(v, "/recordings/%" PRId64 "/sound", ji(one, "id"));

	html_open(h, "audio", "controls", HTML_YES, "preload", "none", "src", src, NULL);
	html_close(h);
}

/* What can be decided besides: why it may not be heard, and that somebody should look
 * after them. */
static void story_more(struct visit *v, struct html *h, const char *id)
{
	const struct choice whys[] = {
		{ "known", say(v, "ui.story.why.known") },
		{ "hurts", say(v, "ui.story.why.hurts") },
		{ "unclear", say(v, "ui.story.why.unclear") },
		{ "not-here", say(v, "ui.story.why.not-here") },
	};

	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.story.refuse");
	form_begin(v, h, "/recordings/refuse", NULL);
	form_hidden(h, "story", id);
	form_select(v, h, &(struct question){
		"why", "ui.story.why", whys, ARRAY_LEN(whys), "known" });
	form_button(v, h, "ui.story.refuse", NULL);
	form_end(h);
	html_close(h);
	html_open(h, "details", NULL);
	el(v, h, "summary", "ui.story.look");
	html_open(h, "div", "class", "row", NULL);
	button(v, h, "/recordings/worry", "ui.story.worry", "story", id, "danger", "no", NULL);
	button(v, h, "/recordings/worry", "ui.story.danger", "story", id, "danger", "yes", NULL);
	html_close(h);
	html_close(h);
}

static void show_one(struct visit *v, struct html *h, const json_t *one)
{
	const char *id = talloc_asprintf(v, "%" PRId64, ji(one, "id"));
	const char *story = ji(one, "story") ? talloc_asprintf(v, "%" PRId64, ji(one, "story")) :
		NULL;
	const char *state = js(one, "state");
	bool waits = state && strcmp(state, "waits") == 0;

	html_open(h, "li", NULL);
	html_open(h, "p", NULL);
	html_words(h, js(one, "who"));
	html_text(h, " · ");
	html_text(h, say(v, story ? "ui.sound.story" : "ui.sound.message"));
	html_textf(h, " · %s · ", say_span(v, ji(one, "seconds") * 1000));
	el_time(v, h, ji(one, "at_ms"));
	html_close(h);
	if (story && !jb(one, "agreed"))
		el(v, h, "p", "ui.story.notagreed");
	else if (story)
		el(v, h, "p", waits ? "ui.story.waits" : "ui.story.board");
	player(v, h, one);
	html_open(h, "div", "class", "row", NULL);
	if (!jb(one, "heard"))
		button(v, h, "/recordings/heard", "ui.sound.heard", "recording", id, NULL);
	if (story && waits && jb(one, "agreed") && jb(one, "heard"))
		button(v, h, "/recordings/approve", "ui.story.approve", "story", story, NULL);
	html_close(h);
	if (story)
		story_more(v, h, story);
	html_close(h);
}

static void show_sounds(struct visit *v, struct html *h)
{
	json_t *items = json_object_get(visit_answer(v, "list"), "items"), *one;
	size_t i;

	el(v, h, "p", "ui.sound.intro");
	if (empty(v, h, items, "ui.sound.none"))
		return;
	html_open(h, "ul", "class", "cards", NULL);
	json_array_foreach(items, i, one)
		show_one(v, h, one);
	html_close(h);
}

const struct page sound_pages[] = {
	{ "/recordings", "ui.sound.title", HEARERS, 0, "ui.nav.sound", ask_sounds,
	  show_sounds, NULL },
};
const struct action sound_actions[] = {
	{ "/recordings/heard", "recording heard", "recording", "/recordings", "ui.said.done",
	  NULL, NULL },
	{ "/recordings/approve", "story approve", "story", "/recordings", "ui.said.done",
	  NULL, NULL },
	{ "/recordings/refuse", "story refuse", "story why", "/recordings", "ui.said.done",
	  NULL, NULL },
	{ "/recordings/worry", "story worry", "story danger", "/recordings", "ui.said.done",
	  NULL, NULL },
};
DEFINE_TABLES(sound)

/* --- The sound ------------------------------------------------------------ */

struct sound {
	struct visit *v;
	int64_t at, until;		/* bytes of the WAV file; until: after the last one; 0:
					 * its end */
	bool ranged, begun;
};

static void sound_gone(void *arg)
{
	struct sound *s = arg;

	if (s->v->waiting == 0)		/* else the answer frees it (visit.c) */
		talloc_free(s->v);
}

static void sound_ask(struct sound *s);

static void sound_sent(void *arg)
{
	struct sound *s = arg;

	if (!s->v->req->gone)
		sound_ask(s);
}

static void sound_end(struct sound *s)
{
	struct visit *v = s->v;

	http_body_end(v->req);
	talloc_free(v);
}

/* What the browser hears before the first byte. */
static bool sound_begin(struct sound *s, int64_t total)
{
	char range[80];

	if (s->at >= total) {
		http_add_header(s->v->req, "Content-Range",
				talloc_asprintf(s->v, "bytes */%" PRId64, total));
		visit_reply(s->v, 416, "text/plain; charset=utf-8", "No such part.\n", 14);
		return false;
	}
	if (!s->until || s->until > total)
		s->until = total;
	http_add_header(s->v->req, "Accept-Ranges", "bytes");
	snprintf(range, sizeof(range), "bytes %" PRId64 "-%" PRId64 "/%" PRId64, s->at,
		 s->until - 1, total);
	if (s->ranged)
		http_add_header(s->v->req, "Content-Range", range);
	s->v->req->on_gone = sound_gone;
	s->v->req->arg = s;
	s->begun = true;
	http_body_begin(s->v->req, s->ranged ? 206 : 200, "audio/wav", s->until - s->at);
	return true;
}

static void sound_refused(struct sound *s)
{
	struct visit *v = s->v;
	int code = strcmp(v->error, "log-in") == 0 ? 401 : visit_error_code(v->error);

	if (s->begun)		/* the line fell, or the right: the browser sees that it is
				 * cut off */
		sound_end(s);
	else
		visit_reply(v, code, "text/plain; charset=utf-8", "Refused.\n", 9);
}

static void sound_answer(struct visit *v)
{
	struct sound *s = v->req->arg;
	json_t *ok = visit_answer(v, "slice");
	const char *text = js(ok, "data");
	size_t len = text ? strlen(text) : 0;
	uint8_t *data = talloc_size(v, len + 1);
	size_t n = 0;

	if (v->error[0] || !text ||
	    sodium_base642bin(data, len, text, len, NULL, &n, NULL,
			      sodium_base64_VARIANT_ORIGINAL) < 0) {
		if (!v->error[0])
			snprintf(v->error, sizeof(v->error), "failed");
		sound_refused(s);
		return;
	}
	if (!s->begun && !sound_begin(s, ji(ok, "total")))
		return;
	if ((int64_t)n > s->until - s->at)
		n = (size_t)(s->until - s->at);
	s->at += (int64_t)n;
	json_object_del(v->answers, "slice");
	http_body_send(v->req, data, n, s->at < s->until && n ? sound_sent : NULL, s);
	explicit_bzero(data, n);
	talloc_free(data);
	if (s->at >= s->until || !n)
		sound_end(s);
}

static void sound_ask(struct sound *s)
{
	visit_ask(s->v, "slice", "recording read", json_pack("{s:I, s:I}", "recording",
		(json_int_t)visit_id(s->v), "from", (json_int_t)s->at));
	visit_go(s->v, sound_answer);
}

/* "bytes=0-", "bytes=1000-1999" (RFC 9110, 14.1.2); of anything else all is sent. */
static void range_read(struct sound *s, const char *range)
{
	char *end;
	long long first, last = -1;

	if (!range || strncmp(range, "bytes=", 6) != 0)
		return;
	first = strtoll(range + 6, &end, 10);
	if (end == range + 6 || *end != '-' || first < 0 || first > INT32_MAX)
		return;
	if (end[1])
		last = strtoll(end + 1, &end, 10);
	else
		end++;
	if (*end || (last >= 0 && last < first) || last > INT32_MAX)
		return;
	s->ranged = true;
	s->at = first;
	s->until = last >= 0 ? last + 1 : 0;
}

void sound_serve(struct visit *v)
{
	struct sound *s;

	if (!v->session || !visit_id(v) || strcmp(v->req->method, "GET") != 0) {
		visit_reply(v, v->session ? 404 : 401, "text/plain; charset=utf-8",
			    "Refused.\n", 9);
		return;
	}
	if (!visit_same_origin(v)) {	/* nobody else's page plays it */
		visit_reply(v, 403, "text/plain; charset=utf-8", "Refused.\n", 9);
		return;
	}
	s = talloc_zero(v, struct sound);
	s->v = v;
	v->req->arg = s;
	range_read(s, http_header(v->req, "Range"));
	sound_ask(s);
}
