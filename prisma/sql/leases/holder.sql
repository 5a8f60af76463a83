-- What the holder of a lease does with it. Each is a command of the write protocol: start_write checks the token.

-- A card whose lease a command ends or prolongs, with its people before. Locked as in a move.
CREATE TYPE weir.leased AS (card public.cards, lease public.card_leases, people uuid[], seq bigint, at timestamptz);

-- Starts a command on a leased card. _token: the lease must be the actor's, with this token. Without, any lease will do.
CREATE FUNCTION weir.start_lease_command(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _number integer, _token integer, _key weir.write_key, _conditions weir.write_conditions
) RETURNS weir.leased LANGUAGE plpgsql AS $$
DECLARE
  _set    text := weir.keep_plans();
  _locked integer;
  _stamp  weir.event_stamp;
  _leased weir.leased;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number FOR NO KEY UPDATE;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  PERFORM weir.lock_boards_blocked_by(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number));
  IF _token IS NOT NULL THEN
    PERFORM weir.need_lease(_number, _token);
  END IF;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions);
  PERFORM weir.check_all_locked(_workspace, _board, ARRAY[_number], _locked);
  _leased.seq := _stamp.seq;
  _leased.at := _stamp.at;
  SELECT c, l INTO _leased.card, _leased.lease
    FROM public.cards c
    LEFT JOIN public.card_leases l ON l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id AND l.holder_id IS NOT NULL
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF (_leased.lease).holder_id IS NULL THEN
    PERFORM weir.refuse('not-claimed', jsonb_build_object('card', _number));
  END IF;
  _leased.people := weir.people_of_card(_leased.card);
  RETURN _leased;
END $$;

