-- How many cards of a board are to be delivered until a card is, including itself: those in later columns, and those before
-- it in its own. It reads the columns' index, so its cost does not grow with years of deliveries.
CREATE FUNCTION weir.places_of_cards(_workspace uuid, _boards uuid[]) RETURNS TABLE (
  board_id uuid, card_id uuid, request_id uuid, ahead bigint
) LANGUAGE sql STABLE AS $$
  SELECT k.board_id, c.id, c.request_id,
         row_number() OVER (PARTITION BY k.board_id ORDER BY k.position DESC, c.done DESC, c.rank, c.number)
    FROM public.columns k
   CROSS JOIN LATERAL (
     -- OFFSET keeps PostgreSQL from reading all cards of the workspace in one pass, the delivered ones too.
     SELECT r.id, r.request_id, r.done, r.rank, r.number FROM public.cards r
      WHERE r.workspace_id = k.workspace_id AND r.board_id = k.board_id AND r.column_id = k.id AND r.archived_at IS NULL
     OFFSET 0) c
   WHERE k.workspace_id = _workspace AND k.board_id = ANY (_boards) AND k.kind <> 'done'
$$;

-- The same of accepted work: of the cards that answer a request.
CREATE FUNCTION weir.cards_ahead(_workspace uuid, _boards uuid[]) RETURNS TABLE (board_id uuid, request_id uuid, ahead bigint)
LANGUAGE sql STABLE AS $$
  SELECT p.board_id, p.request_id, p.ahead FROM weir.places_of_cards(_workspace, _boards) p WHERE p.request_id IS NOT NULL
$$;

-- Boards with accepted work that is neither delivered nor off the board, each with its seq, the time of its last event and its
-- day. The index cards_promised has only such cards.
CREATE FUNCTION weir.boards_with_promises(_now timestamptz) RETURNS TABLE (workspace_id uuid, board_id uuid, seq bigint, changed_at timestamptz, day date)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT k.workspace_id, k.board_id, k.seq, k.at, (_now AT TIME ZONE i.time_zone)::date
    FROM (SELECT DISTINCT c.workspace_id, c.board_id FROM public.cards c
           WHERE c.request_id IS NOT NULL AND c.delivered_at IS NULL AND c.archived_at IS NULL) p
    JOIN public.boards b      ON b.workspace_id = p.workspace_id AND b.id = p.board_id AND b.archived_at IS NULL
    JOIN public.board_clock k ON k.workspace_id = p.workspace_id AND k.board_id = p.board_id
    JOIN public.intakes i     ON i.workspace_id = p.workspace_id AND i.board_id = p.board_id
   ORDER BY 1, 2;
END $$;
