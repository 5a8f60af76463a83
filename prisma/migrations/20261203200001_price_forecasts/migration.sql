-- CreateTable
CREATE TABLE "public"."price_forecasts" (
    "workspace_id" UUID NOT NULL,
    "board_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "due" DATE NOT NULL,
    "p15" INTEGER NOT NULL,
    "p50" INTEGER NOT NULL,
    "p85" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "scored_at" TIMESTAMPTZ(3),
    "actual" INTEGER,

    CONSTRAINT "price_forecasts_pkey" PRIMARY KEY ("workspace_id","board_id","day","due"),
    CONSTRAINT "price_forecasts_ahead" CHECK ("due" > "day"),
    CONSTRAINT "price_forecasts_range" CHECK (1 <= "p15" AND "p15" <= "p50" AND "p50" <= "p85"),
    CONSTRAINT "price_forecasts_scored" CHECK ("scored_at" IS NOT NULL OR "actual" IS NULL)
);

-- AddForeignKey
ALTER TABLE "public"."price_forecasts" ADD CONSTRAINT "price_forecasts_workspace_id_board_id_fkey" FOREIGN KEY ("workspace_id", "board_id") REFERENCES "public"."boards"("workspace_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- What is to be scored, and what was scored in a time.
CREATE INDEX "price_forecasts_due" ON "public"."price_forecasts" ("due", "workspace_id", "board_id", "day") WHERE "scored_at" IS NULL;
CREATE INDEX "price_forecasts_scored" ON "public"."price_forecasts" ("workspace_id", "board_id", "due") WHERE "actual" IS NOT NULL;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.store_price_forecasts(_workspace uuid, _board uuid, _day date, _forecasts jsonb, _at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO public.price_forecasts (workspace_id, board_id, day, due, p15, p50, p85, at)
  SELECT _workspace, _board, _day, g.day, g.p15, g.p50, g.p85, _at
    FROM jsonb_to_recordset(_forecasts) g (day date, p15 integer, p50 integer, p85 integer)
   ORDER BY g.day
  ON CONFLICT DO NOTHING;
END $function$;

CREATE OR REPLACE FUNCTION weir.score_price_forecasts(_now timestamp with time zone, _most integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set    text := set_config('plan_cache_mode', 'force_generic_plan', true);
  _scored integer;
BEGIN
  WITH due_now AS MATERIALIZED (
    SELECT f.workspace_id, f.board_id, f.day, f.due
      FROM public.price_forecasts f
      JOIN public.intakes i ON i.workspace_id = f.workspace_id AND i.board_id = f.board_id
     WHERE f.scored_at IS NULL AND f.due <= (_now AT TIME ZONE 'UTC')::date AND f.due < (_now AT TIME ZONE i.time_zone)::date
     ORDER BY f.due, f.workspace_id, f.board_id, f.day
     LIMIT _most
       FOR UPDATE OF f SKIP LOCKED
  )
  UPDATE public.price_forecasts f
     SET scored_at = _now,
         actual = (SELECT greatest(1, round(p.thousandths / 1000.0)::integer) FROM public.board_prices p
                    WHERE p.workspace_id = d.workspace_id AND p.board_id = d.board_id AND p.day = d.due)
    FROM due_now d
   WHERE f.workspace_id = d.workspace_id AND f.board_id = d.board_id AND f.day = d.day AND f.due = d.due;
  GET DIAGNOSTICS _scored = ROW_COUNT;
  RETURN _scored;
END $function$;

CREATE OR REPLACE FUNCTION weir.price_forecast_record(_workspace uuid, _board uuid, _from date)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT jsonb_build_object('forecasts', count(*), 'held', count(*) FILTER (WHERE f.actual BETWEEN f.p15 AND f.p85))
      FROM public.price_forecasts f
     WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.due >= _from AND f.actual IS NOT NULL);
END $function$;

CREATE OR REPLACE FUNCTION weir.board_price_facts(_workspace uuid, _board uuid, _user uuid, _at timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _rule  public.credit_rules := weir.credit_rule(_workspace);
  _price integer             := weir.price_of_board(_rule, _board);
  _days  jsonb;
BEGIN
  IF _price IS NULL THEN
    RETURN jsonb_build_object('state', CASE WHEN _rule.workspace_id IS NULL THEN 'off' ELSE 'free' END,
                              'account', weir.credit_account_document(_workspace, _user, _at), 'days', '[]'::jsonb);
  END IF;
  SELECT coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'thousandths', d.thousandths, 'level', d.level) ORDER BY d.day), '[]') INTO _days
    FROM (SELECT * FROM public.board_prices p
           WHERE p.workspace_id = _workspace AND p.board_id = _board AND p.at >= _rule.since
           ORDER BY p.day DESC LIMIT 61) d;
  RETURN (
    SELECT jsonb_build_object(
             'state', 'charged', 'price', _price, 'maxPrice', _rule.max_price, 'days', _days,
             'thousandths', coalesce((_days -> -1 ->> 'thousandths')::integer, _rule.start_price * 1000),
             'account', weir.credit_account_document(_workspace, _user, _at),
             'timeZone', i.time_zone, 'workingHours', i.working_hours,
             'record', weir.price_forecast_record(_workspace, _board, (_at AT TIME ZONE i.time_zone)::date - 90))
      FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board);
END $function$;
