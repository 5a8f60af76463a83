DROP VIEW weir.card_documents;

-- AlterTable
ALTER TABLE "public"."request_steps" ADD COLUMN     "card" INTEGER,
ADD COLUMN     "requester_left" BOOLEAN NOT NULL DEFAULT false;

CREATE INDEX request_steps_taken_off ON "public"."request_steps" (workspace_id, board_id, request_id) WHERE state = 'takenOff';

-- Which card a step speaks of: the request's card, or, where that was deleted, the one that the event of the answer names.
UPDATE "public"."request_steps" s SET card = c.number
  FROM "public"."cards" c
 WHERE c.workspace_id = s.workspace_id AND c.board_id = s.board_id AND c.request_id = s.request_id;

UPDATE "public"."request_steps" s SET card = t.card
  FROM (SELECT r.workspace_id, r.board_id, r.id, max((c.change #>> '{to,card}')::integer) AS card
          FROM "public"."requests" r
          JOIN "public"."events" e ON e.workspace_id = r.workspace_id AND e.board_id = r.board_id
                                  AND e.type IN ('request.answered', 'requests.answered')
         CROSS JOIN LATERAL jsonb_array_elements(e.changes) c (change)
         WHERE c.change -> 'request' = to_jsonb(r.number) AND jsonb_typeof(c.change #> '{to,card}') = 'number'
           AND EXISTS (SELECT FROM "public"."request_steps" x
                        WHERE x.workspace_id = r.workspace_id AND x.board_id = r.board_id AND x.request_id = r.id AND x.card IS NULL)
         GROUP BY 1, 2, 3) t
 WHERE t.workspace_id = s.workspace_id AND t.board_id = s.board_id AND t.id = s.request_id AND s.card IS NULL;

SELECT set_config('check_function_bodies', 'off', true);

CREATE TYPE weir.reach AS (
  anybody boolean,
  requester_left boolean
);

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
                                           'requester', weir.requester(r) ->> 'name')
                        || CASE WHEN r.guest_id IS NULL THEN '{}' ELSE '{"guest": true}' END::jsonb
                        || CASE WHEN weir.requester_left(r) THEN '{"left": true}' ELSE '{}' END::jsonb,
             'effect', CASE WHEN c.number = ANY (_taken_off) THEN 'takenOff' ELSE 'putBack' END) ORDER BY c.number), '[]')
      FROM public.cards c
      JOIN public.boards b   ON b.workspace_id = c.workspace_id AND b.id = c.board_id
      JOIN public.requests r ON r.workspace_id = c.workspace_id AND r.board_id = c.board_id AND r.id = c.request_id
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.number = ANY (_put_back || _taken_off));
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
        AND c.delivered_at IS NULL AND coalesce(c.archived_at, b.archived_at) IS NOT NULL),
    (SELECT coalesce(
              (SELECT d.until FROM public.displacements d
                WHERE d.workspace_id = s.workspace_id AND d.board_id = s.board_id AND d.displaced_request_id = s.request_id
                  AND d.at >= s.since
                ORDER BY d.at DESC LIMIT 1),
              (s.since AT TIME ZONE i.time_zone)::date)
       FROM weir.last_step(_request.workspace_id, _request.board_id, _request.id) s
       JOIN public.intakes i ON i.workspace_id = s.workspace_id AND i.board_id = s.board_id
      WHERE s.state = 'takenOff'
        AND NOT EXISTS (SELECT FROM public.cards c
                         WHERE c.workspace_id = s.workspace_id AND c.board_id = s.board_id AND c.request_id = s.request_id)))
$function$;

