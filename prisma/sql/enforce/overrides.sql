-- How a command overrides a limit, and what that costs.

-- Records the overrides of one board's exceeded limits, or refuses and names all of them.
CREATE FUNCTION weir.override_or_refuse(_exceeded weir.exceeded_limit[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _override jsonb := weir.current_override(_exceeded[1].workspace_id, _exceeded[1].board_id);
  _now      timestamptz := coalesce((_override ->> 'now')::timestamptz, clock_timestamp());
  _limits   jsonb;
  _refused  boolean;
  _stale    boolean;
  _b        record;
BEGIN
  SELECT jsonb_agg(jsonb_build_object('id', s.id, 'max', s.max, 'load', s.load) ORDER BY s.id),
         bool_or(s.mode = 'block' OR s.named IS NULL),
         bool_or((s.named ->> 'max', s.named ->> 'load') IS DISTINCT FROM (s.max::text, s.load::text))
    INTO _limits, _refused, _stale
    FROM weir.with_override(_exceeded) s WHERE s.mode <> 'warn';
  IF _refused THEN
    PERFORM weir.refuse('wip-limit-reached', jsonb_build_object('limits', _limits));
  ELSIF _stale THEN
    PERFORM weir.refuse('override-stale', jsonb_build_object('limits', _limits));
  END IF;

  FOR _b IN
    SELECT b.override_budget AS budget, weir.overrides_spent(b.workspace_id, b.id, _now) AS spent, d.draws
      FROM (SELECT s.workspace_id, s.board_id, count(*) AS draws FROM weir.with_override(_exceeded) s
             WHERE s.mode = 'reason' AND NOT s.is_recorded GROUP BY 1, 2) d
      JOIN public.boards b ON b.workspace_id = d.workspace_id AND b.id = d.board_id
  LOOP
    IF _b.spent + _b.draws > _b.budget THEN
      PERFORM weir.refuse('override-budget-spent', jsonb_build_object('budget', _b.budget, 'spent', _b.spent));
    END IF;
  END LOOP;

  INSERT INTO public.overrides AS o (workspace_id, board_id, seq, limit_id, scope, "of", mode, max, load, gain, reason, at)
  SELECT s.workspace_id, s.board_id, s.seq, s.id, s.scope, weir.limit_subject(s.workspace_id, s.board_id, s.id), s.mode, s.max,
         s.load, s.gain, CASE WHEN s.mode = 'reason' THEN _override ->> 'reason' END, _now
    FROM weir.with_override(_exceeded) s
  ON CONFLICT (workspace_id, board_id, seq, limit_id) DO UPDATE SET gain = o.gain + excluded.gain;
END $$;

-- The override of the current command, or null. Mode `warn` never refuses. Mode `reason` lets a command through that
-- names the limit with its current figures (`max`, and `load` before the command). The command passes
-- {"now", "reason", "limits": [{"id", "max", "load"}]} in the setting weir.override. It is honoured only while
-- weir.own_event is on and the board's current number has no event yet: a writer that overrides a limit records that
-- under its own event. Each override in mode `reason` uses one of the board's monthly budget.
CREATE FUNCTION weir.current_override(_workspace uuid, _board uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE WHEN current_setting('weir.own_event', true) = 'on' AND NOT EXISTS (
    SELECT FROM public.board_clock k
      JOIN public.events e ON e.workspace_id = k.workspace_id AND e.board_id = k.board_id AND e.seq = k.seq
     WHERE k.workspace_id = _workspace AND k.board_id = _board
  ) THEN nullif(current_setting('weir.override', true), '')::jsonb END;
END $$;

-- The limits above their maximum, with what the command's override says about each. One command may raise a load
-- twice (first a card, then its assignees). The load before it is then the one that the override log already has.
CREATE FUNCTION weir.with_override(_exceeded weir.exceeded_limit[]) RETURNS TABLE (
  workspace_id uuid, board_id uuid, seq bigint, id uuid, scope public.limit_scope, mode public.limit_mode, max integer, load integer,
  gain integer, is_recorded boolean, named jsonb
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT x.workspace_id, x.board_id, k.seq, x.id, x.scope, x.mode, x.max, coalesce(w.load, x.load), x.gain,
           w.limit_id IS NOT NULL, n.named
      FROM unnest(_exceeded) x
      JOIN public.board_clock k ON k.workspace_id = x.workspace_id AND k.board_id = x.board_id
      LEFT JOIN public.overrides w
        ON w.workspace_id = x.workspace_id AND w.board_id = x.board_id AND w.seq = k.seq AND w.limit_id = x.id
      LEFT JOIN LATERAL (
        SELECT e AS named FROM jsonb_array_elements(weir.current_override(x.workspace_id, x.board_id) -> 'limits') e
         WHERE e ->> 'id' = x.id::text LIMIT 1) n ON true;
END $$;

-- Counts the overrides that a board used in the calendar month of _now, in the board's time zone.
CREATE FUNCTION weir.overrides_spent(_workspace uuid, _board uuid, _now timestamptz) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _zone  text := coalesce((SELECT i.time_zone FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board), 'UTC');
  _month timestamp := date_trunc('month', _now AT TIME ZONE _zone);
  _from  timestamptz := _month AT TIME ZONE _zone;
  _until timestamptz := (_month + interval '1 month') AT TIME ZONE _zone;
BEGIN
  RETURN (
    SELECT count(*) FROM public.overrides o
     WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.mode = 'reason' AND o.at >= _from AND o.at < _until);
END $$;

-- The name of the limit's subject. The override log stores it, because the subject may be deleted later.
CREATE FUNCTION weir.limit_subject(_workspace uuid, _board uuid, _limit uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce(
    (SELECT CASE l.scope
       WHEN 'column'   THEN k.name
       WHEN 'columns'  THEN (SELECT string_agg(g.name, ' + ' ORDER BY g.position, g.id) FROM public.columns g
                              WHERE g.workspace_id = l.workspace_id AND g.board_id = l.board_id AND g.id = ANY (l.column_ids))
       WHEN 'swimlane' THEN concat_ws(' · ', s.name, k.name)
       WHEN 'person'   THEN u.name
       WHEN 'board'    THEN b.name
       ELSE l.class_of_service::text END
       FROM public.wip_limits l
       JOIN public.boards b ON b.workspace_id = l.workspace_id AND b.id = l.board_id
       LEFT JOIN public.columns k   ON k.workspace_id = l.workspace_id AND k.board_id = l.board_id AND k.id = l.column_id
       LEFT JOIN public.swimlanes s ON s.workspace_id = l.workspace_id AND s.board_id = l.board_id AND s.id = l.swimlane_id
       LEFT JOIN public.users u     ON u.id = l.user_id
      WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = _limit),
    (SELECT u.name FROM public.person_limits p JOIN public.users u ON u.id = p.user_id
      WHERE p.workspace_id = _workspace AND p.id = _limit));
END $$;
