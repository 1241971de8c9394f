// SPDX-License-Identifier: AGPL-3.0-or-later
/* A row of the table, played in the whole house. */
#include "library_int.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "care/care_int.h"
#include "store/store_due.h"
#include "store/store_record.h"
#include "store/store_session.h"
#include "vet/vet.h"

/* --- Beginning ---------------------------------------------------------------------- */

/* A sentence of stories, or one of the few that only this table needs. */
static int given_one(struct library *l, char *line)
{
	char node[24], key[40], value[80];
	int used = 0;

	if (sscanf(line, "set %23[^:]: %39s %79[^\n]%n", node, key, value, &used) == 3 && used)
		return world_set(l->w, node, key, value, l->err);
	return story_given(l->w, line, l->err);
}

static char *line_take(struct library *l, const char **lines)
{
	const char *end = strchrnul(*lines, '\n');
	char *line, *cut;

	*lines += strspn(*lines, " \t\n");
	end = strchrnul(*lines, '\n');
	if (end == *lines)
		return NULL;
	line = talloc_strndup(l, *lines, (size_t)(end - *lines));
	*lines = end;
	cut = strstr(line, "  #");
	if (cut)
		*cut = '\0';
	return line;
}

static int given(struct library *l, const char *lines, bool clock)
{
	char *line;
	int rc = 0;

	while (rc >= 0 && (line = line_take(l, &lines)))
		if ((strncmp(line, "clock ", 6) == 0) == clock)
			rc = clock ? world_clock_set(l->w, "Africa/Nairobi", line + 6) :
				given_one(l, line);
	return rc;
}

static int everybody(struct library *l, const struct library_row *row)
{
	static const char *const others[] = {
		"lena +254733000101 is staff coordinator safeguarding",
		"omar +254733000102 is staff oncall manager",
		"june +254722000103 is peer trained on duty",
	};
	int rc = 0;
	size_t i;

	for (i = 0; rc >= 0 && i < ARRAY_LEN(others); i++)
		rc = story_given(l->w, talloc_asprintf(l, "%s speaks %s", others[i], l->way->lang),
				 l->err);
	if (row->stranger)
		world_phone_add(l->w, "zed", "+254711000104");
	else if (rc >= 0)
		rc = story_given(l->w, talloc_asprintf(l, "zed +254711000104 is member speaks %s",
						       l->way->lang), l->err);
	l->who = world_phone(l->w, "zed");
	return rc;
}

static void words_find(struct library *l)
{
	l->words = care_deps(house_care(l->w->house))->words;
	l->sizes = vet_words(l, l->words);
}

static int nobody_left(struct library *l)
{
	renderings_forget();
	return 0;
}

struct library *library_open(void *ctx, const struct library_row *row,
			     const struct library_way *way, struct err *err)
{
	struct library *l = talloc_zero(ctx, struct library);
	int rc;

	err->text[0] = '\0';
	l->way = way;
	l->lang = way->lang;
	l->err = err;
	l->last = &l->first;
	l->w = world_new(l, 5);
	talloc_set_destructor(l, nobody_left);
	rc = world_clock_set(l->w, "Africa/Nairobi", "2026-11-23 10:00");
	if (rc == 0)
		rc = given(l, row->given ? row->given : "", true);
	if (rc == 0)
		rc = world_set(l->w, "people", "language", way->lang, err);
	if (rc == 0)
		rc = world_open(l->w, err);
	if (rc == 0) {
		words_find(l);
		rc = everybody(l, row);
	}
	if (rc >= 0)
		rc = given(l, row->given ? row->given : "", false);
	if (rc < 0) {
		if (!err->text[0])
			err_set(err, -rc, "given: %s", strerror(-rc));
		talloc_free(l);
		return NULL;
	}
	if (way->voice)
		library_listen(l);
	return l;
}

/* --- Sending -------------------------------------------------------------------------- */

struct fakevox_call *library_leg(struct library *l, const struct world_phone *p)
{
	return l->w->vox ? fakevox_find(l->w->vox, p->number, FAKEVOX_UP) : NULL;
}

static void let_it_come(struct library *l)
{
	world_pass(l->w, SECONDS_MS(1));
	library_collect(l);
}

