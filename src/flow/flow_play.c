// SPDX-License-Identifier: AGPL-3.0-or-later
/* Playing a test: each cue is held against what the runner really does. */
#include <inttypes.h>

#include "flow/flow_play_int.h"
#include "base/mem.h"

enum { KNOWN_MAX = 64, OTHERS_MAX = 16 };

struct play {
	const struct flow_test *test;
	const struct flow_stage *stage;
	struct flow_problems *problems;
	void *ctx;
	struct flow_host host;
	struct flow_state *st;
	struct flow_actions *out;
	size_t told;			/* actions that a cue has named */
	int64_t now_ms;
	struct flow_arg known[KNOWN_MAX];
	size_t known_len;
	struct told {			/* what further phones got in this turn */
		const struct flow_tells_spec *row;
		struct flow_action *say;
		bool named;
	} others[OTHERS_MAX];
	size_t others_len;
	const char *escaped;		/* "safety", "person": what 9 and 0 did, not yet told */
	const struct cue *cue;
	bool wrong;
};

/* --- The host -------------------------------------------------------------------------- */

static bool get(void *arg, const char *name, struct flow_value *out)
{
	struct play *p = arg;

	for (size_t i = p->known_len; i-- > 0; )
		if (strcmp(p->known[i].name, name) == 0) {
			*out = p->known[i].value;
			return true;
		}
	return false;
}

static const char *word(void *arg, const char *lang, const char *key)
{
	struct play *p = arg;

	return p->stage->word ? p->stage->word(p->stage->arg, lang, key) : NULL;
}

static void came(void *arg, const struct flow *flow, int line, int column)
{
	struct play *p = arg;

	if (p->stage->came)
		p->stage->came(p->stage->arg, flow, line, column);
}

static bool lookup(void *arg, const char *name, struct flow_value *out)
{
	struct play *p = arg;
	const struct flow_value *v = p->st ? flow_state_get(p->st, name) : NULL;

	if (v)
		*out = *v;
	return v || get(arg, name, out);
}

/* --- Telling ----------------------------------------------------------------------------- */

static void wrong(struct play *p, const char *fmt, ...) PRINTF(2, 3);
static void wrong(struct play *p, const char *fmt, ...)
{
	const struct cue *c = p->cue;
	va_list ap;
	char *text;

	p->wrong = true;
	va_start(ap, fmt);
	text = talloc_vasprintf(p->ctx, fmt, ap);
	va_end(ap);
	flow_problem_add(p->problems, FLOW_ERROR, p->test->file, c ? c->line : p->test->line,
			 c ? c->column : p->test->column, "%s (%s, by %s)", text, p->stage->lang,
			 p->stage->voice ? "voice" : "text");
}

static void show(struct play *p, enum flow_shown who, const char *text)
{
	if (p->stage->shown)
		p->stage->shown(p->stage->arg, who, text);
}

static char *value_text(void *ctx, const struct flow_value *v)
{
	return v->type == FLOW_NOTHING ? talloc_strdup(ctx, "nothing") : flow_value_text(ctx, v);
}

static const char *key_of(const struct flow_action *a)
{
	return a->again_key ? a->again_key : a->key;
}

static char *describe(struct play *p, const struct flow_action *a)
{
	char *s;

	switch (a->type) {
	case FLOW_SAY:
	case FLOW_WAIT:
		return talloc_asprintf(p->ctx, "phone gets %s", key_of(a));
	case FLOW_END:
		return talloc_asprintf(p->ctx, "then ends %s", flow_end_name(a->end));
	case FLOW_EFFECT:
		break;
	}
	s = talloc_asprintf(p->ctx, "service does %s", a->effect);
	for (size_t i = 0; i < a->args_len; i++)
		s = talloc_asprintf_append_buffer(s, strchr(value_text(p->ctx, &a->args[i].value),
							    ' ') ?
						  " \"%s\"" : " %s",
						  value_text(p->ctx, &a->args[i].value));
	return s;
}

/* The next thing that the flow did; NULL: nothing more. */
static const struct flow_action *next(struct play *p)
{
	return p->told < p->out->len ? &p->out->list[p->told] : NULL;
}

/* Everything must have been told before anything else happens; that it came to its end
 * need not be said. */
static bool all_told(struct play *p)
{
	const struct flow_action *a = next(p);

	if (p->escaped) {
		wrong(p, "not told: service does %s", p->escaped);
		return false;
	}
	if (!a || a->type == FLOW_END)
		return true;
	wrong(p, "not told: %s", describe(p, a));
	return false;
}

