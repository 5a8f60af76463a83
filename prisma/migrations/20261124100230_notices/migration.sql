-- Nobody who asked goes untold, whoever wrote: each answer, displaced card and message of a conversation is a
-- notice to those whom it concerns, in the transaction of the change and on every write path, and each notice
-- is an e-mail to send. What stands in it is put into words where it is read or sent.

-- Those whom a request concerns: who asked, and who asked the same.
CREATE VIEW weir.request_people AS
SELECT r.workspace_id, r.board_id, r.id AS request_id, r.requester_id AS user_id, r.guest_id FROM requests r
UNION
SELECT w.workspace_id, w.board_id, w.request_id, w.user_id, w.guest_id FROM request_watchers w;

-- The same of one request: joined to rows of a transition table, the view above would be read for all requests.
CREATE FUNCTION weir.people_of(_workspace uuid, _board uuid, _request uuid) RETURNS TABLE (user_id uuid, guest_id uuid)
LANGUAGE sql STABLE AS $$
  SELECT r.requester_id, r.guest_id FROM requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request
  UNION
  SELECT w.user_id, w.guest_id FROM request_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.request_id = _request
$$;

CREATE FUNCTION weir.answers_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, at)
  SELECT a.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, a.board_id, 'answered', a.request_id, a.at
    FROM came a CROSS JOIN LATERAL weir.people_of(a.workspace_id, a.board_id, a.request_id) p
   WHERE p.user_id IS DISTINCT FROM a.by OR p.user_id IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER told_on_insert AFTER INSERT ON answers REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.answers_told();

CREATE FUNCTION weir.displacements_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT d.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, d.board_id, 'displaced', d.displaced_request_id,
         jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until), d.at
    FROM came d CROSS JOIN LATERAL weir.people_of(d.workspace_id, d.board_id, d.displaced_request_id) p
   WHERE p.user_id IS DISTINCT FROM d.by OR p.user_id IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER told_on_insert AFTER INSERT ON displacements REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.displacements_told();

-- A question goes to who asked for the request; a reply to whoever of the team has written there.
CREATE FUNCTION weir.messages_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT m.workspace_id, gen_random_uuid(), t.user_id, t.guest_id, m.board_id, t.kind, m.request_id,
         jsonb_build_object('message', m.body, 'asks', m.asks), m.at
    FROM came m
    JOIN requests r ON r.workspace_id = m.workspace_id AND r.board_id = m.board_id AND r.id = m.request_id
   CROSS JOIN LATERAL (
     SELECT r.requester_id AS user_id, r.guest_id, 'question'::notice_kind AS kind
      WHERE coalesce(m.by, m.by_guest) <> coalesce(r.requester_id, r.guest_id)
      UNION
     SELECT x.by, NULL, 'reply'::notice_kind FROM request_messages x
      WHERE coalesce(m.by, m.by_guest) = coalesce(r.requester_id, r.guest_id)
        AND x.workspace_id = m.workspace_id AND x.board_id = m.board_id AND x.request_id = m.request_id
        AND x.by IS NOT NULL AND x.by IS DISTINCT FROM r.requester_id) t;
  RETURN NULL;
END $$;
CREATE TRIGGER told_on_insert AFTER INSERT ON request_messages REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.messages_told();

-- Each notice is an e-mail too.
CREATE FUNCTION weir.notices_mailed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO mails (workspace_id, id, notice_id, at, due_at)
  SELECT n.workspace_id, gen_random_uuid(), n.id, n.at, n.at FROM came n;
  RETURN NULL;
END $$;
CREATE TRIGGER mailed_on_insert AFTER INSERT ON notices REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION weir.notices_mailed();

-- ------------------------------------------------------------------------------------------ what is read

CREATE INDEX notices_to_guests ON notices (workspace_id, guest_id, at) WHERE guest_id IS NOT NULL;
CREATE INDEX notices_unread ON notices (workspace_id, user_id) WHERE read_at IS NULL;

