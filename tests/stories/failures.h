/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* A carrier, a phone or a human on call that fails: its name, and what must happen. */
struct failure {
	const char *name;
	const char *script;		/* in the language of the stories */
};
extern const struct failure failures[];
extern const unsigned int failures_len;
