-- The earlier of two moments, by which the queue is ordered: when the answer is due, and the end of the day on which it is
-- needed. domain has the same rule.
CREATE FUNCTION weir.due_or_needed(_answer_by timestamptz, _needed_by date, _time_zone text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(_answer_by, (_needed_by + 1)::timestamp AT TIME ZONE _time_zone)
$$;
