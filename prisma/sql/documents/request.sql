-- Requests as the API reads them. These are functions because their plans are kept: planning the statements takes several
-- times as long as running them, and PostgreSQL would plan them again for each list of boards and numbers. Sequential scans
-- are off: a plan made while the tables were small would read them whole, and be kept while they grow.
CREATE TYPE weir.request_document AS (
  board_id uuid, id uuid, requester_id uuid, guest_id uuid, watcher_ids uuid[], facts jsonb
);

-- Requests with what their documents need, as columns: to build each as JSON takes twice as long as all the rest, and the API
-- builds objects for less. Finds requests by board and number, pair by pair. Waiting requests get their position in the queue of
-- their board: the caller passes it if it has sorted the queue itself. `answered`: what only answered requests have.
-- What only answered or redirected requests have is in functions of its own: preparing those joins for every request
-- takes longer than calling a function for some.
CREATE FUNCTION weir.request_rows(
  _workspace uuid, _boards uuid[], _numbers integer[], _positions integer[] DEFAULT NULL
) RETURNS TABLE (
  board_id uuid, id uuid, requester_id uuid, guest_id uuid, requester_name text, watcher_ids uuid[], watchers integer,
  number integer, ref text, version integer, title text, description text, class_of_service public.class_of_service, needed_by date,
  submitted_at timestamptz, answer_by timestamptz, expires_at timestamptz, paused_at timestamptz, answer_after_needed_by boolean,
  "position" integer, follows jsonb, redirected_from jsonb, answered jsonb,
  updated_at timestamptz, external_id text, metadata jsonb
) LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  _queues    uuid[];
  _at_work   uuid[];
  _ahead     jsonb;
BEGIN
  -- Finding a position reads the whole queue of a board, or all its undelivered cards. So only boards are read whose requests
  -- have one.
  SELECT array_agg(DISTINCT r.board_id) FILTER (WHERE r.answered_at IS NULL AND _positions IS NULL),
         array_agg(DISTINCT c.board_id) FILTER (WHERE c.board_id IS NOT NULL)
    INTO _queues, _at_work
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r   ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    LEFT JOIN public.cards c ON r.answered_at IS NOT NULL
                            AND c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
                            AND c.delivered_at IS NULL AND c.archived_at IS NULL;
  IF _at_work IS NOT NULL THEN
    SELECT jsonb_object_agg(l.request_id, l.ahead) INTO _ahead
      FROM weir.cards_ahead(_workspace, _at_work) l;
  END IF;

  RETURN QUERY
  -- The queue is sorted once. A plan could otherwise sort it for each request.
  WITH queue AS MATERIALIZED (SELECT p.request_id, p.position::integer AS position FROM weir.queue_positions(_workspace, _queues) p)
  SELECT r.board_id, r.id, r.requester_id, r.guest_id, coalesce(r.guest_name, u.name), watchers.members, watchers.number,
         r.number, b.key || '-R' || r.number, r.version, r.title, r.description, r.class_of_service, r.needed_by,
         r.submitted_at, r.answer_by, r.expires_at, r.paused_at,
         r.needed_by IS NOT NULL AND (r.answer_by AT TIME ZONE policy.time_zone)::date > r.needed_by,
         CASE WHEN r.answered_at IS NULL THEN coalesce(wanted.position, q.position) END,
         CASE WHEN r.follows_id IS NOT NULL THEN weir.followed_request(r, b.key) END,
         CASE WHEN r.from_request_id IS NOT NULL THEN weir.redirected_from(r) END,
         CASE WHEN r.answered_at IS NOT NULL THEN weir.answered_facts(r, b.key, (_ahead ->> r.id::text)::bigint) END,
         r.updated_at, r.external_id, r.metadata
    FROM unnest(_boards, _numbers, _positions) wanted (board_id, number, position)
    JOIN public.requests r      ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    JOIN public.boards b        ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    JOIN public.intakes policy  ON policy.workspace_id = r.workspace_id AND policy.board_id = r.board_id
    LEFT JOIN public.users u    ON u.id = r.requester_id
    LEFT JOIN queue q           ON q.request_id = r.id
   CROSS JOIN LATERAL (
      SELECT array_agg(w.user_id) FILTER (WHERE w.user_id IS NOT NULL) AS members, count(*)::integer AS number
        FROM public.request_watchers w
       WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id) watchers;
END $$;

