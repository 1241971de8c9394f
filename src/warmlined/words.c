// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Everything that people wrote: catalogues, flows, lexicon.  Read whole, tried
 * against each other, and only then put in the place of what was there.
 */
#include "warmlined/house_int.h"

#include <unistd.h>
#include "care/care_audit.h"
#include "care/care_record.h"
#include "care/care_safety.h"
#include "flow/flow.h"

struct reading {
	struct words *words;
	struct flow_set *flows;
	struct lexicon *lexicon;
	struct care_emergency *emergency;
};

static int flows_read(struct reading *r, const char *dir, struct err *err)
{
	struct flow_problems problems = { 0 };
	size_t i;
	int rc;

	r->flows = flow_set_new(r, &flow_vocabulary_standard);
	rc = flow_set_load_dir(r->flows, dir, &problems);
	for (i = 0; i < problems.len; i++) {
		if (problems.list[i].severity != FLOW_ERROR)
			continue;
		err_set(err, EINVAL, "%s", flow_problem_format(r, &problems.list[i]));
		return -EINVAL;
	}
	return rc < 0 ? err_set(err, -rc, "cannot read the flows in %s: %s", dir, strerror(-rc)) :
		0;
}

static int lexicon_read(struct reading *r, const char *dir, struct err *err)
{
	char *examples = talloc_asprintf(r, "%s/examples.tsv", dir);
	int failed;

	r->lexicon = lexicon_load(r, dir, err);
	if (!r->lexicon)
		return -EINVAL;
	failed = lexicon_check_examples(r->lexicon, examples, err);
	if (failed > 0)
		err_prefix(err, "%d examples of the lexicon are not heard as expected; the first",
			   failed);
	return failed ? -EINVAL : 0;
}

/* Where somebody in danger may ring.  A wrong line is an error; no file at all is
 * not, but it is said: people are then told to ring "your local emergency number". */
static int emergency_read(struct reading *r, const char *dir, struct err *err)
{
	const char *path = talloc_asprintf(r, "%s/emergency.conf", dir);

	r->emergency = care_emergency_load(r, path, err);
	if (r->emergency)
		return 0;
	if (access(path, F_OK) == 0)
		return -EINVAL;
	LOGP(DMAIN, LOGL_ERROR, "There is no %s: nobody in danger is given a number to ring.\n",
	     path);
	return 0;
}

static void emergency_untested(void *arg, const char *sentence)
{
	/* The sentences are for `emergency check`; here only their number counts. */
}

static void emergency_look(struct house *h, const struct reading *r)
{
	int n = care_emergency_check(r->emergency, clock_wall_ms(),
				     care_safety_settings(h->care)->emergency_ms,
				     emergency_untested, NULL);

	if (n)
		LOGP(DMAIN, LOGL_ERROR, "%d emergency numbers have not been tested lately: "
		     "warmlinectl emergency check\n", n);
}

/* What was published is in force, whatever the files say meanwhile. */
static int releases_apply(struct house *h, struct reading *r, struct err *err)
{
	int rc = h->store && !store_failed(h->store) ? care_release_apply(h->store, r->flows) : 0;

	return rc < 0 ? err_set(err, -rc, "the flows that were published cannot be read") : 0;
}

int house_releases_open(struct house *h)
{
	struct reading *r = h->reading;
	int rc = care_release_apply(h->store, r->flows);

	if (rc == 0)
		care_set_flows(h->care, r->flows);
	return rc;
}

static struct reading *read_all(struct house *h, struct err *err)
{
	struct reading *r = talloc_zero(h, struct reading);

	if (!r)
		base_oom();
	r->words = words_load(r, h->options.prompts_dir, err);
	if (!r->words || house_live_check(h, r->words, err) < 0 ||
	    flows_read(r, h->options.flows_dir, err) < 0 ||
	    lexicon_read(r, h->options.lexicon_dir, err) < 0 ||
	    emergency_read(r, h->options.flows_dir, err) < 0 || releases_apply(h, r, err) < 0) {
		talloc_free(r);
		return NULL;
	}
	return r;
}

static void put_in_place(struct house *h, struct reading *r)
{
	void *before = h->reading;

	care_set_words(h->care, r->words);
	care_set_flows(h->care, r->flows);
	care_set_lexicon(h->care, r->lexicon);
	care_emergency_set(h->care, r->emergency);
	emergency_look(h, r);
	h->reading = r;
	talloc_free(before);
}

int house_words_open(struct house *h, struct err *err)
{
	struct reading *r = read_all(h, err);

	if (!r)
		return -EINVAL;
	put_in_place(h, r);
	LOGP(DMAIN, LOGL_NOTICE, "Lexicon %s: %zu rules, %zu of them signed by no clinician yet.\n",
	     lexicon_version(r->lexicon), lexicon_rules(r->lexicon),
	     lexicon_unreviewed(r->lexicon));
	return 0;
}

static int reloaded(struct care_turn *t, void *arg)
{
	const struct lexicon *lex = care_deps(t->care)->lexicon;

	return care_audit(t, CARE_AUDIT_LEXICON, 0, 0, talloc_asprintf(t->mem, "lexicon %s",
								       lexicon_version(lex)));
}

int house_reload(struct house *h, struct err *err)
{
	int rc = house_words_open(h, err);

	/* The emergency lane reloads as well, and has no log. */
	if (rc == 0 && h->turn && house_do(h, reloaded, NULL) < 0)
		return err_set(err, EIO, "they are in use, but the database could not note it");
	return rc;
}

int house_check(struct house *h, struct err *err)
{
	return house_words_open(h, err);
}
