DROP FUNCTION weir.fault_of_imported(public.flow_cards,timestamp with time zone);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.flow_ageing(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _now timestamp with time zone, _most integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (
    WITH in_flight AS MATERIALIZED (
      SELECT c.board_id, c.card, c.column_id, c.half_done, c.blocked, c.class_of_service, c.committed_at, c.fault,
             (_now AT TIME ZONE w.time_zone)::date - (c.committed_at AT TIME ZONE w.time_zone)::date + 1 AS age_days
        FROM weir.flow_windows(_workspace, _boards, _from, _to) w
       CROSS JOIN LATERAL (
         SELECT x.* FROM public.flow_cards x
          WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage = 'inFlight'
         OFFSET 0) c
       WHERE weir.in_flow_filter(c::public.flow_cards, _filter)
    ), delivered AS MATERIALIZED (
      SELECT d.board_id, d.card, d.committed_at, w.time_zone
        FROM weir.deliveries(_workspace, _boards, _from, _to, _filter) d
        JOIN weir.flow_windows(_workspace, _boards, _from, _to) w ON w.board_id = d.board_id
       WHERE d.fault IS NULL AND cardinality(_boards) = 1
    ), exits AS (
      SELECT s.column_id, (s.left_at AT TIME ZONE d.time_zone)::date - (d.committed_at AT TIME ZONE d.time_zone)::date + 1 AS age_days
        FROM delivered d
       CROSS JOIN LATERAL (
         -- IS TRUE: only the key of the table finds the few stays of a card.
         SELECT x.column_id, max(x.left_at) AS left_at FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = d.board_id AND x.card = d.card
            AND (x.stage = 'inFlight' AND x.column_id IS NOT NULL AND x.left_at >= d.committed_at) IS TRUE
          GROUP BY 1) s
    )
    SELECT jsonb_build_object(
      'total', (SELECT count(*) FROM in_flight),
      'cards', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'board', b.key, 'number', p.card, 'title', c.title, 'classOfService', p.class_of_service, 'columnId', p.column_id,
                 'halfDone', p.half_done, 'blocked', p.blocked, 'ageDays', CASE WHEN (p.fault IN ('noDates', 'noStart')) IS NOT TRUE THEN p.age_days END)
                 ORDER BY p.committed_at, p.board_id, p.card), '[]')
          FROM (SELECT * FROM in_flight n ORDER BY n.committed_at, n.board_id, n.card LIMIT _most) p
          JOIN public.boards b ON b.workspace_id = _workspace AND b.id = p.board_id
          LEFT JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = p.board_id AND c.number = p.card),
      'columns', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('columnId', e.column_id, 'sample', e.sample, 'ages', e.ages)), '[]')
          FROM (SELECT x.column_id, count(*) AS sample, weir.percentiles(array_agg(x.age_days)) AS ages FROM exits x GROUP BY 1) e)));
END $function$;

