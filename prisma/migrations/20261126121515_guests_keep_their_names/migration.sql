DROP VIEW weir.notice_documents;
DROP FUNCTION weir.erase_on_board(uuid,uuid,uuid[],uuid[],text[],timestamp with time zone);
DROP FUNCTION weir.traces_of(uuid,uuid,uuid[]);

-- AlterTable
ALTER TABLE "guests" ADD COLUMN     "erased_at" TIMESTAMPTZ(3),
ADD COLUMN     "undeliverable_at" TIMESTAMPTZ(3);

UPDATE "guests" SET "erased_at" = now() WHERE "email" = weir.erased_address("id");

-- AlterTable
ALTER TABLE "requests" ADD COLUMN     "guest_name" TEXT;

-- Of older requests only the last name of their address is known. The triggers have nothing to do here: no event says a name.
ALTER TABLE "requests" DISABLE TRIGGER USER;
UPDATE "requests" r SET "guest_name" = g."name"
  FROM "guests" g WHERE g."workspace_id" = r."workspace_id" AND g."id" = r."guest_id";
ALTER TABLE "requests" ENABLE TRIGGER USER;
ALTER TABLE "requests" ADD CONSTRAINT "requests_guest_has_name" CHECK (("guest_id" IS NULL) = ("guest_name" IS NULL));

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.accepted_work(_workspace uuid, _board uuid, _put_back integer[], _taken_off integer[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'number', c.number, 'ref', b.key || '-' || c.number, 'title', c.title,
             'request', jsonb_build_object('number', r.number, 'ref', b.key || '-R' || r.number,
                                           'requester', weir.requester(r) ->> 'name')
                        || CASE WHEN r.guest_id IS NULL THEN '{}' ELSE '{"guest": true}' END::jsonb,
             'effect', CASE WHEN c.number = ANY (_taken_off) THEN 'takenOff' ELSE 'putBack' END) ORDER BY c.number), '[]')
      FROM public.cards c
      JOIN public.boards b   ON b.workspace_id = c.workspace_id AND b.id = c.board_id
      JOIN public.requests r ON r.workspace_id = c.workspace_id AND r.board_id = c.board_id AND r.id = c.request_id
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_put_back || _taken_off));
END $function$;

CREATE OR REPLACE FUNCTION weir.submit_redirected_request(_workspace uuid, _board uuid, _now timestamp with time zone, _id uuid, _from_board uuid, _from uuid, _times jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _intake public.intakes;
  _old    public.requests;
  _gate   public.gate_state;
  _number integer;
  _taken  jsonb;
  _detail text;
BEGIN
  IF EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    PERFORM weir.refuse('board-archived');
  END IF;
  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  SELECT * INTO _old FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _from_board AND r.id = _from;
  _gate := weir.gate_at(_intake, _now);
  BEGIN
    PERFORM weir.enforce_gate(_intake, _gate, _old.class_of_service);
    UPDATE public.board_clock k SET next_request = k.next_request + 1
     WHERE k.workspace_id = _workspace AND k.board_id = _board
    RETURNING k.next_request - 1 INTO _number;
    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                          requester_id, guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, from_board_id, from_request_id)
    VALUES (_workspace, _board, _id, _number, _old.title, _old.description, _old.class_of_service, _old.needed_by,
            _old.requester_id, _old.guest_id, _old.guest_name, _now, (_times ->> 'remindAt')::timestamptz,
            (_times ->> 'answerBy')::timestamptz, (_times ->> 'expiresAt')::timestamptz, _from_board, _from);
    IF _gate = 'throttled' THEN
      PERFORM weir.enforce_throttled_quota(_intake, _old.requester_id, _old.guest_id);
    END IF;
    PERFORM weir.copy_watchers(_workspace, _from_board, _from, _board, _id);
    _taken := jsonb_build_object('number', _number, 'to', weir.request_submitted(_workspace, _board, _number) -> 'to',
                              'shed', weir.shed_requests(_intake, _now, (_times -> 'shed' ->> 'until')::date));
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    PERFORM weir.refuse_at_door(_detail::jsonb, _workspace, _board, coalesce(_old.requester_id, _old.guest_id),
                                _old.guest_id IS NOT NULL, _old.class_of_service, _now);
  END;
  RETURN _taken;
