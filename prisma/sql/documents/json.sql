-- An instant as RFC 3339 in UTC, to the millisecond.
CREATE FUNCTION weir.instant(_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- A person as JSON: {id, name}; null for none.
CREATE FUNCTION weir.person(_id uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM public.users u WHERE u.id = _id
$$;

-- The requester of a request as JSON, member or guest.
CREATE FUNCTION weir.requester(_request public.requests) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(weir.person(_request.requester_id), (
    SELECT jsonb_build_object('id', g.id, 'name', g.name) FROM public.guests g
     WHERE g.workspace_id = _request.workspace_id AND g.id = _request.guest_id))
$$;
