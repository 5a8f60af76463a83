-- The delivered cards with faulty dates, of which there are few.
CREATE INDEX "flow_cards_faulty" ON "public"."flow_cards" ("workspace_id", "board_id", "delivered_at") WHERE "fault" IS NOT NULL;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.flow_faults(_workspace uuid, _boards uuid[], _from date, _to date, _filter jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN (SELECT coalesce(jsonb_object_agg(f.fault, f.cards), '{}')
            FROM (SELECT c.fault, count(*) AS cards
                    FROM weir.flow_windows(_workspace, _boards, _from, _to) w
                   CROSS JOIN LATERAL (
                     SELECT x.* FROM public.flow_cards x
                      WHERE x.workspace_id = _workspace AND x.board_id = w.board_id AND x.fault IS NOT NULL
                        AND x.delivered_at >= w.from_at AND x.delivered_at < w.to_at
                     OFFSET 0) c
                   WHERE _filter = '{}' OR weir.in_flow_filter(c::public.flow_cards, _filter)
                   GROUP BY 1) f);
END $function$;
