-- Several cards at once, all or nothing: a bulk move, and a column that is cleared.

-- One of the moves as it was sent, at its place in the list, with what its names stand for.
CREATE TYPE weir.wish AS (
  at integer, number integer, card_id uuid, column_id uuid, kind column_kind, swimlane_id uuid, done boolean, before integer, after integer
);

-- Moves cards: {"items": [card…], "nextCursor": null}, in the order of _moves, and one event.
-- _moves: [{card, columnId, before?, after?, swimlaneId? (null: none), half?}].
-- All of them go first, in one UPDATE and so in one count: each to the end of its column, in the order sent.
-- Then those with `before` or `after` are placed, one after the other, among the cards that stand there now.
CREATE FUNCTION weir.move_cards(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _moves jsonb, _override jsonb, _key weir.write_key,
  _terms weir.terms
) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
  _numbers integer[] := ARRAY(SELECT (m ->> 'card')::integer FROM jsonb_array_elements(_moves) m);
  _locked  integer;
  _seq     bigint;
  _wishes  weir.wish[];
  _wish    weir.wish;
  _olds    cards[];
  _order   jsonb;
  _rank    numeric;
  _body    jsonb;
  _detail  text;
BEGIN
  PERFORM 1 FROM cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)
    ORDER BY c.number FOR NO KEY UPDATE;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  _seq    := weir.begin(_workspace, _board, _actor, _key, _now, _terms, _override);
  PERFORM weir.came_not(_workspace, _board, _numbers, _locked);
  _wishes := weir.wishes(_workspace, _board, _moves);
  _order  := weir.order_in(_workspace, _board, _wishes);
  _olds   := ARRAY(SELECT c FROM cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers));

  UPDATE cards c
     SET column_id = w.column_id, swimlane_id = w.swimlane_id, done = w.done, version = c.version + 1,
         rank = w.at + (SELECT coalesce(max(x.rank), 0) + 1 FROM cards x
                         WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.column_id = w.column_id
                           AND x.archived_at IS NULL),
         entered_column_at = CASE WHEN c.column_id = w.column_id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed(w.kind, c.committed_at, _now),
         delivered_at = weir.delivered(w.kind, c.delivered_at, _now)
    FROM unnest(_wishes) w
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id;
  FOREACH _wish IN ARRAY _wishes LOOP
    IF _wish.before IS NOT NULL OR _wish.after IS NOT NULL THEN
      -- Before the UPDATE and not in it, for it may spread the ranks of the column, this card's too.
      _rank := weir.rank_for(_workspace, _board, _wish.column_id, _wish.number, _wish.before, _wish.after);
      UPDATE cards c SET rank = _rank
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _wish.card_id;
    END IF;
  END LOOP;

  IF _order = weir.order_in(_workspace, _board, _wishes) THEN
    PERFORM weir.leave('{"unchanged": true}');
  END IF;
  PERFORM weir.tell(_workspace, _board, _seq, 'cards.moved', _now, _actor, (
    SELECT jsonb_agg(jsonb_build_object('card', w.number, 'from', weir.place(o::cards), 'to', weir.place(c)) ORDER BY w.at)
      FROM unnest(_wishes) w
      JOIN unnest(_olds) o ON o.id = w.card_id
      JOIN cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id)
    || weir.taken_up(_workspace, _board, ARRAY(SELECT o.id FROM unnest(_olds) o WHERE o.delivered_at IS NOT NULL)));
  _body := weir.card_list(_workspace, _board, _numbers);
  RETURN weir.finish(_workspace, _actor, _key, 200, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' OR SQLSTATE 'WIP01' OR SQLSTATE 'WIP05' OR SQLSTATE 'WIP06' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN CASE WHEN _detail::jsonb ? 'unchanged' THEN jsonb_build_object('body', weir.card_list(_workspace, _board, _numbers))
              ELSE weir.outcome(SQLSTATE, _detail) END;
END $$;

-- The moves as they are meant, or it leaves with the first fault, or with the first card that isn't done.
CREATE FUNCTION weir.wishes(_workspace uuid, _board uuid, _moves jsonb) RETURNS weir.wish[] LANGUAGE plpgsql AS $$
DECLARE
  _wishes weir.wish[] := '{}';
  _at     integer := 0;
  _move   jsonb;
  _card   cards;
  _column columns;
  _lane   uuid;
  _wish   weir.wish;
BEGIN
  FOR _move IN SELECT m FROM jsonb_array_elements(_moves) m LOOP
    SELECT * INTO _card FROM cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_move ->> 'card')::integer;
    IF NOT FOUND THEN
      PERFORM weir.fault(format('moves.%s.card', _at), 'absent');
    ELSIF _card.archived_at IS NOT NULL THEN
      PERFORM weir.leave(jsonb_build_object('refused', 'card-archived', 'card', _card.number));
    ELSIF EXISTS (SELECT FROM unnest(_wishes) w WHERE w.card_id = _card.id) THEN
      PERFORM weir.fault(format('moves.%s.card', _at), 'twice');
    END IF;
    SELECT * INTO _column FROM columns k
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = (_move ->> 'columnId')::uuid;
    IF NOT FOUND THEN
      PERFORM weir.fault(format('moves.%s.columnId', _at), 'absent');
    ELSIF _move ->> 'half' IS NOT NULL AND NOT _column.split THEN
      PERFORM weir.fault(format('moves.%s.half', _at), 'notSplit');
    END IF;
    _lane := CASE WHEN _move ? 'swimlaneId' THEN (_move ->> 'swimlaneId')::uuid ELSE _card.swimlane_id END;
    IF _lane IS DISTINCT FROM _card.swimlane_id AND _lane IS NOT NULL AND NOT EXISTS (
         SELECT FROM swimlanes l WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = _lane) THEN
      PERFORM weir.fault(format('moves.%s.swimlaneId', _at), 'absent');
    END IF;
    _wishes := _wishes || ROW (_at, _card.number, _card.id, _column.id, _column.kind, _lane,
                               coalesce(_move ->> 'half' = 'done', _card.done AND _card.column_id = _column.id),
                               (_move ->> 'before')::integer, (_move ->> 'after')::integer)::weir.wish;
    _at := _at + 1;
  END LOOP;

  FOREACH _wish IN ARRAY _wishes LOOP
    IF (_wish.before IS NOT NULL OR _wish.after IS NOT NULL) AND NOT EXISTS (
         SELECT FROM cards c LEFT JOIN unnest(_wishes) w ON w.card_id = c.id
          WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = coalesce(_wish.before, _wish.after)
            AND c.number <> _wish.number AND c.archived_at IS NULL AND coalesce(w.column_id, c.column_id) = _wish.column_id) THEN
      PERFORM weir.fault(format('moves.%s.%s', _wish.at, CASE WHEN _wish.before IS NOT NULL THEN 'before' ELSE 'after' END),
                         'notInColumn');
    END IF;
  END LOOP;
  PERFORM weir.pull(c, o, k)
     FROM unnest(_wishes) w
     JOIN cards c   ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id
     JOIN columns o ON o.workspace_id = _workspace AND o.board_id = _board AND o.id = c.column_id
     JOIN columns k ON k.workspace_id = _workspace AND k.board_id = _board AND k.id = w.column_id
    ORDER BY w.at;
  RETURN _wishes;
