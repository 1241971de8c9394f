// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a text names: the caller's arguments, and the placeholders that care
 * itself can fill ({pseudonym}, {opens}, {emergency}, ...), looked up only
 * when the text has them. */
#include "care/care_int.h"

enum { ARGS_MAX = 32 };

const char *care_placeholder_find(struct care_turn *t, const struct store_person *to,
				  const char *name, size_t len)
{
	const struct care_placeholder *const *room;
	const struct care_placeholder *p;

	for (room = care_placeholders; *room; room++)
		for (p = *room; p->name; p++)
			if (strlen(p->name) == len && memcmp(p->name, name, len) == 0)
				return p->text(t, to);
	return NULL;
}

static bool given(const struct words_arg *args, const char *name, size_t len)
{
	for (; args && args->name; args++)
		if (strlen(args->name) == len && memcmp(args->name, name, len) == 0)
			return true;
	return false;
}

const struct words_arg *care_words_args(struct care_turn *t, const struct store_person *to,
					const struct words_for *who, const char *key,
					const struct words_arg *args)
{
	const struct words *words = care_deps(t->care)->words;
	const char *p = words_raw(words, who, key), *end, *value;
	struct words_arg *all = NULL;
	size_t n = 0;

	for (; p && (p = strchr(p, '{')); p = end) {
		end = p + strcspn(p, "}");
		if (p[1] == '{') {
			end = p + 2;
			continue;
		}
		p++;
		if (given(args, p, end - p) || (all && given(all, p, end - p)))
			continue;
		value = care_placeholder_find(t, to, p, end - p);
		if (!value)
			continue;
		if (!all) {
			all = talloc_zero_array(t->mem, struct words_arg, ARGS_MAX + 1);
			for (; args && args[n].name && n < ARGS_MAX; n++)
				all[n] = args[n];
		}
		if (n == ARGS_MAX)
			break;
		all[n++] = (struct words_arg){
			.name = talloc_strndup(all, p, end - p), .text = value };
	}
	return all ? all : args;
}

char *care_lane_words(void *ctx, const struct care *care, bool danger)
{
	const struct words_for who = { .channel = WORDS_SMS };

	return words_render(ctx, care_deps(care)->words, &who,
			    danger ? "safety.lane" : "safety.lane.kept", NULL);
}