END $function$;

CREATE OR REPLACE FUNCTION weir.requester(_request public.requests)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _request.guest_id IS NULL THEN weir.person(_request.requester_id)
              ELSE jsonb_build_object('id', _request.guest_id, 'name', _request.guest_name, 'guest', true) END
$function$;

CREATE OR REPLACE FUNCTION weir.author(_message public.request_messages, _request public.requests)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _message.by_guest IS NULL THEN weir.person(_message.by) ELSE weir.requester(_request) END
$function$;

CREATE OR REPLACE FUNCTION weir.withdrawn_by_erasure(_answer public.answers)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (
    SELECT FROM public.requests r JOIN public.guests g ON g.workspace_id = r.workspace_id AND g.id = r.guest_id
     WHERE r.workspace_id = _answer.workspace_id AND r.board_id = _answer.board_id AND r.id = _answer.request_id
       AND g.erased_at <= _answer.at)
$function$;

CREATE OR REPLACE FUNCTION weir.answer_message(_answer public.answers)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _answer.message IS NULL AND _answer.kind IN ('expired', 'shed')
              THEN weir.coded_text('systemAnswer', jsonb_build_object(
                     'kind', _answer.kind, 'reason', _answer.reason, 'until', _answer.until))
              WHEN _answer.message IS NULL AND _answer.kind = 'withdrawn' AND weir.withdrawn_by_erasure(_answer)
              THEN weir.coded_text('systemAnswer', jsonb_build_object('kind', _answer.kind, 'reason', NULL, 'until', NULL))
              ELSE to_jsonb(_answer.message) END
$function$;

CREATE OR REPLACE FUNCTION weir.erase_account(_people uuid[], _guests uuid[], _addresses text[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _ids        uuid[] := _people || _guests;
  _mailboxes  bytea[] := ARRAY(SELECT weir.mailbox_of(a) FROM unnest(_addresses) a);
  _workspaces uuid[] := ARRAY(SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
                               UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests));
BEGIN
  -- Whoever knows an address knows its hash. First, as a mailbox is locked before its mails.
  DELETE FROM public.mailboxes b WHERE b.mailbox = ANY (_mailboxes);
  DELETE FROM public.person_limits p WHERE p.user_id = ANY (_people);
  UPDATE public.memberships m SET left_at = _now WHERE m.user_id = ANY (_people) AND m.left_at IS NULL;
  UPDATE public.sessions s SET ended_at = _now WHERE s.user_id = ANY (_people) AND s.ended_at IS NULL;
  DELETE FROM public.user_identities i WHERE i.user_id = ANY (_people);
  UPDATE public.invitations i SET revoked_at = _now
   WHERE i.created_by = ANY (_people) AND i.revoked_at IS NULL AND i.accepted_at IS NULL;
  UPDATE public.invitations i SET email = weir.erased_text(), revoked_at = coalesce(i.revoked_at, CASE WHEN i.accepted_at IS NULL THEN _now END)
   WHERE i.email = ANY (_addresses);
  UPDATE public.mails m SET due_at = NULL, failed_at = coalesce(m.failed_at, _now), error = weir.erased_text()
   WHERE m.sent_at IS NULL AND (
         EXISTS (SELECT FROM public.notices n WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id
                    AND coalesce(n.user_id, n.guest_id) = ANY (_ids))
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id
                    AND f.id = m.form_ask_id AND f.email = weir.erased_address(f.id))
      OR EXISTS (SELECT FROM public.email_confirmations c WHERE c.id = m.confirmation_id AND c.user_id = ANY (_people)));
  UPDATE public.email_confirmations c SET expires_at = _now WHERE c.user_id = ANY (_people) AND c.expires_at > _now;
  UPDATE public.mails m SET mailbox = NULL WHERE m.mailbox = ANY (_mailboxes);
  UPDATE public.mails m SET error = weir.erased_text()
   WHERE EXISTS (SELECT FROM unnest(_addresses) n WHERE position(n IN m.error) > 0);
  -- They can retry nothing any more.
  DELETE FROM public.idempotency_keys k WHERE k.caller_id = ANY (_ids);
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, '{}', _ids, _addresses)
   WHERE k.body IS NOT NULL AND k.body <> weir.without_texts(k.body, '{}', _ids, _addresses);
  UPDATE public.users u
     SET name = weir.erased_text(), email = weir.erased_address(u.id), password_hash = NULL, language = NULL, time_zone = NULL
   WHERE u.id = ANY (_people);
  UPDATE public.guests g SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL, erased_at = coalesce(g.erased_at, _now)
   WHERE g.id = ANY (_guests);
  -- Names are in the ETag of every board of the workspace.
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = ANY (_workspaces);
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_guest(_workspace uuid, _guest uuid, _now timestamp with time zone)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  _email  text;
  _board  uuid;
  _boards uuid[];
