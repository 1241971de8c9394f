-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Where somebody is in a flow, and the flow files that sessions stand on.
CREATE TABLE session (
	person_id INTEGER PRIMARY KEY REFERENCES person (id),
	flow TEXT NOT NULL,
	step TEXT NOT NULL,			-- where it waits, for whoever changes the flow
	revisions TEXT NOT NULL,		-- hashes parted by spaces
	state BLOB NOT NULL,			-- JSON, sealed by the person's key
	started_at_ms INTEGER NOT NULL,
	updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE flow_revision (
	hash TEXT PRIMARY KEY CHECK (length(hash) BETWEEN 8 AND 64),
	source TEXT NOT NULL,
	used_at_ms INTEGER NOT NULL		-- the day on which a session last came to it
) STRICT, WITHOUT ROWID;
