-- When a card was committed and delivered, after it entered a column. It is committed on entering the first active
-- column or any column after it, and delivered on entering a done column. Moving back resets either.
CREATE FUNCTION weir.committed_at(_kind public.column_kind, _committed_at timestamptz, _now timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _kind = 'queue' THEN NULL ELSE coalesce(_committed_at, _now) END
$$;

CREATE FUNCTION weir.delivered_at(_kind public.column_kind, _delivered_at timestamptz, _now timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _kind = 'done' THEN coalesce(_delivered_at, _now) END
$$;

-- A card's position, as events record it.
CREATE FUNCTION weir.card_position(_card public.cards, _split boolean) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('columnId', (_card).column_id, 'swimlaneId', (_card).swimlane_id,
                            'half', CASE WHEN _split THEN CASE WHEN (_card).done THEN 'done' ELSE 'doing' END END,
                            'committedAt', weir.instant((_card).committed_at),
                            'deliveredAt', weir.instant((_card).delivered_at))
$$;

CREATE FUNCTION weir.card_position(_card public.cards) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT weir.card_position(_card, (SELECT k.split FROM public.columns k
                             WHERE k.workspace_id = (_card).workspace_id AND k.board_id = (_card).board_id
                               AND k.id = (_card).column_id))
$$;
