DROP FUNCTION weir.take_clock(uuid,uuid);
DROP FUNCTION weir.start_event(uuid,uuid);
DROP FUNCTION weir.start_command(uuid,uuid,uuid,weir.write_key,timestamp with time zone,weir.write_conditions,jsonb);
DROP FUNCTION weir.start_write(uuid,uuid,uuid,weir.write_key,timestamp with time zone,weir.write_conditions,jsonb,uuid);
DROP TYPE weir.started_write;

-- AlterTable
ALTER TABLE "board_clock" ADD COLUMN     "at" TIMESTAMPTZ(3);
UPDATE public.board_clock k
   SET at = (SELECT max(e.at) FROM public.events e WHERE e.workspace_id = k.workspace_id AND e.board_id = k.board_id);

SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.event_stamp AS (
  seq bigint,
  at timestamp with time zone
);

CREATE TYPE weir.started_write AS (
  seq bigint,
  also_seq bigint,
  at timestamp with time zone,
  role public.role,
  outcome jsonb
);

CREATE OR REPLACE FUNCTION weir.take_clock(_workspace uuid, _board uuid, _now timestamp with time zone)
 RETURNS weir.event_stamp
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp weir.event_stamp;
BEGIN
  UPDATE public.board_clock SET seq = seq + 1, at = greatest(at, _now)
   WHERE workspace_id = _workspace AND board_id = _board
  RETURNING seq, at INTO _stamp;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'no_data_found';
  END IF;
  RETURN _stamp;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_board(_workspace uuid, _board uuid, _table text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _stamp weir.event_stamp;
BEGIN
  IF current_setting('weir.own_event', true) = 'on' THEN
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _workspace AND board_id = _board;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'board % has no clock', _board USING ERRCODE = 'no_data_found';
    END IF;
  ELSE
    _stamp := weir.take_clock(_workspace, _board, clock_timestamp());
    INSERT INTO public.events (workspace_id, board_id, seq, type, at, changes)
    VALUES (_workspace, _board, _stamp.seq, 'board.changed', _stamp.at,
            jsonb_build_array(jsonb_build_object('table', _table)));
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.number_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF current_setting('weir.own_event', true) IS DISTINCT FROM 'on' THEN
    NEW.version := OLD.version + 1;
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.start_write(_workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamp with time zone, _conditions weir.write_conditions, _override jsonb DEFAULT NULL::jsonb, _also uuid DEFAULT NULL::uuid)
 RETURNS weir.started_write
 LANGUAGE plpgsql
AS $function$
DECLARE
  _write weir.started_write;
BEGIN
  _write.at := _now;
  IF _also < _board THEN
    SELECT s.seq, s.at INTO _write.also_seq, _write.at FROM weir.start_event(_workspace, _also, _write.at) s;
  END IF;
  SELECT s.seq, s.at INTO _write.seq, _write.at FROM weir.start_event(_workspace, _board, _write.at) s;
  IF _also > _board THEN
    SELECT s.seq, s.at INTO _write.also_seq, _write.at FROM weir.start_event(_workspace, _also, _write.at) s;
  END IF;
  IF _also IS NOT NULL THEN
    UPDATE public.board_clock k SET at = _write.at WHERE k.workspace_id = _workspace AND k.board_id IN (_board, _also);
  END IF;
  PERFORM set_config('weir.override', (coalesce(_override, '{}') || jsonb_build_object('now', _write.at))::text, true);

  _write.outcome := weir.replay_response(_workspace, _key, _now);
  IF _write.outcome IS NOT NULL THEN
    RETURN _write;
  END IF;
  SELECT m.role INTO _write.role FROM public.memberships m
   WHERE m.workspace_id = _workspace AND m.user_id = _actor AND m.left_at IS NULL;
  IF NOT FOUND AND _conditions.roles IS NOT NULL THEN
    _write.outcome := '{"refused": "not-found"}';
  ELSIF _write.role <> ALL (_conditions.roles) THEN
    _write.outcome := '{"refused": "not-allowed"}';
  ELSIF _conditions.archived IS NOT TRUE AND EXISTS (
          SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    _write.outcome := '{"refused": "board-archived"}';
  ELSIF _write.seq - 1 <> _conditions.if_seq THEN
    _write.outcome := jsonb_build_object('refused', 'precondition-failed', 'version', _write.seq - 1);
  END IF;
  RETURN _write;
END $function$;

CREATE OR REPLACE FUNCTION weir.start_command(_workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamp with time zone, _conditions weir.write_conditions, _override jsonb DEFAULT NULL::jsonb)
 RETURNS weir.event_stamp
 LANGUAGE plpgsql
AS $function$
DECLARE
  _write weir.started_write := weir.start_write(_workspace, _board, _actor, _key, _now, _conditions, _override);
BEGIN
  IF _write.outcome IS NOT NULL THEN
    PERFORM weir.exit_command(_write.outcome);
  END IF;
  RETURN ROW (_write.seq, _write.at)::weir.event_stamp;
END $function$;

CREATE OR REPLACE FUNCTION weir.start_event(_workspace uuid, _board uuid, _now timestamp with time zone)
 RETURNS weir.event_stamp
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM set_config('weir.own_event', 'on', true);
  RETURN weir.take_clock(_workspace, _board, _now);
END $function$;

CREATE OR REPLACE FUNCTION weir.create_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _card jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  _seq     bigint;
  _created jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now
    FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_card -> 'override', 'null')) s;
  _created := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  PERFORM weir.record_event(_workspace, _board, _seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_build_object(
    'card', _created -> 'number',
    'to', (_created -> 'place') || jsonb_build_object(
      'title', _card -> 'title', 'classOfService', coalesce(_card ->> 'classOfService', 'standard'),
      'assigneeIds', coalesce(_card -> 'assigneeIds', '[]')))));
  _body := weir.card_document(_workspace, _board, (_created ->> 'number')::integer);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

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
    PERFORM weir.swap_cards(_seq, _actor, _now, _card, _other, (_to ->> 'columnId')::uuid);
  END IF;
  _body := weir.card_document(_workspace, _board, _number);
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.move_cards(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _moves jsonb, _override jsonb, _key weir.write_key, _conditions weir.write_conditions)
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
                                        'to', weir.card_position(c)) ORDER BY w.at)
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

