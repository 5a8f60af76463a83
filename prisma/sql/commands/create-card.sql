-- _card: as for weir.insert_card, and `override`. With `copyOf`, the number of a card of the board, what it does not name is
-- as on that card.
CREATE FUNCTION weir.create_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _card jsonb, _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _set     text := weir.keep_plans();
  _stamp   weir.event_stamp;
  _copied  jsonb;
  _created jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null'));
  _now := _stamp.at;
  IF _card ->> 'copyOf' IS NOT NULL THEN
    _copied := weir.copied_card(_workspace, _board, (_card ->> 'copyOf')::integer);
    _card := _copied || _card || jsonb_build_object('fields', (_copied -> 'fields') || coalesce(_card -> 'fields', '{}'));
  END IF;
  _created := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  -- Only here: the description of a card that is made from a request or a checklist item is not the actor's text. Nor is a
  -- copied one, so whom it mentions is not notified again.
  IF weir.has_mentions(_card ->> 'description') THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, coalesce(_copied ->> 'description', ''), _card ->> 'description', _actor, _now);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_strip_nulls(
    jsonb_build_object('card', _created -> 'number', 'copyOf', _card -> 'copyOf')) || jsonb_build_object('to', _created -> 'to'))
    || (_created -> 'items'));
  _body := weir.card_document(_workspace, _board, (_created ->> 'number')::integer);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
EXCEPTION
  WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    RETURN _detail::jsonb;
  WHEN unique_violation THEN
    PERFORM weir.retry_external_id(SQLERRM);
END $$;

-- What a copy of a card, and a template made from a card, takes over. Files, comments, links, blocks, people, dates and its
-- request stay with the card.
CREATE FUNCTION weir.copied_card(_workspace uuid, _board uuid, _number integer) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _card public.cards;
BEGIN
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('copyOf', 'absent');
  END IF;
  RETURN jsonb_build_object(
    'title', _card.title, 'description', weir.without_attachments(_card.description),
    'classOfService', _card.class_of_service, 'swimlaneId', _card.swimlane_id,
    'fields', weir.fields_of_card(_workspace, _board, _card.id),
    'labelIds', coalesce((
      SELECT jsonb_agg(l.label_id) FROM public.card_labels l
       WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card.id), '[]'),
    'checklistItems', coalesce((
      SELECT jsonb_agg(jsonb_build_object('text', i.text) ORDER BY i.position, i.id) FROM public.checklist_items i
       WHERE i.workspace_id = _workspace AND i.board_id = _board AND i.card_id = _card.id), '[]'));
END $$;