void library_sends(struct library *l, struct world_phone *from, const char *text)
{
	struct fakevox_call *leg = library_leg(l, from);

	library_tell(l, "%6s > %s", from->name, text);
	if (!leg)
		world_send(l->w, from, text);
	else if (leg->records)
		fakevox_says(leg, 5000, false);
	else if (!isdigit((unsigned char)text[0]) && !strchr("*#", text[0]))
		library_wrong(l, "\"%s\" cannot be pressed, and nothing is recorded", text);
	else if (!leg->gathers && !leg->with[0])
		library_wrong(l, "%s is pressed while nobody listens for keys", text);
	else
		fakevox_press(leg, text);
	let_it_come(l);
}

/* The first of a list, or the word. */
static char *word_of(struct library *l, const char *key)
{
	const char *text;

	if (!strchr(key, '.'))
		key = talloc_asprintf(l, "choice.%s", key);
	text = words_own(l->words, l->lang, key);
	if (!text) {
		library_wrong(l, "there is no word %s in \"%s\"", key, l->way->lang);
		return NULL;
	}
	return talloc_strndup(l, text, strncmp(key, "keyword.", 8) == 0 ? strcspn(text, ",") :
			      strlen(text));
}

static int member_sends(struct library *l, char *what)
{
	bool pressed = library_leg(l, l->who) != NULL;
	char full[96];
	size_t i;

	if (what[0] == '"') {
		what = talloc_strndup(l, what + 1, strlen(what) - 2);
		library_own(l, what);
	} else if (!isdigit((unsigned char)what[0]) && pressed) {
		snprintf(full, sizeof(full), "%s%s", strchr(what, '.') ? "" : "choice.", what);
		for (i = 0; i < l->press_len && strcmp(l->press[i].key, full) != 0; i++)
			;
		if (i == l->press_len)
			return library_wrong(l, "no key is offered for %s", full);
		what = talloc_asprintf(l, "%d", l->press[i].number);
	} else if (!isdigit((unsigned char)what[0])) {
		what = word_of(l, what);
	}
	if (!what)
		return -EINVAL;
	library_sends(l, l->who, what);
	return 0;
}

/* Whoever rings for the first time is asked for a language. */
static int ring(struct library *l, char *rest)
{
	const char *const *lang = words_languages(l->words);
	int n = 1;

	library_tell(l, "%6s rings", l->who->name);
	fakevox_ring(l->w->vox, l->who->number, "40404");
	let_it_come(l);
	if (!l->first || strcmp(l->first->key, "voice.language") != 0)
		return 0;
	while (l->first && strcmp(l->first->key, "voice.language") == 0)
		library_next(l, l->who);
	for (; *lang && strcmp(*lang, l->way->lang) != 0; lang++)
		n++;
	library_sends(l, l->who, talloc_asprintf(l, "%d", n));
	return 0;
}

static int hang_up(struct library *l, char *rest)
{
	struct fakevox_call *leg = library_leg(l, l->who);

	library_tell(l, "%6s hangs up", l->who->name);
	if (leg)
		fakevox_hang_up(leg, "caller");
	let_it_come(l);
	return 0;
}

/* --- Hearing ----------------------------------------------------------------------------- */

static int heard_next(struct library *l, char *keys)
{
	char *save = NULL, *key;
	struct heard *h;

	for (key = strtok_r(keys, " ", &save); key; key = strtok_r(NULL, " ", &save)) {
		h = library_next(l, l->who);
		if (!h)
			return library_wrong(l, "nothing comes where %s should", key);
		if (strcmp(h->key, key) != 0)
			return library_wrong(l, "%s comes where %s should: %s", h->key,
					     key, h->text);
	}
	return 0;
}

static int other_hears(struct library *l, const struct world_phone *p, const char *key)
{
	struct heard *h;

	while ((h = library_next(l, p)))
		if (strcmp(h->key, key) == 0)
			return 0;
	return library_wrong(l, "%s does not get %s", p->name, key);
}

/* --- Looking ------------------------------------------------------------------------------- */

bool library_person(struct library *l, struct store_person *out)
{
	return store_people_by_address(house_store(l->w->house), STORE_ADDR_NUMBER, l->who->number,
				       out) == 0;
}