static void turn(struct play *p)
{
	p->out = flow_actions_new(p->ctx);
	p->told = 0;
}

/* --- Cues -------------------------------------------------------------------------------- */

/* "Hello *" against "Hello, Ann" */
static bool fits(const char *pattern, const char *text)
{
	for (; *pattern; pattern++, text++) {
		if (*pattern == '*') {
			do {
				if (fits(pattern + 1, text))
					return true;
			} while (*text++);
			return false;
		}
		if (*pattern != *text)
			return false;
	}
	return *text == 0;
}

/* Words stand in a test in one language. */
static void compare(struct play *p, const struct cue *c, const char *text)
{
	if (text && c->text && !fits(c->text, text) &&
	    (p->test->langs || strcmp(p->stage->lang, "en") == 0))
		wrong(p, "the words of %s are: %s", c->key, text);
}

static void play_gets(struct play *p, const struct cue *c)
{
	const struct flow_action *a = next(p);
	char *text = NULL;

	if (!a || (a->type != FLOW_SAY && a->type != FLOW_WAIT) || strcmp(key_of(a), c->key) != 0) {
		wrong(p, "expected: phone gets %s, but %s", c->key, a ? describe(p, a) :
		      p->escaped ? "it was left by 0 or 9" : "nothing comes");
		return;
	}
	p->told++;
	if (p->stage->render)
		text = p->stage->render(p->stage->arg, p->ctx, p->stage, a);
	if (p->stage->render && !text)
		wrong(p, "there are no words for %s", key_of(a));
	else if (!p->stage->voice)
		compare(p, c, text);
	if (text)
		show(p, FLOW_SHOWN_PHONE, text);
}

/* --- Further phones ------------------------------------------------------------------------- */

/* Peers and staff get texts, whatever the member uses; each in their own language, here in
 * the one that is played. */
static char *text_of(struct play *p, const struct flow_action *say)
{
	struct flow_stage by_text = *p->stage;

	by_text.voice = false;
	return by_text.render ? by_text.render(by_text.arg, p->ctx, &by_text, say) : NULL;
}

/* What the effect makes others' phones show; a test may hold it with `peer gets`. */
static void tell_others(struct play *p, const struct flow_action *a, const char *outcome)
{
	const struct flow_vocabulary *v = p->stage->set->vocabulary;
	const struct flow_tells_spec *row = NULL;

	while ((row = flow_effect_tells(v, a, outcome, row)) && p->others_len < OTHERS_MAX) {
		const char *kind = p->stage->voice ? row->kind_voice : row->kind;
		struct flow_action *say = flow_tells_say(p->ctx, row, a, kind ?
			word(p, p->stage->lang, kind) : NULL);
		char *text = text_of(p, say);

		p->others[p->others_len++] = (struct told){ row, say, false };
		if (text)
			show(p, strcmp(row->who, "peer") == 0 ? FLOW_SHOWN_PEER : FLOW_SHOWN_STAFF,
			     text);
	}
}

static const char *others_got(struct play *p, const char *who)
{
	char *all = talloc_strdup(p->ctx, "");

	for (size_t i = 0; i < p->others_len; i++)
		if (!p->others[i].named && strcmp(p->others[i].row->who, who) == 0)
			all = talloc_asprintf_append_buffer(all, "%s%s", *all ? ", " : "",
							    p->others[i].row->key);
	return *all ? all : "nothing";
}

static void play_told(struct play *p, const struct cue *c)
{
	for (size_t i = 0; i < p->others_len; i++) {
		struct told *t = &p->others[i];

		if (t->named || strcmp(t->row->who, c->who) != 0 ||
		    strcmp(t->row->key, c->key) != 0)
			continue;
		t->named = true;
		compare(p, c, text_of(p, t->say));
		return;
	}
	wrong(p, "expected: %s gets %s, but %s gets %s", c->who, c->key, c->who,
	      others_got(p, c->who));
}

/* On a call words are said after a tone; here they stand for their recording. */
static bool is_said(const struct flow_stmt *s)
{
	return s && s->kind == STMT_ASK &&
		(s->ask == FLOW_ASK_TEXT || s->ask == FLOW_ASK_RECORDING);
}

