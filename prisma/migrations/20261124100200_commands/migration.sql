-- The hot paths: who calls, a card moved, a card made, a request submitted, each one statement and so one
-- round trip. Here is what they share. Every function that writes is VOLATILE PL/pgSQL, for each statement
-- in it reads afresh: a plain CTE would read a snapshot older than its wait for the clock.

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

-- Who asked for a request, a guest too.
CREATE FUNCTION weir.asker(_request requests) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(weir.person(_request.requester_id), (
    SELECT jsonb_build_object('id', g.id, 'name', g.name) FROM guests g
     WHERE g.workspace_id = _request.workspace_id AND g.id = _request.guest_id))
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
         'half', CASE WHEN k.split THEN CASE WHEN c.done THEN 'done' ELSE 'doing' END END,
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
           SELECT jsonb_build_object('number', r.number, 'ref', b.key || '-R' || r.number, 'requester', weir.asker(r))
             FROM requests r
            WHERE r.workspace_id = c.workspace_id AND r.board_id = c.board_id AND r.id = c.request_id)
       ) AS document
  FROM cards c
  JOIN boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
  JOIN columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id;

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
      WHEN 'WIP04' THEN 'expedite-claim-waiting'
      WHEN 'WIP05' THEN 'override-stale'
      WHEN 'WIP06' THEN 'override-budget-spent'
      WHEN 'WIP07' THEN 'requester-rate-reached'
      WHEN 'WIP10' THEN 'form-places-taken' END) || _detail::jsonb
  END
$$;

-- An idempotency key as the caller sent it, with the hash of what it came with.
CREATE TYPE weir.write_key AS (route text, key text, body_hash bytea);

-- On what terms a command is wanted: by one in one of these roles (null: by a guest, who has none), and, where
-- a seq is said, only of a board that has not changed since.
CREATE TYPE weir.terms AS (roles role[], if_seq bigint);

-- Begins a command: takes the clock, answers a retry as before, and only then asks whether the caller may
-- still write here: the board may have been archived or changed, or they may have left or be somebody else
-- here, while this waited for the clock.
-- Says to the triggers that the event is ours to write, and which limits it may pass, until weir.finish; by
-- set_config and not by a SET of the function, which a plain owner of a database may not declare. A command
-- that leaves takes it back too. _override: {reason, limits: [{id, max, load}]}, or null.
CREATE FUNCTION weir.begin(
  _workspace uuid, _board uuid, _actor uuid, _key weir.write_key, _now timestamptz, _terms weir.terms,
  _override jsonb DEFAULT NULL
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  _seq  bigint;
  _role role;
BEGIN
  PERFORM set_config('weir.told', 'on', true),
          set_config('weir.override', (coalesce(_override, '{}') || jsonb_build_object('now', _now))::text, true);
  _seq := weir.tick(_workspace, _board);
  PERFORM weir.replay(_workspace, _actor, _key, _now);
  SELECT m.role INTO _role FROM memberships m
   WHERE m.workspace_id = _workspace AND m.user_id = _actor AND m.left_at IS NULL;
  IF NOT FOUND AND _terms.roles IS NOT NULL THEN
    PERFORM weir.leave('{"refused": "not-found"}');
  ELSIF _role <> ALL (_terms.roles) THEN
    PERFORM weir.leave('{"refused": "not-allowed"}');
  ELSIF EXISTS (SELECT FROM boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NOT NULL) THEN
    PERFORM weir.leave('{"refused": "board-archived"}');
  ELSIF _seq - 1 <> _terms.if_seq THEN
    PERFORM weir.leave(jsonb_build_object('refused', 'precondition-failed', 'version', _seq - 1));
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
  PERFORM set_config('weir.told', '', true), set_config('weir.override', '', true);
  RETURN jsonb_build_object('body', _body);
END $$;

CREATE FUNCTION weir.tell(
  _workspace uuid, _board uuid, _seq bigint, _type text, _at timestamptz, _actor uuid, _changes jsonb
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO events (workspace_id, board_id, seq, type, at, actor_id, changes)
  VALUES (_workspace, _board, _seq, _type, _at, _actor, _changes);
END $$;
