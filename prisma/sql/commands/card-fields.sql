-- The values of custom fields on cards.

-- A value as JSON: a text, a number, a day, or the id of an option; null if there is no row.
CREATE FUNCTION weir.field_value(_v public.card_fields) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(to_jsonb(_v.text), to_jsonb(trim_scale(_v.number)), to_jsonb(_v.date), to_jsonb(_v.choice))
$$;

-- The values of all custom fields that a card has: {id: value}.
CREATE FUNCTION weir.fields_of_card(_workspace uuid, _board uuid, _card uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_object_agg(v.field_id, weir.field_value(v)), '{}')
      FROM public.card_fields v
     WHERE v.workspace_id = _workspace AND v.board_id = _board AND v.card_id = _card);
END $$;

-- What is wrong with values {id: value or null} for this board, as [{path, code}]. Lengths of texts and sizes of numbers are
-- checked already, and again by the table.
CREATE FUNCTION weir.field_faults(_workspace uuid, _board uuid, _fields jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce((
    SELECT jsonb_agg(jsonb_build_object('path', 'fields.' || v.key, 'code', x.fault) ORDER BY v.key)
      FROM jsonb_each(_fields) v
      LEFT JOIN public.custom_fields f ON f.workspace_id = _workspace AND f.board_id = _board AND f.id = v.key::uuid
     CROSS JOIN LATERAL (SELECT weir.field_fault(f, v.value) AS fault) x
     WHERE x.fault IS NOT NULL), '[]');
END $$;

-- What is wrong with one value of a field; null if nothing is.
CREATE FUNCTION weir.field_fault(_f public.custom_fields, _value jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  _text text := _value #>> '{}';
BEGIN
  IF _f.id IS NULL THEN
    RETURN 'absent';
  ELSIF _text IS NULL THEN
    RETURN NULL;
  END IF;
  CASE _f.kind
    WHEN 'text' THEN
      RETURN CASE WHEN jsonb_typeof(_value) <> 'string' THEN 'notText' END;
    WHEN 'number' THEN
      RETURN CASE WHEN jsonb_typeof(_value) <> 'number' THEN 'notNumber' END;
    WHEN 'date' THEN
      RETURN CASE WHEN _text !~ '^\d{4}-\d\d-\d\d$' OR NOT pg_input_is_valid(_text, 'date') THEN 'date'
                  WHEN left(_text, 4)::integer NOT BETWEEN 1970 AND 2999 THEN 'year' END;
    WHEN 'choice' THEN
      RETURN CASE WHEN NOT EXISTS (
        SELECT FROM public.field_options o
         WHERE o.workspace_id = _f.workspace_id AND o.board_id = _f.board_id AND o.field_id = _f.id AND o.id::text = lower(_text)) THEN 'notAnOption' END;
  END CASE;
END $$;

-- Sets values {id: value or null} of a card, already checked; null takes the value away. Other fields keep theirs. Returns
-- {from, to}, both with the fields that changed; null if none did.
CREATE FUNCTION weir.change_card_fields(_workspace uuid, _board uuid, _card uuid, _fields jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _was jsonb;
  _is  jsonb;
BEGIN
  IF coalesce(_fields, '{}') = '{}' THEN
    RETURN NULL;
  END IF;
  _was := weir.fields_of_card(_workspace, _board, _card);
  IF EXISTS (SELECT FROM jsonb_each(_fields) v WHERE v.value = 'null' AND _was ? v.key) THEN
    DELETE FROM public.card_fields c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.card_id = _card
       AND c.field_id IN (SELECT v.key::uuid FROM jsonb_each(_fields) v WHERE v.value = 'null');
  END IF;
  IF EXISTS (SELECT FROM jsonb_each(_fields) v WHERE v.value <> 'null') THEN
    INSERT INTO public.card_fields (workspace_id, board_id, card_id, field_id, kind, text, number, date, choice)
    SELECT _workspace, _board, _card, f.id, f.kind, r.text, r.number, r.date, r.choice
      FROM jsonb_each(_fields) v
      JOIN public.custom_fields f ON f.workspace_id = _workspace AND f.board_id = _board AND f.id = v.key::uuid
     CROSS JOIN LATERAL jsonb_populate_record(NULL::public.card_fields, jsonb_build_object(f.kind::text, v.value)) r
     WHERE v.value <> 'null'
    ON CONFLICT (workspace_id, board_id, card_id, field_id) DO UPDATE
       SET text = excluded.text, number = excluded.number, date = excluded.date, choice = excluded.choice;
  END IF;
  _is := weir.fields_of_card(_workspace, _board, _card);
  RETURN (
    SELECT jsonb_build_object('from', jsonb_object_agg(v.key, _was -> v.key), 'to', jsonb_object_agg(v.key, _is -> v.key))
      FROM jsonb_each(_fields) v WHERE _was -> v.key IS DISTINCT FROM _is -> v.key
    HAVING count(*) > 0);
END $$;
