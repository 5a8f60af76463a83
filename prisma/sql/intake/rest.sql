-- The rests of a board: its cool-downs after sustained overload. packages/domain decides when one is proposed, begins and ends.

-- Whether the value is valid for intakes.rest_policy: its numbers are within the bounds of the contract's RestPolicy.
CREATE FUNCTION weir.is_rest_policy(_policy jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN coalesce(
    jsonb_typeof(_policy) = 'object'
    AND (SELECT array_agg(k ORDER BY k COLLATE "C") FROM jsonb_object_keys(CASE jsonb_typeof(_policy) WHEN 'object' THEN _policy ELSE '{}' END) k)
        = '{age,byItself,calmDays,load,longestDays,lowMark,ofDays,overdue,overloadedDays,overrides}'
    AND jsonb_typeof(_policy -> 'byItself') = 'boolean'
    AND NOT EXISTS (
      SELECT FROM (VALUES ('overloadedDays', 30, false), ('ofDays', 30, false), ('calmDays', 30, false), ('lowMark', 100, false),
                          ('longestDays', 60, false), ('load', 100, true), ('age', 100, true), ('overrides', 500, true),
                          ('overdue', 500, true)) b (name, most, can_be_null)
       WHERE NOT CASE jsonb_typeof(_policy -> b.name)
               WHEN 'number' THEN _policy ->> b.name ~ '^[1-9][0-9]{0,2}$' AND (_policy ->> b.name)::numeric <= b.most
               WHEN 'null'   THEN b.can_be_null
               ELSE false END)
    AND (_policy ->> 'overloadedDays')::integer <= (_policy ->> 'ofDays')::integer
    AND (_policy ->> 'calmDays')::integer <= (_policy ->> 'longestDays')::integer
    AND coalesce(_policy ->> 'load', _policy ->> 'age', _policy ->> 'overrides', _policy ->> 'overdue') IS NOT NULL, false);
EXCEPTION WHEN data_exception THEN
  RETURN false;
END $$;

-- A rest as events show it.
CREATE FUNCTION weir.rest_values(_r public.rests) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _r.id IS NOT NULL THEN jsonb_build_object(
    'state', _r.state, 'overloadedDays', _r.overloaded_days, 'ofDays', _r.of_days, 'until', weir.instant(_r.until),
    'beganAt', weir.instant(_r.began_at), 'closedAt', weir.instant(_r.closed_at), 'endedFor', _r.ended_for, 'reason', _r.reason) END
$$;

-- Records since when, or until when, the level of a board has been at or above its marks. The job that calls it can run late or
-- twice: one period of a mark is open at a time. _marks: the marks that the level has reached now.
CREATE FUNCTION weir.note_load(_workspace uuid, _board uuid, _marks public.load_mark[], _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.load_periods p SET ended_at = greatest(_now, p.began_at + interval '1 millisecond')
   WHERE p.workspace_id = _workspace AND p.board_id = _board AND p.ended_at IS NULL AND p.mark <> ALL (_marks);
  INSERT INTO public.load_periods (workspace_id, board_id, mark, began_at)
  SELECT _workspace, _board, m, _now FROM unnest(_marks) m
   WHERE NOT EXISTS (SELECT FROM public.load_periods p
                      WHERE p.workspace_id = _workspace AND p.board_id = _board AND p.mark = m AND p.ended_at IS NULL)
  ON CONFLICT DO NOTHING;
END $$;

-- The data that a day of a board is measured by, from its start to its end: {periods: [{mark, from, to}] that overlap the day, inFlight: the
-- cards in flight at its end, aged: how many of these are older than expected, overrides: with a reason, overdue: answers at its end}. Each
-- part uses an index. The age of a card that was imported without dates is unknown, so the card does not count.
CREATE FUNCTION weir.rest_day_facts(_workspace uuid, _board uuid, _day date, _from timestamptz, _to timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN jsonb_build_object(
    'periods', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('mark', p.mark, 'from', weir.instant(greatest(p.began_at, _from)),
                                                   'to', weir.instant(least(p.ended_at, _to)))), '[]')
        FROM (SELECT * FROM public.load_periods x
               WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.ended_at IS NULL AND x.began_at < _to
               UNION ALL
              SELECT * FROM public.load_periods x
               WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.ended_at > _from AND x.began_at < _to) p),
    'inFlight', (
      SELECT count(DISTINCT s.card)
        FROM (SELECT x.* FROM public.flow_stays x
               WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.stage <> 'delivered'
                 AND tstzrange(x.entered_at, x.left_at, '[]') && tstzrange(_to, _to, '[]')) s
        JOIN public.flow_cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.card = s.card
       WHERE s.stage = 'inFlight' AND s.entered_at < _to AND coalesce(s.left_at >= _to, true)
         AND (c.fault IN ('noDates', 'noStart')) IS NOT TRUE),
    'aged', weir.aged_cards(_workspace, _board, _day, _to) -> 'agedTotal',
    'overrides', (
      SELECT count(*) FROM public.overrides o
       WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.mode = 'reason' AND o.at >= _from AND o.at < _to),
    'overdue', (
      SELECT count(*)
        FROM (SELECT r.* FROM public.requests r
               WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NULL
               UNION ALL
              SELECT r.* FROM public.requests r
               WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NOT NULL AND r.answered_at >= _to) q
       WHERE q.submitted_at < _to AND q.answer_by <= coalesce(q.paused_at, _to) AND q.answer_by <= _to));
END $$;

-- Skips the days on which boards with a rest policy, or their workspaces, are archived: they are not measured, and no time counts as
-- load.
CREATE FUNCTION weir.pass_archived_days(_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.load_periods p SET ended_at = greatest(least(b.archived_at, w.archived_at), p.began_at + interval '1 millisecond')
    FROM public.boards b
    JOIN public.workspaces w ON w.id = b.workspace_id
   WHERE (b.archived_at IS NOT NULL OR w.archived_at IS NOT NULL)
     AND p.workspace_id = b.workspace_id AND p.board_id = b.id AND p.ended_at IS NULL;
  INSERT INTO public.rest_days (workspace_id, board_id, day, kind)
  SELECT b.workspace_id, b.id, (_now AT TIME ZONE i.time_zone)::date - 1, 'notMeasured'
    FROM public.boards b
    JOIN public.workspaces w ON w.id = b.workspace_id
    JOIN public.intakes i    ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   WHERE i.rest_policy IS NOT NULL
     AND (least(b.archived_at, w.archived_at) AT TIME ZONE i.time_zone)::date < (_now AT TIME ZONE i.time_zone)::date
  ON CONFLICT DO NOTHING;
END $$;
