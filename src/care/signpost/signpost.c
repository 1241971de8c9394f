// SPDX-License-Identifier: AGPL-3.0-or-later
/* Settings, and the import of a directory: read, then written slice by slice. */
#include <stdio.h>
#include <sys/stat.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "care/care_clock.h"
#include "care/care_people.h"
#include "care/signpost/signpost_int.h"

enum { SLICE = 100 };

#define AT(field) offsetof(struct care_signpost_settings, field)
static const struct cfg_key keys[] = {
	{ "zone", CFG_STRING, AT(zone), 2, 39, "Africa/Nairobi", NULL,
	  "IANA time zone of the directory's opening hours", false },
	{ "assured-within", CFG_INT, AT(assured_within_days), 1, 3650, "180", NULL,
	  "days; a service that nobody has assured for longer is not sent", false },
	{ "results", CFG_INT, AT(max_results), 1, 3, "3", NULL,
	  "how many services are sent at most, one text each", false },
	{ "helped-after", CFG_DURATION, AT(helped_after_ms), 0, DAYS_MS(14), "0s", NULL,
	  "how long after a search it is asked whether it helped; 0s: as the flow says", false },
	{ "review-after", CFG_INT, AT(noes), 1, 20, "2", NULL,
	  "so many people for whom a service did not help open a review of it", false },
};
const struct cfg_table care_signpost_cfg = {
	.node = "find", .help = "the directory of services", .keys = keys,
	.keys_len = ARRAY_LEN(keys),
};

const struct care_signpost_settings *signpost_settings(const struct care *care)
{
	return care_settings(care, &care_signpost_cfg);
}

/* --- Reading ----------------------------------------------------------------------------- */

void care_signpost_reading(const struct care *care, int64_t now_ms, struct signpost_reading *out)
{
	const char *zone = signpost_settings(care)->zone;
	const char *country = care_people_settings(care)->country;
	int64_t year_ms = now_ms - now_ms % DAYS_MS(365);
	UErrorCode status = U_ZERO_ERROR;
	char locale[8];
	UChar name[60];

	memset(out, 0, sizeof(*out));
	out->today = (int32_t)care_clock_day(zone, now_ms);
	out->winter_min = (int)(care_clock_offset_ms(zone, year_ms) / MINUTES_MS(1));
	out->summer_min = (int)(care_clock_offset_ms(zone, year_ms + DAYS_MS(182)) / MINUTES_MS(1));
	snprintf(locale, sizeof(locale), "_%s", country);
	uloc_getDisplayCountry(locale, "en", name, ARRAY_LEN(name), &status);
	if (U_SUCCESS(status))
		u_strToUTF8(out->country, sizeof(out->country), NULL, name, -1, &status);
}

static struct signpost_import *read_services(void *ctx, json_t *services,
					     const struct signpost_reading *how,
					     struct signpost_report *report, struct err *err)
{
	struct hsds h = { .report = report, .how = how, .seen = json_object() };

	h.import = talloc_zero(ctx, struct signpost_import);
	if (!h.import)
		base_oom();
	hsds_services(&h, services);
	json_decref(h.seen);
	if (h.import->n)
		return h.import;
	err_set(err, EINVAL, "of %d services none could be taken", report->rows);
	talloc_free(h.import);
	return NULL;
}

static struct signpost_report *report_new(void *ctx)
{
	struct signpost_report *report = talloc_zero(ctx, struct signpost_report);

	if (!report)
		base_oom();
	return report;
}

static struct signpost_import *take(void *ctx, json_t *services, const struct signpost_reading *how,
				    struct signpost_report *report, struct err *err)
{
	struct signpost_import *import;

	if (!services)
		return NULL;
	import = read_services(ctx, services, how, report, err);
	json_decref(services);
	return import;
}

struct signpost_import *care_signpost_read(void *ctx, const char *path,
					   const struct signpost_reading *how,
					   struct signpost_report **report, struct err *err)
{
	struct stat st;

	*report = report_new(ctx);
	if (stat(path, &st) < 0) {
		err_set(err, errno, "%s cannot be read: %s", path, strerror(errno));
		return NULL;
	}
	return take(ctx, S_ISDIR(st.st_mode) ? hsds_folder(*report, path, *report, err)
					     : hsds_file(*report, path, *report, err),
		    how, *report, err);
}

struct signpost_import *care_signpost_read_json(void *ctx, struct view json,
						const struct signpost_reading *how,
						struct signpost_report **report, struct err *err)
{
	*report = report_new(ctx);
	return take(ctx, hsds_document(json, *report, err), how, *report, err);
}

/* --- Writing -------------------------------------------------------------------------------- */

static unsigned int topics_of(const struct signpost_topics *topics, const struct signpost_entry *e)
{
	struct signpost_words w;
	unsigned int bits = 0;
	size_t i;

	for (i = 0; i < e->labels_len; i++) {
		signpost_words(e->labels[i], &w);
		bits |= signpost_topics_find(topics, &w);
	}
	return bits;
}

static int write_entry(struct care_turn *t, struct signpost_import *import,
		       struct signpost_entry *e, struct signpost_report *report)
{
	int rc;

	e->service.topics = topics_of(import->topics, e);
	if (!e->service.topics)
		signpost_remark(report, SIGNPOST_NOTE, e->service.ref, "attributes",
				"No list of words knows it: it is found by its own names only.");
	rc = store_directory_add(t->store, import->edition, &e->service, &e->keys);
	return rc;
}

int care_signpost_import(struct care_turn *t, struct signpost_import *import,
			 struct signpost_report *report)
{
	size_t end = import->done + SLICE;
	int rc = 0;

	if (!import->edition) {
		import->topics = signpost_topics_new(import, care_deps(t->care)->words);
		rc = store_directory_new(t->store, &import->edition);
	}
	for (; rc == 0 && import->done < import->n && import->done < end; import->done++)
		rc = write_entry(t, import, &import->entries[import->done], report);
	if (rc < 0)
		return rc;
	if (import->done < import->n)
		return 1;
	LOGP(DCARE, LOGL_NOTICE, "A directory with %zu entries is in force now.\n", import->n);
	return store_directory_use(t->store, import->edition, t->now_ms);
}

int care_signpost_tidy(struct care_turn *t, const struct signpost_import *writing)
{
	int n = store_directory_prune(t->store, writing ? writing->edition : 0, SLICE);

	return n < 0 ? n : n == SLICE;
}
