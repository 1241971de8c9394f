-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Telephone calls: the legs that are up or were, the calls that are still to be
-- made, and what was recorded.  No number stands here: the person's row has it.

-- A leg.  state: 1 rings, 2 up, 3 over.  role: store_calls.h.  seen and orders are
-- the link's n and k (docs/voicebox.md): a report is done once, an order sent once.
CREATE TABLE call (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 24),
	box TEXT NOT NULL CHECK (length(box) <= 24),
	person_id INTEGER NOT NULL,
	role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 6),
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
	step INTEGER NOT NULL CHECK (step >= 0),
	ours INTEGER NOT NULL CHECK (ours IN (0, 1)),
	seen INTEGER NOT NULL,
	orders INTEGER NOT NULL,
	ask INTEGER NOT NULL,
	subject_id INTEGER NOT NULL,
	ring_id INTEGER NOT NULL,
	with_id INTEGER NOT NULL,
	begun_at_ms INTEGER NOT NULL,
	answered_at_ms INTEGER NOT NULL,
	ended_at_ms INTEGER NOT NULL,
	why TEXT NOT NULL,
	loss_permille INTEGER NOT NULL,
	jitter_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX call_live ON call (person_id) WHERE state < 3;
CREATE INDEX call_of_person ON call (person_id, begun_at_ms);
CREATE INDEX call_over ON call (ended_at_ms) WHERE state = 3;

-- A call that we owe somebody.  state: 1 waits, 2 rings, 3 came about, 4 given up.
CREATE TABLE ring (
	id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL,
	why INTEGER NOT NULL CHECK (why BETWEEN 1 AND 6),
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
	subject_id INTEGER NOT NULL,
	tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 4),
	tries INTEGER NOT NULL,
	made_at_ms INTEGER NOT NULL,
	due_at_ms INTEGER NOT NULL,
	until_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX ring_due ON ring (due_at_ms) WHERE state = 1;
CREATE INDEX ring_of_person ON ring (person_id, made_at_ms);

-- What somebody said after the tone.  The file is sealed with the key; the key is
-- sealed with the person's own, so that erasing the person erases what they said.
-- state: 1 is being recorded, 2 kept, 3 a human has heard it, 4 dropped.
CREATE TABLE recording (
	id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL,
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
	name TEXT NOT NULL UNIQUE,
	file TEXT NOT NULL,
	key BLOB NOT NULL,
	length_ms INTEGER NOT NULL,
	request_id INTEGER NOT NULL,
	made_at_ms INTEGER NOT NULL,
	heard_at_ms INTEGER NOT NULL,
	heard_by INTEGER NOT NULL
) STRICT;
CREATE INDEX recording_of_request ON recording (request_id) WHERE state IN (2, 3);
CREATE INDEX recording_unheard ON recording (made_at_ms) WHERE state = 2;
