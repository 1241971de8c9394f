/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Once a day the audit log's head (one line: a number and a hash, nothing of anybody)
 * goes outside, by the command or into the file of node "audit".  From then on nobody
 * can rewrite or cut what is before it without the copy saying so.  What fails is
 * tried again every ten minutes and logged; nothing waits for it.
 */
#include "base/base.h"

struct house;
struct audit_head;
struct audit_head *audit_head_new(void *ctx, struct house *house);
/* Now, whether a day has passed or not.  1 it is on its way; 0 there is nothing to send, or
 * nowhere to send it; -EBUSY one is on its way. */
int audit_head_send(struct audit_head *a) MUST_CHECK;
