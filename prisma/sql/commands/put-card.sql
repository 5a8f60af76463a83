-- Creates the card with an external id, or edits it if the board has one, archived ones too. _card: as for weir.edit_card, with a
-- title, and `ifNew`: what only a new card gets (columnId, swimlaneId, checklistItems). The body is {card, isNew}. All writers of a
-- board wait for its clock, so of several that put the same id at once one creates and the others edit.
CREATE FUNCTION weir.put_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _external_id text, _id uuid, _card jsonb, _if_version integer,
  _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _set     text := weir.keep_plans();
  _locked  integer;
  _stamp   weir.event_stamp;
  _found   public.cards;
  _created jsonb;
  _detail  text;
BEGIN
  -- Rows before clocks. A card that got the id meanwhile is not locked, and the write is retried.
  SELECT c.number INTO _locked FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _external_id FOR NO KEY UPDATE;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null'));
  SELECT * INTO _found FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _external_id;
  IF FOUND THEN
    IF _locked IS DISTINCT FROM _found.number THEN
      PERFORM weir.check_all_locked(_workspace, _board, ARRAY[_found.number], 0);
    ELSIF _found.version <> _if_version THEN
      PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _found.version));
    END IF;
    PERFORM weir.change_card(_found, _card, _stamp, _actor);
    RETURN weir.finish_write(_workspace, _key, 200, jsonb_build_object(
      'card', weir.card_document(_workspace, _board, _found.number), 'isNew', false), _stamp.at, _board);
  -- 0 is the version of a card that does not exist yet.
  ELSIF _if_version <> 0 THEN
    PERFORM weir.refuse('not-found');
  END IF;
  _created := weir.insert_card(_workspace, _board, _actor, _stamp.at, _id,
                               _card || coalesce(_card -> 'ifNew', '{}') || jsonb_build_object('externalId', _external_id), NULL);
  IF weir.has_mentions(_card ->> 'description') THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, '', _card ->> 'description', _actor, _stamp.at);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.created', _stamp.at, _actor,
    jsonb_build_array(jsonb_build_object('card', _created -> 'number', 'to', _created -> 'to')) || (_created -> 'items'));
  RETURN weir.finish_write(_workspace, _key, 201, jsonb_build_object(
    'card', weir.card_document(_workspace, _board, (_created ->> 'number')::integer), 'isNew', true), _stamp.at, _board);
EXCEPTION
  WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    RETURN _detail::jsonb;
  WHEN unique_violation THEN
    PERFORM weir.retry_external_id(SQLERRM);
END $$;
