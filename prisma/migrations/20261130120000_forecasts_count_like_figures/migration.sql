SELECT set_config('check_function_bodies', 'off', true);

-- Few cards are in these: imported without dates, and deleted after their delivery.
CREATE INDEX "flow_cards_undated" ON "public"."flow_cards" ("workspace_id", "board_id", "card") WHERE "fault" = 'noDates';
CREATE INDEX "flow_cards_deleted" ON "public"."flow_cards" ("workspace_id", "board_id", "delivered_at") WHERE "deleted_at" IS NOT NULL AND "delivered_at" IS NOT NULL;

CREATE OR REPLACE FUNCTION weir.deliveries_by_day(
  _workspace uuid, _board uuid, _time_zone text, _from date, _today date
) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  _from_at timestamptz := _from::timestamp AT TIME ZONE _time_zone;
  _to_at   timestamptz := _today::timestamp AT TIME ZONE _time_zone;
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(h ORDER BY h.day), '[]')
      FROM (SELECT (d.delivered_at AT TIME ZONE _time_zone)::date AS day, count(*) AS delivered
              FROM (SELECT c.delivered_at FROM public.cards c
                     WHERE c.workspace_id = _workspace AND c.board_id = _board
                       AND c.delivered_at >= _from_at AND c.delivered_at < _to_at
                       AND NOT EXISTS (SELECT FROM public.flow_cards f
                                        WHERE f.workspace_id = c.workspace_id AND f.board_id = c.board_id AND f.card = c.number
                                          AND f.fault = 'noDates')
                     UNION ALL
                    SELECT f.delivered_at FROM public.flow_cards f
                     WHERE f.workspace_id = _workspace AND f.board_id = _board AND f.deleted_at IS NOT NULL
                       AND f.delivered_at >= _from_at AND f.delivered_at < _to_at AND f.fault IS DISTINCT FROM 'noDates') d
             GROUP BY 1) h);
END $$;
