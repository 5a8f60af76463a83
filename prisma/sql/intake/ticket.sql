-- The date from which a request may be asked again: given by its answer, or by a trade that archived its card. Null: it
-- has no ticket.
CREATE FUNCTION weir.ticket_from(_request public.requests) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT a.until FROM public.answers a
      WHERE a.workspace_id = _request.workspace_id AND a.board_id = _request.board_id AND a.request_id = _request.id),
    (SELECT d.until FROM public.displacements d
      JOIN public.cards c ON c.workspace_id = d.workspace_id AND c.board_id = d.board_id AND c.id = d.card_id AND c.archived_at IS NOT NULL
      WHERE d.workspace_id = _request.workspace_id AND d.board_id = _request.board_id AND d.displaced_request_id = _request.id
        AND d.until IS NOT NULL
      ORDER BY d.at DESC LIMIT 1))
$$;

-- Refuses unless the request has a ticket that is valid on this day: from its date on, once.
CREATE FUNCTION weir.check_ticket(_follows public.requests, _today date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _from date := weir.ticket_from(_follows);
  _used integer;
BEGIN
  IF _from IS NULL THEN
    PERFORM weir.refuse('not-deferred');
  END IF;
  SELECT r.number INTO _used FROM public.requests r
   WHERE r.workspace_id = _follows.workspace_id AND r.board_id = _follows.board_id AND r.follows_id = _follows.id AND r.by_ticket;
  IF FOUND THEN
    PERFORM weir.refuse('already-asked', jsonb_build_object('followedBy', _used));
  ELSIF _today < _from THEN
    PERFORM weir.refuse('too-early', jsonb_build_object('from', _from));
  END IF;
END $$;
