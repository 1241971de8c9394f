/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* For flow.c and flow_look.c. */
#include "care/care_record.h"
#include "desk/desk_int.h"
#include "flow/flow_look.h"

enum { DESK_FLOW_MAX = 20000 };		/* bytes of a draft; as a form it is three times that
					 * at most */

/* In force; NULL. */
const struct flow *desk_flow_live(struct desk_ask *a, const char *name);
/* NULL: it cannot be read, or is another flow's.  *out: it and all that is in force beside it. */
const struct flow *desk_flow_parse(struct desk_ask *a, const char *name, const char *source,
				   struct flow_set **out, struct flow_problems *problems);
/* The same, with all that the checker says of it. */
const struct flow *desk_flow_vet(struct desk_ask *a, const char *name, const char *source,
				 struct flow_problems *problems);
/* May it be taken out of force, or does another flow need it?  0, or a refusal. */
int desk_flow_unneeded(struct desk_ask *a, const char *name) MUST_CHECK;
/* "outline": its steps, what each says, where it leads, and how many people wait there.  f may
 * be NULL. */
int desk_flow_outline(struct desk_ask *a, const struct flow *f, const char *name) MUST_CHECK;
int desk_flow_diff(struct desk_ask *a);
