-- The data of a person that must be erased on a board: their names and everything that they wrote.

-- What people wrote on one board, as events name it. `texts`: every text that it had, as far as it is known. `kept`: their
-- requests that keep their text, because it is the team's by now; `corrected`: the texts, external ids and metadata that these
-- had before. `presets`: card templates and recurring cards that have their texts.
CREATE TYPE weir.erased_traces AS (
  comments uuid[], messages uuid[], requests integer[], cards integer[], texts text[], kept integer[], corrected text[],
  attachments uuid[], presets uuid[]
);

-- The limits on these people that a board's override log may name: those of today, and those in its events.
CREATE FUNCTION weir.limits_of_people(_workspace uuid, _board uuid, _people uuid[]) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(
    SELECT l.id FROM public.wip_limits l
     WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.user_id = ANY (_people)
     UNION
    SELECT p.id FROM public.person_limits p WHERE p.workspace_id = _workspace AND p.user_id = ANY (_people)
     UNION
    SELECT (c ->> 'limit')::uuid
      FROM public.events e CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND c ? 'limit'
       AND (c -> 'from' ->> 'userId' = ANY (_people::text[]) OR c -> 'to' ->> 'userId' = ANY (_people::text[])));
END $$;

-- What these people wrote on a board, with every text that one of their requests ever had. _accepted: with the requests
-- that became a card.
CREATE FUNCTION weir.traces_of(_workspace uuid, _board uuid, _ids uuid[], _accepted boolean) RETURNS weir.erased_traces LANGUAGE plpgsql STABLE AS $$
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
  _traces.texts := array_remove(_traces.texts || ARRAY(
    SELECT v.value #>> '{}'
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
     CROSS JOIN LATERAL (VALUES (c -> 'from' -> 'title'), (c -> 'from' -> 'description'),
                                (c -> 'to' -> 'title'), (c -> 'to' -> 'description'),
                                (c -> 'from' -> 'text'), (c -> 'to' -> 'text')) v (value)
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND (e.type LIKE 'request%' OR e.type IN ('board.changed', 'card.commented', 'card.imported'))
       AND (c ->> 'comment' = ANY (_traces.comments::text[]) OR c ->> 'message' = ANY (_traces.messages::text[])
            OR (NOT c ? 'card' AND NOT c ? 'message' AND (c ->> 'request')::integer = ANY (_traces.requests)))
       AND jsonb_typeof(v.value) = 'string' AND v.value <> '""'), '');
  -- A copy of such a card has its texts too, and so has a copy of the copy. A long description is nobody else's by chance:
  -- the card was made from a template with their text.
  _traces.cards := ARRAY(
    WITH RECURSIVE copies (number) AS (
      SELECT unnest(_traces.cards || ARRAY(
        SELECT c.number FROM public.cards c
         WHERE c.workspace_id = _workspace AND c.board_id = _board AND _accepted AND weir.is_own_text(c.description, _traces.texts)))
       UNION
      SELECT (e.changes -> 0 ->> 'card')::integer
        FROM copies o
        JOIN public.events e ON e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'card.created'
                            AND (e.changes -> 0 ->> 'copyOf')::integer = o.number)
    SELECT number FROM copies);
  -- Templates made of such a card, those with their text, and recurring cards that start with it.
  _traces.presets := ARRAY(
    WITH traced AS (
      SELECT t.id, t.preset FROM public.card_templates t
       WHERE t.workspace_id = _workspace AND t.board_id = _board AND _accepted
         AND (weir.is_own_text(t.preset ->> 'description', _traces.texts)
              OR t.id IN (SELECT (e.changes -> 0 ->> 'cardTemplate')::uuid FROM public.events e
                           WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'cardTemplate.added'
                             AND (e.changes -> 0 ->> 'copyOf')::integer = ANY (_traces.cards))))
    SELECT id FROM traced
     UNION
    SELECT r.id FROM public.recurring_cards r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND _accepted
       AND (weir.is_own_text(r.preset ->> 'description', _traces.texts)
            OR EXISTS (SELECT FROM traced t WHERE t.preset ->> 'title' = r.preset ->> 'title'
                                              AND t.preset ->> 'description' = r.preset ->> 'description')));
  _traces.cards := _traces.cards || ARRAY(
    SELECT (e.changes -> 0 ->> 'card')::integer FROM public.events e
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type = 'card.created'
       AND e.changes -> 0 ->> 'recurringCard' = ANY (_traces.presets::text[])
       AND (e.changes -> 0 ->> 'card')::integer <> ALL (_traces.cards));
  _traces.kept := ARRAY(
    SELECT r.number FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND coalesce(r.requester_id, r.guest_id) = ANY (_ids)
       AND r.number <> ALL (_traces.requests));
  _traces.corrected := ARRAY(
    SELECT DISTINCT v.text
      FROM public.events e
     CROSS JOIN LATERAL jsonb_array_elements(e.changes) c
      JOIN public.requests r ON r.workspace_id = e.workspace_id AND r.board_id = e.board_id AND r.number = (c ->> 'request')::integer
     CROSS JOIN LATERAL (VALUES (c -> 'from' ->> 'title'), (c -> 'from' ->> 'description'), (c -> 'from' ->> 'externalId'),
                                (c -> 'from' ->> 'metadata'), (c -> 'to' ->> 'title'), (c -> 'to' ->> 'description'),
                                (c -> 'to' ->> 'externalId'), (c -> 'to' ->> 'metadata')) v (text)
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.type LIKE 'request%'
       AND NOT c ? 'card' AND NOT c ? 'message' AND r.number = ANY (_traces.kept)
       AND v.text NOT IN ('', '{}', r.title, r.description, coalesce(r.external_id, ''), r.metadata::text));
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
END $$;
