-- Groups of calls: those that wait for one board together are sent in one statement. Each is a write of its own, with its own
-- conditions, event and response, and what refuses one undoes only that one. They share the round trip, the transaction, the
-- commit and the turn at the clock, which together cost nearly as much as a move itself.
--
-- A call is an array that begins with the arguments of weir.caller. A function here returns a row for each call, in their order:
-- the caller's board and the command's outcome, or nulls if there is no such caller. Calls with `alone` did not run, because
-- they may have to wait for more than the clock, and the others would wait with them: send those alone.
CREATE TYPE weir.group_outcome AS (alone boolean, workspace_id uuid, board_id uuid, outcome jsonb);

-- The caller of one call; nulls if weir.caller found none. `alone`: its workspace has person limits. A write locks them in key
-- order, and several writes in one transaction would not.
CREATE TYPE weir.group_caller AS (workspace_id uuid, board_id uuid, user_id uuid, roles public.role[], alone boolean);

CREATE FUNCTION weir.callers_of_group(_calls jsonb) RETURNS weir.group_caller[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT array_agg(ROW (c.workspace_id, c.board_id, c.user_id, r.roles, EXISTS (
             SELECT FROM public.person_limits p WHERE p.workspace_id = c.workspace_id))::weir.group_caller ORDER BY x.at)
      FROM jsonb_array_elements(_calls) WITH ORDINALITY x (call, at)
     CROSS JOIN LATERAL (SELECT ARRAY(SELECT jsonb_array_elements_text(x.call -> 4)::public.role) AS roles) r
      LEFT JOIN LATERAL weir.caller(
        (x.call ->> 0)::uuid, (x.call ->> 1)::uuid, x.call ->> 2, x.call ->> 3, r.roles, (x.call ->> 5)::timestamptz) c ON true);
END $$;

-- Runs calls of weir.move_card on one board: [the arguments of weir.caller, number, to, ifVersion, route, key, bodyHash].
CREATE FUNCTION weir.run_moves(_calls jsonb) RETURNS SETOF weir.group_outcome LANGUAGE plpgsql AS $$
DECLARE
  _set     text := weir.keep_plans();
  _callers weir.group_caller[] := weir.callers_of_group(_calls);
  _locked  integer[] := weir.lock_cards_of_group(_calls, _callers);
  _c       weir.group_caller;
  _call    jsonb;
  _number  integer;
  _to      jsonb;
BEGIN
  FOR _i IN 1 .. cardinality(_callers) LOOP
    _call := _calls -> _i - 1;
    _c := _callers[_i];
    _number := (_call ->> 6)::integer;
    _to := (_call ->> 7)::jsonb;
    IF _c.user_id IS NULL THEN
      RETURN NEXT ROW (false, NULL, NULL, NULL)::weir.group_outcome;
    ELSIF _c.alone OR NOT ARRAY[_number, coalesce((_to ->> 'swapWith')::integer, _number)] <@ _locked THEN
      RETURN NEXT ROW (true, NULL, NULL, NULL)::weir.group_outcome;
    ELSE
      RETURN NEXT ROW (false, _c.workspace_id, _c.board_id, weir.move_card(
        _c.workspace_id, _c.board_id, _c.user_id, (_call ->> 5)::timestamptz, _number, _to, (_call ->> 8)::integer,
        ROW (_c.user_id, _call ->> 9, _call ->> 10, (_call ->> 11)::bytea)::weir.write_key,
        ROW (_c.roles, NULL, false)::weir.write_conditions))::weir.group_outcome;
    END IF;
  END LOOP;
END $$;

-- Locks the cards of these calls, each with its number at 6, before the first of them takes the clock: rows come before clocks. Returns the numbers
-- of those that it could lock without waiting and that have no links: a linked card may need the clocks of other boards, too.
CREATE FUNCTION weir.lock_cards_of_group(_calls jsonb, _callers weir.group_caller[]) RETURNS integer[] LANGUAGE plpgsql AS $$
DECLARE
  _c       weir.group_caller;
  _numbers integer[] := ARRAY(
    SELECT n FROM jsonb_array_elements(_calls) x (call),
           LATERAL (VALUES ((x.call ->> 6)::integer), (((x.call ->> 7)::jsonb ->> 'swapWith')::integer)) t (n));
