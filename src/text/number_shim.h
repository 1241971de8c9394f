/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to text/: the little of libphonenumber that we use, without C++.
 * No exception leaves it. */
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct shim_number {
	bool possible;			/* it has a length that its country uses */
	bool valid;			/* ... and is in a range that is in use */
	bool mobile;
	char e164[17];
	char region[3];
};

bool shim_region_known(const char *region);
/* false: no telephone number at all. */
bool shim_parse(const char *raw, size_t len, const char *region, struct shim_number *out);
/* As it is written in its own country; false: no telephone number. */
bool shim_national(const char *e164, char *out, size_t size);
/* Calls found() for each number in the text, in order (bytes), until it says
 * false.  A number costs up to 1 ms, for the library reads on to the end. */
void shim_find(const char *text, size_t len, const char *region,
	       bool (*found)(void *arg, size_t at, size_t len), void *arg);

#ifdef __cplusplus
}
#endif
