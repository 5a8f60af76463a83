-- One card: where it stands in its column, how it is made, moved and swapped.

-- Spreads a column's ranks out again. Midpoints gain a digit with each halving, so this is due after some
-- forty moves into one gap. Rows that another writer has locked are waited for by nobody: whoever holds
-- one may be waiting for the clock that we hold, so then the column stays as it is until the next time.
CREATE FUNCTION weir.spread(_workspace uuid, _board uuid, _column uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _free uuid[];
BEGIN
  SELECT array_agg(s.id) INTO _free FROM (
    SELECT c.id FROM cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
       FOR NO KEY UPDATE SKIP LOCKED) s;
  IF cardinality(_free) = (SELECT count(*) FROM cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL) THEN
    UPDATE cards c SET rank = o.rank
      FROM (SELECT x.id, row_number() OVER (ORDER BY x.rank, x.number) AS rank FROM cards x
             WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.column_id = _column AND x.archived_at IS NULL) o
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = o.id;
  END IF;
END $$;

-- The rank that puts a card last in a column, or immediately before or after a card of it. Null where
-- that card does not stand there.
CREATE FUNCTION weir.rank_for(
  _workspace uuid, _board uuid, _column uuid, _number integer, _before integer, _after integer
) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  _near cards;
  _low  numeric;
  _high numeric;
BEGIN
  IF _before IS NULL AND _after IS NULL THEN
    RETURN (SELECT coalesce(max(c.rank), 0) + 1 FROM cards c
             WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column
               AND c.archived_at IS NULL AND c.number IS DISTINCT FROM _number);
  END IF;
  FOR _try IN 1..2 LOOP
    SELECT * INTO _near FROM cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = coalesce(_before, _after)
       AND c.column_id = _column AND c.archived_at IS NULL AND c.number <> _number;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    IF _before IS NOT NULL THEN
      _high := _near.rank;
      SELECT c.rank INTO _low FROM cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
         AND (c.rank, c.number) < (_near.rank, _near.number) AND c.number <> _number
       ORDER BY c.rank DESC, c.number DESC LIMIT 1;
    ELSE
      _low := _near.rank;
      SELECT c.rank INTO _high FROM cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
         AND (c.rank, c.number) > (_near.rank, _near.number) AND c.number <> _number
       ORDER BY c.rank, c.number LIMIT 1;
    END IF;
    EXIT WHEN _low IS NULL OR _high IS NULL OR (_low < _high AND scale(_low) < 40 AND scale(_high) < 40);
    IF _try = 1 THEN
      PERFORM weir.spread(_workspace, _board, _column);
    END IF;
  END LOOP;
  RETURN CASE WHEN _low IS NULL THEN _high - 1 WHEN _high IS NULL THEN _low + 1 ELSE (_low + _high) * 0.5 END;
END $$;

-- The moments of a card that has come into a column: committed on entering the first active column (or
-- any place beyond it), delivered on entering a done one; going back before either takes it back.
CREATE FUNCTION weir.committed(_kind column_kind, _committed_at timestamptz, _now timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _kind = 'queue' THEN NULL ELSE coalesce(_committed_at, _now) END
$$;
CREATE FUNCTION weir.delivered(_kind column_kind, _delivered_at timestamptz, _now timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _kind = 'done' THEN coalesce(_delivered_at, _now) END
$$;

-- A card's place, as events tell it.
CREATE FUNCTION weir.place(_card cards, _split boolean) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('columnId', (_card).column_id, 'swimlaneId', (_card).swimlane_id,
                            'half', CASE WHEN _split THEN CASE WHEN (_card).done THEN 'done' ELSE 'doing' END END,
                            'committedAt', weir.instant((_card).committed_at),
                            'deliveredAt', weir.instant((_card).delivered_at))
$$;
CREATE FUNCTION weir.place(_card cards) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT weir.place(_card, (SELECT k.split FROM columns k
                             WHERE k.workspace_id = (_card).workspace_id AND k.board_id = (_card).board_id
                               AND k.id = (_card).column_id))
$$;

-- ------------------------------------------------------------------------------------ making a card

-- Makes a card under a clock that the caller holds: {number, columnId, place}, or it leaves with the fault.
-- _card: {title, description?, columnId?, classOfService?, assigneeIds?, swimlaneId?, dueOn?, archivedAt?}, well-formed.
CREATE FUNCTION weir.insert_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _card jsonb, _request uuid
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _column columns;
  _number integer;
  _new    cards;
  _people uuid[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(_card -> 'assigneeIds', '[]'))::uuid);
BEGIN
  SELECT * INTO _column FROM columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board
     AND CASE WHEN _card ->> 'columnId' IS NULL THEN k.kind = 'queue' ELSE k.id = (_card ->> 'columnId')::uuid END
   ORDER BY k.position LIMIT 1;
  IF NOT FOUND THEN
    PERFORM weir.fault('columnId', 'absent');
  END IF;
  IF _card ->> 'swimlaneId' IS NOT NULL AND NOT EXISTS (
       SELECT FROM swimlanes l WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = (_card ->> 'swimlaneId')::uuid) THEN
    PERFORM weir.fault('swimlaneId', 'absent');
  END IF;
  IF weir.strangers(_workspace, _people) THEN
    PERFORM weir.fault('assigneeIds', 'notOfTheTeam');
  END IF;

  UPDATE board_clock k SET next_card = k.next_card + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_card - 1 INTO _number;

  INSERT INTO cards (workspace_id, board_id, id, number, title, description, column_id, swimlane_id, rank,
                     class_of_service, due_on, request_id, created_at, created_by, entered_column_at,
                     committed_at, delivered_at, archived_at)
  VALUES (_workspace, _board, _id, _number, _card ->> 'title', coalesce(_card ->> 'description', ''),
          _column.id, (_card ->> 'swimlaneId')::uuid,
          weir.rank_for(_workspace, _board, _column.id, _number, NULL, NULL),
          coalesce(_card ->> 'classOfService', 'standard')::class_of_service, (_card ->> 'dueOn')::date,
          _request, _now, _actor, _now,
          weir.committed(_column.kind, NULL, _now), weir.delivered(_column.kind, NULL, _now),
          (_card ->> 'archivedAt')::timestamptz)
  RETURNING * INTO _new;
  IF cardinality(_people) > 0 THEN
    INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
    SELECT _workspace, _board, _id, p FROM unnest(_people) p;
  END IF;
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id, 'place', weir.place(_new, _column.split));
END $$;

-- Whether any of these people can't be given work: not a member now, or one who only asks or looks.
CREATE FUNCTION weir.strangers(_workspace uuid, _people uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM unnest(_people) p WHERE NOT EXISTS (
      SELECT FROM memberships m
       WHERE m.workspace_id = _workspace AND m.user_id = p AND m.left_at IS NULL
         AND m.role IN ('owner', 'manager', 'member')));
END $$;

-- _card: as weir.insert_card has it, and `override`.
CREATE FUNCTION weir.create_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _card jsonb, _key weir.write_key, _terms weir.terms
) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
  _seq    bigint;
  _made   jsonb;
  _body   jsonb;
  _detail text;