BEGIN
  FOREACH _c IN ARRAY _callers LOOP
    IF _c.board_id IS NOT NULL THEN
      RETURN ARRAY(
        SELECT l.number
          FROM (SELECT c.number FROM public.cards c
                 WHERE c.workspace_id = _c.workspace_id AND c.board_id = _c.board_id AND c.number = ANY (_numbers)
                   AND NOT EXISTS (SELECT FROM public.card_links l
                                    WHERE l.workspace_id = c.workspace_id AND l.board_id = c.board_id AND l.card_id = c.id)
                 ORDER BY c.number
                   FOR NO KEY UPDATE OF c SKIP LOCKED) l);
    END IF;
  END LOOP;
  RETURN '{}';
END $$;

-- Runs calls of weir.create_card on one board: [the arguments of weir.caller, id, card, route, key, bodyHash, ifSeq].
CREATE FUNCTION weir.run_creates(_calls jsonb) RETURNS SETOF weir.group_outcome LANGUAGE plpgsql AS $$
DECLARE
  _set     text := weir.keep_plans();
  _callers weir.group_caller[] := weir.callers_of_group(_calls);
  _c       weir.group_caller;
  _call    jsonb;
BEGIN
  FOR _i IN 1 .. cardinality(_callers) LOOP
    _call := _calls -> _i - 1;
    _c := _callers[_i];
    IF _c.user_id IS NULL THEN
      RETURN NEXT ROW (false, NULL, NULL, NULL)::weir.group_outcome;
    ELSIF _c.alone THEN
      RETURN NEXT ROW (true, NULL, NULL, NULL)::weir.group_outcome;
    ELSE
      RETURN NEXT ROW (false, _c.workspace_id, _c.board_id, weir.create_card(
        _c.workspace_id, _c.board_id, _c.user_id, (_call ->> 5)::timestamptz, (_call ->> 6)::uuid, (_call ->> 7)::jsonb,
        ROW (_c.user_id, _call ->> 8, _call ->> 9, (_call ->> 10)::bytea)::weir.write_key,
        ROW (_c.roles, (_call ->> 11)::bigint, false)::weir.write_conditions))::weir.group_outcome;
    END IF;
  END LOOP;
END $$;

-- Runs calls of weir.submit_request on one board: [the arguments of weir.caller, id, request, route, key, bodyHash, ifSeq]. It
-- counts the refusals at the door after the last call: a call that waits for the clock must hold no row of those counts.
CREATE FUNCTION weir.run_submissions(_calls jsonb) RETURNS SETOF weir.group_outcome LANGUAGE plpgsql AS $$
DECLARE
  _set     text := weir.keep_plans();
  _callers weir.group_caller[] := weir.callers_of_group(_calls);
  _refused weir.door_refusal[] := '{}';
  _waits   boolean := false;
  _c       weir.group_caller;
  _call    jsonb;
  _outcome jsonb;
BEGIN
  FOR _i IN 1 .. cardinality(_callers) LOOP
    _call := _calls -> _i - 1;
    _c := _callers[_i];
    IF _c.user_id IS NULL THEN
      RETURN NEXT ROW (false, NULL, NULL, NULL)::weir.group_outcome;
    ELSE
      _outcome := weir.try_submit_request(
        _c.workspace_id, _c.board_id, _c.user_id, (_call ->> 5)::timestamptz, (_call ->> 6)::uuid, (_call ->> 7)::jsonb,
        ROW (_c.user_id, _call ->> 8, _call ->> 9, (_call ->> 10)::bytea)::weir.write_key,
        ROW (_c.roles, (_call ->> 11)::bigint, false)::weir.write_conditions);
      IF weir.is_door_refusal(_outcome ->> 'refused') THEN
        _refused := _refused || ROW (_c.workspace_id, _c.board_id, _c.user_id, _outcome ->> 'refused',
                                     (_call ->> 5)::timestamptz)::weir.door_refusal;
      ELSE
        _waits := true;
      END IF;
      RETURN NEXT ROW (false, _c.workspace_id, _c.board_id, _outcome)::weir.group_outcome;
    END IF;
  END LOOP;
  PERFORM weir.count_door_refusals(_refused, _waits);
