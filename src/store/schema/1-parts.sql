-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Parts of long texts that wait for the others.
CREATE TABLE part_group (
	id INTEGER PRIMARY KEY,
	sender BLOB NOT NULL CHECK (length(sender) = 16),	-- blind index
	receiver TEXT NOT NULL,
	reference INTEGER NOT NULL CHECK (reference BETWEEN 0 AND 65535),
	wide INTEGER NOT NULL CHECK (wide IN (0, 1)),
	total INTEGER NOT NULL CHECK (total BETWEEN 2 AND 255),
	person_id INTEGER NOT NULL CHECK (person_id >= 0),
	first_at_ms INTEGER NOT NULL,
	have INTEGER NOT NULL CHECK (have BETWEEN 0 AND total),
	UNIQUE (sender, receiver, reference, wide, total)
) STRICT;
CREATE TABLE part (
	group_id INTEGER NOT NULL REFERENCES part_group (id) ON DELETE CASCADE,
	number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 255),
	inbox_id INTEGER NOT NULL,
	text BLOB NOT NULL,		-- sealed
	PRIMARY KEY (group_id, number)
) STRICT, WITHOUT ROWID;
