-- Notices: every answer, displaced card and message becomes a notice to the people it concerns, on every write path and in
-- the transaction of the change. The words are made where a notice is read or sent.

-- The people a request concerns: its requester, and those who asked the same.
CREATE VIEW weir.request_people AS
SELECT r.workspace_id, r.board_id, r.id AS request_id, r.requester_id AS user_id, r.guest_id FROM public.requests r
UNION
SELECT w.workspace_id, w.board_id, w.request_id, w.user_id, w.guest_id FROM public.request_watchers w;

-- The same for one request. Joined to a transition table, the view above would be read for all requests.
CREATE FUNCTION weir.people_of_request(_workspace uuid, _board uuid, _request uuid) RETURNS TABLE (user_id uuid, guest_id uuid)
LANGUAGE sql STABLE AS $$
  SELECT r.requester_id, r.guest_id FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request
  UNION
  SELECT w.user_id, w.guest_id FROM public.request_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.request_id = _request
$$;

-- Those of them who are notified of what becomes of accepted work: all who have not left.
CREATE FUNCTION weir.readers_of_request(_workspace uuid, _board uuid, _request uuid) RETURNS TABLE (user_id uuid, guest_id uuid)
LANGUAGE sql STABLE AS $$
  SELECT p.user_id, p.guest_id
    FROM weir.people_of_request(_workspace, _board, _request) p
   WHERE NOT weir.has_left(_workspace, p.user_id, p.guest_id)
$$;

CREATE FUNCTION weir.requester_left(_request public.requests) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT weir.has_left(_request.workspace_id, _request.requester_id, _request.guest_id)
$$;

-- Whether a person has left: a member left the workspace, or a guest had their data deleted.
CREATE FUNCTION weir.has_left(_workspace uuid, _user uuid, _guest uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM public.memberships m
                  WHERE m.workspace_id = _workspace AND m.user_id = _user AND m.left_at IS NOT NULL)
      OR EXISTS (SELECT FROM public.guests g
                  WHERE g.workspace_id = _workspace AND g.id = _guest AND g.erased_at IS NOT NULL)
$$;

-- Trigger: boards show which requesters have left. A new version makes the instances read their cached boards again, as after
-- a new name.
CREATE FUNCTION weir.number_names_of_requesters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.workspaces w SET names_version = w.names_version + 1
   WHERE w.id = NEW.workspace_id
     AND EXISTS (SELECT FROM public.requests r WHERE r.workspace_id = NEW.workspace_id AND r.requester_id = NEW.user_id);
  RETURN NEW;
END $$;

CREATE TRIGGER then_number_names AFTER UPDATE OF left_at ON public.memberships FOR EACH ROW
  WHEN ((OLD.left_at IS NULL) <> (NEW.left_at IS NULL)) EXECUTE FUNCTION weir.number_names_of_requesters();

-- A guest's receipt: their request waits, with its position in the queue of now. A request that was shed at once has its
-- answer, which is mailed instead. Members see all of this on the screen.
CREATE FUNCTION weir.notify_of_submission(_intake public.intakes, _request uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.notices (workspace_id, id, guest_id, board_id, kind, request_id, facts, at)
  SELECT r.workspace_id, gen_random_uuid(), r.guest_id, r.board_id, 'submitted', r.id,
         jsonb_build_object('position', q.position), r.submitted_at
    FROM weir.queue_positions(_intake.workspace_id, ARRAY[_intake.board_id]) q
    JOIN public.requests r ON r.workspace_id = _intake.workspace_id AND r.board_id = q.board_id AND r.id = q.request_id
   WHERE q.request_id = _request;
END $$;

-- Trigger: an answer goes to everyone the request concerns, except the person who gave it. The answer of a part says what became
-- of the rest, so that has no notice of its own.
CREATE FUNCTION weir.notify_of_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF weir.is_importing() THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, at)
  SELECT a.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, a.board_id, 'answered', a.request_id, a.at
    FROM new_rows a CROSS JOIN LATERAL weir.people_of_request(a.workspace_id, a.board_id, a.request_id) p
   WHERE (p.user_id IS DISTINCT FROM a.by OR p.user_id IS NULL)
     AND NOT EXISTS (SELECT FROM public.requests r
                      WHERE r.workspace_id = a.workspace_id AND r.board_id = a.board_id AND r.id = a.request_id
                        AND r.part_of_id IS NOT NULL);
  -- Nobody has to be notified any more that it is new. Locked in the order of ids, as everywhere where several are.
  UPDATE public.notices n SET read_at = o.at
    FROM (SELECT o.workspace_id, o.id, a.at FROM new_rows a
            JOIN public.notices o ON o.workspace_id = a.workspace_id AND o.request_id = a.request_id
                                 AND o.kind = 'newRequest' AND o.read_at IS NULL
           ORDER BY o.id FOR NO KEY UPDATE OF o) o
   WHERE n.workspace_id = o.workspace_id AND n.id = o.id;
  RETURN NULL;
