-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The people.  `number` is the address sealed with the person's own key; it is
-- found by `number_index`, a keyed hash.  Both are NULL when the number has
-- gone to somebody else; nearly all is, when the person was erased.
CREATE TABLE person (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	address_kind INTEGER NOT NULL CHECK (address_kind BETWEEN 0 AND 2),
	number_index BLOB CHECK (length(number_index) = 16),
	number BLOB,
	pseudonym TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(pseudonym) BETWEEN 1 AND 31),
	roles INTEGER NOT NULL,
	lang TEXT NOT NULL,
	line TEXT NOT NULL,
	consent INTEGER NOT NULL CHECK (consent BETWEEN 0 AND 3),
	age INTEGER NOT NULL CHECK (age BETWEEN 0 AND 4),
	band TEXT NOT NULL,
	plain_words INTEGER NOT NULL CHECK (plain_words IN (0, 1)),
	stopped INTEGER NOT NULL,
	paused_until_ms INTEGER NOT NULL,
	zone TEXT NOT NULL,
	country TEXT NOT NULL,
	safe_from_min INTEGER NOT NULL CHECK (safe_from_min BETWEEN 0 AND 1439),
	safe_to_min INTEGER NOT NULL CHECK (safe_to_min BETWEEN 0 AND 1439),
	pin_needed INTEGER NOT NULL CHECK (pin_needed IN (0, 1)),
	pin_fails INTEGER NOT NULL,
	pin_locked_until_ms INTEGER NOT NULL,
	misses INTEGER NOT NULL,
	first_at_ms INTEGER NOT NULL,
	last_in_at_ms INTEGER NOT NULL,
	owner_id INTEGER REFERENCES person (id),
	erasing INTEGER NOT NULL CHECK (erasing IN (0, 1)),
	practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
	erased_at_ms INTEGER,
	reply_day INTEGER NOT NULL DEFAULT 0,	-- the day that `replies` counts
	replies INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX person_number ON person (number_index) WHERE number_index IS NOT NULL;
CREATE INDEX person_roles ON person (id) WHERE roles > 1;
CREATE INDEX person_owner ON person (owner_id) WHERE owner_id IS NOT NULL;

CREATE TABLE person_fact (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	person_id INTEGER NOT NULL REFERENCES person (id),
	name TEXT NOT NULL,
	value BLOB NOT NULL,			-- sealed
	UNIQUE (person_id, name)
) STRICT;
