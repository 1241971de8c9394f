/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What warmlinectl may ask: a link server on a Unix socket (mode 0600: whoever
 * may open it is the operator) and the table of its verbs.
 */
#include "loop/loop.h"
#include "warmlined/house.h"

struct control;
/* address NULL: unix:<state>/control.sock */
struct control *control_new(void *ctx, struct loop *loop, struct house *house,
			    const char *address, struct err *err);
