DROP FUNCTION weir.erase_on_board(uuid,uuid,uuid[],uuid[],text[],boolean,timestamp with time zone);

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
  DELETE FROM public.saved_views v WHERE v.user_id = ANY (_people);
  -- Imported files are kept for some days only, and can have their name anywhere.
  DELETE FROM public.imports i WHERE i.workspace_id = ANY (_workspaces);
  DELETE FROM public.notice_choices c WHERE c.user_id = ANY (_people);
  DELETE FROM public.notice_mail_times t WHERE t.user_id = ANY (_people);
  DELETE FROM public.push_choices c WHERE c.user_id = ANY (_people);
  DELETE FROM public.push_subscriptions s WHERE s.user_id = ANY (_people);
  UPDATE public.memberships m SET left_at = _now WHERE m.user_id = ANY (_people) AND m.left_at IS NULL;
  UPDATE public.sessions s SET ended_at = coalesce(s.ended_at, _now), user_agent = NULL WHERE s.user_id = ANY (_people);
  DELETE FROM public.user_identities i WHERE i.user_id = ANY (_people);
  DELETE FROM public.totp_secrets t WHERE t.user_id = ANY (_people);
  DELETE FROM public.recovery_codes c WHERE c.user_id = ANY (_people);
  DELETE FROM public.passkeys k WHERE k.user_id = ANY (_people);
  DELETE FROM public.passkey_challenges c WHERE c.user_id = ANY (_people);
  UPDATE public.invitations i SET revoked_at = _now
   WHERE i.created_by = ANY (_people) AND i.revoked_at IS NULL AND i.accepted_at IS NULL;
  UPDATE public.invitations i SET email = weir.erased_text(), revoked_at = coalesce(i.revoked_at, CASE WHEN i.accepted_at IS NULL THEN _now END)
   WHERE i.email = ANY (_addresses);
  PERFORM weir.erase_in_workspace_log(_addresses);
  UPDATE public.mails m SET due_at = NULL, failed_at = coalesce(m.failed_at, _now), error = weir.erased_text()
   WHERE m.sent_at IS NULL AND (
         EXISTS (SELECT FROM public.notices n WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id
                    AND coalesce(n.user_id, n.guest_id) = ANY (_ids))
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id
                    AND f.id = m.form_ask_id AND f.email = weir.erased_address(f.id))
      OR EXISTS (SELECT FROM public.guest_waits w WHERE w.workspace_id = m.workspace_id AND w.board_id = m.form_board_id
                    AND w.id = m.guest_wait_id AND w.email = weir.erased_address(w.id))
      OR m.guest_id = ANY (_guests)
      OR EXISTS (SELECT FROM public.email_confirmations c WHERE c.id = m.confirmation_id AND c.user_id = ANY (_people))
      OR EXISTS (SELECT FROM public.account_letters l WHERE l.id = m.account_letter_id
                    AND (l.user_id = ANY (_people) OR l.email = ANY (_addresses))));
  UPDATE public.account_letters l
     SET email = weir.erased_text(), expires_at = CASE WHEN l.expires_at IS NOT NULL THEN least(l.expires_at, _now) END
   WHERE l.user_id = ANY (_people) OR l.email = ANY (_addresses);
  UPDATE public.email_confirmations c SET expires_at = _now WHERE c.user_id = ANY (_people) AND c.expires_at > _now;
  UPDATE public.mails m SET mailbox = NULL WHERE m.mailbox = ANY (_mailboxes);
  UPDATE public.mails m SET error = weir.erased_text()
   WHERE EXISTS (SELECT FROM unnest(_addresses) n WHERE position(n IN m.error) > 0);
  -- They can retry nothing any more.
  DELETE FROM public.idempotency_keys k WHERE k.caller_id = ANY (_ids);
  -- Those of their workspaces were erased after their boards. Others have their address where they were only invited.
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, '{}', _ids, _addresses)
   WHERE k.workspace_id <> ALL (_workspaces) AND weir.has_any(k.body, weir.set_of(_ids::text[] || _addresses));
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
  _traces weir.erased_traces[] := '{}';
