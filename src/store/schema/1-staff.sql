-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Accounts of staff and peers at the console: log-ins, sessions, tokens, and
-- what they keep there.

-- 1 invited (a one-time code was given out), 2 active, 3 off.
CREATE TABLE account (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	person_id INTEGER NOT NULL UNIQUE REFERENCES person (id),
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
	name_index BLOB UNIQUE CHECK (length(name_index) = 16),
	name BLOB,				-- sealed
	password BLOB,				-- sealed: crypto_pwhash_str()
	totp BLOB,				-- sealed: base32
	totp_on INTEGER NOT NULL CHECK (totp_on IN (0, 1)),
	totp_last INTEGER NOT NULL,		-- the last counter used: a code counts once
	invite BLOB UNIQUE,			-- hash of the one-time code
	invite_until_ms INTEGER NOT NULL,
	made_at_ms INTEGER NOT NULL,
	login_at_ms INTEGER,
	CHECK (state <> 2 OR (name_index IS NOT NULL AND password IS NOT NULL))
) STRICT;

CREATE TABLE account_recovery (
	account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	code BLOB NOT NULL,
	PRIMARY KEY (account_id, code)
) STRICT, WITHOUT ROWID;

-- Wrong tries, by a keyed hash of name, address, or both: also of names that are none.
CREATE TABLE login_try (
	key BLOB PRIMARY KEY CHECK (length(key) = 16),
	fails INTEGER NOT NULL,
	until_ms INTEGER NOT NULL,
	at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX login_try_age ON login_try (at_ms);

-- 1 ready, 2 enrol (no TOTP yet).
CREATE TABLE login (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
	token BLOB NOT NULL UNIQUE,		-- hash
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 2),
	since_ms INTEGER NOT NULL,
	seen_ms INTEGER NOT NULL,
	step_up_ms INTEGER NOT NULL,		-- until
	refused INTEGER NOT NULL,
	agent TEXT NOT NULL
) STRICT;
CREATE INDEX login_account ON login (account_id);
CREATE INDEX login_age ON login (seen_ms);

-- For programs: a service, some scopes.
CREATE TABLE api_token (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	token BLOB NOT NULL UNIQUE,		-- hash
	name TEXT NOT NULL,
	scopes INTEGER NOT NULL,
	by_id INTEGER NOT NULL,
	made_at_ms INTEGER NOT NULL,
	until_ms INTEGER NOT NULL,
	seen_at_ms INTEGER,
	ended_at_ms INTEGER
) STRICT;

CREATE TABLE webhook (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	url TEXT NOT NULL,
	secret BLOB NOT NULL,			-- sealed by the service
	events INTEGER NOT NULL,		-- bit per event.what
	by_id INTEGER NOT NULL,
	made_at_ms INTEGER NOT NULL,
	failures INTEGER NOT NULL,		-- in a row
	last_at_ms INTEGER,
	last_code INTEGER,
	ended_at_ms INTEGER
) STRICT;
CREATE TABLE webhook_post (
	id INTEGER PRIMARY KEY,
	webhook_id INTEGER NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
	body TEXT NOT NULL,			-- JSON; nobody's words
	made_at_ms INTEGER NOT NULL,
	due_at_ms INTEGER NOT NULL,
	tries INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_post_due ON webhook_post (due_at_ms);

-- The page that says "a human has this on the screen": until when, and up to which event.
CREATE TABLE screen (
	person_id INTEGER PRIMARY KEY,
	until_ms INTEGER NOT NULL,
	seen_seq INTEGER NOT NULL
) STRICT;
-- What would have been a text; sealed by the person's key.
CREATE TABLE screen_text (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	person_id INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	words BLOB NOT NULL
) STRICT;
CREATE INDEX screen_text_of ON screen_text (person_id, id);
CREATE INDEX screen_text_age ON screen_text (at_ms);

-- Sealed by the member's key: they go with the member.
CREATE TABLE draft (
	conversation_id INTEGER NOT NULL,
	person_id INTEGER NOT NULL,		-- whose draft
	member_id INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	words BLOB NOT NULL,
	PRIMARY KEY (conversation_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_member ON draft (member_id);
CREATE TABLE talk_note (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	member_id INTEGER NOT NULL,
	by_id INTEGER NOT NULL,
	for_id INTEGER,				-- left for this peer, at a hand-over
	at_ms INTEGER NOT NULL,
	until_ms INTEGER NOT NULL,
	words BLOB NOT NULL
) STRICT;
CREATE INDEX talk_note_of ON talk_note (member_id, id);
CREATE INDEX talk_note_until ON talk_note (until_ms);
-- A message that was said already is not said twice.
CREATE TABLE said_key (
	person_id INTEGER NOT NULL,
	key TEXT NOT NULL,
	line_id INTEGER NOT NULL,
	at_ms INTEGER NOT NULL,
	PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX said_key_age ON said_key (at_ms);

-- 1 asked, 2 agreed, 3 done.
CREATE TABLE export (
	id INTEGER PRIMARY KEY CHECK (id > 0),
	what TEXT NOT NULL,
	from_ms INTEGER NOT NULL,
	until_ms INTEGER NOT NULL,
	by_id INTEGER NOT NULL,
	agreed_by INTEGER,
	state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
	reason BLOB NOT NULL,			-- sealed by the service
	at_ms INTEGER NOT NULL,
	agreed_at_ms INTEGER,
	CHECK (agreed_by IS NULL OR agreed_by <> by_id)
) STRICT;
