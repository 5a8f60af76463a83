-- The order of cards in a column.

-- The rank that puts a card last in a column, or directly before or after another card. Null if that card is not in
-- the column.
CREATE FUNCTION weir.rank_for(
  _workspace uuid, _board uuid, _column uuid, _number integer, _before integer, _after integer
) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  _neighbour public.cards;
  _low       numeric;
  _high      numeric;
BEGIN
  IF _before IS NULL AND _after IS NULL THEN
    RETURN (SELECT coalesce(max(c.rank), 0) + 1 FROM public.cards c
             WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column
               AND c.archived_at IS NULL AND c.number IS DISTINCT FROM _number);
  END IF;
  FOR _try IN 1..2 LOOP
    SELECT * INTO _neighbour FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = coalesce(_before, _after)
       AND c.column_id = _column AND c.archived_at IS NULL AND c.number <> _number;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    IF _before IS NOT NULL THEN
      _high := _neighbour.rank;
      SELECT c.rank INTO _low FROM public.cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
         AND (c.rank, c.number) < (_neighbour.rank, _neighbour.number) AND c.number <> _number
       ORDER BY c.rank DESC, c.number DESC LIMIT 1;
    ELSE
      _low := _neighbour.rank;
      SELECT c.rank INTO _high FROM public.cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
         AND (c.rank, c.number) > (_neighbour.rank, _neighbour.number) AND c.number <> _number
       ORDER BY c.rank, c.number LIMIT 1;
    END IF;
    EXIT WHEN _low IS NULL OR _high IS NULL OR (_low < _high AND scale(_low) < 40 AND scale(_high) < 40);
    IF _try = 1 THEN
      PERFORM weir.spread_ranks(_workspace, _board, _column);
    END IF;
  END LOOP;
  RETURN CASE WHEN _low IS NULL THEN _high - 1 WHEN _high IS NULL THEN _low + 1 ELSE (_low + _high) * 0.5 END;
END $$;

-- Spreads out the ranks of a column. Each midpoint adds a digit, so this is due after about forty moves into one gap.
-- It waits for no row lock: a writer that holds one may wait for the clock that we hold. Then the column stays as it
-- is until the next time.
CREATE FUNCTION weir.spread_ranks(_workspace uuid, _board uuid, _column uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _free uuid[];
BEGIN
  SELECT array_agg(s.id) INTO _free FROM (
    SELECT c.id FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
       FOR NO KEY UPDATE SKIP LOCKED) s;
  IF cardinality(_free) = (SELECT count(*) FROM public.cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL) THEN
    UPDATE public.cards c SET rank = o.rank
      FROM (SELECT x.id, row_number() OVER (ORDER BY x.rank, x.number) AS rank FROM public.cards x
             WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.column_id = _column AND x.archived_at IS NULL) o
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = o.id;
  END IF;
END $$;

-- Whether no other card of the column lies between the card and this rank. A move there changes nothing.
CREATE FUNCTION weir.is_same_gap(_card public.cards, _rank numeric) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM public.cards c
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.column_id = _card.column_id
       AND c.archived_at IS NULL AND c.id <> _card.id
       AND c.rank BETWEEN least(_card.rank, _rank) AND greatest(_card.rank, _rank));
END $$;