END $$;

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.answers REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.notify_of_answers();

-- Trigger: a displaced card goes to everyone its request concerns, except the person who displaced it. That announces its step.
CREATE FUNCTION weir.notify_of_displacements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF weir.is_importing() THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT d.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, d.board_id, 'displaced', d.displaced_request_id,
         jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until), d.at
    FROM new_rows d CROSS JOIN LATERAL weir.readers_of_request(d.workspace_id, d.board_id, d.displaced_request_id) p
   WHERE p.user_id IS DISTINCT FROM d.by OR p.user_id IS NULL;
  UPDATE public.request_steps s
     SET settled_at = d.at, announced = h.anybody AND s.n = (weir.last_step(s.workspace_id, s.board_id, s.request_id)).n,
         requester_left = h.requester_left AND s.n = (weir.last_step(s.workspace_id, s.board_id, s.request_id)).n
    FROM new_rows d CROSS JOIN LATERAL weir.reach_of(d.workspace_id, d.board_id, d.displaced_request_id) h
   WHERE s.workspace_id = d.workspace_id AND s.board_id = d.board_id AND s.request_id = d.displaced_request_id
     AND s.settled_at IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.displacements REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.notify_of_displacements();

-- Trigger: a question goes to the requester; a reply goes to everyone on the team who wrote in the conversation.
-- A guest whose data was erased writes nothing any more: the clock, which is locked here, orders that.
CREATE FUNCTION weir.notify_of_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM new_rows m JOIN public.guests g ON g.workspace_id = m.workspace_id AND g.id = m.by_guest
              WHERE g.erased_at IS NOT NULL) THEN
    PERFORM weir.refuse('not-found');
  END IF;
  IF weir.is_importing() THEN
    RETURN NULL;
  END IF;
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT m.workspace_id, gen_random_uuid(), t.user_id, t.guest_id, m.board_id, t.kind, m.request_id,
         jsonb_build_object('message', m.body, 'asks', m.asks), m.at
    FROM new_rows m
    JOIN public.requests r ON r.workspace_id = m.workspace_id AND r.board_id = m.board_id AND r.id = m.request_id
   CROSS JOIN LATERAL (
     SELECT r.requester_id AS user_id, r.guest_id, 'question'::public.notice_kind AS kind
      WHERE coalesce(m.by, m.by_guest) <> coalesce(r.requester_id, r.guest_id)
      UNION
     SELECT x.by, NULL, 'reply'::public.notice_kind FROM public.request_messages x
      WHERE coalesce(m.by, m.by_guest) = coalesce(r.requester_id, r.guest_id)
        AND x.workspace_id = m.workspace_id AND x.board_id = m.board_id AND x.request_id = m.request_id
        AND x.by IS NOT NULL AND x.by IS DISTINCT FROM r.requester_id) t;
  RETURN NULL;
END $$;

CREATE TRIGGER then_notify_on_insert AFTER INSERT ON public.request_messages REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.notify_of_messages();

