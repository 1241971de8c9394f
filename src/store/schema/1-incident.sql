-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A person in danger.  One open row a person; `who` is the first half of the
-- blind index of their number, so that the pager and we mean the same person
-- also before there is a row in `person`.
CREATE TABLE incident (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	person_id INTEGER REFERENCES person (id),	-- NULL: known by `who` alone
	who BLOB NOT NULL CHECK (length(who) = 8),
	code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 8),
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),	-- alarming, acked, contact, closed
	tier INTEGER NOT NULL CHECK (tier BETWEEN 3 AND 4),
	kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
	source INTEGER NOT NULL CHECK (source BETWEEN 1 AND 7),
	drill INTEGER NOT NULL CHECK (drill IN (0, 1)),
	context INTEGER NOT NULL,
	rules TEXT NOT NULL,			-- ids, parted by spaces; no words of the person
	lexicon TEXT NOT NULL,			-- its version when it opened
	messages INTEGER NOT NULL,
	opened_at_ms INTEGER NOT NULL,
	raised_at_ms INTEGER,
	alarmed_at_ms INTEGER,			-- the network took the first alarm
	acked_at_ms INTEGER,
	acked_by INTEGER REFERENCES person (id),
	handing_at_ms INTEGER,			-- who has it would like to hand it over
	contact_due_at_ms INTEGER,
	contact_at_ms INTEGER,
	contact_by INTEGER REFERENCES person (id),
	tries INTEGER NOT NULL,			-- to reach the person, noted by staff
	missed INTEGER NOT NULL,		-- how often the contact clock passed
	closed_at_ms INTEGER,
	closed_by INTEGER REFERENCES person (id),
	closed_name TEXT NOT NULL,		-- of somebody who has no row (warmlinectl)
	outcome INTEGER NOT NULL CHECK (outcome BETWEEN 0 AND 8),
	proposed_by INTEGER REFERENCES person (id),	-- of "unreachable": the first of the two
	-- where the alarm stands
	alarm_from_ms INTEGER NOT NULL,		-- this round of alarms began
	person_pos INTEGER NOT NULL,
	turn_id INTEGER,			-- whose turn it is
	turn_ms INTEGER NOT NULL,
	channel INTEGER NOT NULL,		-- channels of that person used so far
	everybody_ms INTEGER NOT NULL,		-- next time for the whole roster
	rounds INTEGER NOT NULL,
	told_still INTEGER NOT NULL CHECK (told_still IN (0, 1)),
	untold INTEGER NOT NULL CHECK (untold IN (0, 1)),	-- the pager does not know of a change
	CHECK (state <> 4 OR (closed_at_ms IS NOT NULL AND outcome > 0
		AND (closed_by IS NOT NULL OR closed_name <> ''))),
	CHECK (state IN (1, 4) OR (acked_at_ms IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX incident_who_open ON incident (who) WHERE state < 4;
CREATE UNIQUE INDEX incident_code_open ON incident (code) WHERE state < 4;
CREATE INDEX incident_code ON incident (code, id);
CREATE INDEX incident_open ON incident (id) WHERE state < 4;
CREATE INDEX incident_person ON incident (person_id, id);
CREATE INDEX incident_holder ON incident (acked_by, id) WHERE state < 4;
CREATE INDEX incident_untold ON incident (id) WHERE untold = 1;

-- Each step, by whom; never changed.  `words`: a note, or what the person wrote.
CREATE TABLE incident_step (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	incident_id INTEGER NOT NULL REFERENCES incident (id),
	at_ms INTEGER NOT NULL,
	what INTEGER NOT NULL CHECK (what BETWEEN 1 AND 30),
	by_id INTEGER REFERENCES person (id),
	arg INTEGER NOT NULL,
	detail TEXT NOT NULL,			-- rule ids, a handle; no words of a person
	key_id INTEGER NOT NULL,		-- whose key seals `words`; 0: the service's
	words BLOB
) STRICT;
CREATE INDEX incident_step_of ON incident_step (incident_id, id);
CREATE INDEX incident_step_key ON incident_step (key_id) WHERE words IS NOT NULL;
