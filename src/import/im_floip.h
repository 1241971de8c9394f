/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Inside import/: what the readers of FLOIP's blocks share. */
#include "import/im_int.h"

struct floip {
	struct im *im;
	const json_t *root, *flow, *block;
	struct im_flow *f;
	struct im_node *n;
	const char *type;		/* of the block */
	const char *name;
};
int floip_node(const struct im_flow *f, const char *uuid);
void floip_words(struct floip *p, const char *id, const char *otherwise, struct im_words *out);
int floip_block(struct floip *p) MUST_CHECK;
