// SPDX-License-Identifier: AGPL-3.0-or-later
/* What the bytes alone say: the lexicon, and key 9.  No heap, no store. */
#include "care/safety/safety_int.h"

#include "text/text_fold.h"

enum { KEY_MAX = 48 };

COUNTER(count_nine, "safety.nine", "Key 9, alone or as a word.");

static const char nine_rule[] = "key-9", nine_yes_rule[] = "key-9-yes";

/* What people text who want the emergency number are the same cry. */
static const char *const nine_forms[] = { "9", "99", "999", "911", "112" };

/* Is one of the catalogue's comma-separated forms at the start of `key`?  Sets
 * *rest to what follows it. */
static bool list_leads(const char *list, const char *key, const char **rest)
{
	char form[KEY_MAX];
	size_t len;
	int n;

	for (; list && *list; list += len + (list[len] == ',')) {
		len = strcspn(list, ",");
		n = text_fold_key((struct view){ (const uint8_t *)list, len }, form, sizeof(form));
		if (n <= 0 || strncmp(key, form, (size_t)n) != 0 ||
		    (key[n] != '\0' && key[n] != ' '))
			continue;
		*rest = key + n + (key[n] == ' ');
		return true;
	}
	return false;
}

static bool words_lead(const struct words *w, const char *words_key, const char *key,
		       const char **rest)
{
	const char *const *lang;

	for (lang = w ? words_languages(w) : NULL; lang && *lang; lang++)
		if (list_leads(words_own(w, *lang, words_key), key, rest))
			return true;
	return false;
}

static bool nine_leads(const struct words *w, const char *key, const char **rest)
{
	size_t i, n;

	for (i = 0; i < ARRAY_LEN(nine_forms); i++) {
		n = strlen(nine_forms[i]);
		if (strncmp(key, nine_forms[i], n) == 0 && (key[n] == '\0' || key[n] == ' ')) {
			*rest = key + n + (key[n] == ' ');
			return true;
		}
	}
	return words_lead(w, "keyword.safety", key, rest);
}

static void hit_add(struct lexicon_result *scan, const char *rule, enum lexicon_tier tier,
		    size_t len)
{
	struct lexicon_result nine = { .tier = tier, .hits_len = 1 };

	nine.hits[0] = (struct lexicon_hit){
		.rule = rule, .tier = tier, .rule_tier = tier, .end = (uint32_t)len,
	};
	lexicon_result_join(scan, &nine);
}

bool care_scan(const struct care *care, struct view text, struct lexicon_result *scan)
{
	const struct care_deps *deps = care_deps(care);
	char key[KEY_MAX];
	const char *rest, *end;

	*scan = (struct lexicon_result){ .tier = LEX_NONE };
	if (deps->lexicon)
		lexicon_scan(deps->lexicon, text, scan);
	if (text_fold_key(text, key, sizeof(key)) <= 0 || !nine_leads(deps->words, key, &rest))
		return scan->tier >= LEX_B;
	if (!*rest) {
		counter_inc(&count_nine);
		hit_add(scan, nine_rule, LEX_C, text.len);
		return true;	/* with the database gone nobody could be asked */
	}
	if (strcmp(rest, "1") == 0 ||
	    (words_lead(deps->words, "choice.yes", rest, &end) && !*end) ||
	    (words_lead(deps->words, "choice.yes.also", rest, &end) && !*end)) {
		counter_inc(&count_nine);
		hit_add(scan, nine_yes_rule, LEX_A, text.len);
	}
	return scan->tier >= LEX_B;
}

bool safety_is_nine(const struct lexicon_result *r)
{
	size_t i;

	for (i = 0; i < r->hits_len; i++)
		if (r->hits[i].rule == nine_rule || strcmp(r->hits[i].rule, nine_rule) == 0)
			return true;
	return false;
}

char *safety_rules(const struct safety *s)
{
	char *out = talloc_strdup(s->t->mem, "");
	size_t i;

	for (i = 0; i < s->result.hits_len; i++)
		out = talloc_asprintf_append(out, "%s%s", *out ? " " : "", s->result.hits[i].rule);
	if (!out)
		base_oom();
	return out;
}

/* Of what decided the tier: a denial beside it does not make it less. */
uint32_t safety_context(const struct lexicon_result *r)
{
	uint32_t context = 0;
	size_t i;

	for (i = 0; i < r->hits_len; i++)
		if (r->hits[i].tier == r->tier)
			context |= r->hits[i].context;
	return context;
}
