DROP FUNCTION weir.without_texts(jsonb,text[],uuid[],text[]);
DROP FUNCTION weir.erase_on_board(uuid,uuid,uuid[],uuid[],text[],timestamp with time zone);
DROP FUNCTION weir.erase_account(uuid[],uuid[],text[],timestamp with time zone);

SELECT set_config('check_function_bodies', 'off', true);

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
  UPDATE public.guests g SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL WHERE g.id = ANY (_guests);
  -- Names are in the ETag of every board of the workspace.
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = ANY (_workspaces);
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
  IF _people = '{}' AND _guests = '{}' THEN
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
                       UNION SELECT g.email FROM public.guests g WHERE g.id = ANY (_guests));

  -- Boards in key order, as every writer locks their clocks.
  FOR _b IN
    SELECT b.workspace_id, b.id FROM public.boards b
     WHERE b.workspace_id IN (SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
                               UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests))
     ORDER BY 1, 2
  LOOP
    PERFORM weir.erase_on_board(_b.workspace_id, _b.id, _people || _guests, _people, _addresses, _now);
    _boards := _boards + 1;
  END LOOP;
  PERFORM weir.erase_account(_people, _guests, _addresses, _now);
  RETURN _boards;
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_on_board(_workspace uuid, _board uuid, _ids uuid[], _people uuid[], _addresses text[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp   weir.event_stamp := weir.start_event(_workspace, _board, _now);
  _traces  weir.erased_traces;
  _limits  uuid[];
  _ended   jsonb;
  _changes jsonb;
BEGIN
  _traces := weir.traces_of(_workspace, _board, _ids);
  _limits := weir.limits_of_people(_workspace, _board, _people);
  _ended := weir.end_person_on_board(_workspace, _board, _ids, _people, _stamp.at);
  UPDATE public.comments m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.comments);
  UPDATE public.request_messages m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.messages);
  UPDATE public.requests r
     SET title = weir.erased_text(), description = CASE r.description WHEN '' THEN '' ELSE weir.erased_text() END, version = r.version + 1
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = ANY (_traces.requests);
  -- A card has the texts of its request until somebody edits it.
  UPDATE public.cards c
     SET title = CASE WHEN c.title = ANY (_traces.texts) THEN weir.erased_text() ELSE c.title END,
         description = CASE WHEN c.description = ANY (_traces.texts) THEN weir.erased_text() ELSE c.description END,
         version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_traces.cards)
     AND (c.title = ANY (_traces.texts) OR c.description = ANY (_traces.texts));
  UPDATE public.form_asks f
     SET name = weir.erased_text(), email = weir.erased_address(f.id), title = weir.erased_text(), description = ''
   WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.email = ANY (_addresses);
  UPDATE public.overrides o SET "of" = weir.erased_text()
   WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.scope = 'person' AND o.limit_id = ANY (_limits);
  UPDATE public.notices n SET facts = weir.without_texts(n.facts, _traces.texts, _ids)
   WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.facts <> weir.without_texts(n.facts, _traces.texts, _ids);
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, _traces.texts, _ids, _addresses)
   WHERE k.workspace_id = _workspace AND k.body <> weir.without_texts(k.body, _traces.texts, _ids, _addresses);
  UPDATE public.events e SET changes = weir.erased_changes(e.changes, _traces)
   WHERE e.workspace_id = _workspace AND e.board_id = _board
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

CREATE OR REPLACE FUNCTION weir.limits_of_people(_workspace uuid, _board uuid, _people uuid[])
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN ARRAY(
    SELECT l.id FROM public.wip_limits l
     WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.user_id = ANY (_people)
     UNION
    SELECT p.id FROM public.person_limits p WHERE p.workspace_id = _workspace AND p.user_id = ANY (_people)
     UNION
    SELECT (c ->> 'limit')::uuid
      FROM public.events e CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND c ? 'limit'
       AND (c -> 'from' ->> 'userId' = ANY (_people::text[]) OR c -> 'to' ->> 'userId' = ANY (_people::text[])));
END $function$;

CREATE OR REPLACE FUNCTION weir.without_texts(_value jsonb, _texts text[], _ids uuid[], _addresses text[] DEFAULT '{}'::text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  _is_person boolean;
BEGIN
  CASE jsonb_typeof(_value)
    WHEN 'array' THEN
      RETURN (SELECT coalesce(jsonb_agg(weir.without_texts(v, _texts, _ids, _addresses) ORDER BY n), '[]')
                FROM jsonb_array_elements(_value) WITH ORDINALITY a (v, n));
    WHEN 'object' THEN
      _is_person := coalesce(_value ->> 'id' = ANY (_ids::text[]), false) OR coalesce(_value ->> 'email' = ANY (_addresses), false);
      RETURN (
        SELECT coalesce(jsonb_object_agg(p.key, CASE
                 WHEN _is_person AND p.key IN ('name', 'email') AND jsonb_typeof(p.value) = 'string' THEN to_jsonb(weir.erased_text())
                 WHEN p.key IN ('title', 'description', 'text', 'body', 'message') AND p.value #>> '{}' = ANY (_texts)
                 THEN to_jsonb(weir.erased_text())
                 ELSE weir.without_texts(p.value, _texts, _ids, _addresses) END), '{}')
          FROM jsonb_each(_value) p);
    ELSE
      RETURN _value;
  END CASE;
END $function$;

CREATE OR REPLACE FUNCTION weir.mailbox_of(_email text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT sha256(convert_to(lower(regexp_replace(_email, '\+[^@]*@', '@')), 'UTF8'))
$function$;

CREATE OR REPLACE FUNCTION weir.take_mail(_workspace uuid, _mail uuid, _email text, _source uuid, _per_hour integer, _per_day integer, _now timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
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
END $function$;
