// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * The runner.  Every entry point takes the session one turn on: from what
 * happened (an answer, silence, an outcome) along the arrows to the next place
 * that waits, or to the end.  A turn is bounded by FLOW_STEPS_PER_TURN, a
 * session by the flow's age limit: nothing here can hold a person fast.
 */
#include <sodium.h>

#include "flow/flow_int.h"
#include "base/mem.h"

enum { RETRIES_DEFAULT = 2, EFFECT_WAIT_S = 60 };

/* One turn. */
struct turn {
	struct flow_state *st;
	const struct flow_host *host;
	struct flow_actions *out;
	int64_t now_ms;
	struct flow_arg *changed;	/* by the effects of this turn, which the host has yet
					 * to do */
	size_t changed_len;
};

static const char *const end_names[] = {
	[FLOW_END_DONE] = "done", [FLOW_END_SILENT] = "silent",
	[FLOW_END_NO_ANSWER] = "no-answer", [FLOW_END_TOO_LONG] = "too-long",
	[FLOW_END_TOO_OLD] = "too-old", [FLOW_END_REVISION_GONE] = "revision-gone",
	[FLOW_END_BROKEN] = "broken",
};

const char *flow_end_name(enum flow_end end)
{
	return end_names[end];
}

struct flow_actions *flow_actions_new(void *ctx)
{
	struct flow_actions *a = talloc_zero(ctx, struct flow_actions);

	a->ctx = a;
	return a;
}

/* --- Where it came through ------------------------------------------------------------ */

static void came(struct turn *t, int line, int column)
{
	if (t->host->came && t->st->depth)
		t->host->came(t->host->arg, flow_state_flow(t->st), line, column);
}

/* --- Actions ------------------------------------------------------------------------- */

static struct flow_action *action_add(struct turn *t, enum flow_action_type type)
{
	struct flow_actions *out = t->out;
	const struct flow_stmt *s = flow_state_stmt(t->st);
	struct flow_action *a;

	out->list = talloc_realloc(out, out->list, struct flow_action, out->len + 1);
	a = &out->list[out->len++];
	*a = (struct flow_action){ .type = type };
	if (t->st->depth) {
		a->flow = flow_state_flow(t->st)->name;
		a->step = flow_state_step(t->st);
		a->line = s ? s->line : 0;
	}
	return a;
}

/* All variables, as placeholders for the words; copies, for the state changes. */
static void add_vars(struct turn *t, struct flow_action *a)
{
	const struct flow_state *st = t->st;

	a->args = talloc_zero_array(t->out, struct flow_arg, st->vars_len + 2);
	for (size_t i = 0; i < st->vars_len; i++) {
		a->args[i] = st->vars[i];
		if (a->args[i].value.type == FLOW_TEXT)
			a->args[i].value.text = talloc_strdup(t->out, st->vars[i].value.text);
	}
	a->args_len = st->vars_len;
}

static void finish(struct turn *t, enum flow_end end)
{
	struct flow_action *a = action_add(t, FLOW_END);

	a->end = end;
	t->st->depth = 0;
	t->st->waiting = FLOW_WAITS_NOT;
	if (end == FLOW_END_TOO_LONG || end == FLOW_END_BROKEN)
		LOGP(DFLOW, LOGL_ERROR, "A session in %s, step %s, line %d was ended: %s\n",
		     a->flow ? a->flow : "?", a->step ? a->step : "?", a->line,
		     flow_end_name(end));
}

/* --- Variables --------------------------------------------------------------------------- */

static bool lookup(void *arg, const char *name, struct flow_value *out)
{
	struct turn *t = arg;
	const struct flow_value *v;

	for (size_t i = t->changed_len; i-- > 0; )
		if (strcmp(t->changed[i].name, name) == 0) {
			*out = t->changed[i].value;
			return true;
		}
	if (strchr(name, '.'))
		return t->host->get && t->host->get(t->host->arg, name, out);
	v = flow_state_get(t->st, name);
	if (v)
		*out = *v;
	return v != NULL;
}

static void set_all(struct flow_state *st, const struct flow_arg *vars)
{
	for (; vars && vars->name; vars++)
		flow_state_set(st, vars->name, &vars->value);
}

/* --- Moving -------------------------------------------------------------------------------- */

static struct flow_frame *top(struct flow_state *st)
{
	return &st->frames[st->depth - 1];
}

