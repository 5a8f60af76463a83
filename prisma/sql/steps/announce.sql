-- Telling the people of a request what became of it. The sweep of the API calls these functions for one request at a time.
-- Each locks the request's row, decides afresh under that lock, and so tells everything once, however many instances sweep.

-- Requests with steps to tell: a minute after the last one, so that what is undone at once is never told, and ten minutes
-- after the first in any case. The index request_steps_unsettled has only such steps.
CREATE FUNCTION weir.steps_due(_now timestamptz, _most integer) RETURNS TABLE (workspace_id uuid, board_id uuid, request_id uuid)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT s.workspace_id, s.board_id, s.request_id
    FROM public.request_steps s
   WHERE s.settled_at IS NULL
   GROUP BY 1, 2, 3
  HAVING max(s.at) <= _now - interval '1 minute' OR min(s.at) <= _now - interval '10 minutes'
   ORDER BY min(s.at)
   LIMIT _most;
END $$;

-- Tells the state that the request is in now. If that is the state last told, the steps between were undone, and nobody is
-- told of them. _expected: {p50, p85}, or null. Returns the kind of the notices, or null for none.
CREATE FUNCTION weir.tell_step(_workspace uuid, _board uuid, _request uuid, _now timestamptz, _expected jsonb) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  _last    public.request_steps;
  _told    public.request_steps;
  _place   public.request_steps;
  _tell    public.request_steps;
  _is_same boolean;
  _kind    text;
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  _last := weir.last_step(_workspace, _board, _request);
  IF _last.settled_at IS NOT NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO _told FROM public.request_steps s
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request AND s.told
   ORDER BY s.n DESC LIMIT 1;
  -- Work that was put back while it was blocked is blocked still. What its requester has to be told is the former.
  _place := weir.last_place(_workspace, _board, _request);
  _tell := CASE WHEN _last.state = 'blocked' AND _place.state = 'putBack' AND _place.settled_at IS NULL
                 AND NOT weir.is_same_step(_place, _told) THEN _place ELSE _last END;

  _is_same := weir.is_same_step(_tell, _told);
  UPDATE public.request_steps s SET settled_at = _now, told = NOT _is_same AND s.n IN (_last.n, _tell.n)
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request
     AND s.settled_at IS NULL AND s.n <= _last.n;
  IF _is_same THEN
    RETURN NULL;
  END IF;

  _kind := CASE
    WHEN _tell.state IN ('delivered', 'takenOff', 'blocked') THEN _tell.state::text
    WHEN _told.state = 'takenOff' THEN 'restored'
    WHEN _told.state = 'blocked' AND (_tell.state <> 'putBack' OR weir.covered_put_back(_told)) THEN 'unblocked'
    ELSE _tell.state::text END;
  PERFORM weir.notify_of_work(_workspace, _board, _request, _kind, _tell.seq, _now, jsonb_build_object(
    'was', _told.state, 'reason', weir.step_reason(_tell), 'message', _tell.message,
    'expected', CASE WHEN _tell.state NOT IN ('delivered', 'takenOff') THEN _expected END));
  IF _tell.state NOT IN ('delivered', 'takenOff') THEN
    PERFORM weir.record_told_forecast(_workspace, _board, _request, _now, _expected);
  END IF;
  RETURN _kind;
END $$;

-- Whether two steps say the same to a reader. A block whose reason was corrected is the same block.
CREATE FUNCTION weir.is_same_step(_one public.request_steps, _other public.request_steps) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(_one.state = _other.state, false)
     AND (_one.state = 'blocked' OR (_one.reason, _one.message) IS NOT DISTINCT FROM (_other.reason, _other.message))
$$;

-- Whether work was put back already when it was blocked.
CREATE FUNCTION weir.covered_put_back(_block public.request_steps) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN 'putBack' = (
    SELECT s.state FROM public.request_steps s
     WHERE s.workspace_id = _block.workspace_id AND s.board_id = _block.board_id AND s.request_id = _block.request_id
       AND s.n < _block.n AND s.state NOT IN ('blocked', 'takenOff')
     ORDER BY s.n DESC LIMIT 1);
END $$;

-- Tells another expected date, unless somebody has told one since, or a step is still to be told, which will have the date.
-- _since: when the last one was told; null for none. _notify: whether the people of the request are told now. Without it
-- the date is only remembered as what later ones are compared with.
CREATE FUNCTION weir.tell_forecast(
  _workspace uuid, _board uuid, _request uuid, _now timestamptz, _expected jsonb, _since timestamptz, _notify boolean
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  _last public.told_forecasts;
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  SELECT * INTO _last FROM public.told_forecasts t
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.request_id = _request
   ORDER BY t.at DESC LIMIT 1;
  IF _last.at IS DISTINCT FROM _since OR EXISTS (
       SELECT FROM public.request_steps s
        WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request AND s.settled_at IS NULL) THEN
    RETURN false;
  END IF;
  PERFORM weir.record_told_forecast(_workspace, _board, _request, _now, _expected);
  IF _notify THEN
    PERFORM weir.notify_of_work(_workspace, _board, _request, 'expected', NULL, _now, jsonb_build_object(
      'from', _last.p85, 'expected', _expected));
  END IF;
  RETURN true;
END $$;

-- Adds the expected date to the notices of a request that was just accepted.
CREATE FUNCTION weir.tell_at_answer(_workspace uuid, _board uuid, _request uuid, _now timestamptz, _expected jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.notices n SET facts = n.facts || jsonb_build_object('expected', _expected)
   WHERE n.workspace_id = _workspace AND n.id IN (
     SELECT x.id
       FROM weir.people_of_request(_workspace, _board, _request) p
      CROSS JOIN LATERAL (
        SELECT m.id FROM public.notices m
         WHERE m.workspace_id = _workspace AND m.user_id = p.user_id AND m.at = _now AND m.request_id = _request
         UNION ALL
        SELECT m.id FROM public.notices m
         WHERE m.workspace_id = _workspace AND m.guest_id = p.guest_id AND m.at = _now AND m.request_id = _request) x);
  PERFORM weir.record_told_forecast(_workspace, _board, _request, _now, _expected);
END $$;

-- Records a date that the people of a request are told: {p50, p85}. Null, or one that is unknown, is none.
CREATE FUNCTION weir.record_told_forecast(_workspace uuid, _board uuid, _request uuid, _now timestamptz, _expected jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.told_forecasts (workspace_id, board_id, request_id, at, p50, p85)
  SELECT _workspace, _board, _request, _now, (_expected ->> 'p50')::date, (_expected ->> 'p85')::date
   WHERE _expected ? 'p85'
  ON CONFLICT DO NOTHING;
END $$;

-- Writes a notice for everyone whom the request concerns and who is still a member, except the person who did it: the actor
-- of the event with this number.
CREATE FUNCTION weir.notify_of_work(
  _workspace uuid, _board uuid, _request uuid, _kind text, _seq bigint, _now timestamptz, _facts jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT _workspace, gen_random_uuid(), p.user_id, p.guest_id, _board, _kind::public.notice_kind, _request, _facts, _now
    FROM weir.people_of_request(_workspace, _board, _request) p
   WHERE NOT EXISTS (SELECT FROM public.memberships m
                      WHERE m.workspace_id = _workspace AND m.user_id = p.user_id AND m.left_at IS NOT NULL)
     AND NOT EXISTS (SELECT FROM public.events e
                      WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.seq = _seq AND e.actor_id = p.user_id);
END $$;