BEGIN
  _seq  := weir.begin(_workspace, _board, _actor, _key, _now, _terms, nullif(_card -> 'override', 'null'));
  _made := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  PERFORM weir.tell(_workspace, _board, _seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_build_object(
    'card', _made -> 'number',
    'to', (_made -> 'place') || jsonb_build_object(
      'title', _card -> 'title', 'classOfService', coalesce(_card ->> 'classOfService', 'standard'),
      'assigneeIds', coalesce(_card -> 'assigneeIds', '[]')))));
  _body := weir.card_document(_workspace, _board, (_made ->> 'number')::integer);
  RETURN weir.finish(_workspace, _actor, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' OR SQLSTATE 'WIP01' OR SQLSTATE 'WIP05' OR SQLSTATE 'WIP06' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN weir.outcome(SQLSTATE, _detail);
END $$;

-- ------------------------------------------------------------------------------------ moving a card

-- Cards are locked before the clock, but one that was not there yet may have been made while we waited for
-- it, and be held by a writer who waits for us now: then all is done again, as after a serialization failure.
CREATE FUNCTION weir.came_not(_workspace uuid, _board uuid, _numbers integer[], _locked integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _locked < cardinality(_numbers)
     AND _locked < (SELECT count(*) FROM cards c
                     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)) THEN
    RAISE EXCEPTION 'a card has been made meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
END $$;

-- Moves a card, or swaps two. _to: {columnId?, before?, after?, swimlaneId? (null: none), half?, swapWith?,
-- override?}.
-- The order is rows, then the clock, as plain SQL has it: an UPDATE locks its rows before its trigger
-- takes the clock, and whoever did it the other way round would deadlock with it.
CREATE FUNCTION weir.move_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _number integer, _to jsonb,
  _if_version integer, _key weir.write_key, _terms weir.terms
) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
  _other  integer := (_to ->> 'swapWith')::integer;
  _locked integer;
  _seq    bigint;
  _card   cards;
  _body   jsonb;
  _detail text;
