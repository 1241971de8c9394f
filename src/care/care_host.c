// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a running flow may look up: words by language, facts about the person. */
#include "care/care_int.h"

static const char *host_word(void *arg, const char *lang, const char *key)
{
	const struct care_host *h = arg;

	return words_own(care_deps(h->t->care)->words, lang, key);
}

static bool host_get(void *arg, const char *name, struct flow_value *out)
{
	const struct care_variable *const *room;
	const struct care_variable *v;
	struct care_host *h = arg;
	int rc;

	*out = (struct flow_value){ .type = FLOW_NOTHING };
	for (room = care_variables; *room; room++)
		for (v = *room; v->name; v++)
			if (strcmp(v->name, name) == 0) {
				rc = v->get(h->t, h->person, out);
				if (rc < 0 && !h->error)
					h->error = rc;
				return rc >= 0;
			}
	return false;
}

void care_host_init(struct care_host *h, struct care_turn *t, const struct store_person *person)
{
	const char *const *lang = words_languages(care_deps(t->care)->words);
	size_t n = 0;

	*h = (struct care_host){ .t = t, .person = person };
	h->langs[n++] = person->lang;
	for (; *lang && n < ARRAY_LEN(h->langs) - 1; lang++)
		if (strcmp(*lang, person->lang) != 0)
			h->langs[n++] = *lang;
	h->host = (struct flow_host){
		.langs = h->langs, .word = host_word, .get = host_get, .arg = h };
}
