-- The history of cards, from the event log: where each card was, and when. Flow figures are computed from it.
--
-- flow_cards has a row for each card that a board ever had, also a deleted one; flow_stays one for each time in which its stage,
-- column, half and block were the same, and one for each time in which it was delivered; flow_days the sums
-- of those by local day; flow_positions how far the log of a board has been read. weir.follow_flow reads on from
-- there. A job calls it for boards with new events, and so does each read of figures: the write path does nothing for it.
--
-- The stage of a card: `delivered` while it is in a done column, also when archived or deleted then; `off` if it is archived or
-- deleted undelivered; `inFlight` while it is committed; else `queued`. Time off the board has no stay.

-- Reads at most _most events of a board. Returns how many are still unread.
CREATE FUNCTION weir.follow_flow(_workspace uuid, _board uuid, _most integer) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  _set      text := set_config('plan_cache_mode', 'force_generic_plan', true);
  _position public.flow_positions;
  _event    record;
  _change   jsonb;
  _time_zone text;
  _unread   bigint;
BEGIN
  INSERT INTO public.flow_positions (workspace_id, board_id, time_zone)
  SELECT _workspace, _board, i.time_zone FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board
  ON CONFLICT DO NOTHING;
  SELECT * INTO _position FROM public.flow_positions p WHERE p.workspace_id = _workspace AND p.board_id = _board FOR UPDATE;
  SELECT i.time_zone INTO _time_zone FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _time_zone <> _position.time_zone THEN
    UPDATE public.flow_positions p SET time_zone = _time_zone WHERE p.workspace_id = _workspace AND p.board_id = _board;
    PERFORM weir.count_days_again(_workspace, _board, _time_zone);
  END IF;
  FOR _event IN
    SELECT e.seq, e.type, e.at, e.changes FROM public.events e
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.seq > _position.seq
     ORDER BY e.seq LIMIT _most
  LOOP
    FOR _change IN SELECT c FROM jsonb_array_elements(_event.changes) c LOOP
      IF _change ? 'card' AND NOT _change ?| '{comment,attachment,link,item}' THEN
        PERFORM weir.follow_card(_workspace, _board, _event.type, _event.at, _change);
      ELSIF _change ? 'column' AND _change -> 'to' ? 'split' THEN
        PERFORM weir.follow_split(_workspace, _board, _event.at, (_change ->> 'column')::uuid);
      ELSIF _change ? 'resync' AND _change ->> 'table' IN ('cards', 'card_assignees', 'card_labels', 'card_blocks', 'columns') THEN
        _position.is_incomplete := true;
      END IF;
    END LOOP;
    _position.seq := _event.seq;
    _position.at := _event.at;
  END LOOP;
  SELECT k.seq - _position.seq INTO _unread FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  IF _position.is_incomplete AND _unread = 0 AND weir.correct_flow(_workspace, _board, _position.seq, _position.at) THEN
    _position.is_incomplete := false;
  END IF;
  UPDATE public.flow_positions p SET seq = _position.seq, at = _position.at, is_incomplete = _position.is_incomplete
   WHERE p.workspace_id = _workspace AND p.board_id = _board
     AND (p.seq, p.is_incomplete) IS DISTINCT FROM (_position.seq, _position.is_incomplete);
  RETURN coalesce(_unread, 0);
END $$;

-- The boards whose log goes on behind what was read of it.
CREATE FUNCTION weir.boards_to_follow(_most integer) RETURNS TABLE (workspace_id uuid, board_id uuid) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT k.workspace_id, k.board_id
    FROM public.board_clock k
    LEFT JOIN public.flow_positions p ON p.workspace_id = k.workspace_id AND p.board_id = k.board_id
   WHERE k.seq > coalesce(p.seq, 0)
   ORDER BY 1, 2
   LIMIT _most;
END $$;

