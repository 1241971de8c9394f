-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Counts for reports, kept by triggers in the transaction of what they count,
-- so a report over a year reads some ten thousand small rows and no message.
-- By week (from Monday, UTC), the person's language and area; and by hour.  Nobody is in them.
-- wl_bucket(ms): the number of a length of time's bucket (store_tally.c).
CREATE TABLE tally_week (
	metric TEXT NOT NULL,
	day INTEGER NOT NULL,			-- the Monday: days since 1970
	part TEXT NOT NULL,
	lang TEXT NOT NULL,
	area TEXT NOT NULL,
	n INTEGER NOT NULL,
	sum INTEGER NOT NULL,
	PRIMARY KEY (metric, day, part, lang, area)
) STRICT, WITHOUT ROWID;
CREATE TABLE tally_hour (
	metric TEXT NOT NULL,
	hour INTEGER NOT NULL,			-- hours since 1970
	n INTEGER NOT NULL,
	PRIMARY KEY (metric, hour)
) STRICT, WITHOUT ROWID;

CREATE VIEW tally AS
	SELECT '' AS metric, '' AS part, 0 AS person_id, 0 AS sum WHERE 0;
CREATE TRIGGER tally_in INSTEAD OF INSERT ON tally
BEGIN
	INSERT INTO tally_week (metric, day, part, lang, area, n, sum)
	VALUES (NEW.metric, (wl_now() / 86400000 - 4) / 7 * 7 + 4, NEW.part,
		coalesce((SELECT lang FROM person WHERE id = NEW.person_id), ''),
		coalesce((SELECT a.value FROM wish w JOIN attr a ON a.id = w.attr_id
			WHERE w.person_id = NEW.person_id AND a.kind = 5 LIMIT 1), ''), 1, NEW.sum)
	ON CONFLICT DO UPDATE SET n = n + 1, sum = sum + excluded.sum;
	INSERT INTO tally_hour (metric, hour, n) VALUES (NEW.metric, wl_now() / 3600000, 1)
	ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER tally_text AFTER INSERT ON inbox
BEGIN
	INSERT INTO tally VALUES ('text.in', '', NULL, 0);
END;
CREATE TRIGGER tally_person AFTER INSERT ON person WHEN NEW.practice = 0 AND NEW.roles <= 1
BEGIN
	INSERT INTO tally VALUES ('person.new', NEW.line, NEW.id, 0);
END;

CREATE TRIGGER tally_request AFTER INSERT ON request WHEN NEW.practice = 0
BEGIN
	INSERT INTO tally VALUES ('request.new', iif(NEW.newcomer, 'first', 'again'), NEW.person_id, 0);
END;
CREATE TRIGGER tally_request_over AFTER UPDATE OF state ON request
WHEN NEW.practice = 0 AND NEW.state <> OLD.state AND NEW.state IN (3, 5)
BEGIN
	INSERT INTO tally SELECT 'request.left', '', NEW.person_id, 0 WHERE NEW.state = 5;
	INSERT INTO tally SELECT 'request.taken', iif(NEW.newcomer, 'first', 'again'), NEW.person_id, 0
		WHERE NEW.state = 3;
	INSERT INTO tally SELECT 'request.wait', wl_bucket(wl_now() - NEW.since_ms), NEW.person_id,
		wl_now() - NEW.since_ms WHERE NEW.state = 3;
END;

CREATE TRIGGER tally_talk AFTER INSERT ON conversation WHEN NEW.practice = 0
BEGIN
	INSERT INTO tally VALUES ('talk.new', coalesce((SELECT CASE
		WHEN r.last_peer IS NULL THEN 'first' WHEN r.last_peer = NEW.peer_id THEN 'same'
		ELSE 'other' END FROM request r WHERE r.id = NEW.request_id), 'staff'), NEW.member_id, 0);
END;
CREATE TRIGGER tally_talk_answer AFTER UPDATE OF peer_at_ms ON conversation
WHEN NEW.practice = 0 AND OLD.peer_at_ms = OLD.opened_at_ms AND NEW.peer_at_ms > NEW.opened_at_ms
BEGIN
	INSERT INTO tally VALUES ('talk.answer', wl_bucket(NEW.peer_at_ms - NEW.opened_at_ms),
		NEW.member_id, NEW.peer_at_ms - NEW.opened_at_ms);
END;
CREATE TRIGGER tally_talk_end AFTER UPDATE OF state ON conversation
WHEN NEW.practice = 0 AND NEW.state = 2 AND OLD.state = 1
BEGIN
	INSERT INTO tally VALUES ('talk.end', CAST(NEW.closed_why AS TEXT), NEW.member_id,
		NEW.closed_at_ms - NEW.opened_at_ms);