-- Moves the end of the lease to the given seconds from now.
CREATE FUNCTION weir.renew_lease(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _number integer, _token integer, _seconds integer,
  _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _l      weir.leased;
  _lease  public.card_leases;
  _detail text;
BEGIN
  _l := weir.start_lease_command(_workspace, _board, _actor, _now, _number, _token, _key, _conditions);
  UPDATE public.card_leases l SET until = _l.at + make_interval(secs => _seconds)
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = (_l.card).id
  RETURNING * INTO _lease;
  PERFORM weir.record_event(_workspace, _board, _l.seq, 'card.leaseRenewed', _l.at, _actor, jsonb_build_array(jsonb_build_object(
    'card', _number, 'from', jsonb_build_object('lease', weir.lease_values(_l.lease)),
    'to', jsonb_build_object('lease', weir.lease_values(_lease)))));
  RETURN weir.finish_write(_workspace, _key, 200, weir.leased_card(_lease, _number), _l.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $$;

-- Moves the card on: to the done half of its column where that is split, else to the next column, within its limits. A card that
-- is not delivered then loses the holder, if the claim had assigned them: the next person to pull it works on it.
CREATE FUNCTION weir.complete_lease(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _number integer, _token integer, _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _l      weir.leased;
  _from   public.columns;
  _to     public.columns;
  _detail text;
BEGIN
  _l := weir.start_lease_command(_workspace, _board, _actor, _now, _number, _token, _key, _conditions);
  SELECT * INTO _from FROM public.columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = (_l.card).column_id;
  IF _from.split THEN
    _to := _from;
  ELSE
    SELECT * INTO _to FROM public.columns k
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND (k.position, k.id) > (_from.position, _from.id)
     ORDER BY k.position, k.id LIMIT 1;
  END IF;
  PERFORM weir.end_lease(_l.lease, 'completed', _to.kind <> 'done');
  UPDATE public.card_leases l SET expiries = 0
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = (_l.card).id AND l.expiries > 0;
  BEGIN
    PERFORM weir.move_leased_card(_l.card, _to, NULL, _from.split, _l.at);
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    PERFORM weir.exit_command(_detail::jsonb || jsonb_build_object('tried', jsonb_build_object('card', _number, 'columnId', _to.id)));
  END;
  PERFORM weir.record_event(_workspace, _board, _l.seq, 'card.completed', _l.at, _actor,
                            jsonb_build_array(weir.lease_change(_l.card, _l.people, _l.lease)));
  RETURN weir.finish_write(_workspace, _key, 200, weir.card_document(_workspace, _board, _number), _l.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $$;

-- Ends the lease without a result. _then: `return` puts the card back to where it was claimed, within the limits there; `block`
-- keeps it where it is and blocks it with the reason; `keep` keeps it there (a person takes it).
CREATE FUNCTION weir.give_up_lease(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _number integer, _token integer, _type text, _then text, _reason text,
  _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _l      weir.leased;
  _more   jsonb := '{}';
  _detail text;
BEGIN
  _l := weir.start_lease_command(_workspace, _board, _actor, _now, _number, _token, _key, _conditions);
  PERFORM weir.end_lease(_l.lease, CASE WHEN _then = 'keep' THEN 'taken' WHEN _type = 'card.failed' THEN 'failed' ELSE 'released' END, true);
  CASE _then
    WHEN 'return' THEN
      BEGIN
        PERFORM weir.return_leased_card(_l.card, _l.lease, _l.at);
      EXCEPTION WHEN SQLSTATE 'WIP00' THEN
        GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
        PERFORM weir.exit_command(_detail::jsonb || jsonb_build_object('tried', jsonb_build_object(
          'card', _number, 'columnId', (weir.return_column(_l.lease)).id)));
      END;
    WHEN 'block' THEN
      _more := weir.block_leased_card(_l.card, _reason, _actor, _l.at);
    ELSE
      UPDATE public.cards c SET version = c.version + 1
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = (_l.card).id;
  END CASE;
  PERFORM weir.record_event(_workspace, _board, _l.seq, _type, _l.at, _actor, jsonb_build_array(
    weir.lease_change(_l.card, _l.people, _l.lease, _more) || CASE WHEN _reason IS NULL THEN '{}' ELSE jsonb_build_object('reason', _reason) END));
  RETURN weir.finish_write(_workspace, _key, 200, weir.card_document(_workspace, _board, _number), _l.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $$;

-- The column that a card goes back to: the one that it was claimed from, or the last queue column if that is gone.
CREATE FUNCTION weir.return_column(_lease public.card_leases) RETURNS public.columns LANGUAGE plpgsql STABLE AS $$
DECLARE
  _column public.columns;
BEGIN
  SELECT * INTO _column FROM public.columns k
   WHERE k.workspace_id = _lease.workspace_id AND k.board_id = _lease.board_id AND (k.id = _lease.from_column_id OR k.kind = 'queue')
   ORDER BY k.id = _lease.from_column_id DESC NULLS LAST, k.position DESC, k.id DESC LIMIT 1;
  RETURN _column;
END $$;

-- Puts a card back to its place, or to the end of the column if its neighbour is gone. Its requester, if any, reads that the
-- system took it back.
CREATE FUNCTION weir.return_leased_card(_card public.cards, _lease public.card_leases, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _column public.columns := weir.return_column(_lease);
BEGIN
  PERFORM weir.move_leased_card(_card, _column, _lease.from_before, _lease.from_done AND _column.split, _now);
END $$;

-- Blocks a card where it is. One that is blocked already keeps its block; a reason of ours does not replace that of a person.
-- Returns what `to` of the event says of it.
CREATE FUNCTION weir.block_leased_card(_card public.cards, _reason text, _by uuid, _now timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _block public.card_blocks;
BEGIN
  UPDATE public.card_blocks x SET reason = CASE WHEN _reason LIKE 'weir:%' THEN x.reason ELSE _reason END
   WHERE x.workspace_id = _card.workspace_id AND x.board_id = _card.board_id AND x.card_id = _card.id AND x.unblocked_at IS NULL
  RETURNING * INTO _block;
  IF NOT FOUND THEN
    INSERT INTO public.card_blocks (workspace_id, board_id, card_id, id, reason, blocked_at, blocked_by)
    VALUES (_card.workspace_id, _card.board_id, _card.id, gen_random_uuid(), _reason, _now, _by)
    RETURNING * INTO _block;
  END IF;
  UPDATE public.cards c SET version = c.version + 1
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id;
  RETURN jsonb_build_object('blocked', weir.block_values(_block));
END $$;
