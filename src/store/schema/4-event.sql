-- SPDX-License-Identifier: AGPL-3.0-or-later
-- One event more: 12 review, something waits for a second name, or does not any more (detail
-- 1, 0; 3, 2 for a proposal about danger words; subject: the release, the proposal).  A CHECK
-- cannot be changed, so the table is made anew; what is written about it elsewhere
-- (triggers, views) keeps its name meanwhile, which is the old way of renaming.
PRAGMA legacy_alter_table = ON;
CREATE TABLE event_new (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,	-- never given twice
	at_ms INTEGER NOT NULL,
	person_id INTEGER,			-- NULL: of everybody with one of the roles
	roles INTEGER NOT NULL,
	what INTEGER NOT NULL CHECK (what BETWEEN 1 AND 12),
	subject INTEGER NOT NULL,
	detail INTEGER NOT NULL
) STRICT;
INSERT INTO event_new SELECT * FROM event;
DELETE FROM sqlite_sequence WHERE name = 'event_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'event_new', seq FROM sqlite_sequence WHERE name = 'event';
DROP TABLE event;
ALTER TABLE event_new RENAME TO event;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX event_of ON event (person_id, seq) WHERE person_id IS NOT NULL;
CREATE INDEX event_age ON event (at_ms);
CREATE INDEX event_board ON event (at_ms) WHERE what = 10;

-- As it was (1-event.sql): it went with the table.
CREATE TRIGGER webhook_event AFTER INSERT ON event WHEN NEW.person_id IS NULL
BEGIN
	INSERT INTO webhook_post (webhook_id, body, made_at_ms, due_at_ms, tries)
	SELECT w.id, CASE NEW.what
		WHEN 8 THEN (SELECT printf('{"id":%d,"at_ms":%d,"what":"incident","code":"%s","state":"%s"}',
			NEW.seq, NEW.at_ms, code, CASE state WHEN 1 THEN 'alarming' WHEN 2 THEN 'acked'
			WHEN 3 THEN 'contact' ELSE 'closed' END) FROM incident WHERE id = NEW.subject)
		WHEN 9 THEN printf('{"id":%d,"at_ms":%d,"what":"concern","concern":%d}',
			NEW.seq, NEW.at_ms, NEW.subject)
		ELSE printf('{"id":%d,"at_ms":%d,"what":"board"}', NEW.seq, NEW.at_ms) END,
		NEW.at_ms, NEW.at_ms, 0
	FROM webhook w WHERE w.ended_at_ms IS NULL AND w.events & (1 << NEW.what) <> 0;
END;

-- To coordinators and managers (16, 64); proposals to authors (128) as well.
CREATE TRIGGER event_release AFTER UPDATE OF state ON flow_release
WHEN (NEW.state = 2) <> (OLD.state = 2)
BEGIN
	INSERT INTO event (at_ms, roles, what, subject, detail)
		VALUES (wl_now(), 80, 12, NEW.id, NEW.state = 2);
END;
CREATE TRIGGER event_release_gone AFTER DELETE ON flow_release WHEN OLD.state = 2
BEGIN
	INSERT INTO event (at_ms, roles, what, subject, detail) VALUES (wl_now(), 80, 12, OLD.id, 0);
END;
CREATE TRIGGER event_proposal AFTER INSERT ON feedback_proposal
BEGIN
	INSERT INTO event (at_ms, roles, what, subject, detail) VALUES (wl_now(), 208, 12, NEW.id, 3);
END;
CREATE TRIGGER event_proposal_agreed AFTER UPDATE OF agreed_at_ms ON feedback_proposal
WHEN NEW.agreed_at_ms IS NOT NULL AND OLD.agreed_at_ms IS NULL
BEGIN
	INSERT INTO event (at_ms, roles, what, subject, detail) VALUES (wl_now(), 208, 12, NEW.id, 2);
END;
