/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What a handset does with the parts of a long text: shows it when all are
 * there.  For simulated phones (warmline-phone, the stories' world).
 */
#include "text/text.h"

struct handset;			/* the parts that one phone holds */
struct handset *handset_new(void *ctx);
/* One text as it arrived.  The whole text (child of ctx) and its segments, or
 * NULL while parts are missing or when this part was there already. */
char *handset_take(void *ctx, struct handset *h, const struct text_mo *mo, int *segments);