CREATE OR REPLACE FUNCTION weir.try_submit_request(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _seq     bigint;
  _intake  public.intakes;
  _follows public.requests;
  _ticket  boolean := coalesce((_request ->> 'ticket')::boolean, false);
  _class   public.class_of_service;
  _gate    public.gate_state;
  _number  integer;
  _shed    jsonb;
  _body    jsonb;
  _detail  text;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions) s;

  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _request ->> 'follows' IS NOT NULL THEN
    SELECT * INTO _follows FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_request ->> 'follows')::integer
       AND coalesce(r.requester_id, r.guest_id) = coalesce(_actor, (_request ->> 'guestId')::uuid);
    IF NOT FOUND THEN
      IF _ticket THEN
        PERFORM weir.refuse('not-found');
      END IF;
      PERFORM weir.refuse_input('follows', 'absent');
    ELSIF _follows.answered_at IS NULL AND NOT _ticket THEN
      PERFORM weir.refuse_input('follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    PERFORM weir.check_ticket(_follows, (_now AT TIME ZONE _intake.time_zone)::date);
  ELSIF _actor IS NOT NULL THEN
    PERFORM weir.check_needed_by(_intake, (_request ->> 'neededBy')::date, _now);
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  _gate  := weir.gate_at(_intake, _now);
  PERFORM weir.enforce_gate(_intake, _gate, _class);

  UPDATE public.board_clock k SET next_request = k.next_request + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_request - 1 INTO _number;

  INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                        requester_id, guest_id, submitted_at, remind_at, answer_by, expires_at, follows_id, by_ticket)
  VALUES (_workspace, _board, _id, _number,
          coalesce(_request ->> 'title', _follows.title),
          coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
          _class,
          coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
          _actor, (_request ->> 'guestId')::uuid, _now, (_request ->> 'remindAt')::timestamptz,
          (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket);
  IF _ticket THEN
    PERFORM weir.copy_watchers(_workspace, _board, _follows.id, _board, _id);
  END IF;
  IF _gate = 'throttled' THEN
    PERFORM weir.enforce_throttled_quota(_intake, _actor, (_request ->> 'guestId')::uuid);
  END IF;
  _shed := weir.shed_requests(_intake, _now, (_request -> 'shed' ->> 'until')::date);

  PERFORM weir.record_event(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(jsonb_build_object('request', _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE TRIGGER number_update BEFORE UPDATE ON public.cards FOR EACH ROW WHEN (((new.version = old.version) AND (new.* IS DISTINCT FROM old.*))) EXECUTE FUNCTION weir.number_card();
