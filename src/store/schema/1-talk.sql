-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Conversations, their lines, and the one question that a phone is asked.

-- 1 open, 2 closed.  peer_id is whoever talks: a peer, a supervisor who took
-- over, the on-call person, a safeguarding worker.
CREATE TABLE conversation (
	id INTEGER PRIMARY KEY,
	request_id INTEGER,
	member_id INTEGER NOT NULL,
	peer_id INTEGER NOT NULL,
	joined_id INTEGER,
	state INTEGER NOT NULL CHECK (state IN (1, 2)),
	staff INTEGER NOT NULL CHECK (staff IN (0, 1)),
	practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
	handle TEXT NOT NULL,
	tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 4),
	incident INTEGER NOT NULL CHECK (incident IN (0, 1)),
	quoted INTEGER NOT NULL CHECK (quoted IN (0, 1)),
	asked_still INTEGER NOT NULL CHECK (asked_still IN (0, 1, 2)),
	opened_at_ms INTEGER NOT NULL,
	member_at_ms INTEGER NOT NULL,
	peer_at_ms INTEGER NOT NULL,
	closed_at_ms INTEGER,
	closed_why INTEGER,
	feedback INTEGER CHECK (feedback BETWEEN 1 AND 3),
	CHECK ((state = 2) = (closed_at_ms IS NOT NULL))
) STRICT;
-- A member talks with one human at a time.
CREATE UNIQUE INDEX conversation_member ON conversation (member_id) WHERE state = 1;
CREATE UNIQUE INDEX conversation_handle ON conversation (peer_id, handle) WHERE state = 1;
CREATE INDEX conversation_joined ON conversation (joined_id) WHERE state = 1;
-- Only of closed ones, so that looking for the few open ones never walks them.
CREATE INDEX conversation_of_member ON conversation (member_id, closed_at_ms) WHERE state = 2;
CREATE INDEX conversation_of_peer ON conversation (peer_id, closed_at_ms) WHERE state = 2;
CREATE INDEX conversation_closed ON conversation (closed_at_ms) WHERE state = 2;

-- Words, sealed with the member's key.  1 kept for whoever comes, 2 passed on,
-- 3 held back until its writer has answered, 4 not passed on.
CREATE TABLE line (
	id INTEGER PRIMARY KEY,
	member_id INTEGER,
	conversation_id INTEGER,
	from_id INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
	text BLOB NOT NULL,
	out_id INTEGER,			-- the text that carries it to the member
	delivery INTEGER		-- that text's state (store_outbox.h); kept when it is pruned
) STRICT;
CREATE INDEX line_out ON line (out_id) WHERE out_id IS NOT NULL;
CREATE INDEX line_kept ON line (member_id, id) WHERE state = 1;
CREATE INDEX line_held ON line (from_id, id) WHERE state = 3;
CREATE INDEX line_conversation ON line (conversation_id, id);
CREATE INDEX line_age ON line (at_ms);

-- The one question a phone has been asked and whose answer is one digit.
CREATE TABLE ask (
	person_id INTEGER PRIMARY KEY,
	kind INTEGER NOT NULL,
	subject_id INTEGER NOT NULL,
	asked_at_ms INTEGER NOT NULL,
	until_ms INTEGER NOT NULL,
	tries INTEGER NOT NULL
) STRICT;

CREATE INDEX ask_subject ON ask (kind, subject_id);

-- BLOCK, REPORT, an abusive contact: a human reads each.
CREATE TABLE report (
	id INTEGER PRIMARY KEY,
	conversation_id INTEGER NOT NULL,
	member_id INTEGER NOT NULL,
	peer_id INTEGER NOT NULL,
	by_id INTEGER NOT NULL,
	kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
	at_ms INTEGER NOT NULL,
	text BLOB,
	reviewed_by INTEGER,
	reviewed_at_ms INTEGER
) STRICT;
CREATE INDEX report_open ON report (id) WHERE reviewed_by IS NULL;
CREATE INDEX report_conversation ON report (conversation_id);
CREATE INDEX report_member ON report (member_id, kind, at_ms);

-- What a peer leaves for the next one.
CREATE TABLE handover (
	member_id INTEGER PRIMARY KEY,
	from_id INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	note BLOB NOT NULL
) STRICT;
