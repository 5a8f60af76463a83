SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.group_outcome AS (
  alone boolean,
  workspace_id uuid,
  board_id uuid,
  outcome jsonb
);

CREATE TYPE weir.group_caller AS (
  workspace_id uuid,
  board_id uuid,
  user_id uuid,
  roles public.role[]
);

CREATE TYPE weir.door_refusal AS (
  workspace_id uuid,
  board_id uuid,
  requester_id uuid,
  code text,
  at timestamp with time zone
);

CREATE OR REPLACE FUNCTION weir.run_group(_command text, _calls jsonb)
 RETURNS SETOF weir.group_outcome
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _callers weir.group_caller[] := weir.callers_of_group(_command, _calls);
  _first   weir.group_caller   := weir.first_caller(_callers);
  _alone   boolean   := weir.are_alone(_command, _first.workspace_id);
  _locked  integer[] := weir.lock_rows_of_group(_command, _calls, _first.workspace_id, _first.board_id);
  _refused weir.door_refusal[] := '{}';
  _durable boolean := false;
  _c       weir.group_caller;
  _call    jsonb;
  _outcome jsonb;
BEGIN
  FOR _i IN 1 .. cardinality(_callers) LOOP
    _c := _callers[_i];
    _call := _calls -> _i - 1;
    IF _c.user_id IS NULL THEN
      RETURN NEXT ROW (false, NULL, NULL, NULL)::weir.group_outcome;
    ELSIF _alone OR _c.board_id <> _first.board_id OR NOT weir.rows_of_call(_command, _call) <@ _locked THEN
      RETURN NEXT ROW (true, NULL, NULL, NULL)::weir.group_outcome;
    ELSE
      _outcome := weir.run_call(_command, _c, _call);
      IF _command = 'submit-request' AND weir.is_door_refusal(_outcome ->> 'refused') THEN
        _refused := _refused || ROW (_c.workspace_id, _c.board_id, _c.user_id, _outcome ->> 'refused',
                                     (_call ->> 5)::timestamptz)::weir.door_refusal;
      ELSE
        _durable := true;
      END IF;
      RETURN NEXT ROW (false, _c.workspace_id, _c.board_id, _outcome)::weir.group_outcome;
    END IF;
  END LOOP;
  PERFORM weir.count_door_refusals(_refused, _durable);
END $function$;

CREATE OR REPLACE FUNCTION weir.callers_of_group(_command text, _calls jsonb)
 RETURNS weir.group_caller[]
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  IF _command = 'answer-request' THEN
    RETURN (
      SELECT array_agg(ROW ((x.call ->> 0)::uuid, (x.call ->> 1)::uuid, (x.call ->> 2)::uuid, weir.roles_of(x.call -> 10))::weir.group_caller
                       ORDER BY x.at)
        FROM jsonb_array_elements(_calls) WITH ORDINALITY x (call, at));
  END IF;
  RETURN (
    SELECT array_agg(ROW (c.workspace_id, c.board_id, c.user_id, r.roles)::weir.group_caller ORDER BY x.at)
      FROM jsonb_array_elements(_calls) WITH ORDINALITY x (call, at)
     CROSS JOIN LATERAL (SELECT weir.roles_of(x.call -> 4) AS roles OFFSET 0) r
      LEFT JOIN LATERAL weir.caller(
        (x.call ->> 0)::uuid, (x.call ->> 1)::uuid, x.call ->> 2, x.call ->> 3, r.roles, (x.call ->> 5)::timestamptz) c ON true);
END $function$;

