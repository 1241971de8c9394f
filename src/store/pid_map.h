/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* person id (> 0) -> number; open addressing; 16 bytes a place. */
#include "base/base.h"

struct pid_map;
struct pid_map *pid_map_new(void *ctx);
void pid_map_set(struct pid_map *m, int64_t person_id, int64_t value);
bool pid_map_get(const struct pid_map *m, int64_t person_id, int64_t *value);
int64_t pid_map_len(const struct pid_map *m);
int64_t pid_map_count(const struct pid_map *m, int64_t value);
