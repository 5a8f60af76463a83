-- Leases that have run out. The sweep of apps/api/src/leases calls this for each; another instance that does the same finds
-- nothing to do.

-- Ends the lease of a card if it is over: puts the card back to where it was claimed. Where there is no room, or the lease of
-- this card has expired twice since it was last completed, the card stays and is blocked with the reason. The block is in the
-- name of the holder, the event in that of the system. Returns an outcome; a body of null means that nothing was due.
CREATE FUNCTION weir.expire_lease(_workspace uuid, _board uuid, _card_id uuid, _now timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _set    text := weir.keep_plans();
  _card   public.cards;
  _lease  public.card_leases;
  _people uuid[];
  _stamp  weir.event_stamp;
  _more   jsonb := '{}';
  _reason text;
  _detail text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _card_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN '{"body": null}';
  END IF;
  _stamp := weir.start_command(_workspace, _board, NULL, NULL, _now, ROW (NULL, NULL, false)::weir.write_conditions);
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _card_id;
  SELECT * INTO _lease FROM public.card_leases l
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card_id AND l.until <= _stamp.at;
  IF NOT FOUND OR _card.id IS NULL THEN
    PERFORM weir.exit_command('{"body": null}');
  END IF;
  _people := weir.people_of_card(_card);
  PERFORM weir.end_lease(_lease, 'expired', true);
  IF _lease.expiries > 0 THEN
    _reason := 'weir:leaseExpiredTwice';
  ELSE
    BEGIN
      PERFORM weir.return_leased_card(_card, _lease, _stamp.at);
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      _reason := 'weir:leaseExpiredNoRoom';
    END;
  END IF;
  IF _reason IS NOT NULL THEN
    _more := weir.block_leased_card(_card, _reason, _lease.holder_id, _stamp.at);
  END IF;
  UPDATE public.card_leases l SET expiries = CASE WHEN _reason IS NULL THEN l.expiries + 1 ELSE 0 END
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card_id;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.leaseExpired', _stamp.at, NULL,
                            jsonb_build_array(weir.lease_change(_card, _people, _lease, _more)));
  RETURN weir.finish_write(_workspace, NULL, 200, to_jsonb(_card.number), _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $$;

-- The reason of a block in the notices and mails of people: a text, or a code of ours that the API words. Documents of cards and
-- events have the code itself.
CREATE FUNCTION weir.block_reason(_reason text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _reason IN ('weir:leaseExpiredTwice', 'weir:leaseExpiredNoRoom')
              THEN weir.coded_text('blockReason', jsonb_build_object('code', substr(_reason, 6)))
              ELSE to_jsonb(_reason) END
$$;
