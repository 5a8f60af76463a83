-- Accepts a request's card by displacing one that is not delivered. The caller holds the clock, and has locked the
-- displaced card's row before it. A trade frees capacity and invents no progress:
-- - The displaced card goes to the first queue column with room for one more card like it. If none has room, it is
--   archived until a date. A card that would stay in its own column frees nothing and is refused: such a request can
--   simply be accepted.
-- - The new card goes to the first active column if it has room without the displaced card, else to the last queue column
--   that has. If none has, the refusal names the limits of the active column.
-- The new card is created in the queue column in place of the displaced one. Then one UPDATE puts both where they go, so
-- that no load is counted twice, and a limit over its maximum lets a trade pass that does not add to its load.
-- _trade: {displaces, reason, message, until?}. Returns {card: {number, to}, displaced: {number, from, to}}.
CREATE FUNCTION weir.trade_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _card jsonb, _request uuid, _trade jsonb
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _old    public.cards;
  _until  date := (_trade ->> 'until')::date;
  _target uuid;
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
  _card   := _card || jsonb_build_object('swimlaneId', _old.swimlane_id);
  _target := weir.create_traded_card(_old, _actor, _now, _id, _card);
  IF _target = _old.column_id THEN
    PERFORM weir.refuse_conflict('trade-not-needed', 'displaces', 'staysThere');
  ELSIF _target IS NOT NULL THEN
    _until := NULL;
  ELSIF _until IS NULL THEN
    PERFORM weir.refuse_input('until', 'noQueueHasRoom');
  END IF;
  PERFORM weir.place_traded_cards(_old, _target, _now, _id, _request,
                                  coalesce(_card ->> 'classOfService', 'standard')::public.class_of_service);

  INSERT INTO public.displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message,
                             column_id, until, by, at)
  VALUES (_workspace, _board, _request, _old.id, _old.request_id, (_trade ->> 'reason')::public.answer_reason, _trade ->> 'message',
          _target, _until, _actor, _now);
  RETURN (
    SELECT jsonb_build_object(
             -- The event lists the new card first. The displaced one has no place yet.
             'card', jsonb_build_object('number', n.number, 'to', weir.card_created(n, weir.card_placed(
               n, k.split, nullif(weir.card_below(n), _old.number)), '[]', '[]')),
             'displaced', jsonb_build_object('number', o.number, 'from', weir.card_position(_old), 'to', CASE
               WHEN _target IS NULL THEN jsonb_build_object('archivedAt', weir.instant(o.archived_at), 'until', _until,
                                                            'version', o.version)
               ELSE weir.card_placed(o) END))
      FROM public.cards n
      JOIN public.columns k ON k.workspace_id = n.workspace_id AND k.board_id = n.board_id AND k.id = n.column_id
      JOIN public.cards o   ON o.workspace_id = n.workspace_id AND o.board_id = n.board_id AND o.id = _old.id
     WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.id = _id);
END $$;

-- Creates the new card where the displaced one will go: in the first queue column with room for one more card of its
-- class and lane. Returns that column. If none has room, the new card is created in the archive, and the result is null.
-- The card gets its request when it is placed: what the requester reads begins there.
CREATE FUNCTION weir.create_traded_card(
  _old public.cards, _actor uuid, _now timestamptz, _id uuid, _card jsonb
) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  _target uuid;
  _detail text;
BEGIN
  _card := _card || jsonb_build_object('classOfService', _old.class_of_service);
  FOR _target IN
    SELECT k.id FROM public.columns k
     WHERE k.workspace_id = _old.workspace_id AND k.board_id = _old.board_id AND k.kind = 'queue' ORDER BY k.position
  LOOP
    BEGIN
      PERFORM weir.insert_card(_old.workspace_id, _old.board_id, _actor, _now, _id,
                               _card || jsonb_build_object('columnId', _target), NULL);
      RETURN _target;
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
      IF _detail::jsonb ->> 'refused' <> 'wip-limit-reached' THEN
        RAISE;
      END IF;
    END;
  END LOOP;
  PERFORM weir.insert_card(_old.workspace_id, _old.board_id, _actor, _now, _id,
                           _card || jsonb_build_object('archivedAt', _now), NULL);
  RETURN NULL;
