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
                 'halfDone', p.half_done, 'blocked', p.blocked, 'ageDays', CASE WHEN p.fault IS DISTINCT FROM 'noDates' THEN p.age_days END)
                 ORDER BY p.committed_at, p.board_id, p.card), '[]')
          FROM (SELECT * FROM in_flight n ORDER BY n.committed_at, n.board_id, n.card LIMIT _most) p
          JOIN public.boards b ON b.workspace_id = _workspace AND b.id = p.board_id
          LEFT JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = p.board_id AND c.number = p.card),
      'columns', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('columnId', e.column_id, 'sample', e.sample, 'ages', e.ages)), '[]')
          FROM (SELECT x.column_id, count(*) AS sample, weir.percentiles(array_agg(x.age_days)) AS ages FROM exits x GROUP BY 1) e)));
END $function$;

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
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = (_change ->> 'card')::integer AND _change ? 'gap';
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
  WITH cards AS (
    SELECT c.number, c.column_id, c.done, c.committed_at, c.delivered_at, c.archived_at, c.class_of_service, c.swimlane_id, c.created_at,
           coalesce((SELECT array_agg(l.label_id ORDER BY l.label_id) FROM public.card_labels l
                      WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = c.id), '{}') AS labels,
           coalesce((SELECT array_agg(a.user_id ORDER BY a.user_id) FROM public.card_assignees a
                      WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.card_id = c.id), '{}') AS people,
           EXISTS (SELECT FROM public.card_blocks x
                    WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card_id = c.id AND x.unblocked_at IS NULL) AS blocked,
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
             'blocked', CASE WHEN c.blocked THEN true END, 'request', c.request) END)
         || CASE WHEN (f.column_id, f.half_done, f.committed_at, f.delivered_at, f.archived_at IS NULL, f.blocked)
                      IS DISTINCT FROM (c.column_id, c.done, c.committed_at, c.delivered_at, c.archived_at IS NULL, c.blocked)
                 THEN '{"gap": true}' ELSE '{}' END::jsonb
    FROM cards c FULL JOIN known f ON f.card = c.number
   WHERE (f.column_id, f.half_done, f.committed_at, f.delivered_at, f.archived_at IS NULL, f.blocked, f.class_of_service, f.swimlane_id,
          f.labels, f.people)
         IS DISTINCT FROM
         (c.column_id, c.done, c.committed_at, c.delivered_at, c.archived_at IS NULL, c.blocked, c.class_of_service, c.swimlane_id,
          c.labels, c.people);
END $function$;

