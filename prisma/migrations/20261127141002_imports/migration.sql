SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.keep_caps_of_imports()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _workspace uuid;
  _max       integer;
BEGIN
  FOR _workspace IN SELECT DISTINCT n.workspace_id FROM new_rows n ORDER BY 1 LOOP
    PERFORM weir.lock_workspaces(ARRAY[_workspace]);
    _max := weir.cap(_workspace, 'imports');
    IF EXISTS (SELECT FROM public.imports i WHERE i.workspace_id = _workspace OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('imports', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

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
  UPDATE public.memberships m SET left_at = _now WHERE m.user_id = ANY (_people) AND m.left_at IS NULL;
  UPDATE public.sessions s SET ended_at = coalesce(s.ended_at, _now), user_agent = NULL WHERE s.user_id = ANY (_people);
  DELETE FROM public.user_identities i WHERE i.user_id = ANY (_people);
  DELETE FROM public.totp_secrets t WHERE t.user_id = ANY (_people);
  DELETE FROM public.recovery_codes c WHERE c.user_id = ANY (_people);
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
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND (e.type LIKE 'request%' OR e.type IN ('board.changed', 'card.commented', 'card.imported'))
       AND (c ->> 'comment' = ANY (_traces.comments::text[]) OR c ->> 'message' = ANY (_traces.messages::text[])
            OR (NOT c ? 'card' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.requests)))
       AND jsonb_typeof(v.value) = 'string' AND v.value <> '""'), '');
  -- A copy of such a card has its texts too, and so has a copy of the copy. A long description is nobody else's by chance:
  -- the card was made from a template with their text.
  _traces.cards := ARRAY(
    WITH RECURSIVE copies (number) AS (
      SELECT unnest(_traces.cards || ARRAY(
        SELECT c.number FROM public.cards c
         WHERE c.workspace_id = _workspace AND c.board_id = _board AND _accepted AND weir.is_own_text(c.description, _traces.texts)))
       UNION
      SELECT (e.changes -> 0 ->> 'card')::integer
        FROM copies o
        JOIN public.events e ON e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'card.created'
                            AND (e.changes -> 0 ->> 'copyOf')::integer = o.number)
    SELECT number FROM copies);
  -- Templates made of such a card, those with their text, and recurring cards that start with it.
  _traces.presets := ARRAY(
    WITH traced AS (
      SELECT t.id, t.preset FROM public.card_templates t
       WHERE t.workspace_id = _workspace AND t.board_id = _board AND _accepted
         AND (weir.is_own_text(t.preset ->> 'description', _traces.texts)
              OR t.id IN (SELECT (e.changes -> 0 ->> 'cardTemplate')::uuid FROM public.events e
                           WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'cardTemplate.added'
                             AND (e.changes -> 0 ->> 'copyOf')::integer = ANY (_traces.cards))))
    SELECT id FROM traced
     UNION
    SELECT r.id FROM public.recurring_cards r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND _accepted
       AND (weir.is_own_text(r.preset ->> 'description', _traces.texts)
            OR EXISTS (SELECT FROM traced t WHERE t.preset ->> 'title' = r.preset ->> 'title'
                                              AND t.preset ->> 'description' = r.preset ->> 'description')));
  _traces.cards := _traces.cards || ARRAY(
    SELECT (e.changes -> 0 ->> 'card')::integer FROM public.events e
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'card.created'
       AND e.changes -> 0 ->> 'recurringCard' = ANY (_traces.presets::text[])
       AND (e.changes -> 0 ->> 'card')::integer <> ALL (_traces.cards));
  _traces.kept := ARRAY(
    SELECT r.number FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids)
       AND r.number <> ALL (_traces.requests));
  _traces.corrected := ARRAY(
    SELECT DISTINCT v.text
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
      JOIN public.requests r ON r.workspace_id = e.workspace_id AND r.board_id = e.board_id AND r.number = (c ->> 'request')::integer
     CROSS JOIN LATERAL (VALUES (c -> 'from' ->> 'title'), (c -> 'from' ->> 'description'),
                                (c -> 'to' ->> 'title'), (c -> 'to' ->> 'description')) v (text)
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type LIKE 'request%'
       AND NOT c ? 'card' AND NOT c ? 'message' AND r.number = ANY (_traces.kept)
       AND v.text NOT IN ('', r.title, r.description));
  _traces.texts := _traces.texts || _traces.corrected;
  -- Removed ones have no row any more.
  _traces.attachments := ARRAY(
    SELECT a.id FROM public.attachments a
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.by = ANY (_ids)
     UNION
    SELECT (c ->> 'attachment')::uuid
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type IN ('board.changed', 'attachment.added', 'attachment.removed')
       AND (c -> 'to' ->> 'by' = ANY (_ids::text[]) OR c -> 'from' ->> 'by' = ANY (_ids::text[])) AND c ? 'attachment');
  RETURN _traces;
