-- Who waits on whom now. `item`: what waits, by the request that it came from, or the card if it came from none; so the waits of a
-- request and of its card are those of one item. A wait counts while what waits is open: a card that is neither delivered nor
-- archived, or a request without a card that has no answer; and while its board is not archived.
CREATE VIEW weir.open_waits AS
SELECT w.workspace_id, w.board_id, coalesce(c.request_id, c.id) AS item, true AS has_card, w.on_board_id, w.on_request_id, w.since
  FROM public.request_waits w
  JOIN public.boards b ON b.workspace_id = w.workspace_id AND b.id = w.board_id AND b.archived_at IS NULL
  JOIN public.cards c  ON c.workspace_id = w.workspace_id AND c.board_id = w.board_id AND c.id = w.card_id
 WHERE w.ended_at IS NULL AND c.delivered_at IS NULL AND c.archived_at IS NULL
UNION ALL
SELECT w.workspace_id, w.board_id, w.request_id, c.id IS NOT NULL, w.on_board_id, w.on_request_id, w.since
  FROM public.request_waits w
  JOIN public.boards b     ON b.workspace_id = w.workspace_id AND b.id = w.board_id AND b.archived_at IS NULL
  JOIN public.requests r   ON r.workspace_id = w.workspace_id AND r.board_id = w.board_id AND r.id = w.request_id
  LEFT JOIN public.cards c ON c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
 WHERE w.ended_at IS NULL
   AND CASE WHEN c.id IS NULL THEN r.answered_at IS NULL ELSE c.delivered_at IS NULL AND c.archived_at IS NULL END;

-- The waits of these requests and cards (_items, as in weir.open_waits), those of what they wait on, and so on: each once, so a
-- circle ends. `position` in the queue of its board, or `ahead`, the cards to be delivered until that of the request is, that one
-- included; both null where nobody knows, as of work that is off the board.
CREATE FUNCTION weir.waits_behind(_workspace uuid, _items uuid[]) RETURNS TABLE (
  item uuid, board_id uuid, request_id uuid, ref text, "position" bigint, ahead bigint
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE reached AS (
    SELECT o.item, o.on_board_id, o.on_request_id FROM weir.open_waits o WHERE o.workspace_id = _workspace AND o.item = ANY (_items)
     UNION
    SELECT o.item, o.on_board_id, o.on_request_id
      FROM reached r JOIN weir.open_waits o ON o.workspace_id = _workspace AND o.item = r.on_request_id),
  involved AS (SELECT array_agg(DISTINCT r.on_board_id) AS ids FROM reached r)
  SELECT r.item, r.on_board_id, r.on_request_id, weir.ref_of_request(_workspace, r.on_board_id, r.on_request_id), q.position, a.ahead
    FROM reached r
    LEFT JOIN (SELECT q.* FROM involved i, weir.queue_positions(_workspace, i.ids) q) q
           ON q.board_id = r.on_board_id AND q.request_id = r.on_request_id
    LEFT JOIN (SELECT a.* FROM involved i, weir.cards_ahead(_workspace, i.ids) a) a
           ON a.board_id = r.on_board_id AND a.request_id = r.on_request_id;
END $$;
