SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.record_event(_workspace uuid, _board uuid, _seq bigint, _type text, _at timestamp with time zone, _actor uuid, _changes jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.events (workspace_id, board_id, seq, type, at, actor_id, changes)
  VALUES (_workspace, _board, _seq, _type, _at, _actor, _changes || weir.unassigned_by_taking(_board));
END $function$;

CREATE OR REPLACE FUNCTION weir.lease_refusal(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _sent   jsonb   := current_setting('weir.lease')::jsonb;
  _token  integer := (_sent ->> 'token')::integer;
  _card   uuid;
  _number integer;
  _lease  public.card_leases;
BEGIN
  -- One part for each, so that it has the plan of its index.
  SELECT c.id, c.number INTO _card, _number FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_sent ->> 'card')::integer
   UNION ALL
  SELECT c.id, c.number FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.external_id = _sent ->> 'externalId';
  IF NOT FOUND THEN
    RETURN '{"refused": "not-found"}';
  END IF;
  SELECT * INTO _lease FROM public.card_leases l
   WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.card_id = _card;
  IF _lease.holder_id = _actor AND _lease.token = _token AND _lease.until > _now THEN
    RETURN NULL;
  END IF;
  RETURN jsonb_build_object(
    'refused', 'lease-lost', 'card', _number, 'lease', weir.lease_of_card(_workspace, _board, _card),
    'why', CASE WHEN _lease.token IS NULL OR _lease.token < _token THEN 'unknown'
                WHEN _lease.token > _token THEN 'claimedAgain'
                WHEN _lease.holder_id <> _actor THEN 'notYours'
                WHEN _lease.holder_id IS NOT NULL THEN 'expired'
                ELSE _lease.ended END);
END $function$;

CREATE OR REPLACE FUNCTION weir.end_leases_taken(_cards weir.card_ref[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _taken      public.card_leases[];
  _unassigned jsonb;
  _set        text;
BEGIN
  _taken := ARRAY(
    SELECT l FROM unnest(_cards) n
      JOIN public.card_leases l ON l.workspace_id = n.workspace_id AND l.board_id = n.board_id AND l.card_id = n.card_id
     WHERE l.holder_id IS NOT NULL);
  IF _taken = '{}' THEN
    RETURN;
  END IF;
  UPDATE public.card_leases l
     SET holder_id = NULL, since = NULL, until = NULL, ended = 'taken', expiries = 0
    FROM unnest(_taken) t
   WHERE l.workspace_id = t.workspace_id AND l.board_id = t.board_id AND l.card_id = t.card_id;
  -- The leases are over by now, so that the trigger on assignees finds none to end.
  WITH unassigned AS (
    DELETE FROM public.card_assignees a
     USING unnest(_taken) t
      JOIN public.cards c ON c.workspace_id = t.workspace_id AND c.board_id = t.board_id AND c.id = t.card_id
     WHERE t.assigned AND c.delivered_at IS NULL
       AND a.workspace_id = t.workspace_id AND a.board_id = t.board_id AND a.card_id = t.card_id AND a.user_id = t.holder_id
    RETURNING a.board_id, c.number, a.user_id)
  SELECT jsonb_agg(jsonb_build_object('board', u.board_id, 'change', jsonb_build_object(
           'card', u.number, 'from', jsonb_build_object('assigneeId', u.user_id), 'to', jsonb_build_object('assigneeId', NULL)))
           ORDER BY u.number)
    INTO _unassigned FROM unassigned u;
  IF _unassigned IS NOT NULL AND weir.has_own_event() THEN
    _set := set_config('weir.unassigned',
                       (coalesce(nullif(current_setting('weir.unassigned', true), '')::jsonb, '[]') || _unassigned)::text, true);
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.unassigned_by_taking(_board uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _all    jsonb := nullif(current_setting('weir.unassigned', true), '')::jsonb;
  _here   jsonb;
  _others jsonb;
  _set    text;
BEGIN
  IF _all IS NULL THEN
    RETURN '[]';
  END IF;
  SELECT jsonb_agg(u -> 'change' ORDER BY at) FILTER (WHERE (u ->> 'board')::uuid = _board),
         jsonb_agg(u ORDER BY at) FILTER (WHERE (u ->> 'board')::uuid <> _board)
    INTO _here, _others
    FROM jsonb_array_elements(_all) WITH ORDINALITY e (u, at);
  _set := set_config('weir.unassigned', coalesce(_others::text, ''), true);
  RETURN coalesce(_here, '[]');
END $function$;

CREATE OR REPLACE FUNCTION weir.place_card(_seq bigint, _actor uuid, _now timestamp with time zone, _card public.cards, _to jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
DECLARE
  _from   public.columns;
  _column public.columns;
  _lane   uuid    := CASE WHEN _to ? 'swimlaneId' THEN (_to ->> 'swimlaneId')::uuid ELSE _card.swimlane_id END;
  _done   boolean := coalesce(_to ->> 'half' = 'done', _card.done AND _card.column_id = (_to ->> 'columnId')::uuid);
  _rank   numeric;
  _new    public.cards;
BEGIN
  SELECT * INTO _column FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = (_to ->> 'columnId')::uuid;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('columnId', 'absent');
  ELSIF _to ->> 'half' IS NOT NULL AND NOT _column.split THEN
    PERFORM weir.refuse_input('half', 'notSplit');
  END IF;
  IF _lane IS DISTINCT FROM _card.swimlane_id AND _lane IS NOT NULL AND NOT EXISTS (
       SELECT FROM public.swimlanes l WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.id = _lane) THEN
    PERFORM weir.refuse_input('swimlaneId', 'absent');
  END IF;
  _rank := weir.rank_for(_card.workspace_id, _card.board_id, _column.id, _card.number,
                         (_to ->> 'before')::integer, (_to ->> 'after')::integer);
  IF _rank IS NULL THEN
    PERFORM weir.refuse_input(CASE WHEN _to ? 'before' THEN 'before' ELSE 'after' END, 'notInColumn');
  END IF;
  SELECT * INTO _from FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _card.column_id;
  IF _from.split THEN
    PERFORM weir.enforce_pull(_card, _from, _column);
  END IF;
  IF _card.request_id IS NOT NULL AND weir.is_put_back(_card, _column.kind) THEN
    PERFORM weir.require_reason(_card.workspace_id, _card.board_id, ARRAY[_card.number], '{}', _to -> 'toRequester');
  END IF;
  IF _column.id = _card.column_id AND _lane IS NOT DISTINCT FROM _card.swimlane_id AND _done = _card.done THEN
    -- rank_for may just have spread out the column, and this card with it.
    _card.rank := (SELECT c.rank FROM public.cards c
      WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id);
    IF weir.is_same_gap(_card, _rank) THEN
      -- Nothing changed, so there is no event.
      PERFORM weir.cancel_event(_card.workspace_id, _card.board_id);
      RETURN false;
    END IF;
  END IF;

  UPDATE public.cards c
     SET column_id = _column.id, swimlane_id = _lane, done = _done, rank = _rank,
         version = c.version + 1, updated_at = greatest(_now, c.updated_at),
         entered_column_at = CASE WHEN c.column_id = _column.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(_column.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(_column.kind, c.delivered_at, _now)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id
  RETURNING * INTO _new;
  INSERT INTO public.events (workspace_id, board_id, seq, type, at, actor_id, changes)
  VALUES (_card.workspace_id, _card.board_id, _seq, 'card.moved', _now, _actor, jsonb_build_array(
    jsonb_build_object('card', _card.number, 'from', weir.card_position(_card, _from.split),
                       'to', weir.card_placed(_new, _column.split, CASE
                         WHEN _to ->> 'after' IS NOT NULL THEN weir.card_below(_new)
                         ELSE (_to ->> 'before')::integer END)))
    || CASE WHEN _card.delivered_at IS NULL THEN '[]' ELSE weir.unassign_reopened(_card) END
    || weir.unassigned_by_taking(_card.board_id));
  RETURN true;
END $function$;
