DROP FUNCTION weir.move_cards(uuid,uuid,uuid,timestamp with time zone,jsonb,jsonb,weir.write_key,weir.write_conditions);
DROP FUNCTION weir.swap_cards(bigint,uuid,timestamp with time zone,public.cards,integer,uuid);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.require_reason(_workspace uuid, _board uuid, _put_back integer[], _taken_off integer[], _to_requester jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _cards jsonb := weir.accepted_work(_workspace, _board, _put_back, _taken_off);
BEGIN
  IF _cards = '[]' THEN
    RETURN;
  ELSIF coalesce(_to_requester, 'null') = 'null' THEN
    PERFORM weir.refuse('accepted-work', jsonb_build_object('cards', _cards));
  END IF;
  PERFORM weir.set_reason(_to_requester ->> 'reason', _to_requester ->> 'message');
END $function$;

CREATE OR REPLACE FUNCTION weir.accepted_work(_workspace uuid, _board uuid, _put_back integer[], _taken_off integer[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'number', c.number, 'ref', b.key || '-' || c.number, 'title', c.title,
             'request', jsonb_build_object('number', r.number, 'ref', b.key || '-R' || r.number,
                                           'requester', weir.requester(r) ->> 'name'),
             'effect', CASE WHEN c.number = ANY (_taken_off) THEN 'takenOff' ELSE 'putBack' END) ORDER BY c.number), '[]')
      FROM public.cards c
      JOIN public.boards b   ON b.workspace_id = c.workspace_id AND b.id = c.board_id
      JOIN public.requests r ON r.workspace_id = c.workspace_id AND r.board_id = c.board_id AND r.id = c.request_id
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_put_back || _taken_off));
END $function$;