/* Questions of frames that are gone cannot be gone back to. */
static void forget_asked_above(struct flow_state *st, int depth)
{
	while (st->asked_len && st->asked[st->asked_len - 1].depth > depth)
		st->asked_len--;
}

static void pop_frame(struct turn *t)
{
	struct flow_state *st = t->st;

	if (st->depth == 1) {
		finish(t, FLOW_END_DONE);
		return;
	}
	st->depth--;
	forget_asked_above(st, st->depth);
	/* The caller stands at its `call`: go on behind it, or where that says. */
	const struct flow_stmt *call = flow_state_stmt(st);
	struct flow_frame *fr = top(st);

	if (call && call->kind == STMT_CALL && call->var) {
		const struct flow_value *result = flow_state_get(st, "result");

		flow_state_set(st, call->var, result ? result : &(struct flow_value){ 0 });
	}
	if (call && call->kind == STMT_CALL && call->target.to == TO_STEP) {
		fr->step = call->target.step;
		fr->stmt = 0;
	} else if (call && call->kind == STMT_CALL && call->target.to == TO_END) {
		finish(t, FLOW_END_DONE);
	} else if (call && call->kind == STMT_CALL && call->target.to == TO_RETURN) {
		pop_frame(t);
	} else {
		fr->stmt++;
	}
}

static void go(struct turn *t, const struct flow_target *to)
{
	struct flow_frame *fr = top(t->st);

	t->st->waiting = FLOW_WAITS_NOT;
	if (to->line)
		came(t, to->line, to->column);
	switch (to->to) {
	case TO_NEXT:
		fr->stmt++;
		break;
	case TO_STEP:
		fr->step = to->step;
		fr->stmt = 0;
		break;
	case TO_END:
		finish(t, FLOW_END_DONE);
		break;
	case TO_RETURN:
		pop_frame(t);
		break;
	}
}

/* --- Waiting --------------------------------------------------------------------------------- */

static const char *const again_keys[] = {
	[FLOW_ASK_NUMBER] = "badinput.number", [FLOW_ASK_CHOICE] = "badinput.choice",
	[FLOW_ASK_DIGITS] = "badinput.digits", [FLOW_ASK_TEXT] = "badinput.text",
	[FLOW_ASK_PIN] = "badinput.pin", [FLOW_ASK_NEW_PIN] = "badinput.pin",
	[FLOW_ASK_RECORDING] = "badinput.text",
};

static int64_t silence_ms(const struct turn *t, const struct flow_stmt *s)
{
	const struct flow *f = flow_state_flow(t->st);

	if (s->silence_ms)
		return s->silence_ms;
	return f->silence_ms ? f->silence_ms : f->age_ms;
}

/* "Nakuru, Naivasha" as so many parts; children of the actions. */
static const char **names_all(struct turn *t, const struct flow_stmt *s, size_t *n)
{
	struct flow_value v = flow_eval(t->out, s->expr, lookup, t);
	const char *p = v.type == FLOW_TEXT ? v.text : "", **list = NULL;

	for (*n = 0; *p; p += strspn(p, ", ")) {
		size_t len = strcspn(p, ","), end = len;

		while (end && p[end - 1] == ' ')
			end--;
		list = talloc_realloc(t->out, list, const char *, *n + 1);
		list[(*n)++] = talloc_strndup(t->out, p, end);
		p += len;
	}
	return list;
}

/* As many as there are keys for: 1 to 8, and with more than eight the last of them leads on. */
static void names_page(struct turn *t, const struct flow_stmt *s, struct flow_action *a)
{
	size_t n, first;
	const char **all = s->expr ? names_all(t, s, &n) : NULL;

	if (!all)
		return;
	a->more = n > FLOW_NAMES_PAGE ? FLOW_NAMES_PAGE : 0;
	first = a->more ? (size_t)t->st->page * (FLOW_NAMES_PAGE - 1) : 0;
	if (first >= n)			/* round again */
		first = (size_t)(t->st->page = 0);
	a->names = all + first;
	a->names_len = n - first;
	if (a->more && a->names_len > FLOW_NAMES_PAGE - 1)
		a->names_len = FLOW_NAMES_PAGE - 1;
}

