-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Something about a person that a human on duty should look at.
CREATE TABLE concern (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 15),
	state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
	person_id INTEGER REFERENCES person (id),
	owner_id INTEGER REFERENCES person (id),
	why TEXT NOT NULL,			-- ours or a flow author's, no person's words
	rings INTEGER NOT NULL CHECK (rings IN (0, 1)),
	times INTEGER NOT NULL,
	rounds INTEGER NOT NULL,
	raised_at_ms INTEGER NOT NULL,
	due_at_ms INTEGER NOT NULL,
	taken_at_ms INTEGER,
	resolved_at_ms INTEGER,
	resolved_by INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX concern_open ON concern (owner_id, id) WHERE state < 2;
CREATE INDEX concern_unresolved ON concern (id) WHERE state < 2;
CREATE INDEX concern_person ON concern (person_id, kind) WHERE state < 2;

CREATE TABLE concern_note (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	concern_id INTEGER NOT NULL REFERENCES concern (id),
	person_id INTEGER REFERENCES person (id),	-- whose key seals it; NULL: the service's
	at_ms INTEGER NOT NULL,
	words BLOB NOT NULL
) STRICT;
CREATE INDEX concern_note_of ON concern_note (concern_id, id);
CREATE INDEX concern_note_person ON concern_note (person_id);

-- When an owner was last texted about concerns.
CREATE TABLE concern_told (
	owner_id INTEGER PRIMARY KEY REFERENCES person (id),
	at_ms INTEGER NOT NULL
) STRICT;
