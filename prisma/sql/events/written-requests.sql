-- The changes of requests and their conversations by plain SQL, as events say them.

CREATE FUNCTION weir.changes_of_requests(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('request', coalesce(i ->> 'number', w ->> 'number')::integer) || v.changed
                     ORDER BY coalesce(i ->> 'number', w ->> 'number')::integer)
      FROM unnest(_was) w
      FULL JOIN unnest(_is) i ON i ->> 'id' = w ->> 'id' AND i ->> 'number' = w ->> 'number'
     CROSS JOIN LATERAL weir.changed_values(
       weir.written_request_values(jsonb_populate_record(NULL::public.requests, w)),
       weir.written_request_values(jsonb_populate_record(NULL::public.requests, i))) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

-- The values of a request, and its answer once it has one.
CREATE FUNCTION weir.written_request_values(_r public.requests) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _r.id IS NOT NULL THEN weir.request_values(_r) || jsonb_build_object('externalId', _r.external_id, 'metadata', _r.metadata, 'answer', (
    SELECT jsonb_build_object('kind', a.kind, 'reason', a.reason, 'message', a.message, 'until', a.until, 'by', a.by)
      FROM public.answers a
     WHERE _r.answered_at IS NOT NULL
       AND a.workspace_id = _r.workspace_id AND a.board_id = _r.board_id AND a.request_id = _r.id)) END
$$;

CREATE FUNCTION weir.changes_of_messages(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('request', r.number, 'message', coalesce(n.id, o.id)) || v.changed
                     ORDER BY coalesce(n.id, o.id))
      FROM (SELECT r.* FROM unnest(_was) w, jsonb_populate_record(NULL::public.request_messages, w) r) o
      FULL JOIN (SELECT r.* FROM unnest(_is) i, jsonb_populate_record(NULL::public.request_messages, i) r) n
        ON n.request_id = o.request_id AND n.id = o.id
      JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = _board AND r.id = coalesce(n.request_id, o.request_id)
     CROSS JOIN LATERAL weir.changed_values(
       CASE WHEN o.id IS NOT NULL THEN weir.message_values(o::public.request_messages) END,
       CASE WHEN n.id IS NOT NULL THEN weir.message_values(n::public.request_messages) END) v (changed)
     WHERE v.changed IS NOT NULL);
END $$;

-- A guest is named by their id.
CREATE FUNCTION weir.message_values(_m public.request_messages) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('text', _m.body, 'asks', _m.asks, 'by', coalesce(_m.by, _m.by_guest), 'at', weir.instant(_m.at))
$$;
