/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * master.key: text that fits a recovery kit on paper.
 *
 *	# Warmline: ...
 *	master 64 hex digits
 *	index  64 hex digits
 *	check  8 hex digits: BLAKE2b over both, so that a slip of the pen is told
 */
#include "base/base.h"

struct masterkey {		/* in sodium_malloc() memory */
	uint8_t master[32];
	uint8_t index[32];
};

/* NULL with err and errno: ENOKEY (no file), EKEYREJECTED (not as it should be), ... */
struct masterkey *masterkey_load(const char *path, struct err *err);
/* Makes a new one; -EEXIST if there is one.  On disk when it returns. */
int masterkey_create(const char *path, struct err *err) MUST_CHECK;
void masterkey_free(struct masterkey *mk);
