-- Moves several cards in one write.

-- One move of the list as it was sent, with the rows that its names refer to.
CREATE TYPE weir.planned_move AS (
  at integer, number integer, card_id uuid, column_id uuid, kind public.column_kind, swimlane_id uuid, done boolean,
  before integer, after integer
);

-- Moves several cards, all or none, with one event. Returns {"items": [card…], "nextCursor": null} in the order of
-- _moves: [{card, columnId, before?, after?, swimlaneId? (null: none), half?}]. _to_requester: the reason for all cards
-- that go back before the commitment point.
-- The event lists the cards of a column from the last to the first: so each is placed before one that has its place.
-- One UPDATE, and so one count, first moves each card to the end of its column, in the order sent. Then cards with
-- `before` or `after` are placed one by one among the cards that are there now.
CREATE FUNCTION weir.move_cards(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _moves jsonb, _override jsonb, _key weir.write_key,
  _conditions weir.write_conditions, _to_requester jsonb DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _set     text := weir.keep_plans();
  _numbers integer[] := ARRAY(SELECT (m ->> 'card')::integer FROM jsonb_array_elements(_moves) m);
  _locked  integer;
  _seq     bigint;
  _planned weir.planned_move[];
  _plan    weir.planned_move;
  _olds    public.cards[];
  _order   jsonb;
  _rank    numeric;
  _body    jsonb;
  _detail  text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)
    ORDER BY c.number FOR NO KEY UPDATE;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  PERFORM weir.lock_boards_blocked_by(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)));
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, _override) s;
  PERFORM weir.check_all_locked(_workspace, _board, _numbers, _locked);
  _planned := weir.plan_moves(_workspace, _board, _moves);
  PERFORM weir.require_reason(_workspace, _board, ARRAY(
    SELECT w.number FROM unnest(_planned) w
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id
     WHERE weir.is_put_back(c, w.kind)), '{}', _to_requester);
  _order  := weir.column_order(_workspace, _board, _planned);
  _olds   := ARRAY(SELECT c FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers));

  BEGIN
    UPDATE public.cards c
       SET column_id = w.column_id, swimlane_id = w.swimlane_id, done = w.done,
           version = c.version + 1, updated_at = greatest(_now, c.updated_at),
           rank = w.at + (SELECT coalesce(max(x.rank), 0) + 1 FROM public.cards x
                           WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.column_id = w.column_id
                             AND x.archived_at IS NULL),
           entered_column_at = CASE WHEN c.column_id = w.column_id THEN c.entered_column_at ELSE _now END,
           committed_at = weir.committed_at(w.kind, c.committed_at, _now),
           delivered_at = weir.delivered_at(w.kind, c.delivered_at, _now)
      FROM unnest(_planned) w
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id;
    FOREACH _plan IN ARRAY _planned LOOP
      IF _plan.before IS NOT NULL OR _plan.after IS NOT NULL THEN
        -- Not inside the UPDATE: rank_for may spread out the ranks of the column, this card's too.
        _rank := weir.rank_for(_workspace, _board, _plan.column_id, _plan.number, _plan.before, _plan.after);
        UPDATE public.cards c SET rank = _rank
         WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _plan.card_id;
      END IF;
    END LOOP;
    IF _order = weir.column_order(_workspace, _board, _planned) THEN
      PERFORM weir.exit_command('{"unchanged": true}');
    END IF;
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    IF NOT _detail::jsonb ? 'unchanged' THEN
      RAISE;
    END IF;
    -- No card is changed, so there is no event. The answer is kept all the same: a retry must not move them later.
    PERFORM weir.cancel_event(_workspace, _board);
    _body := weir.card_list(_workspace, _board, _numbers);
    RETURN weir.finish_write(_workspace, _key, 200, _body, _now, _board);
  END;
  PERFORM weir.record_event(_workspace, _board, _seq, 'cards.moved', _now, _actor, (
    SELECT jsonb_agg(jsonb_build_object('card', w.number, 'from', weir.card_position(o::public.cards),
                                        'to', weir.card_placed(c)) ORDER BY c.column_id, c.rank DESC, c.number DESC)
      FROM unnest(_planned) w
      JOIN unnest(_olds) o ON o.id = w.card_id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id)
    || weir.unassign_reopened(_workspace, _board, ARRAY(SELECT o.id FROM unnest(_olds) o WHERE o.delivered_at IS NOT NULL)));
  _body := weir.card_list(_workspace, _board, _numbers);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $$;