static void wait_answer(struct turn *t, const struct flow_stmt *s, const char *again)
{
	struct flow_state *st = t->st;
	struct flow_action *a = action_add(t, FLOW_WAIT);

	st->waiting = FLOW_WAITS_ANSWER;
	st->silence_at_ms = t->now_ms + silence_ms(t, s);
	a->key = s->key;
	a->again_key = again;
	a->ask = s->ask;
	a->low = s->low;
	a->high = s->high;
	a->options = s->options;
	a->options_len = s->options_len;
	a->silence_at_ms = st->silence_at_ms;
	a->must_hear = s->must_hear;
	a->first_key_ms = s->first_key_ms;
	a->next_key_ms = s->next_key_ms;
	names_page(t, s, a);
	add_vars(t, a);
	if (s->ask != FLOW_ASK_CHOICE && s->ask != FLOW_ASK_TEXT &&
	    s->ask != FLOW_ASK_RECORDING) {
		a->args = talloc_realloc(t->out, a->args, struct flow_arg, a->args_len + 2);
		a->args[a->args_len++] = (struct flow_arg){ "low", FLOW_INT(s->low) };
		a->args[a->args_len++] = (struct flow_arg){ "high", FLOW_INT(s->high) };
	}
}

/* Only the newest questions are kept: BACK is for a slip, not for a journey. */
static void remember_asked(struct flow_state *st)
{
	const struct flow_frame *fr = top(st);

	if (st->asked_len == FLOW_BACK_MAX) {
		memmove(&st->asked[0], &st->asked[1], sizeof(st->asked[0]) * (FLOW_BACK_MAX - 1));
		st->asked_len--;
	}
	st->asked[st->asked_len++] = (struct flow_asked){ st->depth, fr->step, fr->stmt };
}

static void ask(struct turn *t, const struct flow_stmt *s)
{
	t->st->retries = t->st->page = 0;
	remember_asked(t->st);
	wait_answer(t, s, NULL);
}

/* Enough: where `retry` leads, else where silence leads. */
static void give_up(struct turn *t, const struct flow_stmt *s, enum flow_end end)
{
	const struct flow *f = flow_state_flow(t->st);

	if (end == FLOW_END_NO_ANSWER && s->retry.to != TO_NEXT)
		go(t, &s->retry);
	else if (s->silence_ms)
		go(t, &s->silence);
	else if (f->silence_ms)
		go(t, &f->silence);
	else
		finish(t, end);
}

static void again(struct turn *t, const struct flow_stmt *s, const char *key)
{
	int limit = s->retries >= 0 ? s->retries : RETRIES_DEFAULT;

	if (++t->st->retries > limit) {
		give_up(t, s, FLOW_END_NO_ANSWER);
		return;
	}
	wait_answer(t, s, key);
}

/* --- Statements ----------------------------------------------------------- */

static void do_say(struct turn *t, const struct flow_stmt *s)
{
	struct flow_action *a = action_add(t, FLOW_SAY);

	a->key = s->key;
	a->must_hear = s->must_hear;
	add_vars(t, a);
	top(t->st)->stmt++;
}

static void do_set(struct turn *t, const struct flow_stmt *s)
{
	struct flow_value v = flow_eval(t->out, s->expr, lookup, t);

	flow_state_set(t->st, s->var, &v);
	top(t->st)->stmt++;
}

static void do_if(struct turn *t, const struct flow_stmt *s)
{
	struct flow_value v = flow_eval(t->out, s->expr, lookup, t);

	if (flow_truth(&v)) {
		go(t, &s->target);
	} else {
		came(t, s->line, -s->column);	/* the other branch */
		top(t->st)->stmt++;
	}
}

/* What nobody who may has signed is as if it were not there, however one comes to it. */
static bool is_offered(struct turn *t, const struct flow *f)
{
	struct flow_value v = { .type = FLOW_NOTHING };

	return !f->needs || (lookup(t, talloc_asprintf(t->out, "offers.%s", f->name), &v) &&
			     flow_truth(&v));
}

/* A call right before an `end` needs no way back: so menus may call each other
 * as long as anybody likes. */