struct fact {
	struct library *l;
	const char *name;
	char is[200];
};

static int fact_step(struct care_turn *t, void *arg)
{
	struct fact *f = arg;
	struct flow_value v = { .type = FLOW_NOTHING };
	struct store_person p;
	struct care_host host;

	if (!library_person(f->l, &p))
		return -ENOENT;
	care_host_init(&host, t, &p);
	if (!host.host.get(host.host.arg, f->name, &v))
		return -ENOENT;
	snprintf(f->is, sizeof(f->is), "%s", v.type == FLOW_NOTHING ? "nothing" :
		 v.type == FLOW_BOOL ? (v.truth ? "true" : "false") :
		 v.type == FLOW_TEXT ? v.text :
		 talloc_asprintf(t->mem, "%lld", (long long)v.number));
	return 0;
}

static int fact(struct library *l, char *rest)
{
	char *value = strchr(rest, ' ');
	struct fact f = { .l = l, .name = rest };

	if (!value)
		return library_wrong(l, "= NAME VALUE");
	*value++ = '\0';
	if (house_do(l->w->house, fact_step, &f) < 0)
		return library_wrong(l, "nobody knows %s", rest);
	return strcmp(f.is, value) == 0 ? 0 :
		library_wrong(l, "%s is %s, not %s", rest, f.is, value);
}

static int score(struct library *l, char *rest)
{
	struct store_person p;
	struct secret *is;
	size_t len;
	char *want = strchr(rest, ' ');

	if (!want)
		return library_wrong(l, "score NAME RESULT");
	*want++ = '\0';
	if (!library_person(l, &p) ||
	    store_scored_last(house_store(l->w->house), l, p.id, rest, &is) != 1)
		return library_wrong(l, "no result of %s is kept", rest);
	len = secret_len(is);
	while (len && secret_reveal(is)[len - 1] == ' ')
		len--;
	return len == strlen(want) && memcmp(secret_reveal(is), want, len) == 0 ? 0 :
		library_wrong(l, "of %s is kept: %.*s", rest, (int)len, secret_reveal(is));
}

static int pass(struct library *l, char *rest)
{
	int64_t ms;

	if (duration_parse(rest, &ms) < 0)
		return library_wrong(l, "%s is no time", rest);
	library_tell(l, "       + %s", rest);
	world_pass(l->w, ms);
	library_collect(l);
	return 0;
}

int library_sleeps(struct library *l, int64_t ms)
{
	library_tell(l, "       sleep %lldh", (long long)(ms / HOURS_MS(1)));
	world_kill(l->w);
	l->w->now_ms += ms;
	l->w->mono_ms += ms;
	if (world_open(l->w, l->err) < 0)
		return library_wrong(l, "the house does not start again");
	words_find(l);
	library_collect(l);
	return 0;
}

static int sleeps(struct library *l, char *rest)
{
	int64_t ms;

	return duration_parse(rest, &ms) < 0 ? library_wrong(l, "%s is no time", rest) :
		library_sleeps(l, ms);
}

static int then(struct library *l, char *rest)
{
	struct err err;

	return story_then(l->w, rest, &err) < 0 ? library_wrong(l, "then: %s", err.text) : 0;
}

/* --- The script ------------------------------------------------------------------------------ */

/* How much of it there is does not matter here; that it is fit for people does. */
static int forget(struct library *l, char *rest)
{
	while (library_next(l, l->who))
		;
	return 0;
}

static const struct {
	const char *word;
	int (*run)(struct library *l, char *rest);
} verbs[] = {
	{ "< ", heard_next }, { "> ", member_sends }, { "+ ", pass }, { "sleep ", sleeps },
	{ "= ", fact },
	{ "score ", score }, { "then ", then }, { "ring", ring }, { "hang up", hang_up },
	{ "forget", forget },
};

