-- Claims: which card is next, and taking it.

-- A card that may be claimed, and the column that it would enter.
CREATE TYPE weir.claimable_card AS (card_id uuid, number integer, column_id uuid, swimlane_id uuid, class public.class_of_service, to_id uuid, is_own boolean);

-- The cards that a person may claim, in the order in which a board is pulled: those nearest to done first, then by class of
-- service, then in the order of their column. A card is taken from the queue column before the first active column, or from
-- another queue column that _filter names, and from the done half of a split column. It is not blocked, and nobody else is
-- assigned. _filter: {columnId?, swimlaneId? (null: none), classOfService?, labelId?, card?}.
CREATE FUNCTION weir.claimable_cards(_workspace uuid, _board uuid, _actor uuid, _filter jsonb) RETURNS SETOF weir.claimable_card LANGUAGE plpgsql STABLE AS $$
DECLARE
  _first_active public.columns;
  _last_queue   uuid;
BEGIN
  SELECT * INTO _first_active FROM public.columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'active' ORDER BY k.position, k.id LIMIT 1;
  SELECT k.id INTO _last_queue FROM public.columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'queue'
     AND (k.position, k.id) < (_first_active.position, _first_active.id)
   ORDER BY k.position DESC, k.id DESC LIMIT 1;
  RETURN QUERY
    SELECT c.id, c.number, c.column_id, c.swimlane_id, c.class_of_service, s.to_id, p.is_own
      FROM (SELECT k.*, weir.column_pulling(k) AS to_id FROM public.columns k
             WHERE k.workspace_id = _workspace AND k.board_id = _board
               AND CASE WHEN _filter ? 'columnId' THEN k.id = (_filter ->> 'columnId')::uuid
                        WHEN _filter ? 'card' THEN true
                        ELSE k.id = _last_queue OR k.kind = 'active' END
               AND (k.kind = 'queue' OR k.kind = 'active' AND k.split) OFFSET 0) s
      JOIN public.cards c ON c.workspace_id = s.workspace_id AND c.board_id = s.board_id AND c.column_id = s.id AND c.archived_at IS NULL
     CROSS JOIN LATERAL (
       SELECT coalesce(bool_or(a.user_id = _actor), false) AS is_own, count(*) AS people
         FROM public.card_assignees a
        WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id) p
     WHERE s.to_id IS NOT NULL AND (s.kind = 'queue' OR c.done) AND (p.people = 0 OR p.is_own)
       AND (NOT _filter ? 'card' OR c.number = (_filter ->> 'card')::integer)
       AND (NOT _filter ? 'swimlaneId' OR c.swimlane_id IS NOT DISTINCT FROM (_filter ->> 'swimlaneId')::uuid)
       AND (NOT _filter ? 'classOfService' OR c.class_of_service = (_filter ->> 'classOfService')::public.class_of_service)
       AND (NOT _filter ? 'labelId' OR EXISTS (
         SELECT FROM public.card_labels l
          WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id
            AND l.label_id = (_filter ->> 'labelId')::uuid))
       AND NOT EXISTS (
         SELECT FROM public.card_blocks x
          WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id AND x.unblocked_at IS NULL)
       AND NOT EXISTS (
         SELECT FROM weir.blockers x
          WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id)
     ORDER BY s.position DESC, s.id DESC, c.class_of_service, c.rank, c.number;
END $$;

-- Of the cards that may be claimed, those to try, in their order: limits can tell cards apart by column, lane, class and person
-- alone, so of those that have all of these in common only the first is worth trying.
CREATE FUNCTION weir.cards_to_try(_workspace uuid, _board uuid, _actor uuid, _filter jsonb) RETURNS SETOF weir.claimable_card LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
    SELECT t.card_id, t.number, t.column_id, t.swimlane_id, t.class, t.to_id, t.is_own
      FROM (SELECT DISTINCT ON (m.to_id, m.swimlane_id, m.class, m.is_own) m.*
              FROM weir.claimable_cards(_workspace, _board, _actor, _filter) WITH ORDINALITY
                   m (card_id, number, column_id, swimlane_id, class, to_id, is_own, at)
             ORDER BY m.to_id, m.swimlane_id, m.class, m.is_own, m.at) t
     ORDER BY t.at
     LIMIT 50;
END $$;

-- Why there is no card to claim: how many cards wait where cards are pulled, how many of them are blocked, and how many are assigned to others.
CREATE FUNCTION weir.nothing_to_claim(_workspace uuid, _board uuid, _actor uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object(
             'refused', 'nothing-to-claim', 'waiting', count(*),
             'blocked', count(*) FILTER (WHERE EXISTS (
               SELECT FROM public.card_blocks x
                WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id AND x.unblocked_at IS NULL)
               OR EXISTS (SELECT FROM weir.blockers x
                           WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id)),
             'assigned', count(*) FILTER (WHERE EXISTS (
               SELECT FROM public.card_assignees a
                WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id)
               AND NOT EXISTS (SELECT FROM public.card_assignees a
                WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id AND a.user_id = _actor)))
      FROM public.columns k
      JOIN public.cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.archived_at IS NULL
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND (k.kind = 'queue' OR k.kind = 'active' AND k.split AND c.done));
END $$;

