-- What card templates and recurring cards keep as JSON, as the contract takes it: the API reads nothing else. Checks of their
-- tables call these functions. They are in PL/pgSQL, as weir.has_visible_text is.

-- Whether a preset has what a new card starts with, of the right types. Whether a label, lane or field exists, only the board
-- knows. A preset from before custom fields has none.
CREATE FUNCTION weir.is_card_preset(_preset jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _uuid constant text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
BEGIN
  IF jsonb_typeof(_preset) <> 'object'
     OR NOT _preset ?& '{title,description,classOfService,swimlaneId,labelIds,checklistItems}'
     OR _preset - '{title,description,classOfService,swimlaneId,labelIds,checklistItems,fields}'::text[] <> '{}'
     OR jsonb_typeof(_preset -> 'title') <> 'string' OR jsonb_typeof(_preset -> 'description') <> 'string'
     OR jsonb_typeof(_preset -> 'labelIds') <> 'array' OR jsonb_typeof(_preset -> 'checklistItems') <> 'array'
     OR jsonb_typeof(_preset -> 'fields') <> 'object' THEN
    RETURN false;
  END IF;
  RETURN char_length(_preset ->> 'title') <= 200 AND weir.has_visible_text(_preset ->> 'title')
     AND char_length(_preset ->> 'description') <= 20000
     AND coalesce(_preset ->> 'classOfService' = ANY (enum_range(NULL::public.class_of_service)::text[]), false)
     AND coalesce(_preset ->> 'swimlaneId' ~ _uuid, true)
     AND NOT EXISTS (SELECT FROM jsonb_array_elements_text(_preset -> 'labelIds') l (id) WHERE l.id ~ _uuid IS NOT TRUE)
     AND NOT EXISTS (
       SELECT FROM jsonb_array_elements(_preset -> 'checklistItems') i (item)
        WHERE jsonb_typeof(i.item -> 'text') IS DISTINCT FROM 'string' OR char_length(i.item ->> 'text') NOT BETWEEN 1 AND 500)
     AND NOT EXISTS (
       SELECT FROM jsonb_each(coalesce(_preset -> 'fields', '{}')) f
        WHERE f.key !~ _uuid OR jsonb_typeof(f.value) NOT IN ('string', 'number'));
END $$;

-- Whether a schedule has everything that finds its next occurrence, within the bounds of the contract.
CREATE FUNCTION weir.is_card_schedule(_schedule jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF jsonb_typeof(_schedule) <> 'object' OR NOT _schedule ?& '{unit,every,at,from,until}'
     OR NOT weir.is_integer_within(_schedule -> 'every', 1, 365)
     OR jsonb_typeof(_schedule -> 'at') <> 'string' OR _schedule ->> 'at' !~ '^([01]\d|2[0-3]):[0-5]\d$'
     OR NOT weir.is_plain_date(_schedule -> 'from')
     OR _schedule -> 'until' <> 'null' AND NOT weir.is_plain_date(_schedule -> 'until')
     OR _schedule ->> 'until' < _schedule ->> 'from' THEN
    RETURN false;
  END IF;
  CASE _schedule ->> 'unit'
    WHEN 'days' THEN
      RETURN true;
    WHEN 'weeks' THEN
      RETURN jsonb_typeof(_schedule -> 'weekdays') IS NOT DISTINCT FROM 'array'
         AND (SELECT count(*) > 0 AND count(*) = count(DISTINCT d.day) AND bool_and(weir.is_integer_within(d.day, 1, 7))
                FROM jsonb_array_elements(CASE jsonb_typeof(_schedule -> 'weekdays') WHEN 'array' THEN _schedule -> 'weekdays' END) d (day));
    WHEN 'months' THEN
      RETURN coalesce(weir.is_integer_within(_schedule -> 'dayOfMonth', 1, 31), false);
    ELSE
      RETURN false;
  END CASE;
END $$;

CREATE FUNCTION weir.is_integer_within(_value jsonb, _min integer, _max integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE jsonb_typeof(_value)
           WHEN 'number' THEN _value::numeric BETWEEN _min AND _max AND _value::numeric = trunc(_value::numeric)
           ELSE false
         END;
END $$;

-- Whether a value is a day of the contract: `2026-03-01`, of the years 1970 to 2999.
CREATE FUNCTION weir.is_plain_date(_value jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _text text := _value #>> '{}';
BEGIN
  RETURN CASE
           WHEN jsonb_typeof(_value) <> 'string' OR _text !~ '^\d{4}-\d\d-\d\d$' THEN false
           ELSE pg_input_is_valid(_text, 'date') AND left(_text, 4)::integer BETWEEN 1970 AND 2999
         END;
END $$;
