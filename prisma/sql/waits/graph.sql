-- Which items wait on which requests now. `item` identifies the card or request that waits: by its request, or by the card if it came
-- from no request. So the waits of a request and of its card belong to one item. A wait counts while its item is open (a card that is
-- neither delivered nor archived, or a request without a card and without an answer) and its board is not archived.
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

-- The requests that an item of a board (as in weir.open_waits) waits on. Each branch uses an index.
CREATE FUNCTION weir.waits_of(_workspace uuid, _board uuid, _item uuid) RETURNS TABLE (on_board_id uuid, on_request_id uuid)
LANGUAGE sql STABLE AS $$
  SELECT w.on_board_id, w.on_request_id FROM public.request_waits w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.request_id = _item AND w.ended_at IS NULL
   UNION
  SELECT w.on_board_id, w.on_request_id FROM public.request_waits w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.card_id = _item AND w.ended_at IS NULL
   UNION
  SELECT w.on_board_id, w.on_request_id
    FROM public.cards c
    JOIN public.request_waits w ON w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.card_id = c.id
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.request_id = _item AND w.ended_at IS NULL
$$;

-- The waits of these requests and cards (_items of _boards, as in weir.open_waits), the waits of the requests that they wait on, and so
-- on. Each wait appears once, so a circle ends. `position`: the place of the request in the queue of its board. `ahead`: how many cards
-- are delivered until the card of the request is, including that card. Both are null if unknown, for example for work that left the board.
CREATE FUNCTION weir.waits_behind(_workspace uuid, _boards uuid[], _items uuid[]) RETURNS TABLE (
  item uuid, board_id uuid, request_id uuid, ref text, "position" bigint, ahead bigint
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  WITH RECURSIVE reached AS (
    SELECT i.item, o.on_board_id, o.on_request_id
      FROM unnest(_boards, _items) AS i (board_id, item), weir.waits_of(_workspace, i.board_id, i.item) o
     UNION
    SELECT r.on_request_id, o.on_board_id, o.on_request_id
      FROM reached r, weir.waits_of(_workspace, r.on_board_id, r.on_request_id) o),
  involved AS (SELECT array_agg(DISTINCT r.on_board_id) AS ids FROM reached r)
  SELECT r.item, r.on_board_id, r.on_request_id, weir.ref_of_request(_workspace, r.on_board_id, r.on_request_id), q.position, a.ahead
    FROM reached r
    LEFT JOIN (SELECT q.* FROM involved i, weir.queue_positions(_workspace, i.ids) q) q
           ON q.board_id = r.on_board_id AND q.request_id = r.on_request_id
    LEFT JOIN (SELECT a.* FROM involved i, weir.cards_ahead(_workspace, i.ids) a) a
           ON a.board_id = r.on_board_id AND a.request_id = r.on_request_id;
END $$;
