-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The person's last texts, for the sliding join: minutes, then gone.
CREATE TABLE safety_recent (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	person_id INTEGER NOT NULL REFERENCES person (id),
	at_ms INTEGER NOT NULL,
	words BLOB NOT NULL			-- sealed
) STRICT;
CREATE INDEX safety_recent_of ON safety_recent (person_id, id);
CREATE INDEX safety_recent_at ON safety_recent (at_ms);

-- What this person was told last, and the question that is open with them.
CREATE TABLE safety_state (
	person_id INTEGER PRIMARY KEY REFERENCES person (id),
	words_at_ms INTEGER NOT NULL,		-- full safety words
	words_tier INTEGER NOT NULL,
	short_at_ms INTEGER NOT NULL,		-- any safety words
	question INTEGER NOT NULL CHECK (question BETWEEN 0 AND 3),
	asked_at_ms INTEGER NOT NULL,
	asked_again INTEGER NOT NULL CHECK (asked_again IN (0, 1))
) STRICT;
