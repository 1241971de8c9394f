// SPDX-License-Identifier: AGPL-3.0-or-later
/* The report, for people and for programs. */
#include <stdlib.h>

#include <jansson.h>

#include "import/im_int.h"
#include "base/mem.h"

const char *import_outcome_name(enum import_outcome outcome)
{
	static const char *const names[] = { "carried over", "approximated", "dropped" };

	return names[outcome];
}

char *import_report_text(void *ctx, const struct import_report *r)
{
	char *out = talloc_strdup(ctx, "");
	const char *flow = NULL;

	for (size_t i = 0; i < r->len; i++) {
		const struct import_note *n = &r->list[i];

		if (!flow || strcmp(flow, n->flow) != 0)
			out = talloc_asprintf_append_buffer(out, "%s\n", *n->flow ? n->flow :
							    "the file");
		flow = n->flow;
		out = talloc_asprintf_append_buffer(out, "  %-12s  %s%s%s%s%s%s%s\n",
						    import_outcome_name(n->outcome), n->what,
						    *n->step ? " -> " : "", n->step,
						    *n->node ? " (" : "", n->node,
						    *n->node ? ")" : "",
						    *n->why ? talloc_asprintf(out, ": %s", n->why) :
						    "");
	}
	return talloc_asprintf_append_buffer(out, "%zu carried over, %zu approximated, "
					     "%zu dropped\n", r->counts[IMPORT_CARRIED],
					     r->counts[IMPORT_APPROXIMATED],
					     r->counts[IMPORT_DROPPED]);
}

char *import_report_json(void *ctx, const struct import_report *r)
{
	static const char *const keys[] = { "carried", "approximated", "dropped" };
	json_t *counts = json_object(), *notes = json_array();

	for (int i = 0; i < 3; i++)
		json_object_set_new(counts, keys[i], json_integer((json_int_t)r->counts[i]));
	for (size_t i = 0; i < r->len; i++) {
		const struct import_note *n = &r->list[i];

		json_array_append_new(notes, json_pack("{ss ss ss ss ss ss}", "outcome",
						       keys[n->outcome], "flow", n->flow, "node",
						       n->node, "step", n->step, "what", n->what,
						       "why", n->why));
	}
	return im_dump(ctx, json_pack("{so so}", "counts", counts, "notes", notes),
		       JSON_INDENT(1));
}