BEGIN
  PERFORM weir.lock_workspaces(ARRAY[_workspace]);
  SELECT g.email INTO _email FROM public.guests g
   WHERE g.workspace_id = _workspace AND g.id = _guest AND g.erased_at IS NULL;
  IF NOT FOUND THEN
    RETURN '{}';
  END IF;
  PERFORM weir.erase_form_asks(_workspace, ARRAY[_email]);
  PERFORM weir.erase_guest_waits(_workspace, ARRAY[_email], _now);
  _boards := ARRAY(SELECT r.board_id FROM public.requests r WHERE r.workspace_id = _workspace AND r.guest_id = _guest
                    UNION
                   SELECT w.board_id FROM public.request_watchers w WHERE w.workspace_id = _workspace AND w.guest_id = _guest
                    ORDER BY 1);
  FOREACH _board IN ARRAY _boards LOOP
    _traces := _traces || weir.erase_on_board(_workspace, _board, ARRAY[_guest], '{}', false, _now);
  END LOOP;
  PERFORM weir.erase_in_responses(_workspace, ARRAY[_guest], '{}', ARRAY[_email], _traces);
  PERFORM weir.erase_mailbox_of_guest(_workspace, _guest, _email, _now);
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

CREATE OR REPLACE FUNCTION weir.erase_own_account(_user uuid, _checked text, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  _email  text;
  _guests uuid[];
  _owned  jsonb;
  _boards jsonb;
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = _user
                                      UNION SELECT g.workspace_id FROM public.guests g JOIN public.users u ON u.email = g.email
                                             WHERE u.id = _user AND u.email_verified_at IS NOT NULL));
  -- An address that nobody confirmed may be a stranger's: then what came from it as a guest is not theirs.
  SELECT CASE WHEN u.email_verified_at IS NOT NULL THEN u.email END INTO _email
    FROM public.users u WHERE u.id = _user AND u.password_hash IS NOT DISTINCT FROM _checked;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT jsonb_agg(w.name ORDER BY w.name) INTO _owned
    FROM public.memberships m JOIN public.workspaces w ON w.id = m.workspace_id AND w.archived_at IS NULL
   WHERE m.user_id = _user AND m.role = 'owner' AND m.left_at IS NULL
     AND NOT EXISTS (SELECT FROM public.memberships o
                      WHERE o.workspace_id = m.workspace_id AND o.role = 'owner' AND o.left_at IS NULL AND o.user_id <> _user);
  IF _owned IS NOT NULL THEN
    RETURN jsonb_build_object('owned', _owned);
  END IF;
  _guests := ARRAY(SELECT g.id FROM public.guests g WHERE g.email = _email);
  PERFORM weir.erase_form_asks(NULL, ARRAY[_email]);
  PERFORM weir.erase_guest_waits(NULL, ARRAY[_email], _now);
  _boards := weir.erase_on_boards(ARRAY[_user], _guests, array_remove(ARRAY[_email], NULL), false, _now);
  PERFORM weir.erase_account(ARRAY[_user], _guests, array_remove(ARRAY[_email], NULL), _now);
  RETURN jsonb_build_object('boards', _boards);
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
  _boards    jsonb;
BEGIN
  IF _people = '{}' AND _guests = '{}'
     AND NOT EXISTS (SELECT FROM public.form_asks f WHERE f.email = lower(_who))
     AND NOT EXISTS (SELECT FROM public.guest_waits w WHERE w.email = lower(_who))
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
  PERFORM weir.erase_guest_waits(NULL, _addresses, _now);
  _boards := weir.erase_on_boards(_people, _guests, _addresses, true, _now);
  PERFORM weir.erase_account(_people, _guests, _addresses, _now);
  RETURN jsonb_array_length(_boards);
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_on_boards(_people uuid[], _guests uuid[], _addresses text[], _accepted boolean, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _boards    jsonb := '[]';
  _traces    weir.erased_traces[];
  _workspace uuid;
  _board     uuid;
BEGIN
  FOR _workspace IN
    SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
     UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests)
     ORDER BY 1
  LOOP
    _traces := '{}';
    -- Boards in key order, as every writer locks their clocks.
    FOR _board IN SELECT b.id FROM public.boards b WHERE b.workspace_id = _workspace ORDER BY 1 LOOP
      _traces := _traces || weir.erase_on_board(_workspace, _board, _people || _guests, _people, _accepted, _now);
      _boards := _boards || jsonb_build_array(jsonb_build_array(_workspace, _board));
    END LOOP;
    PERFORM weir.erase_in_responses(_workspace, _people || _guests, _people, _addresses, _traces);
  END LOOP;
  RETURN _boards;
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_on_board(_workspace uuid, _board uuid, _ids uuid[], _people uuid[], _accepted boolean, _now timestamp with time zone)
 RETURNS weir.erased_traces
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp      weir.event_stamp := weir.start_event(_workspace, _board, _now);
  _traces     weir.erased_traces;
  _strings    jsonb;
  _has_traces boolean;
  _limits     uuid[];
  _ended      jsonb;
  _changes    jsonb;
  -- A guest wrote nothing before their first request, and time does not run backwards on a board.
  _since      timestamptz := (SELECT min(r.submitted_at) FROM public.requests r
                               WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.guest_id = ANY (_ids) AND _people = '{}');
  -- A guest wrote on their own requests only: the same words on those of others are somebody else's. Null: anywhere.
  _only       uuid[] := CASE WHEN _people = '{}' THEN ARRAY(
                          SELECT r.id FROM public.requests r
                           WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.guest_id = ANY (_ids)) END;