BEGIN
  PERFORM 1 FROM cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)
    ORDER BY c.number FOR NO KEY UPDATE;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  _seq := weir.begin(_workspace, _board, _actor, _key, _now, _terms, nullif(_to -> 'override', 'null'));
  PERFORM weir.came_not(_workspace, _board, array_remove(ARRAY[_number, _other], NULL), _locked);

  SELECT * INTO _card FROM cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.leave('{"refused": "not-found"}');
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.leave(jsonb_build_object('refused', 'precondition-failed', 'version', _card.version));
  ELSIF _card.archived_at IS NOT NULL THEN
    PERFORM weir.leave('{"refused": "card-archived"}');
  END IF;

  IF _other IS NULL THEN
    PERFORM weir.place_card(_seq, _actor, _now, _card, _to);
  ELSE
    PERFORM weir.swap_cards(_seq, _actor, _now, _card, _other, (_to ->> 'columnId')::uuid);
  END IF;
  _body := weir.card_document(_workspace, _board, _number);
  RETURN weir.finish(_workspace, _actor, _key, 200, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' OR SQLSTATE 'WIP01' OR SQLSTATE 'WIP05' OR SQLSTATE 'WIP06' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN weir.outcome(SQLSTATE, _detail);
END $$;

CREATE FUNCTION weir.place_card(_seq bigint, _actor uuid, _now timestamptz, _card cards, _to jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _from   columns;
  _column columns;
  _lane   uuid    := CASE WHEN _to ? 'swimlaneId' THEN (_to ->> 'swimlaneId')::uuid ELSE _card.swimlane_id END;
  _done   boolean := coalesce(_to ->> 'half' = 'done', _card.done AND _card.column_id = (_to ->> 'columnId')::uuid);
  _rank   numeric;
  _new    cards;
BEGIN
  SELECT * INTO _column FROM columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = (_to ->> 'columnId')::uuid;
  IF NOT FOUND THEN
    PERFORM weir.fault('columnId', 'absent');
  ELSIF _to ->> 'half' IS NOT NULL AND NOT _column.split THEN
    PERFORM weir.fault('half', 'notSplit');
  END IF;
  IF _lane IS DISTINCT FROM _card.swimlane_id AND _lane IS NOT NULL AND NOT EXISTS (
       SELECT FROM swimlanes l WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.id = _lane) THEN
    PERFORM weir.fault('swimlaneId', 'absent');
  END IF;
  _rank := weir.rank_for(_card.workspace_id, _card.board_id, _column.id, _card.number,
                         (_to ->> 'before')::integer, (_to ->> 'after')::integer);
  IF _rank IS NULL THEN
    PERFORM weir.fault(CASE WHEN _to ? 'before' THEN 'before' ELSE 'after' END, 'notInColumn');
  END IF;
  SELECT * INTO _from FROM columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _card.column_id;
  PERFORM weir.pull(_card, _from, _column);
  -- The column may just have been spread out, this card with it.
  _card.rank := (SELECT c.rank FROM cards c
    WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id);
  IF _column.id = _card.column_id AND _lane IS NOT DISTINCT FROM _card.swimlane_id AND _done = _card.done
     AND weir.stands_between(_card, _rank) THEN
    -- Nothing changes and nothing is told, so the number is given back: the clock is still ours.
    UPDATE board_clock k SET seq = k.seq - 1 WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id;
    RETURN;
  END IF;

  UPDATE cards c
     SET column_id = _column.id, swimlane_id = _lane, done = _done, rank = _rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = _column.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed(_column.kind, c.committed_at, _now),
         delivered_at = weir.delivered(_column.kind, c.delivered_at, _now)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id
  RETURNING * INTO _new;
  PERFORM weir.tell(_card.workspace_id, _card.board_id, _seq, 'card.moved', _now, _actor, jsonb_build_array(
    jsonb_build_object('card', _card.number, 'from', weir.place(_card, _from.split), 'to', weir.place(_new, _column.split)))
    || weir.taken_up(_card));
END $$;

-- A delivered card is history and keeps the names of whoever worked on it. Taken up again it is work: who can't be
-- given any now, for they have left or only look, lets go of it. _was: the card before it moved. Gives what changed
-- as events tell it: [{card, from: {assigneeId}, to: {assigneeId: null}}].
CREATE FUNCTION weir.taken_up(_was cards) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN _was.delivered_at IS NULL THEN '[]'
              ELSE weir.taken_up(_was.workspace_id, _was.board_id, ARRAY[_was.id]) END;
END $$;

-- The same of several that were delivered; nothing of those that still are.
CREATE FUNCTION weir.taken_up(_workspace uuid, _board uuid, _cards uuid[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _changes jsonb;
BEGIN
  WITH gone AS (
    DELETE FROM card_assignees a
     USING cards c
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.card_id = ANY (_cards)
       AND c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id AND c.delivered_at IS NULL
       AND weir.strangers(a.workspace_id, ARRAY[a.user_id])
    RETURNING c.number, a.user_id)
  SELECT jsonb_agg(jsonb_build_object('card', g.number, 'from', jsonb_build_object('assigneeId', g.user_id),
                                      'to', jsonb_build_object('assigneeId', NULL)) ORDER BY g.number, g.user_id)
    INTO _changes FROM gone g;
  RETURN coalesce(_changes, '[]');
END $$;

-- The next column pulls from the done half: a card still in the doing half of a split column is not taken
-- onward. Back, within and out of other columns is free. This is a policy and no count, so plain SQL may.
CREATE FUNCTION weir.pull(_card cards, _from columns, _to columns) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _from.split AND NOT _card.done AND _from.position < _to.position THEN
    PERFORM weir.leave(jsonb_build_object('refused', 'card-not-done', 'card', _card.number, 'columnId', _card.column_id));
  END IF;
END $$;

-- Whether no other card of its column stands between a card and that rank: a move there moves nothing.
CREATE FUNCTION weir.stands_between(_card cards, _rank numeric) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM cards c
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.column_id = _card.column_id
       AND c.archived_at IS NULL AND c.id <> _card.id
       AND c.rank BETWEEN least(_card.rank, _rank) AND greatest(_card.rank, _rank));
END $$;

-- Two cards change places in one UPDATE, so no load is counted twice and two full columns may do it.
CREATE FUNCTION weir.swap_cards(
  _seq bigint, _actor uuid, _now timestamptz, _card cards, _number integer, _column uuid
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _other cards;
  _here  columns;
  _there columns;
BEGIN
  SELECT * INTO _other FROM cards c
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.number = _number AND c.archived_at IS NULL;
  IF NOT FOUND THEN
    PERFORM weir.fault('swapWith', 'absent');
  ELSIF _other.id = _card.id THEN
    PERFORM weir.fault('swapWith', 'itself');
  ELSIF _column <> _other.column_id THEN
    PERFORM weir.fault('columnId', 'notItsColumn');
  END IF;
  SELECT * INTO _here FROM columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _card.column_id;
  SELECT * INTO _there FROM columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _other.column_id;
  PERFORM weir.pull(_card, _here, _there);
  PERFORM weir.pull(_other, _there, _here);

  UPDATE cards c
     SET column_id = t.column_id, swimlane_id = t.swimlane_id, done = t.done, rank = t.rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = t.column_id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed(t.kind, c.committed_at, _now),
         delivered_at = weir.delivered(t.kind, c.delivered_at, _now)
    FROM (VALUES (_card.id, _there.id, _there.kind, _other.swimlane_id, _other.done, _other.rank),
                 (_other.id, _here.id, _here.kind, _card.swimlane_id, _card.done, _card.rank))
           AS t (id, column_id, kind, swimlane_id, done, rank)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = t.id;
  -- In a statement of its own: an override is honoured under a number that no event has yet.
  PERFORM weir.tell(_card.workspace_id, _card.board_id, _seq, 'card.swapped', _now, _actor, (
    SELECT jsonb_agg(jsonb_build_object(
             'card', c.number,
             'from', weir.place(CASE WHEN c.id = _card.id THEN _card ELSE _other END),
             'to', weir.place(c)) ORDER BY c.id = _card.id DESC)
      FROM cards c
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id IN (_card.id, _other.id))
    || weir.taken_up(_card) || weir.taken_up(_other));
END $$;