-- One change of a card: {card, from, to}, with the values that changed.
CREATE FUNCTION weir.follow_card(_workspace uuid, _board uuid, _type text, _at timestamptz, _change jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _was public.flow_cards;
  _is  public.flow_cards;
  _to  jsonb := coalesce(nullif(_change -> 'to', 'null'), '{}');
BEGIN
  SELECT * INTO _was FROM public.flow_cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = (_change ->> 'card')::integer;
  IF _was.card IS NULL THEN
    _was := weir.new_flow_card(_workspace, _board, _type, _at, _change);
    _is := weir.changed_flow_card(_was, _type, _at, _change);
    _is.submitted_at := (SELECT r.submitted_at FROM public.requests r
                          WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_to ->> 'request')::integer);
    IF _type = 'card.imported' THEN
      _is.fault := weir.fault_of_imported(_is, _at, _to -> 'estimated');
    END IF;
    _is.fault := weir.flow_fault(_is, _is.fault);
    INSERT INTO public.flow_cards SELECT _is.*;
    PERFORM weir.start_stays(_is, _at);
    PERFORM weir.keep_spent(_is);
    RETURN;
  END IF;
  _is := weir.changed_flow_card(_was, _type, _at, _change);
  IF _to ? 'request' THEN
    _is.submitted_at := (SELECT r.submitted_at FROM public.requests r
                          WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_to ->> 'request')::integer);
  END IF;
  IF _is.committed_at IS DISTINCT FROM _was.committed_at AND (_is.committed_at IS NULL OR _was.fault IS DISTINCT FROM 'negative') THEN
    _is.fault := NULL;
  END IF;
  _is.fault := weir.flow_fault(_is, _is.fault);
  IF _is IS NOT DISTINCT FROM _was THEN
    RETURN;
  END IF;
  UPDATE public.flow_cards c
     SET class_of_service = _is.class_of_service, swimlane_id = _is.swimlane_id, label_ids = _is.label_ids,
         assignee_ids = _is.assignee_ids, column_id = _is.column_id, half_done = _is.half_done, blocked = _is.blocked,
         block_reason = _is.block_reason,
         stage = _is.stage, submitted_at = _is.submitted_at, committed_at = _is.committed_at, delivered_at = _is.delivered_at,
         archived_at = _is.archived_at, deleted_at = _is.deleted_at, fault = _is.fault, active_seconds = NULL,
         blocked_seconds = NULL, half_done_seconds = NULL
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card = _is.card;
  IF _was.blocked AND _is.blocked AND _is.block_reason IS DISTINCT FROM _was.block_reason THEN
    PERFORM weir.correct_block_reason(_is);
  END IF;
  -- What happens to a delivered card while it is delivered makes no difference.
  IF (_is.stage, _is.column_id, _is.half_done, _is.blocked) IS DISTINCT FROM (_was.stage, _was.column_id, _was.half_done, _was.blocked)
     AND NOT (_is.stage = 'delivered' AND _was.stage = 'delivered') THEN
    PERFORM weir.next_stay(_was, _is, _at);
  END IF;
  PERFORM weir.keep_spent(_is);
END $$;

