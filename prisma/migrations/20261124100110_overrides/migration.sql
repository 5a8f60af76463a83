-- How a limit is passed, by whom it may be, and what that costs.
--
-- Mode `warn` passes always. Mode `reason` passes for a command that names the limit as it stands (`max`, and
-- `load` before the command). The setting weir.override, {"now"} with {"reason", "limits": [{"id", "max", "load"}]},
-- is honoured where weir.told is on, and only under a number that no event has yet: whoever passes a limit
-- tells so themselves, and nobody under another's name. Each draws one on the board's budget for the calendar
-- month. Both stand in the ledger, under the number of the event that passed them.

CREATE FUNCTION weir.override(_workspace uuid, _board uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE WHEN current_setting('weir.told', true) = 'on' AND NOT EXISTS (
    SELECT FROM board_clock k
      JOIN events e ON e.workspace_id = k.workspace_id AND e.board_id = k.board_id AND e.seq = k.seq
     WHERE k.workspace_id = _workspace AND k.board_id = _board
  ) THEN nullif(current_setting('weir.override', true), '')::jsonb END;
END $$;

-- The limits that are over, with what is said of them in the override of this command. A command may grow
-- one load twice (a card, then who is assigned): what counts as before it is what the ledger has already.
CREATE FUNCTION weir.seen(_over weir.over[]) RETURNS TABLE (
  workspace_id uuid, board_id uuid, seq bigint, id uuid, scope limit_scope, mode limit_mode, max integer, load integer,
  gain integer, passed boolean, named jsonb
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT x.workspace_id, x.board_id, k.seq, x.id, x.scope, x.mode, x.max, coalesce(w.load, x.load), x.gain,
           w.limit_id IS NOT NULL, n.named
      FROM unnest(_over) x
      JOIN board_clock k ON k.workspace_id = x.workspace_id AND k.board_id = x.board_id
      LEFT JOIN overrides w
        ON w.workspace_id = x.workspace_id AND w.board_id = x.board_id AND w.seq = k.seq AND w.limit_id = x.id
      LEFT JOIN LATERAL (
        SELECT e AS named FROM jsonb_array_elements(weir.override(x.workspace_id, x.board_id) -> 'limits') e
         WHERE e ->> 'id' = x.id::text LIMIT 1) n ON true;
END $$;

-- Passes limits of one board that are over, or refuses with all of them.
CREATE FUNCTION weir.pass(_over weir.over[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _override jsonb := weir.override(_over[1].workspace_id, _over[1].board_id);
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
    FROM weir.seen(_over) s WHERE s.mode <> 'warn';
  IF _refused THEN
    RAISE EXCEPTION 'WIP limit reached' USING ERRCODE = 'WIP01', DETAIL = jsonb_build_object('limits', _limits)::text;
  ELSIF _stale THEN
    RAISE EXCEPTION 'override stale' USING ERRCODE = 'WIP05', DETAIL = jsonb_build_object('limits', _limits)::text;
  END IF;

  FOR _b IN
    SELECT b.override_budget AS budget, weir.spent(b.workspace_id, b.id, _now) AS spent, d.draws
      FROM (SELECT s.workspace_id, s.board_id, count(*) AS draws FROM weir.seen(_over) s
             WHERE s.mode = 'reason' AND NOT s.passed GROUP BY 1, 2) d
      JOIN boards b ON b.workspace_id = d.workspace_id AND b.id = d.board_id
  LOOP
    IF _b.spent + _b.draws > _b.budget THEN
      RAISE EXCEPTION 'override budget spent' USING ERRCODE = 'WIP06',
        DETAIL = jsonb_build_object('budget', _b.budget, 'spent', _b.spent)::text;
    END IF;
  END LOOP;

  INSERT INTO overrides AS o (workspace_id, board_id, seq, limit_id, scope, "of", mode, max, load, gain, reason, at)
  SELECT s.workspace_id, s.board_id, s.seq, s.id, s.scope, weir.limited(s.workspace_id, s.board_id, s.id), s.mode, s.max,
         s.load, s.gain, CASE WHEN s.mode = 'reason' THEN _override ->> 'reason' END, _now
    FROM weir.seen(_over) s
  ON CONFLICT (workspace_id, board_id, seq, limit_id) DO UPDATE SET gain = o.gain + excluded.gain;
END $$;

-- What of a board's budget is spent in the month of _now, as its time zone has it.
CREATE FUNCTION weir.spent(_workspace uuid, _board uuid, _now timestamptz) RETURNS integer LANGUAGE plpgsql STABLE AS $$
DECLARE
  _zone  text := coalesce((SELECT i.time_zone FROM intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board), 'UTC');
  _month timestamp := date_trunc('month', _now AT TIME ZONE _zone);
  _from  timestamptz := _month AT TIME ZONE _zone;
  _until timestamptz := (_month + interval '1 month') AT TIME ZONE _zone;
BEGIN
  RETURN (
    SELECT count(*) FROM overrides o
     WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.mode = 'reason' AND o.at >= _from AND o.at < _until);
END $$;

-- The name of what is limited, for it may be gone when the ledger is read.
CREATE FUNCTION weir.limited(_workspace uuid, _board uuid, _limit uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce(
    (SELECT CASE l.scope
       WHEN 'column'   THEN k.name
       WHEN 'columns'  THEN (SELECT string_agg(g.name, ' + ' ORDER BY g.position, g.id) FROM columns g
                              WHERE g.workspace_id = l.workspace_id AND g.board_id = l.board_id AND g.id = ANY (l.column_ids))
       WHEN 'swimlane' THEN concat_ws(' · ', s.name, k.name)
       WHEN 'person'   THEN u.name
       WHEN 'board'    THEN b.name
       ELSE l.class_of_service::text END
       FROM wip_limits l
       JOIN boards b ON b.workspace_id = l.workspace_id AND b.id = l.board_id
       LEFT JOIN columns k   ON k.workspace_id = l.workspace_id AND k.board_id = l.board_id AND k.id = l.column_id
       LEFT JOIN swimlanes s ON s.workspace_id = l.workspace_id AND s.board_id = l.board_id AND s.id = l.swimlane_id
       LEFT JOIN users u     ON u.id = l.user_id
      WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = _limit),
    (SELECT u.name FROM person_limits p JOIN users u ON u.id = p.user_id WHERE p.workspace_id = _workspace AND p.id = _limit));
END $$;