/* What they send in this language and channel; NULL: it can be neither pressed nor said. */
static const char *input_of(struct play *p, const struct cue *c)
{
	const struct flow_stmt *s = p->st ? flow_state_stmt(p->st) : NULL;
	const char *text = c->text;

	if (c->is_word) {
		for (size_t i = 0; p->stage->voice && s && i < s->options_len; i++)
			if (strcmp(s->options[i].key, c->text) == 0)
				return talloc_asprintf(p->ctx, "%d", s->options[i].number);
		/* A word is never said: but to skip there is a key. */
		if (p->stage->voice && !(is_said(s) && strcmp(c->text, "choice.skip") == 0))
			return NULL;
		text = word(p, p->stage->lang, c->text);
		if (!text)
			text = "";
		return talloc_strndup(p->ctx, text, strcspn(text, ","));
	}
	if (p->stage->voice && text[strspn(text, "0123456789")] && !is_said(s))
		return NULL;
	return text;
}

static bool input(struct play *p, const char *text)
{
	bool keys = p->stage->voice && !text[strspn(text, "0123456789")];

	return keys ? flow_press(p->st, &p->host, text, p->now_ms, p->out) :
		flow_input(p->st, &p->host, text, p->now_ms, p->out);
}

static enum flow_played play_sends(struct play *p, const struct cue *c)
{
	const char *text;

	if (!all_told(p))
		return FLOW_PLAYED_WRONG;
	text = input_of(p, c);
	if (!text)
		return FLOW_PLAYED_NOT;
	show(p, FLOW_SHOWN_MEMBER, text);
	turn(p);
	if (strcmp(text, "9") == 0 || strcmp(text, "0") == 0) {
		p->escaped = *text == '9' ? "safety" : "person";
		TALLOC_FREE(p->st);
	} else if (!p->st || !input(p, text)) {
		wrong(p, "nothing waits for an answer here");
	}
	return p->wrong ? FLOW_PLAYED_WRONG : FLOW_PLAYED;
}

static bool same_effect(struct play *p, const struct flow_action *a, const struct cue *c)
{
	if (a->type != FLOW_EFFECT || strcmp(a->effect, c->key) != 0)
		return false;
	if (c->args_len > a->args_len)	/* what a test does not name may be anything */
		return false;
	for (size_t i = 0; i < c->args_len; i++)
		if (strcmp(c->args[i], value_text(p->ctx, &a->args[i].value)) != 0)
			return false;
	return true;
}

/* What it brings, if the test knows it by now. */
static const struct flow_arg *brought(struct play *p, const struct flow_action *a)
{
	const char *name = flow_effect_brings(p->stage->set->vocabulary, a->effect);
	struct flow_arg *vars = talloc_zero_array(p->ctx, struct flow_arg, 2);

	if (name && get(p, name, &vars->value))
		vars->name = name;
	return vars;
}

static void play_does(struct play *p, const struct cue *c)
{
	const struct flow_action *a = next(p);
	const struct flow_arg *vars;

	if (p->escaped && strcmp(p->escaped, c->key) == 0) {
		p->escaped = NULL;
		show(p, FLOW_SHOWN_SERVICE, c->key);
		tell_others(p, &(struct flow_action){ .effect = c->key }, NULL);
		return;
	}
	if (!a || !same_effect(p, a, c)) {
		wrong(p, "expected: service does %s, but %s", c->key,
		      a ? describe(p, a) : "nothing is done");
		return;
	}
	show(p, FLOW_SHOWN_SERVICE, describe(p, a) + strlen("service does "));
	p->told++;
	if (p->known_len < KNOWN_MAX && flow_effect_change(p->ctx, p->stage->set->vocabulary, a,
							   &p->known[p->known_len]))
		p->known_len++;
	if (a->waits && !c->outcome)
		wrong(p, "the flow waits for what comes of this: say it behind `->`");
	else if (!a->waits && c->outcome)
		wrong(p, "the flow does not wait for what comes of this");
	if (p->wrong)
		return;
	tell_others(p, a, c->outcome);
	if (!a->waits)
		return;
	vars = brought(p, a);
	turn(p);
	flow_effect_done(p->st, &p->host, c->outcome, vars, p->now_ms, p->out);
}

static void know(struct play *p, const char *name, const struct flow_expr *e)
{
	if (p->known_len < KNOWN_MAX)
		p->known[p->known_len++] = (struct flow_arg){
			name, flow_eval(p->ctx, e, lookup, p) };
}