BEGIN
  PERFORM weir.lock_workspaces(ARRAY[_workspace]);
  SELECT g.email INTO _email FROM public.guests g
   WHERE g.workspace_id = _workspace AND g.id = _guest AND g.erased_at IS NULL;
  IF NOT FOUND THEN
    RETURN '{}';
  END IF;
  PERFORM weir.erase_form_asks(_workspace, ARRAY[_email]);
  _boards := ARRAY(SELECT r.board_id FROM public.requests r WHERE r.workspace_id = _workspace AND r.guest_id = _guest
                    UNION
                   SELECT w.board_id FROM public.request_watchers w WHERE w.workspace_id = _workspace AND w.guest_id = _guest
                    ORDER BY 1);
  FOREACH _board IN ARRAY _boards LOOP
    PERFORM weir.erase_on_board(_workspace, _board, ARRAY[_guest], '{}', ARRAY[_email], false, _now);
  END LOOP;
  PERFORM weir.erase_mailbox_of_guest(_workspace, _guest, _email, _now);
  DELETE FROM public.idempotency_keys k WHERE k.workspace_id = _workspace AND k.caller_id = _guest;
  -- From here on no request of theirs comes in: each locks this row.
  UPDATE public.guests g
     SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL, erased_at = _now, undeliverable_at = NULL
   WHERE g.workspace_id = _workspace AND g.id = _guest;
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = _workspace;
  IF EXISTS (SELECT FROM public.requests r
              WHERE r.workspace_id = _workspace AND r.guest_id = _guest AND r.guest_name <> weir.erased_text()) THEN
    RAISE EXCEPTION 'a request of this guest came in meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN _boards;
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_form_asks(_workspace uuid, _addresses text[])
 RETURNS void
 LANGUAGE sql
AS $function$
  UPDATE public.form_asks f
     SET name = weir.erased_text(), email = weir.erased_address(f.id), title = weir.erased_text(), description = '', network = NULL
   WHERE f.email = ANY (_addresses) AND (_workspace IS NULL OR f.workspace_id = _workspace)
$function$;

