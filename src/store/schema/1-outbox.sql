-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Texts on their way out.  send_at_ms is when the pump is to look at the row;
-- NULL: it needs no look (sent and waiting, or over).
CREATE TABLE outbox (
	id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL CHECK (person_id >= 0),
	lane INTEGER NOT NULL,		-- the handset: the person, or minus a hash of the number
	class INTEGER NOT NULL CHECK (class BETWEEN 0 AND 4),
	state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 5),
	send_at_ms INTEGER,
	behind INTEGER NOT NULL DEFAULT 0 CHECK (behind IN (0, 1)),
					-- seen to wait for an earlier one to the same handset
	expires_at_ms INTEGER NOT NULL,	-- 0: never
	created_at_ms INTEGER NOT NULL,
	sent_at_ms INTEGER,
	changed_at_ms INTEGER,
	attempt INTEGER NOT NULL DEFAULT 0,
	segments INTEGER NOT NULL CHECK (segments BETWEEN 1 AND 60),
	acked INTEGER NOT NULL DEFAULT 0,	-- a bit for each segment
	delivered INTEGER NOT NULL DEFAULT 0,
	purpose INTEGER NOT NULL,
	topic INTEGER NOT NULL,
	topic_id INTEGER NOT NULL,
	sender TEXT,
	body BLOB,			-- sealed: number, NUL, words; NULL when over
	CHECK (state > 1 OR body IS NOT NULL),
	CHECK (state <= 1 OR (send_at_ms IS NULL AND behind = 0))
) STRICT;
CREATE INDEX outbox_to_send ON outbox (class, send_at_ms, id)
	WHERE send_at_ms IS NOT NULL AND behind = 0;
CREATE INDEX outbox_behind ON outbox (lane, class, id) WHERE behind = 1;
CREATE INDEX outbox_lane ON outbox (lane, id) WHERE state <= 1;
CREATE INDEX outbox_sent ON outbox (id) WHERE state = 1;
