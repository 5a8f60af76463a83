DROP TRIGGER then_keep_search_text_on_update ON public.requests;
DROP TRIGGER then_keep_search_text_on_insert ON public.requests;
DROP TRIGGER then_keep_search_text_on_update ON public.cards;
DROP TRIGGER then_keep_search_text_on_insert ON public.cards;
DROP VIEW weir.card_documents;
DROP FUNCTION weir.keep_search_text_of_title();

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.field_value(_v public.card_fields)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(to_jsonb(_v.text), to_jsonb(trim_scale(_v.number)), to_jsonb(_v.date), to_jsonb(_v.choice))
$function$;

CREATE OR REPLACE FUNCTION weir.fields_of_card(_workspace uuid, _board uuid, _card uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(jsonb_object_agg(v.field_id, weir.field_value(v)), '{}')
    FROM public.card_fields v
   WHERE v.workspace_id = _workspace AND v.board_id = _board AND v.card_id = _card
$function$;

CREATE OR REPLACE FUNCTION weir.field_faults(_workspace uuid, _board uuid, _fields jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN coalesce((
    SELECT jsonb_agg(jsonb_build_object('path', 'fields.' || v.key, 'code', x.fault) ORDER BY v.key)
      FROM jsonb_each(_fields) v
      LEFT JOIN public.custom_fields f ON f.workspace_id = _workspace AND f.board_id = _board AND f.id = v.key::uuid
     CROSS JOIN LATERAL (SELECT weir.field_fault(f, v.value) AS fault) x
     WHERE x.fault IS NOT NULL), '[]');
END $function$;

CREATE OR REPLACE FUNCTION weir.field_fault(_f public.custom_fields, _value jsonb)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _text text := _value #>> '{}';
BEGIN
  IF _f.id IS NULL THEN
    RETURN 'absent';
  ELSIF _text IS NULL THEN
    RETURN NULL;
  END IF;
  CASE _f.kind
    WHEN 'text' THEN
      RETURN CASE WHEN jsonb_typeof(_value) <> 'string' THEN 'notText' END;
    WHEN 'number' THEN
      RETURN CASE WHEN jsonb_typeof(_value) <> 'number' THEN 'notNumber' END;
    WHEN 'date' THEN
      RETURN CASE WHEN _text !~ '^\d{4}-\d\d-\d\d$' OR NOT pg_input_is_valid(_text, 'date') THEN 'date'
                  WHEN left(_text, 4)::integer NOT BETWEEN 1970 AND 2999 THEN 'year' END;
    WHEN 'choice' THEN
      RETURN CASE WHEN NOT EXISTS (
        SELECT FROM public.field_options o
         WHERE o.workspace_id = _f.workspace_id AND o.board_id = _f.board_id AND o.field_id = _f.id AND o.id::text = lower(_text)) THEN 'notAnOption' END;
  END CASE;
END $function$;

CREATE OR REPLACE FUNCTION weir.change_card_fields(_workspace uuid, _board uuid, _card uuid, _fields jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _was jsonb;
  _is  jsonb;
BEGIN
  IF coalesce(_fields, '{}') = '{}' THEN
    RETURN NULL;
  END IF;
  _was := weir.fields_of_card(_workspace, _board, _card);
  IF EXISTS (SELECT FROM jsonb_each(_fields) v WHERE v.value = 'null' AND _was ? v.key) THEN
    DELETE FROM public.card_fields c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card_id = _card
       AND c.field_id IN (SELECT v.key::uuid FROM jsonb_each(_fields) v WHERE v.value = 'null');
  END IF;
  IF EXISTS (SELECT FROM jsonb_each(_fields) v WHERE v.value <> 'null') THEN
    INSERT INTO public.card_fields (workspace_id, board_id, card_id, field_id, kind, text, number, date, choice)
    SELECT _workspace, _board, _card, f.id, f.kind, r.text, r.number, r.date, r.choice
      FROM jsonb_each(_fields) v
      JOIN public.custom_fields f ON f.workspace_id = _workspace AND f.board_id = _board AND f.id = v.key::uuid
     CROSS JOIN LATERAL jsonb_populate_record(NULL::public.card_fields, jsonb_build_object(f.kind::text, v.value)) r
     WHERE v.value <> 'null'
    ON CONFLICT (workspace_id, board_id, card_id, field_id) DO UPDATE
       SET text = excluded.text, number = excluded.number, date = excluded.date, choice = excluded.choice;
  END IF;
  _is := weir.fields_of_card(_workspace, _board, _card);
  RETURN (
    SELECT jsonb_build_object('from', jsonb_object_agg(v.key, _was -> v.key), 'to', jsonb_object_agg(v.key, _is -> v.key))
      FROM jsonb_each(_fields) v WHERE _was -> v.key IS DISTINCT FROM _is -> v.key
    HAVING count(*) > 0);
END $function$;

CREATE OR REPLACE FUNCTION weir.card_created(_card public.cards, _placed jsonb, _people jsonb, _labels jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT _placed || jsonb_build_object(
    'title', (_card).title, 'description', (_card).description, 'classOfService', (_card).class_of_service,
    'dueOn', (_card).due_on, 'assigneeIds', _people, 'labelIds', _labels,
    'fields', weir.fields_of_card((_card).workspace_id, (_card).board_id, (_card).id),
    'request', (SELECT r.number FROM public.requests r
                 WHERE r.workspace_id = (_card).workspace_id AND r.board_id = (_card).board_id AND r.id = (_card).request_id))
$function$;

CREATE OR REPLACE FUNCTION weir.changes_of_card_fields(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('card', p.number,
                                        'from', jsonb_build_object('fields', p.was),
                                        'to', jsonb_build_object('fields', p.is)) ORDER BY p.number)
      FROM (SELECT c.number, jsonb_object_agg(coalesce(n.field_id, o.field_id), v.was) AS was,
                   jsonb_object_agg(coalesce(n.field_id, o.field_id), v.is) AS is
              FROM (SELECT (jsonb_populate_record(NULL::public.card_fields, w)).* FROM unnest(_was) w) o
              FULL JOIN (SELECT (jsonb_populate_record(NULL::public.card_fields, i)).* FROM unnest(_is) i) n
                ON n.card_id = o.card_id AND n.field_id = o.field_id
              JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = coalesce(n.card_id, o.card_id)
             CROSS JOIN LATERAL (
               SELECT weir.field_value(o::public.card_fields) AS was, weir.field_value(n::public.card_fields) AS is) v
             WHERE v.was IS DISTINCT FROM v.is
             GROUP BY c.number) p);
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
    WHEN 'card_fields'      THEN weir.changes_of_card_fields(_workspace, _board, _was, _is)
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
    WHEN 'custom_fields'    THEN weir.changes_of_fields(_workspace, _board, _was, _is)
    WHEN 'field_options'    THEN weir.changes_of_field_options(_workspace, _board, _was, _is)
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

CREATE OR REPLACE FUNCTION weir.changes_of_fields(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('field', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.position DESC, n.id DESC, o.id)
      FROM (SELECT (jsonb_populate_record(NULL::public.custom_fields, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.custom_fields, i)).* FROM unnest(_is) i) n ON n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name, 'kind', o.kind, 'onCards', o.on_cards) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name, 'kind', n.kind, 'onCards', n.on_cards) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT f.id FROM public.custom_fields f
          WHERE f.workspace_id = _workspace AND f.board_id = _board AND (f.position, f.id) > (n.position, n.id)
          ORDER BY f.position, f.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.changes_of_field_options(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('field', coalesce(n.field_id, o.field_id), 'option', coalesce(n.id, o.id)) || v.changed
                     ORDER BY n.id IS NULL DESC, n.field_id, n.position DESC, n.id DESC, o.id)
      FROM (SELECT (jsonb_populate_record(NULL::public.field_options, w)).* FROM unnest(_was) w) o
      FULL JOIN (SELECT (jsonb_populate_record(NULL::public.field_options, i)).* FROM unnest(_is) i) n
        ON n.field_id = o.field_id AND n.id = o.id
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('name', o.name, 'colour', o.colour) END,
       CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('name', n.name, 'colour', n.colour) END,
       CASE WHEN n.id IS NOT NULL AND n.position IS DISTINCT FROM o.position THEN jsonb_build_object('before', (
         SELECT x.id FROM public.field_options x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.field_id = n.field_id
            AND (x.position, x.id) > (n.position, n.id)
          ORDER BY x.position, x.id LIMIT 1)) ELSE '{}' END) v (changed)
     WHERE v.changed IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_search_text_of(_card public.cards)
 RETURNS void
 LANGUAGE sql
AS $function$
  SELECT weir.keep_search_text(_card.workspace_id, _card.board_id, _card.id, 'card', NULL, _card.title, concat_ws(E'\n', _card.description, (
           SELECT string_agg(v.text, E'\n' ORDER BY v.field_id) FROM public.card_fields v
            WHERE v.workspace_id = _card.workspace_id AND v.board_id = _card.board_id AND v.card_id = _card.id)))
$function$;

CREATE OR REPLACE FUNCTION weir.keep_search_text_of_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.keep_search_text_of(NEW);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_search_text_of_field()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _v public.card_fields := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM weir.keep_search_text_of(c) FROM public.cards c
    WHERE c.workspace_id = _v.workspace_id AND c.board_id = _v.board_id AND c.id = _v.card_id;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_search_text_of_request()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.keep_search_text(NEW.workspace_id, NEW.board_id, NEW.id, 'request', NULL, NEW.title, NEW.description);
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
      WHEN 'fields' THEN
        _over := EXISTS (SELECT FROM public.custom_fields r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
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

CREATE OR REPLACE FUNCTION weir.keep_caps_of_options()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _f   record;
  _max integer;
BEGIN
  FOR _f IN SELECT DISTINCT n.workspace_id, n.board_id, n.field_id FROM new_rows n LOOP
    _max := weir.cap(_f.workspace_id, 'fieldOptions');
    IF EXISTS (SELECT FROM public.field_options o
                WHERE o.workspace_id = _f.workspace_id AND o.board_id = _f.board_id AND o.field_id = _f.field_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('fieldOptions', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.create_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  _seq     bigint;
  _copied  jsonb;
  _created jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null')) s;
  IF _card ->> 'copyOf' IS NOT NULL THEN
    _copied := weir.copied_card(_workspace, _board, (_card ->> 'copyOf')::integer);
    _card := _copied || _card || jsonb_build_object('fields', (
      SELECT weir.fields_of_card(c.workspace_id, c.board_id, c.id) || coalesce(_card -> 'fields', '{}') FROM public.cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_card ->> 'copyOf')::integer));
  END IF;
  _created := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  -- Only here: the description of a card that is made from a request or a checklist item is not the actor's text. Nor is a
  -- copied one, so whom it mentions is not notified again.
  IF _card ->> 'description' LIKE '%](person:%' THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, coalesce(_copied ->> 'description', ''), _card ->> 'description', _actor, _now);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_strip_nulls(
    jsonb_build_object('card', _created -> 'number', 'copyOf', _card -> 'copyOf')) || jsonb_build_object('to', _created -> 'to'))
    || (_created -> 'items'));
  _body := weir.card_document(_workspace, _board, (_created ->> 'number')::integer);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.insert_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _request uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _column public.columns;
  _number integer;
  _new    public.cards;
  _people uuid[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(_card -> 'assigneeIds', '[]'))::uuid);
  _faults jsonb;
  _labels uuid[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(_card -> 'labelIds', '[]'))::uuid ORDER BY 1);
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
  IF weir.has_unassignable(_workspace, _people) THEN
    PERFORM weir.refuse_input('assigneeIds', 'notOfTheTeam');
  END IF;
  IF weir.has_unknown_label(_workspace, _board, _labels) THEN
    PERFORM weir.refuse_input('labelIds', 'absent');
  END IF;
  _faults := weir.field_faults(_workspace, _board, _card -> 'fields');
  IF _faults <> '[]' THEN
    PERFORM weir.refuse('invalid-input', jsonb_build_object('errors', _faults));
  END IF;

  UPDATE public.board_clock k SET next_card = k.next_card + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_card - 1 INTO _number;

  INSERT INTO public.cards (workspace_id, board_id, id, number, title, description, column_id, swimlane_id, rank,
                     class_of_service, due_on, request_id, created_at, created_by, entered_column_at,
                     committed_at, delivered_at, archived_at)
  VALUES (_workspace, _board, _id, _number, _card ->> 'title', coalesce(_card ->> 'description', ''),
          _column.id, (_card ->> 'swimlaneId')::uuid,
          weir.rank_for(_workspace, _board, _column.id, _number, NULL, NULL),
          coalesce(_card ->> 'classOfService', 'standard')::public.class_of_service, (_card ->> 'dueOn')::date,
          _request, _now, _actor, _now,
          weir.committed_at(_column.kind, NULL, _now), weir.delivered_at(_column.kind, NULL, _now),
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
  PERFORM weir.change_card_fields(_workspace, _board, _id, _card -> 'fields');
  IF jsonb_array_length(_card -> 'checklistItems') > 0 THEN
    INSERT INTO public.checklist_items (workspace_id, board_id, card_id, id, text, position)
    SELECT _workspace, _board, _id, gen_random_uuid(), i.item ->> 'text', i.n
      FROM jsonb_array_elements(_card -> 'checklistItems') WITH ORDINALITY i (item, n);
    _items := weir.changes_of_checklists(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(i) FROM public.checklist_items i
       WHERE i.workspace_id = _workspace AND i.board_id = _board AND i.card_id = _id));
  END IF;
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id, 'items', _items, 'to', weir.card_created(
    _new, weir.card_placed(_new, _column.split, NULL), coalesce(_card -> 'assigneeIds', '[]'), to_jsonb(_labels)));