BEGIN
  _traces := weir.traces_of(_workspace, _board, _ids, _accepted);
  -- Without any, no change of an event has a text of theirs.
  _has_traces := _traces.comments || _traces.messages || _traces.attachments || _traces.presets <> '{}'
    OR _traces.requests || _traces.cards || _traces.kept <> '{}';
  _strings := weir.set_of(_traces.texts || _ids::text[]);
  _limits := weir.limits_of_people(_workspace, _board, _people);
  _ended := weir.end_person_on_board(_workspace, _board, _ids, _people, _stamp.at);
  -- A deleted comment has no text, and stays deleted.
  UPDATE public.comments m SET body = weir.erased_text()
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.id = ANY (_traces.comments) AND m.body <> '';
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
  -- Others may have mentioned them by name.
  UPDATE public.comments m SET body = weir.without_names_of(m.body, _people)
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.body LIKE '%](person:%'
     AND m.body <> weir.without_names_of(m.body, _people);
  UPDATE public.cards c SET description = weir.without_names_of(c.description, _people), version = c.version + 1
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.description LIKE '%](person:%'
     AND c.description <> weir.without_names_of(c.description, _people);
  UPDATE public.card_templates t
     SET preset = jsonb_set(t.preset, '{description}', to_jsonb(weir.without_names_of(t.preset ->> 'description', _people)))
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.preset ->> 'description' LIKE '%](person:%'
     AND t.preset ->> 'description' <> weir.without_names_of(t.preset ->> 'description', _people);
  UPDATE public.recurring_cards t
     SET preset = jsonb_set(t.preset, '{description}', to_jsonb(weir.without_names_of(t.preset ->> 'description', _people)))
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.preset ->> 'description' LIKE '%](person:%'
     AND t.preset ->> 'description' <> weir.without_names_of(t.preset ->> 'description', _people);
  UPDATE public.card_templates t
     SET preset = weir.without_texts(t.preset, _traces.texts, '{}'),
         name = CASE WHEN t.name = ANY (weir.names_from(_traces.texts)) THEN weir.erased_name(t.id) ELSE t.name END
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.id = ANY (_traces.presets);
  UPDATE public.recurring_cards t SET preset = weir.without_texts(t.preset, _traces.texts, '{}')
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.id = ANY (_traces.presets);
  UPDATE public.overrides o SET "of" = weir.erased_text()
   WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.scope = 'person' AND o.limit_id = ANY (_limits);
  UPDATE public.request_steps s
     SET reason = CASE WHEN s.reason = ANY (_traces.texts) THEN weir.erased_text() ELSE s.reason END,
         message = CASE WHEN s.message = ANY (_traces.texts) THEN weir.erased_text() ELSE s.message END
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND (_only IS NULL OR s.request_id = ANY (_only))
     AND (s.reason = ANY (_traces.texts) OR s.message = ANY (_traces.texts));
  UPDATE public.notices n SET facts = weir.without_texts(n.facts, _traces.texts, _ids)
   WHERE n.workspace_id = _workspace AND n.board_id = _board AND (_only IS NULL OR n.request_id = ANY (_only))
     AND weir.has_any(n.facts, _strings) AND n.facts <> weir.without_texts(n.facts, _traces.texts, _ids);
  UPDATE public.events e SET changes = weir.erased_changes(e.changes, _traces)
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND (_since IS NULL OR e.at >= _since)
     AND _has_traces
     AND split_part(e.type, '.', 1) IN ('card', 'cards', 'cardTemplate', 'recurringCard', 'attachment', 'request', 'requests', 'board')
     AND e.changes <> weir.erased_changes(e.changes, _traces);

  UPDATE public.events e SET changes = weir.without_names_of(e.changes::text, _people)::jsonb
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND cardinality(_people) > 0 AND e.changes::text LIKE '%](person:%'
     AND e.changes::text <> weir.without_names_of(e.changes::text, _people);

  _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i)) FROM unnest(_ids) i)
    || weir.erased_things(_workspace, _board, _traces) || _ended;
  DELETE FROM public.attachments a
   WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.id = ANY (_traces.attachments);
  IF jsonb_array_length(_changes) > weir.most_rows_of_event() THEN
    _changes := (SELECT jsonb_agg(jsonb_build_object(CASE WHEN i = ANY (_people) THEN 'user' ELSE 'guest' END, i, 'resync', true))
                   FROM unnest(_ids) i);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'person.erased', _stamp.at, NULL, _changes);
  PERFORM set_config('weir.own_event', '', true);
  RETURN _traces;
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
                 -- A file's name is a text of whoever added it.
                 WHEN p.key = 'name' AND _value #>> '{by,id}' = ANY (_ids::text[]) THEN to_jsonb(weir.erased_text())
                 WHEN p.key IN ('title', 'description', 'text', 'body', 'message') AND p.value #>> '{}' = ANY (_texts)
                 THEN to_jsonb(weir.erased_text())
                 WHEN jsonb_typeof(p.value) IN ('array', 'object') THEN weir.without_texts(p.value, _texts, _ids, _addresses)
                 ELSE p.value END), '{}')
          FROM jsonb_each(_value) p);
    ELSE
      RETURN _value;
  END CASE;
