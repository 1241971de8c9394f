-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What flows remember about a person.
CREATE TABLE mark (
	person_id INTEGER NOT NULL REFERENCES person (id),
	kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2),	-- tag, group
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
	at_ms INTEGER NOT NULL,
	PRIMARY KEY (person_id, kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE kept (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	person_id INTEGER NOT NULL REFERENCES person (id),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 45),
	words BLOB NOT NULL,			-- sealed by the person's key
	at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX kept_by_name ON kept (person_id, name, id);

CREATE TABLE scored (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	person_id INTEGER NOT NULL REFERENCES person (id),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
	version TEXT NOT NULL CHECK (length(version) BETWEEN 1 AND 40),
	result BLOB NOT NULL,			-- score, band, answers: sealed by the person's key
	at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX scored_by_name ON scored (person_id, name, id);

-- Who gets which flow when its `asks` says.
CREATE TABLE series (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	person_id INTEGER NOT NULL REFERENCES person (id),
	flow TEXT NOT NULL CHECK (length(flow) BETWEEN 1 AND 40),
	turn INTEGER NOT NULL CHECK (turn >= 0),	-- how often it was started
	last_day INTEGER NOT NULL,		-- local, days since 1970; 0: not yet
	since_ms INTEGER NOT NULL,
	UNIQUE (person_id, flow)
) STRICT;
