-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A flow that somebody is writing in the browser.  `version` is new with each save, so
-- that of two people who write, the second is told and nothing is written over.
CREATE TABLE flow_draft (
	name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 40),
	version INTEGER NOT NULL CHECK (version > 0),
	source TEXT NOT NULL,
	by_id INTEGER NOT NULL,
	at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