-- Trigger: every notice is also an e-mail, where its reader wants mail and their address is known to be theirs. A guest's
-- address is confirmed before they are one. A member chooses about each topic of notices whether it is mailed: see
-- notice-choices.sql. New requests are mailed one by one only to people who want that: see new-requests.sql.
--
-- Messages are mailed to a member once per request: the next mail follows when the member has written since, has read the
-- notice and 15 minutes have passed, or after a day. The notices between are in the app. A guest has no app and gets each.
-- Messages of one request wait for the board's clock, so that each sees the mails of those before it.
CREATE FUNCTION weir.queue_mails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.mails (workspace_id, id, notice_id, at, due_at)
  SELECT n.workspace_id, gen_random_uuid(), n.id, n.at, n.at
    FROM new_rows n
    LEFT JOIN public.users u  ON u.id = n.user_id
    LEFT JOIN public.guests g ON g.workspace_id = n.workspace_id AND g.id = n.guest_id
   WHERE CASE WHEN n.kind = 'newRequest' THEN n.request_mails = 'atOnce'
              ELSE n.user_id IS NULL OR weir.notice_via(n.user_id, n.kind) = 'mail' END
     AND CASE WHEN n.guest_id IS NULL THEN u.email_verified_at IS NOT NULL AND u.notice_mails ELSE g.mails_off_at IS NULL END
     AND (n.kind NOT IN ('question', 'reply') OR NOT EXISTS (
       SELECT FROM public.notices e
         JOIN public.mails m ON m.workspace_id = e.workspace_id AND m.notice_id = e.id AND m.failed_at IS NULL
        WHERE e.workspace_id = n.workspace_id AND e.user_id = n.user_id
          AND e.request_id = n.request_id AND e.kind IN ('question', 'reply') AND e.id <> n.id
          AND e.at > n.at - CASE WHEN e.read_at IS NULL THEN interval '1 day' ELSE interval '15 minutes' END
          AND e.at > n.at - interval '1 day'
          AND NOT EXISTS (
            SELECT FROM public.request_messages x
             WHERE x.workspace_id = n.workspace_id AND x.board_id = n.board_id AND x.request_id = n.request_id
               AND x.by = n.user_id AND x.at > e.at)));
  RETURN NULL;
END $$;

CREATE TRIGGER then_queue_mail_on_insert AFTER INSERT ON public.notices REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.queue_mails();

-- `ann+anything@` is the mailbox of `ann@`, and Gmail ignores dots too. A hash, so that no table of mailboxes lists addresses.
CREATE FUNCTION weir.mailbox_of(_email text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(
           CASE WHEN a.domain IN ('gmail.com', 'googlemail.com') THEN replace(a.name, '.', '') || '@gmail.com'
                ELSE a.name || '@' || a.domain END, 'UTF8'))
    FROM (SELECT split_part(split_part(lower(_email), '@', 1), '+', 1) AS name, split_part(lower(_email), '@', 2) AS domain) a
$$;

-- Takes the right to send a mail now: null, or when there may be room. A mailbox gets at most _per_hour and _per_day mails,
-- of which one source (a board, or a workspace) has half, so that nobody fills it alone. Notices and mails that ask to
-- confirm something are counted apart. The mailbox's row is a lock: the count
-- comes after it and sees every mail before.
CREATE FUNCTION weir.take_mail(_workspace uuid, _mail uuid, _email text, _source uuid, _per_hour integer, _per_day integer,
                               _now timestamptz) RETURNS timestamptz
LANGUAGE plpgsql AS $$
DECLARE
  _mailbox bytea := weir.mailbox_of(_email);
  _free timestamptz;
BEGIN
  INSERT INTO public.mailboxes AS b (mailbox, taken_at) VALUES (_mailbox, _now)
  ON CONFLICT (mailbox) DO UPDATE SET taken_at = _now;

  SELECT max(n.taken_at + w.length) INTO _free
    FROM (VALUES (interval '1 hour', _per_hour, NULL::uuid), (interval '1 hour', _per_hour / 2, _source),
                 (interval '1 day',  _per_day,  NULL::uuid), (interval '1 day',  _per_day / 2,  _source)) w (length, most, source)
   CROSS JOIN LATERAL (
     SELECT m.taken_at FROM public.mails m
       JOIN public.mails t ON t.workspace_id = _workspace AND t.id = _mail
      WHERE m.mailbox = _mailbox AND m.taken_at > _now - w.length
        AND (w.source IS NULL OR m.source = w.source)
        AND (m.notice_id IS NULL) = (t.notice_id IS NULL)
        AND NOT (m.workspace_id = _workspace AND m.id = _mail)
      ORDER BY m.taken_at DESC OFFSET w.most - 1 LIMIT 1) n;

  IF _free IS NULL THEN
    UPDATE public.mails SET mailbox = _mailbox, source = _source, taken_at = _now WHERE workspace_id = _workspace AND id = _mail;
  END IF;
  RETURN _free;
END $$;
