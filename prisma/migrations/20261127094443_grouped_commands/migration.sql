SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.group_outcome AS (
  alone boolean,
  workspace_id uuid,
  board_id uuid,
  outcome jsonb
);

CREATE TYPE weir.group_caller AS (
  workspace_id uuid,
  board_id uuid,
  user_id uuid,
  roles public.role[],
  alone boolean
);

CREATE OR REPLACE FUNCTION weir.callers_of_group(_calls jsonb)
 RETURNS weir.group_caller[]
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT array_agg(ROW (c.workspace_id, c.board_id, c.user_id, r.roles, EXISTS (
             SELECT FROM public.person_limits p WHERE p.workspace_id = c.workspace_id))::weir.group_caller ORDER BY x.at)
      FROM jsonb_array_elements(_calls) WITH ORDINALITY x (call, at)
     CROSS JOIN LATERAL (SELECT ARRAY(SELECT jsonb_array_elements_text(x.call -> 4)::public.role) AS roles) r
      LEFT JOIN LATERAL weir.caller(
        (x.call ->> 0)::uuid, (x.call ->> 1)::uuid, x.call ->> 2, x.call ->> 3, r.roles, (x.call ->> 5)::timestamptz) c ON true);
END $function$;

CREATE OR REPLACE FUNCTION weir.run_moves(_calls jsonb)
 RETURNS SETOF weir.group_outcome
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _callers weir.group_caller[] := weir.callers_of_group(_calls);
  _locked  integer[] := weir.lock_moved_cards(_calls, _callers);
  _c       weir.group_caller;
  _call    jsonb;
  _number  integer;
  _to      jsonb;
BEGIN
  FOR _i IN 1 .. cardinality(_callers) LOOP
    _call := _calls -> _i - 1;
    _c := _callers[_i];
    _number := (_call ->> 6)::integer;
    _to := (_call ->> 7)::jsonb;
    IF _c.user_id IS NULL THEN
      RETURN NEXT ROW (false, NULL, NULL, NULL)::weir.group_outcome;
    ELSIF _c.alone OR NOT ARRAY[_number, coalesce((_to ->> 'swapWith')::integer, _number)] <@ _locked THEN
      RETURN NEXT ROW (true, NULL, NULL, NULL)::weir.group_outcome;
    ELSE
      RETURN NEXT ROW (false, _c.workspace_id, _c.board_id, weir.move_card(
        _c.workspace_id, _c.board_id, _c.user_id, (_call ->> 5)::timestamptz, _number, _to, (_call ->> 8)::integer,
        ROW (_c.user_id, _call ->> 9, _call ->> 10, (_call ->> 11)::bytea)::weir.write_key,
        ROW (_c.roles, NULL, false)::weir.write_conditions))::weir.group_outcome;
    END IF;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_moved_cards(_calls jsonb, _callers weir.group_caller[])
 RETURNS integer[]
 LANGUAGE plpgsql
AS $function$
DECLARE
  _c       weir.group_caller;
  _numbers integer[] := ARRAY(
    SELECT n FROM jsonb_array_elements(_calls) x (call),
           LATERAL (VALUES ((x.call ->> 6)::integer), (((x.call ->> 7)::jsonb ->> 'swapWith')::integer)) t (n));
BEGIN
  FOREACH _c IN ARRAY _callers LOOP
    IF _c.board_id IS NOT NULL THEN
      RETURN ARRAY(
        SELECT l.number
          FROM (SELECT c.number FROM public.cards c
                 WHERE c.workspace_id = _c.workspace_id AND c.board_id = _c.board_id AND c.number = ANY (_numbers)
                   AND NOT EXISTS (SELECT FROM public.card_links l
                                    WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id)
                 ORDER BY c.number
                   FOR NO KEY UPDATE OF c SKIP LOCKED) l);
    END IF;
  END LOOP;
  RETURN '{}';
END $function$;

CREATE OR REPLACE FUNCTION weir.run_creates(_calls jsonb)
 RETURNS SETOF weir.group_outcome
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _callers weir.group_caller[] := weir.callers_of_group(_calls);
  _c       weir.group_caller;
  _call    jsonb;
BEGIN
  FOR _i IN 1 .. cardinality(_callers) LOOP
    _call := _calls -> _i - 1;
    _c := _callers[_i];
    IF _c.user_id IS NULL THEN
      RETURN NEXT ROW (false, NULL, NULL, NULL)::weir.group_outcome;
    ELSIF _c.alone THEN
      RETURN NEXT ROW (true, NULL, NULL, NULL)::weir.group_outcome;
    ELSE
      RETURN NEXT ROW (false, _c.workspace_id, _c.board_id, weir.create_card(
        _c.workspace_id, _c.board_id, _c.user_id, (_call ->> 5)::timestamptz, (_call ->> 6)::uuid, (_call ->> 7)::jsonb,
        ROW (_c.user_id, _call ->> 8, _call ->> 9, (_call ->> 10)::bytea)::weir.write_key,
        ROW (_c.roles, (_call ->> 11)::bigint, false)::weir.write_conditions))::weir.group_outcome;
    END IF;
  END LOOP;
END $function$;