CREATE OR REPLACE FUNCTION weir.erase_mailbox_of_guest(_workspace uuid, _guest uuid, _email text, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _mailbox bytea := weir.mailbox_of(_email);
BEGIN
  PERFORM FROM public.mailboxes b WHERE b.mailbox = _mailbox FOR UPDATE;
  UPDATE public.mails m
     SET mailbox = NULL, due_at = NULL, failed_at = CASE WHEN m.sent_at IS NULL THEN coalesce(m.failed_at, _now) END,
         error = CASE WHEN m.sent_at IS NULL OR m.error IS NOT NULL THEN weir.erased_text() END
   WHERE m.workspace_id = _workspace
     AND (EXISTS (SELECT FROM public.notices n
                   WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id AND n.guest_id = _guest)
       OR EXISTS (SELECT FROM public.form_asks f
                   WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id AND f.id = m.form_ask_id
                     AND f.email = weir.erased_address(f.id)));
  DELETE FROM public.mailboxes b
   WHERE b.mailbox = _mailbox AND NOT EXISTS (SELECT FROM public.mails m WHERE m.mailbox = _mailbox);
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_person(_who text, _now timestamp with time zone DEFAULT clock_timestamp())
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  _people    uuid[] := ARRAY(SELECT u.id FROM public.users u WHERE lower(_who) IN (u.email, u.id::text));
  _guests    uuid[] := ARRAY(SELECT g.id FROM public.guests g WHERE lower(_who) IN (g.email, g.id::text));
  _addresses text[];
  _slug      text;
  _b         record;
  _boards    integer := 0;
BEGIN
  IF _people = '{}' AND _guests = '{}'
     AND NOT EXISTS (SELECT FROM public.form_asks f WHERE f.email = lower(_who))
     AND NOT EXISTS (SELECT FROM public.invitations i WHERE i.email = lower(_who)) THEN
    RAISE EXCEPTION 'there is no person %', _who USING ERRCODE = 'no_data_found';
  END IF;
  -- An address names a member and a guest alike; an id names one of them, and so all with that address.
  _guests := _guests || ARRAY(SELECT g.id FROM public.guests g JOIN public.users u ON u.email = g.email
                               WHERE u.id = ANY (_people) AND g.id <> ALL (_guests));
  PERFORM weir.lock_workspaces(ARRAY(
    SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
     UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests)));
  SELECT w.slug INTO _slug
    FROM public.memberships m JOIN public.workspaces w ON w.id = m.workspace_id
   WHERE m.user_id = ANY (_people) AND m.role = 'owner' AND m.left_at IS NULL
     AND NOT EXISTS (SELECT FROM public.memberships o
                      WHERE o.workspace_id = m.workspace_id AND o.role = 'owner' AND o.left_at IS NULL AND o.user_id <> m.user_id)
   ORDER BY w.slug LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'this person is the last owner of the workspace %: make another member its owner first', _slug
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- Their name says nothing about who they are: others may have the same, and it may be the address of somebody else.
  _addresses := ARRAY(SELECT u.email FROM public.users u WHERE u.id = ANY (_people)
                       UNION SELECT g.email FROM public.guests g WHERE g.id = ANY (_guests)
                       UNION SELECT lower(_who) WHERE _who LIKE '%@%');
  PERFORM weir.erase_form_asks(NULL, _addresses);

  -- Boards in key order, as every writer locks their clocks.
  FOR _b IN
    SELECT b.workspace_id, b.id FROM public.boards b
     WHERE b.workspace_id IN (SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
                               UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests))
     ORDER BY 1, 2
  LOOP
    PERFORM weir.erase_on_board(_b.workspace_id, _b.id, _people || _guests, _people, _addresses, true, _now);
    _boards := _boards + 1;
  END LOOP;
  PERFORM weir.erase_account(_people, _guests, _addresses, _now);
  RETURN _boards;
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_on_board(_workspace uuid, _board uuid, _ids uuid[], _people uuid[], _addresses text[], _accepted boolean, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp   weir.event_stamp := weir.start_event(_workspace, _board, _now);
  _traces  weir.erased_traces;
  _limits  uuid[];
  _ended   jsonb;
  _changes jsonb;
  -- A guest wrote nothing before their first request, and time does not run backwards on a board.
  _since   timestamptz := (SELECT min(r.submitted_at) FROM public.requests r
                            WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.guest_id = ANY (_ids) AND _people = '{}');
BEGIN
  _traces := weir.traces_of(_workspace, _board, _ids, _accepted);
  _limits := weir.limits_of_people(_workspace, _board, _people);
  _ended := weir.end_person_on_board(_workspace, _board, _ids, _people, _stamp.at);
  UPDATE public.comments m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.comments);
  UPDATE public.request_messages m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.messages);
  UPDATE public.requests r
     SET title = CASE WHEN r.number = ANY (_traces.requests) THEN weir.erased_text() ELSE r.title END,
         description = CASE WHEN r.number = ANY (_traces.requests) AND r.description <> '' THEN weir.erased_text() ELSE r.description END,
         guest_name = CASE WHEN r.guest_id IS NOT NULL THEN weir.erased_text() END,
         version = r.version + 1
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids);
  -- A card has the texts of its request until somebody edits it.
  UPDATE public.cards c
     SET title = CASE WHEN c.title = ANY (_traces.texts) THEN weir.erased_text() ELSE c.title END,
         description = CASE WHEN c.description = ANY (_traces.texts) THEN weir.erased_text() ELSE c.description END,
         version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_traces.cards)
     AND (c.title = ANY (_traces.texts) OR c.description = ANY (_traces.texts));
  UPDATE public.overrides o SET "of" = weir.erased_text()
   WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.scope = 'person' AND o.limit_id = ANY (_limits);
  UPDATE public.request_steps s
     SET reason = CASE WHEN s.reason = ANY (_traces.texts) THEN weir.erased_text() ELSE s.reason END,
         message = CASE WHEN s.message = ANY (_traces.texts) THEN weir.erased_text() ELSE s.message END
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND (s.reason = ANY (_traces.texts) OR s.message = ANY (_traces.texts));
  UPDATE public.notices n SET facts = weir.without_texts(n.facts, _traces.texts, _ids)
   WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.facts <> weir.without_texts(n.facts, _traces.texts, _ids);
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, _traces.texts, _ids, _addresses)
   WHERE k.workspace_id = _workspace AND k.body <> weir.without_texts(k.body, _traces.texts, _ids, _addresses);
  UPDATE public.events e SET changes = weir.erased_changes(e.changes, _traces)
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND (_since IS NULL OR e.at >= _since)
     AND split_part(e.type, '.', 1) IN ('card', 'cards', 'request', 'requests', 'board')
     AND e.changes <> weir.erased_changes(e.changes, _traces);

  _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i)) FROM unnest(_ids) i)
    || weir.erased_things(_workspace, _board, _traces) || _ended;
  IF jsonb_array_length(_changes) > weir.most_rows_of_event() THEN
    _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i, 'resync', true))
                   FROM unnest(_ids) i);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'person.erased', _stamp.at, NULL, _changes);
  PERFORM set_config('weir.own_event', '', true);
