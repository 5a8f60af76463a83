-- Steps: what became of accepted work, so that its requester can read it. Triggers on everything that decides the state of
-- a card record them, on every write path and under the clock of the board.
--
-- The state of a request follows from its card. Where several are true, the first one counts:
--   delivered  the card is in a done column, archived or not
--   takenOff   the card is archived or deleted, or its board is archived
--   blocked    the card has an open block
--   begun      the card is committed
--   putBack    the card was committed, and no longer is
--   queued     the card was never committed
-- Each step has the number of the request's card. If plain SQL puts another card in its place, that is a step too.
-- `takenOff` and `blocked` cover the card's place, which is one of the others. A change of the place is a step even where
-- it is covered, and the cover another after it: so a reason given to the requester is never lost.

CREATE FUNCTION weir.record_steps(_workspace uuid, _board uuid, _requests uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _request uuid;
BEGIN
  -- An import adds the steps of a request itself, and calls weir.record_step once its card is complete.
  IF weir.is_importing() THEN
    RETURN;
  END IF;
  FOR _request IN SELECT DISTINCT r FROM unnest(_requests) r WHERE r IS NOT NULL ORDER BY 1 LOOP
    PERFORM weir.record_step(_workspace, _board, _request);
  END LOOP;
END $$;

-- Records the steps of one request, if its state has changed.
CREATE FUNCTION weir.record_step(_workspace uuid, _board uuid, _request uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _card    public.cards;
  _last    public.request_steps := weir.last_step(_workspace, _board, _request);
  _place   public.request_steps := weir.last_place(_workspace, _board, _request);
  _new     public.request_steps;
  _is_off  boolean;
  _is_same boolean;
  _blocked text;
BEGIN
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.request_id = _request;
  IF _card.id IS NULL AND _last.n IS NULL THEN
    RETURN;
  END IF;
  _is_same := coalesce(_card.number, _last.card) IS NOT DISTINCT FROM _last.card;
  _new.state := CASE
    WHEN _card.id IS NULL                THEN _place.state
    WHEN _card.delivered_at IS NOT NULL  THEN 'delivered'
    WHEN _card.committed_at IS NOT NULL  THEN 'begun'
    WHEN _place.state IS NULL OR _place.state = 'queued' THEN 'queued'
    ELSE 'putBack' END;
  IF _new.state IS DISTINCT FROM _place.state THEN
    IF _new.state = 'putBack' THEN
      _new.reason := weir.given_reason() ->> 'reason';
      _new.message := weir.given_reason() ->> 'message';
    END IF;
    _place := weir.add_step(_workspace, _board, _request, _new);
  END IF;

  SELECT _card.id IS NULL OR _card.archived_at IS NOT NULL OR b.archived_at IS NOT NULL INTO _is_off
    FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board;
  IF _last.state = 'takenOff' AND NOT _is_off THEN
    PERFORM weir.check_not_asked_again(_workspace, _board, _request);
  END IF;
  SELECT b.reason INTO _blocked FROM public.card_blocks b
   WHERE b.workspace_id = _workspace AND b.board_id = _board AND b.card_id = _card.id AND b.unblocked_at IS NULL;
  _new := NULL;
  IF _place.state = 'delivered' OR NOT _is_off AND _blocked IS NULL THEN
    -- Nothing covers the place. It needs a step of its own again if something did.
    IF _place.n > coalesce(_last.n, 0) OR _last.state = _place.state AND _is_same THEN
      RETURN;
    END IF;
    _new.state := _place.state;
    _new.since := CASE WHEN _last.state = _place.state THEN _last.since END;
    _new.reason := _place.reason;
    _new.message := _place.message;
  ELSIF _is_off THEN
    _new.state := 'takenOff';
    IF _last.state = 'takenOff' THEN
      _new.since := _last.since;
      _new.reason := _last.reason;
      _new.message := _last.message;
    ELSE
      _new.reason := weir.given_reason() ->> 'reason';
      _new.message := weir.given_reason() ->> 'message';
    END IF;
  ELSE
    _new.state := 'blocked';
    _new.reason := _blocked;
    _new.since := CASE WHEN _last.state = 'blocked' THEN _last.since END;
  END IF;
  -- A cover that stays needs a step only if the place changed under it, or a block has another reason.
  IF _place.n < _last.n AND _new.state = _last.state AND _new.reason IS NOT DISTINCT FROM _last.reason AND _is_same THEN
    RETURN;
  END IF;
  PERFORM weir.add_step(_workspace, _board, _request, _new);
END $$;

-- Adds a step at the board's current event. What happens in the event of the answer is in the answer's notice.
CREATE FUNCTION weir.add_step(_workspace uuid, _board uuid, _request uuid, _step public.request_steps) RETURNS public.request_steps
LANGUAGE plpgsql AS $$
DECLARE
  _announced boolean;
BEGIN
  SELECT k.seq, k.at INTO _step.seq, _step.at FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  SELECT coalesce(max(s.n), 0) + 1, coalesce(bool_and(s.seq = _step.seq), true) INTO _step.n, _announced
    FROM public.request_steps s WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request;
  _step.card := coalesce(
    (SELECT c.number FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.request_id = _request),
    (weir.last_step(_workspace, _board, _request)).card);
  INSERT INTO public.request_steps (workspace_id, board_id, request_id, n, seq, state, at, since, reason, message, card,
                                    settled_at, announced)
  VALUES (_workspace, _board, _request, _step.n, _step.seq, _step.state, _step.at, coalesce(_step.since, _step.at),
          _step.reason, _step.message, _step.card, CASE WHEN _announced THEN _step.at END, _announced)
  RETURNING * INTO _step;
  RETURN _step;
END $$;

-- The step that its requester reads now.
CREATE FUNCTION weir.last_step(_workspace uuid, _board uuid, _request uuid) RETURNS public.request_steps LANGUAGE sql STABLE AS $$
  SELECT s FROM public.request_steps s
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request
   ORDER BY s.n DESC LIMIT 1
$$;

-- The last step that was one of a place.
CREATE FUNCTION weir.last_place(_workspace uuid, _board uuid, _request uuid) RETURNS public.request_steps LANGUAGE sql STABLE AS $$
  SELECT s FROM public.request_steps s
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request AND s.state NOT IN ('blocked', 'takenOff')
   ORDER BY s.n DESC LIMIT 1
$$;

-- What the requester reads, as the writer set it for its transaction: {reason, message}. Without it, who wrote.
CREATE FUNCTION weir.given_reason() RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('weir.to_requester', true), '')::jsonb,
                  jsonb_build_object('reason', CASE WHEN weir.has_own_event() THEN 'system' ELSE 'database' END))
$$;

-- A step's reason as its readers get it: the text of a block, or a code that the API words. `other` says nothing besides
-- its message.
CREATE FUNCTION weir.step_reason(_step public.request_steps) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN _step.state = 'blocked' THEN weir.block_reason(_step.reason)
    WHEN _step.reason = 'other' AND _step.message IS NOT NULL THEN NULL
    WHEN _step.reason IN ('noCapacity', 'notAligned', 'tooLarge', 'needsInformation', 'other', 'system', 'database')
    THEN weir.coded_text('stepReason', jsonb_build_object('code', _step.reason))
    ELSE to_jsonb(_step.reason) END
$$;