static void do_call(struct turn *t, const struct flow_stmt *s)
{
	struct flow_state *st = t->st;
	const struct flow *f = flow_set_find(st->set, s->key);
	const struct flow_step *step = &flow_state_flow(st)->steps[top(st)->step];
	size_t next = (size_t)top(st)->stmt + 1;

	if (!f) {
		finish(t, FLOW_END_BROKEN);
		return;
	}
	if (s->target.to == TO_NEXT && next < step->len && step->stmts[next].kind == STMT_END) {
		st->depth = 0;
		st->asked_len = 0;
	}
	if (st->depth == FLOW_FRAMES_MAX) {
		finish(t, FLOW_END_TOO_LONG);
		return;
	}
	st->frames[st->depth++] = (struct flow_frame){ .flow = f };
	if (!is_offered(t, f))
		pop_frame(t);
}

static void do_return(struct turn *t, const struct flow_stmt *s)
{
	if (s->expr) {
		struct flow_value v = flow_eval(t->out, s->expr, lookup, t);

		flow_state_set(t->st, "result", &v);
	}
	pop_frame(t);
}

static void do_end(struct turn *t, const struct flow_stmt *s)
{
	finish(t, FLOW_END_DONE);
}

static void do_goto(struct turn *t, const struct flow_stmt *s)
{
	go(t, &s->target);
}

static void wait_effect(struct turn *t, struct flow_action *a)
{
	t->st->waiting = FLOW_WAITS_EFFECT;
	t->st->silence_at_ms = t->now_ms + SECONDS_MS(EFFECT_WAIT_S);
	a->waits = true;
	a->silence_at_ms = t->st->silence_at_ms;
}

/* The lines behind it see what it changes. */
static void note_change(struct turn *t, const struct flow_action *a)
{
	struct flow_arg one;

	if (!flow_effect_change(t->out, t->st->set->vocabulary, a, &one))
		return;
	t->changed = talloc_realloc(t->out, t->changed, struct flow_arg, t->changed_len + 1);
	t->changed[t->changed_len++] = one;
}

static void do_effect(struct turn *t, const struct flow_stmt *s)
{
	struct flow_action *a = action_add(t, FLOW_EFFECT);

	a->effect = s->key;
	a->args = talloc_zero_array(t->out, struct flow_arg, s->args_len + 1);
	a->args_len = s->args_len;
	for (size_t i = 0; i < s->args_len; i++) {
		a->args[i].value = flow_eval(t->out, s->args[i], lookup, t);
		if (a->args[i].value.type == FLOW_TEXT)
			a->args[i].value.text = talloc_strdup(t->out, a->args[i].value.text);
	}
	note_change(t, a);
	if (s->branches_len)
		wait_effect(t, a);
	else
		top(t->st)->stmt++;
}

static void (*const run_stmt[])(struct turn *t, const struct flow_stmt *s) = {
	[STMT_SAY] = do_say, [STMT_ASK] = ask, [STMT_SET] = do_set, [STMT_IF] = do_if,
	[STMT_CALL] = do_call, [STMT_RETURN] = do_return, [STMT_END] = do_end,
	[STMT_GOTO] = do_goto, [STMT_EFFECT] = do_effect,
};

static void run(struct turn *t)
{
	struct flow_state *st = t->st;

	for (int n = 0; st->depth && st->waiting == FLOW_WAITS_NOT; n++) {
		const struct flow_stmt *s = flow_state_stmt(st);

		if (n == FLOW_STEPS_PER_TURN)
			finish(t, FLOW_END_TOO_LONG);
		else if (!s)
			pop_frame(t);	/* a step that just stops returns */
		else {
			came(t, s->line, s->column);
			run_stmt[s->kind](t, s);
		}
	}
}

/* --- Entry points --------------------------------------------------------- */

struct flow_state *flow_start(void *ctx, struct flow_set *set, const struct flow *flow,
			      const struct flow_host *host, const struct flow_arg *vars,
			      int64_t now_ms, struct flow_actions *out)
{
	struct flow_state *st = talloc_zero(ctx, struct flow_state);
	struct turn t = { .st = st, .host = host, .out = out, .now_ms = now_ms };

	st->set = set;
	st->started_at_ms = now_ms;
	st->frames[0] = (struct flow_frame){ .flow = flow };
	st->depth = 1;
	set_all(st, vars);
	run(&t);
	return st;
}

static bool too_old(struct turn *t)
{
	const struct flow *f = t->st->frames[0].flow;

	if (t->now_ms - t->st->started_at_ms < f->age_ms)
		return false;
	finish(t, FLOW_END_TOO_OLD);
	return true;
}

