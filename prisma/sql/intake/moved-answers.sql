-- Corrections of promised answers. A new calendar moves the answers of waiting requests to its working days. The event of the
-- policy has each move. The people of the request are notified a minute after the last one.

-- The moves of a request's promised answer, from when to when, oldest first. Moves within a minute of each other count as one,
-- and one that ends where it began does not count.
CREATE FUNCTION weir.answer_moves(_r public.requests) RETURNS TABLE (at timestamptz, seq bigint, moved_from text, moved_to text)
LANGUAGE sql STABLE AS $$
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
$$;

-- Notifies the people of requests whose answers were moved within the last day, once, however many instances sweep: a
-- minute after the last move, but at most ten minutes after the first. The person who moved it gets no notice. It uses the index
-- events_moved_answers, which has only events with moves.
CREATE FUNCTION weir.announce_moved_answers(_now timestamptz, _most integer) RETURNS integer LANGUAGE plpgsql AS $$
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
END $$;

-- When the people of a request were last notified of a move of its answer.
CREATE FUNCTION weir.answer_move_announced_at(_r public.requests) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(max(n.at), '-infinity') FROM public.notices n
   WHERE n.workspace_id = _r.workspace_id AND n.board_id = _r.board_id AND n.request_id = _r.id AND n.kind = 'answerMoved'
$$;
