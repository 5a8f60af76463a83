-- Moves a card, or swaps two. _to: {columnId?, before?, after?, swimlaneId? (null: none), half?, swapWith?,
-- toRequester?, override?}. It locks the rows first, then the clock, as plain SQL does: an UPDATE locks its rows before its trigger
-- takes the clock. The other order would deadlock with it.
CREATE FUNCTION weir.move_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _number integer, _to jsonb,
  _if_version integer, _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _set    text := weir.keep_plans();
  _other  integer := (_to ->> 'swapWith')::integer;
  _locked integer;
  _linked boolean;
  _placed boolean;
  _stamp  weir.event_stamp;
  _card   public.cards;
  _body   jsonb;
  _detail text;
BEGIN
  IF _other IS NULL THEN
    SELECT EXISTS (SELECT FROM public.card_links l
                    WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id)
      INTO _linked
      FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number
       FOR NO KEY UPDATE OF c;
  ELSE
    PERFORM 1 FROM public.cards c
      WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)
      ORDER BY c.number FOR NO KEY UPDATE;
    _linked := true;
  END IF;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  IF _linked THEN
    PERFORM weir.lock_boards_blocked_by(ARRAY(
      SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)));
  END IF;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_to -> 'override', 'null'));
  IF _locked < num_nonnulls(_number, _other) THEN
    PERFORM weir.check_all_locked(_workspace, _board, array_remove(ARRAY[_number, _other], NULL), _locked);
  END IF;

  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _card.version));
  ELSIF _card.archived_at IS NOT NULL THEN
    PERFORM weir.refuse('card-archived');
  END IF;

  IF _other IS NULL THEN
    _placed := weir.place_card(_stamp.seq, _actor, _stamp.at, _card, _to);
  ELSE
    PERFORM weir.swap_cards(_stamp.seq, _actor, _stamp.at, _card, _other, _to);
  END IF;
  _body := weir.card_document(_workspace, _board, _number);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $$;

