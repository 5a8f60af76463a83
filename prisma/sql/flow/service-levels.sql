-- Service level expectations: "85% within 12 days", by class of service, and from which age on a card is at risk of missing its own. See
-- docs/flow.md.

-- Whether it is {class: {percent, days}}: what boards.service_levels can be.
CREATE FUNCTION weir.are_service_levels(_levels jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN jsonb_typeof(_levels) = 'object' AND NOT EXISTS (
    SELECT FROM jsonb_each(_levels) l
     WHERE l.key NOT IN ('expedite', 'fixedDate', 'standard', 'intangible')
        OR jsonb_typeof(l.value) <> 'object'
        OR (SELECT array_agg(k ORDER BY k) FROM jsonb_object_keys(CASE jsonb_typeof(l.value) WHEN 'object' THEN l.value ELSE '{}' END) k)
           IS DISTINCT FROM '{days,percent}'
        OR coalesce(l.value ->> 'percent', '') !~ '^[5-9][0-9]$'
        OR coalesce(l.value ->> 'days', '') !~ '^[1-9][0-9]{0,2}$'
        OR jsonb_typeof(l.value -> 'percent') <> 'number' OR jsonb_typeof(l.value -> 'days') <> 'number'
        OR (l.value ->> 'days')::numeric > 365);
END $$;

-- What an age means for an expectation of so many days, if cards are at risk from _risk days on; null without an expectation or an age.
CREATE FUNCTION weir.sle_state(_age integer, _days integer, _risk integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _age > _days THEN 'broken' WHEN _age >= coalesce(_risk, _days) THEN 'atRisk' WHEN _age <= _days THEN 'onTrack' END
$$;

-- Of each card of some classes that was delivered in a window, and each active column of the board: how old it was, in days, when it had
-- passed the column and all before it for the last time. Null: it was never there nor before. It passed the last one when it was delivered.
CREATE FUNCTION weir.passed_ages(_workspace uuid, _board uuid, _from date, _to date, _classes jsonb)
RETURNS TABLE (card integer, class_of_service public.class_of_service, cycle_days integer, column_id uuid, place bigint, passed_days integer)
LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
  WITH delivered AS MATERIALIZED (
    SELECT d.card, d.class_of_service, d.committed_at, d.cycle_days, i.time_zone
      FROM weir.deliveries(_workspace, ARRAY[_board], _from, _to, jsonb_build_object('classes', _classes)) d
      JOIN public.intakes i ON i.workspace_id = _workspace AND i.board_id = d.board_id
     WHERE d.fault IS NULL
  ), active AS MATERIALIZED (
    SELECT k.id, row_number() OVER w AS place, lead(k.id) OVER w IS NULL AS is_last
      FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active'
    WINDOW w AS (ORDER BY k.position, k.id)
  )
  SELECT d.card, d.class_of_service, d.cycle_days, p.id, p.place,
         CASE WHEN p.is_last THEN d.cycle_days
              ELSE (p.left_at AT TIME ZONE d.time_zone)::date - (d.committed_at AT TIME ZONE d.time_zone)::date + 1 END
    FROM delivered d
   CROSS JOIN LATERAL (
     -- Card by card: the planner expects few cards, and would compare the stays of each with those of all.
     SELECT a.id, a.place, a.is_last, max(s.left_at) OVER (ORDER BY a.place) AS left_at
       FROM active a
       LEFT JOIN (
         -- IS TRUE: only the key of the table finds the few stays of a card.
         SELECT x.column_id, max(x.left_at) AS left_at FROM public.flow_stays x
          WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.card = d.card
            AND (x.stage = 'inFlight' AND x.column_id IS NOT NULL AND x.left_at >= d.committed_at) IS TRUE
          GROUP BY 1) s ON s.column_id = a.id) p;
END $$;

-- From which age on, in days, a card in an active column is at risk: {class: {columnId: days}}. It is the first age at which fewer than
-- half of the delivered cards that were not past the column at that age kept the expectation; of those delivered in the 180 days before
-- _today, and only as far as at least five were as old. At the latest it is the last day of the expectation, and in no column later than
-- in one after it. With fewer than ten delivered cards of a class it is the last day. MATERIALIZED: otherwise the sample of a class is
-- counted again for each of its cards.
CREATE FUNCTION weir.risk_ages(_workspace uuid, _board uuid, _levels jsonb, _today date) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF _levels = '{}' THEN
    RETURN '{}';
  END IF;
  RETURN (
    WITH levels AS MATERIALIZED (
      SELECT l.key::public.class_of_service AS class_of_service, (l.value ->> 'days')::integer AS days FROM jsonb_each(_levels) l
    ), passed AS MATERIALIZED (
      SELECT p.*, l.days
        FROM weir.passed_ages(_workspace, _board, _today - 180, _today - 1, (SELECT jsonb_agg(x.class_of_service) FROM levels x)) p
        JOIN levels l USING (class_of_service)
    ), sampled AS MATERIALIZED (
      SELECT p.class_of_service FROM passed p GROUP BY 1 HAVING count(DISTINCT p.card) >= 10
    ), ages AS (
      SELECT p.class_of_service, p.column_id, p.passed_days, count(*) AS cards, count(*) FILTER (WHERE p.cycle_days <= p.days) AS kept
        FROM passed p JOIN sampled USING (class_of_service)
       WHERE p.passed_days IS NOT NULL
       GROUP BY 1, 2, 3
    ), reached AS MATERIALIZED (
      SELECT a.class_of_service, a.column_id, coalesce(lag(a.passed_days) OVER up, 0) + 1 AS age,
             sum(a.cards) OVER as_old AS cards, sum(a.kept) OVER as_old AS kept
        FROM ages a
      WINDOW up AS (PARTITION BY a.class_of_service, a.column_id ORDER BY a.passed_days),
             as_old AS (PARTITION BY a.class_of_service, a.column_id ORDER BY a.passed_days DESC)
    ), own AS (
      SELECT l.class_of_service, k.id AS column_id, k.position,
             least(l.days, (SELECT min(r.age) FROM reached r
                             WHERE r.class_of_service = l.class_of_service AND r.column_id = k.id
                               AND r.cards >= 5 AND 2 * r.kept < r.cards)) AS days
        FROM levels l
       CROSS JOIN public.columns k
       WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active'
    ), lowest AS (
      SELECT o.class_of_service, o.column_id, min(o.days) OVER (PARTITION BY o.class_of_service ORDER BY o.position DESC, o.column_id DESC) AS days
        FROM own o
    )
    SELECT coalesce(jsonb_object_agg(c.class_of_service, c.ages), '{}')
      FROM (SELECT x.class_of_service, jsonb_object_agg(x.column_id, x.days) AS ages FROM lowest x GROUP BY 1) c);
END $$;

-- Those of a board on its day: as the job kept them, or computed, until it has.
CREATE FUNCTION weir.board_risk_ages(_board public.boards, _today date) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _ages jsonb;
BEGIN
  IF _board.service_levels = '{}' THEN
    RETURN '{}';
  END IF;
  SELECT r.ages INTO _ages FROM public.risk_ages r
   WHERE r.workspace_id = _board.workspace_id AND r.board_id = _board.id AND r.day = _today AND r.levels = _board.service_levels;
  RETURN coalesce(_ages, weir.risk_ages(_board.workspace_id, _board.id, _board.service_levels, _today));
END $$;

-- The boards whose risk ages are not those of their day and their expectations.
CREATE FUNCTION weir.boards_without_risk_ages(_now timestamptz, _most integer) RETURNS TABLE (workspace_id uuid, board_id uuid)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT b.workspace_id, b.id
    FROM public.boards b
    JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
    LEFT JOIN public.risk_ages r ON r.workspace_id = b.workspace_id AND r.board_id = b.id
   WHERE b.service_levels <> '{}' AND b.archived_at IS NULL
     AND (r.day, r.levels) IS DISTINCT FROM ((_now AT TIME ZONE i.time_zone)::date, b.service_levels)
   ORDER BY 1, 2
   LIMIT _most;
END $$;

CREATE FUNCTION weir.keep_risk_ages(_workspace uuid, _board uuid, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.risk_ages (workspace_id, board_id, day, levels, ages)
  SELECT _workspace, _board, d.today, b.service_levels, weir.risk_ages(_workspace, _board, b.service_levels, d.today)
    FROM public.boards b
    JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   CROSS JOIN LATERAL (SELECT (_now AT TIME ZONE i.time_zone)::date AS today) d
   WHERE b.workspace_id = _workspace AND b.id = _board
  ON CONFLICT ON CONSTRAINT risk_ages_pkey DO UPDATE SET day = excluded.day, levels = excluded.levels, ages = excluded.ages;
END $$;
