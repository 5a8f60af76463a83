-- The write protocol. Every write of ours starts and finishes here: the commands, and the API's BoardWriter and
-- WorkspaceWriter. Functions that write are VOLATILE PL/pgSQL, so that each of their statements reads afresh; a plain CTE
-- would read a snapshot older than its wait for the clock.
--
-- What a command returns is one of
--   {"body": …, "seq", "pressure"}       done; `seq` and `pressure` (weir.pressure_facts, or null) are the board's after it
--   {"replay": {"status", "body", "seq"}} done before, under the same idempotency key
--   {"refused": code, …facts}            not done

-- An idempotency key: whose it is, for which route, and the hash of the body it came with.
CREATE TYPE weir.write_key AS (caller_id uuid, route text, key text, body_hash bytea);

-- The conditions of a write. `roles`: the roles that may write; null for the system and for guests. `if_seq`: the board's
-- seq that the caller saw, if the write is only for an unchanged board. `archived`: the board may be archived.
CREATE TYPE weir.write_conditions AS (roles public.role[], if_seq bigint, archived boolean);

-- A write that has started: its event numbers, the time of its events and the writer's role, or the outcome that ends it.
CREATE TYPE weir.started_write AS (seq bigint, also_seq bigint, at timestamptz, role public.role, outcome jsonb);

-- Keeps the plans of all statements until the end of the transaction. Those of a write are short: planning one takes longer
-- than running it. They use no sequential scan, because a plan that was made while the tables were small would read them
-- whole, and be kept while they grow.
CREATE FUNCTION weir.keep_plans() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  _set text := set_config('plan_cache_mode', 'force_generic_plan', true);
BEGIN
  RETURN set_config('enable_seqscan', 'off', true);
END $$;

-- Starts a write to a board, and to a second one (_also) where it has two: takes the clocks in key order, then looks for a
-- kept response, and then checks the conditions. It checks under the clock, because while the write waited for it the
-- board may have changed or been archived, and the writer may have left or got another role. Where it returns an outcome,
-- the caller rolls back. A write that needs a lease (leases/lease.sql) is refused if that is over. _override: {reason, limits:
-- [{id, max, load}]}, or null. _now is the writer's time; what the write records is at `at`, which is never earlier than the
-- boards' last events.
CREATE FUNCTION weir.start_write(
  _workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamptz, _conditions weir.write_conditions,
  _override jsonb DEFAULT NULL, _also uuid DEFAULT NULL
) RETURNS weir.started_write LANGUAGE plpgsql AS $$
DECLARE
  _write    weir.started_write;
  _stamp    weir.event_stamp;
  _archived boolean;
  _set      text := set_config('weir.own_event', 'on', true);
BEGIN
  _write.at := _now;
  IF _also < _board THEN
    _stamp := weir.take_clock(_workspace, _also, _write.at);
    _write.also_seq := _stamp.seq;
    _write.at := _stamp.at;
  END IF;
  _stamp := weir.take_clock(_workspace, _board, _write.at, _named => true);
  _write.seq := _stamp.seq;
  _write.at := _stamp.at;
  IF _also > _board THEN
    _stamp := weir.take_clock(_workspace, _also, _write.at);
    _write.also_seq := _stamp.seq;
    _write.at := _stamp.at;
  END IF;
  IF _also IS NOT NULL THEN
    UPDATE public.board_clock k SET at = _write.at WHERE k.workspace_id = _workspace AND k.board_id IN (_board, _also);
  END IF;
  _set := set_config('weir.override', (coalesce(_override, '{}') || jsonb_build_object('now', _write.at, 'actor', _actor))::text, true);

  IF _key.key IS NOT NULL THEN
    _write.outcome := weir.replay_response(_workspace, _key, _now);
    IF _write.outcome IS NOT NULL THEN
      RETURN _write;
    END IF;
  END IF;
  SELECT m.role, b.archived_at IS NOT NULL INTO _write.role, _archived
    FROM public.boards b
    LEFT JOIN public.memberships m ON m.workspace_id = b.workspace_id AND m.user_id = _actor AND m.left_at IS NULL
   WHERE b.workspace_id = _workspace AND b.id = _board;
  IF _write.role IS NULL AND _conditions.roles IS NOT NULL THEN
    _write.outcome := '{"refused": "not-found"}';
  ELSIF _write.role <> ALL (_conditions.roles) THEN
    _write.outcome := '{"refused": "not-allowed"}';
  ELSIF _archived AND _conditions.archived IS NOT TRUE THEN
    _write.outcome := '{"refused": "board-archived"}';
  ELSIF current_setting('weir.lease', true) <> '' THEN
    _write.outcome := weir.lease_refusal(_workspace, _board, _actor, _write.at);
  END IF;
  IF _write.outcome IS NOT NULL THEN
    RETURN _write;
  ELSIF _write.seq - 1 <> _conditions.if_seq THEN
    _write.outcome := jsonb_build_object('refused', 'precondition-failed', 'version', _write.seq - 1);
  END IF;
  RETURN _write;
END $$;

-- Whose command this is; null for the system and for plain SQL.
CREATE FUNCTION weir.current_actor() RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE WHEN weir.has_own_event() THEN (nullif(current_setting('weir.override', true), '')::jsonb ->> 'actor')::uuid END;
END $$;

-- Starts a write to numbered rows, which it locks before the clock, as plain SQL does: requests before cards, each in the
-- order of their numbers. `locked`: how many of them exist.
CREATE FUNCTION weir.start_write_to_rows(
  _requests integer[], _cards integer[],
  _workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamptz, _conditions weir.write_conditions,
  _override jsonb, _also uuid
) RETURNS TABLE (locked integer, write weir.started_write) LANGUAGE plpgsql AS $$
DECLARE
  _rows integer;
  _set  text := weir.keep_plans();
