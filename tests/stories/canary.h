/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/*
 * Canaries: strings that are nowhere else, and every form in which one of them
 * could have got into a file: as it is, for URLs, in UCS-2 of both orders, in
 * packed septets at each bit, in base64 at each byte, in hex.
 */
#include "base/base.h"

enum { CANARY_WORD = 9, CANARY_FOUND = 300, CANARY_FORMS_MIN = 17 };

struct canaries;
struct canaries *canaries_new(void *ctx);
void canary_add(struct canaries *c, const char *text);
size_t canary_count(const struct canaries *c);
/* Reads every file below dir but rosters.  True: one was found, and where. */
bool canary_look(struct canaries *c, const char *dir, char found[CANARY_FOUND]);
/* Writes a file that holds this form of this canary; false: no such form. */
bool canary_plant(const struct canaries *c, size_t which, size_t form, const char *path);
