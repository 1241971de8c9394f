/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to care/peers. */
#include "care/care_concern.h"
#include "care/care_people.h"
#include "care/care_peers.h"
#include "care/care_queue.h"
#include "care/care_talk.h"
#include "care/talk/talk_settings.h"
#include "flow/flow.h"

/* Handles end in one digit (care/talk). */
enum { PEERS_CAP_MAX = 7 };

/* The row of a peer, or a fresh one for whoever has none yet. */
int peers_get(struct care_turn *t, int64_t person_id, struct store_peer *out) MUST_CHECK;

int peers_practice_start(struct care_turn *t, struct store_person *person,
			 bool *started) MUST_CHECK;
int peers_practice_hear(struct care_turn *t, struct care_heard *h, struct store_peer *p) MUST_CHECK;