CREATE OR REPLACE FUNCTION weir.set_reason(_reason text, _message text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM set_config('weir.to_requester', jsonb_build_object('reason', _reason, 'message', nullif(_message, ''))::text, true);
END $function$;

CREATE OR REPLACE FUNCTION weir.is_put_back(_card public.cards, _kind public.column_kind)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT _card.request_id IS NOT NULL AND _card.committed_at IS NOT NULL AND _kind = 'queue'
$function$;

CREATE OR REPLACE FUNCTION weir.trade_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _request uuid, _trade jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old     public.cards;
  _detail  text;
  _target  uuid;
  _until   date := (_trade ->> 'until')::date;
  _created jsonb;
BEGIN
  SELECT * INTO _old FROM public.cards c
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = (_trade ->> 'displaces')::integer;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('displaces', 'absent');
  ELSIF _old.archived_at IS NOT NULL THEN
    PERFORM weir.refuse('card-archived', jsonb_build_object('card', _old.number));
  ELSIF _old.delivered_at IS NOT NULL THEN
    PERFORM weir.refuse_conflict('card-delivered', 'displaces', 'delivered');
  END IF;

  PERFORM weir.set_reason(_trade ->> 'reason', _trade ->> 'message');
  _card := _card || jsonb_build_object('swimlaneId', _old.swimlane_id);
  FOR _target IN
    SELECT k.id FROM public.columns k
     WHERE k.workspace_id = _workspace AND k.board_id = _board AND k.kind = 'queue' ORDER BY k.position
  LOOP
    BEGIN
      _created := weir.insert_card(_workspace, _board, _actor, _now, _id,
                                   _card || jsonb_build_object('columnId', _target), _request);
      EXIT;
    EXCEPTION WHEN SQLSTATE 'WIP00' THEN
      GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
      IF _detail::jsonb ->> 'refused' <> 'wip-limit-reached' THEN
        RAISE;
      END IF;
    END;
  END LOOP;
  IF _created IS NOT NULL AND _target = _old.column_id THEN
    PERFORM weir.refuse_conflict('trade-not-needed', 'displaces', 'staysThere');
  ELSIF _created IS NOT NULL THEN
    _until := NULL;
    PERFORM weir.exchange_cards(_old, c, _now)
       FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _id;
  ELSIF _until IS NULL THEN
    PERFORM weir.refuse_input('until', 'noQueueHasRoom');
  ELSE
    _target := NULL;
    _created := weir.insert_card(_workspace, _board, _actor, _now, _id,
                                 _card || jsonb_build_object('columnId', _old.column_id, 'archivedAt', _now), _request);
    UPDATE public.cards c
       SET archived_at = CASE WHEN c.id = _old.id THEN _now END,
           rank = _old.rank,
           version = c.version + CASE WHEN c.id = _old.id THEN 1 ELSE 0 END
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id IN (_old.id, _id);
  END IF;

  INSERT INTO public.displacements (workspace_id, board_id, request_id, card_id, displaced_request_id, reason, message,
                             column_id, until, by, at)
  VALUES (_workspace, _board, _request, _old.id, _old.request_id, (_trade ->> 'reason')::public.answer_reason, _trade ->> 'message',
          _target, _until, _actor, _now);
  RETURN (
    SELECT jsonb_build_object(
             'card', jsonb_build_object('number', n.number, 'to', weir.card_created(n, weir.card_placed(n), '[]')),
             'displaced', jsonb_build_object('number', o.number, 'from', weir.card_position(_old), 'to', CASE
               WHEN _target IS NULL THEN jsonb_build_object('archivedAt', weir.instant(o.archived_at), 'until', _until,
                                                            'version', o.version)
               ELSE weir.card_placed(o) END))
      FROM public.cards n, public.cards o
     WHERE n.workspace_id = _workspace AND n.board_id = _board AND n.id = _id
       AND o.workspace_id = _workspace AND o.board_id = _board AND o.id = _old.id);
END $function$;

CREATE OR REPLACE FUNCTION weir.ticket_from(_request public.requests)
 RETURNS date
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce(
    (SELECT a.until FROM public.answers a
      WHERE a.workspace_id = _request.workspace_id AND a.board_id = _request.board_id AND a.request_id = _request.id),
    (SELECT coalesce(
              (SELECT d.until FROM public.displacements d
                WHERE d.workspace_id = c.workspace_id AND d.board_id = c.board_id AND d.card_id = c.id
                  AND d.at >= c.archived_at
                ORDER BY d.at DESC LIMIT 1),
              (coalesce(c.archived_at, b.archived_at) AT TIME ZONE i.time_zone)::date)
       FROM public.cards c
       JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
       JOIN public.intakes i ON i.workspace_id = c.workspace_id AND i.board_id = c.board_id
      WHERE c.workspace_id = _request.workspace_id AND c.board_id = _request.board_id AND c.request_id = _request.id
        AND c.delivered_at IS NULL AND coalesce(c.archived_at, b.archived_at) IS NOT NULL))
$function$;

CREATE OR REPLACE FUNCTION weir.move_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _to jsonb, _if_version integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  _other  integer := (_to ->> 'swapWith')::integer;
  _locked integer;
  _seq    bigint;
  _card   public.cards;
  _body   jsonb;
  _detail text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)
    ORDER BY c.number FOR NO KEY UPDATE;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_to -> 'override', 'null')) s;
  PERFORM weir.check_all_locked(_workspace, _board, array_remove(ARRAY[_number, _other], NULL), _locked);

  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _card.version));
  ELSIF _card.archived_at IS NOT NULL THEN
    PERFORM weir.refuse('card-archived');
  END IF;

  IF _other IS NULL THEN
    PERFORM weir.place_card(_seq, _actor, _now, _card, _to);
  ELSE
    PERFORM weir.swap_cards(_seq, _actor, _now, _card, _other, _to);
  END IF;
  _body := weir.card_document(_workspace, _board, _number);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.place_card(_seq bigint, _actor uuid, _now timestamp with time zone, _card public.cards, _to jsonb)
 RETURNS void
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
  PERFORM weir.enforce_pull(_card, _from, _column);
  IF _card.request_id IS NOT NULL AND weir.is_put_back(_card, _column.kind) THEN
    PERFORM weir.require_reason(_card.workspace_id, _card.board_id, ARRAY[_card.number], '{}', _to -> 'toRequester');
  END IF;
  -- rank_for may just have spread out the column, and this card with it.
  _card.rank := (SELECT c.rank FROM public.cards c
    WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id);
  IF _column.id = _card.column_id AND _lane IS NOT DISTINCT FROM _card.swimlane_id AND _done = _card.done
     AND weir.is_same_gap(_card, _rank) THEN
    -- Nothing changed, so there is no event.
    PERFORM weir.cancel_event(_card.workspace_id, _card.board_id);
    RETURN;
  END IF;

  UPDATE public.cards c
     SET column_id = _column.id, swimlane_id = _lane, done = _done, rank = _rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = _column.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(_column.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(_column.kind, c.delivered_at, _now)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id
  RETURNING * INTO _new;
  PERFORM weir.record_event(_card.workspace_id, _card.board_id, _seq, 'card.moved', _now, _actor, jsonb_build_array(
    jsonb_build_object('card', _card.number, 'from', weir.card_position(_card, _from.split),
                       'to', weir.card_placed(_new, _column.split, CASE
                         WHEN _to ->> 'after' IS NOT NULL THEN weir.card_below(_new)
                         ELSE (_to ->> 'before')::integer END)))
    || weir.unassign_reopened(_card));
END $function$;

CREATE OR REPLACE FUNCTION weir.swap_cards(_seq bigint, _actor uuid, _now timestamp with time zone, _card public.cards, _number integer, _to jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _other public.cards;
  _here  public.columns;
  _there public.columns;
BEGIN
  SELECT * INTO _other FROM public.cards c
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.number = _number AND c.archived_at IS NULL;
  IF NOT FOUND THEN
    PERFORM weir.refuse_input('swapWith', 'absent');
  ELSIF _other.id = _card.id THEN
    PERFORM weir.refuse_input('swapWith', 'itself');
  ELSIF (_to ->> 'columnId')::uuid <> _other.column_id THEN
    PERFORM weir.refuse_input('columnId', 'notItsColumn');
  END IF;
  SELECT * INTO _here FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _card.column_id;
  SELECT * INTO _there FROM public.columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = _other.column_id;
  PERFORM weir.enforce_pull(_card, _here, _there);
  PERFORM weir.enforce_pull(_other, _there, _here);
  IF weir.is_put_back(_card, _there.kind) THEN
    PERFORM weir.require_reason(_card.workspace_id, _card.board_id, ARRAY[_card.number], '{}', _to -> 'toRequester');
  ELSIF weir.is_put_back(_other, _here.kind) THEN
    PERFORM weir.require_reason(_card.workspace_id, _card.board_id, ARRAY[_other.number], '{}', _to -> 'toRequester');
  END IF;

  UPDATE public.cards c
     SET column_id = t.column_id, swimlane_id = t.swimlane_id, done = t.done, rank = t.rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = t.column_id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(t.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(t.kind, c.delivered_at, _now)
    FROM (VALUES (_card.id, _there.id, _there.kind, _other.swimlane_id, _other.done, _other.rank),
                 (_other.id, _here.id, _here.kind, _card.swimlane_id, _card.done, _card.rank))
           AS t (id, column_id, kind, swimlane_id, done, rank)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = t.id;
  -- In a statement of its own: an override is honoured only while the number has no event.
  PERFORM weir.record_event(_card.workspace_id, _card.board_id, _seq, 'card.swapped', _now, _actor, (
    SELECT jsonb_agg(jsonb_build_object(
             'card', c.number,
             'from', weir.card_position(CASE WHEN c.id = _card.id THEN _card ELSE _other END),
             'to', weir.card_placed(c)) ORDER BY c.id = _card.id DESC)
      FROM public.cards c
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id IN (_card.id, _other.id))
    || weir.unassign_reopened(_card) || weir.unassign_reopened(_other));
END $function$;

CREATE OR REPLACE FUNCTION weir.move_cards(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _moves jsonb, _override jsonb, _key weir.write_key, _conditions weir.write_conditions, _to_requester jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  _numbers integer[] := ARRAY(SELECT (m ->> 'card')::integer FROM jsonb_array_elements(_moves) m);
  _locked  integer;
  _seq     bigint;
  _planned weir.planned_move[];
  _plan    weir.planned_move;
  _olds    public.cards[];
  _order   jsonb;
  _rank    numeric;
  _body    jsonb;
  _detail  text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)
    ORDER BY c.number FOR NO KEY UPDATE;
  GET DIAGNOSTICS _locked = ROW_COUNT;
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, _override) s;
  PERFORM weir.check_all_locked(_workspace, _board, _numbers, _locked);
  _planned := weir.plan_moves(_workspace, _board, _moves);
  PERFORM weir.require_reason(_workspace, _board, ARRAY(
    SELECT w.number FROM unnest(_planned) w
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id
     WHERE weir.is_put_back(c, w.kind)), '{}', _to_requester);
  _order  := weir.column_order(_workspace, _board, _planned);
  _olds   := ARRAY(SELECT c FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers));

  UPDATE public.cards c
     SET column_id = w.column_id, swimlane_id = w.swimlane_id, done = w.done, version = c.version + 1,
         rank = w.at + (SELECT coalesce(max(x.rank), 0) + 1 FROM public.cards x
                         WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.column_id = w.column_id
                           AND x.archived_at IS NULL),
         entered_column_at = CASE WHEN c.column_id = w.column_id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed_at(w.kind, c.committed_at, _now),
         delivered_at = weir.delivered_at(w.kind, c.delivered_at, _now)
    FROM unnest(_planned) w
   WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id;
  FOREACH _plan IN ARRAY _planned LOOP
    IF _plan.before IS NOT NULL OR _plan.after IS NOT NULL THEN
      -- Not inside the UPDATE: rank_for may spread out the ranks of the column, this card's too.
      _rank := weir.rank_for(_workspace, _board, _plan.column_id, _plan.number, _plan.before, _plan.after);
      UPDATE public.cards c SET rank = _rank
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = _plan.card_id;
    END IF;
  END LOOP;

  IF _order = weir.column_order(_workspace, _board, _planned) THEN
    PERFORM weir.exit_command('{"unchanged": true}');
  END IF;
  PERFORM weir.record_event(_workspace, _board, _seq, 'cards.moved', _now, _actor, (
    SELECT jsonb_agg(jsonb_build_object('card', w.number, 'from', weir.card_position(o::public.cards),
                                        'to', weir.card_placed(c)) ORDER BY c.column_id, c.rank DESC, c.number DESC)
      FROM unnest(_planned) w
      JOIN unnest(_olds) o ON o.id = w.card_id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id)
    || weir.unassign_reopened(_workspace, _board, ARRAY(SELECT o.id FROM unnest(_olds) o WHERE o.delivered_at IS NOT NULL)));
  _body := weir.card_list(_workspace, _board, _numbers);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN CASE WHEN _detail::jsonb ? 'unchanged' THEN jsonb_build_object('body', weir.card_list(_workspace, _board, _numbers))
              ELSE _detail::jsonb END;
END $function$;

-- The accepted work that left a board undelivered: each card is a ticket of its requester.
CREATE INDEX cards_taken_off ON cards (workspace_id, board_id)
  WHERE archived_at IS NOT NULL AND delivered_at IS NULL AND request_id IS NOT NULL;
