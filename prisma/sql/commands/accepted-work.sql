-- Accepted work: a card that came from a request, from the answer until it is delivered. Its requester has a yes. So a
-- write by which it goes back before the commitment point (`putBack`) or leaves the board (`takenOff`) gives a reason that
-- the requester reads, and is refused without one. A card that was delivered counts too if the write undoes that. The
-- checks here run under the lock of the write.

-- Gives the reason to the triggers that pass it on to the requesters, or refuses with all cards concerned. Cards without a request
-- don't matter. _to_requester: {reason, message?}, or null.
CREATE FUNCTION weir.require_reason(
  _workspace uuid, _board uuid, _put_back integer[], _taken_off integer[], _to_requester jsonb
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _cards jsonb := weir.accepted_work(_workspace, _board, _put_back, _taken_off);
BEGIN
  IF _cards = '[]' THEN
    RETURN;
  ELSIF coalesce(_to_requester, 'null') = 'null' THEN
    PERFORM weir.refuse('accepted-work', jsonb_build_object('cards', _cards));
  END IF;
  PERFORM weir.set_reason(_to_requester ->> 'reason', _to_requester ->> 'message');
END $$;

-- Those of the cards that came from a request, as the refusal shows them.
CREATE FUNCTION weir.accepted_work(_workspace uuid, _board uuid, _put_back integer[], _taken_off integer[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'number', c.number, 'ref', b.key || '-' || c.number, 'title', c.title,
             'request', jsonb_build_object('number', r.number, 'ref', b.key || '-R' || r.number,
                                           'requester', weir.requester(r) ->> 'name')
                        || CASE WHEN r.guest_id IS NULL THEN '{}' ELSE '{"guest": true}' END::jsonb
                        || CASE WHEN weir.requester_left(r) THEN '{"left": true}' ELSE '{}' END::jsonb,
             'effect', CASE WHEN c.number = ANY (_taken_off) THEN 'takenOff' ELSE 'putBack' END) ORDER BY c.number), '[]')
      FROM public.cards c
      JOIN public.boards b   ON b.workspace_id = c.workspace_id AND b.id = c.board_id
      JOIN public.requests r ON r.workspace_id = c.workspace_id AND r.board_id = c.board_id AND r.id = c.request_id
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_put_back || _taken_off));
END $$;

-- Sets what the requesters read, until the end of the transaction.
CREATE FUNCTION weir.set_reason(_reason text, _message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('weir.to_requester', jsonb_build_object('reason', _reason, 'message', nullif(_message, ''))::text, true);
END $$;

-- Whether a card that came from a request goes back before the commitment point by entering a column of this kind.
CREATE FUNCTION weir.is_put_back(_card public.cards, _kind public.column_kind) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _card.request_id IS NOT NULL AND _card.committed_at IS NOT NULL AND _kind = 'queue'
$$;
