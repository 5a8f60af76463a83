-- How much of the cycle time of delivered cards was work, and what they waited for.

-- Of each card delivered in the window whose whole history is known: seconds of its cycle time in which it was worked on, was blocked,
-- waited in a done half, or was back before the commitment point or delivered in between (`returned`). Their sum is the cycle time.
-- {sample, seconds: {active, blocked, halfDone, returned}, weeks: [{from, sample, active, all}], cards: the newest _most, oldest first}.
CREATE FUNCTION weir.flow_efficiency(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _most integer) RETURNS jsonb
LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
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
END $$;

-- The blocks that share some time with the window, by their reason: how long they lasted in it, in seconds. They are the stays of cards
-- that were blocked, so a block ends when the card is unblocked, delivered, archived or deleted, and what happens later changes no past
-- window. Reasons that are written alike are one: each joins the reason with more blocked time that it is most like. A reason that is
-- erased or unknown is null. The _most with the most time; `cards` names ten of each that were not deleted.
CREATE FUNCTION weir.flow_blocked(
  _workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb, _now timestamptz, _most integer
) RETURNS jsonb LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
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
END $$;
