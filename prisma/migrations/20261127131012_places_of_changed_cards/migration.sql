DROP FUNCTION weir.changed_cards(uuid,uuid,bigint,integer,text[],text[],timestamp with time zone);
DROP FUNCTION weir.shown_card(uuid,uuid,integer,timestamp with time zone);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.changed_cards(_workspace uuid, _board uuid, _after bigint, _most integer, _types text[], _tables text[], _delivered_since timestamp with time zone)
 RETURNS TABLE(is_complete boolean, names_cards_only boolean, created integer[], documents jsonb, gone jsonb, counts_gone boolean, placed jsonb)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _named  integer[];
  _placed integer[];
  _shown  integer[];
BEGIN
  WITH news AS MATERIALIZED (
    SELECT e.type, e.changes FROM public.events e
     WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.seq > _after ORDER BY e.seq LIMIT _most + 1),
  changes AS MATERIALIZED (
    SELECT news.type, c, (c ->> 'card')::integer AS card FROM news, jsonb_array_elements(news.changes) c)
  SELECT count(*) <= _most AND coalesce(bool_and(
           n.type = ANY (_types)
           OR n.type = 'board.changed' AND n.changes -> 0 ->> 'table' = ANY (_tables) AND NOT n.changes -> 0 ? 'resync'), true),
         NOT EXISTS (SELECT FROM changes WHERE card IS NULL AND NOT c ? 'table')
           AND NOT EXISTS (SELECT FROM public.overrides o WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.seq > _after),
         (SELECT array_agg(card) FROM changes WHERE type = 'card.created' AND c -> 'to' ? 'title'),
         (SELECT array_agg(DISTINCT card) FROM changes WHERE card IS NOT NULL),
         (SELECT array_agg(DISTINCT card) FROM changes WHERE card IS NOT NULL AND NOT c ? 'item' AND c -> 'to' ?| '{columnId,before}')
    INTO is_complete, names_cards_only, created, _named, _placed
    FROM news n;
  _named := _named || ARRAY(
    SELECT x.number
      FROM public.cards c
      JOIN public.card_links l ON l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id
                              AND l.kind = 'blocks' AND l.other_board_id = l.board_id
      JOIN public.cards x ON x.workspace_id = l.workspace_id AND x.board_id = l.other_board_id AND x.id = l.other_card_id
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_named));

  SELECT coalesce(jsonb_agg(d.document), '[]'), array_agg(d.number)
    INTO documents, _shown
    FROM weir.card_documents d
   WHERE d.workspace_id = _workspace AND d.board_id = _board AND d.number = ANY (_named) AND d.archived_at IS NULL
     AND (d.delivered_at IS NULL OR d.delivered_at >= _delivered_since);
  SELECT coalesce(jsonb_agg(n.number ORDER BY n.number), '[]')
    INTO gone
    FROM (SELECT DISTINCT u AS number FROM unnest(_named) u WHERE u <> ALL (coalesce(_shown, '{}'))) n;
  counts_gone := gone <> '[]' AND EXISTS (
    SELECT FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.archived_at IS NULL
       AND c.number = ANY (ARRAY(SELECT jsonb_array_elements_text(gone)::integer)));
  SELECT coalesce(jsonb_agg(jsonb_build_object('card', p.number, 'columnId', p.column_id, 'before', p.before)
                            ORDER BY p.column_id, p.rank DESC, p.number DESC), '[]')
    INTO placed
    FROM (SELECT c.number, c.column_id, c.rank, (
                   SELECT n.number FROM public.cards n
                    WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.column_id = c.column_id AND n.archived_at IS NULL
                      AND (n.rank, n.number) > (c.rank, c.number)
                      AND (n.delivered_at IS NULL OR n.delivered_at >= _delivered_since)
                    ORDER BY n.rank, n.number LIMIT 1) AS before
            FROM public.cards c
           WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_placed) AND c.archived_at IS NULL
             AND (c.delivered_at IS NULL OR c.delivered_at >= _delivered_since)) p;
  RETURN NEXT;
END $function$;
