-- The hot paths: who calls, a card moved, a card made, a request submitted, each one statement and so one
-- round trip. Every function that writes is VOLATILE PL/pgSQL, for each statement in it reads afresh:
-- a plain CTE would read a snapshot older than its wait for the clock.

-- ------------------------------------------------------------------------------------------ caller

-- Who calls, and of what: one row when the session lives, the person is a member of the workspace in one
-- of the roles, and the board is there; else none, and the caller asks elsewhere which of these it was.
CREATE FUNCTION weir.caller(
  _session uuid, _user uuid, _slug text, _board_key text, _roles role[], _now timestamptz
) RETURNS TABLE (workspace_id uuid, board_id uuid, user_id uuid, role role) LANGUAGE sql STABLE AS $$
  SELECT b.workspace_id, b.id, m.user_id, m.role
    FROM sessions s
    JOIN workspaces w  ON w.slug = _slug AND w.archived_at IS NULL
    JOIN memberships m ON m.workspace_id = w.id AND m.user_id = s.user_id AND m.left_at IS NULL
    JOIN boards b      ON b.workspace_id = w.id AND b.key = _board_key
   WHERE s.id = _session AND s.user_id = _user AND s.ended_at IS NULL AND s.expires_at > _now
     AND m.role = ANY (_roles)
$$;

-- ------------------------------------------------------------------------------------ JSON of a card

-- An instant as RFC 3339 in UTC, to the millisecond.
CREATE FUNCTION weir.instant(_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- A person as JSON names them; null for none.
CREATE FUNCTION weir.person(_id uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', u.id, 'name', u.name) FROM users u WHERE u.id = _id
$$;

-- A card as every answer of the API shows it.
CREATE VIEW weir.card_documents AS
SELECT c.workspace_id, c.board_id, c.id, c.number, c.column_id, c.rank, c.archived_at, c.delivered_at,
       jsonb_build_object(
         'number', c.number,
         'ref', b.key || '-' || c.number,
         'version', c.version,
         'title', c.title,
         'columnId', c.column_id,
         'classOfService', c.class_of_service,
         'assignees', coalesce((
           SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id)
             FROM card_assignees a JOIN users u ON u.id = a.user_id
            WHERE a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.card_id = c.id), '[]'),
         'swimlaneId', c.swimlane_id,
         'blocked', (
           SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at),
                                     'by', jsonb_build_object('id', u.id, 'name', u.name))
             FROM card_blocks x JOIN users u ON u.id = x.blocked_by
            WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id
              AND x.unblocked_at IS NULL),
         'enteredColumnAt', weir.instant(c.entered_column_at),
         'committedAt', weir.instant(c.committed_at),
         'deliveredAt', weir.instant(c.delivered_at),
         'archivedAt', weir.instant(c.archived_at),
         'dueOn', c.due_on,
         'request', (
           SELECT jsonb_build_object('number', r.number, 'ref', b.key || '-R' || r.number,
                                     'requester', jsonb_build_object('id', u.id, 'name', u.name))
             FROM requests r JOIN users u ON u.id = r.requester_id
            WHERE r.workspace_id = c.workspace_id AND r.board_id = c.board_id AND r.id = c.request_id)
       ) AS document
  FROM cards c
  JOIN boards b ON b.workspace_id = c.workspace_id AND b.id = c.board_id;

CREATE FUNCTION weir.card_document(_workspace uuid, _board uuid, _number integer) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT d.document FROM weir.card_documents d
           WHERE d.workspace_id = _workspace AND d.board_id = _board AND d.number = _number);
END $$;

-- ----------------------------------------------------------------------------- outcomes and their keys