END $function$;

CREATE OR REPLACE FUNCTION weir.forget_import_records()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM public.import_records r WHERE r.workspace_id = OLD.workspace_id AND r.import_id = OLD.id;
  RETURN OLD;
END $function$;

CREATE OR REPLACE FUNCTION weir.forget_card_source()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM public.card_sources s
   WHERE s.workspace_id = OLD.workspace_id AND s.board_id = OLD.board_id AND s.card_id = OLD.id;
  RETURN OLD;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_mentioned_in_comment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NOT weir.is_importing() THEN
    PERFORM weir.notify_mentioned(NEW.workspace_id, NEW.board_id, NEW.card_id, NEW.id, coalesce(OLD.body, ''), NEW.body, NEW."by",
                                  coalesce(NEW.edited_at, NEW.at));
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_assigned()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _actor uuid := weir.current_actor();
BEGIN
  INSERT INTO public.card_watchers (workspace_id, board_id, card_id, user_id)
  SELECT n.workspace_id, n.board_id, n.card_id, n.user_id FROM new_rows n ORDER BY n.card_id, n.user_id
  ON CONFLICT DO NOTHING;
  IF weir.has_own_event() AND NOT weir.is_importing() THEN
    INSERT INTO public.notices (workspace_id, id, user_id, board_id, kind, card_id, facts, at)
    SELECT n.workspace_id, gen_random_uuid(), m.user_id, n.board_id, 'assigned', n.card_id, jsonb_build_object('by', _actor), k.at
      FROM new_rows n
      JOIN public.cards c       ON c.workspace_id = n.workspace_id AND c.board_id = n.board_id AND c.id = n.card_id
                               AND c.delivered_at IS NULL AND c.archived_at IS NULL
      JOIN public.board_clock k ON k.workspace_id = n.workspace_id AND k.board_id = n.board_id
      JOIN public.memberships m ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id AND m.left_at IS NULL
                               AND weir.may_read_boards(m.role)
     WHERE n.user_id IS DISTINCT FROM _actor AND weir.notice_via(n.user_id, 'assigned') <> 'off'
     ORDER BY n.card_id, n.user_id
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_comment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.watch_card(NEW.workspace_id, NEW.board_id, NEW.card_id, ARRAY[NEW."by"]);
  IF NOT weir.is_importing() THEN
    PERFORM weir.notify_watchers(NEW.workspace_id, NEW.board_id, NEW.card_id, NEW.id, 'commented', '{}', NEW."by", NEW.at);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.default_cap(_cap text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE _cap
    WHEN 'workspaces'     THEN 50      -- that a person owns
    WHEN 'sessions'       THEN 50      -- of a person: one more ends the oldest
    WHEN 'members'        THEN 2000    -- of a workspace
    WHEN 'invitations'    THEN 500     -- of a workspace, open
    WHEN 'newInvitations' THEN 1000    -- of a workspace, created in any 24 hours
    WHEN 'guests'         THEN 10000   -- of a workspace
    WHEN 'imports'        THEN 20      -- of a workspace, until they are deleted some days later
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next nine
    WHEN 'swimlanes'      THEN 100
    WHEN 'labels'         THEN 50
    WHEN 'fields'         THEN 20
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cardTemplates'  THEN 50
    WHEN 'recurringCards' THEN 50
    WHEN 'cards'          THEN 5000    -- neither archived nor delivered
    WHEN 'archivedCards'  THEN 100000  -- all there are
    WHEN 'notifyMe'       THEN 500     -- who wait for a notice of room on a board
    WHEN 'savedViews'     THEN 30      -- of a person on a board, and of everybody there
    WHEN 'requests'       THEN 100000  -- of a board, answered or not
    WHEN 'newRequests'    THEN 500     -- of one requester on a board, submitted in any 24 hours: see weir.rate_per_day
    WHEN 'blocks'         THEN 1000    -- of a card, over or not
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'cardLabels'     THEN 10      -- of a card
    WHEN 'checklistItems' THEN 100     -- of a card
    WHEN 'attachments'    THEN 100     -- of a card
    WHEN 'links'          THEN 50      -- of a card
    WHEN 'cardMegabytes'  THEN 200     -- of the attachments of a card, in MiB
    WHEN 'megabytes'      THEN 10000   -- of all attachments of a workspace, in MiB
    WHEN 'messages'       THEN 1000    -- of a request
    WHEN 'fieldOptions'   THEN 30      -- of a custom field
  END
$function$;

CREATE OR REPLACE FUNCTION weir.insert_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _request uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _column public.columns;
  _number integer;
  _new    public.cards;
  _people uuid[] := '{}';
  _faults jsonb;
  _labels uuid[] := '{}';
  _items  jsonb := '[]';
BEGIN
  SELECT * INTO _column FROM public.columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board
     AND CASE WHEN _card ->> 'columnId' IS NULL THEN k.kind = 'queue' ELSE k.id = (_card ->> 'columnId')::uuid END
   ORDER BY k.position LIMIT 1;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('columnId', 'absent');
  END IF;
  IF _card ->> 'swimlaneId' IS NOT NULL AND NOT EXISTS (
       SELECT FROM public.swimlanes l WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = (_card ->> 'swimlaneId')::uuid) THEN
    PERFORM weir.refuse_input('swimlaneId', 'absent');
  END IF;
  IF jsonb_array_length(_card -> 'assigneeIds') > 0 THEN
    _people := ARRAY(SELECT jsonb_array_elements_text(_card -> 'assigneeIds')::uuid);
    IF weir.has_unassignable(_workspace, _people) THEN
      PERFORM weir.refuse_input('assigneeIds', 'notOfTheTeam');
    END IF;
  END IF;
  IF jsonb_array_length(_card -> 'labelIds') > 0 THEN
    _labels := ARRAY(SELECT jsonb_array_elements_text(_card -> 'labelIds')::uuid ORDER BY 1);
    IF weir.has_unknown_label(_workspace, _board, _labels) THEN
      PERFORM weir.refuse_input('labelIds', 'absent');
    END IF;
  END IF;
  IF _card -> 'fields' <> '{}' THEN
    _faults := weir.field_faults(_workspace, _board, _card -> 'fields');
    IF _faults <> '[]' THEN
      PERFORM weir.refuse('invalid-input', jsonb_build_object('errors', _faults));
    END IF;
  END IF;

  -- The trigger on cards moves the clock's next number on.
  SELECT k.next_card INTO _number FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  INSERT INTO public.cards (workspace_id, board_id, id, number, title, description, column_id, swimlane_id, rank,
                     class_of_service, due_on, request_id, created_at, created_by, entered_column_at,
                     committed_at, delivered_at, archived_at)
  VALUES (_workspace, _board, _id, _number, _card ->> 'title', coalesce(_card ->> 'description', ''),
          _column.id, (_card ->> 'swimlaneId')::uuid,
          weir.rank_for(_workspace, _board, _column.id, _number, NULL, NULL),
          coalesce(_card ->> 'classOfService', 'standard')::public.class_of_service, (_card ->> 'dueOn')::date,
          _request, coalesce((_card ->> 'createdAt')::timestamptz, _now), _actor,
          coalesce((_card ->> 'enteredColumnAt')::timestamptz, _now),
          weir.committed_at(_column.kind, (_card ->> 'committedAt')::timestamptz, _now),
          weir.delivered_at(_column.kind, (_card ->> 'deliveredAt')::timestamptz, _now),
          (_card ->> 'archivedAt')::timestamptz)
  RETURNING * INTO _new;
  IF cardinality(_people) > 0 THEN
    INSERT INTO public.card_assignees (workspace_id, board_id, card_id, user_id)
    SELECT _workspace, _board, _id, p FROM unnest(_people) p;
  END IF;
  IF cardinality(_labels) > 0 THEN
    INSERT INTO public.card_labels (workspace_id, board_id, card_id, label_id)
    SELECT _workspace, _board, _id, l FROM unnest(_labels) l;
  END IF;
  IF _card -> 'fields' <> '{}' THEN
    PERFORM weir.change_card_fields(_workspace, _board, _id, _card -> 'fields');
  END IF;
  IF jsonb_array_length(_card -> 'checklistItems') > 0 THEN
    INSERT INTO public.checklist_items (workspace_id, board_id, card_id, id, text, done, position)
    SELECT _workspace, _board, _id, gen_random_uuid(), i.item ->> 'text', coalesce((i.item ->> 'done')::boolean, false), i.n
      FROM jsonb_array_elements(_card -> 'checklistItems') WITH ORDINALITY i (item, n);
    _items := weir.changes_of_checklists(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(i) FROM public.checklist_items i
       WHERE i.workspace_id = _workspace AND i.board_id = _board AND i.card_id = _id));
  END IF;
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id, 'items', _items, 'to', weir.card_created(
    _new, weir.card_placed(_new, _column.split, NULL), coalesce(_card -> 'assigneeIds', '[]'), to_jsonb(_labels)));