END $function$;

CREATE OR REPLACE FUNCTION weir.traces_of(_workspace uuid, _board uuid, _ids uuid[], _accepted boolean)
 RETURNS weir.erased_traces
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _traces weir.erased_traces;
BEGIN
  SELECT coalesce(array_agg(m.id), '{}'), coalesce(array_agg(m.body), '{}') INTO _traces.comments, _traces.texts FROM public.comments m
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.by = ANY (_ids);
  SELECT coalesce(array_agg(m.id), '{}'), _traces.texts || coalesce(array_agg(m.body), '{}') INTO _traces.messages, _traces.texts
    FROM public.request_messages m
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND coalesce(m.by, m.by_guest) = ANY (_ids);
  SELECT coalesce(array_agg(r.number), '{}'), coalesce(array_agg(c.number) FILTER (WHERE c.number IS NOT NULL), '{}'),
         _traces.texts || coalesce(array_agg(r.title), '{}') || coalesce(array_agg(r.description) FILTER (WHERE r.description <> ''), '{}')
    INTO _traces.requests, _traces.cards, _traces.texts
    FROM public.requests r
    LEFT JOIN public.cards c ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids)
     AND (_accepted OR c.id IS NULL);
  _traces.texts := array_remove(_traces.texts || ARRAY(
    SELECT v.value #>> '{}'
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
     CROSS JOIN LATERAL (VALUES (c -> 'from' -> 'title'), (c -> 'from' -> 'description'),
                                (c -> 'to' -> 'title'), (c -> 'to' -> 'description'),
                                (c -> 'from' -> 'text'), (c -> 'to' -> 'text')) v (value)
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND (e.type LIKE 'request%' OR e.type IN ('board.changed', 'card.commented'))
       AND (c ->> 'comment' = ANY (_traces.comments::text[]) OR c ->> 'message' = ANY (_traces.messages::text[])
            OR (NOT c ? 'card' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.requests)))
       AND jsonb_typeof(v.value) = 'string' AND v.value <> '""'), '');
  RETURN _traces;
END $function$;