END $$;

-- Puts the displaced card into the queue column (null: into the archive) and the new one into the first column that has
-- room. A limit of the new card's class is not about room: no column would help, so it refuses the trade. The new card
-- takes the displaced one's rank in its column, and is last in any other. In a queue column that both enter, it is
-- directly before the displaced one.
CREATE FUNCTION weir.place_traded_cards(
  _old public.cards, _target uuid, _now timestamptz, _id uuid, _request uuid, _class public.class_of_service
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _new      public.cards;
  _column   public.columns;
  _old_rank numeric := _old.rank;
  _rank     numeric;
  _detail   text;
  _refused  jsonb;
BEGIN
  SELECT * INTO _new FROM public.cards c WHERE c.workspace_id = _old.workspace_id AND c.board_id = _old.board_id AND c.id = _id;
  -- The displaced card, where it goes. The new one is last in that column already.
  IF _target IS NULL THEN
    _old.archived_at := _now;
  ELSE
    _old.rank              := weir.rank_for(_old.workspace_id, _old.board_id, _target, _old.number, NULL, NULL);
    _old.done              := false;
    _old.entered_column_at := _now;
    _old.committed_at      := NULL;
  END IF;
  FOR _column IN SELECT * FROM weir.traded_card_columns(_old.workspace_id, _old.board_id) LOOP
    _rank := CASE _column.id WHEN _old.column_id THEN _old_rank
                             WHEN _target        THEN _new.rank
                             ELSE weir.rank_for(_old.workspace_id, _old.board_id, _column.id, _new.number, NULL, NULL) END;
    BEGIN
      UPDATE public.cards c
         SET column_id = t.column_id, done = t.done, rank = t.rank, request_id = t.request_id,
             class_of_service = t.class_of_service,
             entered_column_at = t.entered_column_at, committed_at = t.committed_at, archived_at = t.archived_at,
             version = c.version + t.more
        FROM (VALUES
               (_id, _column.id, false, _rank, _request, _class, _now, weir.committed_at(_column.kind, NULL, _now), NULL, 0),
               (_old.id, coalesce(_target, _old.column_id), _old.done, _old.rank, _old.request_id, _old.class_of_service,
                _old.entered_column_at, _old.committed_at, _old.archived_at, 1))
               AS t (id, column_id, done, rank, request_id, class_of_service, entered_column_at, committed_at, archived_at, more)
       WHERE c.workspace_id = _old.workspace_id AND c.board_id = _old.board_id AND c.id = t.id;
      RETURN;
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
      IF _detail::jsonb ->> 'refused' <> 'wip-limit-reached' OR EXISTS (
           SELECT FROM public.wip_limits l
             JOIN jsonb_to_recordset(_detail::jsonb -> 'limits') AS r (id uuid) ON r.id = l.id
            WHERE l.workspace_id = _old.workspace_id AND l.board_id = _old.board_id AND l.scope = 'classOfService') THEN
        RAISE;
      END IF;
      _refused := coalesce(_refused, _detail::jsonb);
    END;
  END LOOP;
  PERFORM weir.exit_command(_refused);
END $$;

-- The columns that a traded card may enter, best first: the first active one, then the queue columns from the last to
-- the first. Never a later active one: the new card's work has not begun.
CREATE FUNCTION weir.traded_card_columns(_workspace uuid, _board uuid) RETURNS SETOF public.columns LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT k.* FROM public.columns k
     WHERE k.workspace_id = _workspace AND k.board_id = _board
       AND (k.kind = 'queue' OR k.kind = 'active' AND NOT EXISTS (
              SELECT FROM public.columns f
               WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.kind = 'active' AND f.position < k.position))
     ORDER BY k.position DESC;
END $$;
