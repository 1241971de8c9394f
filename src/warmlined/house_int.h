/* SPDX-License-Identifier: AGPL-3.0-or-later */
#pragma once
/* Private to warmlined/. */
#include "care/care.h"
#include "warmlined/alarm.h"
#include "warmlined/house.h"
#include "warmlined/turn.h"

struct house {
	struct loop *loop;
	struct house_options options;
	struct care_deps deps;		/* care/ keeps a pointer: filled as things open */
	struct care *care;
	struct sms *sms;
	struct store *store;
	struct store_batch *batch;
	struct turn *turn;
	struct alarm_wires *alarm;
	void *reading;		/* the reading in use (words.c) */
	int exit_code;
};

/* words.c: prompts, flows and the lexicon, read whole or not at all. */
int house_words_open(struct house *h, struct err *err) MUST_CHECK;