CREATE OR REPLACE FUNCTION weir.check_not_asked_again(_workspace uuid, _board uuid, _request uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _facts jsonb := (
    SELECT jsonb_build_object('request', jsonb_build_object('number', r.number, 'ref', b.key || '-R' || r.number),
                              'followedBy', jsonb_build_object('number', n.number, 'ref', b.key || '-R' || n.number))
      FROM public.requests r
      JOIN public.boards b   ON b.workspace_id = r.workspace_id AND b.id = r.board_id
      JOIN public.requests n ON n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.follows_id = r.id AND n.by_ticket
      LEFT JOIN public.answers a ON a.workspace_id = n.workspace_id AND a.board_id = n.board_id AND a.request_id = n.id
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request
       AND (a.kind IS NULL OR a.kind IN ('accept', 'trade', 'duplicate', 'redirect')));
BEGIN
  IF _facts IS NOT NULL THEN
    PERFORM weir.refuse('asked-again', _facts);
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.readers_of_request(_workspace uuid, _board uuid, _request uuid)
 RETURNS TABLE(user_id uuid, guest_id uuid)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT p.user_id, p.guest_id
    FROM weir.people_of_request(_workspace, _board, _request) p
   WHERE NOT EXISTS (SELECT FROM public.memberships m
                      WHERE m.workspace_id = _workspace AND m.user_id = p.user_id AND m.left_at IS NOT NULL)
$function$;

CREATE OR REPLACE FUNCTION weir.requester_left(_request public.requests)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (SELECT FROM public.memberships m
                  WHERE m.workspace_id = _request.workspace_id AND m.user_id = _request.requester_id AND m.left_at IS NOT NULL)
$function$;

CREATE OR REPLACE FUNCTION weir.number_names_of_requesters()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.workspaces w SET names_version = w.names_version + 1
   WHERE w.id = NEW.workspace_id
     AND EXISTS (SELECT FROM public.requests r WHERE r.workspace_id = NEW.workspace_id AND r.requester_id = NEW.user_id);
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_displacements()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT d.workspace_id, gen_random_uuid(), p.user_id, p.guest_id, d.board_id, 'displaced', d.displaced_request_id,
         jsonb_build_object('reason', d.reason, 'message', d.message, 'until', d.until), d.at
    FROM new_rows d CROSS JOIN LATERAL weir.readers_of_request(d.workspace_id, d.board_id, d.displaced_request_id) p
   WHERE p.user_id IS DISTINCT FROM d.by OR p.user_id IS NULL;
  UPDATE public.request_steps s
     SET settled_at = d.at, announced = h.anybody AND s.n = (weir.last_step(s.workspace_id, s.board_id, s.request_id)).n,
         requester_left = h.requester_left AND s.n = (weir.last_step(s.workspace_id, s.board_id, s.request_id)).n
    FROM new_rows d CROSS JOIN LATERAL weir.reach_of(d.workspace_id, d.board_id, d.displaced_request_id) h
   WHERE s.workspace_id = d.workspace_id AND s.board_id = d.board_id AND s.request_id = d.displaced_request_id
     AND s.settled_at IS NULL;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.reach_of(_workspace uuid, _board uuid, _request uuid)
 RETURNS weir.reach
 LANGUAGE sql
 STABLE
AS $function$
  SELECT ROW (EXISTS (SELECT FROM weir.readers_of_request(_workspace, _board, _request)), weir.requester_left(r))::weir.reach
    FROM public.requests r
   WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request
$function$;

CREATE OR REPLACE FUNCTION weir.announce_step(_workspace uuid, _board uuid, _request uuid, _now timestamp with time zone, _expected jsonb)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
DECLARE
  _last    public.request_steps;
  _announced    public.request_steps;
  _place   public.request_steps;
  _next    public.request_steps;
  _reached weir.reach;
  _is_same boolean;
  _kind    text;
BEGIN
  PERFORM 1 FROM public.requests r
    WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.id = _request FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  _last := weir.last_step(_workspace, _board, _request);
  IF _last.settled_at IS NOT NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO _announced FROM public.request_steps s
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request AND s.announced
   ORDER BY s.n DESC LIMIT 1;
  -- Work that was put back while it was blocked is blocked still. What has to be announced is the former.
  _place := weir.last_place(_workspace, _board, _request);
  _next := CASE WHEN _last.state = 'blocked' AND _place.state = 'putBack' AND _place.settled_at IS NULL
                 AND NOT weir.is_same_step(_place, _announced) THEN _place ELSE _last END;

  _is_same := weir.is_same_step(_next, _announced);
  SELECT * INTO _reached FROM weir.reach_of(_workspace, _board, _request);
  UPDATE public.request_steps s
     SET settled_at = _now, announced = NOT _is_same AND _reached.anybody AND s.n IN (_last.n, _next.n),
         requester_left = NOT _is_same AND _reached.requester_left AND s.n IN (_last.n, _next.n)
   WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request
     AND s.settled_at IS NULL AND s.n <= _last.n;
  IF _is_same OR NOT _reached.anybody THEN
    RETURN NULL;
  END IF;

  _kind := CASE
    WHEN _next.state IN ('delivered', 'takenOff', 'blocked') THEN _next.state::text
    WHEN _announced.state = 'takenOff' THEN 'restored'
    WHEN _announced.state = 'blocked' AND (_next.state <> 'putBack' OR weir.covered_put_back(_announced)) THEN 'unblocked'
    ELSE _next.state::text END;
  PERFORM weir.notify_of_work(_workspace, _board, _request, _kind, _next.seq, _now, jsonb_build_object(
    'was', _announced.state, 'reason', weir.step_reason(_next), 'message', _next.message,
    'expected', CASE WHEN _next.state NOT IN ('delivered', 'takenOff') THEN _expected END));
  IF _next.state NOT IN ('delivered', 'takenOff') THEN
    PERFORM weir.record_announced_forecast(_workspace, _board, _request, _now, _expected);
  END IF;
  RETURN _kind;
END $function$;

CREATE OR REPLACE FUNCTION weir.record_announced_forecast(_workspace uuid, _board uuid, _request uuid, _now timestamp with time zone, _expected jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.announced_forecasts (workspace_id, board_id, request_id, at, p50, p85)
  SELECT _workspace, _board, _request, _now, (_expected ->> 'p50')::date, (_expected ->> 'p85')::date
   WHERE _expected ? 'p85' AND (weir.reach_of(_workspace, _board, _request)).anybody
  ON CONFLICT DO NOTHING;
END $function$;

CREATE OR REPLACE FUNCTION weir.notify_of_work(_workspace uuid, _board uuid, _request uuid, _kind text, _seq bigint, _now timestamp with time zone, _facts jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO public.notices (workspace_id, id, user_id, guest_id, board_id, kind, request_id, facts, at)
  SELECT _workspace, gen_random_uuid(), p.user_id, p.guest_id, _board, _kind::public.notice_kind, _request, _facts, _now
    FROM weir.readers_of_request(_workspace, _board, _request) p
   WHERE NOT EXISTS (SELECT FROM public.events e
                      WHERE e.workspace_id = _workspace AND e.board_id = _board AND e.seq = _seq AND e.actor_id = p.user_id);
END $function$;

CREATE OR REPLACE FUNCTION weir.backfill_steps()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  WITH work AS (
    SELECT c.workspace_id, c.board_id, c.request_id, c.number, c.created_at, c.committed_at, c.delivered_at,
           CASE WHEN c.delivered_at IS NULL THEN coalesce(c.archived_at, b.archived_at) END AS off_at, x.reason AS blocked, x.blocked_at
      FROM public.cards c
      JOIN public.answers a ON a.workspace_id = c.workspace_id AND a.board_id = c.board_id AND a.request_id = c.request_id
                           AND a.kind IN ('accept', 'trade')
      JOIN public.boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id
      LEFT JOIN public.card_blocks x ON x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id
                                    AND x.unblocked_at IS NULL
     WHERE NOT EXISTS (SELECT FROM public.request_steps s
                        WHERE s.workspace_id = c.workspace_id AND s.board_id = c.board_id AND s.request_id = c.request_id)
  ), back AS (
    SELECT w.workspace_id, w.board_id, w.request_id, e.seq, e.at, coalesce(e.changes -> 0 ->> 'reason', 'system') AS reason,
           e.changes -> 0 ->> 'message' AS message
      FROM work w
      JOIN public.events e ON e.workspace_id = w.workspace_id AND e.board_id = w.board_id AND e.type = 'card.putBack'
                          AND (e.changes -> 0 ->> 'card')::integer = w.number
     UNION ALL
    SELECT w.workspace_id, w.board_id, w.request_id, NULL, d.at, d.reason::text, d.message
      FROM work w
      JOIN public.displacements d ON d.workspace_id = w.workspace_id AND d.board_id = w.board_id AND d.displaced_request_id = w.request_id
                                 AND d.column_id IS NOT NULL
  ), place AS (
    SELECT w.*, CASE WHEN w.delivered_at IS NOT NULL THEN 'delivered'
                     WHEN w.committed_at IS NOT NULL THEN 'begun'
                     WHEN EXISTS (SELECT FROM back k WHERE k.workspace_id = w.workspace_id AND k.board_id = w.board_id AND k.request_id = w.request_id)
                     THEN 'putBack'
                     ELSE 'queued' END::public.work_state AS place
      FROM work w
  ), steps AS (
    SELECT p.workspace_id, p.board_id, p.request_id, p.number AS card, NULL::bigint AS seq, s.state::public.work_state AS state, s.at,
           s.reason, s.message, CASE WHEN s.state IN ('takenOff', 'blocked') THEN 2 WHEN s.state = p.place::text THEN 1 ELSE 0 END AS place
      FROM place p
     CROSS JOIN LATERAL (VALUES
       ('queued',    p.created_at, NULL, NULL),
       ('begun',     p.committed_at, NULL, NULL),
       ('delivered', p.delivered_at, NULL, NULL),
       ('blocked',   CASE WHEN p.delivered_at IS NULL AND p.off_at IS NULL THEN p.blocked_at END, p.blocked, NULL),
       ('takenOff',  p.off_at, coalesce((
          SELECT d.reason::text FROM public.displacements d
           WHERE d.workspace_id = p.workspace_id AND d.board_id = p.board_id AND d.displaced_request_id = p.request_id AND d.column_id IS NULL
           ORDER BY d.at DESC LIMIT 1), 'system'), (
          SELECT d.message FROM public.displacements d
           WHERE d.workspace_id = p.workspace_id AND d.board_id = p.board_id AND d.displaced_request_id = p.request_id AND d.column_id IS NULL
           ORDER BY d.at DESC LIMIT 1))) AS s (state, at, reason, message)
     WHERE s.at IS NOT NULL
     UNION ALL
    SELECT k.workspace_id, k.board_id, k.request_id, p.number, k.seq, 'putBack', k.at, k.reason, k.message, CASE WHEN p.place = 'putBack' THEN 1 ELSE 0 END
      FROM back k JOIN place p ON p.workspace_id = k.workspace_id AND p.board_id = k.board_id AND p.request_id = k.request_id
  )
  INSERT INTO public.request_steps (workspace_id, board_id, request_id, n, seq, state, at, since, reason, message, card, settled_at, announced)
  SELECT s.workspace_id, s.board_id, s.request_id,
         row_number() OVER (PARTITION BY s.workspace_id, s.board_id, s.request_id ORDER BY s.place, s.at, s.state),
         s.seq, s.state, s.at, s.at, s.reason, s.message, s.card, s.at, true
    FROM steps s;
END $function$;

CREATE OR REPLACE FUNCTION weir.record_step(_workspace uuid, _board uuid, _request uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _card    public.cards;
  _last    public.request_steps := weir.last_step(_workspace, _board, _request);
  _place   public.request_steps := weir.last_place(_workspace, _board, _request);
  _new     public.request_steps;
  _is_off  boolean;
  _is_same boolean;
  _blocked text;
BEGIN
  SELECT * INTO _card FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.request_id = _request;
  IF _card.id IS NULL AND _last.n IS NULL THEN
    RETURN;
  END IF;
  _is_same := coalesce(_card.number, _last.card) IS NOT DISTINCT FROM _last.card;
  _new.state := CASE
    WHEN _card.id IS NULL                THEN _place.state
    WHEN _card.delivered_at IS NOT NULL  THEN 'delivered'
    WHEN _card.committed_at IS NOT NULL  THEN 'begun'
    WHEN _place.state IS NULL OR _place.state = 'queued' THEN 'queued'
    ELSE 'putBack' END;
  IF _new.state IS DISTINCT FROM _place.state THEN
    IF _new.state = 'putBack' THEN
      _new.reason := weir.given_reason() ->> 'reason';
      _new.message := weir.given_reason() ->> 'message';
    END IF;
    _place := weir.add_step(_workspace, _board, _request, _new);
  END IF;

  SELECT _card.id IS NULL OR _card.archived_at IS NOT NULL OR b.archived_at IS NOT NULL INTO _is_off
    FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board;
  IF _last.state = 'takenOff' AND NOT _is_off THEN
    PERFORM weir.check_not_asked_again(_workspace, _board, _request);
  END IF;
  SELECT b.reason INTO _blocked FROM public.card_blocks b
   WHERE b.workspace_id = _workspace AND b.board_id = _board AND b.card_id = _card.id AND b.unblocked_at IS NULL;
  _new := NULL;
  IF _place.state = 'delivered' OR NOT _is_off AND _blocked IS NULL THEN
    -- Nothing covers the place. It needs a step of its own again if something did.
    IF _place.n > coalesce(_last.n, 0) OR _last.state = _place.state AND _is_same THEN
      RETURN;
    END IF;
    _new.state := _place.state;
    _new.since := CASE WHEN _last.state = _place.state THEN _last.since END;
    _new.reason := _place.reason;
    _new.message := _place.message;
  ELSIF _is_off THEN
    _new.state := 'takenOff';
    IF _last.state = 'takenOff' THEN
      _new.since := _last.since;
      _new.reason := _last.reason;
      _new.message := _last.message;
    ELSE
      _new.reason := weir.given_reason() ->> 'reason';
      _new.message := weir.given_reason() ->> 'message';
    END IF;
  ELSE
    _new.state := 'blocked';
    _new.reason := _blocked;
    _new.since := CASE WHEN _last.state = 'blocked' THEN _last.since END;
  END IF;
  -- A cover that stays needs a step only if the place changed under it, or a block has another reason.
  IF _place.n < _last.n AND _new.state = _last.state AND _new.reason IS NOT DISTINCT FROM _last.reason AND _is_same THEN
    RETURN;
  END IF;
  PERFORM weir.add_step(_workspace, _board, _request, _new);
END $function$;

CREATE OR REPLACE FUNCTION weir.add_step(_workspace uuid, _board uuid, _request uuid, _step public.request_steps)
 RETURNS public.request_steps
 LANGUAGE plpgsql
AS $function$
DECLARE
  _announced boolean;
BEGIN
  SELECT k.seq, k.at INTO _step.seq, _step.at FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  SELECT coalesce(max(s.n), 0) + 1, coalesce(bool_and(s.seq = _step.seq), true) INTO _step.n, _announced
    FROM public.request_steps s WHERE s.workspace_id = _workspace AND s.board_id = _board AND s.request_id = _request;
  _step.card := coalesce(
    (SELECT c.number FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.request_id = _request),
    (weir.last_step(_workspace, _board, _request)).card);
  INSERT INTO public.request_steps (workspace_id, board_id, request_id, n, seq, state, at, since, reason, message, card,
                                    settled_at, announced)
  VALUES (_workspace, _board, _request, _step.n, _step.seq, _step.state, _step.at, coalesce(_step.since, _step.at),
          _step.reason, _step.message, _step.card, CASE WHEN _announced THEN _step.at END, _announced)
  RETURNING * INTO _step;
  RETURN _step;
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse_step_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (NEW.workspace_id, NEW.board_id, NEW.request_id, NEW.n, NEW.seq, NEW.state, NEW.at, NEW.since, NEW.card)
     IS DISTINCT FROM (OLD.workspace_id, OLD.board_id, OLD.request_id, OLD.n, OLD.seq, OLD.state, OLD.at, OLD.since, OLD.card)
     OR (NEW.reason IS DISTINCT FROM OLD.reason AND NEW.reason IS DISTINCT FROM weir.erased_text())
     OR (NEW.message IS DISTINCT FROM OLD.message AND NEW.message IS DISTINCT FROM weir.erased_text())
     OR (OLD.settled_at IS NOT NULL AND (NEW.settled_at, NEW.announced, NEW.requester_left)
         IS DISTINCT FROM (OLD.settled_at, OLD.announced, OLD.requester_left)) THEN
    RAISE EXCEPTION 'a step of a request cannot be changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $function$;

CREATE VIEW weir.card_documents AS
 SELECT c.workspace_id,
    c.board_id,
    c.id,
    c.number,
    c.column_id,
    c.rank,
    c.archived_at,
    c.delivered_at,
    jsonb_build_object('number', c.number, 'ref', ((b.key || '-'::text) || c.number), 'version', c.version, 'title', c.title, 'columnId', c.column_id, 'half',
        CASE
            WHEN k.split THEN
            CASE
                WHEN c.done THEN 'done'::text
                ELSE 'doing'::text
            END
            ELSE NULL::text
        END, 'classOfService', c.class_of_service, 'assignees', COALESCE(( SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.name, u.id) AS jsonb_agg
           FROM (public.card_assignees a
             JOIN public.users u ON ((u.id = a.user_id)))
          WHERE ((a.workspace_id = c.workspace_id) AND (a.board_id = c.board_id) AND (a.card_id = c.id))), '[]'::jsonb), 'swimlaneId', c.swimlane_id, 'labelIds', COALESCE(( SELECT jsonb_agg(l.label_id ORDER BY l.label_id) AS jsonb_agg
           FROM public.card_labels l
          WHERE ((l.workspace_id = c.workspace_id) AND (l.board_id = c.board_id) AND (l.card_id = c.id))), '[]'::jsonb), 'checklist', ( SELECT jsonb_build_object('done', count(*) FILTER (WHERE i.done), 'total', count(*)) AS jsonb_build_object
           FROM public.checklist_items i
          WHERE ((i.workspace_id = c.workspace_id) AND (i.board_id = c.board_id) AND (i.card_id = c.id))), 'blocked', ( SELECT jsonb_build_object('reason', x.reason, 'since', weir.instant(x.blocked_at), 'by', jsonb_build_object('id', u.id, 'name', u.name)) AS jsonb_build_object
           FROM (public.card_blocks x
             JOIN public.users u ON ((u.id = x.blocked_by)))
          WHERE ((x.workspace_id = c.workspace_id) AND (x.board_id = c.board_id) AND (x.card_id = c.id) AND (x.unblocked_at IS NULL))), 'enteredColumnAt', weir.instant(c.entered_column_at), 'committedAt', weir.instant(c.committed_at), 'deliveredAt', weir.instant(c.delivered_at), 'archivedAt', weir.instant(c.archived_at), 'dueOn', c.due_on, 'request', ( SELECT jsonb_build_object('number', r.number, 'ref', ((b.key || '-R'::text) || r.number), 'requester', (weir.requester(r.*) || (
                CASE
                    WHEN (m.user_id IS NULL) THEN '{}'::text
                    ELSE '{"left": true}'::text
                END)::jsonb)) AS jsonb_build_object
           FROM (public.requests r
             LEFT JOIN public.memberships m ON (((m.workspace_id = r.workspace_id) AND (m.user_id = r.requester_id) AND (m.left_at IS NOT NULL))))
          WHERE ((r.workspace_id = c.workspace_id) AND (r.board_id = c.board_id) AND (r.id = c.request_id)))) AS document
   FROM ((public.cards c
     JOIN public.boards b ON (((b.workspace_id = c.workspace_id) AND (b.id = c.board_id))))
     JOIN public.columns k ON (((k.workspace_id = c.workspace_id) AND (k.board_id = c.board_id) AND (k.id = c.column_id))));

CREATE TRIGGER then_number_names AFTER UPDATE OF left_at ON public.memberships FOR EACH ROW WHEN (((old.left_at IS NULL) <> (new.left_at IS NULL))) EXECUTE FUNCTION weir.number_names_of_requesters();
