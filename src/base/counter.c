// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/base.h"

static struct counter *first, **last = &first;

void counter_add(struct counter *c, uint64_t n)
{
	if (!c->registered) {
		c->registered = true;
		*last = c;
		last = &c->next;
	}
	c->n += n;
}

const struct counter *counter_first(void)
{
	return first;
}