-- The same as JSON, for commands that return a document.
CREATE FUNCTION weir.request_documents(
  _workspace uuid, _boards uuid[], _numbers integer[]
) RETURNS SETOF weir.request_document LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
  SELECT r.board_id, r.id, r.requester_id, r.guest_id, coalesce(r.watcher_ids, '{}'),
         jsonb_build_object(
           'number', r.number,
           'ref', r.ref,
           'version', r.version,
           'title', r.title,
           'description', r.description,
           'classOfService', r.class_of_service,
           'neededBy', r.needed_by,
           'requester', jsonb_build_object('id', coalesce(r.requester_id, r.guest_id), 'name', r.requester_name)
                        || CASE WHEN r.guest_id IS NULL THEN '{}' ELSE '{"guest": true}' END::jsonb,
           'byForm', r.guest_id IS NOT NULL,
           'watchers', r.watchers,
           'submittedAt', weir.instant(r.submitted_at),
           'updatedAt', weir.instant(r.updated_at),
           'externalId', r.external_id,
           'metadata', r.metadata,
           'answerBy', weir.instant(r.answer_by),
           'answerAfterNeededBy', r.answer_after_needed_by,
           'expiresAt', weir.instant(r.expires_at),
           'pausedAt', weir.instant(r.paused_at),
           'position', r.position,
           'follows', r.follows,
           'redirectedFrom', r.redirected_from)
         || coalesce(r.answered, '{"answer": null, "card": null, "work": null, "followedBy": null, "displaced": null,
                                   "ticketFrom": null, "ticketUsed": false, "partOf": null}')
    FROM weir.request_rows(_workspace, _boards, _numbers) r;
END $$;

