// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Before anything is written: which nodes are reached, what they are called, what
 * kind of question each wait becomes, whose words it asks with, and what a wrong
 * answer leads to.
 */
#include "import/im_int.h"
#include "base/mem.h"

enum { OPTIONS_MAX = 6, OPTION_TOP = 8 };

/* --- Reached --------------------------------------------------------------------- */

static void mark(struct im_flow *f, int at, int *todo, size_t *len)
{
	if (at >= 0 && !f->nodes[at].reached) {
		f->nodes[at].reached = true;
		todo[(*len)++] = at;
	}
}

/* A way that became a retry leads nowhere of its own. */
static void reach(struct im *im, struct im_flow *f)
{
	int *todo = talloc_array(im->result, int, f->nodes_len + 1);
	size_t len = 0;

	for (size_t i = 0; i < f->nodes_len; i++)
		f->nodes[i].reached = false;
	mark(f, f->first, todo, &len);
	while (len) {
		const struct im_node *n = &f->nodes[todo[--len]];

		if (n->router == IM_ONWARD)
			mark(f, n->to, todo, &len);
		for (size_t i = 0; i < n->categories_len; i++)
			if (!n->again || (int)i != n->other)
				mark(f, n->categories[i].to, todo, &len);
	}
	talloc_free(todo);
}

static void note_unreached(struct im *im, struct im_flow *f)
{
	for (size_t i = 0; i < f->nodes_len; i++)
		if (!f->nodes[i].reached)
			im_note(im, f, &f->nodes[i], IMPORT_DROPPED, "node",
				"nothing leads to it");
}

/* --- The kind of question --------------------------------------------------------------- */

/* A case of numbers with whole bounds: low..high. */
bool im_case_range(const struct im_case *c, int64_t *low, int64_t *high)
{
	int64_t a = 0, b = 0;

	*low = 1;
	*high = INT64_MAX;
	if (im_case_is_words(c) && im_whole(c->args[0], &a)) {	/* has_any_word "3" */
		*low = *high = a;
		return true;
	}
	if (strcasecmp(c->test, "has_number_between") == 0)
		return c->len == 2 && im_whole(c->args[0], low) && im_whole(c->args[1], high);
	if (c->len != 1 || !im_whole(c->args[0], &a))
		return false;
	b = a;
	if (strcasecmp(c->test, "has_number_eq") == 0)
		*low = *high = a;
	else if (strcasecmp(c->test, "has_number_lt") == 0)
		*high = b - 1;
	else if (strcasecmp(c->test, "has_number_lte") == 0)
		*high = b;
	else if (strcasecmp(c->test, "has_number_gt") == 0)
		*low = a + 1;
	else if (strcasecmp(c->test, "has_number_gte") == 0)
		*low = a;
	else
		return false;
	return true;
}

static bool is_single_number(const struct im_case *c, int64_t *n)
{
	int64_t high;

	return im_case_range(c, n, &high) && *n == high;
}

/* The number that people know an option by: has_any_word "2 no". */
static int64_t known_number(const struct im_case *c)
{
	int64_t n;

	if (is_single_number(c, &n))
		return n;
	for (const char *p = c->args[0]; *p;) {
		size_t len = strcspn(p, " ,");
		char word[16] = "";

		if (len && len < sizeof(word)) {
			memcpy(word, p, len);
			if (im_whole(word, &n))
				return n;
		}
		p += len + (p[len] != '\0');
	}
	return -1;
}

/* 0 and 9 are never answers: a scale of up to eight that has one is asked from 1 on. */
static bool fits(struct im_node *n, int64_t low, int64_t high)
{
	if (low < 0 || low >= high || high - low >= OPTION_TOP)
		return false;
	n->shift = low >= 1 && high <= OPTION_TOP ? 0 : 1 - low;
	n->low = low + n->shift;
	n->high = high + n->shift;
	return n->shift == 0 || low == 0 || (low <= 9 && high >= 9);
}

/* Ranges that all lie in 1..8, or can be moved there. */
static bool is_number(struct im_node *n)
{
	int64_t low = INT64_MAX, high = 0, a, b;

	if (n->bounded)
		return fits(n, n->low, n->high);
	for (size_t i = 0; i < n->cases_len; i++) {
		if (!im_case_range(&n->cases[i], &a, &b))
			return false;
		low = a < low ? a : low;
		high = b > high ? b : high;
	}
	return n->cases_len && fits(n, low, high);
}

