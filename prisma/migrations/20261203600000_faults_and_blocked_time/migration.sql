-- Blocked time is read from the stays of cards now.
DROP INDEX "public"."card_blocks_ended";

ALTER TABLE "public"."flow_cards" ADD COLUMN "block_reason" TEXT;
ALTER TABLE "public"."flow_cards" ADD CONSTRAINT "flow_cards_block_reason" CHECK ("blocked" OR "block_reason" IS NULL);

ALTER TABLE "public"."flow_stays" ADD COLUMN "block_reason" TEXT;
ALTER TABLE "public"."flow_stays" ADD CONSTRAINT "flow_stays_block_reason" CHECK ("blocked" OR "block_reason" IS NULL);

-- The blocks that share some time with a window, of which there are few.
CREATE INDEX "flow_stays_blocked" ON "public"."flow_stays" USING gist ("workspace_id", "board_id", tstzrange("entered_at", "left_at", '[]'))
  WHERE "blocked" AND "stage" <> 'delivered';

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.correct_flow(_workspace uuid, _board uuid, _seq bigint, _at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
DECLARE
  _differ jsonb[];
  _is_now boolean;
  _change jsonb;
BEGIN
  -- One statement, and so one snapshot of the clock and the cards.
  SELECT bool_and(k.seq = _seq), array_agg(d.change) FILTER (WHERE d.change IS NOT NULL) INTO _is_now, _differ
    FROM public.board_clock k
    LEFT JOIN LATERAL (SELECT x.change FROM weir.unseen_changes(_workspace, _board) x ORDER BY x.card) d ON true
   WHERE k.workspace_id = _workspace AND k.board_id = _board;
  IF _is_now IS NOT TRUE THEN
    RETURN false;
  END IF;
  FOREACH _change IN ARRAY coalesce(_differ, '{}') LOOP
    PERFORM weir.follow_card(_workspace, _board, 'board.changed', coalesce(_at, now()), _change);
    UPDATE public.flow_cards c SET fault = 'gap', active_seconds = NULL, blocked_seconds = NULL, half_done_seconds = NULL
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = (_change ->> 'card')::integer AND _change ? 'gap'
       AND c.fault IS NULL;
  END LOOP;
  RETURN true;
END $function$;

CREATE OR REPLACE FUNCTION weir.unseen_changes(_workspace uuid, _board uuid)
 RETURNS TABLE(card integer, change jsonb)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  WITH present AS (
    SELECT c.number, c.column_id, c.done, c.committed_at, c.delivered_at, c.archived_at, c.class_of_service, c.swimlane_id, c.created_at,
           coalesce((SELECT array_agg(l.label_id ORDER BY l.label_id) FROM public.card_labels l
                      WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = c.id), '{}') AS labels,
           coalesce((SELECT array_agg(a.user_id ORDER BY a.user_id) FROM public.card_assignees a
                      WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.card_id = c.id), '{}') AS people,
           (SELECT x.reason FROM public.card_blocks x
             WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = c.id AND x.unblocked_at IS NULL LIMIT 1) AS block_reason,
           (SELECT r.number FROM public.requests r
             WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = c.request_id) AS request
      FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board
  ), known AS (
    SELECT f.*, ARRAY(SELECT unnest(f.label_ids) ORDER BY 1) AS labels, ARRAY(SELECT unnest(f.assignee_ids) ORDER BY 1) AS people
      FROM public.flow_cards f WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.deleted_at IS NULL
  )
  SELECT coalesce(c.number, f.card),
         jsonb_build_object(
           'card', coalesce(c.number, f.card),
           'to', CASE WHEN c.number IS NOT NULL THEN jsonb_build_object(
             'title', '', 'columnId', c.column_id, 'half', CASE WHEN c.done THEN 'done' END, 'committedAt', c.committed_at,
             'deliveredAt', c.delivered_at, 'archivedAt', c.archived_at, 'createdAt', c.created_at, 'classOfService', c.class_of_service,
             'swimlaneId', c.swimlane_id, 'labelIds', c.labels, 'assigneeIds', c.people,
             'blocked', CASE WHEN c.block_reason IS NOT NULL THEN jsonb_build_object('reason', c.block_reason) END, 'request', c.request) END)
         || CASE WHEN (f.column_id, f.half_done, f.committed_at, f.delivered_at, f.archived_at IS NULL, f.blocked)
                      IS DISTINCT FROM (c.column_id, c.done, c.committed_at, c.delivered_at, c.archived_at IS NULL, c.block_reason IS NOT NULL)
                 THEN '{"gap": true}' ELSE '{}' END::jsonb
    FROM present c FULL JOIN known f ON f.card = c.number
   WHERE (f.column_id, f.half_done, f.committed_at, f.delivered_at, f.archived_at IS NULL, f.block_reason, f.class_of_service, f.swimlane_id,
          f.labels, f.people)
         IS DISTINCT FROM
         (c.column_id, c.done, c.committed_at, c.delivered_at, c.archived_at IS NULL, c.block_reason, c.class_of_service, c.swimlane_id,
          c.labels, c.people);
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
    _is.fault := weir.flow_fault(_is, _is.fault);
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
  IF _is.committed_at IS DISTINCT FROM _was.committed_at AND (_is.committed_at IS NULL OR _was.fault IS DISTINCT FROM 'negative') THEN
    _is.fault := NULL;
  END IF;
  _is.fault := weir.flow_fault(_is, _is.fault);
  IF _is IS NOT DISTINCT FROM _was THEN
    RETURN;
  END IF;
  UPDATE public.flow_cards c
     SET class_of_service = _is.class_of_service, swimlane_id = _is.swimlane_id, label_ids = _is.label_ids,
         assignee_ids = _is.assignee_ids, column_id = _is.column_id, half_done = _is.half_done, blocked = _is.blocked,
         block_reason = _is.block_reason,
         stage = _is.stage, submitted_at = _is.submitted_at, committed_at = _is.committed_at, delivered_at = _is.delivered_at,
         archived_at = _is.archived_at, deleted_at = _is.deleted_at, fault = _is.fault, active_seconds = NULL,
         blocked_seconds = NULL, half_done_seconds = NULL
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = _is.card;
  IF _was.blocked AND _is.blocked AND _is.block_reason IS DISTINCT FROM _was.block_reason THEN
    PERFORM weir.correct_block_reason(_is);
  END IF;
  -- What happens to a delivered card while it is delivered makes no difference.
  IF (_is.stage, _is.column_id, _is.half_done, _is.blocked) IS DISTINCT FROM (_was.stage, _was.column_id, _was.half_done, _was.blocked)
     AND NOT (_is.stage = 'delivered' AND _was.stage = 'delivered') THEN
    PERFORM weir.next_stay(_was, _is, _at);
  END IF;
  PERFORM weir.keep_spent(_is);
END $function$;

CREATE OR REPLACE FUNCTION weir.changed_flow_card(_card public.flow_cards, _type text, _at timestamp with time zone, _change jsonb)
 RETURNS public.flow_cards
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  _to   jsonb := coalesce(nullif(_change -> 'to', 'null'), '{}');
  _from jsonb := coalesce(nullif(_change -> 'from', 'null'), '{}');
BEGIN
  IF _change -> 'to' = 'null' AND _type IN ('card.deleted', 'board.changed') THEN
    _card.deleted_at := _at;
  END IF;
  IF _to ? 'columnId' THEN
    _card.column_id := (_to ->> 'columnId')::uuid;
  END IF;
  IF _to ? 'half' THEN
    _card.half_done := coalesce(_to ->> 'half' = 'done', false);
  END IF;
  IF _to ? 'committedAt' THEN
    _card.committed_at := (_to ->> 'committedAt')::timestamptz;
  END IF;
  IF _to ? 'deliveredAt' THEN
    _card.delivered_at := (_to ->> 'deliveredAt')::timestamptz;
  END IF;
  IF _to ? 'archivedAt' THEN
    _card.archived_at := (_to ->> 'archivedAt')::timestamptz;
  ELSIF _type = 'card.archived' THEN
    _card.archived_at := _at;
  ELSIF _type = 'card.restored' THEN
    _card.archived_at := NULL;
  END IF;
  IF _to ? 'classOfService' THEN
    _card.class_of_service := (_to ->> 'classOfService')::public.class_of_service;
  END IF;
  IF _to ? 'swimlaneId' THEN
    _card.swimlane_id := (_to ->> 'swimlaneId')::uuid;
  END IF;
  IF _to ? 'labelIds' THEN
    _card.label_ids := ARRAY(SELECT jsonb_array_elements_text(_to -> 'labelIds')::uuid);
  ELSIF _to ? 'labelId' THEN
    _card.label_ids := array_remove(_card.label_ids, (_from ->> 'labelId')::uuid);
  END IF;
  IF _to ? 'assigneeIds' THEN
    _card.assignee_ids := ARRAY(SELECT jsonb_array_elements_text(_to -> 'assigneeIds')::uuid);
  ELSIF _to ? 'assigneeId' THEN
    _card.assignee_ids := array_remove(_card.assignee_ids, (_from ->> 'assigneeId')::uuid);
  END IF;
  IF _to ? 'blocked' THEN
    _card.blocked := _to -> 'blocked' <> 'null';
    _card.block_reason := _to #>> '{blocked,reason}';
  ELSIF _type IN ('card.blocked', 'card.unblocked') THEN
    _card.blocked := _type = 'card.blocked';
    _card.block_reason := CASE WHEN _card.blocked THEN _to ->> 'reason' END;
  END IF;
  _card.stage := CASE
    WHEN _card.delivered_at IS NOT NULL                                   THEN 'delivered'
    WHEN _card.archived_at IS NOT NULL OR _card.deleted_at IS NOT NULL    THEN 'off'
    WHEN _card.committed_at IS NOT NULL                                   THEN 'inFlight'
    ELSE 'queued' END;
  RETURN _card;
END $function$;

CREATE OR REPLACE FUNCTION weir.time_spent(_workspace uuid, _board uuid, _card integer, _committed timestamp with time zone, _end timestamp with time zone, _usual jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  IF (SELECT f.fault = 'gap' FROM public.flow_cards f WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.card = _card) THEN
    RETURN NULL;
  END IF;
  RETURN (
    WITH stays AS MATERIALIZED (
      SELECT s.stage, s.column_id, s.half_done, s.blocked, s.block_reason, s.entered_at, s.left_at, s.left_for,
             weir.seconds_between(s.entered_at, s.left_at, _committed, _end) AS seconds,
             (lag(s.stage) OVER w, lag(s.column_id) OVER w) IS DISTINCT FROM (s.stage, s.column_id) AS is_visit
        FROM public.flow_stays s
       WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.card = _card
      WINDOW w AS (ORDER BY s.n)
    ), spent AS (
      SELECT s.column_id, sum(s.seconds) AS seconds, coalesce(sum(s.seconds) FILTER (WHERE s.blocked), 0) AS blocked,
             coalesce(sum(s.seconds) FILTER (WHERE s.half_done AND NOT s.blocked), 0) AS waiting, count(*) FILTER (WHERE s.is_visit) AS visits
        FROM stays s
       WHERE s.stage = 'inFlight' AND s.entered_at <= _end AND coalesce(s.left_at >= _committed, true)
       GROUP BY 1
      HAVING sum(s.seconds) > 0
    )
    SELECT jsonb_build_object(
      'columns', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'columnId', p.column_id, 'name', k.name, 'seconds', p.seconds, 'blocked', p.blocked, 'waiting', p.waiting,
                 'visits', greatest(p.visits, 1), 'usual', _usual -> p.column_id::text) ORDER BY k.position, p.column_id), '[]')
          FROM spent p
          LEFT JOIN public.columns k ON k.workspace_id = _workspace AND k.board_id = _board AND k.id = p.column_id),
      'returned', (SELECT coalesce(sum(s.seconds), 0) FROM stays s WHERE s.stage <> 'inFlight' AND s.entered_at >= _committed AND s.entered_at < _end),
      'reopened', (SELECT count(*) FROM stays s WHERE s.stage = 'delivered' AND s.left_at <= _end AND s.entered_at >= _committed),
      'putBack', (SELECT count(*) FROM stays s WHERE s.stage = 'inFlight' AND s.left_for = 'queued' AND s.left_at <= _end),
      'blocks', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('reason', r.reason, 'seconds', r.seconds) ORDER BY r.seconds DESC, r.reason), '[]')
          FROM (SELECT nullif(s.block_reason, weir.erased_text()) AS reason, sum(s.seconds)::bigint AS seconds
                  FROM stays s
                 WHERE s.blocked AND s.stage = 'inFlight' AND s.entered_at < _end AND coalesce(s.left_at > _committed, true)
                 GROUP BY 1
                 ORDER BY 2 DESC, 1
                 LIMIT 10) r)));
