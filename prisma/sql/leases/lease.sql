-- Leases: a program's claim on a card, for a time. A claim moves the card into an active column as any move does, assigns the
-- holder, and gives them a token: a number that grows with each claim of the card. A write with a token that is not that of the
-- card's lease is refused, so a program that was thought dead changes nothing when it comes back.
--
-- A lease has an end, `until`. It ends earlier if its card goes to another column or to the done half, is archived or deleted, or
-- its holder is unassigned, by any person and on every write path: so a person can always take a card. A card has one row, made by
-- its first claim. Without a holder it has no lease now. Rows are written under the board's clock.

-- What the card's lease looks like to its readers; null without one.
CREATE FUNCTION weir.lease_of_card(_workspace uuid, _board uuid, _card uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_build_object('by', jsonb_build_object('id', u.id, 'name', u.name), 'since', weir.instant(l.since), 'until', weir.instant(l.until))
      FROM public.card_leases l JOIN public.users u ON u.id = l.holder_id
     WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card);
END $$;

-- A lease as events record it; null without one.
CREATE FUNCTION weir.lease_values(_lease public.card_leases) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN _lease.holder_id IS NOT NULL THEN
    jsonb_build_object('by', _lease.holder_id, 'since', weir.instant(_lease.since), 'until', weir.instant(_lease.until)) END
$$;

