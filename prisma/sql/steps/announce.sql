-- Announces to the people of a request what became of it. The sweep of the API calls these functions for one request at a time.
-- Each locks the request's row, decides afresh under that lock, and so announces everything once, however many instances sweep.

-- Requests with steps to announce: a minute after the last one, so that what is undone at once never is, and ten minutes
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

-- Whether anybody is notified of a request's accepted work, and whether its requester has left.
CREATE TYPE weir.reach AS (anybody boolean, requester_left boolean);

-- Both can be true: a watcher is notified although the requester has left.
CREATE FUNCTION weir.reach_of(_workspace uuid, _board uuid, _request uuid) RETURNS weir.reach LANGUAGE sql STABLE AS $$
  SELECT ROW (EXISTS (SELECT FROM weir.readers_of_request(_workspace, _board, _request)), weir.requester_left(r))::weir.reach
    FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request
$$;

-- Announces the state that the request is in now. If that is the state last announced, the steps between were undone, and nobody is
-- notified of them. _expected: {p50, p85}, or null. Returns the kind of the notices, or null for none.
CREATE FUNCTION weir.announce_step(_workspace uuid, _board uuid, _request uuid, _now timestamptz, _expected jsonb) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  _last    public.request_steps;
  _announced    public.request_steps;
  _place   public.request_steps;
  _next    public.request_steps;
  _reached weir.reach;
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
  SELECT * INTO _announced FROM public.request_steps s
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request AND s.announced
   ORDER BY s.n DESC LIMIT 1;
  -- Work that was put back while it was blocked is blocked still. What has to be announced is the former.
  _place := weir.last_place(_workspace, _board, _request);
  _next := CASE WHEN _last.state = 'blocked' AND _place.state = 'putBack' AND _place.settled_at IS NULL
                 AND NOT weir.is_same_step(_place, _announced) THEN _place ELSE _last END;

  _is_same := weir.is_same_step(_next, _announced);
  SELECT * INTO _reached FROM weir.reach_of(_workspace, _board, _request);
  UPDATE public.request_steps s
     SET settled_at = _now, announced = NOT _is_same AND _reached.anybody AND s.n IN (_last.n, _next.n),
         requester_left = NOT _is_same AND _reached.requester_left AND s.n IN (_last.n, _next.n)
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request
     AND s.settled_at IS NULL AND s.n <= _last.n;
  IF _is_same OR NOT _reached.anybody THEN
    RETURN NULL;
  END IF;

  _kind := CASE
    WHEN _next.state IN ('delivered', 'takenOff', 'blocked') THEN _next.state::text
    WHEN _announced.state = 'takenOff' THEN 'restored'
    WHEN _announced.state = 'blocked' AND (_next.state <> 'putBack' OR weir.covered_put_back(_announced)) THEN 'unblocked'
    ELSE _next.state::text END;
  PERFORM weir.notify_of_work(_workspace, _board, _request, _kind, _next.seq, _now, jsonb_build_object(
    'was', _announced.state, 'reason', weir.step_reason(_next), 'message', _next.message,
    'expected', CASE WHEN _next.state NOT IN ('delivered', 'takenOff') THEN _expected END));
  IF _next.state NOT IN ('delivered', 'takenOff') THEN
    PERFORM weir.record_announced_forecast(_workspace, _board, _request, _now, _expected);
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

-- Announces another expected date, unless one was announced since, or a step is still to be announced, which will have the date.
-- _since: when the last one was announced; null for none. _notify: whether the people of the request are notified now. Without it
-- the date is only remembered as what later ones are compared with.
CREATE FUNCTION weir.announce_forecast(
  _workspace uuid, _board uuid, _request uuid, _now timestamptz, _expected jsonb, _since timestamptz, _notify boolean
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  _last public.announced_forecasts;
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  SELECT * INTO _last FROM public.announced_forecasts t
   WHERE t.workspace_id = _workspace AND t.board_id = _board AND t.request_id = _request
   ORDER BY t.at DESC LIMIT 1;
  IF _last.at IS DISTINCT FROM _since OR EXISTS (
       SELECT FROM public.request_steps s
        WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request AND s.settled_at IS NULL) THEN
    RETURN false;
  END IF;
  PERFORM weir.record_announced_forecast(_workspace, _board, _request, _now, _expected);
  IF _notify THEN
    PERFORM weir.notify_of_work(_workspace, _board, _request, 'expected', NULL, _now, jsonb_build_object(
      'from', _last.p85, 'expected', _expected));
  END IF;
  RETURN true;
END $$;

-- Adds the expected date to the notices of a request that was just accepted.
CREATE FUNCTION weir.announce_at_answer(_workspace uuid, _board uuid, _request uuid, _now timestamptz, _expected jsonb) RETURNS void
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
  PERFORM weir.record_announced_forecast(_workspace, _board, _request, _now, _expected);
END $$;

-- Records a date that is announced to the people of a request: {p50, p85}. Without a known date, or
-- if all of these people have left, it records nothing.
CREATE FUNCTION weir.record_announced_forecast(_workspace uuid, _board uuid, _request uuid, _now timestamptz, _expected jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.announced_forecasts (workspace_id, board_id, request_id, at, p50, p85)
  SELECT _workspace, _board, _request, _now, (_expected ->> 'p50')::date, (_expected ->> 'p85')::date
   WHERE _expected ? 'p85' AND (weir.reach_of(_workspace, _board, _request)).anybody
  ON CONFLICT DO NOTHING;
END $$;

-- Writes a notice for everyone that the request concerns and who is still a member, except the person who did it: the actor
-- of the event with this number.
CREATE FUNCTION weir.notify_of_work(
  _workspace uuid, _board uuid, _request uuid, _kind text, _seq bigint, _now timestamptz, _facts jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT _workspace, gen_random_uuid(), p.user_id, p.guest_id, _board, _kind::public.notice_kind, _request, _facts, _now
    FROM weir.readers_of_request(_workspace, _board, _request) p
   WHERE NOT EXISTS (SELECT FROM public.events e
                      WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.seq = _seq AND e.actor_id = p.user_id);
END $$;