-- What a reader is told that a request is called. A guest may read no request but their own: they know one of
-- which theirs is a duplicate by the name that they were given, not by its title.
CREATE FUNCTION weir.title_for(_guest uuid, _r requests, _ref text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _guest IS NULL OR _guest = _r.guest_id THEN _r.title ELSE _ref END
$$;

-- A notice with all that its words are made of. An answer is read where it stands: it never changes. A duplicate's
-- has with it what the other request was answered before; what that one is answered later is a notice of its own.
CREATE VIEW weir.notice_documents AS
SELECT n.workspace_id, n.id, n.user_id, n.guest_id, n.request_id, n.at, n.read_at,
       jsonb_build_object('key', b.key, 'name', b.name) AS board,
       CASE WHEN r.id IS NOT NULL THEN jsonb_build_object(
         'number', r.number, 'ref', b.key || '-R' || r.number,
         'title', weir.title_for(n.guest_id, r, b.key || '-R' || r.number)) END AS request,
       n.facts || jsonb_build_object(
         'kind', n.kind,
         'board', b.name,
         'timeZone', coalesce(i.time_zone, 'UTC'),
         'reader', CASE
           WHEN coalesce(n.user_id, n.guest_id) = coalesce(r.requester_id, r.guest_id) THEN 'requester'
           WHEN EXISTS (SELECT FROM request_watchers w
                         WHERE w.workspace_id = n.workspace_id AND w.board_id = n.board_id AND w.request_id = n.request_id
                           AND coalesce(w.user_id, w.guest_id) = coalesce(n.user_id, n.guest_id)) THEN 'watcher'
           ELSE 'team' END,
         'request', CASE WHEN r.id IS NOT NULL THEN jsonb_build_object(
           'ref', b.key || '-R' || r.number,
           'title', weir.title_for(n.guest_id, r, b.key || '-R' || r.number),
           'requester', weir.asker(r) ->> 'name',
           'answerBy', weir.instant(r.answer_by),
           'expiresAt', weir.instant(r.expires_at),
           'ticketFrom', weir.ticket_from(r)) END,
         'answer', CASE WHEN n.kind = 'answered' THEN jsonb_build_object(
           'kind', a.kind,
           'message', a.message,
           'until', a.until,
           'card', (SELECT b.key || '-' || c.number FROM cards c
                     WHERE c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.request_id = n.request_id),
           'duplicateOf', (SELECT b.key || '-R' || o.number FROM requests o
                            WHERE o.workspace_id = a.workspace_id AND o.board_id = a.board_id AND o.id = a.duplicate_of_id),
           'standing', (SELECT jsonb_build_object(
                                 'kind', x.kind, 'reason', x.reason, 'message', x.message, 'until', x.until,
                                 'card', b.key || '-' || c.number,
                                 'own', coalesce(o.requester_id, o.guest_id) = coalesce(n.user_id, n.guest_id))
                          FROM answers x
                          JOIN requests o ON o.workspace_id = x.workspace_id AND o.board_id = x.board_id AND o.id = x.request_id
                          LEFT JOIN cards c ON c.workspace_id = x.workspace_id AND c.board_id = x.board_id AND c.request_id = x.request_id
                         WHERE x.workspace_id = a.workspace_id AND x.board_id = a.board_id AND x.request_id = a.duplicate_of_id
                           AND x.at <= a.at),
           'redirectedTo', (SELECT jsonb_build_object('ref', t.key || '-R' || o.number, 'board', t.name)
                              FROM requests o JOIN boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
                             WHERE o.workspace_id = r.workspace_id AND o.from_board_id = r.board_id AND o.from_request_id = r.id)
         ) END) AS facts
  FROM notices n
  JOIN boards b        ON b.workspace_id = n.workspace_id AND b.id = n.board_id
  LEFT JOIN intakes i  ON i.workspace_id = n.workspace_id AND i.board_id = n.board_id
  LEFT JOIN requests r ON r.workspace_id = n.workspace_id AND r.board_id = n.board_id AND r.id = n.request_id
  LEFT JOIN answers a  ON a.workspace_id = n.workspace_id AND a.board_id = n.board_id AND a.request_id = n.request_id;
