SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.pressure_facts(_workspace uuid, _board uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _active uuid[] := ARRAY(SELECT k.id FROM public.columns k
                           WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active');
BEGIN
  RETURN (
    SELECT jsonb_build_object(
             'columns', coalesce(jsonb_agg(l.facts) FILTER (WHERE l.scope = 'column'), '[]'),
             'board',   jsonb_agg(l.facts) FILTER (WHERE l.scope = 'board') -> 0,
             'waiting', (SELECT count(*) FROM public.requests r
                          WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NULL),
             'depth',   (SELECT i.depth FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board))
      FROM (SELECT l.scope, jsonb_build_object('load', weir.load(l, _active), 'max', l.max) AS facts
              FROM public.wip_limits l
             WHERE l.workspace_id = _workspace AND l.board_id = _board
               AND (l.scope = 'board' OR l.scope = 'column' AND l.column_id = ANY (_active))) l);
END $function$;

CREATE OR REPLACE FUNCTION weir.finish_write(_workspace uuid, _key weir.write_key, _status integer, _body jsonb, _now timestamp with time zone, _board uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _seq      bigint;
  _set      text;
  _pressure jsonb;
BEGIN
  SELECT k.seq INTO _seq FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  IF _key.key IS NOT NULL THEN
    PERFORM weir.keep_response(_workspace, _key, _status, _body, _now, _seq);
  END IF;
  _set := set_config('weir.own_event', '', true);
  _set := set_config('weir.override', '', true);
  -- Counting the cards of a board is a tenth of a move. While writes come faster than this, the API counts now and then.
  IF NOT EXISTS (SELECT FROM public.events e
                  WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.seq = _seq - 1
                    AND e.at > _now - interval '100 milliseconds') THEN
    _pressure := weir.pressure_facts(_workspace, _board);
  END IF;
  RETURN jsonb_build_object('body', _body, 'seq', _seq, 'pressure', _pressure);
END $function$;
