SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.create_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  _seq     bigint;
  _copied  jsonb;
  _created jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null')) s;
  IF _card ->> 'copyOf' IS NOT NULL THEN
    _copied := weir.copied_card(_workspace, _board, (_card ->> 'copyOf')::integer);
    _card := _copied || _card || jsonb_build_object('fields', (_copied -> 'fields') || coalesce(_card -> 'fields', '{}'));
  END IF;
  _created := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  -- Only here: the description of a card that is made from a request or a checklist item is not the actor's text. Nor is a
  -- copied one, so whom it mentions is not notified again.
  IF _card ->> 'description' LIKE '%](person:%' THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, coalesce(_copied ->> 'description', ''), _card ->> 'description', _actor, _now);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_strip_nulls(
    jsonb_build_object('card', _created -> 'number', 'copyOf', _card -> 'copyOf')) || jsonb_build_object('to', _created -> 'to'))
    || (_created -> 'items'));
  _body := weir.card_document(_workspace, _board, (_created ->> 'number')::integer);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.copied_card(_workspace uuid, _board uuid, _number integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _card public.cards;
BEGIN
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('copyOf', 'absent');
  END IF;
  RETURN jsonb_build_object(
    'title', _card.title, 'description', weir.without_attachments(_card.description),
    'classOfService', _card.class_of_service, 'swimlaneId', _card.swimlane_id,
    'fields', weir.fields_of_card(_workspace, _board, _card.id),
    'labelIds', coalesce((
      SELECT jsonb_agg(l.label_id) FROM public.card_labels l
       WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card.id), '[]'),
    'checklistItems', coalesce((
      SELECT jsonb_agg(jsonb_build_object('text', i.text) ORDER BY i.position, i.id) FROM public.checklist_items i
       WHERE i.workspace_id = _workspace AND i.board_id = _board AND i.card_id = _card.id), '[]'));
END $function$;

CREATE OR REPLACE FUNCTION weir.card_preset(_workspace uuid, _board uuid, _preset jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT _preset || jsonb_build_object(
    'swimlaneId', (SELECT l.id FROM public.swimlanes l
                    WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = (_preset ->> 'swimlaneId')::uuid),
    'labelIds', coalesce((
      SELECT jsonb_agg(l.id ORDER BY l.id)
        FROM public.labels l
       WHERE l.workspace_id = _workspace AND l.board_id = _board AND (_preset -> 'labelIds') ? l.id::text), '[]'),
    'fields', coalesce((
      SELECT jsonb_object_agg(f.id, v.value)
        FROM public.custom_fields f
       CROSS JOIN LATERAL (SELECT _preset -> 'fields' -> f.id::text AS value) v
       WHERE f.workspace_id = _workspace AND f.board_id = _board AND v.value <> 'null'
         AND weir.field_fault(f, v.value) IS NULL), '{}'))
$function$;
