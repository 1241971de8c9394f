-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The store's own: small values, the ids given so far, who was erased.
CREATE TABLE store_meta (
	name TEXT PRIMARY KEY,
	value ANY
) STRICT, WITHOUT ROWID;

CREATE TABLE store_mark (
	name TEXT PRIMARY KEY,		-- a table
	next INTEGER NOT NULL CHECK (next > 0)	-- no id from here on was ever given
) STRICT, WITHOUT ROWID;

CREATE TABLE store_erased (
	person_id INTEGER PRIMARY KEY CHECK (person_id > 0),
	at_ms INTEGER NOT NULL
) STRICT;