CREATE OR REPLACE FUNCTION weir.follow_card(_workspace uuid, _board uuid, _type text, _at timestamp with time zone, _change jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _was public.flow_cards;
  _is  public.flow_cards;
  _to  jsonb := coalesce(nullif(_change -> 'to', 'null'), '{}');
BEGIN
  SELECT * INTO _was FROM public.flow_cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = (_change ->> 'card')::integer;
  IF _was.card IS NULL THEN
    _was := weir.new_flow_card(_workspace, _board, _type, _at, _change);
    _is := weir.changed_flow_card(_was, _type, _at, _change);
    _is.submitted_at := (SELECT r.submitted_at FROM public.requests r
                          WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_to ->> 'request')::integer);
    IF _type = 'card.imported' THEN
      _is.fault := weir.fault_of_imported(_is, _at, _to -> 'estimated');
    END IF;
    INSERT INTO public.flow_cards SELECT _is.*;
    PERFORM weir.start_stays(_is, _at);
    PERFORM weir.keep_spent(_is);
    RETURN;
  END IF;
  _is := weir.changed_flow_card(_was, _type, _at, _change);
  IF _to ? 'request' THEN
    _is.submitted_at := (SELECT r.submitted_at FROM public.requests r
                          WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_to ->> 'request')::integer);
  END IF;
  IF _is.committed_at IS DISTINCT FROM _was.committed_at THEN
    _is.fault := NULL;
  END IF;
  IF _is IS NOT DISTINCT FROM _was THEN
    RETURN;
  END IF;
  UPDATE public.flow_cards c
     SET class_of_service = _is.class_of_service, swimlane_id = _is.swimlane_id, label_ids = _is.label_ids,
         assignee_ids = _is.assignee_ids, column_id = _is.column_id, half_done = _is.half_done, blocked = _is.blocked,
         stage = _is.stage, submitted_at = _is.submitted_at, committed_at = _is.committed_at, delivered_at = _is.delivered_at,
         archived_at = _is.archived_at, deleted_at = _is.deleted_at, fault = _is.fault, active_seconds = NULL,
         blocked_seconds = NULL, half_done_seconds = NULL
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = _is.card;
  -- What happens to a delivered card while it is delivered makes no difference.
  IF (_is.stage, _is.column_id, _is.half_done, _is.blocked) IS DISTINCT FROM (_was.stage, _was.column_id, _was.half_done, _was.blocked)
     AND NOT (_is.stage = 'delivered' AND _was.stage = 'delivered') THEN
    PERFORM weir.next_stay(_was, _is, _at);
  END IF;
  PERFORM weir.keep_spent(_is);
END $function$;

CREATE OR REPLACE FUNCTION weir.start_stays(_card public.flow_cards, _at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _is_unknown boolean := coalesce(_card.fault IN ('negative', 'noStart') AND _card.stage = 'delivered', false);
  _committed timestamptz := CASE WHEN NOT _is_unknown THEN _card.committed_at END;
  _begin     timestamptz := least(_card.created_at, _committed, _at);
  _since     timestamptz := coalesce(_card.delivered_at, CASE WHEN _committed < _at THEN _committed END, _begin);
  _off       timestamptz := coalesce(_card.archived_at, _card.deleted_at, _at);
BEGIN
  -- When it was delivered is unknown, so it never was in these figures.
  IF _card.fault = 'noDates' AND _card.stage = 'delivered' THEN
    RETURN;
  END IF;
  IF _begin < _committed THEN
    PERFORM weir.add_stay(_card, 'queued', NULL, _begin, NULL, _committed, 'inFlight');
  END IF;
  IF _committed < _card.delivered_at THEN
    PERFORM weir.add_stay(_card, 'inFlight', NULL, _committed, CASE WHEN _begin < _committed THEN 'queued' END::public.flow_stage,
                          _card.delivered_at, 'delivered');
  END IF;
  IF _card.stage <> 'off' THEN
    PERFORM weir.add_stay(_card, _card.stage, _card.column_id, greatest(_since, _begin), weir.last_stage(_card), NULL, NULL);
  ELSIF _committed IS NOT NULL THEN
    PERFORM weir.add_stay(_card, 'inFlight', NULL, _committed, weir.last_stage(_card), _off, 'off');
  ELSE
    PERFORM weir.add_stay(_card, 'queued', NULL, _begin, NULL, _off, 'off');
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.fault_of_imported(_card public.flow_cards, _at timestamp with time zone, _estimated jsonb)
 RETURNS public.flow_fault
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _estimated ? 'deliveredAt'  AND _card.delivered_at IS NOT NULL THEN 'noDates'
              WHEN _estimated ? 'committedAt'  AND _card.committed_at IS NOT NULL THEN 'noStart'
              WHEN greatest(_card.committed_at, _card.delivered_at) > _at - interval '10 minutes' THEN 'noDates'
              WHEN _card.delivered_at < _card.committed_at THEN 'negative' END::public.flow_fault
$function$;

CREATE OR REPLACE FUNCTION weir.import_card(_workspace uuid, _board uuid, _actor uuid, _stamp weir.event_stamp, _card jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
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
END $function$;
