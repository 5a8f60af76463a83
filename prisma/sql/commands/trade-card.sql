-- Accepts a request's card by displacing one that is not delivered. The caller holds the clock, and has locked the
-- displaced card's row before it. The displaced card moves to the first queue column with room: the new card is
-- created there and the two swap, so that no limit gains. If no queue column has room, the displaced card is archived
-- until a date, and the new one appears in the same UPDATE. A card that would stay in its own column frees nothing
-- and is refused: such a request can simply be accepted.
-- _trade: {displaces, reason, message, until?}. Returns {card: {number, to}, displaced: {number, from, to}}.
CREATE FUNCTION weir.trade_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _card jsonb, _request uuid, _trade jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _old     public.cards;
  _detail  text;
  _target  uuid;
  _until   date := (_trade ->> 'until')::date;
  _created jsonb;
BEGIN
  SELECT * INTO _old FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_trade ->> 'displaces')::integer;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('displaces', 'absent');
  ELSIF _old.archived_at IS NOT NULL THEN
    PERFORM weir.refuse('card-archived', jsonb_build_object('card', _old.number));
  ELSIF _old.delivered_at IS NOT NULL THEN
    PERFORM weir.refuse_conflict('card-delivered', 'displaces', 'delivered');
  END IF;

  PERFORM weir.set_reason(_trade ->> 'reason', _trade ->> 'message');
  _card := _card || jsonb_build_object('swimlaneId', _old.swimlane_id);
  FOR _target IN
    SELECT k.id FROM public.columns k
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'queue' ORDER BY k.position
  LOOP
    BEGIN
      _created := weir.insert_card(_workspace, _board, _actor, _now, _id,
                                   _card || jsonb_build_object('columnId', _target), _request);
      EXIT;
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
      IF _detail::jsonb ->> 'refused' <> 'wip-limit-reached' THEN
        RAISE;
      END IF;
    END;
  END LOOP;
  IF _created IS NOT NULL AND _target = _old.column_id THEN
    PERFORM weir.refuse_conflict('trade-not-needed', 'displaces', 'staysThere');
  ELSIF _created IS NOT NULL THEN
    _until := NULL;
    PERFORM weir.exchange_cards(_old, c, _now)
       FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _id;
  ELSIF _until IS NULL THEN
    PERFORM weir.refuse_input('until', 'noQueueHasRoom');
  ELSE
    _target := NULL;
    _created := weir.insert_card(_workspace, _board, _actor, _now, _id,
                                 _card || jsonb_build_object('columnId', _old.column_id, 'archivedAt', _now), _request);
    UPDATE public.cards c
       SET archived_at = CASE WHEN c.id = _old.id THEN _now END,
           rank = _old.rank,
           version = c.version + CASE WHEN c.id = _old.id THEN 1 ELSE 0 END
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id IN (_old.id, _id);
  END IF;

  INSERT INTO public.displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message,
                             column_id, until, by, at)
  VALUES (_workspace, _board, _request, _old.id, _old.request_id, (_trade ->> 'reason')::public.answer_reason, _trade ->> 'message',
          _target, _until, _actor, _now);
  RETURN (
    SELECT jsonb_build_object(
             'card', jsonb_build_object('number', n.number, 'to', weir.card_created(n, weir.card_placed(n), '[]')),
             'displaced', jsonb_build_object('number', o.number, 'from', weir.card_position(_old), 'to', CASE
               WHEN _target IS NULL THEN jsonb_build_object('archivedAt', weir.instant(o.archived_at), 'until', _until,
                                                            'version', o.version)
               ELSE weir.card_placed(o) END))
      FROM public.cards n, public.cards o
     WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.id = _id
       AND o.workspace_id = _workspace AND o.board_id = _board AND o.id = _old.id);
END $$;

-- Swaps two cards of one lane in one UPDATE, so that no load is counted twice. A new card in a split column starts in
-- the doing half.
CREATE FUNCTION weir.exchange_cards(_one public.cards, _other public.cards, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.cards c
     SET column_id = k.id, done = false, rank = t.rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = k.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(k.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(k.kind, c.delivered_at, _now)
    FROM (VALUES (_one.id, _other.column_id, _other.rank), (_other.id, _one.column_id, _one.rank)) AS t (id, column_id, rank)
    JOIN public.columns k ON k.workspace_id = _one.workspace_id AND k.board_id = _one.board_id AND k.id = t.column_id
   WHERE c.workspace_id = _one.workspace_id AND c.board_id = _one.board_id AND c.id = t.id;
END $$;
