-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The board: recordings that their makers gave for others to hear.  The sound and its
-- key are the recording's (2-calls.sql); here stands what became of it.
-- state: 1 waits for the team, 2 on the board, 3 refused, 4 taken back, 5 its time is over.
-- agreed: its maker said yes after hearing that others will hear it.  until_ms: on the
-- board until then; of a refused one, when its recording goes.
CREATE TABLE story (
	id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL,
	recording_id INTEGER NOT NULL UNIQUE,
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5),
	agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
	lang TEXT NOT NULL CHECK (length(lang) BETWEEN 2 AND 8),
	why INTEGER NOT NULL CHECK (why BETWEEN 0 AND 4),
	plays INTEGER NOT NULL,
	made_at_ms INTEGER NOT NULL,
	decided_at_ms INTEGER NOT NULL,
	decided_by INTEGER NOT NULL,
	until_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX story_of_person ON story (person_id);
CREATE INDEX story_waits ON story (id) WHERE state = 1;
CREATE INDEX story_board ON story (lang, id) WHERE state = 2;