-- What a stored preset gives a new card now: labels, a lane, custom fields and their options that the board no longer has are
-- left out.
CREATE FUNCTION weir.card_preset(_workspace uuid, _board uuid, _preset jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT _preset || jsonb_build_object(
    'swimlaneId', (SELECT l.id FROM public.swimlanes l
                    WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id::text = _preset ->> 'swimlaneId'),
    'labelIds', coalesce((
      SELECT jsonb_agg(l.id ORDER BY l.id)
        FROM public.labels l
       WHERE l.workspace_id = _workspace AND l.board_id = _board AND (_preset -> 'labelIds') ? l.id::text), '[]'),
    'fields', coalesce((
      SELECT jsonb_object_agg(f.id, v.value)
        FROM public.custom_fields f
       CROSS JOIN LATERAL (SELECT _preset -> 'fields' -> f.id::text AS value) v
       WHERE f.workspace_id = _workspace AND f.board_id = _board AND v.value <> 'null'
         AND weir.field_fault(f, v.value) IS NULL), '{}'))
$$;

-- Creates a recurring card under a clock that the caller holds, in the system's name. Returns what weir.insert_card does, or
-- why it was refused, as commands do: {refused, …facts}. Then nothing has changed.
CREATE FUNCTION weir.insert_recurring_card(
  _workspace uuid, _board uuid, _recurring uuid, _now timestamptz, _id uuid
) RETURNS jsonb LANGUAGE plpgsql AS $$
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
END $$;

-- The text with each file and picture, `![plan](attachment:ID)`, as its plain name: the files stay with their card.
CREATE FUNCTION weir.without_attachments(_text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _text LIKE '%](attachment:%'
              THEN regexp_replace(_text, '!?\[((?:[^][\\]|\\.)*)\]\(attachment:[-0-9a-f]{36}\)', '\1', 'g') ELSE _text END
$$;

-- Creates a card under a clock that the caller holds. Returns {number, columnId, to, items}, or refuses the input. `to`: all
-- its values, `items`: the changes of its checklist, both as its event records them.
-- _card: {title, description?, columnId?, classOfService?, assigneeIds?, labelIds?, fields?, swimlaneId?, dueOn?,
-- checklistItems?, externalId?, metadata?, archivedAt?}, already validated, except for what only the board knows. An imported one has its instants too:
-- createdAt, enteredColumnAt, committedAt and deliveredAt, which count where its column has them; `number`, which must be free, and
-- `half`, which counts in a split column; and its items can have `done`, `assigneeId` and `dueOn`.
CREATE FUNCTION weir.insert_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _card jsonb, _request uuid
) RETURNS jsonb LANGUAGE plpgsql AS $$
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

  IF _card ? 'externalId' THEN
    PERFORM weir.check_external_id(_workspace, _board, NULL, _card ->> 'externalId');
  END IF;

  -- The trigger on cards moves the clock's next number on.
  SELECT coalesce((_card ->> 'number')::integer, k.next_card) INTO _number FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  INSERT INTO public.cards (workspace_id, board_id, id, number, title, description, column_id, swimlane_id, done, rank,
                     class_of_service, due_on, request_id, created_at, created_by, entered_column_at,
                     committed_at, delivered_at, archived_at, external_id, metadata)
  VALUES (_workspace, _board, _id, _number, _card ->> 'title', coalesce(_card ->> 'description', ''),
          _column.id, (_card ->> 'swimlaneId')::uuid, _column.split AND coalesce(_card ->> 'half' = 'done', false),
          weir.rank_for(_workspace, _board, _column.id, _number, NULL, NULL),
          coalesce(_card ->> 'classOfService', 'standard')::public.class_of_service, (_card ->> 'dueOn')::date,
          _request, coalesce((_card ->> 'createdAt')::timestamptz, _now), _actor,
          coalesce((_card ->> 'enteredColumnAt')::timestamptz, _now),
          weir.committed_at(_column.kind, (_card ->> 'committedAt')::timestamptz, _now),
          weir.delivered_at(_column.kind, (_card ->> 'deliveredAt')::timestamptz, _now),
          (_card ->> 'archivedAt')::timestamptz, _card ->> 'externalId', weir.changed_metadata('{}', _card -> 'metadata'))
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
    INSERT INTO public.checklist_items (workspace_id, board_id, card_id, id, text, done, position, assignee_id, due_on)
    SELECT _workspace, _board, _id, gen_random_uuid(), i.item ->> 'text', coalesce((i.item ->> 'done')::boolean, false), i.n,
           (i.item ->> 'assigneeId')::uuid, (i.item ->> 'dueOn')::date
      FROM jsonb_array_elements(_card -> 'checklistItems') WITH ORDINALITY i (item, n);
    _items := weir.changes_of_checklists(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(i) FROM public.checklist_items i
       WHERE i.workspace_id = _workspace AND i.board_id = _board AND i.card_id = _id));
  END IF;
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id, 'items', _items, 'to', weir.card_created(
    _new, weir.card_placed(_new, _column.split, NULL), coalesce(_card -> 'assigneeIds', '[]'), to_jsonb(_labels)));
END $$;

-- Whether any of these is not a label of the board.
CREATE FUNCTION weir.has_unknown_label(_workspace uuid, _board uuid, _labels uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM unnest(_labels) n WHERE NOT EXISTS (
      SELECT FROM public.labels l WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = n));
END $$;

-- Whether any of these people cannot be assigned work: they are not a member now, or only request or view.
CREATE FUNCTION weir.has_unassignable(_workspace uuid, _people uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM unnest(_people) p WHERE NOT EXISTS (
      SELECT FROM public.memberships m
       WHERE m.workspace_id = _workspace AND m.user_id = p AND m.left_at IS NULL
         AND m.role IN ('owner', 'manager', 'member')));
END $$;