-- Places a card in a column, and before or after another card there. Returns whether that changed anything.
CREATE FUNCTION weir.place_card(_seq bigint, _actor uuid, _now timestamptz, _card public.cards, _to jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  _from   public.columns;
  _column public.columns;
  _lane   uuid    := CASE WHEN _to ? 'swimlaneId' THEN (_to ->> 'swimlaneId')::uuid ELSE _card.swimlane_id END;
  _done   boolean := coalesce(_to ->> 'half' = 'done', _card.done AND _card.column_id = (_to ->> 'columnId')::uuid);
  _rank   numeric;
  _new    public.cards;
BEGIN
  SELECT * INTO _column FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = (_to ->> 'columnId')::uuid;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('columnId', 'absent');
  ELSIF _to ->> 'half' IS NOT NULL AND NOT _column.split THEN
    PERFORM weir.refuse_input('half', 'notSplit');
  END IF;
  IF _lane IS DISTINCT FROM _card.swimlane_id AND _lane IS NOT NULL AND NOT EXISTS (
       SELECT FROM public.swimlanes l WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.id = _lane) THEN
    PERFORM weir.refuse_input('swimlaneId', 'absent');
  END IF;
  _rank := weir.rank_for(_card.workspace_id, _card.board_id, _column.id, _card.number,
                         (_to ->> 'before')::integer, (_to ->> 'after')::integer);
  IF _rank IS NULL THEN
    PERFORM weir.refuse_input(CASE WHEN _to ? 'before' THEN 'before' ELSE 'after' END, 'notInColumn');
  END IF;
  SELECT * INTO _from FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _card.column_id;
  IF _from.split THEN
    PERFORM weir.enforce_pull(_card, _from, _column);
  END IF;
  IF _card.request_id IS NOT NULL AND weir.is_put_back(_card, _column.kind) THEN
    PERFORM weir.require_reason(_card.workspace_id, _card.board_id, ARRAY[_card.number], '{}', _to -> 'toRequester');
  END IF;
  IF _column.id = _card.column_id AND _lane IS NOT DISTINCT FROM _card.swimlane_id AND _done = _card.done THEN
    -- rank_for may just have spread out the column, and this card with it.
    _card.rank := (SELECT c.rank FROM public.cards c
      WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id);
    IF weir.is_same_gap(_card, _rank) THEN
      -- Nothing changed, so there is no event.
      PERFORM weir.cancel_event(_card.workspace_id, _card.board_id);
      RETURN false;
    END IF;
  END IF;

  UPDATE public.cards c
     SET column_id = _column.id, swimlane_id = _lane, done = _done, rank = _rank,
         version = c.version + 1, updated_at = greatest(_now, c.updated_at),
         entered_column_at = CASE WHEN c.column_id = _column.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(_column.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(_column.kind, c.delivered_at, _now)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id
  RETURNING * INTO _new;
  INSERT INTO public.events (workspace_id, board_id, seq, type, at, actor_id, changes)
  VALUES (_card.workspace_id, _card.board_id, _seq, 'card.moved', _now, _actor, jsonb_build_array(
    jsonb_build_object('card', _card.number, 'from', weir.card_position(_card, _from.split),
                       'to', weir.card_placed(_new, _column.split, CASE
                         WHEN _to ->> 'after' IS NOT NULL THEN weir.card_below(_new)
                         ELSE (_to ->> 'before')::integer END)))
    || CASE WHEN _card.delivered_at IS NULL THEN '[]' ELSE weir.unassign_reopened(_card) END
    || weir.unassigned_by_taking(_card.board_id));
  RETURN true;
END $$;

-- Swaps two cards in one UPDATE, so no load is counted twice and two full columns can swap. With a half, the card takes it,
-- and the other takes the half that this one left. Without, each keeps its half within its column and otherwise starts in
-- doing, as in a move: a swap says nothing about work being done.
CREATE FUNCTION weir.swap_cards(
  _seq bigint, _actor uuid, _now timestamptz, _card public.cards, _number integer, _to jsonb
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _half  text := _to ->> 'half';
  _other public.cards;
  _here  public.columns;
  _there public.columns;
BEGIN
  SELECT * INTO _other FROM public.cards c
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.number = _number AND c.archived_at IS NULL;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('swapWith', 'absent');
  ELSIF _other.id = _card.id THEN
    PERFORM weir.refuse_input('swapWith', 'itself');
  ELSIF (_to ->> 'columnId')::uuid <> _other.column_id THEN
    PERFORM weir.refuse_input('columnId', 'notItsColumn');
  END IF;
  SELECT * INTO _here FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _card.column_id;
  SELECT * INTO _there FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _other.column_id;
  IF _half IS NOT NULL AND NOT _there.split THEN
    PERFORM weir.refuse_input('half', 'notSplit');
  END IF;
  PERFORM weir.enforce_pull(_card, _here, _there);
  PERFORM weir.enforce_pull(_other, _there, _here);
  IF weir.is_put_back(_card, _there.kind) THEN
    PERFORM weir.require_reason(_card.workspace_id, _card.board_id, ARRAY[_card.number], '{}', _to -> 'toRequester');
  ELSIF weir.is_put_back(_other, _here.kind) THEN
    PERFORM weir.require_reason(_card.workspace_id, _card.board_id, ARRAY[_other.number], '{}', _to -> 'toRequester');
  END IF;

  UPDATE public.cards c
     SET column_id = t.column_id, swimlane_id = t.swimlane_id, done = t.done, rank = t.rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = t.column_id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(t.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(t.kind, c.delivered_at, _now)
    FROM (VALUES (_card.id, _there.id, _there.kind, _other.swimlane_id,
                  coalesce(_half = 'done', _card.done AND _here.id = _there.id), _other.rank),
                 (_other.id, _here.id, _here.kind, _card.swimlane_id,
                  CASE WHEN _half IS NULL THEN _other.done AND _here.id = _there.id ELSE _card.done END, _card.rank))
           AS t (id, column_id, kind, swimlane_id, done, rank)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = t.id;
  -- In a statement of its own: an override is honoured only while the number has no event.
  PERFORM weir.record_event(_card.workspace_id, _card.board_id, _seq, 'card.swapped', _now, _actor, (
    SELECT jsonb_agg(jsonb_build_object(
             'card', c.number,
             'from', weir.card_position(CASE WHEN c.id = _card.id THEN _card ELSE _other END),
             'to', weir.card_placed(c)) ORDER BY c.id = _card.id DESC)
      FROM public.cards c
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id IN (_card.id, _other.id))
    || weir.unassign_reopened(_card) || weir.unassign_reopened(_other));
END $$;

-- Retries the whole write if a card appeared while it waited for the clock. Cards are locked before the clock. A card
-- that did not exist then may now be locked by a writer that waits for our clock.
CREATE FUNCTION weir.check_all_locked(_workspace uuid, _board uuid, _numbers integer[], _locked integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _locked < cardinality(_numbers)
     AND _locked < (SELECT count(*) FROM public.cards c
                     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)) THEN
    RAISE EXCEPTION 'a card was created meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
END $$;

-- Refuses to move a card onward from the doing half of a split column: the next column pulls from the done half.
-- Moves back, within the column and out of other columns are free. This is a policy, not a count, so plain SQL may
-- ignore it.
CREATE FUNCTION weir.enforce_pull(_card public.cards, _from public.columns, _to public.columns) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _from.split AND NOT _card.done AND _from.position < _to.position THEN
    PERFORM weir.refuse('card-not-done', jsonb_build_object('card', _card.number, 'columnId', _card.column_id));
  END IF;
END $$;

-- Unassigns people who cannot be given work any more from a card that leaves delivery. A delivered card keeps the names
-- of everyone who worked on it. Moved back, it is work again. _was: the card before it moved. Returns the changes as
-- events record them: [{card, from: {assigneeId}, to: {assigneeId: null}}].
CREATE FUNCTION weir.unassign_reopened(_was public.cards) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN _was.delivered_at IS NULL THEN '[]'
              ELSE weir.unassign_reopened(_was.workspace_id, _was.board_id, ARRAY[_was.id]) END;
END $$;

-- The same for several cards that were delivered; those still delivered stay as they are.
CREATE FUNCTION weir.unassign_reopened(_workspace uuid, _board uuid, _cards uuid[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _changes jsonb;
BEGIN
  WITH unassigned AS (
    DELETE FROM public.card_assignees a
     USING public.cards c
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.card_id = ANY (_cards)
       AND c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id AND c.delivered_at IS NULL
       AND weir.has_unassignable(a.workspace_id, ARRAY[a.user_id])
    RETURNING c.number, a.user_id)
  SELECT jsonb_agg(jsonb_build_object('card', u.number, 'from', jsonb_build_object('assigneeId', u.user_id),
                                      'to', jsonb_build_object('assigneeId', NULL)) ORDER BY u.number, u.user_id)
    INTO _changes FROM unassigned u;
  RETURN coalesce(_changes, '[]');
END $$;