BEGIN
  locked := 0;
  IF cardinality(_requests) > 0 THEN
    PERFORM 1 FROM public.requests r
      WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = ANY (_requests)
      ORDER BY r.number FOR NO KEY UPDATE;
    GET DIAGNOSTICS locked = ROW_COUNT;
  END IF;
  IF cardinality(_cards) > 0 THEN
    PERFORM 1 FROM public.cards c
      WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_cards)
      ORDER BY c.number FOR NO KEY UPDATE;
    GET DIAGNOSTICS _rows = ROW_COUNT;
    locked := locked + _rows;
  END IF;
  write := weir.start_write(_workspace, _board, _actor, _key, _now, _conditions, _override, _also);
  RETURN NEXT;
END $$;

-- Starts a command: returns the number and time of its event, or exits with the outcome.
CREATE FUNCTION weir.start_command(
  _workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamptz, _conditions weir.write_conditions,
  _override jsonb DEFAULT NULL
) RETURNS weir.event_stamp LANGUAGE plpgsql AS $$
DECLARE
  _write weir.started_write := weir.start_write(_workspace, _board, _actor, _key, _now, _conditions, _override);
BEGIN
  IF _write.outcome IS NOT NULL THEN
    PERFORM weir.exit_command(_write.outcome);
  END IF;
  RETURN ROW (_write.seq, _write.at)::weir.event_stamp;
END $$;

-- Finishes a write: keeps its response for a retry, with the board's seq. Its events are recorded already. The last
-- parameter has a default for instances of an earlier release that still run.
CREATE FUNCTION weir.finish_write(
  _workspace uuid, _key weir.write_key, _status integer, _body jsonb, _now timestamptz, _board uuid DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _seq      bigint;
  _set      text;
  _pressure jsonb;
BEGIN
  SELECT k.seq INTO _seq FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  IF _key.key IS NOT NULL THEN
    PERFORM weir.keep_response(_workspace, _key, _status, _body, _now, _seq);
  END IF;
  _set := set_config('weir.own_event', '', true);
  _set := set_config('weir.override', '', true);
  -- Counting the cards of a board is a tenth of a move. While writes come faster than this, the API counts now and then.
  IF NOT EXISTS (SELECT FROM public.events e
                  WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.seq = _seq - 1
                    AND e.at > _now - interval '100 milliseconds') THEN
    _pressure := weir.pressure_facts(_workspace, _board);
  END IF;
  RETURN jsonb_build_object('body', _body, 'seq', _seq, 'pressure', _pressure);
END $$;

-- ------------------------------------------------------------------------------------------ events

-- Takes a board's clock and the stamp of its next event, and lets the triggers know that the caller records this event.
-- It uses set_config, because an ordinary owner of a database may not declare a SET on the function. The setting ends with
-- the transaction, or when a command exits. Nothing reads _set: an assignment costs less than PERFORM, which runs a query.
CREATE FUNCTION weir.start_event(_workspace uuid, _board uuid, _now timestamptz) RETURNS weir.event_stamp LANGUAGE plpgsql AS $$
DECLARE
  _set text := set_config('weir.own_event', 'on', true);
BEGIN
  RETURN weir.take_clock(_workspace, _board, _now);
END $$;

-- Records what happened, under the number that start_event gave, and who lost a card because their claim was taken.
CREATE FUNCTION weir.record_event(
  _workspace uuid, _board uuid, _seq bigint, _type text, _at timestamptz, _actor uuid, _changes jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.events (workspace_id, board_id, seq, type, at, actor_id, changes)
  VALUES (_workspace, _board, _seq, _type, _at, _actor, _changes || weir.unassigned_by_taking(_board));
END $$;

-- Gives the number back if nothing changed and so there is no event. The clock is still ours.
CREATE FUNCTION weir.cancel_event(_workspace uuid, _board uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.board_clock k SET seq = k.seq - 1 WHERE k.workspace_id = _workspace AND k.board_id = _board;
END $$;

-- ------------------------------------------------------------------------------------- idempotency

-- Responses older than this are forgotten: a key counts for a day.
CREATE FUNCTION weir.responses_kept_since(_now timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT _now - interval '24 hours'
$$;

-- The response given before under this key; a refusal if the key came with another body; null if the key is new. Call it
-- under the lock of the change, so that two writers with one key wait for each other.
CREATE FUNCTION weir.replay_response(_workspace uuid, _key weir.write_key, _now timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
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
END $$;

-- Keeps a response in the transaction of its change. If another call with the same key kept its response meanwhile,
-- the whole write is retried, and the retry replays that response.
CREATE FUNCTION weir.keep_response(
  _workspace uuid, _key weir.write_key, _status integer, _body jsonb, _now timestamptz, _seq bigint DEFAULT NULL
) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;

-- Starts a write outside boards, which has no clock: locks the workspace where asked to (for a write that counts its
-- members), waits for another call with the same key, and returns the kept response as replay_response does. Nothing else
-- makes such a call wait: without this it would find, for example, its own slug taken. The log of the workspace gets _actor. That
-- parameter has a default for instances of an earlier release that still run.
CREATE FUNCTION weir.start_workspace_write(
  _workspace uuid, _lock boolean, _key weir.write_key, _now timestamptz, _actor uuid DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _set text := weir.set_writer(_actor, _now);
BEGIN
  IF _lock THEN
    PERFORM weir.lock_workspaces(ARRAY[_workspace]);
  END IF;
  IF _key.key IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', _key.caller_id, _key.route, _key.key), 0));
  END IF;
  RETURN weir.replay_response(_workspace, _key, _now);
END $$;
