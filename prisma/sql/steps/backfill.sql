-- Steps of accepted requests that have none, as far as their cards and events show: those from before steps were recorded, and
-- of rows that were restored or seeded. All of them count as announced: nobody is notified of the past. The last place, and what
-- covers it, come last, whatever their times.
CREATE FUNCTION weir.backfill_steps() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH work AS (
    SELECT c.workspace_id, c.board_id, c.request_id, c.number, c.created_at, c.committed_at, c.delivered_at,
           CASE WHEN c.delivered_at IS NULL THEN coalesce(c.archived_at, b.archived_at) END AS off_at, x.reason AS blocked, x.blocked_at
      FROM public.cards c
      JOIN public.answers a ON a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.request_id = c.request_id
                           AND a.kind IN ('accept', 'trade')
      JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
      LEFT JOIN public.card_blocks x ON x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id
                                    AND x.unblocked_at IS NULL
     WHERE NOT EXISTS (SELECT FROM public.request_steps s
                        WHERE s.workspace_id = c.workspace_id AND s.board_id = c.board_id AND s.request_id = c.request_id)
  ), back AS (
    SELECT w.workspace_id, w.board_id, w.request_id, e.seq, e.at, coalesce(e.changes -> 0 ->> 'reason', 'system') AS reason,
           e.changes -> 0 ->> 'message' AS message
      FROM work w
      JOIN public.events e ON e.workspace_id = w.workspace_id AND e.board_id = w.board_id AND e.type = 'card.putBack'
                          AND (e.changes -> 0 ->> 'card')::integer = w.number
     UNION ALL
    SELECT w.workspace_id, w.board_id, w.request_id, NULL, d.at, d.reason::text, d.message
      FROM work w
      JOIN public.displacements d ON d.workspace_id = w.workspace_id AND d.board_id = w.board_id AND d.displaced_request_id = w.request_id
                                 AND d.column_id IS NOT NULL
  ), place AS (
    SELECT w.*, CASE WHEN w.delivered_at IS NOT NULL THEN 'delivered'
                     WHEN w.committed_at IS NOT NULL THEN 'begun'
                     WHEN EXISTS (SELECT FROM back k WHERE k.workspace_id = w.workspace_id AND k.board_id = w.board_id AND k.request_id = w.request_id)
                     THEN 'putBack'
                     ELSE 'queued' END::public.work_state AS place
      FROM work w
  ), steps AS (
    SELECT p.workspace_id, p.board_id, p.request_id, p.number AS card, NULL::bigint AS seq, s.state::public.work_state AS state, s.at,
           s.reason, s.message, CASE WHEN s.state IN ('takenOff', 'blocked') THEN 2 WHEN s.state = p.place::text THEN 1 ELSE 0 END AS place
      FROM place p
     CROSS JOIN LATERAL (VALUES
       ('queued',    p.created_at, NULL, NULL),
       ('begun',     p.committed_at, NULL, NULL),
       ('delivered', p.delivered_at, NULL, NULL),
       ('blocked',   CASE WHEN p.delivered_at IS NULL AND p.off_at IS NULL THEN p.blocked_at END, p.blocked, NULL),
       ('takenOff',  p.off_at, coalesce((
          SELECT d.reason::text FROM public.displacements d
           WHERE d.workspace_id = p.workspace_id AND d.board_id = p.board_id AND d.displaced_request_id = p.request_id AND d.column_id IS NULL
           ORDER BY d.at DESC LIMIT 1), 'system'), (
          SELECT d.message FROM public.displacements d
           WHERE d.workspace_id = p.workspace_id AND d.board_id = p.board_id AND d.displaced_request_id = p.request_id AND d.column_id IS NULL
           ORDER BY d.at DESC LIMIT 1))) AS s (state, at, reason, message)
     WHERE s.at IS NOT NULL
     UNION ALL
    SELECT k.workspace_id, k.board_id, k.request_id, p.number, k.seq, 'putBack', k.at, k.reason, k.message, CASE WHEN p.place = 'putBack' THEN 1 ELSE 0 END
      FROM back k JOIN place p ON p.workspace_id = k.workspace_id AND p.board_id = k.board_id AND p.request_id = k.request_id
  )
  INSERT INTO public.request_steps (workspace_id, board_id, request_id, n, seq, state, at, since, reason, message, card, settled_at, announced)
  SELECT s.workspace_id, s.board_id, s.request_id,
         row_number() OVER (PARTITION BY s.workspace_id, s.board_id, s.request_id ORDER BY s.place, s.at, s.state),
         s.seq, s.state, s.at, s.at, s.reason, s.message, s.card, s.at, true
    FROM steps s;
END $$;
