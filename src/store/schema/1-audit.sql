-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The audit log (store_audit.h).  No foreign keys: an entry outlives what it is about.
CREATE TABLE audit_entry (
	seq INTEGER PRIMARY KEY CHECK (seq > 0),	-- without holes
	epoch INTEGER NOT NULL CHECK (epoch > 0),	-- which first key
	at_ms INTEGER NOT NULL,
	what TEXT NOT NULL,			-- fixed words: "incident.taken"
	about_id INTEGER NOT NULL,		-- a person's id, or 0
	by_id INTEGER NOT NULL,			-- likewise
	key_id INTEGER NOT NULL,		-- whose key seals `detail`; 0: the service's
	by_name BLOB,				-- sealed by the service: a name without a row
	detail BLOB,				-- sealed
	link BLOB NOT NULL CHECK (length(link) = 32),
	mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;
CREATE INDEX audit_entry_at ON audit_entry (at_ms, seq);

-- Where the log ends, sealed by the key of the entry that is to come.
CREATE TABLE audit_end (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	seq INTEGER NOT NULL,
	link BLOB NOT NULL,
	seal BLOB NOT NULL
) STRICT;