-- Names the lease that the writes of this transaction need, and its card by its number or its external id. The last parameter has a
-- default for instances of an earlier release that still run.
CREATE FUNCTION weir.need_lease(_card integer, _token integer, _external_id text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
  SELECT set_config('weir.lease', jsonb_build_object('card', _card, 'token', _token, 'externalId', _external_id)::text, true)
$$;

-- The refusal of a write whose lease is over; null if the actor has it. Call it under the clock.
CREATE FUNCTION weir.lease_refusal(_workspace uuid, _board uuid, _actor uuid, _now timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _sent   jsonb   := current_setting('weir.lease')::jsonb;
  _token  integer := (_sent ->> 'token')::integer;
  _card   uuid;
  _number integer;
  _lease  public.card_leases;
BEGIN
  -- One part for each, so that it has the plan of its index.
  SELECT c.id, c.number INTO _card, _number FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_sent ->> 'card')::integer
   UNION ALL
  SELECT c.id, c.number FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _sent ->> 'externalId';
  IF NOT FOUND THEN
    RETURN '{"refused": "not-found"}';
  END IF;
  SELECT * INTO _lease FROM public.card_leases l
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card;
  IF _lease.holder_id = _actor AND _lease.token = _token AND _lease.until > _now THEN
    RETURN NULL;
  END IF;
  RETURN jsonb_build_object(
    'refused', 'lease-lost', 'card', _number, 'lease', weir.lease_of_card(_workspace, _board, _card),
    'why', CASE WHEN _lease.token IS NULL OR _lease.token < _token THEN 'unknown'
                WHEN _lease.token > _token THEN 'claimedAgain'
                WHEN _lease.holder_id <> _actor THEN 'notYours'
                WHEN _lease.holder_id IS NOT NULL THEN 'expired'
                ELSE _lease.ended END);
END $$;

-- Ends the lease of a card, and unassigns its holder where the claim had assigned them.
CREATE FUNCTION weir.end_lease(_lease public.card_leases, _ended text, _unassign boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.card_leases l
     SET holder_id = NULL, since = NULL, until = NULL, ended = _ended
   WHERE l.workspace_id = _lease.workspace_id AND l.board_id = _lease.board_id AND l.card_id = _lease.card_id;
  IF _unassign AND _lease.assigned THEN
    DELETE FROM public.card_assignees a
     WHERE a.workspace_id = _lease.workspace_id AND a.board_id = _lease.board_id AND a.card_id = _lease.card_id
       AND a.user_id = _lease.holder_id;
  END IF;
END $$;

-- Ends the leases of cards that were moved, archived or taken from their holder by another write than those of leases, and unassigns
-- the holders that the claims had assigned. A delivered card keeps them. The event of a command says it (weir.unassigned_by_taking);
-- plain SQL has an event for it.
CREATE FUNCTION weir.end_leases_taken(_cards weir.card_ref[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _taken      public.card_leases[];
  _unassigned jsonb;
  _set        text;
BEGIN
  _taken := ARRAY(
    SELECT l FROM unnest(_cards) n
      JOIN public.card_leases l ON l.workspace_id = n.workspace_id AND l.board_id = n.board_id AND l.card_id = n.card_id
     WHERE l.holder_id IS NOT NULL);
  IF _taken = '{}' THEN
    RETURN;
  END IF;
  UPDATE public.card_leases l
     SET holder_id = NULL, since = NULL, until = NULL, ended = 'taken', expiries = 0
    FROM unnest(_taken) t
   WHERE l.workspace_id = t.workspace_id AND l.board_id = t.board_id AND l.card_id = t.card_id;
  -- The leases are over by now, so that the trigger on assignees finds none to end.
  WITH unassigned AS (
    DELETE FROM public.card_assignees a
     USING unnest(_taken) t
      JOIN public.cards c ON c.workspace_id = t.workspace_id AND c.board_id = t.board_id AND c.id = t.card_id
     WHERE t.assigned AND c.delivered_at IS NULL
       AND a.workspace_id = t.workspace_id AND a.board_id = t.board_id AND a.card_id = t.card_id AND a.user_id = t.holder_id
    RETURNING a.board_id, c.number, a.user_id)
  SELECT jsonb_agg(jsonb_build_object('board', u.board_id, 'change', jsonb_build_object(
           'card', u.number, 'from', jsonb_build_object('assigneeId', u.user_id), 'to', jsonb_build_object('assigneeId', NULL)))
           ORDER BY u.number)
    INTO _unassigned FROM unassigned u;
  IF _unassigned IS NOT NULL AND weir.has_own_event() THEN
    _set := set_config('weir.unassigned',
                       (coalesce(nullif(current_setting('weir.unassigned', true), '')::jsonb, '[]') || _unassigned)::text, true);
  END IF;
END $$;

-- The people of a board that this transaction unassigned by taking their cards, as changes of the event that is being recorded.
-- Each is in one event.
CREATE FUNCTION weir.unassigned_by_taking(_board uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _all    jsonb := nullif(current_setting('weir.unassigned', true), '')::jsonb;
  _here   jsonb;
  _others jsonb;
  _set    text;
BEGIN
  IF _all IS NULL THEN
    RETURN '[]';
  END IF;
  SELECT jsonb_agg(u -> 'change' ORDER BY at) FILTER (WHERE (u ->> 'board')::uuid = _board),
         jsonb_agg(u ORDER BY at) FILTER (WHERE (u ->> 'board')::uuid <> _board)
    INTO _here, _others
    FROM jsonb_array_elements(_all) WITH ORDINALITY e (u, at);
  _set := set_config('weir.unassigned', coalesce(_others::text, ''), true);
  RETURN coalesce(_here, '[]');
END $$;

-- Where a card that is claimed goes: the column after its own, or after its queue. Null if that is no active column.
CREATE FUNCTION weir.column_pulling(_column public.columns) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  _next public.columns;
BEGIN
  SELECT * INTO _next FROM public.columns k
   WHERE k.workspace_id = _column.workspace_id AND k.board_id = _column.board_id
     AND (k.position, k.id) > (_column.position, _column.id) AND (_column.kind <> 'queue' OR k.kind <> 'queue')
   ORDER BY k.position, k.id LIMIT 1;
  RETURN CASE WHEN _next.kind = 'active' THEN _next.id END;
END $$;

-- Moves a card for a lease: last in the column, or before another card that is there. The limits apply as to every move.
CREATE FUNCTION weir.move_leased_card(
  _card public.cards, _column public.columns, _before integer, _done boolean, _now timestamptz
) RETURNS public.cards LANGUAGE plpgsql AS $$
DECLARE
  _rank numeric := weir.rank_for(_card.workspace_id, _card.board_id, _column.id, _card.number, _before, NULL);
  _new  public.cards;
BEGIN
  UPDATE public.cards c
     SET column_id = _column.id, done = _done, version = c.version + 1,
         rank = coalesce(_rank, weir.rank_for(_card.workspace_id, _card.board_id, _column.id, _card.number, NULL, NULL)),
         entered_column_at = CASE WHEN c.column_id = _column.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(_column.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(_column.kind, c.delivered_at, _now)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id
  RETURNING * INTO _new;
  RETURN _new;
END $$;

-- A card before and after, as the event of a lease records it. _more: what `to` says besides its place, people and lease.
CREATE FUNCTION weir.lease_change(_was public.cards, _people uuid[], _lease public.card_leases, _more jsonb DEFAULT '{}') RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  _is  public.cards;
  _now public.card_leases;
BEGIN
  SELECT * INTO _is FROM public.cards c
   WHERE c.workspace_id = _was.workspace_id AND c.board_id = _was.board_id AND c.id = _was.id;
  SELECT * INTO _now FROM public.card_leases l
   WHERE l.workspace_id = _was.workspace_id AND l.board_id = _was.board_id AND l.card_id = _was.id;
  RETURN jsonb_build_object(
    'card', _is.number,
    'from', weir.card_position(_was) || jsonb_build_object('assigneeIds', _people, 'lease', weir.lease_values(_lease)),
    'to', weir.card_placed(_is) || jsonb_build_object('assigneeIds', weir.people_of_card(_is), 'lease', weir.lease_values(_now)) || _more);
END $$;
