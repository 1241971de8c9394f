-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Services that can help, by edition, and what people said of them.

CREATE TABLE directory (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	edition INTEGER NOT NULL,
	since_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE service (
	id INTEGER PRIMARY KEY,
	edition INTEGER NOT NULL,
	ref TEXT NOT NULL CHECK (length(ref) > 0),
	name TEXT NOT NULL CHECK (length(name) > 0),
	alternate TEXT NOT NULL,
	phone TEXT NOT NULL,
	address TEXT NOT NULL,
	place TEXT NOT NULL,
	langs TEXT NOT NULL,
	min_age INTEGER NOT NULL CHECK (min_age BETWEEN 0 AND 150),
	max_age INTEGER NOT NULL CHECK (max_age BETWEEN min_age AND 150),
	assured_day INTEGER NOT NULL,
	hours_known INTEGER NOT NULL CHECK (hours_known IN (0, 1)),
	topics INTEGER NOT NULL,
	UNIQUE (edition, ref)
) STRICT;

CREATE TABLE service_hours (
	id INTEGER PRIMARY KEY,
	service_id INTEGER NOT NULL REFERENCES service (id) ON DELETE CASCADE,
	closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
	rule TEXT NOT NULL,
	start_day INTEGER NOT NULL,
	from_day INTEGER NOT NULL,
	to_day INTEGER NOT NULL,
	opens_min INTEGER NOT NULL CHECK (opens_min BETWEEN 0 AND 1440),
	closes_min INTEGER NOT NULL CHECK (closes_min BETWEEN 0 AND 1440)
) STRICT;
CREATE INDEX service_hours_of ON service_hours (service_id);

-- 2 town, 1 area, 0 everywhere ("*")
CREATE TABLE service_place (
	service_id INTEGER NOT NULL REFERENCES service (id) ON DELETE CASCADE,
	edition INTEGER NOT NULL,
	place TEXT NOT NULL,
	rank INTEGER NOT NULL CHECK (rank BETWEEN 0 AND 2),
	PRIMARY KEY (service_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_place_by ON service_place (edition, place, service_id, rank);

CREATE TABLE service_word (
	service_id INTEGER NOT NULL REFERENCES service (id) ON DELETE CASCADE,
	edition INTEGER NOT NULL,
	word TEXT NOT NULL,
	PRIMARY KEY (service_id, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_word_by ON service_word (edition, word, service_id);

-- Whom we told what, until they have said whether it helped.
CREATE TABLE followup (
	person_id INTEGER PRIMARY KEY,
	told_at_ms INTEGER NOT NULL,
	times INTEGER NOT NULL,
	refs BLOB NOT NULL
) STRICT;

-- Counts only: nobody's name is beside an answer.
CREATE TABLE verdict (
	ref TEXT PRIMARY KEY,
	yes INTEGER NOT NULL,
	no INTEGER NOT NULL,
	noes_since INTEGER NOT NULL,
	last_at_ms INTEGER NOT NULL,
	review_at_ms INTEGER
) STRICT;
CREATE INDEX verdict_review ON verdict (review_at_ms) WHERE review_at_ms IS NOT NULL;