-- What only an answered request has. _key: the key of its board; _ahead: how many cards are delivered until its own is.
CREATE FUNCTION weir.answered_facts(_r public.requests, _key text, _ahead bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _answer   public.answers;
  _card     integer;
  _accepted boolean;
  _work     jsonb;
  _next     record;
BEGIN
  SELECT * INTO _answer FROM public.answers a
   WHERE a.workspace_id = _r.workspace_id AND a.board_id = _r.board_id AND a.request_id = _r.id;
  SELECT c.number INTO _card FROM public.cards c
   WHERE c.workspace_id = _r.workspace_id AND c.board_id = _r.board_id AND c.request_id = _r.id;
  SELECT x.number, x.by_ticket INTO _next FROM public.requests x
   WHERE x.workspace_id = _r.workspace_id AND x.board_id = _r.board_id AND x.follows_id = _r.id
   ORDER BY x.by_ticket DESC, x.number DESC LIMIT 1;
  _accepted := _answer.kind IN ('accept', 'trade');
  IF _accepted OR _card IS NOT NULL THEN
    _work := weir.work_facts(_r, _card, _ahead);
  END IF;
  RETURN jsonb_build_object(
    'answer', weir.answer_facts(_answer, _key),
    'card', CASE WHEN _card IS NOT NULL THEN jsonb_build_object(
      'number', _card, 'ref', _key || '-' || _card, 'putBack', _work -> 'putBack') END,
    'work', CASE WHEN _accepted THEN _work -> 'work' END,
    'displaced', _work -> 'displaced',
    'followedBy', CASE WHEN _next.number IS NOT NULL THEN jsonb_build_object(
      'number', _next.number, 'ref', _key || '-R' || _next.number) END,
    'ticketFrom', CASE WHEN _work IS NULL THEN _answer.until ELSE weir.ticket_from(_r) END,
    'ticketUsed', coalesce(_next.by_ticket, false),
    'partOf', CASE WHEN _r.part_of_id IS NOT NULL THEN (
      SELECT jsonb_build_object('number', x.number, 'ref', _key || '-R' || x.number) FROM public.requests x
       WHERE x.workspace_id = _r.workspace_id AND x.board_id = _r.board_id AND x.id = _r.part_of_id) END);
END $$;

-- The answer of a request: always its kind, reason, message, date and person; the rest by its kind.
CREATE FUNCTION weir.answer_facts(_answer public.answers, _key text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _more jsonb := '{"duplicateOf": null, "standing": null, "redirectedTo": null, "displaced": null, "part": null, "rest": null}';
BEGIN
  CASE _answer.kind
    WHEN 'duplicate' THEN
      _more := _more || jsonb_build_object(
        'duplicateOf', (
          SELECT jsonb_build_object('number', o.number, 'ref', _key || '-R' || o.number) FROM public.requests o
           WHERE o.workspace_id = _answer.workspace_id AND o.board_id = _answer.board_id AND o.id = _answer.duplicate_of_id),
        'standing', (
          SELECT jsonb_build_object(
                   'kind', o.kind, 'reason', o.reason, 'message', weir.answer_message(o), 'until', o.until,
                   'card', _key || '-' || d.number, 'at', weir.instant(o.at))
            FROM public.answers o
            LEFT JOIN public.cards d ON d.workspace_id = o.workspace_id AND d.board_id = o.board_id AND d.request_id = o.request_id
           WHERE o.workspace_id = _answer.workspace_id AND o.board_id = _answer.board_id AND o.request_id = _answer.duplicate_of_id));
    WHEN 'accept' THEN
      IF _answer.part IS NOT NULL THEN
        _more := _more || jsonb_build_object('part', weir.accepted_part(_answer), 'rest', weir.rest_of(_answer, _key));
      END IF;
    WHEN 'redirect' THEN
      _more := _more || jsonb_build_object('redirectedTo', (
        SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
          FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
         WHERE o.workspace_id = _answer.workspace_id AND o.from_board_id = _answer.board_id AND o.from_request_id = _answer.request_id));
    WHEN 'trade' THEN
      _more := _more || jsonb_build_object('displaced', (
        SELECT jsonb_build_object('number', o.number, 'ref', _key || '-' || o.number, 'title', o.title, 'until', d.until)
          FROM public.displacements d
          JOIN public.cards o ON o.workspace_id = d.workspace_id AND o.board_id = d.board_id AND o.id = d.card_id
         WHERE d.workspace_id = _answer.workspace_id AND d.board_id = _answer.board_id AND d.request_id = _answer.request_id));
    ELSE NULL;
  END CASE;
  RETURN _more || jsonb_build_object(
    'kind', _answer.kind, 'reason', _answer.reason, 'message', weir.answer_message(_answer), 'until', _answer.until,
    'by', weir.person(_answer."by"), 'at', weir.instant(_answer.at));
END $$;

-- The title of the accepted part of a request. An answer never changes, so the title is hidden here once the texts of the request
-- were erased.
CREATE FUNCTION weir.accepted_part(_answer public.answers) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT CASE WHEN r.title = weir.erased_text() THEN r.title ELSE _answer.part END FROM public.requests r
     WHERE r.workspace_id = _answer.workspace_id AND r.board_id = _answer.board_id AND r.id = _answer.request_id);
END $$;

-- The remaining part, which was deferred when only a part of the request was accepted.
CREATE FUNCTION weir.rest_of(_answer public.answers, _key text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('number', o.number, 'ref', _key || '-R' || o.number, 'title', o.title,
                              'reason', a.reason, 'message', weir.answer_message(a), 'until', a.until)
      FROM public.requests o
      JOIN public.answers a ON a.workspace_id = o.workspace_id AND a.board_id = o.board_id AND a.request_id = o.id
     WHERE o.workspace_id = _answer.workspace_id AND o.board_id = _answer.board_id AND o.part_of_id = _answer.request_id);
END $$;

-- What happened to the card of a request since its answer: its last put-back, the state of the work, and whether a trade
-- displaced it.
CREATE FUNCTION weir.work_facts(_r public.requests, _card integer, _ahead bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object(
    'putBack', (
      SELECT jsonb_build_object('reason', e.changes -> 0 -> 'reason', 'message', e.changes -> 0 -> 'message',
                                'by', weir.person(e.actor_id), 'at', weir.instant(e.at))
        FROM public.events e
       WHERE e.workspace_id = _r.workspace_id AND e.board_id = _r.board_id AND e.type = 'card.putBack'
         AND (e.changes -> 0 ->> 'card')::integer = _card
       ORDER BY e.seq DESC LIMIT 1),
    'work', (
      SELECT jsonb_build_object(
               'state', w.state, 'since', weir.instant(w.since), 'reason', weir.step_reason(w::public.request_steps),
               'message', w.message, 'received', weir.instant(w.received_at), 'ahead', _ahead)
        FROM public.request_steps w
       WHERE w.workspace_id = _r.workspace_id AND w.board_id = _r.board_id AND w.request_id = _r.id
       ORDER BY w.n DESC LIMIT 1),
    'displaced', (
      SELECT jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until,
                                'by', weir.person(d.by), 'at', weir.instant(d.at))
        FROM public.displacements d
       WHERE d.workspace_id = _r.workspace_id AND d.board_id = _r.board_id AND d.displaced_request_id = _r.id
       ORDER BY d.at DESC LIMIT 1));
END $$;

-- The answered request of the same board that a request follows.
CREATE FUNCTION weir.followed_request(_r public.requests, _key text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('number', f.number, 'ref', _key || '-R' || f.number)
      FROM public.requests f
     WHERE f.workspace_id = _r.workspace_id AND f.board_id = _r.board_id AND f.id = _r.follows_id);
END $$;

-- The request of another board that was redirected to this one.
CREATE FUNCTION weir.redirected_from(_r public.requests) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
      FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
     WHERE o.workspace_id = _r.workspace_id AND o.board_id = _r.from_board_id AND o.id = _r.from_request_id);
END $$;
