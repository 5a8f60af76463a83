-- The date from which a request may be asked again: given by its answer, or, for accepted work that left the board before
-- it was delivered, the day it left or the date that a trade set. It ends when the card or its board comes back. Plain SQL
-- may have deleted the card, or taken its request from it. Null: it has no ticket.
CREATE FUNCTION weir.ticket_from(_request public.requests) RETURNS date LANGUAGE plpgsql STABLE AS $$
DECLARE
  _from date;
  _step public.request_steps;
BEGIN
  SELECT a.until INTO _from FROM public.answers a
   WHERE a.workspace_id = _request.workspace_id AND a.board_id = _request.board_id AND a.request_id = _request.id;
  IF _from IS NOT NULL THEN
    RETURN _from;
  END IF;
  SELECT coalesce(
           (SELECT d.until FROM public.displacements d
             WHERE d.workspace_id = c.workspace_id AND d.board_id = c.board_id AND d.card_id = c.id
               AND d.at >= c.archived_at
             ORDER BY d.at DESC LIMIT 1),
           (coalesce(c.archived_at, b.archived_at) AT TIME ZONE i.time_zone)::date)
    INTO _from
    FROM public.cards c
    JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
    JOIN public.intakes i ON i.workspace_id = c.workspace_id AND i.board_id = c.board_id
   WHERE c.workspace_id = _request.workspace_id AND c.board_id = _request.board_id AND c.request_id = _request.id
     AND c.delivered_at IS NULL AND coalesce(c.archived_at, b.archived_at) IS NOT NULL;
  IF _from IS NOT NULL THEN
    RETURN _from;
  END IF;
  _step := weir.last_step(_request.workspace_id, _request.board_id, _request.id);
  IF _step.state IS DISTINCT FROM 'takenOff' OR EXISTS (
       SELECT FROM public.cards c
        WHERE c.workspace_id = _step.workspace_id AND c.board_id = _step.board_id AND c.request_id = _step.request_id) THEN
    RETURN NULL;
  END IF;
  SELECT coalesce(
           (SELECT d.until FROM public.displacements d
             WHERE d.workspace_id = _step.workspace_id AND d.board_id = _step.board_id
               AND d.displaced_request_id = _step.request_id AND d.at >= _step.since
             ORDER BY d.at DESC LIMIT 1),
           (_step.since AT TIME ZONE i.time_zone)::date)
    INTO _from
    FROM public.intakes i WHERE i.workspace_id = _step.workspace_id AND i.board_id = _step.board_id;
  RETURN _from;
END $$;

-- Refuses to bring accepted work back to the board if its requester has used the ticket, because the same work would be promised
-- twice. If the new request was turned down, the work may come back.
CREATE FUNCTION weir.check_not_asked_again(_workspace uuid, _board uuid, _request uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _facts jsonb := (
    SELECT jsonb_build_object('request', jsonb_build_object('number', r.number, 'ref', b.key || '-R' || r.number),
                              'followedBy', jsonb_build_object('number', n.number, 'ref', b.key || '-R' || n.number))
      FROM public.requests r
      JOIN public.boards b   ON b.workspace_id = r.workspace_id AND b.id = r.board_id
      JOIN public.requests n ON n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.follows_id = r.id AND n.by_ticket
      LEFT JOIN public.answers a ON a.workspace_id = n.workspace_id AND a.board_id = n.board_id AND a.request_id = n.id
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request
       AND (a.kind IS NULL OR a.kind IN ('accept', 'trade', 'duplicate', 'redirect')));
BEGIN
  IF _facts IS NOT NULL THEN
    PERFORM weir.refuse('asked-again', _facts);
  END IF;
END $$;

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