static void keep_answer(struct turn *t, const struct flow_stmt *s, const struct flow_answer *got)
{
	bool number = s->ask == FLOW_ASK_NUMBER || (s->ask == FLOW_ASK_CHOICE && got->branch);
	struct flow_value answer = number ? FLOW_INT(got->number) : FLOW_STRING(got->text);
	struct flow_value named = answer;

	if (got->branch)		/* an option's word: what `as` is after */
		named = FLOW_STRING(got->text);
	if (got->branch && got->branch->kind == BRANCH_WORD)
		answer = named;
	flow_state_set(t->st, "answer", &answer);
	if (s->var)
		flow_state_set(t->st, s->var, &named);
}

static const struct flow_branch *else_branch(const struct flow_stmt *s)
{
	for (size_t i = 0; i < s->branches_len; i++)
		if (s->branches[i].kind == BRANCH_ELSE)
			return &s->branches[i];
	return NULL;
}

static const struct flow_branch *branch_of_answer(const struct flow_stmt *s,
						  const struct flow_answer *got)
{
	if (got->branch)
		return got->branch;
	for (size_t i = 0; i < s->branches_len && s->ask == FLOW_ASK_NUMBER; i++)
		if (s->branches[i].kind == BRANCH_RANGE && got->number >= s->branches[i].low &&
		    got->number <= s->branches[i].high)
			return &s->branches[i];
	return else_branch(s);
}

static int wipe_text(char *text)
{
	sodium_memzero(text, talloc_get_size(text));
	return 0;
}

/* The PIN leaves as an effect, is never a variable and is wiped with the actions. */
static void check_pin(struct turn *t, const struct flow_stmt *s, const char *digits)
{
	struct flow_action *a = action_add(t, FLOW_EFFECT);
	char *pin = talloc_strdup(t->out, digits);

	talloc_set_destructor(pin, wipe_text);
	a->effect = s->ask == FLOW_ASK_PIN ? "pin-check" : "pin-set";
	a->args = talloc_zero_array(t->out, struct flow_arg, 1);
	a->args[0].value = FLOW_STRING(pin);
	a->args_len = 1;
	wait_effect(t, a);
}

bool flow_input(struct flow_state *st, const struct flow_host *host, const char *text,
		int64_t now_ms, struct flow_actions *out)
{
	struct turn t = { .st = st, .host = host, .out = out, .now_ms = now_ms };
	const struct flow_stmt *s = flow_state_stmt(st);
	static const struct flow_target next = { .to = TO_NEXT };
	struct flow_answer got;
	const struct flow_branch *b;
	void *tmp;

	if (flow_state_waiting(st) != FLOW_WAITS_ANSWER)
		return false;
	if (too_old(&t))
		return true;
	tmp = talloc_new(out);
	if (!flow_answer_read(tmp, s, host, text, &got)) {
		again(&t, s, s->retry_key ? s->retry_key : again_keys[s->ask]);
	} else if (s->ask == FLOW_ASK_PIN || s->ask == FLOW_ASK_NEW_PIN) {
		check_pin(&t, s, got.text);
		sodium_memzero((void *)got.text, strlen(got.text));
	} else {
		keep_answer(&t, s, &got);
		b = branch_of_answer(s, &got);
		if (b)
			came(&t, b->line, b->column);
		go(&t, b ? &b->target : &next);
	}
	run(&t);
	talloc_free(tmp);
	return true;
}

bool flow_press(struct flow_state *st, const struct flow_host *host, const char *digits,
		int64_t now_ms, struct flow_actions *out)
{
	struct turn t = { .st = st, .host = host, .out = out, .now_ms = now_ms };
	const struct flow_stmt *s = flow_state_stmt(st);
	struct flow_action page = { .names_len = 0 };
	int key = digits[0] && !digits[1] ? digits[0] - '0' : 0;

	if (flow_state_waiting(st) != FLOW_WAITS_ANSWER)
		return false;
	names_page(&t, s, &page);
	if (!page.names_len)
		return flow_input(st, host, digits, now_ms, out);
	if (key >= 1 && (size_t)key <= page.names_len)
		return flow_input(st, host, page.names[key - 1], now_ms, out);
	if (too_old(&t))
		return true;
	if (page.more && key == page.more) {
		st->page++;
		wait_answer(&t, s, NULL);
		return true;
	}
	again(&t, s, s->retry_key ? s->retry_key : "badinput.choice");
	run(&t);
	return true;
}

