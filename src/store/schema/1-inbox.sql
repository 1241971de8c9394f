-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Texts that came in, by the UUID that bearerbox gave them.  A rowid table with
-- a unique index: random primary keys would cost half the rate (measured).
CREATE TABLE inbox (
	id INTEGER PRIMARY KEY,
	uuid BLOB NOT NULL CHECK (length(uuid) = 16),
	state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),	-- new, done, parked
	person_id INTEGER CHECK (person_id > 0),
	received_at_ms INTEGER NOT NULL,
	why TEXT,
	raw_key INTEGER NOT NULL,	-- whose key seals raw; 0: the service's
	raw BLOB
) STRICT;
CREATE UNIQUE INDEX inbox_by_uuid ON inbox (uuid);
CREATE INDEX inbox_open ON inbox (id) WHERE state <> 1;