END;
CREATE TRIGGER tally_talk_feedback AFTER UPDATE OF feedback ON conversation
WHEN NEW.practice = 0 AND NEW.feedback IS NOT NULL AND OLD.feedback IS NULL
BEGIN
	INSERT INTO tally VALUES ('talk.feedback', CAST(NEW.feedback AS TEXT), NEW.member_id, 0);
END;
CREATE TRIGGER tally_talk_topic AFTER INSERT ON conversation WHEN NEW.practice = 0
BEGIN
	INSERT INTO tally SELECT 'topic', a.value, NEW.member_id, 0
		FROM wish w JOIN attr a ON a.id = w.attr_id
		WHERE w.person_id = NEW.member_id AND a.kind = 3;
END;

CREATE TRIGGER tally_incident AFTER INSERT ON incident WHEN NEW.drill = 0
BEGIN
	INSERT INTO tally VALUES ('incident.new', iif(NEW.tier = 4, 'A', 'B'), NEW.person_id, 0);
END;
CREATE TRIGGER tally_incident_alarm AFTER UPDATE OF alarmed_at_ms ON incident
WHEN NEW.drill = 0 AND OLD.alarmed_at_ms IS NULL AND NEW.alarmed_at_ms IS NOT NULL
BEGIN
	INSERT INTO tally VALUES ('incident.alarm', iif(NEW.tier = 4, 'A', 'B') ||
		wl_bucket(NEW.alarmed_at_ms - NEW.opened_at_ms), NEW.person_id, 0);
END;
CREATE TRIGGER tally_incident_ack AFTER UPDATE OF acked_at_ms ON incident
WHEN NEW.drill = 0 AND OLD.acked_at_ms IS NULL AND NEW.acked_at_ms IS NOT NULL
BEGIN
	INSERT INTO tally VALUES ('incident.ack', iif(NEW.tier = 4, 'A', 'B') ||
		wl_bucket(NEW.acked_at_ms - NEW.opened_at_ms), NEW.person_id, 0);
END;
CREATE TRIGGER tally_incident_contact AFTER UPDATE OF contact_at_ms ON incident
WHEN NEW.drill = 0 AND OLD.contact_at_ms IS NULL AND NEW.contact_at_ms IS NOT NULL
BEGIN
	INSERT INTO tally VALUES ('incident.contact', iif(NEW.tier = 4, 'A', 'B') ||
		wl_bucket(NEW.contact_at_ms - NEW.opened_at_ms), NEW.person_id, 0);
END;
CREATE TRIGGER tally_incident_end AFTER UPDATE OF state ON incident
WHEN NEW.drill = 0 AND NEW.state = 4 AND OLD.state < 4
BEGIN
	INSERT INTO tally VALUES ('incident.end', CAST(NEW.outcome AS TEXT), NEW.person_id, 0);
END;

CREATE TRIGGER tally_verdict_new AFTER INSERT ON verdict
BEGIN
	INSERT INTO tally SELECT 'find.helped', iif(NEW.yes > 0, 'yes', 'no'), NULL, 0
		WHERE NEW.yes + NEW.no > 0;
END;
CREATE TRIGGER tally_verdict AFTER UPDATE OF yes, no ON verdict
WHEN NEW.yes > OLD.yes OR NEW.no > OLD.no
BEGIN
	INSERT INTO tally VALUES ('find.helped', iif(NEW.yes > OLD.yes, 'yes', 'no'), NULL, 0);
END;

CREATE TRIGGER tally_shift AFTER UPDATE OF off_at_ms ON shift
WHEN OLD.off_at_ms IS NULL AND NEW.off_at_ms IS NOT NULL
BEGIN
	INSERT INTO tally VALUES ('shift.work', '', NEW.person_id,
		max(0, NEW.off_at_ms - NEW.on_at_ms - NEW.rest_ms));
	INSERT INTO tally VALUES ('shift.rest', '', NEW.person_id, NEW.rest_ms);
	INSERT INTO tally VALUES ('shift.pause', '', NEW.person_id, NEW.pause_ms);
	INSERT INTO tally VALUES ('shift.talks', '', NEW.person_id, NEW.conversations);
END;
CREATE TRIGGER tally_shift_mood AFTER UPDATE OF mood_after ON shift
WHEN OLD.mood_after IS NULL AND NEW.mood_after IS NOT NULL
BEGIN
	INSERT INTO tally VALUES ('shift.mood', CAST(NEW.mood_after AS TEXT), NEW.person_id, 0);
END;
CREATE TRIGGER tally_concern AFTER INSERT ON concern
BEGIN
	INSERT INTO tally VALUES ('concern.new', CAST(NEW.kind AS TEXT), NEW.person_id, 0);
END;
