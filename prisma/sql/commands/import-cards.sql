-- Imports: cards of another tool, with the dates that they have there. The event is `card.imported`. Its own time is that of the
-- import, so that the board's time does not run backwards.

-- Whether the current write is an import, of which nobody is notified: what it writes happened elsewhere, some time ago.
CREATE FUNCTION weir.is_importing() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce(current_setting('weir.importing', true), '') = 'on';
END $$;

-- Imports cards in their order, and returns what became of each as `outcomes`: {result: created, number, columnId},
-- {result: exists, number} or {result: refused, code, …facts}. A created one that a limit kept out of its own column has
-- `refusedBy`, the facts of that refusal.
-- _cards: [{id, source, queueIds, …}], as for weir.insert_card, with a `columnId` each and `comments: [{id, text, by, at, editedAt?}]`.
-- Those of another workspace also have `number`, which they keep if it is free on the board, `createdBy`, `requestId`, `blocks` and
-- `displacements`.
-- Where a limit refuses the column, the card enters the first of `queueIds` with room: those are before the commitment point.
-- A card whose source the board has already is left alone.
CREATE FUNCTION weir.import_cards(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _conditions weir.write_conditions, _cards jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
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
END $$;

-- Imports one card under the clock, with what belongs to it, and records the event.
CREATE FUNCTION weir.import_card(
  _workspace uuid, _board uuid, _actor uuid, _stamp weir.event_stamp, _card jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _id       uuid := (_card ->> 'id')::uuid;
  _request  uuid;
  _created  jsonb;
  _parts    jsonb := '[]';
BEGIN
  -- A request that is not here, or has a card already, is left out.
  SELECT r.id INTO _request FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = (_card ->> 'requestId')::uuid
     AND NOT EXISTS (SELECT FROM public.cards c
                      WHERE c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id);
  IF EXISTS (SELECT FROM public.cards c
              WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_card ->> 'number')::integer) THEN
    _card := _card - 'number';
  END IF;
  IF EXISTS (SELECT FROM public.cards c
              WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _card ->> 'externalId') THEN
    _card := _card - 'externalId';
  END IF;
  _created := weir.insert_card(_workspace, _board, (_card ->> 'createdBy')::uuid, _stamp.at, _id, _card, _request);
  INSERT INTO public.card_sources (workspace_id, board_id, source, card_id) VALUES (_workspace, _board, _card ->> 'source', _id);
  IF jsonb_array_length(_card -> 'comments') > 0 THEN
    INSERT INTO public.comments (workspace_id, board_id, card_id, id, body, "by", at, edited_at)
    SELECT _workspace, _board, _id, m.id, m.text, m."by", m.at, m."editedAt"
      FROM jsonb_to_recordset(_card -> 'comments') m (id uuid, text text, "by" uuid, at timestamptz, "editedAt" timestamptz);
    SELECT jsonb_agg(jsonb_build_object('card', _created -> 'number', 'comment', m.id, 'to', jsonb_build_object(
             'text', m.text, 'by', m."by", 'at', weir.instant(m.at))) ORDER BY m.n)
      INTO _parts
      FROM ROWS FROM (jsonb_to_recordset(_card -> 'comments') AS (id uuid, text text, "by" uuid, at timestamptz))
           WITH ORDINALITY m (id, text, "by", at, n);
  END IF;
  IF jsonb_array_length(_card -> 'blocks') > 0 THEN
    INSERT INTO public.card_blocks (workspace_id, board_id, card_id, id, reason, blocked_at, blocked_by, unblocked_at, unblocked_by)
    SELECT _workspace, _board, _id, x.id, x.reason, x.since, x."by", x.until, x."unblockedBy"
      FROM jsonb_to_recordset(_card -> 'blocks') x (id uuid, reason text, since timestamptz, "by" uuid, until timestamptz, "unblockedBy" uuid);
    _parts := _parts || coalesce(weir.changes_of_blocks(_workspace, _board, NULL, ARRAY(
      SELECT to_jsonb(x) FROM public.card_blocks x
       WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = _id)), '[]');
  END IF;
  IF jsonb_array_length(_card -> 'displacements') > 0 THEN
    INSERT INTO public.displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message, column_id,
                               until, "by", at)
    SELECT _workspace, _board, d."requestId", _id, o.id, d.reason, d.message, d."columnId", d.until, d."by", d.at
      FROM jsonb_to_recordset(_card -> 'displacements') d (
             "requestId" uuid, "displacedRequestId" uuid, reason public.answer_reason, message text, "columnId" uuid, until date,
             "by" uuid, at timestamptz)
      JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = _board AND r.id = d."requestId"
      LEFT JOIN public.requests o ON o.workspace_id = _workspace AND o.board_id = _board AND o.id = d."displacedRequestId";
  END IF;
  IF _request IS NOT NULL THEN
    -- Its steps were imported with the request. This adds one if a limit put the card elsewhere.
    PERFORM weir.record_step(_workspace, _board, _request);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.imported', _stamp.at, _actor, jsonb_build_array(jsonb_build_object(
    'card', _created -> 'number',
    'to', (_created -> 'to') || jsonb_build_object(
      'createdAt', weir.instant(coalesce((_card ->> 'createdAt')::timestamptz, _stamp.at)),
      'archivedAt', weir.instant((_card ->> 'archivedAt')::timestamptz))
      || CASE WHEN jsonb_array_length(_card -> 'estimated') > 0 THEN jsonb_build_object('estimated', _card -> 'estimated') ELSE '{}' END))
    || (_created -> 'items') || _parts);
  RETURN jsonb_build_object('result', 'created', 'number', _created -> 'number', 'columnId', _created -> 'columnId');
END $$;
