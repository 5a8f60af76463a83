SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.is_card_preset(_preset jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.is_card_schedule(_schedule jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.is_integer_within(_value jsonb, _min integer, _max integer)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  RETURN CASE jsonb_typeof(_value)
           WHEN 'number' THEN _value::numeric BETWEEN _min AND _max AND _value::numeric = trunc(_value::numeric)
           ELSE false
         END;
END $function$;

CREATE OR REPLACE FUNCTION weir.is_plain_date(_value jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  _text text := _value #>> '{}';
BEGIN
  RETURN CASE
           WHEN jsonb_typeof(_value) <> 'string' OR _text !~ '^\d{4}-\d\d-\d\d$' THEN false
           ELSE pg_input_is_valid(_text, 'date') AND left(_text, 4)::integer BETWEEN 1970 AND 2999
         END;
END $function$;

CREATE OR REPLACE FUNCTION weir.card_preset(_workspace uuid, _board uuid, _preset jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  SELECT _preset || jsonb_build_object(
    'swimlaneId', (SELECT l.id FROM public.swimlanes l
                    WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id::text = _preset ->> 'swimlaneId'),
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

-- Days that the API and browsers can read. Others could only come from plain SQL; they become the nearest that can be read.
ALTER TABLE "public"."cards" DISABLE TRIGGER USER;
UPDATE "public"."cards" SET "due_on" = greatest(least("due_on", '9999-12-31'), '0001-01-01'), "version" = "version" + 1
 WHERE "due_on" NOT BETWEEN '0001-01-01' AND '9999-12-31';
ALTER TABLE "public"."cards" ENABLE TRIGGER USER,
  ADD CONSTRAINT "cards_due_on_year" CHECK ("due_on" BETWEEN '0001-01-01' AND '9999-12-31');
ALTER TABLE "public"."checklist_items" DISABLE TRIGGER USER;
UPDATE "public"."checklist_items" SET "due_on" = greatest(least("due_on", '9999-12-31'), '0001-01-01')
 WHERE "due_on" NOT BETWEEN '0001-01-01' AND '9999-12-31';
ALTER TABLE "public"."checklist_items" ENABLE TRIGGER USER,
  ADD CONSTRAINT "checklist_items_due_on_year" CHECK ("due_on" BETWEEN '0001-01-01' AND '9999-12-31');
ALTER TABLE "public"."requests" DISABLE TRIGGER USER;
UPDATE "public"."requests" SET "needed_by" = greatest(least("needed_by", '9999-12-31'), '0001-01-01'), "version" = "version" + 1
 WHERE "needed_by" NOT BETWEEN '0001-01-01' AND '9999-12-31';
ALTER TABLE "public"."requests" ENABLE TRIGGER USER,
  ADD CONSTRAINT "requests_needed_by_year" CHECK ("needed_by" BETWEEN '0001-01-01' AND '9999-12-31');
ALTER TABLE "public"."answers" DISABLE TRIGGER USER;
UPDATE "public"."answers" SET "until" = greatest(least("until", '9999-12-31'), '0001-01-01')
 WHERE "until" NOT BETWEEN '0001-01-01' AND '9999-12-31';
ALTER TABLE "public"."answers" ENABLE TRIGGER USER,
  ADD CONSTRAINT "answers_until_year" CHECK ("until" BETWEEN '0001-01-01' AND '9999-12-31');
ALTER TABLE "public"."displacements" DISABLE TRIGGER USER;
UPDATE "public"."displacements" SET "until" = greatest(least("until", '9999-12-31'), '0001-01-01')
 WHERE "until" NOT BETWEEN '0001-01-01' AND '9999-12-31';
ALTER TABLE "public"."displacements" ENABLE TRIGGER USER,
  ADD CONSTRAINT "displacements_until_year" CHECK ("until" BETWEEN '0001-01-01' AND '9999-12-31');
ALTER TABLE "public"."form_asks" DISABLE TRIGGER USER;
UPDATE "public"."form_asks" SET "needed_by" = greatest(least("needed_by", '9999-12-31'), '0001-01-01')
 WHERE "needed_by" NOT BETWEEN '0001-01-01' AND '9999-12-31';
ALTER TABLE "public"."form_asks" ENABLE TRIGGER USER,
  ADD CONSTRAINT "form_asks_needed_by_year" CHECK ("needed_by" BETWEEN '0001-01-01' AND '9999-12-31');

-- What is there stays as it is: NOT VALID checks only what is written from now on.
ALTER TABLE "public"."cards"
  ADD CONSTRAINT "cards_title_length" CHECK (char_length("title") <= 200) NOT VALID,
  ADD CONSTRAINT "cards_description_length" CHECK (char_length("description") <= 20000) NOT VALID;
ALTER TABLE "public"."requests"
  ADD CONSTRAINT "requests_title_length" CHECK (char_length("title") <= 200) NOT VALID,
  ADD CONSTRAINT "requests_description_length" CHECK (char_length("description") <= 20000) NOT VALID;
ALTER TABLE "public"."comments"
  ADD CONSTRAINT "comments_body_length" CHECK (char_length("body") <= 5000) NOT VALID;
ALTER TABLE "public"."request_messages"
  ADD CONSTRAINT "request_messages_body_length" CHECK (char_length("body") <= 5000) NOT VALID;

ALTER TABLE "public"."card_templates" DROP CONSTRAINT "card_templates_preset",
  ADD CONSTRAINT "card_templates_preset" CHECK (weir.is_card_preset("preset")) NOT VALID;
ALTER TABLE "public"."recurring_cards" DROP CONSTRAINT "recurring_cards_preset", DROP CONSTRAINT "recurring_cards_schedule",
  ADD CONSTRAINT "recurring_cards_preset" CHECK (weir.is_card_preset("preset")) NOT VALID,
  ADD CONSTRAINT "recurring_cards_schedule" CHECK (weir.is_card_schedule("schedule")) NOT VALID;

-- Only these types are shown; everything else is downloaded, and has no size.
ALTER TABLE "public"."attachments" ADD CONSTRAINT "attachments_shown_types" CHECK (
  "width" IS NULL OR "type" IN ('image/png', 'image/jpeg', 'image/gif', 'image/webp')) NOT VALID;

-- Names and values, as in an address. Which names there are, the contract knows.
ALTER TABLE "public"."saved_views" ADD CONSTRAINT "saved_views_query_shape" CHECK (
  "query" ~ '^([a-z]+=[^&=#\s]*(&[a-z]+=[^&=#\s]*)*)?$') NOT VALID;
