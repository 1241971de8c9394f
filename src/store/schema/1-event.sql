-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What changed, for whoever looks at it now: written by triggers, so in the
-- transaction of the change and by whatever makes it, text or console.  A row
-- says where to look and holds nobody's words.  wl_now(): the time of the
-- transaction (store_tx.c).
--
-- what: 1 line, 2 delivery, 3 talk, 4 offer, 5 duty, 6 notice, 7 help,
-- 8 incident, 9 concern, 10 board, 11 account.
-- roles are those of store_people.h: 4 supervisor, 8 on call, 16 coordinator,
-- 32 safeguarding, 64 manager.
CREATE TABLE event (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,	-- never given twice
	at_ms INTEGER NOT NULL,
	person_id INTEGER,			-- NULL: of everybody with one of the roles
	roles INTEGER NOT NULL,
	what INTEGER NOT NULL CHECK (what BETWEEN 1 AND 11),
	subject INTEGER NOT NULL,
	detail INTEGER NOT NULL
) STRICT;
CREATE INDEX event_of ON event (person_id, seq) WHERE person_id IS NOT NULL;
CREATE INDEX event_age ON event (at_ms);
CREATE INDEX event_board ON event (at_ms) WHERE what = 10;

-- To one person: a row only for those who have an account.
CREATE VIEW event_to AS SELECT 0 AS person_id, 0 AS what, 0 AS subject, 0 AS detail WHERE 0;
CREATE TRIGGER event_to_one INSTEAD OF INSERT ON event_to
WHEN EXISTS (SELECT 1 FROM account WHERE person_id = NEW.person_id)
BEGIN
	INSERT INTO event (at_ms, person_id, roles, what, subject, detail)
	VALUES (wl_now(), NEW.person_id, 0, NEW.what, NEW.subject, NEW.detail);
END;
-- To both peers of a conversation.
CREATE VIEW event_in AS SELECT 0 AS conversation_id, 0 AS what, 0 AS detail WHERE 0;
CREATE TRIGGER event_in_talk INSTEAD OF INSERT ON event_in
BEGIN
	INSERT INTO event_to SELECT peer_id, NEW.what, id, NEW.detail
		FROM conversation WHERE id = NEW.conversation_id;
	INSERT INTO event_to SELECT joined_id, NEW.what, id, NEW.detail
		FROM conversation WHERE id = NEW.conversation_id AND joined_id IS NOT NULL;
END;

CREATE TRIGGER event_line_new AFTER INSERT ON line WHEN NEW.conversation_id IS NOT NULL
BEGIN
	INSERT INTO event_in VALUES (NEW.conversation_id, 1, NEW.id);
END;
CREATE TRIGGER event_line_state AFTER UPDATE OF state, conversation_id ON line
WHEN NEW.conversation_id IS NOT NULL
BEGIN
	INSERT INTO event_in VALUES (NEW.conversation_id, 1, NEW.id);
END;
CREATE TRIGGER event_line_gone AFTER DELETE ON line
WHEN OLD.state = 3 AND OLD.conversation_id IS NOT NULL
BEGIN
	INSERT INTO event_in VALUES (OLD.conversation_id, 1, OLD.id);
END;
-- What became of the text that carries a line.
CREATE TRIGGER line_delivered AFTER UPDATE OF state ON outbox
WHEN NEW.topic = 3 AND NEW.state <> OLD.state
BEGIN
	UPDATE line SET delivery = NEW.state WHERE out_id = NEW.id;
END;
CREATE TRIGGER event_delivery AFTER UPDATE OF delivery ON line
WHEN NEW.conversation_id IS NOT NULL AND NEW.delivery IS NOT OLD.delivery
BEGIN
	INSERT INTO event_in VALUES (NEW.conversation_id, 2, NEW.id);
END;

CREATE TRIGGER event_talk_new AFTER INSERT ON conversation
BEGIN
	INSERT INTO event_in VALUES (NEW.id, 3, 1);
END;
CREATE TRIGGER event_talk AFTER UPDATE ON conversation
WHEN NEW.state <> OLD.state OR NEW.peer_id <> OLD.peer_id OR NEW.joined_id IS NOT OLD.joined_id
	OR NEW.tier <> OLD.tier OR NEW.incident <> OLD.incident
BEGIN
	INSERT INTO event_in VALUES (NEW.id, 3, NEW.state = 1);
	INSERT INTO event_to SELECT OLD.peer_id, 3, OLD.id, 0 WHERE OLD.peer_id <> NEW.peer_id;
	INSERT INTO event_to SELECT OLD.joined_id, 3, OLD.id, 0
		WHERE OLD.joined_id IS NOT NULL AND OLD.joined_id IS NOT NEW.joined_id
		AND OLD.joined_id <> NEW.peer_id;
END;

CREATE TRIGGER event_offer_new AFTER INSERT ON offer
BEGIN
	INSERT INTO event_to VALUES (NEW.peer_id, 4, NEW.id, 1);