END $function$;

CREATE OR REPLACE FUNCTION weir.start_stays(_card public.flow_cards, _at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  -- Dates in a wrong order don't say when it was in flight.
  _is_unknown boolean := coalesce(_card.stage = 'delivered' AND (_card.fault = 'noStart' OR _card.delivered_at < _card.committed_at), false);
  _committed timestamptz := CASE WHEN NOT _is_unknown THEN _card.committed_at END;
  _begin     timestamptz := least(_card.created_at, _committed, CASE WHEN _is_unknown THEN _card.delivered_at END, _at);
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

CREATE OR REPLACE FUNCTION weir.correct_block_reason(_card public.flow_cards)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.flow_stays s SET block_reason = _card.block_reason
   WHERE s.workspace_id = _card.workspace_id AND s.board_id = _card.board_id AND s.card = _card.card AND s.blocked
     AND s.n > coalesce((SELECT max(x.n) FROM public.flow_stays x
                          WHERE x.workspace_id = _card.workspace_id AND x.board_id = _card.board_id AND x.card = _card.card AND NOT x.blocked), 0);
END $function$;

CREATE OR REPLACE FUNCTION weir.add_stay(_card public.flow_cards, _stage public.flow_stage, _column uuid, _entered timestamp with time zone, _came_from public.flow_stage, _left timestamp with time zone, _left_for public.flow_stage)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stay public.flow_stays;
BEGIN
  INSERT INTO public.flow_stays (workspace_id, board_id, card, n, stage, column_id, half_done, blocked, block_reason, entered_at, came_from,
                                 left_at, left_for)
  SELECT _card.workspace_id, _card.board_id, _card.card,
         (SELECT count(*) + 1 FROM public.flow_stays s
           WHERE s.workspace_id = _card.workspace_id AND s.board_id = _card.board_id AND s.card = _card.card),
         _stage, _column, _left IS NULL AND _card.half_done, _left IS NULL AND _card.blocked, CASE WHEN _left IS NULL THEN _card.block_reason END,
         _entered, _came_from, _left, _left_for
  RETURNING * INTO _stay;
  PERFORM weir.count_on_day(_stay, _stay.entered_at, 1, CASE WHEN _came_from IS DISTINCT FROM _stage THEN 'arrived' END);
  IF _left IS NOT NULL THEN
    PERFORM weir.count_end_of_stay(_stay);
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.fault_of_imported(_card public.flow_cards, _at timestamp with time zone, _estimated jsonb)
 RETURNS public.flow_fault
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _estimated ? 'deliveredAt'  AND _card.delivered_at IS NOT NULL THEN 'noDates'
              WHEN _estimated ? 'committedAt'  AND _card.committed_at IS NOT NULL THEN 'noStart'
              WHEN greatest(_card.committed_at, _card.delivered_at) > _at - interval '10 minutes' THEN 'noDates' END::public.flow_fault
$function$;

CREATE OR REPLACE FUNCTION weir.flow_fault(_card public.flow_cards, _fault public.flow_fault)
 RETURNS public.flow_fault
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _fault IN ('noDates', 'noStart') THEN _fault
              WHEN _card.delivered_at < _card.committed_at OR _card.committed_at < _card.submitted_at THEN 'negative'
              WHEN _fault = 'negative' THEN 'gap'
              ELSE _fault END
$function$;

CREATE OR REPLACE FUNCTION weir.flow_blocked(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _now timestamp with time zone, _most integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _reasons  jsonb;
  _reason   jsonb;
  _clusters jsonb[] := '{}';
  _at       integer;
BEGIN
  SELECT coalesce(jsonb_agg(jsonb_build_object('reason', r.reason, 'blocks', r.blocks, 'seconds', r.seconds, 'cards', r.cards)
                            ORDER BY r.seconds DESC, r.reason), '[]') INTO _reasons
    FROM (SELECT x.reason, count(*) AS blocks, sum(x.seconds)::bigint AS seconds,
                 coalesce(to_jsonb((array_agg(DISTINCT x.ref) FILTER (WHERE x.ref IS NOT NULL))[1:10]), '[]') AS cards
            FROM (SELECT y.board_id, y.reason, min(y.ref) AS ref, floor(extract(epoch FROM sum(y.until - y.since))) AS seconds
                    FROM (SELECT x.*, count(*) FILTER (WHERE NOT x.goes_on) OVER (PARTITION BY x.board_id, x.card ORDER BY x.n) AS block
                            FROM (SELECT s.board_id, s.card, s.n, nullif(s.block_reason, weir.erased_text()) AS reason,
                                         CASE WHEN f.deleted_at IS NULL THEN b.key || '-' || s.card END AS ref,
                                         greatest(s.entered_at, w.from_at) AS since, least(s.left_at, w.to_at, _now) AS until,
                                         -- The card moved while it was blocked: still the same block.
                                         (lag(s.left_at) OVER up = s.entered_at AND lag(s.n) OVER up = s.n - 1) IS TRUE AS goes_on
                                    FROM weir.flow_windows(_workspace, _boards, _from, _to) w
                                   CROSS JOIN LATERAL (
                                     SELECT z.* FROM public.flow_stays z
                                      WHERE z.workspace_id = _workspace AND z.board_id = w.board_id AND z.blocked AND z.stage <> 'delivered'
                                        AND tstzrange(z.entered_at, z.left_at, '[]') && tstzrange(w.from_at, w.to_at)
                                        AND z.entered_at <= _now AND coalesce(z.left_at > w.from_at, true)) s
                                    JOIN public.boards b ON b.workspace_id = _workspace AND b.id = s.board_id
                                   CROSS JOIN LATERAL (
                                     -- OFFSET keeps PostgreSQL from reading all cards to join them at once.
                                     SELECT x.deleted_at FROM public.flow_cards x
                                      WHERE x.workspace_id = _workspace AND x.board_id = s.board_id AND x.card = s.card
                                        AND weir.in_flow_filter(x, _filter)
                                     OFFSET 0) f
                                  WHERE w.from_at <= _now
                                  WINDOW up AS (PARTITION BY s.board_id, s.card ORDER BY s.n)) x) y
                   GROUP BY y.board_id, y.card, y.block, y.reason) x
           GROUP BY 1
           ORDER BY 3 DESC, 1
           LIMIT 500) r;
  FOR _reason IN SELECT r FROM jsonb_array_elements(_reasons) r LOOP
    SELECT k.n INTO _at
      FROM unnest(_clusters) WITH ORDINALITY k (head, n)
     WHERE extensions.similarity(k.head ->> 'reason', _reason ->> 'reason') >= 0.5
     ORDER BY extensions.similarity(k.head ->> 'reason', _reason ->> 'reason') DESC, k.n
     LIMIT 1;
    IF _at IS NULL THEN
      _clusters := _clusters || (_reason || '{"alike": 1}');
    ELSE
      _clusters[_at] := _clusters[_at] || jsonb_build_object(
        'blocks', (_clusters[_at] ->> 'blocks')::bigint + (_reason ->> 'blocks')::bigint,
        'seconds', (_clusters[_at] ->> 'seconds')::bigint + (_reason ->> 'seconds')::bigint,
        'alike', (_clusters[_at] ->> 'alike')::integer + 1,
        'cards', to_jsonb(ARRAY(SELECT DISTINCT c FROM jsonb_array_elements_text((_clusters[_at] -> 'cards') || (_reason -> 'cards')) c ORDER BY 1 LIMIT 10)));
    END IF;
  END LOOP;
  RETURN (SELECT jsonb_build_object(
            'seconds', coalesce(sum((k ->> 'seconds')::bigint), 0), 'blocks', coalesce(sum((k ->> 'blocks')::bigint), 0),
            'reasons', coalesce(jsonb_agg(k ORDER BY (k ->> 'seconds')::bigint DESC, k ->> 'reason') FILTER (WHERE n <= _most), '[]'))
            FROM unnest(_clusters) WITH ORDINALITY u (k, n));
END $function$;

CREATE OR REPLACE FUNCTION weir.flow_requests(_workspace uuid, _boards uuid[], _from date, _to date)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (
    WITH windows AS MATERIALIZED (
      SELECT * FROM weir.flow_windows(_workspace, _boards, _from, _to)
    ), submitted AS MATERIALIZED (
      SELECT (r.submitted_at AT TIME ZONE w.time_zone)::date AS day
        FROM windows w
        JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = w.board_id
                              AND r.submitted_at >= w.from_at AND r.submitted_at < w.to_at
    ), answered AS MATERIALIZED (
      SELECT (r.answered_at AT TIME ZONE w.time_zone)::date AS day, a.kind, a."by",
             floor(extract(epoch FROM r.answered_at - r.submitted_at))::bigint AS seconds
        FROM windows w
        JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = w.board_id AND r.answered_at IS NOT NULL
                              AND r.answered_at >= w.from_at AND r.answered_at < w.to_at
        JOIN public.answers a ON a.workspace_id = _workspace AND a.board_id = r.board_id AND a.request_id = r.id
    ), days AS (
      SELECT d.day, count(*) FILTER (WHERE d.kind = 'submitted') AS submitted,
             count(*) FILTER (WHERE d.kind IN ('accept', 'trade')) AS accepted,
             count(*) FILTER (WHERE d.kind IN ('decline', 'defer', 'expired', 'shed')) AS not_now,
             count(*) FILTER (WHERE d.kind IN ('duplicate', 'redirect', 'withdrawn')) AS other
        FROM (SELECT s.day, 'submitted' AS kind FROM submitted s UNION ALL SELECT a.day, a.kind::text FROM answered a) d
       GROUP BY 1
    )
    SELECT jsonb_build_object(
      'submitted', (SELECT count(*) FROM submitted),
      'waiting', (SELECT count(*) FROM public.requests r
                   WHERE r.workspace_id = _workspace AND r.board_id = ANY (_boards) AND r.answered_at IS NULL),
      'answers', (SELECT coalesce(jsonb_object_agg(k.kind, k.number), '{}')
                    FROM (SELECT a.kind, count(*) AS number FROM answered a GROUP BY 1) k),
      'secondsToAnswer', (SELECT weir.percentiles(array_agg(a.seconds)) FROM answered a
                           WHERE a."by" IS NOT NULL AND a.kind <> 'withdrawn' AND a.seconds >= 0),
      'misdated', (SELECT count(*) FROM answered a WHERE a.seconds < 0),
      'days', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                        'day', d.day, 'submitted', d.submitted, 'accepted', d.accepted, 'notNow', d.not_now, 'other', d.other) ORDER BY d.day), '[]')
                 FROM days d),
      'refusals', (SELECT coalesce(jsonb_object_agg(k.code, k.number), '{}')
                     FROM (SELECT x.code, sum(x.count) AS number
                             FROM windows w
                             JOIN public.door_refusals x ON x.workspace_id = _workspace AND x.board_id = w.board_id
                                                        AND x.hour >= w.from_at AND x.hour < w.to_at
                            GROUP BY 1) k),
      'overrides', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                             'board', o.key, 'scope', o.scope, 'of', o.of, 'times', o.times) ORDER BY o.times DESC, o.key, o.scope, o.of), '[]')
                      FROM (SELECT b.key, v.scope, v.of, count(*) AS times
                              FROM windows w
                              JOIN public.overrides v ON v.workspace_id = _workspace AND v.board_id = w.board_id
                                                     AND v.at >= w.from_at AND v.at < w.to_at AND v.mode = 'reason'
                              JOIN public.boards b ON b.workspace_id = _workspace AND b.id = w.board_id
                             GROUP BY 1, 2, 3
                             ORDER BY 4 DESC, 1, 2, 3
                             LIMIT 50) o)));