-- Resolves and checks the moves. Refuses the first invalid input, or the first card that is not done.
CREATE FUNCTION weir.plan_moves(_workspace uuid, _board uuid, _moves jsonb) RETURNS weir.planned_move[] LANGUAGE plpgsql AS $$
DECLARE
  _planned weir.planned_move[] := '{}';
  _at      integer := 0;
  _move    jsonb;
  _card    public.cards;
  _column  public.columns;
  _lane    uuid;
  _plan    weir.planned_move;
BEGIN
  FOR _move IN SELECT m FROM jsonb_array_elements(_moves) m LOOP
    SELECT * INTO _card FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_move ->> 'card')::integer;
    IF NOT FOUND THEN
      PERFORM weir.refuse_input(format('moves.%s.card', _at), 'absent');
    ELSIF _card.archived_at IS NOT NULL THEN
      PERFORM weir.refuse('card-archived', jsonb_build_object('card', _card.number));
    ELSIF EXISTS (SELECT FROM unnest(_planned) w WHERE w.card_id = _card.id) THEN
      PERFORM weir.refuse_input(format('moves.%s.card', _at), 'twice');
    END IF;
    SELECT * INTO _column FROM public.columns k
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = (_move ->> 'columnId')::uuid;
    IF NOT FOUND THEN
      PERFORM weir.refuse_input(format('moves.%s.columnId', _at), 'absent');
    ELSIF _move ->> 'half' IS NOT NULL AND NOT _column.split THEN
      PERFORM weir.refuse_input(format('moves.%s.half', _at), 'notSplit');
    END IF;
    _lane := CASE WHEN _move ? 'swimlaneId' THEN (_move ->> 'swimlaneId')::uuid ELSE _card.swimlane_id END;
    IF _lane IS DISTINCT FROM _card.swimlane_id AND _lane IS NOT NULL AND NOT EXISTS (
         SELECT FROM public.swimlanes l WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = _lane) THEN
      PERFORM weir.refuse_input(format('moves.%s.swimlaneId', _at), 'absent');
    END IF;
    _planned := _planned || ROW (_at, _card.number, _card.id, _column.id, _column.kind, _lane,
                               coalesce(_move ->> 'half' = 'done', _card.done AND _card.column_id = _column.id),
                               (_move ->> 'before')::integer, (_move ->> 'after')::integer)::weir.planned_move;
    _at := _at + 1;
  END LOOP;

  FOREACH _plan IN ARRAY _planned LOOP
    IF (_plan.before IS NOT NULL OR _plan.after IS NOT NULL) AND NOT EXISTS (
         SELECT FROM public.cards c LEFT JOIN unnest(_planned) w ON w.card_id = c.id
          WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = coalesce(_plan.before, _plan.after)
            AND c.number <> _plan.number AND c.archived_at IS NULL AND coalesce(w.column_id, c.column_id) = _plan.column_id) THEN
      PERFORM weir.refuse_input(format('moves.%s.%s', _plan.at, CASE WHEN _plan.before IS NOT NULL THEN 'before' ELSE 'after' END),
                                'notInColumn');
    END IF;
  END LOOP;
  PERFORM weir.enforce_pull(c, o, k)
     FROM unnest(_planned) w
     JOIN public.cards c   ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id
     JOIN public.columns o ON o.workspace_id = _workspace AND o.board_id = _board AND o.id = c.column_id
     JOIN public.columns k ON k.workspace_id = _workspace AND k.board_id = _board AND k.id = w.column_id
    ORDER BY w.at;
  RETURN _planned;
END $$;

-- The cards of the target columns in their order, each with its lane and half.
CREATE FUNCTION weir.column_order(_workspace uuid, _board uuid, _planned weir.planned_move[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_array(c.column_id, c.number, c.swimlane_id, c.done) ORDER BY c.column_id, c.rank, c.number)
      FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.archived_at IS NULL
       AND c.column_id IN (SELECT w.column_id FROM unnest(_planned) w));
END $$;

-- These cards, in this order, as a list of the API.
CREATE FUNCTION weir.card_list(_workspace uuid, _board uuid, _numbers integer[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object('nextCursor', NULL, 'items', (
    SELECT jsonb_agg(d.document ORDER BY n.at)
      FROM unnest(_numbers) WITH ORDINALITY n (number, at)
      JOIN weir.card_documents(true) d ON d.workspace_id = _workspace AND d.board_id = _board AND d.number = n.number));
END $$;
