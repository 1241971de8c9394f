-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Check-ins: who asked for them, and the line of answers.

CREATE TABLE checkin (
	person_id INTEGER PRIMARY KEY,
	is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
	minute INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),
	every_days INTEGER NOT NULL CHECK (every_days BETWEEN 1 AND 28),
	shares INTEGER NOT NULL CHECK (shares IN (0, 1)),
	last_day INTEGER NOT NULL,
	since_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX checkin_on ON checkin (person_id) WHERE is_on = 1;

-- One row for each day that was decided; what came of it is sealed.
CREATE TABLE checkin_day (
	id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL,
	day INTEGER NOT NULL,
	mark BLOB NOT NULL,
	UNIQUE (person_id, day)
) STRICT;