END $function$;

-- The reasons of the blocks that were read from event logs before, as the logs say them. A later reason of a block corrects it.
CREATE TEMPORARY TABLE said_reasons AS
SELECT e.workspace_id, e.board_id, (c ->> 'card')::integer AS card, e.seq, e.at,
       coalesce(c #>> '{to,blocked,reason}', CASE WHEN e.type = 'card.blocked' THEN c #>> '{to,reason}' END) AS reason
  FROM public.events e
 CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
 WHERE c ? 'card' AND (e.type = 'card.blocked' OR c #>> '{to,blocked,reason}' IS NOT NULL)
   AND EXISTS (SELECT FROM public.flow_stays s WHERE s.workspace_id = e.workspace_id AND s.board_id = e.board_id AND s.blocked);

UPDATE public.flow_stays s SET block_reason = f.reason
  FROM (SELECT DISTINCT ON (x.workspace_id, x.board_id, x.card, x.n) x.workspace_id, x.board_id, x.card, x.n, r.reason
          FROM (SELECT y.*, (SELECT min(z.entered_at) FROM public.flow_stays z
                              WHERE z.workspace_id = y.workspace_id AND z.board_id = y.board_id AND z.card = y.card AND z.n > y.n
                                AND NOT z.blocked) AS until
                  FROM public.flow_stays y WHERE y.blocked) x
          JOIN pg_temp.said_reasons r ON r.workspace_id = x.workspace_id AND r.board_id = x.board_id AND r.card = x.card
                                     AND (r.at <= x.entered_at OR r.at < coalesce(x.until, 'infinity'))
         ORDER BY x.workspace_id, x.board_id, x.card, x.n, r.seq DESC) f
 WHERE s.workspace_id = f.workspace_id AND s.board_id = f.board_id AND s.card = f.card AND s.n = f.n;

UPDATE public.flow_cards c SET block_reason = f.reason
  FROM (SELECT DISTINCT ON (r.workspace_id, r.board_id, r.card) r.workspace_id, r.board_id, r.card, r.reason
          FROM pg_temp.said_reasons r
          JOIN public.flow_positions p ON p.workspace_id = r.workspace_id AND p.board_id = r.board_id AND p.seq >= r.seq
         ORDER BY r.workspace_id, r.board_id, r.card, r.seq DESC) f
 WHERE c.workspace_id = f.workspace_id AND c.board_id = f.board_id AND c.card = f.card AND c.blocked;

DROP TABLE pg_temp.said_reasons;

-- Where a log does not say them, as those of early versions: as the cards have them.
UPDATE public.flow_stays s SET block_reason = f.reason
  FROM (SELECT DISTINCT ON (x.workspace_id, x.board_id, x.card, x.n) x.workspace_id, x.board_id, x.card, x.n, b.reason
          FROM public.flow_stays x
          JOIN public.cards c       ON c.workspace_id = x.workspace_id AND c.board_id = x.board_id AND c.number = x.card
          JOIN public.card_blocks b ON b.workspace_id = x.workspace_id AND b.board_id = x.board_id AND b.card_id = c.id
                                   AND b.blocked_at <= coalesce(x.left_at, 'infinity') AND coalesce(b.unblocked_at, 'infinity') >= x.entered_at
         WHERE x.blocked AND x.block_reason IS NULL
         ORDER BY x.workspace_id, x.board_id, x.card, x.n, b.blocked_at DESC) f
 WHERE s.workspace_id = f.workspace_id AND s.board_id = f.board_id AND s.card = f.card AND s.n = f.n;

UPDATE public.flow_cards f SET block_reason = b.reason
  FROM public.cards c
  JOIN public.card_blocks b ON b.workspace_id = c.workspace_id AND b.board_id = c.board_id AND b.card_id = c.id AND b.unblocked_at IS NULL
 WHERE c.workspace_id = f.workspace_id AND c.board_id = f.board_id AND c.number = f.card AND f.blocked AND f.block_reason IS NULL;

-- Cards whose dates are in a wrong order. Such a card could be counted as queued, and not as delivered, until a commitment after its
-- delivery.
UPDATE public.flow_cards c SET fault = 'negative', active_seconds = NULL, blocked_seconds = NULL, half_done_seconds = NULL
 WHERE c.fault IS DISTINCT FROM 'negative' AND weir.flow_fault(c, c.fault) = 'negative';

UPDATE public.flow_stays s SET left_at = greatest(s.entered_at, d.entered_at), left_for = 'delivered'
  FROM public.flow_stays d
  JOIN public.flow_cards c ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.card = d.card AND c.fault = 'negative'
 WHERE d.workspace_id = s.workspace_id AND d.board_id = s.board_id AND d.card = s.card AND d.n = s.n + 1 AND d.stage = 'delivered'
   AND s.stage = 'queued' AND s.left_for = 'inFlight' AND s.left_at > d.entered_at;

UPDATE public.flow_stays s SET entered_at = c.delivered_at
  FROM public.flow_cards c
 WHERE c.workspace_id = s.workspace_id AND c.board_id = s.board_id AND c.card = s.card AND c.fault = 'negative' AND s.n = 1
   AND s.stage = 'delivered' AND s.entered_at > c.delivered_at AND s.entered_at <= c.committed_at;

SELECT weir.count_days_again(p.workspace_id, p.board_id, p.time_zone)
  FROM public.flow_positions p
 WHERE EXISTS (SELECT FROM public.flow_cards c WHERE c.workspace_id = p.workspace_id AND c.board_id = p.board_id AND c.fault = 'negative');
