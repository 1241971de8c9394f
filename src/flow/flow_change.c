// SPDX-License-Identifier: AGPL-3.0-or-later
/* What effects change of what a flow can read, and whom they tell. */
#include "flow/flow_int.h"
#include "base/mem.h"

static const struct flow_change_spec *find(const struct flow_vocabulary *v, const char *effect,
					   const char *first)
{
	for (size_t i = 0; v && i < v->changes_len; i++)
		if (strcmp(v->changes[i].effect, effect) == 0 &&
		    (!v->changes[i].first || strcmp(v->changes[i].first, first) == 0))
			return &v->changes[i];
	return NULL;
}

static struct flow_value value(const struct flow_change_spec *c, const struct flow_action *a)
{
	switch (c->gives) {
	case FLOW_GIVES_TRUE:
	case FLOW_GIVES_FALSE:
		return FLOW_TRUTH(c->gives == FLOW_GIVES_TRUE);
	case FLOW_GIVES_FIRST_TRUTH:
		return FLOW_TRUTH(flow_truth(&a->args[0].value));
	case FLOW_GIVES_SECOND:
		if (a->args_len > 1)
			return a->args[1].value;
		break;
	case FLOW_GIVES_NOTHING:
		break;
	}
	return (struct flow_value){ .type = FLOW_NOTHING };
}

bool flow_effect_change(void *ctx, const struct flow_vocabulary *v, const struct flow_action *a,
			struct flow_arg *out)
{
	const char *first = a->args_len ? flow_value_text(ctx, &a->args[0].value) : "";
	const struct flow_change_spec *c = a->args_len ? find(v, a->effect, first) : NULL;

	if (!c)
		return false;
	out->name = c->variable[strlen(c->variable) - 1] == '.' ?
		talloc_asprintf(ctx, "%s%s", c->variable, first) : c->variable;
	out->value = value(c, a);
	return true;
}

const char *flow_effect_brings(const struct flow_vocabulary *v, const char *effect)
{
	for (size_t i = 0; v && i < v->brings_len; i++)
		if (strcmp(v->brings[i].effect, effect) == 0)
			return v->brings[i].variable;
	return NULL;
}

/* --- Whom they tell ----------------------------------------------------------------- */

static bool is_best(const struct flow_vocabulary *v, const char *effect, const char *outcome)
{
	const struct flow_effect_spec *spec = flow_effect_find(v, effect);

	return !outcome || !spec || !spec->outcomes || strcmp(spec->outcomes[0], outcome) == 0;
}

const struct flow_tells_spec *flow_effect_tells(const struct flow_vocabulary *v,
						const struct flow_action *a, const char *outcome,
						const struct flow_tells_spec *after)
{
	const struct flow_tells_spec *row = after ? after + 1 : v->tells;
	const char *first = a->args_len && a->args[0].value.type == FLOW_TEXT ?
		a->args[0].value.text : "";

	for (; row < v->tells + v->tells_len; row++)
		if (strcmp(row->effect, a->effect) == 0 && is_best(v, a->effect, outcome) &&
		    (!row->first || strcmp(row->first, first) == 0))
			return row;
	return NULL;
}

struct flow_action *flow_tells_say(void *ctx, const struct flow_tells_spec *row,
				   const struct flow_action *a, const char *kind)
{
	struct flow_action *say = talloc_zero(ctx, struct flow_action);
	const char *reason = row->reason;

	if (row->reason_arg && (size_t)row->reason_arg <= a->args_len)
		reason = flow_value_text(ctx, &a->args[row->reason_arg - 1].value);
	*say = (struct flow_action){ .type = FLOW_SAY, .key = row->key,
				     .args = talloc_zero_array(ctx, struct flow_arg, 2) };
	if (kind)
		say->args[say->args_len++] = (struct flow_arg){ "kind", FLOW_STRING(kind) };
	if (reason)
		say->args[say->args_len++] = (struct flow_arg){ "reason", FLOW_STRING(reason) };
	return say;
}
