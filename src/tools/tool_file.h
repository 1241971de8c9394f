/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* A whole file for a tool, read and written.  Sentences for people in err. */
#include "base/base.h"

/* "-" is standard input.  NUL-terminated behind len; a child of ctx.  -EFBIG: larger
 * than max. */
int tool_file_read(void *ctx, const char *path, size_t max, struct view *out,
		   struct err *err) MUST_CHECK;
/* Through a temporary name beside it: a file is the old one or the new one. */
int tool_file_write(const char *path, const char *text, struct err *err) MUST_CHECK;
