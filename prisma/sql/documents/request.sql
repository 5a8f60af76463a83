-- Requests as the API reads them. This is a function because its plan is kept: planning the statement takes several
-- times as long as running it, and PostgreSQL would plan it again for each list of boards and numbers. Sequential scans
-- are off: a plan made while the tables were small would read them whole, and be kept while they grow.
CREATE TYPE weir.request_document AS (
  board_id uuid, id uuid, requester_id uuid, guest_id uuid, watcher_ids uuid[], facts jsonb
);

-- Finds requests by board and number, pair by pair. Waiting requests get their position in the queue of their board.
CREATE FUNCTION weir.request_documents(
  _workspace uuid, _boards uuid[], _numbers integer[]
) RETURNS SETOF weir.request_document LANGUAGE plpgsql STABLE
  SET plan_cache_mode = 'force_generic_plan'
  SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY
  WITH line AS MATERIALIZED (
    -- It reads all undelivered cards of a board, so only boards are asked whose requests have such a card.
    SELECT l.board_id, l.request_id, l.ahead
      FROM weir.cards_ahead(_workspace, ARRAY(
             SELECT DISTINCT c.board_id
               FROM unnest(_boards, _numbers) wanted (board_id, number)
               JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
               JOIN public.cards c    ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
              WHERE c.delivered_at IS NULL AND c.archived_at IS NULL)) l
  )
  SELECT r.board_id, r.id, r.requester_id, r.guest_id,
         ARRAY(SELECT w.user_id FROM public.request_watchers w
                WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id
                  AND w.user_id IS NOT NULL) AS watcher_ids,
         jsonb_build_object(
           'number', r.number,
           'ref', b.key || '-R' || r.number,
           'version', r.version,
           'title', r.title,
           'description', r.description,
           'classOfService', r.class_of_service,
           'neededBy', r.needed_by,
           'requester', weir.requester(r),
           'byForm', r.guest_id IS NOT NULL,
           'watchers', (SELECT count(*) FROM public.request_watchers w
                         WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id),
           'submittedAt', weir.instant(r.submitted_at),
           'answerBy', weir.instant(r.answer_by),
           'answerAfterNeededBy', coalesce((r.answer_by AT TIME ZONE policy.time_zone)::date > r.needed_by, false),
           'expiresAt', weir.instant(r.expires_at),
           'pausedAt', weir.instant(r.paused_at),
           'position', queue.position,
           'answer', CASE WHEN a.kind IS NOT NULL THEN jsonb_build_object(
             'kind', a.kind, 'reason', a.reason, 'message', weir.answer_message(a), 'until', a.until,
             'duplicateOf', (
               SELECT jsonb_build_object('number', o.number, 'ref', b.key || '-R' || o.number) FROM public.requests o
                WHERE o.workspace_id = a.workspace_id AND o.board_id = a.board_id AND o.id = a.duplicate_of_id),
             'standing', (
               SELECT jsonb_build_object(
                        'kind', o.kind, 'reason', o.reason, 'message', weir.answer_message(o), 'until', o.until,
                        'card', b.key || '-' || d.number, 'at', weir.instant(o.at))
                 FROM public.answers o
                 LEFT JOIN public.cards d ON d.workspace_id = o.workspace_id AND d.board_id = o.board_id AND d.request_id = o.request_id
                WHERE o.workspace_id = a.workspace_id AND o.board_id = a.board_id AND o.request_id = a.duplicate_of_id),
             'redirectedTo', (
               SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
                 FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
                WHERE o.workspace_id = r.workspace_id AND o.from_board_id = r.board_id AND o.from_request_id = r.id),
             'displaced', (
               SELECT jsonb_build_object('number', o.number, 'ref', b.key || '-' || o.number, 'title', o.title, 'until', d.until)
                 FROM public.displacements d
                 JOIN public.cards o ON o.workspace_id = d.workspace_id AND o.board_id = d.board_id AND o.id = d.card_id
                WHERE d.workspace_id = a.workspace_id AND d.board_id = a.board_id AND d.request_id = a.request_id),
             'by', weir.person(a.by), 'at', weir.instant(a.at)) END,
           'card', CASE WHEN c.number IS NOT NULL THEN jsonb_build_object(
             'number', c.number, 'ref', b.key || '-' || c.number, 'putBack', back.note) END,
           'work', CASE WHEN a.kind IN ('accept', 'trade') AND w.n IS NOT NULL THEN jsonb_build_object(
             'state', w.state, 'since', weir.instant(w.since), 'reason', weir.step_reason(w::public.request_steps),
             'message', w.message, 'received', weir.instant(w.received_at), 'ahead', line.ahead) END,
           'follows', CASE WHEN f.number IS NOT NULL THEN jsonb_build_object(
             'number', f.number, 'ref', b.key || '-R' || f.number) END,
           'followedBy', CASE WHEN n.number IS NOT NULL THEN jsonb_build_object(
             'number', n.number, 'ref', b.key || '-R' || n.number) END,
           'redirectedFrom', (
             SELECT jsonb_build_object('board', t.key, 'number', o.number, 'ref', t.key || '-R' || o.number)
               FROM public.requests o JOIN public.boards t ON t.workspace_id = o.workspace_id AND t.id = o.board_id
              WHERE o.workspace_id = r.workspace_id AND o.board_id = r.from_board_id AND o.id = r.from_request_id),
           'displaced', moved.note,
           'ticketFrom', weir.ticket_from(r),
           'ticketUsed', coalesce(n.by_ticket, false)
         ) AS facts
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r      ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    JOIN public.boards b        ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    JOIN public.intakes policy  ON policy.workspace_id = r.workspace_id AND policy.board_id = r.board_id
    LEFT JOIN weir.queue_positions(_workspace, _boards) queue ON queue.board_id = r.board_id AND queue.request_id = r.id
    LEFT JOIN line       ON line.board_id = r.board_id AND line.request_id = r.id
    LEFT JOIN public.answers a  ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
    LEFT JOIN public.cards c    ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
    LEFT JOIN LATERAL (
      SELECT s.* FROM public.request_steps s
       WHERE s.workspace_id = r.workspace_id AND s.board_id = r.board_id AND s.request_id = r.id
       ORDER BY s.n DESC LIMIT 1) w ON true
    LEFT JOIN public.requests f ON f.workspace_id = r.workspace_id AND f.board_id = r.board_id AND f.id = r.follows_id
    LEFT JOIN LATERAL (
      SELECT x.number, x.by_ticket FROM public.requests x
       WHERE x.workspace_id = r.workspace_id AND x.board_id = r.board_id AND x.follows_id = r.id
       ORDER BY x.by_ticket DESC, x.number DESC LIMIT 1) n ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('reason', e.changes -> 0 -> 'reason', 'message', e.changes -> 0 -> 'message',
                                'by', weir.person(e.actor_id), 'at', weir.instant(e.at)) AS note
        FROM public.events e
       WHERE e.workspace_id = r.workspace_id AND e.board_id = r.board_id AND e.type = 'card.putBack'
         AND (e.changes -> 0 ->> 'card')::integer = c.number
       ORDER BY e.seq DESC LIMIT 1) back ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until,
                                'by', weir.person(d.by), 'at', weir.instant(d.at)) AS note
        FROM public.displacements d
       WHERE d.workspace_id = r.workspace_id AND d.board_id = r.board_id AND d.displaced_request_id = r.id
       ORDER BY d.at DESC LIMIT 1) moved ON true;
END $$;