/* Would 0 or 9, alone, be an answer to this open question? */
static bool takes_zero_or_nine(const struct im_node *n)
{
	int64_t low, high;

	if (n->bounded && (n->low == 0 || (n->low <= 9 && n->high >= 9)))
		return true;
	for (size_t i = 0; i < n->cases_len; i++) {
		const struct im_case *c = &n->cases[i];

		if (im_case_range(c, &low, &high) && (low == 0 || (low <= 9 && high >= 9)))
			return true;
		if (im_case_is_words(c) && (known_number(c) == 0 || known_number(c) == 9))
			return true;
	}
	return false;
}

static void say_numbers(struct im *im, struct im_flow *f, struct im_node *n)
{
	if (n->form == IM_FORM_NUMBER && n->shift) {
		im_note(im, f, n, IMPORT_APPROXIMATED, "scale",
			"what was %lld to %lld is asked as %lld "
			"to %lld, for 0 asks for a person and 9 is safety; say so in the question",
			(long long)(n->low - n->shift), (long long)(n->high - n->shift),
			(long long)n->low, (long long)n->high);
	} else if (n->form == IM_FORM_TEXT && n->hint != IM_HINT_MEDIA && takes_zero_or_nine(n)) {
		n->doubles = true;
		im_note(im, f, n, IMPORT_APPROXIMATED, "numbers",
			"a lone 0 or 9 is never an answer (a "
			"person, safety): people write 00 and 09; say so in the question");
	}
}

static bool is_choice(const struct im_node *n)
{
	size_t options = 0;
	int64_t number;

	if (n->spoken_choices)
		return n->categories_len - (n->other >= 0) <= OPTIONS_MAX;
	for (size_t i = 0; i < n->cases_len; i++)
		if (!im_case_is_words(&n->cases[i]) &&
		    !(is_single_number(&n->cases[i], &number) && number <= 9))
			return false;
	for (size_t i = 0; i < n->categories_len; i++)
		options += (int)i != n->other && (int)i != n->timeout_category;
	return options >= 2 && options <= OPTIONS_MAX;	/* one would give the answer away */
}

/* A scale whose ways are called by their numbers: a menu of them would say each twice. */
static bool is_scale(struct im_node *n)
{
	int64_t number;

	for (size_t i = 0; i < n->categories_len; i++)
		if ((int)i != n->other && (int)i != n->timeout_category &&
		    !im_whole(n->categories[i].name, &number))
			return false;
	return !n->spoken_choices && is_number(n);
}

static enum im_form form_of(struct im_node *n)
{
	if (n->hint == IM_HINT_AUDIO)
		return IM_FORM_RECORDING;
	if (n->hint == IM_HINT_MEDIA)
		return IM_FORM_TEXT;
	if (n->hint == IM_HINT_DIGITS && n->digits >= 2)
		return IM_FORM_DIGITS;
	if (is_choice(n) && !is_scale(n))
		return IM_FORM_CHOICE;
	if (is_number(n))
		return IM_FORM_NUMBER;
	return IM_FORM_TEXT;
}

/* --- Numbers of the options ----------------------------------------------------------------- */

static bool taken(const struct im_node *n, int number)
{
	for (size_t i = 0; i < n->categories_len; i++)
		if (n->number[i] == number)
			return true;
	return false;
}

static void number_options(struct im *im, struct im_flow *f, struct im_node *n)
{
	int free_number = 1;

	n->number = talloc_zero_array(im->result, int, n->categories_len + 1);
	for (size_t i = 0; i < n->cases_len; i++) {
		int64_t k = known_number(&n->cases[i]);

		if (k >= 1 && k <= OPTION_TOP && !n->number[n->cases[i].category] &&
		    !taken(n, (int)k))
			n->number[n->cases[i].category] = (int)k;
	}
	for (size_t i = 0; i < n->categories_len; i++) {
		if ((int)i == n->other || (int)i == n->timeout_category || n->number[i])
			continue;
		while (taken(n, free_number))
			free_number++;
		n->number[i] = free_number;
	}
	for (size_t i = 0; i < n->cases_len; i++) {
		int64_t k = known_number(&n->cases[i]);
		int now = n->number[n->cases[i].category];

		if (k >= 0 && k != now && (k == 0 || k >= 9))
			im_note(im, f, n, IMPORT_APPROXIMATED, "option",
				"the answer %lld (%s) became "
				"%d%s", (long long)k, n->categories[n->cases[i].category].name, now,
				k == 0 ? ": 0 asks for a person" : k == 9 ? ": 9 is safety" :
				": options are 1 to 8");
	}
}

/* --- Words of the question -------------------------------------------------------------- */

