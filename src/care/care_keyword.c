// SPDX-License-Identifier: AGPL-3.0-or-later
/* Keywords: the index of flow/, once for members and once for peers and staff
 * (whose commands are common words: ON, REST, DONE), and commands by text. */
#include "care/care_int.h"

static const char *own_word(void *arg, const char *lang, const char *key)
{
	const struct care *care = arg;

	return words_own(care->deps.words, lang, key);
}

static struct flow_keywords *keywords_make(struct care *care, bool staff)
{
	const unsigned int roles = staff ? ~0u : STORE_ROLE_MEMBER;
	struct flow_keywords *kw = flow_keywords_new(care, words_languages(care->deps.words),
						     own_word, care);
	const struct care_command_table *table;
	size_t i;

	for (table = care_command_tables; table->commands; table++)
		for (i = 0; i < *table->n; i++)
			if (table->commands[i].roles & roles)
				flow_keywords_add(kw, table->commands[i].words_key,
						  table->commands[i].takes_rest ?
						  FLOW_MATCH_LEADING : FLOW_MATCH_WHOLE);
	if (care->deps.flows)
		flow_keywords_add_flows(kw, care->deps.flows);
	return kw;
}

bool care_keyword_match(struct care_turn *t, const struct store_person *p, const char *text,
			const struct flow_state *current, struct flow_keyword_hit *hit)
{
	struct care *care = t->care;

	if (care->keywords_stale) {
		talloc_free(care->keywords[0]);
		talloc_free(care->keywords[1]);
		care->keywords[0] = keywords_make(care, false);
		care->keywords[1] = keywords_make(care, true);
		care->keywords_stale = false;
	}
	return flow_keyword_match(t->mem, care->keywords[care_is_staff(p)], p->lang, current, text,
				  hit);
}

int care_command_hear(struct care_turn *t, struct care_heard *h,
		      const struct care_command *commands, size_t n)
{
	const char *rest;
	size_t i;
	int rc;

	if (!h->hit)
		return 0;
	rest = h->hit->rest;
	for (i = 0; i < n; i++) {
		const struct care_command *c = &commands[i];

		if (!(c->roles & h->from->roles) || strcmp(c->words_key, h->hit->key) != 0 ||
		    (*rest && !c->takes_rest))
			continue;
		rc = c->check ? c->check(t, h, rest) : 0;
		if (rc == 0)
			rc = c->proceed(t, h, rest);
		return rc < 0 ? rc : 1;
	}
	return 0;
}
