-- What plain SQL changed, as its `board.changed` event says it. Our own writers record their own events; nothing here runs
-- for them.

-- A row that a statement wrote: before (`was`) and after (`is`). Both are null if the statement wrote too many rows.
CREATE TYPE weir.written_row AS (workspace_id uuid, board_id uuid, was jsonb, "is" jsonb);

-- The most rows of a board, and the most characters, that one event describes. Above either, it says only how many rows
-- there were, and its reader reads the board again: an event must fit into a page and into a stream's buffer.
CREATE FUNCTION weir.most_rows_of_event() RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT 500
$$;
CREATE FUNCTION weir.most_characters_of_event() RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT 262144
$$;

-- Locks the boards of these rows in key order, and records an event on each.
CREATE FUNCTION weir.lock_boards_written(_rows weir.written_row[], _table text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _b record;
BEGIN
  FOR _b IN
    SELECT r.workspace_id, r.board_id, greatest(count(*) FILTER (WHERE r.is IS NULL), count(*) FILTER (WHERE r.was IS NULL)) AS rows,
           array_agg(r.was) FILTER (WHERE r.was IS NOT NULL) AS was, array_agg(r.is) FILTER (WHERE r.is IS NOT NULL) AS is
      FROM unnest(_rows) r
     GROUP BY 1, 2
     ORDER BY 1, 2
  LOOP
    PERFORM weir.lock_board(_b.workspace_id, _b.board_id, _table, _b.rows, _b.was, _b.is);
  END LOOP;
END $$;

-- The changes of a `board.changed` event: first the table, then what the rows say. It runs under the clock, so that the
-- order of cards and columns that it reads is the one that this statement left.
CREATE FUNCTION weir.changes_of_rows(
  _workspace uuid, _board uuid, _table text, _rows bigint, _was jsonb[], _is jsonb[]
) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _head    jsonb := jsonb_build_object('table', _table);
  _changes jsonb;
BEGIN
  IF _rows > weir.most_rows_of_event() THEN
    RETURN jsonb_build_array(_head || jsonb_build_object('resync', true, 'rows', _rows));
  END IF;
  _changes := CASE _table
    WHEN 'cards'            THEN weir.changes_of_cards(_workspace, _board, _was, _is)
    WHEN 'card_assignees'   THEN weir.changes_of_assignees(_workspace, _board, _was, _is)
    WHEN 'card_labels'      THEN weir.changes_of_card_labels(_workspace, _board, _was, _is)
    WHEN 'card_fields'      THEN weir.changes_of_card_fields(_workspace, _board, _was, _is)
    WHEN 'checklist_items'  THEN weir.changes_of_checklists(_workspace, _board, _was, _is)
    WHEN 'card_blocks'      THEN weir.changes_of_blocks(_workspace, _board, _was, _is)
    WHEN 'card_leases'      THEN weir.changes_of_leases(_workspace, _board, _was, _is)
    WHEN 'comments'         THEN weir.changes_of_comments(_workspace, _board, _was, _is)
    WHEN 'attachments'      THEN weir.changes_of_attachments(_workspace, _board, _was, _is)
    WHEN 'card_links'       THEN weir.changes_of_links(_workspace, _board, _was, _is)
    WHEN 'request_waits'    THEN weir.changes_of_waits(_workspace, _board, _was, _is)
    WHEN 'columns'          THEN weir.changes_of_columns(_workspace, _board, _was, _is)
    WHEN 'swimlanes'        THEN weir.changes_of_swimlanes(_workspace, _board, _was, _is)
    WHEN 'labels'           THEN weir.changes_of_labels(_was, _is)
    WHEN 'card_templates'   THEN weir.changes_of_card_templates(_was, _is)
    WHEN 'recurring_cards'  THEN weir.changes_of_recurring_cards(_was, _is)
    WHEN 'custom_fields'    THEN weir.changes_of_fields(_workspace, _board, _was, _is)
    WHEN 'field_options'    THEN weir.changes_of_field_options(_workspace, _board, _was, _is)
    WHEN 'wip_limits'       THEN weir.changes_of_limits(_was, _is)
    WHEN 'limit_trials'     THEN weir.changes_of_trials(_was, _is)
    WHEN 'requests'         THEN weir.changes_of_requests(_workspace, _board, _was, _is)
    WHEN 'request_messages' THEN weir.changes_of_messages(_workspace, _board, _was, _is)
    WHEN 'boards'           THEN weir.changes_of_board(_was, _is)
    WHEN 'intakes'          THEN weir.changes_of_intake(_was, _is)
    WHEN 'rests'            THEN weir.changes_of_rests(_was, _is)
  END;
  _changes := jsonb_build_array(_head) || coalesce(_changes, '[]');
  IF length(_changes::text) > weir.most_characters_of_event() THEN
    RETURN jsonb_build_array(_head || jsonb_build_object('resync', true, 'rows', _rows));
  END IF;
  RETURN _changes;
END $$;

-- Values before and after as {from, to}: all of them for a new (`from` null) or deleted thing (`to` null), else those
-- that differ; null if none does. _also: what `to` has in any case, such as a position.
CREATE FUNCTION weir.changed_values(_was jsonb, _is jsonb, _also jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _from jsonb;
  _to   jsonb;
BEGIN
  IF _was IS NULL OR _is IS NULL THEN
    RETURN jsonb_build_object('from', _was, 'to', _is || _also);
  END IF;
  SELECT coalesce(jsonb_object_agg(v.key, _was -> v.key), '{}'), coalesce(jsonb_object_agg(v.key, v.value), '{}')
    INTO _from, _to
    FROM jsonb_each(_is) v WHERE v.value IS DISTINCT FROM _was -> v.key;
  RETURN CASE WHEN _to || _also <> '{}' THEN jsonb_build_object('from', _from, 'to', _to || _also) END;
END $$;
