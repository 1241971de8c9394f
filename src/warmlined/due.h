/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What waited and is due now: takes the rows of store_due.h in slices inside
 * the turn's transaction and gives each to its step.  A step that fails is
 * rolled back alone and tried again later; one that kills the process is
 * found out by the batch file like a message, and put off.
 */
#include "care/care.h"
#include "sms/sms.h"
#include "store/store_batch.h"
#include "warmlined/turn.h"

struct due_driver;
struct due_driver *due_driver_new(void *ctx, struct turn *turn, struct store *store,
				  struct store_batch *batch, struct care *care, struct sms *sms);