CREATE OR REPLACE FUNCTION weir.name_guest()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _guest public.guests;
BEGIN
  SELECT * INTO _guest FROM public.guests g WHERE g.workspace_id = NEW.workspace_id AND g.id = NEW.guest_id FOR KEY SHARE;
  IF _guest.erased_at IS NOT NULL THEN
    PERFORM weir.refuse('not-found');
  END IF;
  NEW.guest_name := coalesce(NEW.guest_name, _guest.name);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_messages()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM new_rows m JOIN public.guests g ON g.workspace_id = m.workspace_id AND g.id = m.by_guest
              WHERE g.erased_at IS NOT NULL) THEN
    PERFORM weir.refuse('not-found');
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
END $function$;

CREATE OR REPLACE FUNCTION weir.try_submit_request(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _seq     bigint;
  _intake  public.intakes;
  _follows public.requests;
  _ticket  boolean := coalesce((_request ->> 'ticket')::boolean, false);
  _class   public.class_of_service;
  _gate    public.gate_state;
  _number  integer;
  _shed    jsonb;
  _body    jsonb;
  _detail  text;
  _guest   uuid := (_request ->> 'guestId')::uuid;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions) s;

  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _actor IS NOT NULL AND NOT _ticket THEN
    PERFORM weir.check_needed_by(_intake, (_request ->> 'neededBy')::date, _now);
  END IF;
  IF _request ->> 'follows' IS NOT NULL THEN
    SELECT * INTO _follows FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_request ->> 'follows')::integer
       AND coalesce(r.requester_id, r.guest_id) = coalesce(_actor, (_request ->> 'guestId')::uuid);
    IF NOT FOUND THEN
      IF _ticket THEN
        PERFORM weir.refuse('not-found');
      END IF;
      PERFORM weir.refuse_input('follows', 'absent');
    ELSIF _follows.answered_at IS NULL AND NOT _ticket THEN
      PERFORM weir.refuse_conflict('request-not-answered', 'follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    PERFORM weir.check_ticket(_follows, (_now AT TIME ZONE _intake.time_zone)::date);
    IF _follows.version <> (_request ->> 'ifVersion')::integer THEN
      PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _follows.version));
    END IF;
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  _gate  := weir.gate_at(_intake, _now);
  BEGIN
    PERFORM weir.enforce_gate(_intake, _gate, _class);

    UPDATE public.board_clock k SET next_request = k.next_request + 1
     WHERE k.workspace_id = _workspace AND k.board_id = _board
    RETURNING k.next_request - 1 INTO _number;

    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                          requester_id, guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, follows_id, by_ticket)
    VALUES (_workspace, _board, _id, _number,
            coalesce(_request ->> 'title', _follows.title),
            coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
            _class,
            coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
            _actor, _guest, coalesce(_request ->> 'guestName', CASE WHEN _ticket THEN _follows.guest_name END), _now, (_request ->> 'remindAt')::timestamptz,
            (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket);
    IF _ticket THEN
      PERFORM weir.copy_watchers(_workspace, _board, _follows.id, _board, _id);
    END IF;
    IF _gate = 'throttled' THEN
      PERFORM weir.enforce_throttled_quota(_intake, _actor, _guest);
    END IF;
    _shed := weir.shed_requests(_intake, _now, (_request -> 'shed' ->> 'until')::date);
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    -- What the block did is undone, and the clock is still locked: these facts are those that refused.
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    PERFORM weir.refuse_at_door(_detail::jsonb, _workspace, _board, coalesce(_actor, _guest), _guest IS NOT NULL, _class, _now);
  END;

  PERFORM weir.record_event(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(weir.request_submitted(_workspace, _board, _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE VIEW weir.notice_documents AS
 SELECT n.workspace_id,
    n.id,
    n.user_id,
    n.guest_id,
    n.request_id,
    n.at,
    n.read_at,
    jsonb_build_object('key', b.key, 'name', b.name) AS board,
        CASE
            WHEN (r.id IS NOT NULL) THEN jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'title', weir.title_for_reader(n.guest_id, r.*, ((b.key || '-R'::text) || r.number)))
            ELSE NULL::jsonb
        END AS request,
    (n.facts || jsonb_build_object('kind', n.kind, 'board', b.name, 'timeZone', COALESCE(i.time_zone, 'UTC'::text), 'reader',
        CASE
            WHEN (COALESCE(n.user_id, n.guest_id) = COALESCE(r.requester_id, r.guest_id)) THEN 'requester'::text
            WHEN (EXISTS ( SELECT
               FROM public.request_watchers w
              WHERE ((w.workspace_id = n.workspace_id) AND (w.board_id = n.board_id) AND (w.request_id = n.request_id) AND (COALESCE(w.user_id, w.guest_id) = COALESCE(n.user_id, n.guest_id))))) THEN 'watcher'::text
            ELSE 'team'::text
        END, 'request',
        CASE
            WHEN (r.id IS NOT NULL) THEN jsonb_build_object('ref', ((b.key || '-R'::text) || r.number), 'title', weir.title_for_reader(n.guest_id, r.*, ((b.key || '-R'::text) || r.number)), 'requester', (weir.requester(r.*) ->> 'name'::text), 'guest', (r.guest_id IS NOT NULL), 'answerBy', weir.instant(r.answer_by), 'expiresAt', weir.instant(r.expires_at), 'ticketFrom', weir.ticket_from(r.*))
            ELSE NULL::jsonb
        END, 'answer',
        CASE
            WHEN (n.kind = 'answered'::public.notice_kind) THEN jsonb_build_object('kind', a.kind, 'message', weir.answer_message(a.*), 'until', a.until, 'card', ( SELECT ((b.key || '-'::text) || c.number)
               FROM public.cards c
              WHERE ((c.workspace_id = n.workspace_id) AND (c.board_id = n.board_id) AND (c.request_id = n.request_id))), 'duplicateOf', ( SELECT ((b.key || '-R'::text) || o.number)
               FROM public.requests o
              WHERE ((o.workspace_id = a.workspace_id) AND (o.board_id = a.board_id) AND (o.id = a.duplicate_of_id))), 'standing', ( SELECT jsonb_build_object('kind', x.kind, 'reason', x.reason, 'message', weir.answer_message(x.*), 'until', x.until, 'card', ((b.key || '-'::text) || c.number), 'own', (COALESCE(o.requester_id, o.guest_id) = COALESCE(n.user_id, n.guest_id))) AS jsonb_build_object
               FROM ((public.answers x
                 JOIN public.requests o ON (((o.workspace_id = x.workspace_id) AND (o.board_id = x.board_id) AND (o.id = x.request_id))))
                 LEFT JOIN public.cards c ON (((c.workspace_id = x.workspace_id) AND (c.board_id = x.board_id) AND (c.request_id = x.request_id))))
              WHERE ((x.workspace_id = a.workspace_id) AND (x.board_id = a.board_id) AND (x.request_id = a.duplicate_of_id) AND (x.at <= a.at))), 'redirectedTo', ( SELECT jsonb_build_object('ref', ((t.key || '-R'::text) || o.number), 'board', t.name) AS jsonb_build_object
               FROM (public.requests o
                 JOIN public.boards t ON (((t.workspace_id = o.workspace_id) AND (t.id = o.board_id))))
              WHERE ((o.workspace_id = r.workspace_id) AND (o.from_board_id = r.board_id) AND (o.from_request_id = r.id))))
            ELSE NULL::jsonb
        END)) AS facts
   FROM ((((public.notices n
     JOIN public.boards b ON (((b.workspace_id = n.workspace_id) AND (b.id = n.board_id))))
     LEFT JOIN public.intakes i ON (((i.workspace_id = n.workspace_id) AND (i.board_id = n.board_id))))
     LEFT JOIN public.requests r ON (((r.workspace_id = n.workspace_id) AND (r.board_id = n.board_id) AND (r.id = n.request_id))))
     LEFT JOIN public.answers a ON (((a.workspace_id = n.workspace_id) AND (a.board_id = n.board_id) AND (a.request_id = n.request_id))));

CREATE TRIGGER name_guest BEFORE INSERT ON public.requests FOR EACH ROW WHEN ((new.guest_id IS NOT NULL)) EXECUTE FUNCTION weir.name_guest();
