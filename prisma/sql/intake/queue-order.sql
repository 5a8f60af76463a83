-- The earlier of two moments, by which the queue is ordered: when the answer is due, and the end of the day on which it is
-- needed. domain has the same rule.
CREATE FUNCTION weir.due_or_needed(_answer_by timestamptz, _needed_by date, _time_zone text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(_answer_by, (_needed_by + 1)::timestamp AT TIME ZONE _time_zone)
$$;

-- The waiting requests of boards with their positions, in the order of domain's queue: the enum of classes is declared most
-- urgent first.
CREATE FUNCTION weir.queue_positions(_workspace uuid, _boards uuid[]) RETURNS TABLE (board_id uuid, request_id uuid, "position" bigint)
LANGUAGE sql STABLE AS $$
  SELECT q.board_id, q.id,
         row_number() OVER (PARTITION BY q.board_id
                            ORDER BY q.class_of_service, q.by_ticket DESC,
                                     weir.due_or_needed(q.answer_by, q.needed_by, i.time_zone), q.needed_by, q.submitted_at, q.number)
    FROM public.requests q
    JOIN public.intakes i ON i.workspace_id = q.workspace_id AND i.board_id = q.board_id
   WHERE q.workspace_id = _workspace AND q.board_id = ANY (_boards) AND q.answered_at IS NULL
$$;
