-- When a waiting request needs attention next: its reminder, its lateness (each once), or its end.
CREATE FUNCTION weir.due_at(
  _remind_at timestamptz, _reminded_at timestamptz, _answer_by timestamptz, _escalated_at timestamptz, _expires_at timestamptz
) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT least(CASE WHEN _reminded_at IS NULL THEN _remind_at END,
               CASE WHEN _escalated_at IS NULL THEN _answer_by END,
               _expires_at)
$$;