/* The last words of a node, which what it does behind them does not change: 1 + index. */
static size_t last_words(const struct im_node *n)
{
	for (size_t i = n->actions_len; i > 0; i--) {
		if (n->actions[i - 1].kind == IM_SAY)
			return i;
		if (n->actions[i - 1].kind == IM_CALL)
			return 0;
	}
	return 0;
}

static void find_words(struct im_flow *f, struct im_node *n)
{
	int at = (int)(n - f->nodes);

	n->lends = last_words(n);
	if (n->lends) {
		n->asks_with = n;
		return;
	}
	for (size_t i = 0; i < f->nodes_len; i++) {
		struct im_node *p = &f->nodes[i];

		if (p->reached && p->router == IM_ONWARD && p->to == at && last_words(p) &&
		    n->actions_len == 0) {
			n->asks_with = p;
			p->lends = last_words(p);
			return;
		}
	}
}

/* "Sorry, ..." and the same question again: what our retry does. */
static void find_retry(struct im *im, struct im_flow *f, struct im_node *n)
{
	int at = (int)(n - f->nodes), other = n->other >= 0 ? n->categories[n->other].to : -1;
	const struct im_node *o = other >= 0 ? &f->nodes[other] : NULL;

	n->retry_with = -1;
	n->again = false;
	if (!o || (n->form != IM_FORM_CHOICE && n->form != IM_FORM_NUMBER))
		return;			/* an open question takes any answer: its loop stays */
	if (other == at || (n->asks_with == o && o->to == at && o->actions_len == 1))
		n->again = true;
	if (o->router == IM_ONWARD && o->to == at && o->actions_len == 1 && last_words(o) &&
	    n->asks_with != o) {
		n->again = true;
		n->retry_with = other;
	}
	if (n->again)
		im_note(im, f, n, IMPORT_APPROXIMATED, "retry", "the loop for other answers became "
			"`retry 2`: asked again twice, then it goes on");
}

const struct im_node *im_result_node(const struct im_flow *f, const char *var)
{
	for (size_t i = 0; i < f->nodes_len; i++)
		if (f->nodes[i].var && strcmp(f->nodes[i].var, var) == 0)
			return &f->nodes[i];
	return NULL;
}

/* Behind a call that does not come back there is nothing. */
static void cut_terminal(struct im_node *n)
{
	for (size_t i = 0; i < n->actions_len; i++)
		if (n->actions[i].terminal) {
			n->actions_len = i + 1;
			n->router = IM_ONWARD;
			n->to = -1;
			n->categories_len = n->cases_len = 0;
		}
}

/* Nothing is left in it but the way on. */
static bool is_empty(const struct im_node *n)
{
	if (n->router != IM_ONWARD)
		return false;
	for (size_t i = 0; i < n->actions_len; i++)
		if (n->actions[i].kind != IM_NOTHING &&
		    i + 1 != n->lends)
			return false;
	return true;
}

static void shorten(const struct im_flow *f, int *to)
{
	for (size_t hops = 0; *to >= 0 && is_empty(&f->nodes[*to]) && hops < f->nodes_len; hops++)
		*to = f->nodes[*to].to;
}

static void shorten_all(struct im_flow *f)
{
	for (size_t i = 0; i < f->nodes_len; i++) {
		shorten(f, &f->nodes[i].to);
		for (size_t j = 0; j < f->nodes[i].categories_len; j++)
			shorten(f, &f->nodes[i].categories[j].to);
	}
	shorten(f, &f->first);
}

void im_plan(struct im *im, struct im_flow *f)
{
	for (size_t i = 0; i < f->nodes_len; i++)
		cut_terminal(&f->nodes[i]);
	reach(im, f);
	note_unreached(im, f);
	for (size_t i = 0; i < f->nodes_len; i++) {
		struct im_node *n = &f->nodes[i];

		n->retry_with = -1;
		if (!n->reached || n->router != IM_WAIT)
			continue;
		n->form = form_of(n);
		if (n->form == IM_FORM_CHOICE)
			number_options(im, f, n);
		say_numbers(im, f, n);
		find_words(f, n);
	}
	for (size_t i = 0; i < f->nodes_len; i++) {
		struct im_node *n = &f->nodes[i];

		if (n->reached && n->router == IM_WAIT)
			find_retry(im, f, n);
		if (n->reached && n->form != IM_FORM_CHOICE)
			n->wants_category = n->var && json_object_get(im->asked, n->var);
	}
	shorten_all(f);
	reach(im, f);
}
