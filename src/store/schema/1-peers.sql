-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Peer workers at work: duty, shifts, what they have been through.

-- 0 off, 1 on, 2 rest (their wish), 3 pause (after a hard conversation).
CREATE TABLE peer (
	person_id INTEGER PRIMARY KEY,
	state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
	trained INTEGER NOT NULL CHECK (trained IN (0, 1)),
	training INTEGER NOT NULL,
	kinds INTEGER NOT NULL,
	cap INTEGER NOT NULL CHECK (cap BETWEEN 1 AND 9),
	until_ms INTEGER NOT NULL,
	shift_id INTEGER,
	missed INTEGER NOT NULL,
	today INTEGER NOT NULL,
	today_from_ms INTEGER NOT NULL,
	practice_script INTEGER NOT NULL,
	practice_line INTEGER NOT NULL,
	lost_at_ms INTEGER,
	lost_by INTEGER,
	lost_roles INTEGER NOT NULL
) STRICT;
CREATE INDEX peer_on ON peer (person_id) WHERE state = 1;

CREATE TABLE peer_attr (
	person_id INTEGER NOT NULL REFERENCES peer (person_id) ON DELETE CASCADE,
	attr_id INTEGER NOT NULL REFERENCES attr (id),
	PRIMARY KEY (person_id, attr_id)
) STRICT, WITHOUT ROWID;

-- Hours for pay.  Pauses are within and count.
CREATE TABLE shift (
	id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL,
	on_at_ms INTEGER NOT NULL,
	off_at_ms INTEGER,
	rest_ms INTEGER NOT NULL,
	pause_ms INTEGER NOT NULL,
	conversations INTEGER NOT NULL,
	mood_before INTEGER CHECK (mood_before BETWEEN 1 AND 5),
	mood_after INTEGER CHECK (mood_after BETWEEN 1 AND 5)
) STRICT;
CREATE UNIQUE INDEX shift_open ON shift (person_id) WHERE off_at_ms IS NULL;
CREATE INDEX shift_by_time ON shift (on_at_ms);