END $$;

-- The cards of the columns that are wished for, in their order, each with its lane and half.
CREATE FUNCTION weir.order_in(_workspace uuid, _board uuid, _wishes weir.wish[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_array(c.column_id, c.number, c.swimlane_id, c.done) ORDER BY c.column_id, c.rank, c.number)
      FROM cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.archived_at IS NULL
       AND c.column_id IN (SELECT w.column_id FROM unnest(_wishes) w));
END $$;

-- These cards, in this order, as a list of the API.
CREATE FUNCTION weir.card_list(_workspace uuid, _board uuid, _numbers integer[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN jsonb_build_object('nextCursor', NULL, 'items', (
    SELECT jsonb_agg(d.document ORDER BY n.at)
      FROM unnest(_numbers) WITH ORDINALITY n (number, at)
      JOIN weir.card_documents d ON d.workspace_id = _workspace AND d.board_id = _board AND d.number = n.number));
END $$;

-- Moves all cards of a column, archived ones too, to the end of another and in their order: one UPDATE, so
-- they go as one gain. The clock is the caller's. Gives the moves as events tell them: [{card, from, to}].
-- A column may hold thousands, so no card is looked for among the others: all ranks go on by the same.
CREATE FUNCTION weir.rehouse(_workspace uuid, _board uuid, _from uuid, _to uuid, _now timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _on     numeric;
  _kind   column_kind;
  _places jsonb;
  _done   uuid[];
  _moves  jsonb;
BEGIN
  SELECT k.kind INTO STRICT _kind FROM columns k WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.id = _to;
  SELECT coalesce(max(c.rank) FILTER (WHERE c.column_id = _to), 0) + 1 - min(c.rank) FILTER (WHERE c.column_id = _from),
         jsonb_object_agg(c.number, weir.place(c)) FILTER (WHERE c.column_id = _from),
         array_agg(c.id) FILTER (WHERE c.column_id = _from AND c.delivered_at IS NOT NULL)
    INTO _on, _places, _done
    FROM cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id IN (_from, _to);
  WITH moved AS (
    UPDATE cards c
       SET column_id = _to, done = false, rank = c.rank + _on, version = c.version + 1, entered_column_at = _now,
           committed_at = weir.committed(_kind, c.committed_at, _now),
           delivered_at = weir.delivered(_kind, c.delivered_at, _now)
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _from
    RETURNING c.*)
  SELECT jsonb_agg(jsonb_build_object('card', m.number, 'from', _places -> m.number::text, 'to', weir.place(m::cards)) ORDER BY m.number)
    INTO _moves
    FROM (SELECT moved.* FROM moved) m;
  RETURN coalesce(_moves, '[]') || weir.taken_up(_workspace, _board, _done);
END $$;