END $$;

-- Runs calls of weir.answer_request on one board: [workspace, board, actor, now, number, answer, ifVersion, route, key, bodyHash,
-- roles]. It locks the requests before the first of them takes the clock. One that it could not lock without waiting is alone.
CREATE FUNCTION weir.run_answers(_calls jsonb) RETURNS SETOF weir.group_outcome LANGUAGE plpgsql AS $$
DECLARE
  _set       text := weir.keep_plans();
  _workspace uuid := (_calls -> 0 ->> 0)::uuid;
  _board     uuid := (_calls -> 0 ->> 1)::uuid;
  _numbers   integer[] := ARRAY(SELECT (x.call ->> 4)::integer FROM jsonb_array_elements(_calls) x (call));
  _locked    integer[] := ARRAY(
    SELECT l.number
      FROM (SELECT r.number FROM public.requests r
             WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = ANY (_numbers)
             ORDER BY r.number
               FOR NO KEY UPDATE SKIP LOCKED) l);
  _call      jsonb;
BEGIN
  FOR _i IN 1 .. cardinality(_numbers) LOOP
    _call := _calls -> _i - 1;
    IF (_call ->> 0)::uuid <> _workspace OR (_call ->> 1)::uuid <> _board OR _numbers[_i] <> ALL (_locked) THEN
      RETURN NEXT ROW (true, NULL, NULL, NULL)::weir.group_outcome;
    ELSE
      RETURN NEXT ROW (false, _workspace, _board, weir.answer_request(
        _workspace, _board, (_call ->> 2)::uuid, (_call ->> 3)::timestamptz, _numbers[_i], (_call ->> 5)::jsonb, (_call ->> 6)::integer,
        ROW ((_call ->> 2)::uuid, _call ->> 7, _call ->> 8, (_call ->> 9)::bytea)::weir.write_key,
        ROW (ARRAY(SELECT jsonb_array_elements_text(_call -> 10)::public.role), NULL, false)::weir.write_conditions))::weir.group_outcome;
    END IF;
  END LOOP;
END $$;

-- Runs calls of weir.edit_card on one board: [the arguments of weir.caller, number, change, ifVersion, route, key, bodyHash].
CREATE FUNCTION weir.run_edits(_calls jsonb) RETURNS SETOF weir.group_outcome LANGUAGE plpgsql AS $$
DECLARE
  _set     text := weir.keep_plans();
  _callers weir.group_caller[] := weir.callers_of_group(_calls);
  _locked  integer[] := weir.lock_cards_of_group(_calls, _callers);
  _c       weir.group_caller;
  _call    jsonb;
  _number  integer;
BEGIN
  FOR _i IN 1 .. cardinality(_callers) LOOP
    _call := _calls -> _i - 1;
    _c := _callers[_i];
    _number := (_call ->> 6)::integer;
    IF _c.user_id IS NULL THEN
      RETURN NEXT ROW (false, NULL, NULL, NULL)::weir.group_outcome;
    ELSIF _c.alone OR _number <> ALL (_locked) THEN
      RETURN NEXT ROW (true, NULL, NULL, NULL)::weir.group_outcome;
    ELSE
      RETURN NEXT ROW (false, _c.workspace_id, _c.board_id, weir.edit_card(
        _c.workspace_id, _c.board_id, _c.user_id, (_call ->> 5)::timestamptz, _number, (_call ->> 7)::jsonb, (_call ->> 8)::integer,
        ROW (_c.user_id, _call ->> 9, _call ->> 10, (_call ->> 11)::bytea)::weir.write_key,
        ROW (_c.roles, NULL, false)::weir.write_conditions))::weir.group_outcome;
    END IF;
  END LOOP;
END $$;
