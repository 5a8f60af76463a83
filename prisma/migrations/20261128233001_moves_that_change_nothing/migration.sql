CREATE OR REPLACE FUNCTION weir.move_cards(
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
       SET column_id = w.column_id, swimlane_id = w.swimlane_id, done = w.done, version = c.version + 1,
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
