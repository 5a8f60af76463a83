-- Changes what a card says. _change: {title?, description?, classOfService?, dueOn?, assigneeIds?, labelIds?, fields?, externalId?, metadata?, override?},
-- already validated, except for what only the board knows. It locks the card first, then the clock, as plain SQL does. A change
-- to what the card says already is no event.
CREATE FUNCTION weir.edit_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _number integer, _change jsonb,
  _if_version integer, _key weir.write_key, _conditions weir.write_conditions
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _set    text := weir.keep_plans();
  _locked boolean;
  _stamp  weir.event_stamp;
  _card   public.cards;
  _detail text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number FOR NO KEY UPDATE;
  _locked := FOUND;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_change -> 'override', 'null'));
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF NOT _locked THEN
    PERFORM weir.check_all_locked(_workspace, _board, ARRAY[_number], 0);
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _card.version));
  END IF;
  PERFORM weir.change_card(_card, _change, _stamp, _actor);
  RETURN weir.finish_write(_workspace, _key, 200, weir.card_document(_workspace, _board, _number), _stamp.at, _board);
EXCEPTION
  WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    RETURN _detail::jsonb;
  WHEN unique_violation THEN
    PERFORM weir.retry_external_id(SQLERRM);
END $$;

-- Changes a card under the clock, and records the event, or gives its number back where nothing changes.
CREATE FUNCTION weir.change_card(_card public.cards, _change jsonb, _stamp weir.event_stamp, _actor uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _workspace uuid := _card.workspace_id;
  _board     uuid := _card.board_id;
  _from      jsonb;
  _to        jsonb;
  _fields    jsonb;
BEGIN
  PERFORM weir.check_card_change(_card, _change);

  SELECT c.was, c.is INTO _from, _to FROM weir.changed_card_values(_card, _change) c;
  _fields := weir.change_card_fields(_workspace, _board, _card.id, _change -> 'fields');
  IF _fields IS NOT NULL THEN
    _from := coalesce(_from, '{}') || jsonb_build_object('fields', _fields -> 'from');
    _to := coalesce(_to, '{}') || jsonb_build_object('fields', _fields -> 'to');
  END IF;
  IF _to IS NULL THEN
    PERFORM weir.cancel_event(_workspace, _board);
  ELSE
    PERFORM weir.write_card_change(_card, _from, _to, _stamp.at);
    PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.changed', _stamp.at, _actor, jsonb_build_array(jsonb_build_object(
      'card', _card.number, 'from', _from, 'to', _to || jsonb_build_object('version', _card.version + 1))));
    IF weir.has_mentions(_to ->> 'description') THEN
      PERFORM weir.notify_mentioned(_workspace, _board, _card.id, NULL, _card.description, _to ->> 'description', _actor, _stamp.at);
    END IF;
  END IF;
END $$;

