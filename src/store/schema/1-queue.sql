-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The line of people who want to talk: attributes, wishes, requests, offers.

-- The closed list of what wishes and peers can be about ("experience",
-- "bereavement").  Ids are small, for matching packs them in 16 bits.
CREATE TABLE attr (
	id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 65535),
	kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 6),
	value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 40),
	UNIQUE (kind, value)
) STRICT;

-- What a person wishes, from one request to the next.
CREATE TABLE wish (
	person_id INTEGER NOT NULL,
	attr_id INTEGER NOT NULL REFERENCES attr (id),
	hard INTEGER NOT NULL CHECK (hard IN (0, 1)),
	PRIMARY KEY (person_id, attr_id)
) STRICT, WITHOUT ROWID;

-- 1 waiting, 2 offered, 3 taken, 4 done, 5 withdrawn, 6 kept (under age: with
-- the safeguarding worker, never in the line).
CREATE TABLE request (
	id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL,
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 6),
	kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
	tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 4),
	age INTEGER NOT NULL CHECK (age BETWEEN 0 AND 2),
	newcomer INTEGER NOT NULL CHECK (newcomer IN (0, 1)),
	practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
	since_ms INTEGER NOT NULL,
	rank_ms INTEGER NOT NULL,
	needs INTEGER NOT NULL,
	last_peer INTEGER,
	only_last INTEGER NOT NULL CHECK (only_last IN (0, 1)),
	wishes BLOB NOT NULL,
	avoid BLOB NOT NULL,
	owner_id INTEGER,
	offer_id INTEGER,
	conversation_id INTEGER,
	raised INTEGER NOT NULL,
	told_ms INTEGER NOT NULL,
	taken_at_ms INTEGER,
	ended_at_ms INTEGER,
	CHECK ((state = 2) = (offer_id IS NOT NULL)),
	CHECK (state <> 3 OR conversation_id IS NOT NULL)
) STRICT;
-- One open request a person: a place belongs to somebody, not to a text.
CREATE UNIQUE INDEX request_open ON request (person_id) WHERE state IN (1, 2, 3, 6);
CREATE INDEX request_line ON request (rank_ms, id) WHERE state = 1;
CREATE INDEX request_since ON request (since_ms) WHERE state = 1;
CREATE INDEX request_person ON request (person_id, since_ms);
CREATE INDEX request_ended ON request (ended_at_ms) WHERE state IN (4, 5);

-- A request leased to one peer.  1 open, 2 accepted, 3 passed, 4 expired, 5 taken back.
CREATE TABLE offer (
	id INTEGER PRIMARY KEY,
	request_id INTEGER NOT NULL REFERENCES request (id) ON DELETE CASCADE,
	peer_id INTEGER NOT NULL,
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),
	points INTEGER NOT NULL,
	made_at_ms INTEGER NOT NULL,
	until_ms INTEGER NOT NULL,
	closed_at_ms INTEGER
) STRICT;
-- Two peers can never both hold one person, nor one handset two questions.
CREATE UNIQUE INDEX offer_of_request ON offer (request_id) WHERE state = 1;
CREATE UNIQUE INDEX offer_of_peer ON offer (peer_id) WHERE state = 1;
CREATE INDEX offer_passed ON offer (request_id, closed_at_ms) WHERE state IN (3, 4);

-- Who is never brought together again, and who said so.
CREATE TABLE block (
	member_id INTEGER NOT NULL,
	peer_id INTEGER NOT NULL,
	by_peer INTEGER NOT NULL CHECK (by_peer IN (0, 1)),
	at_ms INTEGER NOT NULL,
	PRIMARY KEY (member_id, peer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_peer ON block (peer_id);

-- Measured waits: from TALK to a human's yes.  The newest some hundred a kind.
CREATE TABLE wait (
	id INTEGER PRIMARY KEY,
	kind INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	wait_ms INTEGER NOT NULL CHECK (wait_ms >= 0)
) STRICT;
CREATE INDEX wait_recent ON wait (kind, at_ms);

-- A reviewed limit on how often somebody may be put through; safety is apart.
CREATE TABLE talk_limit (
	person_id INTEGER PRIMARY KEY,
	per_day INTEGER NOT NULL CHECK (per_day BETWEEN 1 AND 20),
	until_ms INTEGER NOT NULL,
	by_id INTEGER NOT NULL,
	at_ms INTEGER NOT NULL
) STRICT;
