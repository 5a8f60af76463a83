SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.traces_of(_workspace uuid, _board uuid, _ids uuid[], _accepted boolean)
 RETURNS weir.erased_traces
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _traces weir.erased_traces;
BEGIN
  SELECT coalesce(array_agg(m.id), '{}'), coalesce(array_agg(m.body), '{}') INTO _traces.comments, _traces.texts FROM public.comments m
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND m.by = ANY (_ids);
  SELECT coalesce(array_agg(m.id), '{}'), _traces.texts || coalesce(array_agg(m.body), '{}') INTO _traces.messages, _traces.texts
    FROM public.request_messages m
   WHERE m.workspace_id = _workspace AND m.board_id = _board AND coalesce(m.by, m.by_guest) = ANY (_ids);
  SELECT coalesce(array_agg(r.number), '{}'), coalesce(array_agg(c.number) FILTER (WHERE c.number IS NOT NULL), '{}'),
         _traces.texts || coalesce(array_agg(r.title), '{}') || coalesce(array_agg(r.description) FILTER (WHERE r.description <> ''), '{}')
    INTO _traces.requests, _traces.cards, _traces.texts
    FROM public.requests r
    LEFT JOIN public.cards c ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids)
     AND (_accepted OR c.id IS NULL);
  -- A copy of such a card has its texts too, and so has a copy of the copy.
  _traces.cards := ARRAY(
    WITH RECURSIVE copies (number) AS (
      SELECT unnest(_traces.cards)
       UNION
      SELECT (e.changes -> 0 ->> 'card')::integer
        FROM copies o
        JOIN public.events e ON e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'card.created'
                            AND (e.changes -> 0 ->> 'copyOf')::integer = o.number)
    SELECT number FROM copies);
  _traces.texts := array_remove(_traces.texts || ARRAY(
    SELECT v.value #>> '{}'
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
     CROSS JOIN LATERAL (VALUES (c -> 'from' -> 'title'), (c -> 'from' -> 'description'),
                                (c -> 'to' -> 'title'), (c -> 'to' -> 'description'),
                                (c -> 'from' -> 'text'), (c -> 'to' -> 'text')) v (value)
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND (e.type LIKE 'request%' OR e.type IN ('board.changed', 'card.commented'))
       AND (c ->> 'comment' = ANY (_traces.comments::text[]) OR c ->> 'message' = ANY (_traces.messages::text[])
            OR (NOT c ? 'card' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.requests)))
       AND jsonb_typeof(v.value) = 'string' AND v.value <> '""'), '');
  _traces.kept := ARRAY(
    SELECT r.number FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids)
       AND r.number <> ALL (_traces.requests));
  _traces.corrected := ARRAY(
    SELECT DISTINCT v.text
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
      JOIN public.requests r ON r.workspace_id = e.workspace_id AND r.board_id = e.board_id AND r.number = (c ->> 'request')::integer
     CROSS JOIN LATERAL (VALUES (c -> 'from' ->> 'title'), (c -> 'from' ->> 'description'),
                                (c -> 'to' ->> 'title'), (c -> 'to' ->> 'description')) v (text)
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type LIKE 'request%'
       AND NOT c ? 'card' AND NOT c ? 'message' AND r.number = ANY (_traces.kept)
       AND v.text NOT IN ('', r.title, r.description));
  _traces.texts := _traces.texts || _traces.corrected;
  -- Removed ones have no row any more.
  _traces.attachments := ARRAY(
    SELECT a.id FROM public.attachments a
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.by = ANY (_ids)
     UNION
    SELECT (c ->> 'attachment')::uuid
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type IN ('board.changed', 'attachment.added', 'attachment.removed')
       AND (c -> 'to' ->> 'by' = ANY (_ids::text[]) OR c -> 'from' ->> 'by' = ANY (_ids::text[])) AND c ? 'attachment');
  RETURN _traces;
END $function$;
