DROP FUNCTION weir.boards_with_promises(timestamp with time zone);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.answer_moves(_r public.requests)
 RETURNS TABLE(at timestamp with time zone, seq bigint, moved_from text, moved_to text)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT g.at, g.seq, g.moved_from, g.moved_to
    FROM (SELECT max(m.at) AS at, max(m.seq) AS seq,
                 (array_agg(m.moved_from ORDER BY m.seq))[1]    AS moved_from,
                 (array_agg(m.moved_to ORDER BY m.seq DESC))[1] AS moved_to
            FROM (SELECT x.*, count(*) FILTER (WHERE x.starts) OVER (ORDER BY x.seq) AS run
                    FROM (SELECT e.at, e.seq, c -> 'from' ->> 'answerBy' AS moved_from, c -> 'to' ->> 'answerBy' AS moved_to,
                                 e.at > lag(e.at) OVER (ORDER BY e.seq) + interval '1 minute' AS starts
                            FROM public.events e
                           CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
                           WHERE e.type = 'intake.changed' AND e.changes -> 1 IS NOT NULL AND e.at >= _r.submitted_at
                             AND e.workspace_id = _r.workspace_id AND e.board_id = _r.board_id
                             AND (c ->> 'request')::integer = _r.number) x) m
           GROUP BY m.run) g
   WHERE g.moved_from <> g.moved_to
   ORDER BY g.seq
$function$;

CREATE OR REPLACE FUNCTION weir.announce_moved_answers(_now timestamp with time zone, _most integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  _due     record;
  _r       public.requests;
  _first   timestamptz;
  _notices integer := 0;
BEGIN
  FOR _due IN
    SELECT r.workspace_id, r.board_id, r.id
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
      JOIN public.requests r ON r.workspace_id = e.workspace_id AND r.board_id = e.board_id
                            AND r.number = (c ->> 'request')::integer AND r.answered_at IS NULL
     WHERE e.type = 'intake.changed' AND e.changes -> 1 IS NOT NULL AND e.at > _now - interval '1 day' AND c ? 'request'
       AND e.at > weir.answer_move_announced_at(r)
     GROUP BY 1, 2, 3
    HAVING max(e.at) <= _now - interval '1 minute' OR min(e.at) <= _now - interval '10 minutes'
     LIMIT _most
  LOOP
    SELECT * INTO _r FROM public.requests r
     WHERE r.workspace_id = _due.workspace_id AND r.board_id = _due.board_id AND r.id = _due.id AND r.answered_at IS NULL
       FOR NO KEY UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    SELECT m.moved_from::timestamptz INTO _first
      FROM weir.answer_moves(_r) m WHERE m.at > weir.answer_move_announced_at(_r) ORDER BY m.seq LIMIT 1;
    CONTINUE WHEN _first IS NULL OR _first = _r.answer_by;
    PERFORM weir.notify_of_work(_r.workspace_id, _r.board_id, _r.id, 'answerMoved',
      (SELECT max(m.seq) FROM weir.answer_moves(_r) m), _now,
      jsonb_build_object('from', weir.instant(_first), 'to', weir.instant(_r.answer_by)));
    _notices := _notices + 1;
  END LOOP;
  RETURN _notices;
END $function$;

CREATE OR REPLACE FUNCTION weir.answer_move_announced_at(_r public.requests)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(max(n.at), '-infinity') FROM public.notices n
   WHERE n.workspace_id = _r.workspace_id AND n.board_id = _r.board_id AND n.request_id = _r.id AND n.kind = 'answerMoved'
$function$;

CREATE OR REPLACE FUNCTION weir.boards_with_promises(_now timestamp with time zone)
 RETURNS TABLE(workspace_id uuid, board_id uuid, seq bigint, changed_at timestamp with time zone, day date)
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN QUERY
  SELECT k.workspace_id, k.board_id, k.seq, k.at, (_now AT TIME ZONE i.time_zone)::date
    FROM (SELECT DISTINCT c.workspace_id, c.board_id FROM public.cards c
           WHERE c.request_id IS NOT NULL AND c.delivered_at IS NULL AND c.archived_at IS NULL) p
    JOIN public.boards b      ON b.workspace_id = p.workspace_id AND b.id = p.board_id AND b.archived_at IS NULL
    JOIN public.board_clock k ON k.workspace_id = p.workspace_id AND k.board_id = p.board_id
    JOIN public.intakes i     ON i.workspace_id = p.workspace_id AND i.board_id = p.board_id
   ORDER BY 1, 2;
END $function$;

-- Only events in which answers moved, and only notices of that.
CREATE INDEX "events_moved_answers" ON "public"."events" ("at") WHERE "type" = 'intake.changed' AND "changes" -> 1 IS NOT NULL;
CREATE INDEX "notices_of_moved_answers" ON "public"."notices" ("workspace_id", "request_id", "at") WHERE "kind" = 'answerMoved';
