-- Settles a wait: updates it to the current state of its request. Call it under the clocks of both boards, with the row of the wait
-- locked before them. If the wait moves to another request, it adds a check, because the clock of a third board is not locked here.
-- Returns the change for the event, {wait, card or request, from, to}, or null if nothing changed. If the card or request already waits
-- on the request that continues this one, the wait is deleted. It is also deleted if a card would wait on its own request.
CREATE FUNCTION weir.settle_wait(_workspace uuid, _board uuid, _id uuid, _now timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _was  public.request_waits;
  _is   public.request_waits;
  _next weir.awaited_request;
BEGIN
  SELECT * INTO _was FROM public.request_waits w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.id = _id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  _next := weir.awaited_now(_workspace, _was.on_board_id, _was.on_request_id);
  IF _next.state IS NULL THEN
    RETURN NULL;
  END IF;
  _is := _was;
  _is.on_board_id := _next.board_id;
  _is.on_request_id := _next.request_id;
  _is.state := _next.state;
  _is.ended_at := CASE WHEN NOT weir.is_wait_open(_next.state) THEN coalesce(_was.ended_at, _now) END;
  IF _is = _was THEN
    RETURN NULL;
  END IF;
  IF weir.waits_on_itself(_is) OR (_is.on_board_id, _is.on_request_id) <> (_was.on_board_id, _was.on_request_id) AND EXISTS (
       SELECT FROM public.request_waits w
        WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.id <> _id
          AND (w.card_id = _is.card_id OR w.request_id = _is.request_id)
          AND w.on_board_id = _is.on_board_id AND w.on_request_id = _is.on_request_id) THEN
    DELETE FROM public.request_waits w WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.id = _id;
    RETURN weir.wait_change(_was, NULL);
  END IF;
  UPDATE public.request_waits w
     SET on_board_id = _is.on_board_id, on_request_id = _is.on_request_id, state = _is.state, ended_at = _is.ended_at
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.id = _id;
  PERFORM weir.notify_of_wait(_was, _is, _now);
  RETURN weir.wait_change(_was, _is);
END $$;

-- Whether a request waits on itself, or a card on the request that it came from.
CREATE FUNCTION weir.waits_on_itself(_w public.request_waits) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT _w.board_id = _w.on_board_id AND (_w.request_id IS NOT DISTINCT FROM _w.on_request_id OR EXISTS (
           SELECT FROM public.cards c
            WHERE c.workspace_id = _w.workspace_id AND c.board_id = _w.board_id AND c.id = _w.card_id AND c.request_id = _w.on_request_id))
$$;

-- Notifies the watchers of a card that waits when its wait ends or the work is put back. The card of an accepted request keeps the
-- waits of the request. A request without a card has no watchers.
CREATE FUNCTION weir.notify_of_wait(_was public.request_waits, _is public.request_waits, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _card uuid := coalesce(_is.card_id, (
    SELECT c.id FROM public.cards c
     WHERE c.workspace_id = _is.workspace_id AND c.board_id = _is.board_id AND c.request_id = _is.request_id));
BEGIN
  IF _card IS NULL OR _is.state = _was.state OR weir.is_wait_open(_is.state) AND _is.state <> 'putBack' OR NOT EXISTS (
       SELECT FROM public.cards c
        WHERE c.workspace_id = _is.workspace_id AND c.board_id = _is.board_id AND c.id = _card AND weir.is_open(c)) THEN
    RETURN;
  END IF;
  PERFORM weir.notify_watchers(_is.workspace_id, _is.board_id, _card, NULL, 'waitChanged', jsonb_build_object(
            'on', weir.ref_of_request(_is.workspace_id, _is.on_board_id, _is.on_request_id), 'state', _is.state), NULL, _now);
END $$;

CREATE FUNCTION weir.ref_of_request(_workspace uuid, _board uuid, _request uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT b.key || '-R' || r.number
    FROM public.requests r JOIN public.boards b ON b.workspace_id = r.workspace_id AND b.id = r.board_id
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request
$$;

-- The change of a wait as events show it: of the card that waits, or of the request if it has no card. Null if both were deleted.
CREATE FUNCTION weir.wait_change(_was public.request_waits, _is public.request_waits) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _of public.request_waits := coalesce(_is, _was);
BEGIN
  RETURN weir.waiter(_of) || jsonb_build_object('wait', _of.id, 'from', weir.wait_values(_was), 'to', weir.wait_values(_is));
END $$;

CREATE FUNCTION weir.waiter(_w public.request_waits) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT jsonb_build_object('card', c.number) FROM public.cards c
      WHERE c.workspace_id = _w.workspace_id AND c.board_id = _w.board_id AND c.id = _w.card_id),
    (SELECT jsonb_build_object('card', c.number) FROM public.cards c
      WHERE c.workspace_id = _w.workspace_id AND c.board_id = _w.board_id AND c.request_id = _w.request_id),
    (SELECT jsonb_build_object('request', r.number) FROM public.requests r
      WHERE r.workspace_id = _w.workspace_id AND r.board_id = _w.board_id AND r.id = _w.request_id))
$$;

-- The request that is waited on, and its state.
CREATE FUNCTION weir.wait_values(_w public.request_waits) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('board', b.key, 'number', r.number, 'state', _w.state)
    FROM public.requests r JOIN public.boards b ON b.workspace_id = r.workspace_id AND b.id = r.board_id
   WHERE r.workspace_id = _w.workspace_id AND r.board_id = _w.on_board_id AND r.id = _w.on_request_id
$$;

-- The changes of the waits of a board by plain SQL.
CREATE FUNCTION weir.changes_of_waits(_workspace uuid, _board uuid, _was jsonb[], _is jsonb[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(weir.waiter(v.row) || jsonb_build_object('wait', (v.row).id) || v.changed ORDER BY (v.row).id)
      FROM (SELECT coalesce(n.row, o.row) AS row,
                   weir.changed_values(CASE WHEN (o.row).id IS NOT NULL THEN weir.wait_values(o.row) END,
                                       CASE WHEN (n.row).id IS NOT NULL THEN weir.wait_values(n.row) END) AS changed
              FROM (SELECT jsonb_populate_record(NULL::public.request_waits, w) AS row FROM unnest(_was) w) o
              FULL JOIN (SELECT jsonb_populate_record(NULL::public.request_waits, i) AS row FROM unnest(_is) i) n
                ON (n.row).id = (o.row).id) v
     WHERE v.changed IS NOT NULL AND weir.waiter(v.row) IS NOT NULL);
END $$;

-- The refs of the requests that a card waits on now, its own waits and those of the request that it came from.
CREATE FUNCTION weir.awaited_by(_workspace uuid, _board uuid, _card uuid, _request uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN to_jsonb(ARRAY(
    SELECT b.key || '-R' || r.number
      FROM (SELECT w.workspace_id, w.on_board_id, w.on_request_id FROM public.request_waits w
             WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.card_id = _card AND w.ended_at IS NULL
             UNION
            SELECT w.workspace_id, w.on_board_id, w.on_request_id FROM public.request_waits w
             WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.request_id = _request AND w.ended_at IS NULL) w
      JOIN public.requests r ON r.workspace_id = w.workspace_id AND r.board_id = w.on_board_id AND r.id = w.on_request_id
      JOIN public.boards b   ON b.workspace_id = r.workspace_id AND b.id = r.board_id
     ORDER BY b.key, r.number));
END $$;
