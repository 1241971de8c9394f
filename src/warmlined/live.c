// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * What a live service refuses: words about safety and consent that nobody has
 * signed, and a synthetic voice that says them.  People in distress get words
 * that a human wrote and answers for.
 */
#include "warmlined/house_int.h"

#include <unistd.h>
#include "care/care_record.h"

static const char *const prefixes[] = { "safety.", "consent.", NULL };

struct voices {
	struct house *house;
	void *mem;
	size_t missing;
	char *first;
};

static bool is_heard_on_calls(const struct words_entry *e)
{
	size_t i;

	if (e->missing || e->fuzzy || e->is_list || strncmp(e->context, "sms", 3) == 0)
		return false;
	for (i = 0; prefixes[i]; i++)
		if (strncmp(e->key, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return false;
}

static int look_for_voice(void *arg, const struct words_entry *e)
{
	struct voices *v = arg;
	char *path;

	if (!is_heard_on_calls(e))
		return 0;
	path = talloc_asprintf(v->mem, "%s/%s/%s.wav", v->house->options.prompts_dir,
			       e->lang, e->key);
	if (access(path, R_OK) == 0)
		return 0;
	if (v->missing++ == 0)
		v->first = talloc_asprintf(v->mem, "%s/%s.wav", e->lang, e->key);
	return 0;
}

static int refuse_words(void *mem, const struct words *words, struct err *err)
{
	char **list;
	size_t n = words_unsigned(mem, words, prefixes, &list);

	return n ? err_set(err, EPERM, "live words: %zu words about safety and consent are "
			   "signed by nobody, the first: %s; sign them, take that language's "
			   "catalogue away, or set \"live words\" to no", n, list[0]) : 0;
}

static int refuse_voices(struct house *h, void *mem, const struct words *words, struct err *err)
{
	struct voices v = { .house = h, .mem = mem };

	words_each(words, NULL, look_for_voice, &v);
	return v.missing ? err_set(err, EPERM, "live voices: %zu words about safety and consent "
				   "are not recorded, the first: %s", v.missing, v.first) : 0;
}

int house_live_check(struct house *h, const struct words *words, struct err *err)
{
	const struct care_live_settings *live = care_live_settings(h->care);
	void *mem = talloc_new(NULL);
	int rc = live->words ? refuse_words(mem, words, err) : 0;

	if (rc == 0 && live->voices)
		rc = refuse_voices(h, mem, words, err);
	talloc_free(mem);
	return rc;
}