-- A card that the log names for the first time. Where that is not its beginning, as in logs of early versions, what it was before
-- is in `from`, and its history has a gap.
CREATE FUNCTION weir.new_flow_card(_workspace uuid, _board uuid, _type text, _at timestamptz, _change jsonb) RETURNS public.flow_cards
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _new public.flow_cards;
BEGIN
  _new.workspace_id := _workspace;
  _new.board_id := _board;
  _new.card := (_change ->> 'card')::integer;
  _new.class_of_service := 'standard';
  _new.label_ids := '{}';
  _new.assignee_ids := '{}';
  _new.half_done := false;
  _new.blocked := false;
  _new.created_at := coalesce((_change #>> '{to,createdAt}')::timestamptz, _at);
  IF NOT coalesce(_change -> 'to' ? 'title', false) THEN
    _new := weir.changed_flow_card(_new, 'card.changed', _at, jsonb_build_object('to', coalesce(nullif(_change -> 'from', 'null'), '{}')));
    _new.fault := 'gap';
  END IF;
  RETURN _new;
END $$;

CREATE FUNCTION weir.changed_flow_card(_card public.flow_cards, _type text, _at timestamptz, _change jsonb) RETURNS public.flow_cards
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _to   jsonb := coalesce(nullif(_change -> 'to', 'null'), '{}');
  _from jsonb := coalesce(nullif(_change -> 'from', 'null'), '{}');
BEGIN
  IF _change -> 'to' = 'null' AND _type IN ('card.deleted', 'board.changed') THEN
    _card.deleted_at := _at;
  END IF;
  IF _to ? 'columnId' THEN
    _card.column_id := (_to ->> 'columnId')::uuid;
  END IF;
  IF _to ? 'half' THEN
    _card.half_done := coalesce(_to ->> 'half' = 'done', false);
  END IF;
  IF _to ? 'committedAt' THEN
    _card.committed_at := (_to ->> 'committedAt')::timestamptz;
  END IF;
  IF _to ? 'deliveredAt' THEN
    _card.delivered_at := (_to ->> 'deliveredAt')::timestamptz;
  END IF;
  IF _to ? 'archivedAt' THEN
    _card.archived_at := (_to ->> 'archivedAt')::timestamptz;
  ELSIF _type = 'card.archived' THEN
    _card.archived_at := _at;
  ELSIF _type = 'card.restored' THEN
    _card.archived_at := NULL;
  END IF;
  IF _to ? 'classOfService' THEN
    _card.class_of_service := (_to ->> 'classOfService')::public.class_of_service;
  END IF;
  IF _to ? 'swimlaneId' THEN
    _card.swimlane_id := (_to ->> 'swimlaneId')::uuid;
  END IF;
  IF _to ? 'labelIds' THEN
    _card.label_ids := ARRAY(SELECT jsonb_array_elements_text(_to -> 'labelIds')::uuid);
  ELSIF _to ? 'labelId' THEN
    _card.label_ids := array_remove(_card.label_ids, (_from ->> 'labelId')::uuid);
  END IF;
  IF _to ? 'assigneeIds' THEN
    _card.assignee_ids := ARRAY(SELECT jsonb_array_elements_text(_to -> 'assigneeIds')::uuid);
  ELSIF _to ? 'assigneeId' THEN
    _card.assignee_ids := array_remove(_card.assignee_ids, (_from ->> 'assigneeId')::uuid);
  END IF;
  IF _to ? 'blocked' THEN
    _card.blocked := _to -> 'blocked' <> 'null';
    _card.block_reason := _to #>> '{blocked,reason}';
  ELSIF _type IN ('card.blocked', 'card.unblocked') THEN
    _card.blocked := _type = 'card.blocked';
    _card.block_reason := CASE WHEN _card.blocked THEN _to ->> 'reason' END;
  END IF;
  _card.stage := CASE
    WHEN _card.delivered_at IS NOT NULL                                   THEN 'delivered'
    WHEN _card.archived_at IS NOT NULL OR _card.deleted_at IS NOT NULL    THEN 'off'
    WHEN _card.committed_at IS NOT NULL                                   THEN 'inFlight'
    ELSE 'queued' END;
  RETURN _card;
END $$;

-- A column that is split, or no longer: all of its cards are in the first half, or in none.
CREATE FUNCTION weir.follow_split(_workspace uuid, _board uuid, _at timestamptz, _column uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _card integer;
BEGIN
  FOR _card IN
    SELECT c.card FROM public.flow_cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.stage = 'inFlight' AND c.column_id = _column AND c.half_done
  LOOP
    PERFORM weir.follow_card(_workspace, _board, 'card.changed', _at, jsonb_build_object('card', _card, 'to', '{"half": "doing"}'::jsonb));
  END LOOP;
END $$;