CREATE OR REPLACE FUNCTION weir.roles_of(_names jsonb)
 RETURNS public.role[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT ARRAY(SELECT jsonb_array_elements_text(_names)::public.role)
$function$;

CREATE OR REPLACE FUNCTION weir.first_caller(_callers weir.group_caller[])
 RETURNS weir.group_caller
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
DECLARE
  _c weir.group_caller;
BEGIN
  FOREACH _c IN ARRAY _callers LOOP
    IF _c.user_id IS NOT NULL THEN
      RETURN _c;
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.are_alone(_command text, _workspace uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN _command IN ('create-card', 'move-card', 'edit-card')
     AND EXISTS (SELECT FROM public.person_limits p WHERE p.workspace_id = _workspace);
END $function$;

CREATE OR REPLACE FUNCTION weir.rows_of_call(_command text, _call jsonb)
 RETURNS integer[]
 LANGUAGE plpgsql
 IMMUTABLE
AS $function$
BEGIN
  RETURN CASE _command
    WHEN 'move-card'      THEN array_remove(ARRAY[(_call ->> 6)::integer, ((_call ->> 7)::jsonb ->> 'swapWith')::integer], NULL)
    WHEN 'edit-card'      THEN ARRAY[(_call ->> 6)::integer]
    WHEN 'answer-request' THEN ARRAY[(_call ->> 4)::integer]
    ELSE '{}' END;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_rows_of_group(_command text, _calls jsonb, _workspace uuid, _board uuid)
 RETURNS integer[]
 LANGUAGE plpgsql
AS $function$
DECLARE
  _numbers integer[] := ARRAY(SELECT unnest(weir.rows_of_call(_command, x.call)) FROM jsonb_array_elements(_calls) x (call));
BEGIN
  IF _command = 'answer-request' THEN
    RETURN ARRAY(
      SELECT l.number
        FROM (SELECT r.number FROM public.requests r
               WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = ANY (_numbers)
               ORDER BY r.number
                 FOR NO KEY UPDATE SKIP LOCKED) l);
  ELSIF _numbers <> '{}' THEN
    RETURN ARRAY(
      SELECT l.number
        FROM (SELECT c.number FROM public.cards c
               WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_numbers)
                 AND (_command <> 'move-card' OR NOT EXISTS (
                   SELECT FROM public.card_links l
                    WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id))
               ORDER BY c.number
                 FOR NO KEY UPDATE OF c SKIP LOCKED) l);
  END IF;
  RETURN '{}';
END $function$;

CREATE OR REPLACE FUNCTION weir.run_call(_command text, _c weir.group_caller, _call jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _now        timestamptz := _call ->> CASE WHEN _command = 'answer-request' THEN 3 ELSE 5 END;
  _route      integer := CASE _command WHEN 'answer-request' THEN 7 WHEN 'move-card' THEN 9 WHEN 'edit-card' THEN 9 ELSE 8 END;
  _key        weir.write_key := ROW (_c.user_id, _call ->> _route, _call ->> _route + 1, (_call ->> _route + 2)::bytea);
  _conditions weir.write_conditions := ROW (
    _c.roles, CASE WHEN _command IN ('create-card', 'submit-request') THEN (_call ->> 11)::bigint END, false);
BEGIN
  CASE _command
    WHEN 'move-card' THEN
      RETURN weir.move_card(_c.workspace_id, _c.board_id, _c.user_id, _now, (_call ->> 6)::integer, (_call ->> 7)::jsonb,
                            (_call ->> 8)::integer, _key, _conditions);
    WHEN 'edit-card' THEN
      RETURN weir.edit_card(_c.workspace_id, _c.board_id, _c.user_id, _now, (_call ->> 6)::integer, (_call ->> 7)::jsonb,
                            (_call ->> 8)::integer, _key, _conditions);
    WHEN 'create-card' THEN
      RETURN weir.create_card(_c.workspace_id, _c.board_id, _c.user_id, _now, (_call ->> 6)::uuid, (_call ->> 7)::jsonb,
                              _key, _conditions);
    WHEN 'submit-request' THEN
      RETURN weir.try_submit_request(_c.workspace_id, _c.board_id, _c.user_id, _now, (_call ->> 6)::uuid, (_call ->> 7)::jsonb,
                                     _key, _conditions);
    WHEN 'answer-request' THEN
      RETURN weir.answer_request(_c.workspace_id, _c.board_id, _c.user_id, _now, (_call ->> 4)::integer, (_call ->> 5)::jsonb,
                                 (_call ->> 6)::integer, _key, _conditions);
  END CASE;
END $function$;

CREATE OR REPLACE FUNCTION weir.request_documents(_workspace uuid, _boards uuid[], _numbers integer[])
 RETURNS SETOF weir.request_document
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  _queues    uuid[];
  _at_work   uuid[];
  _ahead     jsonb;
BEGIN
  -- Finding a position reads the whole queue of a board, or all its undelivered cards. So only boards are read whose requests
  -- have one.
  SELECT array_agg(DISTINCT r.board_id) FILTER (WHERE r.answered_at IS NULL),
         array_agg(DISTINCT c.board_id) FILTER (WHERE c.board_id IS NOT NULL)
    INTO _queues, _at_work
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r   ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    LEFT JOIN public.cards c ON r.answered_at IS NOT NULL
                            AND c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
                            AND c.delivered_at IS NULL AND c.archived_at IS NULL;
  IF _at_work IS NOT NULL THEN
    SELECT jsonb_object_agg(l.request_id, l.ahead) INTO _ahead
      FROM weir.cards_ahead(_workspace, _at_work) l;
  END IF;

  RETURN QUERY
  -- The queue is sorted once. A plan could otherwise sort it for each request.
  WITH queue AS MATERIALIZED (SELECT p.request_id, p.position FROM weir.queue_positions(_workspace, _queues) p)
  SELECT r.board_id, r.id, r.requester_id, r.guest_id, coalesce(watchers.members, '{}'),
         jsonb_build_object(
           'number', r.number,
           'ref', b.key || '-R' || r.number,
           'version', r.version,
           'title', r.title,
           'description', r.description,
           'classOfService', r.class_of_service,
           'neededBy', r.needed_by,
           'requester', CASE WHEN r.guest_id IS NULL THEN jsonb_build_object('id', u.id, 'name', u.name) ELSE weir.requester(r) END,
           'byForm', r.guest_id IS NOT NULL,
           'watchers', watchers.all,
           'submittedAt', weir.instant(r.submitted_at),
           'answerBy', weir.instant(r.answer_by),
           'answerAfterNeededBy', coalesce((r.answer_by AT TIME ZONE policy.time_zone)::date > r.needed_by, false),
           'expiresAt', weir.instant(r.expires_at),
           'pausedAt', weir.instant(r.paused_at),
           'position', q.position,
           'follows', CASE WHEN r.follows_id IS NOT NULL THEN weir.followed_request(r, b.key) END,
           'redirectedFrom', CASE WHEN r.from_request_id IS NOT NULL THEN weir.redirected_from(r) END)
         || CASE WHEN r.answered_at IS NULL
                 THEN '{"answer": null, "card": null, "work": null, "followedBy": null, "displaced": null,
                        "ticketFrom": null, "ticketUsed": false}'
                 ELSE weir.answered_facts(r, b.key, (_ahead ->> r.id::text)::bigint) END AS facts
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r      ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    JOIN public.boards b        ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    JOIN public.intakes policy  ON policy.workspace_id = r.workspace_id AND policy.board_id = r.board_id
    LEFT JOIN public.users u    ON u.id = r.requester_id
    LEFT JOIN queue q           ON q.request_id = r.id
   CROSS JOIN LATERAL (
      SELECT array_agg(w.user_id) FILTER (WHERE w.user_id IS NOT NULL) AS members, count(*) AS "all"
        FROM public.request_watchers w
       WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id) watchers;
END $function$;

CREATE OR REPLACE FUNCTION weir.edit_card(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _number integer, _change jsonb, _if_version integer, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set    text := weir.keep_plans();
  _locked boolean;
  _stamp  weir.event_stamp;
  _card   public.cards;
  _from   jsonb;
  _to     jsonb;
  _fields jsonb;
  _detail text;
BEGIN
  PERFORM 1 FROM public.cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number FOR NO KEY UPDATE;
  _locked := FOUND;
  _stamp := weir.start_command(_workspace, _board, _actor, _key, _now, _conditions, nullif(_change -> 'override', 'null'));
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.refuse('not-found');
  ELSIF NOT _locked THEN
    PERFORM weir.check_all_locked(_workspace, _board, ARRAY[_number], 0);
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.refuse('precondition-failed', jsonb_build_object('version', _card.version));
  END IF;
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
    PERFORM weir.write_card_change(_card, _from, _to);
    PERFORM weir.record_event(_workspace, _board, _stamp.seq, 'card.changed', _stamp.at, _actor, jsonb_build_array(jsonb_build_object(
      'card', _number, 'from', _from, 'to', _to || jsonb_build_object('version', _card.version + 1))));
    IF _to ->> 'description' LIKE '%](person:%' THEN
      PERFORM weir.notify_mentioned(_workspace, _board, _card.id, NULL, _card.description, _to ->> 'description', _actor, _stamp.at);
    END IF;
  END IF;
  RETURN weir.finish_write(_workspace, _key, 200, weir.card_document(_workspace, _board, _number), _stamp.at, _board);
EXCEPTION WHEN SQLSTATE 'WIP00' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN _detail::jsonb;
END $function$;

CREATE OR REPLACE FUNCTION weir.check_card_change(_card public.cards, _change jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _faults jsonb;
BEGIN
  IF _change ? 'assigneeIds' AND weir.has_unassignable(_card.workspace_id, ARRAY(
       SELECT jsonb_array_elements_text(_change -> 'assigneeIds')::uuid
       EXCEPT
       SELECT unnest(weir.people_of_card(_card)))) THEN
    PERFORM weir.refuse_input('assigneeIds', 'notOfTheTeam');
  END IF;
  IF _change ? 'labelIds' AND weir.has_unknown_label(_card.workspace_id, _card.board_id, ARRAY(
       SELECT jsonb_array_elements_text(_change -> 'labelIds')::uuid)) THEN
    PERFORM weir.refuse_input('labelIds', 'absent');
  END IF;
  IF _change ? 'fields' THEN
    _faults := weir.field_faults(_card.workspace_id, _card.board_id, _change -> 'fields');
    IF _faults <> '[]' THEN
      PERFORM weir.refuse('invalid-input', jsonb_build_object('errors', _faults));
    END IF;
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.people_of_card(_card public.cards)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE
AS $function$
BEGIN
  RETURN ARRAY(SELECT a.user_id FROM public.card_assignees a
                WHERE a.workspace_id = _card.workspace_id AND a.board_id = _card.board_id AND a.card_id = _card.id ORDER BY 1);
END $function$;

CREATE OR REPLACE FUNCTION weir.changed_card_values(_card public.cards, _change jsonb)
 RETURNS TABLE(was jsonb, "is" jsonb)
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _had  jsonb := jsonb_build_object('title', _card.title, 'description', _card.description,
                                    'classOfService', _card.class_of_service, 'dueOn', _card.due_on);
  _gets jsonb := _change - ARRAY['override', 'fields'];
BEGIN
  IF _change ? 'assigneeIds' THEN
    _had := _had || jsonb_build_object('assigneeIds', weir.people_of_card(_card));
    _gets := _gets || jsonb_build_object('assigneeIds', weir.sorted_ids(_change -> 'assigneeIds'));
  END IF;
  IF _change ? 'labelIds' THEN
    _had := _had || jsonb_build_object('labelIds', ARRAY(
      SELECT l.label_id FROM public.card_labels l
       WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.card_id = _card.id ORDER BY 1));
    _gets := _gets || jsonb_build_object('labelIds', weir.sorted_ids(_change -> 'labelIds'));
  END IF;
  SELECT jsonb_object_agg(g.key, _had -> g.key), jsonb_object_agg(g.key, g.value) INTO was, "is"
    FROM jsonb_each(_gets) g WHERE g.value <> _had -> g.key;
  RETURN NEXT;
END $function$;

CREATE OR REPLACE FUNCTION weir.sorted_ids(_ids jsonb)
 RETURNS uuid[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT ARRAY(SELECT DISTINCT jsonb_array_elements_text(_ids)::uuid AS id ORDER BY 1)
$function$;

CREATE OR REPLACE FUNCTION weir.write_card_change(_card public.cards, _from jsonb, _to jsonb)
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
         due_on = CASE WHEN _to ? 'dueOn' THEN (_to ->> 'dueOn')::date ELSE c.due_on END, version = c.version + 1
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

CREATE OR REPLACE FUNCTION weir.submit_request(_workspace uuid, _board uuid, _actor uuid, _now timestamp with time zone, _id uuid, _request jsonb, _key weir.write_key, _conditions weir.write_conditions)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  _set     text := weir.keep_plans();
  _outcome jsonb;
BEGIN
  _outcome := weir.try_submit_request(_workspace, _board, _actor, _now, _id, _request, _key, _conditions);
  IF weir.is_door_refusal(_outcome ->> 'refused') THEN
    PERFORM weir.count_door_refusals(ARRAY[ROW (_workspace, _board, coalesce(_actor, (_request ->> 'guestId')::uuid),
                                                _outcome ->> 'refused', _now)::weir.door_refusal], false);
  END IF;
  RETURN _outcome;
END $function$;

CREATE OR REPLACE FUNCTION weir.count_door_refusals(_refused weir.door_refusal[], _durable boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _refused = '{}' THEN
    RETURN;
  ELSIF NOT _durable THEN
    PERFORM set_config('synchronous_commit', 'off', true);
  END IF;
  INSERT INTO public.door_refusals AS d (workspace_id, board_id, requester_id, code, hour, count)
  SELECT r.workspace_id, r.board_id, r.requester_id, r.code, date_trunc('hour', r.at, 'UTC') AS hour, count(*)
    FROM unnest(_refused) r
   GROUP BY 1, 2, 3, 4, 5
   ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (workspace_id, board_id, requester_id, code, hour) DO UPDATE SET count = d.count + excluded.count;
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
    PERFORM weir.refuse_when_full(_intake);

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

CREATE OR REPLACE FUNCTION weir.refuse_when_full(_intake public.intakes)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _waiting integer := (SELECT count(*) FROM public.requests r
                        WHERE r.workspace_id = _intake.workspace_id AND r.board_id = _intake.board_id AND r.answered_at IS NULL);
BEGIN
  IF _waiting >= _intake.depth THEN
    PERFORM weir.refuse('intake-queue-full', jsonb_build_object('waiting', _waiting, 'depth', _intake.depth));
  END IF;
END $function$;