END $function$;

CREATE OR REPLACE FUNCTION weir.card_list(_workspace uuid, _board uuid, _numbers integer[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN jsonb_build_object('nextCursor', NULL, 'items', (
    SELECT jsonb_agg(d.document || jsonb_build_object('fields', weir.fields_of_card(_workspace, _board, d.id)) ORDER BY n.at)
      FROM unnest(_numbers) WITH ORDINALITY n (number, at)
      JOIN weir.card_documents d ON d.workspace_id = _workspace AND d.board_id = _board AND d.number = n.number));
END $function$;

CREATE OR REPLACE FUNCTION weir.card_document(_workspace uuid, _board uuid, _number integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (SELECT d.document || jsonb_build_object('fields', weir.fields_of_card(_workspace, _board, d.id)) FROM weir.card_documents d
           WHERE d.workspace_id = _workspace AND d.board_id = _board AND d.number = _number);
END $function$;

CREATE VIEW weir.card_documents AS
 SELECT c.workspace_id,
    c.board_id,
    c.id,
    c.number,
    c.column_id,
    c.rank,
    c.archived_at,
    c.delivered_at,
    jsonb_build_object('number', c.number, 'ref', ((b.key || '-'::text) || c.number), 'version', c.version, 'title', c.title, 'columnId', c.column_id, 'half',
        CASE
            WHEN k.split THEN
            CASE
                WHEN c.done THEN 'done'::text
                ELSE 'doing'::text
            END
            ELSE NULL::text
        END, 'classOfService', c.class_of_service, 'assignees', COALESCE(( SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id) AS jsonb_agg
           FROM (public.card_assignees a
             JOIN public.users u ON ((u.id = a.user_id)))
          WHERE ((a.workspace_id = c.workspace_id) AND (a.board_id = c.board_id) AND (a.card_id = c.id))), '[]'::jsonb), 'swimlaneId', c.swimlane_id, 'labelIds', COALESCE(( SELECT jsonb_agg(l.label_id ORDER BY l.label_id) AS jsonb_agg
           FROM public.card_labels l
          WHERE ((l.workspace_id = c.workspace_id) AND (l.board_id = c.board_id) AND (l.card_id = c.id))), '[]'::jsonb), 'fields', COALESCE(( SELECT jsonb_object_agg(v.field_id, weir.field_value(v.*)) AS jsonb_object_agg
           FROM (public.card_fields v
             JOIN public.custom_fields f ON (((f.workspace_id = v.workspace_id) AND (f.board_id = v.board_id) AND (f.id = v.field_id))))
          WHERE ((v.workspace_id = c.workspace_id) AND (v.board_id = c.board_id) AND (v.card_id = c.id) AND f.on_cards)), '{}'::jsonb), 'checklist', ( SELECT jsonb_build_object('done', count(*) FILTER (WHERE i.done), 'total', count(*)) AS jsonb_build_object
           FROM public.checklist_items i
          WHERE ((i.workspace_id = c.workspace_id) AND (i.board_id = c.board_id) AND (i.card_id = c.id))), 'attachments', ( SELECT count(*) AS count
           FROM public.attachments a
          WHERE ((a.workspace_id = c.workspace_id) AND (a.board_id = c.board_id) AND (a.card_id = c.id))), 'blocked', ( SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at), 'by', jsonb_build_object('id', u.id, 'name', u.name)) AS jsonb_build_object
           FROM (public.card_blocks x
             JOIN public.users u ON ((u.id = x.blocked_by)))
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id) AND (x.unblocked_at IS NULL))), 'blockedBy', to_jsonb(ARRAY( SELECT x.ref
           FROM weir.blockers x
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id))
          ORDER BY x.key, x.number)), 'enteredColumnAt', weir.instant(c.entered_column_at), 'committedAt', weir.instant(c.committed_at), 'deliveredAt', weir.instant(c.delivered_at), 'archivedAt', weir.instant(c.archived_at), 'dueOn', c.due_on, 'request', ( SELECT jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'requester', (weir.requester(r.*) || (
                CASE
                    WHEN ((m.user_id IS NULL) AND (g.id IS NULL)) THEN '{}'::text
                    ELSE '{"left": true}'::text
                END)::jsonb)) AS jsonb_build_object
           FROM ((public.requests r
             LEFT JOIN public.memberships m ON (((m.workspace_id = r.workspace_id) AND (m.user_id = r.requester_id) AND (m.left_at IS NOT NULL))))
             LEFT JOIN public.guests g ON (((g.workspace_id = r.workspace_id) AND (g.id = r.guest_id) AND (g.erased_at IS NOT NULL))))
          WHERE ((r.workspace_id = c.workspace_id) AND (r.board_id = c.board_id) AND (r.id = c.request_id)))) AS document
   FROM ((public.cards c
     JOIN public.boards b ON (((b.workspace_id = c.workspace_id) AND (b.id = c.board_id))))
     JOIN public.columns k ON (((k.workspace_id = c.workspace_id) AND (k.board_id = c.board_id) AND (k.id = c.column_id))));

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.custom_fields REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.custom_fields REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.custom_fields REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.field_options REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.field_options REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.field_options REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_insert AFTER INSERT ON public.card_fields REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_update AFTER UPDATE ON public.card_fields REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER first_lock_boards_on_delete AFTER DELETE ON public.card_fields REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.lock_boards_of_rows();

