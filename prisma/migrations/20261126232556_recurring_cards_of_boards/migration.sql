SELECT set_config('check_function_bodies', 'off', true);

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
  -- A guest wrote on their own requests only: the same words on those of others are somebody else's. Null: anywhere.
  _only    uuid[] := CASE WHEN _people = '{}' THEN ARRAY(
                       SELECT r.id FROM public.requests r
                        WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.guest_id = ANY (_ids)) END;
BEGIN
  _traces := weir.traces_of(_workspace, _board, _ids, _accepted);
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
  UPDATE public.overrides o SET "of" = weir.erased_text()
   WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.scope = 'person' AND o.limit_id = ANY (_limits);
  UPDATE public.request_steps s
     SET reason = CASE WHEN s.reason = ANY (_traces.texts) THEN weir.erased_text() ELSE s.reason END,
         message = CASE WHEN s.message = ANY (_traces.texts) THEN weir.erased_text() ELSE s.message END
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND (_only IS NULL OR s.request_id = ANY (_only))
     AND (s.reason = ANY (_traces.texts) OR s.message = ANY (_traces.texts));
  UPDATE public.notices n SET facts = weir.without_texts(n.facts, _traces.texts, _ids)
   WHERE n.workspace_id = _workspace AND n.board_id = _board AND (_only IS NULL OR n.request_id = ANY (_only))
     AND n.facts <> weir.without_texts(n.facts, _traces.texts, _ids);
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, _traces.texts, _ids, _addresses)
   WHERE k.workspace_id = _workspace
     AND (_only IS NULL OR EXISTS (SELECT FROM unnest(_ids) i WHERE position(i::text IN k.body::text) > 0))
     AND k.body <> weir.without_texts(k.body, _traces.texts, _ids, _addresses);
  UPDATE public.events e SET changes = weir.erased_changes(e.changes, _traces)
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND (_since IS NULL OR e.at >= _since)
     AND split_part(e.type, '.', 1) IN ('card', 'cards', 'attachment', 'request', 'requests', 'board')
     AND e.changes <> weir.erased_changes(e.changes, _traces);

  UPDATE public.events e SET changes = weir.without_names_of(e.changes::text, _people)::jsonb
   WHERE e.workspace_id = _workspace AND e.board_id = _board AND cardinality(_people) > 0 AND e.changes::text LIKE '%](person:%'
     AND e.changes::text <> weir.without_names_of(e.changes::text, _people);
  UPDATE public.idempotency_keys k SET body = weir.without_names_of(k.body::text, _people)::jsonb
   WHERE k.workspace_id = _workspace AND cardinality(_people) > 0 AND k.body::text LIKE '%](person:%'
     AND k.body::text <> weir.without_names_of(k.body::text, _people);

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
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_rows(_workspace uuid, _board uuid, _table text, _rows bigint, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _head    jsonb := jsonb_build_object('table', _table);
  _changes jsonb;
BEGIN
  IF _rows > weir.most_rows_of_event() THEN
    RETURN jsonb_build_array(_head || jsonb_build_object('resync', true, 'rows', _rows));
  END IF;
  _changes := CASE _table
    WHEN 'cards'            THEN weir.changes_of_cards(_workspace, _board, _was, _is)
    WHEN 'card_assignees'   THEN weir.changes_of_assignees(_workspace, _board, _was, _is)
    WHEN 'card_labels'      THEN weir.changes_of_card_labels(_workspace, _board, _was, _is)
    WHEN 'checklist_items'  THEN weir.changes_of_checklists(_workspace, _board, _was, _is)
    WHEN 'card_blocks'      THEN weir.changes_of_blocks(_workspace, _board, _was, _is)
    WHEN 'comments'         THEN weir.changes_of_comments(_workspace, _board, _was, _is)
    WHEN 'attachments'      THEN weir.changes_of_attachments(_workspace, _board, _was, _is)
    WHEN 'card_links'       THEN weir.changes_of_links(_workspace, _board, _was, _is)
    WHEN 'columns'          THEN weir.changes_of_columns(_workspace, _board, _was, _is)
    WHEN 'swimlanes'        THEN weir.changes_of_swimlanes(_workspace, _board, _was, _is)
    WHEN 'labels'           THEN weir.changes_of_labels(_was, _is)
    WHEN 'card_templates'   THEN weir.changes_of_card_templates(_was, _is)
    WHEN 'recurring_cards'  THEN weir.changes_of_recurring_cards(_was, _is)
    WHEN 'wip_limits'       THEN weir.changes_of_limits(_was, _is)
    WHEN 'requests'         THEN weir.changes_of_requests(_workspace, _board, _was, _is)
    WHEN 'request_messages' THEN weir.changes_of_messages(_workspace, _board, _was, _is)
    WHEN 'boards'           THEN weir.changes_of_board(_was, _is)
    WHEN 'intakes'          THEN weir.changes_of_intake(_was, _is)
  END;
  _changes := jsonb_build_array(_head) || coalesce(_changes, '[]');
  IF length(_changes::text) > weir.most_characters_of_event() THEN
    RETURN jsonb_build_array(_head || jsonb_build_object('resync', true, 'rows', _rows));
  END IF;
  RETURN _changes;
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_recurring_cards(_was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('recurringCard', coalesce(i ->> 'id', w ->> 'id')) || v.changed ORDER BY coalesce(i ->> 'id', w ->> 'id'))
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id'
     CROSS JOIN LATERAL weir.changed_values(
       weir.recurring_values(jsonb_populate_record(NULL::public.recurring_cards, w)),
       weir.recurring_values(jsonb_populate_record(NULL::public.recurring_cards, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.recurring_values(_r public.recurring_cards)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT CASE WHEN _r.id IS NOT NULL THEN _r.preset || jsonb_build_object(
    'columnId', _r.column_id, 'schedule', _r.schedule, 'whenFull', _r.when_full, 'active', _r.active,
    'nextAt', weir.instant(_r.next_at), 'waiting', _r.waiting, 'last', _r.last) END
$function$;

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
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next nine
    WHEN 'swimlanes'      THEN 100
    WHEN 'labels'         THEN 50
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
  END
$function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_board()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _cap  text := TG_ARGV[0];
  _b    record;
  _max  integer;
  _over boolean;
BEGIN
  FOR _b IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n LOOP
    _max := weir.cap(_b.workspace_id, _cap);
    CASE _cap
      WHEN 'columns' THEN
        _over := EXISTS (SELECT FROM public.columns r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'swimlanes' THEN
        _over := EXISTS (SELECT FROM public.swimlanes r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'labels' THEN
        _over := EXISTS (SELECT FROM public.labels r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'limits' THEN
        _over := EXISTS (SELECT FROM public.wip_limits r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'cardTemplates' THEN
        _over := EXISTS (SELECT FROM public.card_templates r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'recurringCards' THEN
        _over := EXISTS (SELECT FROM public.recurring_cards r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'templates' THEN
        _over := EXISTS (SELECT FROM public.answer_templates r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
    END CASE;
    IF _over THEN
      PERFORM weir.refuse_over_cap(_cap, _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.insert_recurring_card(_workspace uuid, _board uuid, _recurring uuid, _now timestamp with time zone, _id uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _card   jsonb;
  _detail text;
BEGIN
  SELECT weir.card_preset(_workspace, _board, r.preset) || jsonb_build_object('columnId', k.id) INTO _card
    FROM public.recurring_cards r
    LEFT JOIN public.columns k ON k.workspace_id = _workspace AND k.board_id = _board AND k.id = r.column_id
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _recurring;
  RETURN weir.insert_card(_workspace, _board, NULL, _now, _id, _card, NULL);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.recurring_cards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.recurring_cards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.recurring_cards REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.recurring_cards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('recurringCards');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id ON public.recurring_cards FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id))) EXECUTE FUNCTION weir.refuse_other_place('board');
