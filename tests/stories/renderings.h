/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * What the catalogues yielded in this process: every text that words_render() and
 * words_render_choice() made, with the language that was asked for and the key.  So a
 * test can say of a text on a phone which message of which language it is, without
 * writing any words down itself.  Link with $(LDFLAGS_OF_RENDERINGS).
 */
#include "words/words.h"

enum { RENDERING_ARGS = 32 };
struct rendering {
	const struct rendering *next;	/* the one before it */
	char lang[8], key[64];
	enum words_channel channel;
	char *text;
	const struct words_option *options;
	size_t options_len;
	const char *arg[RENDERING_ARGS];	/* texts that were filled in */
	size_t args;
};
void renderings_forget(void);
/* While this is true nothing is noted. */
void renderings_pause(bool pause);
/* The newest with this text, in this language (NULL: in any); NULL: none. */
const struct rendering *rendering_of(const char *lang, const char *text);
