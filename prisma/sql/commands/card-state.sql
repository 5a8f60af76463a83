-- When a card was committed and delivered, after it entered a column. It is committed on entering the first active
-- column or any column after it, and delivered on entering a done column. Moving back resets either.
CREATE FUNCTION weir.committed_at(_kind public.column_kind, _committed_at timestamptz, _now timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _kind = 'queue' THEN NULL ELSE coalesce(_committed_at, _now) END
$$;

CREATE FUNCTION weir.delivered_at(_kind public.column_kind, _delivered_at timestamptz, _now timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _kind = 'done' THEN coalesce(_delivered_at, _now) END
$$;

-- A card's position, as events record it.
CREATE FUNCTION weir.card_position(_card public.cards, _split boolean) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('columnId', (_card).column_id, 'swimlaneId', (_card).swimlane_id,
                            'half', CASE WHEN _split THEN CASE WHEN (_card).done THEN 'done' ELSE 'doing' END END,
                            'enteredColumnAt', weir.instant((_card).entered_column_at),
                            'committedAt', weir.instant((_card).committed_at),
                            'deliveredAt', weir.instant((_card).delivered_at))
$$;

CREATE FUNCTION weir.card_position(_card public.cards) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT weir.card_position(_card, (SELECT k.split FROM public.columns k
                             WHERE k.workspace_id = (_card).workspace_id AND k.board_id = (_card).board_id
                               AND k.id = (_card).column_id))
$$;

-- A card's position after a change, as events record it: with its new version, and the card that it is directly before
-- in its column (null: it is the last one). `before` is a number and not a rank, because a reader of events may have no
-- ranks, and ranks are spread out without an event.
CREATE FUNCTION weir.card_placed(_card public.cards, _split boolean, _before integer) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('columnId', (_card).column_id, 'swimlaneId', (_card).swimlane_id,
                            'half', CASE WHEN _split THEN CASE WHEN (_card).done THEN 'done' ELSE 'doing' END END,
                            'enteredColumnAt', weir.instant((_card).entered_column_at),
                            'committedAt', weir.instant((_card).committed_at),
                            'deliveredAt', weir.instant((_card).delivered_at),
                            'version', (_card).version, 'before', _before)
$$;

-- The same for a card whose column and neighbour are looked up.
CREATE FUNCTION weir.card_placed(_card public.cards) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT weir.card_placed(_card, (SELECT k.split FROM public.columns k
                             WHERE k.workspace_id = (_card).workspace_id AND k.board_id = (_card).board_id
                               AND k.id = (_card).column_id), weir.card_below(_card))
$$;

-- The number of the card directly below a card in its column; null for the last one.
CREATE FUNCTION weir.card_below(_card public.cards) RETURNS integer LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT c.number FROM public.cards c
           WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.column_id = _card.column_id
             AND c.archived_at IS NULL AND (c.rank, c.number) > (_card.rank, _card.number)
           ORDER BY c.rank, c.number LIMIT 1);
END $$;

-- All values of a new card, as its event records them. _placed: weir.card_placed of it.
CREATE FUNCTION weir.card_created(_card public.cards, _placed jsonb, _people jsonb, _labels jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _request integer;
BEGIN
  IF _card.request_id IS NOT NULL THEN
    SELECT r.number INTO _request FROM public.requests r
     WHERE r.workspace_id = _card.workspace_id AND r.board_id = _card.board_id AND r.id = _card.request_id;
  END IF;
  RETURN _placed || jsonb_build_object(
    'title', _card.title, 'description', _card.description, 'classOfService', _card.class_of_service,
    'dueOn', _card.due_on, 'assigneeIds', _people, 'labelIds', _labels,
    'fields', weir.fields_of_card(_card.workspace_id, _card.board_id, _card.id), 'request', _request)
    || weir.external_values(_card.external_id, _card.metadata);
END $$;