END $function$;

CREATE OR REPLACE FUNCTION weir.is_importing()
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN coalesce(current_setting('weir.importing', true), '') = 'on';
END $function$;

CREATE OR REPLACE FUNCTION weir.import_cards(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _conditions weir.write_conditions, _cards jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set      text := weir.keep_plans();
  _stamp    weir.event_stamp;
  _is_used  boolean := false;
  _card     jsonb;
  _outcome  jsonb;
  _outcomes jsonb := '[]';
  _refused  jsonb;
  _column   text;
  _detail   text;
BEGIN
  _stamp := weir.start_command(_workspace, _board, _actor, NULL, _now, _conditions);
  _set := set_config('weir.importing', 'on', true);
  FOR _card IN SELECT c FROM jsonb_array_elements(_cards) c LOOP
    SELECT jsonb_build_object('result', 'exists', 'number', c.number) INTO _outcome
      FROM public.card_sources s
      JOIN public.cards c ON c.workspace_id = s.workspace_id AND c.board_id = s.board_id AND c.id = s.card_id
     WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.source = _card ->> 'source';
    _refused := NULL;
    IF _outcome IS NULL THEN
      FOREACH _column IN ARRAY (_card ->> 'columnId') || ARRAY(SELECT jsonb_array_elements_text(_card -> 'queueIds')) LOOP
        -- A refusal undoes this block, with the number of its event.
        BEGIN
          IF _is_used THEN
            _stamp := weir.take_clock(_workspace, _board, _stamp.at);
          END IF;
          _outcome := weir.import_card(_workspace, _board, _actor, _stamp, _card || jsonb_build_object('columnId', _column))
            || CASE WHEN _refused IS NULL THEN '{}' ELSE jsonb_build_object('refusedBy', _refused) END;
          _is_used := true;
          EXIT;
        EXCEPTION
          WHEN SQLSTATE 'WIP00' THEN
            GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
            _refused := coalesce(_refused, _detail::jsonb);
            EXIT WHEN _detail::jsonb ->> 'refused' <> 'wip-limit-reached';
          -- A value that the tables refuse, such as a text without anything visible, is no reason to refuse the other cards.
          WHEN data_exception OR integrity_constraint_violation THEN
            GET STACKED DIAGNOSTICS _detail = MESSAGE_TEXT;
            _refused := jsonb_build_object('refused', 'invalid-input', 'detail', _detail);
            EXIT;
        END;
      END LOOP;
    END IF;
    _outcomes := _outcomes || jsonb_build_array(coalesce(
      _outcome, _refused - 'refused' || jsonb_build_object('result', 'refused', 'code', _refused -> 'refused')));
  END LOOP;
  _set := set_config('weir.importing', '', true);
  IF NOT _is_used THEN
    PERFORM weir.cancel_event(_workspace, _board);
  END IF;
  RETURN weir.finish_write(_workspace, NULL, 200, jsonb_build_object('outcomes', _outcomes), _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.import_card(_workspace uuid, _board uuid, _actor uuid, _stamp weir.event_stamp, _card jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _id       uuid := (_card ->> 'id')::uuid;
  _created  jsonb := weir.insert_card(_workspace, _board, NULL, _stamp.at, _id, _card, NULL);
  _comments jsonb := '[]';
BEGIN
  INSERT INTO public.card_sources (workspace_id, board_id, source, card_id) VALUES (_workspace, _board, _card ->> 'source', _id);
  IF jsonb_array_length(_card -> 'comments') > 0 THEN
    INSERT INTO public.comments (workspace_id, board_id, card_id, id, body, "by", at)
    SELECT _workspace, _board, _id, m.id, m.text, m."by", m.at
      FROM jsonb_to_recordset(_card -> 'comments') m (id uuid, text text, "by" uuid, at timestamptz);
    SELECT jsonb_agg(jsonb_build_object('card', _created -> 'number', 'comment', m.id, 'to', jsonb_build_object(
             'text', m.text, 'by', m."by", 'at', weir.instant(m.at))) ORDER BY m.n)
      INTO _comments
      FROM ROWS FROM (jsonb_to_recordset(_card -> 'comments') AS (id uuid, text text, "by" uuid, at timestamptz))
           WITH ORDINALITY m (id, text, "by", at, n);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.imported', _stamp.at, _actor, jsonb_build_array(jsonb_build_object(
    'card', _created -> 'number',
    'to', (_created -> 'to') || jsonb_build_object(
      'createdAt', weir.instant(coalesce((_card ->> 'createdAt')::timestamptz, _stamp.at)),
      'archivedAt', weir.instant((_card ->> 'archivedAt')::timestamptz))))
    || (_created -> 'items') || _comments);
  RETURN jsonb_build_object('result', 'created', 'number', _created -> 'number', 'columnId', _created -> 'columnId');
END $function$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.imports REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_imports();

CREATE TRIGGER forget_records BEFORE DELETE ON public.imports FOR EACH ROW EXECUTE FUNCTION weir.forget_import_records();

CREATE TRIGGER forget_source BEFORE DELETE ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.forget_card_source();

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id ON public.imports FOR EACH ROW WHEN ((old.workspace_id IS DISTINCT FROM new.workspace_id)) EXECUTE FUNCTION weir.refuse_other_place('workspace');
