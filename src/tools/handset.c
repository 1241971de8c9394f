// SPDX-License-Identifier: AGPL-3.0-or-later
#include "tools/handset.h"

enum { PARTS_MAX = 255 };

struct pieces {
	struct pieces *next;
	uint16_t ref;
	unsigned int total, have;
	char *piece[PARTS_MAX];
};

struct handset {
	struct pieces *first;
};

struct handset *handset_new(void *ctx)
{
	struct handset *h = talloc_zero(ctx, struct handset);

	if (!h)
		base_oom();
	return h;
}

static struct pieces *pieces_find(struct handset *h, const struct text_udh *udh)
{
	struct pieces *p;

	for (p = h->first; p; p = p->next)
		if (p->ref == udh->ref && p->total == udh->total && p->have < p->total)
			return p;
	p = talloc_zero(h, struct pieces);
	if (!p)
		base_oom();
	p->ref = udh->ref;
	p->total = udh->total;
	p->next = h->first;
	h->first = p;
	return p;
}

char *handset_take(void *ctx, struct handset *h, const struct text_mo *mo, int *segments)
{
	struct pieces *p;
	char *whole;
	unsigned int i;

	*segments = 1;
	if (!mo->udh.concat || mo->udh.total < 2)
		return talloc_strdup(ctx, secret_reveal(mo->text));
	p = pieces_find(h, &mo->udh);
	if (p->piece[mo->udh.part - 1])
		return NULL;
	p->piece[mo->udh.part - 1] = talloc_strdup(p, secret_reveal(mo->text));
	if (++p->have < p->total)
		return NULL;
	whole = talloc_strdup(ctx, "");
	for (i = 0; i < p->total; i++)
		whole = talloc_strdup_append_buffer(whole, p->piece[i]);
	if (!whole)
		base_oom();
	*segments = (int)p->total;
	return whole;
}