-- What a command returns is one of
--   {"body": …}                          done
--   {"replay": {"status", "body"}}       done before, under the same idempotency key
--   {"refused": code, …facts}            not done
-- Inside a command, weir.leave ends it with such an outcome and takes back all it did, the event number
-- too. The command catches it in its own block, so the connection lives.
CREATE FUNCTION weir.leave(_outcome jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'left' USING ERRCODE = 'WIP00', DETAIL = _outcome::text;
END $$;

-- Refuses with a fault in one place of what was sent.
CREATE FUNCTION weir.fault(_path text, _fault text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.leave(jsonb_build_object('refused', 'invalid-input', 'path', _path, 'fault', _fault));
END $$;

CREATE FUNCTION weir.outcome(_sqlstate text, _detail text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE _sqlstate
    WHEN 'WIP00' THEN _detail::jsonb
    ELSE jsonb_build_object('refused', CASE _sqlstate
      WHEN 'WIP01' THEN 'wip-limit-reached'
      WHEN 'WIP02' THEN 'intake-queue-full'
      WHEN 'WIP03' THEN 'requester-quota-reached'
      WHEN 'WIP04' THEN 'expedite-claim-waiting' END) || _detail::jsonb
  END
$$;

-- An idempotency key as the caller sent it, with the hash of what it came with.
CREATE TYPE weir.write_key AS (route text, key text, body_hash bytea);

-- Begins a command: takes the clock, answers a retry as before, and only then asks whether the caller may
-- still write here: the board may have been archived, or they may have left, while this waited for the clock.
-- Says to the triggers that the event is ours to write, until weir.finish; by set_config and not by a SET of
-- the function, which a plain owner of a database may not declare. A command that leaves takes it back too.
CREATE FUNCTION weir.begin(
  _workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamptz
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  _seq bigint;
BEGIN
  PERFORM set_config('weir.told', 'on', true);
  _seq := weir.tick(_workspace, _board);
  PERFORM weir.replay(_workspace, _actor, _key, _now);
  IF EXISTS (SELECT FROM boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    PERFORM weir.leave('{"refused": "board-archived"}');
  ELSIF NOT EXISTS (SELECT FROM memberships m
                     WHERE m.workspace_id = _workspace AND m.user_id = _actor AND m.left_at IS NULL) THEN
    PERFORM weir.leave('{"refused": "not-found"}');
  END IF;
  RETURN _seq;
END $$;

-- Leaves with the answer given before under this key. Called after the clock was taken, so that two
-- writers with one key stand in line. A key is forgotten after a day.
CREATE FUNCTION weir.replay(_workspace uuid, _caller uuid, _key weir.write_key, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _known idempotency_keys;
BEGIN
  IF _key.key IS NULL THEN
    RETURN;
  END IF;
  SELECT * INTO _known FROM idempotency_keys k
   WHERE k.workspace_id = _workspace AND k.caller_id = _caller AND k.route = _key.route AND k.key = _key.key
     AND k.at > _now - interval '24 hours';
  IF NOT FOUND THEN
    RETURN;
  ELSIF _known.body_hash <> _key.body_hash THEN
    PERFORM weir.leave('{"refused": "idempotency-key-reused"}');
  END IF;
  PERFORM weir.leave(jsonb_build_object('replay', jsonb_build_object('status', _known.status, 'body', _known.body)));
END $$;

CREATE FUNCTION weir.remember(
  _workspace uuid, _caller uuid, _key weir.write_key, _status integer, _body jsonb, _now timestamptz
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF _key.key IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO idempotency_keys (workspace_id, caller_id, route, key, body_hash, status, body, at)
  VALUES (_workspace, _caller, _key.route, _key.key, _key.body_hash, _status, _body, _now)
  ON CONFLICT (workspace_id, caller_id, route, key)
  DO UPDATE SET body_hash = excluded.body_hash, status = excluded.status, body = excluded.body, at = excluded.at;
END $$;

-- Ends a command that is done: keeps its answer for a retry.
CREATE FUNCTION weir.finish(
  _workspace uuid, _actor uuid, _key weir.write_key, _status integer, _body jsonb, _now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.remember(_workspace, _actor, _key, _status, _body, _now);
  PERFORM set_config('weir.told', '', true);
  RETURN jsonb_build_object('body', _body);
END $$;

CREATE FUNCTION weir.tell(
  _workspace uuid, _board uuid, _seq bigint, _type text, _at timestamptz, _actor uuid, _changes jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO events (workspace_id, board_id, seq, type, at, actor_id, changes)
  VALUES (_workspace, _board, _seq, _type, _at, _actor, _changes);
END $$;

-- ------------------------------------------------------------------------------------ places of cards

-- Spreads a column's ranks out again. Midpoints gain a digit with each halving, so this is due after some
-- forty moves into one gap. Rows that another writer has locked are waited for by nobody: whoever holds
-- one may be waiting for the clock that we hold, so then the column stays as it is until the next time.
CREATE FUNCTION weir.spread(_workspace uuid, _board uuid, _column uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _free uuid[];
BEGIN
  SELECT array_agg(s.id) INTO _free FROM (
    SELECT c.id FROM cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
       FOR NO KEY UPDATE SKIP LOCKED) s;
  IF cardinality(_free) = (SELECT count(*) FROM cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL) THEN
    UPDATE cards c SET rank = o.rank
      FROM (SELECT x.id, row_number() OVER (ORDER BY x.rank, x.number) AS rank FROM cards x
             WHERE x.workspace_id = _workspace AND x.board_id = _board AND x.column_id = _column AND x.archived_at IS NULL) o
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = o.id;
  END IF;
END $$;

-- The rank that puts a card last in a column, or immediately before or after a card of it. Null where
-- that card does not stand there.
CREATE FUNCTION weir.rank_for(
  _workspace uuid, _board uuid, _column uuid, _number integer, _before integer, _after integer
) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  _near cards;
  _low  numeric;
  _high numeric;
BEGIN
  IF _before IS NULL AND _after IS NULL THEN
    RETURN (SELECT coalesce(max(c.rank), 0) + 1 FROM cards c
             WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column
               AND c.archived_at IS NULL AND c.number IS DISTINCT FROM _number);
  END IF;
  FOR _try IN 1..2 LOOP
    SELECT * INTO _near FROM cards c
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = coalesce(_before, _after)
       AND c.column_id = _column AND c.archived_at IS NULL AND c.number <> _number;
    IF NOT FOUND THEN
      RETURN NULL;
    END IF;
    IF _before IS NOT NULL THEN
      _high := _near.rank;
      SELECT c.rank INTO _low FROM cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
         AND (c.rank, c.number) < (_near.rank, _near.number) AND c.number <> _number
       ORDER BY c.rank DESC, c.number DESC LIMIT 1;
    ELSE
      _low := _near.rank;
      SELECT c.rank INTO _high FROM cards c
       WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.column_id = _column AND c.archived_at IS NULL
         AND (c.rank, c.number) > (_near.rank, _near.number) AND c.number <> _number
       ORDER BY c.rank, c.number LIMIT 1;
    END IF;
    EXIT WHEN _low IS NULL OR _high IS NULL OR (_low < _high AND scale(_low) < 40 AND scale(_high) < 40);
    IF _try = 1 THEN
      PERFORM weir.spread(_workspace, _board, _column);
    END IF;
  END LOOP;
  RETURN CASE WHEN _low IS NULL THEN _high - 1 WHEN _high IS NULL THEN _low + 1 ELSE (_low + _high) * 0.5 END;
END $$;

-- The moments of a card that has come into a column: committed on entering the first active column (or
-- any place beyond it), delivered on entering a done one; going back before either takes it back.
CREATE FUNCTION weir.committed(_kind column_kind, _committed_at timestamptz, _now timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _kind = 'queue' THEN NULL ELSE coalesce(_committed_at, _now) END
$$;
CREATE FUNCTION weir.delivered(_kind column_kind, _delivered_at timestamptz, _now timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN _kind = 'done' THEN coalesce(_delivered_at, _now) END
$$;

-- A card's place, as events tell it.
CREATE FUNCTION weir.place(_card cards) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('columnId', (_card).column_id, 'swimlaneId', (_card).swimlane_id,
                            'committedAt', weir.instant((_card).committed_at),
                            'deliveredAt', weir.instant((_card).delivered_at))
$$;

-- ------------------------------------------------------------------------------------ making a card

-- Makes a card under a clock that the caller holds: {number, columnId}, or it leaves with the fault.
-- _card: {title, description?, columnId?, classOfService?, assigneeIds?, swimlaneId?, dueOn?}, well-formed.
CREATE FUNCTION weir.insert_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _card jsonb, _request uuid
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _column columns;
  _number integer;
  _people uuid[] := ARRAY(SELECT jsonb_array_elements_text(coalesce(_card -> 'assigneeIds', '[]'))::uuid);
BEGIN
  SELECT * INTO _column FROM columns k
   WHERE k.workspace_id = _workspace AND k.board_id = _board
     AND CASE WHEN _card ->> 'columnId' IS NULL THEN k.kind = 'queue' ELSE k.id = (_card ->> 'columnId')::uuid END
   ORDER BY k.position LIMIT 1;
  IF NOT FOUND THEN
    PERFORM weir.fault('columnId', 'absent');
  END IF;
  IF _card ->> 'swimlaneId' IS NOT NULL AND NOT EXISTS (
       SELECT FROM swimlanes l WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.id = (_card ->> 'swimlaneId')::uuid) THEN
    PERFORM weir.fault('swimlaneId', 'absent');
  END IF;
  IF weir.strangers(_workspace, _people) THEN
    PERFORM weir.fault('assigneeIds', 'notOfTheTeam');
  END IF;

  UPDATE board_clock k SET next_card = k.next_card + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_card - 1 INTO _number;

  INSERT INTO cards (workspace_id, board_id, id, number, title, description, column_id, swimlane_id, rank,
                     class_of_service, due_on, request_id, created_at, created_by, entered_column_at,
                     committed_at, delivered_at)
  VALUES (_workspace, _board, _id, _number, _card ->> 'title', coalesce(_card ->> 'description', ''),
          _column.id, (_card ->> 'swimlaneId')::uuid,
          weir.rank_for(_workspace, _board, _column.id, _number, NULL, NULL),
          coalesce(_card ->> 'classOfService', 'standard')::class_of_service, (_card ->> 'dueOn')::date,
          _request, _now, _actor, _now,
          weir.committed(_column.kind, NULL, _now), weir.delivered(_column.kind, NULL, _now));
  IF cardinality(_people) > 0 THEN
    INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
    SELECT _workspace, _board, _id, p FROM unnest(_people) p;
  END IF;
  RETURN jsonb_build_object('number', _number, 'columnId', _column.id);
END $$;

-- Whether any of these people can't be given work: not a member now, or one who only asks or looks.
CREATE FUNCTION weir.strangers(_workspace uuid, _people uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM unnest(_people) p WHERE NOT EXISTS (
      SELECT FROM memberships m
       WHERE m.workspace_id = _workspace AND m.user_id = p AND m.left_at IS NULL
         AND m.role IN ('owner', 'manager', 'member')));
END $$;

CREATE FUNCTION weir.create_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _card jsonb, _key weir.write_key
) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
  _seq    bigint;
  _made   jsonb;
  _body   jsonb;
  _detail text;
BEGIN
  _seq  := weir.begin(_workspace, _board, _actor, _key, _now);
  _made := weir.insert_card(_workspace, _board, _actor, _now, _id, _card, NULL);
  PERFORM weir.tell(_workspace, _board, _seq, 'card.created', _now, _actor, jsonb_build_array(jsonb_build_object(
    'card', _made -> 'number', 'to', jsonb_build_object('title', _card -> 'title', 'columnId', _made -> 'columnId'))));
  _body := weir.card_document(_workspace, _board, (_made ->> 'number')::integer);
  RETURN weir.finish(_workspace, _actor, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' OR SQLSTATE 'WIP01' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN weir.outcome(SQLSTATE, _detail);
END $$;

-- ------------------------------------------------------------------------------------ moving a card

-- Moves a card, or swaps two. _to: {columnId?, before?, after?, swimlaneId? (null: none), swapWith?}.
-- The order is rows, then the clock, as plain SQL has it: an UPDATE locks its rows before its trigger
-- takes the clock, and whoever did it the other way round would deadlock with it.
CREATE FUNCTION weir.move_card(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _number integer, _to jsonb,
  _if_version integer, _key weir.write_key
) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
  _other  integer := (_to ->> 'swapWith')::integer;
  _seq    bigint;
  _card   cards;
  _body   jsonb;
  _detail text;
BEGIN
  PERFORM 1 FROM cards c
    WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number IN (_number, _other)
    ORDER BY c.number FOR NO KEY UPDATE;
  _seq := weir.begin(_workspace, _board, _actor, _key, _now);

  SELECT * INTO _card FROM cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = _number;
  IF NOT FOUND THEN
    PERFORM weir.leave('{"refused": "not-found"}');
  ELSIF _card.version <> _if_version THEN
    PERFORM weir.leave(jsonb_build_object('refused', 'precondition-failed', 'version', _card.version));
  ELSIF _card.archived_at IS NOT NULL THEN
    PERFORM weir.leave('{"refused": "card-archived"}');
  END IF;

  IF _other IS NULL THEN
    PERFORM weir.place_card(_seq, _actor, _now, _card, _to);
  ELSE
    PERFORM weir.swap_cards(_seq, _actor, _now, _card, _other, (_to ->> 'columnId')::uuid);
  END IF;
  _body := weir.card_document(_workspace, _board, _number);
  RETURN weir.finish(_workspace, _actor, _key, 200, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' OR SQLSTATE 'WIP01' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN weir.outcome(SQLSTATE, _detail);
END $$;

CREATE FUNCTION weir.place_card(_seq bigint, _actor uuid, _now timestamptz, _card cards, _to jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _column columns;
  _lane   uuid := CASE WHEN _to ? 'swimlaneId' THEN (_to ->> 'swimlaneId')::uuid ELSE _card.swimlane_id END;
  _rank   numeric;
  _new    cards;
BEGIN
  SELECT * INTO _column FROM columns k
   WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = (_to ->> 'columnId')::uuid;
  IF NOT FOUND THEN
    PERFORM weir.fault('columnId', 'absent');
  END IF;
  IF _lane IS DISTINCT FROM _card.swimlane_id AND _lane IS NOT NULL AND NOT EXISTS (
       SELECT FROM swimlanes l WHERE l.workspace_id = _card.workspace_id AND l.board_id = _card.board_id AND l.id = _lane) THEN
    PERFORM weir.fault('swimlaneId', 'absent');
  END IF;
  _rank := weir.rank_for(_card.workspace_id, _card.board_id, _column.id, _card.number,
                         (_to ->> 'before')::integer, (_to ->> 'after')::integer);
  IF _rank IS NULL THEN
    PERFORM weir.fault(CASE WHEN _to ? 'before' THEN 'before' ELSE 'after' END, 'notInColumn');
  END IF;
  -- The column may just have been spread out, this card with it.
  _card.rank := (SELECT c.rank FROM cards c
    WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id);
  IF _column.id = _card.column_id AND _lane IS NOT DISTINCT FROM _card.swimlane_id
     AND weir.stands_between(_card, _rank) THEN
    -- Nothing changes and nothing is told, so the number is given back: the clock is still ours.
    UPDATE board_clock k SET seq = k.seq - 1 WHERE k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id;
    RETURN;
  END IF;

  UPDATE cards c
     SET column_id = _column.id, swimlane_id = _lane, rank = _rank, version = c.version + 1,
         entered_column_at = CASE WHEN c.column_id = _column.id THEN c.entered_column_at ELSE _now END,
         committed_at = weir.committed(_column.kind, c.committed_at, _now),
         delivered_at = weir.delivered(_column.kind, c.delivered_at, _now)
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = _card.id
  RETURNING * INTO _new;
  PERFORM weir.tell(_card.workspace_id, _card.board_id, _seq, 'card.moved', _now, _actor, jsonb_build_array(
    jsonb_build_object('card', _card.number, 'from', weir.place(_card), 'to', weir.place(_new))));
END $$;

-- Whether no other card of its column stands between a card and that rank: a move there moves nothing.
CREATE FUNCTION weir.stands_between(_card cards, _rank numeric) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM cards c
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.column_id = _card.column_id
       AND c.archived_at IS NULL AND c.id <> _card.id
       AND c.rank BETWEEN least(_card.rank, _rank) AND greatest(_card.rank, _rank));
END $$;

-- Two cards change places in one UPDATE, so no load is counted twice and two full columns may do it.
CREATE FUNCTION weir.swap_cards(
  _seq bigint, _actor uuid, _now timestamptz, _card cards, _number integer, _column uuid
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _other cards;
BEGIN
  SELECT * INTO _other FROM cards c
   WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.number = _number AND c.archived_at IS NULL;
  IF NOT FOUND THEN
    PERFORM weir.fault('swapWith', 'absent');
  ELSIF _other.id = _card.id THEN
    PERFORM weir.fault('swapWith', 'itself');
  ELSIF _column <> _other.column_id THEN
    PERFORM weir.fault('columnId', 'notItsColumn');
  END IF;

  WITH swapped AS (
    UPDATE cards c
       SET column_id = t.column_id, swimlane_id = t.swimlane_id, rank = t.rank, version = c.version + 1,
           entered_column_at = CASE WHEN c.column_id = t.column_id THEN c.entered_column_at ELSE _now END,
           committed_at = weir.committed(k.kind, c.committed_at, _now),
           delivered_at = weir.delivered(k.kind, c.delivered_at, _now)
      FROM (VALUES (_card.id, _other.column_id, _other.swimlane_id, _other.rank),
                   (_other.id, _card.column_id, _card.swimlane_id, _card.rank)) AS t (id, column_id, swimlane_id, rank)
      JOIN columns k ON k.workspace_id = _card.workspace_id AND k.board_id = _card.board_id AND k.id = t.column_id
     WHERE c.workspace_id = _card.workspace_id AND c.board_id = _card.board_id AND c.id = t.id
    RETURNING c.*
  )
  INSERT INTO events (workspace_id, board_id, seq, type, at, actor_id, changes)
  SELECT _card.workspace_id, _card.board_id, _seq, 'card.swapped', _now, _actor,
         jsonb_agg(jsonb_build_object(
           'card', s.number,
           'from', weir.place(CASE WHEN s.id = _card.id THEN _card ELSE _other END),
           'to', weir.place(s::cards)) ORDER BY s.id = _card.id DESC)
    FROM (SELECT c.* FROM swapped c) s;
END $$;

-- ------------------------------------------------------------------------------- submitting a request

-- Why a card was put back, for the request that it came from.
CREATE INDEX requests_following ON requests (workspace_id, board_id, follows_id) WHERE follows_id IS NOT NULL;
CREATE INDEX requests_answered ON requests (workspace_id, board_id, answered_at DESC) WHERE answered_at IS NOT NULL;
CREATE INDEX events_put_back ON events (workspace_id, board_id, ((changes -> 0 ->> 'card')::integer), seq) WHERE type = 'card.putBack';

-- Submits a request. _request: {title, description?, classOfService?, neededBy?, follows? (a number),
-- ticket? (true: follows is a deferred request, asked again by right)}. The gate is read, and depth and
-- quota are counted, under the clock. A refusal at the door is counted by the hour: no event, no clock.
CREATE FUNCTION weir.submit_request(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _request jsonb, _key weir.write_key
) RETURNS jsonb LANGUAGE plpgsql
  SET plan_cache_mode = 'force_generic_plan' AS $$
DECLARE
  _outcome jsonb;
BEGIN
  _outcome := weir.try_submit(_workspace, _board, _actor, _now, _id, _request, _key);
  IF _outcome ->> 'refused' IN ('intake-queue-full', 'requester-quota-reached', 'intake-gate-shut',
                              'intake-gate-throttled', 'expedite-claim-waiting') THEN
    INSERT INTO door_refusals AS d (workspace_id, board_id, requester_id, code, hour)
    VALUES (_workspace, _board, _actor, _outcome ->> 'refused', date_trunc('hour', _now, 'UTC'))
    ON CONFLICT (workspace_id, board_id, requester_id, code, hour) DO UPDATE SET count = d.count + 1;
  END IF;
  RETURN _outcome;
END $$;

CREATE FUNCTION weir.try_submit(
  _workspace uuid, _board uuid, _actor uuid, _now timestamptz, _id uuid, _request jsonb, _key weir.write_key
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _seq     bigint;
  _intake  intakes;
  _follows requests;
  _answer  answers;
  _ticket  boolean := coalesce((_request ->> 'ticket')::boolean, false);
  _class   class_of_service;
  _number  integer;
  _body    jsonb;
  _detail  text;
BEGIN
  _seq := weir.begin(_workspace, _board, _actor, _key, _now);

  SELECT * INTO _intake FROM intakes i WHERE i.workspace_id = _workspace AND i.board_id = _board;
  IF _request ->> 'follows' IS NOT NULL THEN
    SELECT * INTO _follows FROM requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.number = (_request ->> 'follows')::integer
       AND r.requester_id = _actor;
    IF NOT FOUND THEN
      PERFORM weir.leave(CASE WHEN _ticket THEN '{"refused": "not-found"}'
                              ELSE '{"refused": "invalid-input", "path": "follows", "fault": "absent"}' END::jsonb);
    ELSIF _follows.answered_at IS NULL AND NOT _ticket THEN
      PERFORM weir.fault('follows', 'stillWaits');
    END IF;
  END IF;
  IF _ticket THEN
    SELECT * INTO _answer FROM answers a
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.request_id = _follows.id;
    IF NOT FOUND OR _answer.until IS NULL THEN
      PERFORM weir.leave('{"refused": "not-deferred"}');
    ELSIF (_now AT TIME ZONE _intake.time_zone)::date < _answer.until THEN
      PERFORM weir.leave(jsonb_build_object('refused', 'too-early', 'from', _answer.until));
    END IF;
    SELECT r.number INTO _number FROM requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.follows_id = _follows.id AND r.by_ticket;
    IF FOUND THEN
      PERFORM weir.leave(jsonb_build_object('refused', 'already-asked', 'followedBy', _number));
    END IF;
  END IF;

  _class := coalesce(_request ->> 'classOfService', CASE WHEN _ticket THEN _follows.class_of_service::text END, 'standard');
  IF _intake.gate_until IS NULL OR _intake.gate_until > _now THEN
    IF _intake.gate = 'shut' OR (_intake.gate = 'throttled' AND _class IN ('standard', 'intangible')) THEN
      PERFORM weir.leave(jsonb_build_object('refused', 'intake-gate-' || _intake.gate, 'reason', _intake.gate_reason,
                                            'until', weir.instant(_intake.gate_until)));
    END IF;
  END IF;

  UPDATE board_clock k SET next_request = k.next_request + 1
   WHERE k.workspace_id = _workspace AND k.board_id = _board
  RETURNING k.next_request - 1 INTO _number;

  INSERT INTO requests (workspace_id, board_id, id, number, title, description, class_of_service, needed_by,
                        requester_id, submitted_at, answer_by, follows_id, by_ticket)
  VALUES (_workspace, _board, _id, _number,
          coalesce(_request ->> 'title', _follows.title),
          coalesce(_request ->> 'description', CASE WHEN _ticket THEN _follows.description END, ''),
          _class,
          coalesce((_request ->> 'neededBy')::date, CASE WHEN _ticket THEN _follows.needed_by END),
          _actor, _now, _now + make_interval(hours => _intake.answer_within_hours), _follows.id, _ticket);

  PERFORM weir.tell(_workspace, _board, _seq, CASE WHEN _ticket THEN 'request.askedAgain' ELSE 'request.submitted' END,
                    _now, _actor, jsonb_build_array(jsonb_build_object('request', _number)));
  _body := jsonb_build_object('number', _number);
  RETURN weir.finish(_workspace, _actor, _key, 201, _body, _now);
EXCEPTION WHEN SQLSTATE 'WIP00' OR SQLSTATE 'WIP02' OR SQLSTATE 'WIP03' OR SQLSTATE 'WIP04' THEN
  GET STACKED DIAGNOSTICS _detail = PG_EXCEPTION_DETAIL;
  RETURN weir.outcome(SQLSTATE, _detail);
END $$;
