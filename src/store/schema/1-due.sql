-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Everything that waits.  base 0: at_ms is wall time (CALENDAR kinds);
-- base 1: it is steady time = wall time less all steps of the wall clock (WAIT).
CREATE TABLE due (
	kind INTEGER NOT NULL,
	subject_id INTEGER NOT NULL,
	base INTEGER NOT NULL CHECK (base IN (0, 1)),
	at_ms INTEGER NOT NULL,
	arg INTEGER NOT NULL,
	tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
	PRIMARY KEY (kind, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_by_time ON due (base, at_ms);