CREATE OR REPLACE FUNCTION weir.flow_windows(_workspace uuid, _boards uuid[], _from date, _to date)
 RETURNS TABLE(board_id uuid, time_zone text, from_at timestamp with time zone, to_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT i.board_id, i.time_zone, _from::timestamp AT TIME ZONE i.time_zone, (_to + 1)::timestamp AT TIME ZONE i.time_zone
    FROM public.intakes i
   WHERE i.workspace_id = _workspace AND i.board_id = ANY (_boards)
$function$;

CREATE OR REPLACE FUNCTION weir.in_flow_filter(_card public.flow_cards, _filter jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT (NOT _filter ? 'classes'   OR _filter -> 'classes' ? _card.class_of_service::text)
     AND (NOT _filter ? 'swimlanes' OR CASE WHEN _filter -> 'swimlanes' = '[]' THEN _card.swimlane_id IS NULL
                                            ELSE coalesce(_filter -> 'swimlanes' ? _card.swimlane_id::text, false) END)
     AND (NOT _filter ? 'labels'    OR _filter -> 'labels' ?| _card.label_ids::text[])
     AND (NOT _filter ? 'assignees' OR CASE WHEN _filter -> 'assignees' = '[]' THEN _card.assignee_ids = '{}'
                                            ELSE _filter -> 'assignees' ?| _card.assignee_ids::text[] END)
     AND (NOT _filter ? 'team'      OR _filter -> 'team' ?| _card.assignee_ids::text[])
$function$;

CREATE OR REPLACE FUNCTION weir.flow_changes(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
 RETURNS TABLE(stage public.flow_stage, column_id uuid, day date, change bigint, arrived bigint, delivered bigint, put_back bigint, removed bigint)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _is_one boolean := cardinality(_boards) = 1;
BEGIN
  IF _filter <> '{}' THEN
    RETURN QUERY SELECT * FROM weir.flow_changes_by_stays(_workspace, _boards, _from, _to, _filter);
    RETURN;
  END IF;
  RETURN QUERY
  WITH days AS MATERIALIZED (
    SELECT d.* FROM unnest(_boards) b
     CROSS JOIN LATERAL (
       SELECT x.* FROM public.flow_days x WHERE x.workspace_id = _workspace AND x.board_id = b AND x.day >= _from OFFSET 0) d
  ), changes AS (
    SELECT d.stage, d.column_id, d.day, d.change, d.arrived, d.delivered, d.put_back, d.removed FROM days d WHERE d.day <= _to
     UNION ALL
    SELECT c.stage, c.column_id, _from, 1, 0, 0, 0, 0
      FROM unnest(_boards) b
     CROSS JOIN LATERAL (
       SELECT x.stage, x.column_id FROM public.flow_cards x
        WHERE x.workspace_id = _workspace AND x.board_id = b AND x.stage IN ('queued', 'inFlight') OFFSET 0) c
     UNION ALL
    SELECT d.stage, d.column_id, _from, -d.change, 0, 0, 0, 0 FROM days d WHERE d.stage <> 'delivered'
  )
  SELECT c.stage, CASE WHEN _is_one THEN c.column_id ELSE weir.no_column() END, c.day, sum(c.change), sum(c.arrived), sum(c.delivered), sum(c.put_back), sum(c.removed)
    FROM changes c
   GROUP BY 1, 2, 3
   ORDER BY 1, 2, 3;
END $function$;

CREATE OR REPLACE FUNCTION weir.flow_changes_by_stays(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
 RETURNS TABLE(stage public.flow_stage, column_id uuid, day date, change bigint, arrived bigint, delivered bigint, put_back bigint, removed bigint)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _is_one boolean := cardinality(_boards) = 1;
BEGIN
  RETURN QUERY
  -- First all stays, then their cards: a plan could otherwise look for the stays of each card.
  WITH found AS MATERIALIZED (
    SELECT s.*, w.time_zone
      FROM weir.flow_windows(_workspace, _boards, _from, _to) w
     CROSS JOIN LATERAL (
       SELECT x.* FROM public.flow_stays x
        WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage <> 'delivered'
          AND tstzrange(x.entered_at, x.left_at, '[]') && tstzrange(w.from_at, w.to_at)
        UNION ALL
       SELECT x.* FROM public.flow_stays x
        WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage = 'delivered'
          AND x.entered_at >= w.from_at AND x.entered_at < w.to_at
        UNION ALL
       SELECT x.* FROM public.flow_stays x
        WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.stage = 'delivered'
          AND x.left_at >= w.from_at AND x.left_at < w.to_at AND (x.entered_at < w.from_at) IS TRUE) s
  ), stays AS MATERIALIZED (
    SELECT f.stage, CASE WHEN NOT _is_one OR f.stage = 'delivered' THEN weir.no_column() ELSE coalesce(f.column_id, weir.no_column()) END AS band,
           f.came_from, f.left_for, (f.entered_at AT TIME ZONE f.time_zone)::date AS entered_on,
           (f.left_at AT TIME ZONE f.time_zone)::date AS left_on
      FROM found f
      JOIN public.flow_cards c ON c.workspace_id = _workspace AND c.board_id = f.board_id AND c.card = f.card
     WHERE weir.in_flow_filter(c, _filter)
  ), changes AS (
    SELECT s.stage, s.band, greatest(s.entered_on, _from) AS day, 1 AS change,
           CASE WHEN s.entered_on >= _from AND s.came_from IS DISTINCT FROM s.stage THEN 'arrived' END AS step
      FROM stays s WHERE s.stage <> 'delivered' OR s.entered_on >= _from
     UNION ALL
    SELECT s.stage, s.band, s.left_on, -1, CASE
             WHEN s.left_for = s.stage      THEN NULL
             WHEN s.left_for = 'delivered'  THEN 'delivered'
             WHEN s.left_for = 'queued'     THEN 'putBack'
             ELSE 'removed' END
      FROM stays s WHERE s.left_on BETWEEN _from AND _to
  )
  SELECT c.stage, c.band, c.day, sum(c.change), count(*) FILTER (WHERE c.step = 'arrived'), count(*) FILTER (WHERE c.step = 'delivered'),
         count(*) FILTER (WHERE c.step = 'putBack'), count(*) FILTER (WHERE c.step = 'removed')
    FROM changes c
   GROUP BY 1, 2, 3
   ORDER BY 1, 2, 3;
END $function$;

CREATE OR REPLACE FUNCTION weir.flow_throughput(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
 RETURNS TABLE(day date, delivered bigint)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN QUERY
  SELECT d.day, count(*) FROM weir.deliveries(_workspace, _boards, _from, _to, _filter) d
   WHERE d.fault IS DISTINCT FROM 'noDates' GROUP BY 1 ORDER BY 1;
END $function$;

CREATE OR REPLACE FUNCTION weir.deliveries(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
 RETURNS TABLE(board_id uuid, card integer, day date, class_of_service public.class_of_service, fault public.flow_fault, committed_at timestamp with time zone, delivered_at timestamp with time zone, cycle_days integer, cycle_seconds bigint, lead_days integer, lead_seconds bigint, active_seconds bigint, blocked_seconds bigint, half_done_seconds bigint)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT w.board_id, c.card, (c.delivered_at AT TIME ZONE w.time_zone)::date, c.class_of_service, c.fault, c.committed_at, c.delivered_at,
         (c.delivered_at AT TIME ZONE w.time_zone)::date - (c.committed_at AT TIME ZONE w.time_zone)::date + 1,
         floor(extract(epoch FROM c.delivered_at - c.committed_at))::bigint,
         (c.delivered_at AT TIME ZONE w.time_zone)::date - (c.submitted_at AT TIME ZONE w.time_zone)::date + 1,
         floor(extract(epoch FROM c.delivered_at - c.submitted_at))::bigint, c.active_seconds, c.blocked_seconds, c.half_done_seconds
    FROM weir.flow_windows(_workspace, _boards, _from, _to) w
   CROSS JOIN LATERAL (
     SELECT x.* FROM public.flow_cards x
      WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.delivered_at >= w.from_at AND x.delivered_at < w.to_at
     OFFSET 0) c
   WHERE _filter = '{}' OR weir.in_flow_filter(c::public.flow_cards, _filter)
$function$;

CREATE OR REPLACE FUNCTION weir.flow_faults(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (SELECT coalesce(jsonb_object_agg(f.fault, f.cards), '{}')
            FROM (SELECT d.fault, count(*) AS cards FROM weir.deliveries(_workspace, _boards, _from, _to, _filter) d
                   WHERE d.fault IS NOT NULL GROUP BY 1) f);
END $function$;

CREATE OR REPLACE FUNCTION weir.percentiles(_values numeric[])
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN cardinality(_values) > 0 THEN (
    SELECT jsonb_build_object('p50', p.found[1], 'p70', p.found[2], 'p85', p.found[3], 'p95', p.found[4])
      FROM (SELECT percentile_disc('{0.5,0.7,0.85,0.95}'::float[]) WITHIN GROUP (ORDER BY v) AS found FROM unnest(_values) v) p) END
$function$;

CREATE OR REPLACE FUNCTION weir.flow_cycle_times(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _most integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (
    WITH found AS MATERIALIZED (
      SELECT * FROM weir.deliveries(_workspace, _boards, _from, _to, _filter) d WHERE d.fault IS NULL OR d.fault = 'gap'
    )
    SELECT jsonb_build_object(
      'sample', count(*), 'leadSample', count(f.lead_days),
      'cycle', weir.percentiles(array_agg(f.cycle_days)), 'lead', weir.percentiles(array_agg(f.lead_days) FILTER (WHERE f.lead_days IS NOT NULL)),
      'cards', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'board', b.key, 'number', p.card, 'title', c.title, 'classOfService', p.class_of_service, 'deliveredOn', p.day,
                 'cycleDays', p.cycle_days, 'cycleSeconds', p.cycle_seconds, 'leadDays', p.lead_days, 'leadSeconds', p.lead_seconds)
                 ORDER BY p.delivered_at, p.card), '[]')
          FROM (SELECT * FROM found n ORDER BY n.delivered_at DESC, n.card DESC LIMIT _most) p
          JOIN public.boards b ON b.workspace_id = _workspace AND b.id = p.board_id
          LEFT JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = p.board_id AND c.number = p.card))
      FROM found f);
END $function$;

CREATE OR REPLACE FUNCTION weir.follow_flow(_workspace uuid, _board uuid, _most integer)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set      text := set_config('plan_cache_mode', 'force_generic_plan', true);
  _position public.flow_positions;
  _event    record;
  _change   jsonb;
  _time_zone text;
  _unread   bigint;
BEGIN
  INSERT INTO public.flow_positions (workspace_id, board_id, time_zone)
  SELECT _workspace, _board, i.time_zone FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board
  ON CONFLICT DO NOTHING;
  SELECT * INTO _position FROM public.flow_positions p WHERE p.workspace_id = _workspace AND p.board_id = _board FOR UPDATE;
  SELECT i.time_zone INTO _time_zone FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _time_zone <> _position.time_zone THEN
    UPDATE public.flow_positions p SET time_zone = _time_zone WHERE p.workspace_id = _workspace AND p.board_id = _board;
    PERFORM weir.count_days_again(_workspace, _board, _time_zone);
  END IF;
  FOR _event IN
    SELECT e.seq, e.type, e.at, e.changes FROM public.events e
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.seq > _position.seq
     ORDER BY e.seq LIMIT _most
  LOOP
    FOR _change IN SELECT c FROM jsonb_array_elements(_event.changes) c LOOP
      IF _change ? 'card' AND NOT _change ?| '{comment,attachment,link,item}' THEN
        PERFORM weir.follow_card(_workspace, _board, _event.type, _event.at, _change);
      ELSIF _change ? 'column' AND _change -> 'to' ? 'split' THEN
        PERFORM weir.follow_split(_workspace, _board, _event.at, (_change ->> 'column')::uuid);
      ELSIF _change ? 'resync' AND _change ->> 'table' IN ('cards', 'card_assignees', 'card_labels', 'card_blocks', 'columns') THEN
        _position.is_incomplete := true;
      END IF;
    END LOOP;
    _position.seq := _event.seq;
    _position.at := _event.at;
  END LOOP;
  SELECT k.seq - _position.seq INTO _unread FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  IF _position.is_incomplete AND _unread = 0 AND weir.correct_flow(_workspace, _board, _position.seq, _position.at) THEN
    _position.is_incomplete := false;
  END IF;
  UPDATE public.flow_positions p SET seq = _position.seq, at = _position.at, is_incomplete = _position.is_incomplete
   WHERE p.workspace_id = _workspace AND p.board_id = _board
     AND (p.seq, p.is_incomplete) IS DISTINCT FROM (_position.seq, _position.is_incomplete);
  RETURN coalesce(_unread, 0);
END $function$;

CREATE OR REPLACE FUNCTION weir.boards_to_follow(_most integer)
 RETURNS TABLE(workspace_id uuid, board_id uuid)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  SELECT k.workspace_id, k.board_id
    FROM public.board_clock k
    LEFT JOIN public.flow_positions p ON p.workspace_id = k.workspace_id AND p.board_id = k.board_id
   WHERE k.seq > coalesce(p.seq, 0)
   ORDER BY 1, 2
   LIMIT _most;
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
      _is.fault := weir.fault_of_imported(_is, _at);
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

CREATE OR REPLACE FUNCTION weir.new_flow_card(_workspace uuid, _board uuid, _type text, _at timestamp with time zone, _change jsonb)
 RETURNS public.flow_cards
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  _new public.flow_cards;
BEGIN
  _new.workspace_id := _workspace;
  _new.board_id := _board;
  _new.card := (_change ->> 'card')::integer;
  _new.class_of_service := 'standard';
  _new.label_ids := '{}';
  _new.assignee_ids := '{}';
  _new.half_done := false;
  _new.blocked := false;
  _new.created_at := coalesce((_change #>> '{to,createdAt}')::timestamptz, _at);
  IF NOT coalesce(_change -> 'to' ? 'title', false) THEN
    _new := weir.changed_flow_card(_new, 'card.changed', _at, jsonb_build_object('to', coalesce(nullif(_change -> 'from', 'null'), '{}')));
    _new.fault := 'gap';
  END IF;
  RETURN _new;
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
  ELSIF _type IN ('card.blocked', 'card.unblocked') THEN
    _card.blocked := _type = 'card.blocked';
  END IF;
  _card.stage := CASE
    WHEN _card.delivered_at IS NOT NULL                                   THEN 'delivered'
    WHEN _card.archived_at IS NOT NULL OR _card.deleted_at IS NOT NULL    THEN 'off'
    WHEN _card.committed_at IS NOT NULL                                   THEN 'inFlight'
    ELSE 'queued' END;
  RETURN _card;
END $function$;

CREATE OR REPLACE FUNCTION weir.follow_split(_workspace uuid, _board uuid, _at timestamp with time zone, _column uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _card integer;
BEGIN
  FOR _card IN
    SELECT c.card FROM public.flow_cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.stage = 'inFlight' AND c.column_id = _column AND c.half_done
  LOOP
    PERFORM weir.follow_card(_workspace, _board, 'card.changed', _at, jsonb_build_object('card', _card, 'to', '{"half": "doing"}'::jsonb));
  END LOOP;
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
      'secondsToAnswer', (SELECT weir.percentiles(array_agg(a.seconds)) FROM answered a WHERE a."by" IS NOT NULL AND a.kind <> 'withdrawn'),
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

CREATE OR REPLACE FUNCTION weir.start_stays(_card public.flow_cards, _at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _committed timestamptz := CASE WHEN _card.fault IS DISTINCT FROM 'negative' THEN _card.committed_at END;
  _begin     timestamptz := least(_card.created_at, _committed, _at);
  _since     timestamptz := coalesce(_card.delivered_at, CASE WHEN _committed < _at THEN _committed END, _begin);
  _off       timestamptz := coalesce(_card.archived_at, _card.deleted_at, _at);
BEGIN
  -- Nobody knows when it was delivered, so it never was in these figures.
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

CREATE OR REPLACE FUNCTION weir.last_stage(_card public.flow_cards)
 RETURNS public.flow_stage
 LANGUAGE sql
 STABLE
AS $function$
  SELECT s.stage FROM public.flow_stays s
   WHERE s.workspace_id = _card.workspace_id AND s.board_id = _card.board_id AND s.card = _card.card
   ORDER BY s.n DESC LIMIT 1
$function$;

CREATE OR REPLACE FUNCTION weir.next_stay(_was public.flow_cards, _is public.flow_cards, _at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _ended public.flow_stays;
BEGIN
  UPDATE public.flow_stays s SET left_at = greatest(_at, s.entered_at), left_for = _is.stage
   WHERE s.workspace_id = _is.workspace_id AND s.board_id = _is.board_id AND s.card = _is.card AND s.left_at IS NULL
  RETURNING * INTO _ended;
  IF _ended.card IS NOT NULL THEN
    PERFORM weir.count_end_of_stay(_ended);
  END IF;
  IF _is.stage <> 'off' THEN
    PERFORM weir.add_stay(_is, _is.stage, _is.column_id, _at, _was.stage, NULL, NULL);
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.add_stay(_card public.flow_cards, _stage public.flow_stage, _column uuid, _entered timestamp with time zone, _came_from public.flow_stage, _left timestamp with time zone, _left_for public.flow_stage)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stay public.flow_stays;
BEGIN
  INSERT INTO public.flow_stays (workspace_id, board_id, card, n, stage, column_id, half_done, blocked, entered_at, came_from, left_at, left_for)
  SELECT _card.workspace_id, _card.board_id, _card.card,
         (SELECT count(*) + 1 FROM public.flow_stays s
           WHERE s.workspace_id = _card.workspace_id AND s.board_id = _card.board_id AND s.card = _card.card),
         _stage, _column, _left IS NULL AND _card.half_done, _left IS NULL AND _card.blocked, _entered, _came_from, _left, _left_for
  RETURNING * INTO _stay;
  PERFORM weir.count_on_day(_stay, _stay.entered_at, 1, CASE WHEN _came_from IS DISTINCT FROM _stage THEN 'arrived' END);
  IF _left IS NOT NULL THEN
    PERFORM weir.count_end_of_stay(_stay);
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.count_end_of_stay(_stay public.flow_stays)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.count_on_day(_stay, _stay.left_at, -1, CASE
    WHEN _stay.left_for = _stay.stage    THEN NULL
    WHEN _stay.left_for = 'delivered'    THEN 'delivered'
    WHEN _stay.left_for = 'queued'       THEN 'putBack'
    ELSE 'removed' END);
END $function$;

CREATE OR REPLACE FUNCTION weir.count_on_day(_stay public.flow_stays, _at timestamp with time zone, _change integer, _step text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.flow_days AS d (workspace_id, board_id, day, stage, column_id, change, arrived, delivered, put_back, removed)
  SELECT _stay.workspace_id, _stay.board_id, (_at AT TIME ZONE p.time_zone)::date, _stay.stage, weir.flow_band(_stay), _change,
         CASE WHEN _step = 'arrived' THEN 1 ELSE 0 END, CASE WHEN _step = 'delivered' THEN 1 ELSE 0 END,
         CASE WHEN _step = 'putBack' THEN 1 ELSE 0 END, CASE WHEN _step = 'removed' THEN 1 ELSE 0 END
    FROM public.flow_positions p WHERE p.workspace_id = _stay.workspace_id AND p.board_id = _stay.board_id
  ON CONFLICT (workspace_id, board_id, day, stage, column_id) DO UPDATE
     SET change = d.change + excluded.change, arrived = d.arrived + excluded.arrived, delivered = d.delivered + excluded.delivered,
         put_back = d.put_back + excluded.put_back, removed = d.removed + excluded.removed;
END $function$;

CREATE OR REPLACE FUNCTION weir.flow_band(_stay public.flow_stays)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _stay.stage = 'delivered' OR _stay.column_id IS NULL THEN weir.no_column() ELSE _stay.column_id END
$function$;

CREATE OR REPLACE FUNCTION weir.no_column()
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT '00000000-0000-0000-0000-000000000000'::uuid
$function$;

CREATE OR REPLACE FUNCTION weir.count_days_again(_workspace uuid, _board uuid, _time_zone text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  DELETE FROM public.flow_days d WHERE d.workspace_id = _workspace AND d.board_id = _board;
  INSERT INTO public.flow_days (workspace_id, board_id, day, stage, column_id, change, arrived, delivered, put_back, removed)
  SELECT _workspace, _board, (c.at AT TIME ZONE _time_zone)::date, c.stage, c.band, sum(c.change),
         count(*) FILTER (WHERE c.change = 1 AND c.came_from IS DISTINCT FROM c.stage),
         count(*) FILTER (WHERE c.change = -1 AND c.left_for <> c.stage AND c.left_for = 'delivered'),
         count(*) FILTER (WHERE c.change = -1 AND c.left_for <> c.stage AND c.left_for = 'queued'),
         count(*) FILTER (WHERE c.change = -1 AND c.left_for <> c.stage AND c.left_for IN ('inFlight', 'off'))
    FROM (SELECT s.entered_at AS at, s.stage, weir.flow_band(s) AS band, 1 AS change, s.came_from, s.left_for
            FROM public.flow_stays s WHERE s.workspace_id = _workspace AND s.board_id = _board
           UNION ALL
          SELECT s.left_at, s.stage, weir.flow_band(s), -1, s.came_from, s.left_for
            FROM public.flow_stays s WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.left_at IS NOT NULL) c
   GROUP BY 3, 4, 5;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_spent(_card public.flow_cards)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _card.stage = 'delivered' AND _card.fault IS NULL THEN
    UPDATE public.flow_cards c SET active_seconds = t.active, blocked_seconds = t.blocked, half_done_seconds = t.half_done
      FROM weir.spent_of(_card) t
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.card = _card.card;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.spent_of(_card public.flow_cards)
 RETURNS TABLE(active bigint, blocked bigint, half_done bigint)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  SELECT coalesce(sum(x.seconds) FILTER (WHERE NOT x.blocked AND NOT x.half_done), 0)::bigint,
         coalesce(sum(x.seconds) FILTER (WHERE x.blocked), 0)::bigint,
         coalesce(sum(x.seconds) FILTER (WHERE x.half_done AND NOT x.blocked), 0)::bigint
    FROM (SELECT s.blocked, s.half_done, s.column_id,
                 extract(epoch FROM date_trunc('second', least(s.left_at, _card.delivered_at) - _card.committed_at)
                                  - date_trunc('second', greatest(s.entered_at, _card.committed_at) - _card.committed_at)) AS seconds
            FROM public.flow_stays s
           WHERE s.workspace_id = _card.workspace_id AND s.board_id = _card.board_id AND s.card = _card.card
             AND (s.stage = 'inFlight' AND s.entered_at < _card.delivered_at AND s.left_at > _card.committed_at) IS TRUE) x
  HAVING NOT coalesce(bool_or(x.column_id IS NULL), false);
END $function$;

CREATE OR REPLACE FUNCTION weir.fault_of_imported(_card public.flow_cards, _at timestamp with time zone)
 RETURNS public.flow_fault
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE WHEN _at IN (_card.committed_at, _card.delivered_at) THEN 'noDates'
              WHEN _card.delivered_at < _card.committed_at THEN 'negative' END::public.flow_fault
$function$;

CREATE OR REPLACE FUNCTION weir.flow_efficiency(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _most integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (
    WITH found AS MATERIALIZED (
      SELECT d.board_id, d.card, d.day, d.delivered_at, d.active_seconds AS active, d.blocked_seconds AS blocked,
             d.half_done_seconds AS half_done, d.cycle_seconds AS "all",
             d.cycle_seconds - d.active_seconds - d.blocked_seconds - d.half_done_seconds AS returned
        FROM weir.deliveries(_workspace, _boards, _from, _to, _filter) d
       WHERE d.active_seconds IS NOT NULL
    )
    SELECT jsonb_build_object(
      'sample', count(*),
      'seconds', jsonb_build_object('active', coalesce(sum(f.active), 0), 'blocked', coalesce(sum(f.blocked), 0),
                                    'halfDone', coalesce(sum(f.half_done), 0), 'returned', coalesce(sum(f.returned), 0)),
      'weeks', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('from', w."from", 'sample', w.sample, 'active', w.active, 'all', w."all") ORDER BY w."from"), '[]')
          FROM (SELECT date_trunc('week', x.day)::date AS "from", count(*) AS sample, sum(x.active) AS active, sum(x."all") AS "all"
                  FROM found x GROUP BY 1) w),
      'cards', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'board', b.key, 'number', p.card, 'title', c.title, 'deliveredOn', p.day, 'active', p.active, 'blocked', p.blocked,
                 'halfDone', p.half_done, 'returned', p.returned) ORDER BY p.delivered_at, p.card), '[]')
          FROM (SELECT * FROM found n ORDER BY n.delivered_at DESC, n.card DESC LIMIT _most) p
          JOIN public.boards b ON b.workspace_id = _workspace AND b.id = p.board_id
          LEFT JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = p.board_id AND c.number = p.card))
      FROM found f);
END $function$;

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
                 to_jsonb((array_agg(DISTINCT x.ref))[1:10]) AS cards
            FROM (SELECT nullif(x.reason, weir.erased_text()) AS reason, b.key || '-' || c.number AS ref,
                         floor(extract(epoch FROM least(x.unblocked_at, w.to_at, _now) - greatest(x.blocked_at, w.from_at))) AS seconds
                    FROM weir.flow_windows(_workspace, _boards, _from, _to) w
                   CROSS JOIN LATERAL (
                     SELECT y.* FROM public.card_blocks y
                      WHERE y.workspace_id = _workspace AND y.board_id = w.board_id AND y.unblocked_at >= w.from_at AND y.blocked_at < w.to_at
                      UNION ALL
                     SELECT y.* FROM public.card_blocks y
                      WHERE y.workspace_id = _workspace AND y.board_id = w.board_id AND y.unblocked_at IS NULL AND y.blocked_at < w.to_at) x
                    JOIN public.boards b ON b.workspace_id = _workspace AND b.id = x.board_id
                    JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = x.board_id AND c.id = x.card_id
                    JOIN public.flow_cards f ON f.workspace_id = _workspace AND f.board_id = x.board_id AND f.card = c.number
                   WHERE weir.in_flow_filter(f, _filter)) x
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