CREATE TRIGGER then_keep_search_text_on_insert AFTER INSERT ON public.card_fields FOR EACH ROW WHEN ((new.text IS NOT NULL)) EXECUTE FUNCTION weir.keep_search_text_of_field();

CREATE TRIGGER then_keep_search_text_on_update AFTER UPDATE OF text ON public.card_fields FOR EACH ROW WHEN ((old.text IS DISTINCT FROM new.text)) EXECUTE FUNCTION weir.keep_search_text_of_field();

CREATE TRIGGER then_keep_search_text_on_delete AFTER DELETE ON public.card_fields FOR EACH ROW WHEN ((old.text IS NOT NULL)) EXECUTE FUNCTION weir.keep_search_text_of_field();

CREATE TRIGGER then_keep_search_text_on_insert AFTER INSERT ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.keep_search_text_of_card();

CREATE TRIGGER then_keep_search_text_on_update AFTER UPDATE OF title, description ON public.cards FOR EACH ROW WHEN (((old.title IS DISTINCT FROM new.title) OR (old.description IS DISTINCT FROM new.description))) EXECUTE FUNCTION weir.keep_search_text_of_card();

CREATE TRIGGER then_keep_search_text_on_insert AFTER INSERT ON public.requests FOR EACH ROW EXECUTE FUNCTION weir.keep_search_text_of_request();

CREATE TRIGGER then_keep_search_text_on_update AFTER UPDATE OF title, description ON public.requests FOR EACH ROW WHEN (((old.title IS DISTINCT FROM new.title) OR (old.description IS DISTINCT FROM new.description))) EXECUTE FUNCTION weir.keep_search_text_of_request();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.custom_fields REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('fields');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.field_options REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_options();

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id ON public.custom_fields FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id))) EXECUTE FUNCTION weir.refuse_other_place('board');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id, field_id ON public.field_options FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id) OR (old.field_id IS DISTINCT FROM new.field_id))) EXECUTE FUNCTION weir.refuse_other_place('field');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id, card_id, field_id ON public.card_fields FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id) OR (old.card_id IS DISTINCT FROM new.card_id) OR (old.field_id IS DISTINCT FROM new.field_id))) EXECUTE FUNCTION weir.refuse_other_place('card');
