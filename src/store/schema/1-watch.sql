-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Texts to ourselves: is the carrier still there?  Pruned after a week.
CREATE TABLE watch_text (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	token TEXT NOT NULL UNIQUE,
	sent_at_ms INTEGER NOT NULL,
	back_at_ms INTEGER,
	missed INTEGER NOT NULL CHECK (missed IN (0, 1))
) STRICT;
CREATE INDEX watch_text_sent ON watch_text (sent_at_ms);

CREATE TABLE watch_state (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	missed INTEGER NOT NULL,		-- in a row
	lost_since_ms INTEGER,			-- the carrier is silent: when the first was sent
	told_at_ms INTEGER NOT NULL,
	sent_at_ms INTEGER NOT NULL,
	back_at_ms INTEGER NOT NULL,
	travel_ms INTEGER NOT NULL,
	seen_by INTEGER REFERENCES person (id),	-- who looks after the silent line
	seen_at_ms INTEGER
) STRICT;

-- Words to staff about the link; ids are of the series of `alarm`.
CREATE TABLE watch_notice (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	person_id INTEGER NOT NULL REFERENCES person (id),
	kind INTEGER NOT NULL CHECK (kind IN (1, 2)),		-- silent, back
	since_ms INTEGER NOT NULL,
	due_at_ms INTEGER NOT NULL,
	state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 7)	-- as alarm's
) STRICT;
CREATE INDEX watch_notice_due ON watch_notice (due_at_ms) WHERE state = 0;

-- How a drill came about; its result is its incident's, or its phones'.
CREATE TABLE drill (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	incident_id INTEGER UNIQUE REFERENCES incident (id),	-- NULL: a roll call
	how INTEGER NOT NULL CHECK (how BETWEEN 1 AND 4),
	code TEXT NOT NULL,
	by_name TEXT NOT NULL,
	started_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE drill_phone (
	drill_id INTEGER NOT NULL REFERENCES drill (id),
	person_id INTEGER NOT NULL REFERENCES person (id),
	asked_at_ms INTEGER NOT NULL,
	answered_at_ms INTEGER,
	PRIMARY KEY (drill_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX drill_phone_open ON drill_phone (person_id, drill_id) WHERE answered_at_ms IS NULL;
CREATE INDEX incident_drill ON incident (id) WHERE drill = 1;

-- What was agreed with a person about the text of the next day.
CREATE TABLE aftercare (
	incident_id INTEGER PRIMARY KEY REFERENCES incident (id),
	person_id INTEGER NOT NULL REFERENCES person (id),
	hour INTEGER NOT NULL CHECK (hour BETWEEN -1 AND 23),	-- of their day; -1: none
	by_id INTEGER REFERENCES person (id),
	at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX aftercare_person ON aftercare (person_id);
