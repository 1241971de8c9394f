// SPDX-License-Identifier: AGPL-3.0-or-later
/*
 * Everything that people wrote: catalogues, flows, lexicon.  Read whole, tried
 * against each other, and only then put in the place of what was there.
 *
 * Flow files are drafts: what is in force stands in the store.  The first start
 * takes in what the folder holds; from then on a file that cannot be read, or that
 * says something else, changes nothing for anybody, and is named in the log.
 */
#include "warmlined/house_int.h"

#include <unistd.h>
#include "care/care_audit.h"
#include "care/care_record.h"
#include "care/care_safety.h"
#include "flow/flow.h"

struct reading {
	struct words *words;
	struct flow_set *files;		/* what the folder holds ... */
	struct flow_set *flows;		/* ... and what is in force */
	struct err unread;		/* why a file is not among them; "" */
	struct lexicon *lexicon;
	struct care_emergency *emergency;
};

static int flows_read(struct reading *r, const char *dir, struct err *err)
{
	struct flow_problems problems = { 0 };
	size_t i;
	int rc;

	r->files = r->flows = flow_set_new(r, &flow_vocabulary_standard);
	rc = flow_set_load_dir(r->files, dir, &problems);
	for (i = 0; i < problems.len && !*r->unread.text; i++)
		if (problems.list[i].severity == FLOW_ERROR)
			err_set(&r->unread, EINVAL, "%s",
				flow_problem_format(r, &problems.list[i]));
	flow_problems_clear(&problems);
	if (rc < 0 && !*r->unread.text)
		return err_set(err, -rc, "cannot read the flows in %s: %s", dir, strerror(-rc));
	return 0;
}

static int lexicon_read(struct reading *r, const char *dir, struct lexicon *before, struct err *err)
{
	char *examples = talloc_asprintf(r, "%s/examples.tsv", dir);
	int failed;

	r->lexicon = lexicon_load_since(r, dir, before, err);
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

/* --- What is in force ----------------------------------------------------------------- */

/* "draft: checkin, menu" */
static char *add_name(char *list, const char *title, const char *name)
{
	return talloc_asprintf_append_buffer(list, "%s%s", *list ? ", " : title, name);
}

char *house_drafts(struct house *h, void *ctx)
{
	const struct reading *r = h->reading;
	char *drafts = talloc_strdup(ctx, ""), *fresh = talloc_strdup(ctx, "");
	const struct flow *f = NULL, *live;

	while (r && (f = flow_set_next(r->files, f))) {
		live = flow_set_find(r->flows, flow_name(f));
		if (!live)
			fresh = add_name(fresh, "not published: ", flow_name(f));
		else if (strcmp(flow_hash(live), flow_hash(f)) != 0)
			drafts = add_name(drafts, "draft: ", flow_name(f));
	}
	return talloc_asprintf(ctx, "%s%s%s%s%s", drafts, *drafts && *fresh ? "; " : "", fresh,
			       r && *r->unread.text && (*drafts || *fresh) ? "; " : "",
			       r ? r->unread.text : "");
}

static void drafts_log(struct house *h)
{
	char *drafts = house_drafts(h, h);

	if (*drafts)
		LOGP(DMAIN, LOGL_NOTICE, "Flow files that are not in force: %s.\n", drafts);
	talloc_free(drafts);
}

static int in_force_read(struct house *h, struct reading *r, struct err *err)
{
	int rc;

	if (!h->store || store_failed(h->store))
		return 0;
	r->flows = flow_set_new(r, &flow_vocabulary_standard);
	rc = care_release_apply(h->store, r->files, r->flows);
	return rc < 0 ? err_set(err, -rc, "the flows that were published cannot be read") : 0;
}

/* A service that is only tried starts all the same: somebody may want to see why. */
static int first_start_look(struct house *h, const struct reading *r, struct err *err)
{
	const struct care_live_settings *live = care_live_settings(h->care);

	if (*r->unread.text)
		return err_set(err, EINVAL, "%s", r->unread.text);
	if (house_vet(h, r->words, r->files, NULL, err) == 0)
		return 0;
	if (live->words || live->voices) {
		err_prefix(err, "a live service does not take these flows in");
		return -EINVAL;
	}
	LOGP(DMAIN, LOGL_ERROR, "A live service would not take these flows in: %s.\n", err->text);
	return 0;
}

static int adopt(struct house *h, const struct reading *r, struct err *err)
{
	int64_t now_ms = clock_wall_ms();
	void *mem = talloc_named_const(h, 0, "first start");
	struct care_turn t;
	int rc = store_begin(h->store, now_ms), n = 0;

	care_turn_init(&t, h->care, mem, now_ms);
	if (rc == 0)
		rc = n = care_release_adopt(&t, r->files);
	if (rc >= 0)
		rc = store_commit(h->store);
	talloc_free(mem);
	if (rc < 0)
		return err_set(err, -rc, "the flows cannot be taken in");
	LOGP(DMAIN, LOGL_NOTICE, "%d flows are in force as installed; from now on a changed file "
	     "is a draft until it is published.\n", n);
	return 0;
}

int house_releases_open(struct house *h, struct err *err)
{
	struct reading *r = h->reading;
	int rc = store_release_installed(h->store);

	if (rc < 0)
		return err_set(err, -rc, "the flows that were published cannot be read");
	if (rc == 0)
		rc = first_start_look(h, r, err);
	else
		rc = 1;
	if (rc == 0)
		rc = adopt(h, r, err);
	if (rc >= 0)
		rc = in_force_read(h, r, err);
	if (rc < 0)
		return rc;
	care_set_flows(h->care, r->flows);
	drafts_log(h);
	return 0;
}

static struct reading *read_all(struct house *h, struct err *err)
{
	struct reading *r = talloc_zero(h, struct reading);

	if (!r)
		base_oom();
	r->words = house_words_read(h, r, err);
	if (!r->words || flows_read(r, h->options.flows_dir, err) < 0 ||
	    lexicon_read(r, h->options.lexicon_dir, care_deps(h->care)->lexicon, err) < 0 ||
	    emergency_read(r, h->options.flows_dir, err) < 0 || in_force_read(h, r, err) < 0) {
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

	if (rc == 0)
		drafts_log(h);
	/* The emergency lane reloads as well, and has no log. */
	if (rc == 0 && h->turn && house_do(h, reloaded, NULL) < 0)
		return err_set(err, EIO, "they are in use, but the database could not note it");
	return rc;
}

int house_check(struct house *h, struct err *err)
{
	int rc = house_words_open(h, err);
	const struct reading *r = h->reading;

	return rc == 0 && *r->unread.text ? err_set(err, EINVAL, "%s", r->unread.text) : rc;
}
