// SPDX-License-Identifier: AGPL-3.0-or-later
/* What a running flow may look up: words by language, facts about the person. */
#include "care/care_int.h"
#include "care/care_record.h"

static const char *host_word(void *arg, const char *lang, const char *key)
{
	const struct care_host *h = arg;

	return words_own(care_deps(h->t->care)->words, lang, key);
}

/* "tag.waiting": a name of the author's behind a dot of ours. */
static int get_named(struct care_host *h, const char *name, struct flow_value *out)
{
	const struct care_variable_family *f;

	for (f = care_record_variables; f->prefix; f++)
		if (strncmp(name, f->prefix, strlen(f->prefix)) == 0)
			return f->get(h->t, h->person, name + strlen(f->prefix), out);
	return -ENOENT;
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
	rc = get_named(h, name, out);
	if (rc < 0 && rc != -ENOENT && !h->error)
		h->error = rc;
	return rc >= 0;
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