-- Refuses a filter that names what the board does not have.
CREATE FUNCTION weir.check_claim_filter(_workspace uuid, _board uuid, _filter jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _filter ? 'columnId' AND NOT EXISTS (SELECT FROM public.columns k
       WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = (_filter ->> 'columnId')::uuid) THEN
    PERFORM weir.refuse_input('columnId', 'absent');
  ELSIF _filter ->> 'swimlaneId' IS NOT NULL AND NOT EXISTS (SELECT FROM public.swimlanes s
       WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.id = (_filter ->> 'swimlaneId')::uuid) THEN
    PERFORM weir.refuse_input('swimlaneId', 'absent');
  ELSIF _filter ? 'labelId' AND NOT EXISTS (SELECT FROM public.labels l
       WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = (_filter ->> 'labelId')::uuid) THEN
    PERFORM weir.refuse_input('labelId', 'absent');
  END IF;
END $$;

-- Claims the next card for the given seconds. Returns {card, lease: {token, until}}, or refuses: `nothing-to-claim`, or the limit
-- that refused the first card of all that were tried, with that card and its column in `tried`.
-- It locks the card after the clock, where other writes lock it before. That cannot deadlock: it does not wait for a card that
-- another writer has, which may wait for this clock, but tries the next. Where it found none, the whole write is retried.
CREATE FUNCTION weir.claim_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _filter jsonb, _seconds integer, _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _set     text := weir.keep_plans();
  _outcome jsonb := weir.replay_response(_workspace, _key, _now);
  _stamp   weir.event_stamp;
  _try     weir.claimable_card;
  _card    public.cards;
  _people  uuid[];
  _claimed boolean := false;
  _busy    boolean := false;
  _refused jsonb;
  _lease   public.card_leases;
  _body    jsonb;
  _detail  text;
BEGIN
  IF _outcome IS NOT NULL THEN
    RETURN _outcome;
  END IF;
  PERFORM weir.check_claim_filter(_workspace, _board, _filter);
  -- Programs that wait for work ask often. Where there is none, this takes no clock.
  IF NOT EXISTS (SELECT FROM weir.claimable_cards(_workspace, _board, _actor, _filter))
     AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NULL) THEN
    RETURN weir.nothing_to_claim(_workspace, _board, _actor);
  END IF;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions);
  FOR _try IN SELECT * FROM weir.cards_to_try(_workspace, _board, _actor, _filter) LOOP
    SELECT * INTO _card FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _try.card_id
       FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
      _busy := true;
      CONTINUE;
    END IF;
    _people := weir.people_of_card(_card);
    BEGIN
      PERFORM weir.move_leased_card(_card, k, NULL, false, _stamp.at) FROM public.columns k
        WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = _try.to_id;
      IF NOT _try.is_own THEN
        INSERT INTO public.card_assignees (workspace_id, board_id, card_id, user_id) VALUES (_workspace, _board, _card.id, _actor);
      END IF;
      _claimed := true;
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
      _refused := coalesce(_refused, _detail::jsonb || jsonb_build_object(
        'tried', jsonb_build_object('card', _card.number, 'columnId', _try.to_id)));
    END;
    EXIT WHEN _claimed;
  END LOOP;
  IF NOT _claimed AND _busy THEN
    RAISE EXCEPTION 'a card to claim is being written' USING ERRCODE = 'serialization_failure';
  ELSIF NOT _claimed THEN
    PERFORM weir.exit_command(coalesce(_refused, weir.nothing_to_claim(_workspace, _board, _actor)));
  END IF;

  INSERT INTO public.card_leases AS l (
    workspace_id, board_id, card_id, token, holder_id, since, until, assigned, from_column_id, from_done, from_before)
  VALUES (_workspace, _board, _card.id, 1, _actor, _stamp.at, _stamp.at + make_interval(secs => _seconds), NOT _try.is_own,
          _card.column_id, _card.done, weir.card_below(_card))
  ON CONFLICT (workspace_id, board_id, card_id) DO UPDATE
     SET token = l.token + 1, holder_id = excluded.holder_id, since = excluded.since, until = excluded.until, assigned = excluded.assigned,
         from_column_id = excluded.from_column_id, from_done = excluded.from_done, from_before = excluded.from_before, ended = NULL
  RETURNING * INTO _lease;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.claimed', _stamp.at, _actor,
                            jsonb_build_array(weir.lease_change(_card, _people, NULL)));
  _body := weir.leased_card(_lease, _card.number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $$;

-- What the holder reads.
CREATE FUNCTION weir.leased_card(_lease public.card_leases, _number integer) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object(
    'card', weir.card_document(_lease.workspace_id, _lease.board_id, _number),
    'lease', jsonb_build_object('token', _lease.token, 'until', weir.instant(_lease.until)));
END $$;