-- Refuses people, labels and values that the card can't be given. Those assigned to it already may stay.
CREATE FUNCTION weir.check_card_change(_card public.cards, _change jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _faults jsonb;
BEGIN
  IF _change ? 'externalId' THEN
    PERFORM weir.check_external_id(_card.workspace_id, _card.board_id, _card.number, _change ->> 'externalId');
  END IF;
  IF _change ? 'assigneeIds' AND weir.has_unassignable(_card.workspace_id, ARRAY(
       SELECT jsonb_array_elements_text(_change -> 'assigneeIds')::uuid
       EXCEPT
       SELECT unnest(weir.people_of_card(_card)))) THEN
    PERFORM weir.refuse_input('assigneeIds', 'notOfTheTeam');
  END IF;
  IF _change ? 'labelIds' AND weir.has_unknown_label(_card.workspace_id, _card.board_id, ARRAY(
       SELECT jsonb_array_elements_text(_change -> 'labelIds')::uuid)) THEN
    PERFORM weir.refuse_input('labelIds', 'absent');
  END IF;
  IF _change ? 'fields' THEN
    _faults := weir.field_faults(_card.workspace_id, _card.board_id, _change -> 'fields');
    IF _faults <> '[]' THEN
      PERFORM weir.refuse('invalid-input', jsonb_build_object('errors', _faults));
    END IF;
  END IF;
END $$;

CREATE FUNCTION weir.people_of_card(_card public.cards) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(SELECT a.user_id FROM public.card_assignees a
                WHERE a.workspace_id = _card.workspace_id AND a.board_id = _card.board_id AND a.card_id = _card.id ORDER BY 1);
END $$;

-- The values that a change gives a card, before and after, as its event records them: only those that differ, people and labels
-- in the order of their ids. Null if none does.
CREATE FUNCTION weir.changed_card_values(_card public.cards, _change jsonb) RETURNS TABLE (was jsonb, "is" jsonb) LANGUAGE plpgsql AS $$
DECLARE
  _had  jsonb := jsonb_build_object('title', _card.title, 'description', _card.description,
                                    'classOfService', _card.class_of_service, 'dueOn', _card.due_on,
                                    'externalId', _card.external_id, 'metadata', _card.metadata);
  _gets jsonb := _change - ARRAY['override', 'fields', 'ifNew'];
BEGIN
  IF _change ? 'metadata' THEN
    _gets := _gets || jsonb_build_object('metadata', weir.changed_metadata(_card.metadata, _change -> 'metadata'));
  END IF;
  IF _change ? 'assigneeIds' THEN
    _had := _had || jsonb_build_object('assigneeIds', weir.people_of_card(_card));
    _gets := _gets || jsonb_build_object('assigneeIds', weir.sorted_ids(_change -> 'assigneeIds'));
  END IF;
  IF _change ? 'labelIds' THEN
    _had := _had || jsonb_build_object('labelIds', ARRAY(
      SELECT l.label_id FROM public.card_labels l
       WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.card_id = _card.id ORDER BY 1));
    _gets := _gets || jsonb_build_object('labelIds', weir.sorted_ids(_change -> 'labelIds'));
  END IF;
  SELECT jsonb_object_agg(g.key, _had -> g.key), jsonb_object_agg(g.key, g.value) INTO was, "is"
    FROM jsonb_each(_gets) g WHERE g.value <> _had -> g.key;
  RETURN NEXT;
END $$;

CREATE FUNCTION weir.sorted_ids(_ids jsonb) RETURNS uuid[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT DISTINCT jsonb_array_elements_text(_ids)::uuid AS id ORDER BY 1)
$$;

-- Writes the values that changed at _at, except custom fields, which have rows of their own. It locks the limits that people have across
-- boards first, all in key order: the statements below would lock those that they touch, one after the other.
CREATE FUNCTION weir.write_card_change(_card public.cards, _from jsonb, _to jsonb, _at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _to ? 'assigneeIds' THEN
    PERFORM weir.lock_person_limits(_card.workspace_id, weir.sorted_ids((_from -> 'assigneeIds') || (_to -> 'assigneeIds')));
  END IF;
  UPDATE public.cards c
     SET title = coalesce(_to ->> 'title', c.title), description = coalesce(_to ->> 'description', c.description),
         class_of_service = coalesce((_to ->> 'classOfService')::public.class_of_service, c.class_of_service),
         due_on = CASE WHEN _to ? 'dueOn' THEN (_to ->> 'dueOn')::date ELSE c.due_on END,
         external_id = CASE WHEN _to ? 'externalId' THEN _to ->> 'externalId' ELSE c.external_id END,
         metadata = coalesce(_to -> 'metadata', c.metadata),
         version = c.version + 1, updated_at = greatest(_at, c.updated_at)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id;
  IF _to ? 'assigneeIds' THEN
    DELETE FROM public.card_assignees a
     WHERE a.workspace_id = _card.workspace_id AND a.board_id = _card.board_id AND a.card_id = _card.id
       AND a.user_id <> ALL (weir.sorted_ids(_to -> 'assigneeIds'));
    INSERT INTO public.card_assignees (workspace_id, board_id, card_id, user_id)
    SELECT _card.workspace_id, _card.board_id, _card.id, u FROM unnest(weir.sorted_ids(_to -> 'assigneeIds')) u
    ON CONFLICT DO NOTHING;
  END IF;
  IF _to ? 'labelIds' THEN
    DELETE FROM public.card_labels l
     WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.card_id = _card.id
       AND l.label_id <> ALL (weir.sorted_ids(_to -> 'labelIds'));
    INSERT INTO public.card_labels (workspace_id, board_id, card_id, label_id)
    SELECT _card.workspace_id, _card.board_id, _card.id, l FROM unnest(weir.sorted_ids(_to -> 'labelIds')) l
    ON CONFLICT DO NOTHING;
  END IF;
END $$;
