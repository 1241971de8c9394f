-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Revisions of flows on their way to people, and who signed what.
CREATE TABLE flow_release (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
	hash TEXT NOT NULL CHECK (length(hash) BETWEEN 8 AND 64),
	source TEXT NOT NULL,
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),	-- checked, one name, in force, before
	danger INTEGER NOT NULL CHECK (danger IN (0, 1)),
	by_first BLOB,				-- names, sealed by the service
	by_second BLOB,
	at_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX flow_release_in_force ON flow_release (name) WHERE state = 3;
CREATE INDEX flow_release_by_name ON flow_release (name, id);

CREATE TABLE flow_sign (
	hash TEXT NOT NULL CHECK (length(hash) BETWEEN 8 AND 64),
	role TEXT NOT NULL CHECK (role IN ('clinician', 'manager')),
	by_name BLOB NOT NULL,			-- sealed by the service
	at_ms INTEGER NOT NULL,
	PRIMARY KEY (hash, role)
) STRICT, WITHOUT ROWID;
