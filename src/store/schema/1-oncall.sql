-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Who is on duty.  Rows are never deleted; one that was taken back has ended_at_ms.
CREATE TABLE oncall_shift (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	person_id INTEGER NOT NULL REFERENCES person (id),
	level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 2),	-- on call, manager, operator
	position INTEGER NOT NULL,		-- order of paging; smaller first
	kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),	-- shift, override, swap
	replaces_id INTEGER REFERENCES person (id),	-- who is off meanwhile
	from_ms INTEGER NOT NULL,
	until_ms INTEGER NOT NULL,		-- 0: open
	rotation_id INTEGER,			-- it was made from, or taken over; NULL: by hand
	made_by INTEGER REFERENCES person (id),
	made_at_ms INTEGER NOT NULL,
	ended_at_ms INTEGER,
	CHECK (until_ms = 0 OR until_ms > from_ms)
) STRICT;
CREATE INDEX oncall_shift_now ON oncall_shift (level, from_ms) WHERE ended_at_ms IS NULL;
CREATE INDEX oncall_shift_person ON oncall_shift (person_id, id);

-- One attempt to reach one member of staff on one channel.
CREATE TABLE alarm (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	incident_id INTEGER NOT NULL REFERENCES incident (id),
	person_id INTEGER NOT NULL REFERENCES person (id),
	channel INTEGER NOT NULL CHECK (channel IN (0, 1)),
	why INTEGER NOT NULL CHECK (why BETWEEN 1 AND 6),
	state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 7),
	batch_id INTEGER NOT NULL,		-- the alarm whose text told of this one too
	created_at_ms INTEGER NOT NULL,
	due_at_ms INTEGER NOT NULL,
	handed_at_ms INTEGER,
	changed_at_ms INTEGER
) STRICT;
CREATE INDEX alarm_due ON alarm (due_at_ms) WHERE state = 0;
CREATE INDEX alarm_batch ON alarm (batch_id) WHERE batch_id > 0;
CREATE INDEX alarm_incident ON alarm (incident_id, id);
CREATE INDEX alarm_person ON alarm (person_id, handed_at_ms);
CREATE INDEX alarm_handed ON alarm (id) WHERE state = 1;

-- What is remembered of each staff phone.
CREATE TABLE oncall_phone (
	person_id INTEGER PRIMARY KEY REFERENCES person (id),
	bad_until_ms INTEGER NOT NULL,		-- it refused a text
	digest_at_ms INTEGER NOT NULL,
	stop_told_ms INTEGER NOT NULL,		-- STOP while on duty: when managers were told
	reached_at_ms INTEGER NOT NULL,		-- last delivery report or answer: the number works
	drilled_at_ms INTEGER NOT NULL
) STRICT;
