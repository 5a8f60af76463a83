DROP TRIGGER date_updated ON public.cards;
DROP TRIGGER date_inserted ON public.cards;
DROP TRIGGER complete_updated ON public.cards;
DROP TRIGGER complete_inserted ON public.cards;
DROP FUNCTION weir.write_card_change(public.cards,jsonb,jsonb);

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.time_of_write()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
AS $function$
BEGIN
  RETURN coalesce((nullif(current_setting('weir.override', true), '')::jsonb ->> 'now')::timestamptz, clock_timestamp());
END $function$;

CREATE OR REPLACE FUNCTION weir.date_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.updated_at := greatest(weir.time_of_write(), OLD.updated_at);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.complete_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF current_setting('weir.own_event', true) = 'on' THEN
    IF NEW.version <> OLD.version AND NEW.updated_at <= OLD.updated_at THEN
      NEW.updated_at := greatest(weir.time_of_write(), OLD.updated_at);
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.column_id <> OLD.column_id OR (NEW.committed_at IS NULL) <> (OLD.committed_at IS NULL)
     OR (NEW.delivered_at IS NULL) <> (OLD.delivered_at IS NULL) THEN
    NEW := weir.with_instants(NEW, OLD);
  END IF;
  IF NEW.version = OLD.version AND NEW IS DISTINCT FROM OLD THEN
    NEW.version := OLD.version + 1;
  END IF;
  IF NEW.version <> OLD.version THEN
    NEW.updated_at := greatest(weir.time_of_write(), OLD.updated_at);
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.complete_new_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF current_setting('weir.own_event', true) IS DISTINCT FROM 'on' THEN
    NEW := weir.with_instants(NEW, NULL);
  END IF;
  NEW.updated_at := weir.time_of_write();
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.change_card(_card public.cards, _change jsonb, _stamp weir.event_stamp, _actor uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _workspace uuid := _card.workspace_id;
  _board     uuid := _card.board_id;
  _from      jsonb;
  _to        jsonb;
  _fields    jsonb;
BEGIN
  PERFORM weir.check_card_change(_card, _change);

  SELECT c.was, c.is INTO _from, _to FROM weir.changed_card_values(_card, _change) c;
  _fields := weir.change_card_fields(_workspace, _board, _card.id, _change -> 'fields');
  IF _fields IS NOT NULL THEN
    _from := coalesce(_from, '{}') || jsonb_build_object('fields', _fields -> 'from');
    _to := coalesce(_to, '{}') || jsonb_build_object('fields', _fields -> 'to');
  END IF;
  IF _to IS NULL THEN
    PERFORM weir.cancel_event(_workspace, _board);
  ELSE
    PERFORM weir.write_card_change(_card, _from, _to, _stamp.at);
    PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.changed', _stamp.at, _actor, jsonb_build_array(jsonb_build_object(
      'card', _card.number, 'from', _from, 'to', _to || jsonb_build_object('version', _card.version + 1))));
    IF weir.has_mentions(_to ->> 'description') THEN
      PERFORM weir.notify_mentioned(_workspace, _board, _card.id, NULL, _card.description, _to ->> 'description', _actor, _stamp.at);
    END IF;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.write_card_change(_card public.cards, _from jsonb, _to jsonb, _at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _to ? 'assigneeIds' THEN
    PERFORM weir.lock_person_limits(_card.workspace_id, weir.sorted_ids((_from -> 'assigneeIds') || (_to -> 'assigneeIds')));
  END IF;
  UPDATE public.cards c
     SET title = coalesce(_to ->> 'title', c.title), description = coalesce(_to ->> 'description', c.description),
         class_of_service = coalesce((_to ->> 'classOfService')::public.class_of_service, c.class_of_service),
         due_on = CASE WHEN _to ? 'dueOn' THEN (_to ->> 'dueOn')::date ELSE c.due_on END,
         external_id = CASE WHEN _to ? 'externalId' THEN _to ->> 'externalId' ELSE c.external_id END,
         metadata = coalesce(_to -> 'metadata', c.metadata),
         version = c.version + 1, updated_at = greatest(_at, c.updated_at)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id;
  IF _to ? 'assigneeIds' THEN
    DELETE FROM public.card_assignees a
     WHERE a.workspace_id = _card.workspace_id AND a.board_id = _card.board_id AND a.card_id = _card.id
       AND a.user_id <> ALL (weir.sorted_ids(_to -> 'assigneeIds'));
    INSERT INTO public.card_assignees (workspace_id, board_id, card_id, user_id)
    SELECT _card.workspace_id, _card.board_id, _card.id, u FROM unnest(weir.sorted_ids(_to -> 'assigneeIds')) u
    ON CONFLICT DO NOTHING;
  END IF;
  IF _to ? 'labelIds' THEN
    DELETE FROM public.card_labels l
     WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.card_id = _card.id
       AND l.label_id <> ALL (weir.sorted_ids(_to -> 'labelIds'));
    INSERT INTO public.card_labels (workspace_id, board_id, card_id, label_id)
    SELECT _card.workspace_id, _card.board_id, _card.id, l FROM unnest(weir.sorted_ids(_to -> 'labelIds')) l
    ON CONFLICT DO NOTHING;
  END IF;
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
    || CASE WHEN _card.delivered_at IS NULL THEN '[]' ELSE weir.unassign_reopened(_card) END);
  RETURN true;
END $function$;

CREATE OR REPLACE FUNCTION weir.move_cards(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _moves jsonb, _override jsonb, _key weir.write_key, _conditions weir.write_conditions, _to_requester jsonb DEFAULT NULL::jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
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
  PERFORM weir.lock_boards_blocked_by(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)));
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

  BEGIN
    UPDATE public.cards c
       SET column_id = w.column_id, swimlane_id = w.swimlane_id, done = w.done,
           version = c.version + 1, updated_at = greatest(_now, c.updated_at),
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
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    IF NOT _detail::jsonb ? 'unchanged' THEN
      RAISE;
    END IF;
    -- No card is changed, so there is no event. The answer is kept all the same: a retry must not move them later.
    PERFORM weir.cancel_event(_workspace, _board);
    _body := weir.card_list(_workspace, _board, _numbers);
    RETURN weir.finish_write(_workspace, _key, 200, _body, _now, _board);
  END;
  PERFORM weir.record_event(_workspace, _board, _seq, 'cards.moved', _now, _actor, (
    SELECT jsonb_agg(jsonb_build_object('card', w.number, 'from', weir.card_position(o::public.cards),
                                        'to', weir.card_placed(c)) ORDER BY c.column_id, c.rank DESC, c.number DESC)
      FROM unnest(_planned) w
      JOIN unnest(_olds) o ON o.id = w.card_id
      JOIN public.cards c ON c.workspace_id = _workspace AND c.board_id = _board AND c.id = w.card_id)
    || weir.unassign_reopened(_workspace, _board, ARRAY(SELECT o.id FROM unnest(_olds) o WHERE o.delivered_at IS NOT NULL)));
  _body := weir.card_list(_workspace, _board, _numbers);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE TRIGGER complete_updated BEFORE UPDATE ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.complete_card();

CREATE TRIGGER complete_inserted BEFORE INSERT ON public.cards FOR EACH ROW EXECUTE FUNCTION weir.complete_new_card();
