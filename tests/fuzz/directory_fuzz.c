// SPDX-License-Identifier: AGPL-3.0-or-later
/* A directory of services: whatever a package holds is refused with a reason, or is a
 * service that can be shown. */
#include "care/signpost/signpost_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_service(const struct store_service *s)
{
	struct signpost_open open;
	bool days[20];
	size_t i;

	MUST(s->ref[0] && s->name[0] && !strpbrk(s->name, "\n\r"));
	MUST(s->phone[0] || s->place[0]);
	MUST(s->min_age >= 0 && s->min_age <= s->max_age && s->max_age <= 150);
	for (i = 0; i < s->hours_len; i++) {
		MUST(s->hours[i].opens_min >= 0 && s->hours[i].opens_min <= 1440);
		MUST(s->hours[i].closes_min >= 0 && s->hours[i].closes_min <= 1440);
		MUST(s->hours[i].closed || signpost_rule_days(s->hours[i].rule,
							      s->hours[i].start_day, 20514, 20,
							      days));
	}
	care_signpost_open(s, "Africa/Nairobi", INT64_C(1772442000000), &open);
	MUST(!open.now || !open.opens_at_ms);
}

static void check_json(void *ctx, struct view text)
{
	static const struct signpost_reading how = {
		.country = "Kenya", .winter_min = 180, .summer_min = 180, .today = 20514 };
	struct signpost_report *report;
	struct err err = { "" };
	struct signpost_import *import = care_signpost_read_json(ctx, text, &how, &report, &err);
	size_t i;

	MUST(import || err.text[0]);
	for (i = 0; i < report->remarks_len; i++)
		MUST(report->remarks[i].why[0]);
	for (i = 0; import && i < import->n; i++)
		check_service(&import->entries[i].service);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *ctx = talloc_named_const(NULL, 0, "fuzz");
	struct view text = { data, size };
	struct err err = { "" };
	json_t *rows;

	if (size && (data[0] == '[' || data[0] == '{')) {
		check_json(ctx, text);
	} else {
		rows = hsds_csv(text, "t.csv", talloc_zero(ctx, struct signpost_report), &err);
		MUST(rows || err.text[0]);
		json_decref(rows);
	}
	talloc_free(ctx);
	return 0;
}
