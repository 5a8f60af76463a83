-- Groups: calls of one command that wait for one board together are sent in one statement. Each is a write of its own, with its
-- own conditions, event and response, and what refuses one undoes only that one. They share the round trip, the transaction, the
-- commit and the turn at the clock, which together cost nearly as much as a move itself.

-- What a call came to: the board and the command's outcome, or nulls if it has no caller. `alone`: it did not run, because it
-- may have to wait for more than the clock, and the others would wait with it. Send it alone.
CREATE TYPE weir.group_outcome AS (alone boolean, workspace_id uuid, board_id uuid, outcome jsonb);

-- The caller of a call; nulls if there is none.
CREATE TYPE weir.group_caller AS (workspace_id uuid, board_id uuid, user_id uuid, roles public.role[]);

-- Runs calls of one command. Each is an array of the values of the statement that sends it alone. Returns a row for each, in
-- their order. Refusals at the door are counted after the last call: a call that waits for the clock must not lock
-- any of those rows.
CREATE FUNCTION weir.run_group(_command text, _calls jsonb) RETURNS SETOF weir.group_outcome LANGUAGE plpgsql AS $$
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
END $$;

-- The callers of these calls. A call begins with the arguments of weir.caller. Only an answer has a caller whose access was
-- checked before: [workspace, board, actor, now, number, answer, ifVersion, route, key, bodyHash, roles].
CREATE FUNCTION weir.callers_of_group(_command text, _calls jsonb) RETURNS weir.group_caller[] LANGUAGE plpgsql STABLE AS $$
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
END $$;

CREATE FUNCTION weir.roles_of(_names jsonb) RETURNS public.role[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT jsonb_array_elements_text(_names)::public.role)
$$;

-- The first call's caller who was found; nulls if none was.
CREATE FUNCTION weir.first_caller(_callers weir.group_caller[]) RETURNS weir.group_caller LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  _c weir.group_caller;
BEGIN
  FOREACH _c IN ARRAY _callers LOOP
    IF _c.user_id IS NOT NULL THEN
      RETURN _c;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

-- Whether each call needs its own transaction. A write of cards locks the person limits that it counts, in key order. If the intake is
-- priced, a request, its answer or a change of its card also locks the requester's credits. Several writes in one transaction would
-- not lock them in that order.
CREATE FUNCTION weir.are_alone(_command text, _workspace uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN _command IN ('create-card', 'move-card', 'edit-card')
           AND EXISTS (SELECT FROM public.person_limits p WHERE p.workspace_id = _workspace)
      OR _command IN ('submit-request', 'answer-request', 'edit-card')
           AND EXISTS (SELECT FROM public.credit_rules c WHERE c.workspace_id = _workspace AND c.ended_at IS NULL);
END $$;

-- The numbers of the cards or requests that a call locks before the clock.
CREATE FUNCTION weir.rows_of_call(_command text, _call jsonb) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE _command
    WHEN 'move-card'      THEN array_remove(ARRAY[(_call ->> 6)::integer, ((_call ->> 7)::jsonb ->> 'swapWith')::integer], NULL)
    WHEN 'edit-card'      THEN ARRAY[(_call ->> 6)::integer]
    WHEN 'answer-request' THEN ARRAY[(_call ->> 4)::integer]
    ELSE '{}' END;
END $$;

-- Locks the rows of all calls before the first of them takes the clock: rows come before clocks. Returns the numbers of those
-- that it could lock without waiting. A move of a card with links may need the clocks of other boards, too, so it is left out.
CREATE FUNCTION weir.lock_rows_of_group(_command text, _calls jsonb, _workspace uuid, _board uuid) RETURNS integer[] LANGUAGE plpgsql AS $$
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
END $$;

-- Runs one call as the statement does that sends it alone. After the arguments of weir.caller come for a move and an edit [number,
-- to or change, ifVersion, route, key, bodyHash], for a new card and a request [id, card or request, route, key, bodyHash, ifSeq].
CREATE FUNCTION weir.run_call(_command text, _c weir.group_caller, _call jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
END $$;