/* "june < offer.new", "june > 1", "as june" */
static int line_of_other(struct library *l, char *line)
{
	char *rest = strchr(line, ' ');
	struct world_phone *p;

	if (rest)
		*rest++ = '\0';
	if (rest && strcmp(line, "as") == 0)
		return (l->who = world_phone(l->w, rest)) ? 0 :
			library_wrong(l, "who is %s?", rest);
	p = rest ? world_phone(l->w, line) : NULL;
	if (!p || !rest[0] || rest[1] != ' ')
		return library_wrong(l, "not understood: %s", line);
	if (rest[0] == '<')
		return other_hears(l, p, rest + 2);
	rest = isdigit((unsigned char)rest[2]) || rest[2] == '"' ? rest + 2 : word_of(l, rest + 2);
	if (rest && rest[0] == '"') {
		rest = talloc_strndup(l, rest + 1, strlen(rest) - 2);
		library_own(l, rest);
	}
	if (rest)
		library_sends(l, p, rest);
	return rest ? 0 : -EINVAL;
}

static int line_play(struct library *l, char *line)
{
	size_t i;

	if ((line[0] == 'T' || line[0] == 'V') && line[1] == ' ') {
		if ((line[0] == 'V') != l->way->voice)
			return 0;
		line += 2;
	}
	for (i = 0; i < ARRAY_LEN(verbs); i++)
		if (strncmp(line, verbs[i].word, strlen(verbs[i].word)) == 0)
			return verbs[i].run(l, line + strlen(verbs[i].word));
	return line_of_other(l, line);
}

int library_script(struct library *l, const char *script, bool *walks)
{
	char *line, *copy;
	int rc = 0;

	while (rc == 0 && !l->wrong && (line = line_take(l, &script))) {
		if (strcmp(line, "walk") == 0) {
			if (walks) {
				*walks = true;
				return 0;
			}
			continue;
		}
		copy = talloc_strdup(l, line);
		rc = line_play(l, line);
		if (rc < 0) {
			char *why = talloc_strdup(l, l->err->text);

			err_set(l->err, EINVAL, "`%s`: %s", copy, why);
		}
	}
	return l->wrong ? -EINVAL : rc;
}

/* --- The end ---------------------------------------------------------------------------------- */

/* A call goes on when a flow has ended. */
static struct heard *heard_besides(struct library *l)
{
	static const char *const after[] = {
		"menu.main", "voice.wait", "voice.stay", "voice.bye", "voice.record.words",
	};
	struct heard *h;
	size_t i;

	while ((h = library_next(l, l->who))) {
		for (i = 0; i < ARRAY_LEN(after) && strcmp(after[i], h->key) != 0; i++)
			;
		if (!h->spoken || i == ARRAY_LEN(after))
			return h;
	}
	return NULL;
}

static bool comes_again(struct library *l, const char *name)
{
	const struct flow *f = flow_set_find(care_deps(house_care(l->w->house))->flows, name);

	return f && flow_schedule(f)->kind != FLOW_NOT_SCHEDULED;
}

bool library_waits(struct library *l)
{
	struct store_session s;
	struct store_person p;

	return library_person(l, &p) &&
		store_session_get(house_store(l->w->house), l, p.id, &s) == 1 &&
		!comes_again(l, s.flow);
}

/* Nothing of theirs waits without an end; and nothing was said that was not told. */
int library_rest(struct library *l, bool long_after)
{
	struct store *st = house_store(l->w->house);
	struct heard *h = heard_besides(l);
	struct store_session s;
	struct store_person p;
	struct store_due due;
	int rc;

	if (l->wrong)
		return -EINVAL;
	if (h && !long_after)
		return library_wrong(l, "and more comes: %s", h->key);
	if (!library_person(l, &p))
		return 0;		/* erased */
	rc = store_session_get(st, l, p.id, &s);
	if (rc == 1 && long_after && !comes_again(l, s.flow))
		return library_wrong(l, "flow %s still waits at %s", s.flow, s.step);
	if (rc == 1 && store_due_get(st, STORE_DUE_SESSION, p.id, &due) != 1)
		return library_wrong(l, "flow %s waits at %s without an end", s.flow, s.step);
	return rc < 0 ? library_wrong(l, "the session cannot be read") : 0;
}

int library_play(void *ctx, const struct library_row *row, const struct library_way *way,
		 struct err *err)
{
	struct library *l = library_open(ctx, row, way, err);
	int rc;

	if (!l)
		return -EINVAL;
	rc = library_script(l, row->script, NULL);
	if (rc == 0)
		rc = library_rest(l, false);
	talloc_free(l);
	return rc;
}