bool flow_skip(struct flow_state *st, const struct flow_host *host, int64_t now_ms,
	       struct flow_actions *out)
{
	struct turn t = { .st = st, .host = host, .out = out, .now_ms = now_ms };
	const struct flow_stmt *s = flow_state_stmt(st);
	struct flow_answer got = { .branch = NULL, .text = "skip" };

	if (flow_state_waiting(st) != FLOW_WAITS_ANSWER)
		return false;
	if (too_old(&t))
		return true;
	for (size_t i = 0; i < s->branches_len && !got.branch; i++)
		if (s->branches[i].kind == BRANCH_WORD &&
		    strcmp(s->branches[i].word, "choice.skip") == 0)
			got.branch = &s->branches[i];
	if (got.branch) {
		keep_answer(&t, s, &got);
		came(&t, got.branch->line, got.branch->column);
		go(&t, &got.branch->target);
	} else {
		give_up(&t, s, FLOW_END_SILENT);
	}
	run(&t);
	return true;
}

/* The branch for an outcome; a PIN that is wrong or too easy is asked again
 * where the flow says nothing else. */
static void take_outcome(struct turn *t, const struct flow_stmt *s, const char *outcome)
{
	static const struct flow_target next = { .to = TO_NEXT };
	const struct flow_branch *b = NULL;

	for (size_t i = 0; i < s->branches_len && !b; i++)
		if (s->branches[i].kind == BRANCH_WORD &&
		    strcmp(s->branches[i].word, outcome) == 0)
			b = &s->branches[i];
	if (!b && s->kind == STMT_ASK && strcmp(outcome, "wrong") == 0) {
		again(t, s, "pin.wrong");
		return;
	}
	if (!b && s->kind == STMT_ASK && strcmp(outcome, "weak") == 0) {
		again(t, s, "pin.weak");
		return;
	}
	if (!b)
		b = else_branch(s);
	if (b) {
		came(t, b->line, b->column);
		go(t, &b->target);
	} else if (strcmp(outcome, "failed") == 0)
		finish(t, FLOW_END_SILENT);
	else
		go(t, &next);
}

bool flow_effect_done(struct flow_state *st, const struct flow_host *host, const char *outcome,
		      const struct flow_arg *vars, int64_t now_ms, struct flow_actions *out)
{
	struct turn t = { .st = st, .host = host, .out = out, .now_ms = now_ms };

	if (flow_state_waiting(st) != FLOW_WAITS_EFFECT)
		return false;
	set_all(st, vars);
	take_outcome(&t, flow_state_stmt(st), outcome);
	run(&t);
	return true;
}

bool flow_silence(struct flow_state *st, const struct flow_host *host, int64_t now_ms,
		  struct flow_actions *out)
{
	struct turn t = { .st = st, .host = host, .out = out, .now_ms = now_ms };
	const struct flow_stmt *s = flow_state_stmt(st);

	if (flow_state_waiting(st) == FLOW_WAITS_NOT || now_ms < st->silence_at_ms)
		return false;
	if (st->waiting == FLOW_WAITS_EFFECT)
		take_outcome(&t, s, "failed");
	else
		give_up(&t, s, FLOW_END_SILENT);
	run(&t);
	return true;
}

bool flow_again(struct flow_state *st, const struct flow_host *host, int64_t now_ms,
		struct flow_actions *out)
{
	struct turn t = { .st = st, .host = host, .out = out, .now_ms = now_ms };

	if (flow_state_waiting(st) != FLOW_WAITS_ANSWER)
		return false;
	wait_answer(&t, flow_state_stmt(st), NULL);
	return true;
}

bool flow_back(struct flow_state *st, const struct flow_host *host, int64_t now_ms,
	       struct flow_actions *out)
{
	struct turn t = { .st = st, .host = host, .out = out, .now_ms = now_ms };

	if (flow_state_waiting(st) != FLOW_WAITS_ANSWER)
		return false;
	if (st->asked_len > 1) {
		struct flow_asked *to = &st->asked[--st->asked_len - 1];

		st->depth = to->depth;
		top(st)->step = to->step;
		top(st)->stmt = to->stmt;
		st->retries = st->page = 0;
	}
	wait_answer(&t, flow_state_stmt(st), NULL);
	return true;
}
