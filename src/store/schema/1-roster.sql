-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who takes turns, from when on; shifts are made from it ahead of time
-- (oncall_shift.rotation_id).
CREATE TABLE rotation (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 1),	-- on call, manager
	position INTEGER NOT NULL,		-- layer: 1 primary, 2 secondary, ...
	period_days INTEGER NOT NULL CHECK (period_days IN (1, 7)),
	minute INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),	-- of hand-over, local
	length_min INTEGER NOT NULL CHECK (length_min BETWEEN 0 AND 1440),	-- 0: to the next
	zone TEXT NOT NULL,
	start_day INTEGER NOT NULL,		-- local, days since 1970
	made_day INTEGER NOT NULL,		-- the first day that has no shift yet
	made_at_ms INTEGER NOT NULL,
	ended_at_ms INTEGER
) STRICT;
CREATE TABLE rotation_person (
	rotation_id INTEGER NOT NULL REFERENCES rotation (id),
	place INTEGER NOT NULL,
	person_id INTEGER NOT NULL REFERENCES person (id),
	PRIMARY KEY (rotation_id, place)
) STRICT, WITHOUT ROWID;

-- A shift that its owner would like to give away.
CREATE TABLE shift_swap (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	shift_id INTEGER NOT NULL REFERENCES oncall_shift (id),
	from_id INTEGER NOT NULL REFERENCES person (id),
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),	-- open, taken, over
	asked_at_ms INTEGER NOT NULL,
	taken_by INTEGER REFERENCES person (id),
	settled_at_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX shift_swap_open ON shift_swap (shift_id) WHERE state = 1;

-- Who asked to see a member's number, why, and who agreed.  The number is not here.
CREATE TABLE reveal (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	incident_id INTEGER NOT NULL REFERENCES incident (id),
	person_id INTEGER NOT NULL REFERENCES person (id),
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),	-- asked, shown, over
	alone INTEGER NOT NULL CHECK (alone IN (0, 1)),
	asked_by INTEGER NOT NULL REFERENCES person (id),
	asked_at_ms INTEGER NOT NULL,
	answered_by INTEGER REFERENCES person (id),
	answered_at_ms INTEGER,
	shown_at_ms INTEGER,
	review INTEGER NOT NULL CHECK (review BETWEEN 0 AND 2),	-- none, right, not right
	reviewed_by INTEGER REFERENCES person (id),
	reviewed_at_ms INTEGER,
	reason BLOB,				-- sealed by the person's key
	CHECK (state <> 2 OR shown_at_ms IS NOT NULL),
	CHECK (state <> 2 OR alone = 1 OR (answered_by IS NOT NULL AND answered_by <> asked_by)),
	CHECK (review = 0 OR (reviewed_by IS NOT NULL AND reviewed_by <> asked_by))
) STRICT;
CREATE INDEX reveal_incident ON reveal (incident_id, id);
CREATE INDEX reveal_person ON reveal (person_id);
CREATE INDEX reveal_waits ON reveal (id) WHERE state = 1 OR (alone = 1 AND review = 0);
