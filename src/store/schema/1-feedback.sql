-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What staff said about alarms: rule ids and lexicon versions, no words.
CREATE TABLE feedback_mark (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	at_ms INTEGER NOT NULL,
	verdict INTEGER NOT NULL CHECK (verdict BETWEEN 1 AND 3),	-- right, wrong, missed
	reason INTEGER NOT NULL CHECK (reason BETWEEN 0 AND 8),
	incident_id INTEGER REFERENCES incident (id),
	person_id INTEGER REFERENCES person (id),	-- of a missed one
	rules TEXT NOT NULL,
	lexicon TEXT NOT NULL,
	by_hand INTEGER NOT NULL CHECK (by_hand IN (0, 1)),
	CHECK ((verdict = 3) = (incident_id IS NULL)),
	CHECK (reason = 0 OR verdict = 2)
) STRICT;
CREATE UNIQUE INDEX feedback_mark_of ON feedback_mark (incident_id) WHERE incident_id IS NOT NULL;

-- Roll-up; '' stands for "no rule is known".
CREATE TABLE feedback_score (
	rule TEXT NOT NULL,
	lexicon TEXT NOT NULL,
	right INTEGER NOT NULL,
	wrong INTEGER NOT NULL,
	missed INTEGER NOT NULL,
	last_at_ms INTEGER NOT NULL,
	PRIMARY KEY (rule, lexicon)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback_proposal (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	at_ms INTEGER NOT NULL,
	rule TEXT NOT NULL,
	change BLOB NOT NULL,			-- sealed by the service
	by_name BLOB NOT NULL,			-- likewise
	agreed_at_ms INTEGER,
	agreed_by BLOB,				-- likewise
	CHECK ((agreed_at_ms IS NULL) = (agreed_by IS NULL))
) STRICT;