END $function$;

CREATE OR REPLACE FUNCTION weir.set_of(_texts text[])
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT coalesce(jsonb_object_agg(t, true), '{}') FROM unnest(_texts) t WHERE t IS NOT NULL
$function$;

CREATE OR REPLACE FUNCTION weir.has_any(_document jsonb, _texts jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT EXISTS (SELECT FROM jsonb_path_query(_document, 'strict $.** ? (@.type() == "string")') s WHERE _texts ? (s #>> '{}'))
$function$;

CREATE OR REPLACE FUNCTION weir.erase_in_responses(_workspace uuid, _ids uuid[], _people uuid[], _addresses text[], _traces weir.erased_traces[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _texts   text[] := ARRAY(SELECT DISTINCT x FROM unnest(_traces) t, unnest(t.texts) x);
  _presets uuid[] := ARRAY(SELECT p FROM unnest(_traces) t, unnest(t.presets) p);
  -- Responses about a guest's requests name the guest: the same words elsewhere are somebody else's.
  _strings jsonb := weir.set_of(_ids::text[] || CASE WHEN _people = '{}' THEN '{}' ELSE _addresses || _texts END);
BEGIN
  -- They can retry nothing any more.
  DELETE FROM public.idempotency_keys k WHERE k.workspace_id = _workspace AND k.caller_id = ANY (_ids);
  IF _presets <> '{}' THEN
    UPDATE public.idempotency_keys k SET body = k.body || jsonb_build_object('name', weir.erased_name((k.body ->> 'id')::uuid))
     WHERE k.workspace_id = _workspace AND k.body ->> 'id' = ANY (_presets::text[])
       AND k.body ->> 'name' = ANY (weir.names_from(_texts));
  END IF;
  UPDATE public.idempotency_keys k
     SET body = weir.without_names_of(weir.without_texts(k.body, _texts, _ids, _addresses)::text, _people)::jsonb
   WHERE k.workspace_id = _workspace
     AND (weir.has_any(k.body, _strings) OR cardinality(_people) > 0 AND k.body::text LIKE '%](person:%');
END $function$;
