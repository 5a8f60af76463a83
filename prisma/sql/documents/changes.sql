-- What changed of a board's cards after an event, for readers who have the board as it was then.

-- A card as the board shows it; null for one that it does not show: archived, deleted, or delivered before _delivered_since.
-- It looks up one card, so that PostgreSQL keeps its plan: planning a card's document takes longer than reading it.
CREATE FUNCTION weir.shown_card(_workspace uuid, _board uuid, _number integer, _delivered_since timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT d.document FROM weir.card_documents d
           WHERE d.workspace_id = _workspace AND d.board_id = _board AND d.number = _number AND d.archived_at IS NULL
             AND (d.delivered_at IS NULL OR d.delivered_at >= _delivered_since));
END $$;

-- The cards that the events after _after name, and those of the board that these block. is_complete: whether nothing else
-- changed. That is unknown after more than _most events, after an event of another type than _types, and after plain SQL to
-- another table than _tables. `documents`: of those that the board shows. `gone`: the numbers of the others.
-- `orders`: each column with a card that was placed, and the numbers of all its cards in their order.
CREATE FUNCTION weir.changed_cards(
  _workspace uuid, _board uuid, _after bigint, _most integer, _types text[], _tables text[], _delivered_since timestamptz
) RETURNS TABLE (is_complete boolean, documents jsonb, gone jsonb, orders jsonb) LANGUAGE plpgsql STABLE AS $$
DECLARE
  _named   integer[];
  _placed  integer[];
  _columns uuid[];
BEGIN
  WITH news AS MATERIALIZED (
    SELECT e.type, e.changes FROM public.events e
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.seq > _after ORDER BY e.seq LIMIT _most + 1)
  SELECT count(*) <= _most AND coalesce(bool_and(
           n.type = ANY (_types)
           OR n.type = 'board.changed' AND n.changes -> 0 ->> 'table' = ANY (_tables) AND NOT n.changes -> 0 ? 'resync'), true),
         (SELECT array_agg(DISTINCT (c ->> 'card')::integer) FROM news, jsonb_array_elements(news.changes) c WHERE c ? 'card'),
         (SELECT array_agg(DISTINCT (c ->> 'card')::integer) FROM news, jsonb_array_elements(news.changes) c
           WHERE c ? 'card' AND NOT c ? 'item' AND c -> 'to' ?| '{columnId,before}')
    INTO is_complete, _named, _placed
    FROM news n;
  _named := _named || ARRAY(
    SELECT x.number
      FROM public.cards c
      JOIN public.card_links l ON l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id
                              AND l.kind = 'blocks' AND l.other_board_id = l.board_id
      JOIN public.cards x ON x.workspace_id = l.workspace_id AND x.board_id = l.other_board_id AND x.id = l.other_card_id
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_named));

  SELECT coalesce(jsonb_agg(s.document) FILTER (WHERE s.document IS NOT NULL), '[]'),
         coalesce(jsonb_agg(s.number ORDER BY s.number) FILTER (WHERE s.document IS NULL), '[]'),
         array_agg(DISTINCT (s.document ->> 'columnId')::uuid) FILTER (WHERE s.number = ANY (_placed))
    INTO documents, gone, _columns
    FROM (SELECT n.number, weir.shown_card(_workspace, _board, n.number, _delivered_since) AS document
            FROM (SELECT DISTINCT u AS number FROM unnest(_named) u) n
          OFFSET 0) s;
  SELECT coalesce(jsonb_agg(jsonb_build_object('columnId', k.id, 'cards', o.numbers)), '[]')
    INTO orders
    FROM unnest(_columns) k (id)
   CROSS JOIN LATERAL (
     SELECT jsonb_agg(c.number ORDER BY c.rank, c.number, c.id) AS numbers
       FROM public.cards c
      WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = k.id AND c.archived_at IS NULL
        AND (c.delivered_at IS NULL OR c.delivered_at >= _delivered_since)) o
   WHERE o.numbers IS NOT NULL;
  RETURN NEXT;
END $$;