/* All waits that end meanwhile, each at its time. */
static void play_pass(struct play *p, const struct cue *c)
{
	int64_t until_ms = p->now_ms + c->ms, at_ms;

	if (!all_told(p))
		return;
	show(p, FLOW_SHOWN_TIME, talloc_asprintf(p->ctx, "%" PRId64 " minutes pass",
						 c->ms / MINUTES_MS(1)));
	turn(p);
	at_ms = p->st ? flow_state_silence_at_ms(p->st) : 0;
	if (at_ms && at_ms <= until_ms)
		flow_silence(p->st, &p->host, at_ms, p->out);
	p->now_ms = until_ms;
}

static void play_ends(struct play *p, const struct cue *c)
{
	const struct flow_action *a = next(p);

	if (!a || a->type != FLOW_END)
		wrong(p, "it does not end here%s%s", a ? ": " : "", a ? describe(p, a) : "");
	else if (strcmp(flow_end_name(a->end), c->key) != 0)
		wrong(p, "it ends: %s", flow_end_name(a->end));
	else
		p->told++;
}

static void play_then(struct play *p, const struct cue *c)
{
	struct flow_value v = flow_eval(p->ctx, c->expr, lookup, p);

	if (!flow_truth(&v))
		wrong(p, "this is not so");
}

static enum flow_played play_cue(struct play *p, const struct cue *c)
{
	p->cue = c;
	switch (c->kind) {
	case CUE_GETS:
		play_gets(p, c);
		break;
	case CUE_TOLD:
		play_told(p, c);
		break;
	case CUE_SENDS:
		p->others_len = 0;
		return play_sends(p, c);
	case CUE_DOES:
		play_does(p, c);
		break;
	case CUE_KNOWS:
		know(p, c->key, c->expr);
		break;
	case CUE_PASS:
		p->others_len = 0;
		play_pass(p, c);
		break;
	case CUE_ENDS:
		play_ends(p, c);
		break;
	case CUE_WAITS:
		if (all_told(p) && (!p->st || flow_state_waiting(p->st) == FLOW_WAITS_NOT))
			wrong(p, "it does not wait here");
		break;
	case CUE_THEN:
		play_then(p, c);
		break;
	}
	return p->wrong ? FLOW_PLAYED_WRONG : FLOW_PLAYED;
}

/* What is known from the start is also there as variables (`takes rest`). */
static bool begin(struct play *p, size_t *first)
{
	const struct flow *f = flow_set_find(p->stage->set, p->test->flow);
	struct flow_arg vars[KNOWN_MAX + 1] = { { 0 } };
	size_t n = 0;

	if (!f) {
		wrong(p, "there is no flow `%s`", p->test->flow);
		return false;
	}
	while (*first < p->test->len && p->test->cues[*first].kind == CUE_KNOWS) {
		const struct cue *c = &p->test->cues[(*first)++];

		know(p, c->key, c->expr);
		if (!strchr(c->key, '.'))
			vars[n++] = p->known[p->known_len - 1];
	}
	p->st = flow_start(p->ctx, p->stage->set, f, &p->host, vars, p->now_ms, p->out);
	return true;
}

static void end(struct play *p)
{
	const struct cue *last = p->test->len ? &p->test->cues[p->test->len - 1] : NULL;

	if (p->wrong || !all_told(p))
		return;
	if (p->st && flow_state_waiting(p->st) != FLOW_WAITS_NOT && last && last->kind != CUE_WAITS)
		wrong(p, "at its end the flow still waits at step `%s`; if that is meant, say "
		      "`then waits`", flow_state_step(p->st));
}

enum flow_played flow_test_play(const struct flow_test *t, const struct flow_stage *stage,
				struct flow_problems *problems)
{
	struct play p = {
		.test = t, .stage = stage, .problems = problems, .ctx = talloc_new(NULL),
		.now_ms = DAYS_MS(20000) + HOURS_MS(9) };
	enum flow_played got = FLOW_PLAYED;
	size_t i = 0;

	p.host = (struct flow_host){ .langs = stage->langs, .word = word, .get = get, .came = came,
				     .arg = &p };
	turn(&p);
	if ((stage->voice && t->text_only) || (!stage->voice && t->voice_only))
		got = FLOW_PLAYED_NOT;
	else if (!begin(&p, &i))
		got = FLOW_PLAYED_WRONG;
	while (got == FLOW_PLAYED && i < t->len)
		got = play_cue(&p, &t->cues[i++]);
	if (got == FLOW_PLAYED)
		end(&p);
	if (p.wrong)
		got = FLOW_PLAYED_WRONG;
	talloc_free(p.ctx);
	return got;
}
