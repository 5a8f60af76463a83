-- Waits: a card or a request of a board waits on a request, usually of another board. See docs/decisions/waits.md.
--
-- A wait is one row on the board that waits. The clock of that board covers the row, and its events record the changes. The request
-- changes on another board, whose writers never lock this clock. They add a row to wait_checks, and a job then settles the waits
-- under the clocks of both boards.

-- The state of a request, and the request that continues it: waits on the first request move to that one.
CREATE TYPE weir.request_fate AS (state public.wait_state, next_board_id uuid, next_request_id uuid);

-- A redirected request continues on the other board. A duplicate continues as the request that it duplicates. A request that was asked
-- again continues as the newest request that follows it. A request that was accepted in part continues as its remaining part, once the
-- accepted part is delivered. Null if the request was deleted.
CREATE FUNCTION weir.fate_of_request(_workspace uuid, _board uuid, _request uuid) RETURNS weir.request_fate LANGUAGE plpgsql STABLE AS $$
DECLARE
  _answer public.answers;
  _fate   weir.request_fate;
BEGIN
  PERFORM FROM public.requests r WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO _answer FROM public.answers a WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.request_id = _request;
  IF NOT FOUND THEN
    _fate.state := 'waiting';
    RETURN _fate;
  END IF;
  CASE _answer.kind
    WHEN 'accept', 'trade' THEN
      _fate.state := coalesce((weir.last_step(_workspace, _board, _request)).state::text, 'queued')::public.wait_state;
      IF _fate.state = 'delivered' THEN
        SELECT r.board_id, r.id INTO _fate.next_board_id, _fate.next_request_id
          FROM public.requests r
         WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.part_of_id = _request;
      END IF;
      IF _fate.state <> 'takenOff' THEN
        RETURN _fate;
      END IF;
    WHEN 'redirect' THEN
      SELECT r.board_id, r.id INTO _fate.next_board_id, _fate.next_request_id
        FROM public.requests r
       WHERE r.workspace_id = _workspace AND r.from_board_id = _board AND r.from_request_id = _request;
      _fate.state := 'withdrawn';
      RETURN _fate;
    WHEN 'duplicate' THEN
      _fate := ROW ('withdrawn', CASE WHEN _answer.duplicate_of_id IS NOT NULL THEN _board END, _answer.duplicate_of_id)::weir.request_fate;
      RETURN _fate;
    WHEN 'decline'   THEN _fate.state := 'declined';
    WHEN 'defer'     THEN _fate.state := 'deferred';
    WHEN 'expired'   THEN _fate.state := 'expired';
    WHEN 'shed'      THEN _fate.state := 'shed';
    WHEN 'withdrawn' THEN _fate.state := 'withdrawn';
  END CASE;
  SELECT r.board_id, r.id INTO _fate.next_board_id, _fate.next_request_id
    FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.follows_id = _request
   ORDER BY r.number DESC LIMIT 1;
  RETURN _fate;
END $$;

-- The request at the end of this chain, and its state. A chain has no circle: each request is newer than the one that it continues,
-- and the database refuses circles of duplicates. The bound is for rows that plain SQL wrote with triggers disabled. A wait that
-- reaches the bound continues from there when it is settled again.
CREATE TYPE weir.awaited_request AS (board_id uuid, request_id uuid, state public.wait_state);

CREATE FUNCTION weir.awaited_now(_workspace uuid, _board uuid, _request uuid) RETURNS weir.awaited_request LANGUAGE plpgsql STABLE AS $$
DECLARE
  _at   weir.awaited_request := ROW (_board, _request, NULL)::weir.awaited_request;
  _fate weir.request_fate;
BEGIN
  FOR _hop IN 1 .. 1000 LOOP
    _fate := weir.fate_of_request(_workspace, _at.board_id, _at.request_id);
    _at.state := _fate.state;
    EXIT WHEN _fate.next_request_id IS NULL OR _hop = 1000;
    _at.board_id := _fate.next_board_id;
    _at.request_id := _fate.next_request_id;
  END LOOP;
  RETURN _at;
END $$;

CREATE FUNCTION weir.is_wait_open(_state public.wait_state) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _state IN ('waiting', 'queued', 'begun', 'blocked', 'putBack')
$$;
