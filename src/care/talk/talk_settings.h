/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to queue, talk and peers: what the operator may set. */
#include "care/care.h"

struct queue_settings {
	const char *open, *holidays, *open_on, *holidays_on;
	int64_t reply_ms, lease_ms, round_ms, unanswered_ms, unanswered_new_ms, again_ms;
	int64_t head_a_ms, head_b_ms, head_c_ms, head_ask_ms, newcomer_ms;
};
struct talk_settings {
	int64_t idle_ms, still_ms, nudge_ms, gone_ms, help_ms, stray_ms, ask_ms;
	int64_t abuse_review;
};
struct peers_settings {
	int64_t cap, pause_ms, rest_ms, missed, practice_ms;
};
extern const struct cfg_table care_queue_cfg, care_talk_cfg, care_peers_cfg;
static inline const struct queue_settings *queue_cfg(const struct care_turn *t)
{
	return care_settings(t->care, &care_queue_cfg);
}
static inline const struct talk_settings *talk_cfg(const struct care_turn *t)
{
	return care_settings(t->care, &care_talk_cfg);
}
static inline const struct peers_settings *peers_cfg(const struct care_turn *t)
{
	return care_settings(t->care, &care_peers_cfg);
}