END;
CREATE TRIGGER event_offer AFTER UPDATE OF state ON offer WHEN NEW.state <> OLD.state
BEGIN
	INSERT INTO event_to VALUES (NEW.peer_id, 4, NEW.id, 0);
END;

CREATE TRIGGER event_duty_new AFTER INSERT ON peer
BEGIN
	INSERT INTO event_to VALUES (NEW.person_id, 5, 0, 0);
END;
CREATE TRIGGER event_duty AFTER UPDATE ON peer
WHEN NEW.state <> OLD.state OR NEW.cap <> OLD.cap OR NEW.trained <> OLD.trained
BEGIN
	INSERT INTO event_to VALUES (NEW.person_id, 5, 0, 0);
END;
CREATE TRIGGER event_asked AFTER INSERT ON ask
BEGIN
	INSERT INTO event_to VALUES (NEW.person_id, iif(NEW.kind = 6, 7, 5), NEW.subject_id, 1);
END;
CREATE TRIGGER event_asked_no_more AFTER DELETE ON ask
BEGIN
	INSERT INTO event_to VALUES (OLD.person_id, iif(OLD.kind = 6, 7, 5), OLD.subject_id, 0);
END;

CREATE TRIGGER event_notice AFTER INSERT ON screen_text
BEGIN
	INSERT INTO event_to VALUES (NEW.person_id, 6, NEW.id, 0);
END;

CREATE TRIGGER event_incident_new AFTER INSERT ON incident
BEGIN
	INSERT INTO event (at_ms, roles, what, subject, detail) VALUES (wl_now(), 124, 8, NEW.id, 1);
END;
CREATE TRIGGER event_incident AFTER UPDATE ON incident
WHEN NEW.state <> OLD.state OR NEW.tier <> OLD.tier OR NEW.messages <> OLD.messages
	OR NEW.tries <> OLD.tries OR NEW.acked_by IS NOT OLD.acked_by
	OR NEW.proposed_by IS NOT OLD.proposed_by
BEGIN
	INSERT INTO event (at_ms, roles, what, subject, detail) VALUES (wl_now(), 124, 8, NEW.id, 0);
END;

-- Concerns: to coordinators, managers and supervisors, and to an owner who is none.
CREATE TRIGGER event_concern_new AFTER INSERT ON concern
BEGIN
	INSERT INTO event (at_ms, roles, what, subject, detail) VALUES (wl_now(), 84, 9, NEW.id, 0);
	INSERT INTO event_to SELECT id, 9, NEW.id, 0 FROM person
		WHERE id = NEW.owner_id AND roles & 84 = 0;
END;
CREATE TRIGGER event_concern AFTER UPDATE ON concern
WHEN NEW.state <> OLD.state OR NEW.owner_id IS NOT OLD.owner_id OR NEW.times <> OLD.times
BEGIN
	INSERT INTO event (at_ms, roles, what, subject, detail)
		VALUES (wl_now(), 84, 9, NEW.id, NEW.state);
	INSERT INTO event_to SELECT id, 9, NEW.id, NEW.state FROM person
		WHERE id = NEW.owner_id AND roles & 84 = 0;
END;

-- The board: once a second is often enough.
CREATE VIEW event_board_in AS SELECT 0 AS subject WHERE 0;
CREATE TRIGGER event_board_once INSTEAD OF INSERT ON event_board_in
WHEN NOT EXISTS (SELECT 1 FROM event WHERE what = 10 AND at_ms > wl_now() - 1000)
BEGIN
	INSERT INTO event (at_ms, roles, what, subject, detail) VALUES (wl_now(), 92, 10, 0, 0);
END;
CREATE TRIGGER event_request_new AFTER INSERT ON request
BEGIN
	INSERT INTO event_board_in VALUES (NEW.id);
END;
CREATE TRIGGER event_request AFTER UPDATE OF state ON request WHEN NEW.state <> OLD.state
BEGIN
	INSERT INTO event_board_in VALUES (NEW.id);
END;
CREATE TRIGGER event_board_peer AFTER UPDATE OF state ON peer WHEN NEW.state <> OLD.state
BEGIN
	INSERT INTO event_board_in VALUES (NEW.person_id);
END;
CREATE TRIGGER event_board_talk AFTER UPDATE OF state ON conversation WHEN NEW.state <> OLD.state
BEGIN
	INSERT INTO event_board_in VALUES (NEW.id);
END;

CREATE TRIGGER event_account AFTER UPDATE OF roles ON person WHEN NEW.roles <> OLD.roles
BEGIN
	INSERT INTO event_to VALUES (NEW.id, 11, 0, 0);
END;
CREATE TRIGGER event_account_state AFTER UPDATE OF state ON account WHEN NEW.state <> OLD.state
BEGIN
	INSERT INTO event_to VALUES (NEW.person_id, 11, 0, 0);
END;

-- Webhooks: a row each, in the same transaction; the body is made when it is sent.
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
