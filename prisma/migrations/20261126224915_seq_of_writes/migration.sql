DROP FUNCTION weir.keep_response(uuid,weir.write_key,integer,jsonb,timestamp with time zone);
DROP FUNCTION weir.finish_write(uuid,weir.write_key,integer,jsonb,timestamp with time zone);

-- AlterTable
ALTER TABLE "public"."idempotency_keys" ADD COLUMN "seq" BIGINT;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.finish_write(_workspace uuid, _key weir.write_key, _status integer, _body jsonb, _now timestamp with time zone, _board uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _seq bigint := (SELECT k.seq FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board);
BEGIN
  PERFORM weir.keep_response(_workspace, _key, _status, _body, _now, _seq);
  PERFORM set_config('weir.own_event', '', true), set_config('weir.override', '', true);
  RETURN jsonb_build_object('body', _body, 'seq', _seq);
END $function$;

CREATE OR REPLACE FUNCTION weir.replay_response(_workspace uuid, _key weir.write_key, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _kept public.idempotency_keys;
BEGIN
  IF _key.key IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO _kept FROM public.idempotency_keys k
   WHERE k.workspace_id = _workspace AND k.caller_id = _key.caller_id AND k.route = _key.route AND k.key = _key.key
     AND k.at > weir.responses_kept_since(_now);
  IF NOT FOUND THEN
    RETURN NULL;
  ELSIF _kept.body_hash <> _key.body_hash THEN
    RETURN '{"refused": "idempotency-key-reused"}';
  END IF;
  RETURN jsonb_build_object('replay', jsonb_build_object('status', _kept.status, 'body', _kept.body, 'seq', _kept.seq));
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_response(_workspace uuid, _key weir.write_key, _status integer, _body jsonb, _now timestamp with time zone, _seq bigint DEFAULT NULL::bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _key.key IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO public.idempotency_keys AS kept (workspace_id, caller_id, route, key, body_hash, status, body, seq, at)
  VALUES (_workspace, _key.caller_id, _key.route, _key.key, _key.body_hash, _status, _body, _seq, _now)
  ON CONFLICT (workspace_id, caller_id, route, key)
  DO UPDATE SET body_hash = excluded.body_hash, status = excluded.status, body = excluded.body, seq = excluded.seq,
                at = excluded.at
   WHERE kept.at <= weir.responses_kept_since(_now);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the same write finished meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
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
  -- Only here: the description of a card that is made from a request or a checklist item is not the actor's text.
  IF _card ->> 'description' LIKE '%](person:%' THEN
    PERFORM weir.notify_mentioned(_workspace, _board, _id, NULL, '', _card ->> 'description', _actor, _now);
  END IF;
  PERFORM weir.record_event(_workspace, _board, _seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_build_object(
    'card', _created -> 'number', 'to', _created -> 'to')));
  _body := weir.card_document(_workspace, _board, (_created ->> 'number')::integer);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
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
  PERFORM weir.lock_boards_blocked_by(ARRAY(
    SELECT ROW (c.workspace_id, c.board_id, c.id)::weir.card_ref FROM public.cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)));
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
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
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
  RETURN weir.finish_write(_workspace, _key, 200, _body, _now, _board);
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
  _guest   uuid := (_request ->> 'guestId')::uuid;
BEGIN
  SELECT s.seq, s.at INTO _seq, _now FROM weir.start_command(_workspace, _board, _actor, _key, _now, _conditions) s;

  SELECT * INTO _intake FROM public.intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _actor IS NOT NULL AND NOT _ticket THEN
    PERFORM weir.check_needed_by(_intake, (_request ->> 'neededBy')::date, _now);
  END IF;
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
      PERFORM weir.refuse_conflict('request-not-answered', 'follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    PERFORM weir.check_ticket(_follows, (_now AT TIME ZONE _intake.time_zone)::date);
    IF _follows.version <> (_request ->> 'ifVersion')::integer THEN
      PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _follows.version));
    END IF;
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  _gate  := weir.gate_at(_intake, _now);
  BEGIN
    PERFORM weir.enforce_gate(_intake, _gate, _class);

    UPDATE public.board_clock k SET next_request = k.next_request + 1
     WHERE k.workspace_id = _workspace AND k.board_id = _board
    RETURNING k.next_request - 1 INTO _number;

    INSERT INTO public.requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                          requester_id, guest_id, guest_name, submitted_at, remind_at, answer_by, expires_at, follows_id, by_ticket)
    VALUES (_workspace, _board, _id, _number,
            coalesce(_request ->> 'title', _follows.title),
            coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
            _class,
            coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
            _actor, _guest, coalesce(_request ->> 'guestName', CASE WHEN _ticket THEN _follows.guest_name END), _now, (_request ->> 'remindAt')::timestamptz,
            (_request ->> 'answerBy')::timestamptz, (_request ->> 'expiresAt')::timestamptz, _follows.id, _ticket);
    IF _ticket THEN
      PERFORM weir.copy_watchers(_workspace, _board, _follows.id, _board, _id);
    END IF;
    IF _gate = 'throttled' THEN
      PERFORM weir.enforce_throttled_quota(_intake, _actor, _guest);
    END IF;
    _shed := weir.shed_requests(_intake, _now, (_request -> 'shed' ->> 'until')::date);
    IF _guest IS NOT NULL THEN
      PERFORM weir.notify_of_submission(_intake, _id);
    END IF;
  EXCEPTION WHEN SQLSTATE 'WIP00' THEN
    -- What the block did is undone, and the clock is still locked: these facts are those that refused.
    GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
    PERFORM weir.refuse_at_door(_detail::jsonb, _workspace, _board, coalesce(_actor, _guest), _guest IS NOT NULL, _class, _ticket, _now);
  END;

  PERFORM weir.record_event(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(weir.request_submitted(_workspace, _board, _number)) || _shed);
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish_write(_workspace, _key, 201, _body, _now, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;
