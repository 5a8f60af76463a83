-- Moves all cards of a column, archived ones too, to the end of another, in their order. One UPDATE, so they count as
-- one gain. The caller holds the clock. Returns the moves as events record them, each to the end of the column:
-- [{card, from, to}]. A column may hold thousands of cards, so their ranks all shift by the same amount.
CREATE FUNCTION weir.move_column_cards(_workspace uuid, _board uuid, _from uuid, _to uuid, _now timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _shift     numeric;
  _kind      public.column_kind;
  _split     boolean;
  _positions jsonb;
  _done      uuid[];
  _moves     jsonb;
BEGIN
  SELECT k.kind, k.split INTO STRICT _kind, _split FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = _to;
  SELECT coalesce(max(c.rank) FILTER (WHERE c.column_id = _to), 0) + 1 - min(c.rank) FILTER (WHERE c.column_id = _from),
         jsonb_object_agg(c.number, weir.card_position(c)) FILTER (WHERE c.column_id = _from),
         array_agg(c.id) FILTER (WHERE c.column_id = _from AND c.delivered_at IS NOT NULL)
    INTO _shift, _positions, _done
    FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id IN (_from, _to);
  WITH moved AS (
    UPDATE public.cards c
       SET column_id = _to, done = false, rank = c.rank + _shift, version = c.version + 1, entered_column_at = _now,
           committed_at = weir.committed_at(_kind, c.committed_at, _now),
           delivered_at = weir.delivered_at(_kind, c.delivered_at, _now)
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _from
    RETURNING c.*)
  SELECT jsonb_agg(jsonb_build_object('card', m.number, 'from', _positions -> m.number::text,
                                      'to', weir.card_placed(m::public.cards, _split, NULL)) ORDER BY m.rank, m.number)
    INTO _moves
    FROM (SELECT moved.* FROM moved) m;
  RETURN coalesce(_moves, '[]') || weir.unassign_reopened(_workspace, _board, _done);
END $$;
