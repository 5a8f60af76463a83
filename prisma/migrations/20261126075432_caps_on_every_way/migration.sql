DROP TRIGGER keep_caps_on_update ON public.cards;
DROP TRIGGER then_keep_caps_on_insert ON public.cards;
DROP FUNCTION weir.keep_caps_of_card();
DROP FUNCTION weir.keep_caps_of_cards();

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.enforce_intake()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old weir.queued_request[] := '{}';
  _new weir.queued_request[] := '{}';
  _r   record;
BEGIN
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    SELECT coalesce(array_agg(weir.queued_request(o)) FILTER (WHERE o.answered_at IS NULL), '{}') INTO _old FROM old_rows o;
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    SELECT coalesce(array_agg(weir.queued_request(n)) FILTER (WHERE n.answered_at IS NULL), '{}') INTO _new FROM new_rows n;
  END IF;
  IF TG_OP = 'DELETE' THEN
    -- No request disappears silently: it is answered before it is deleted.
    IF cardinality(_old) > 0 THEN
      RAISE EXCEPTION 'a waiting request cannot be deleted: answer it first' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' THEN
    -- Numbers given by hand (an import) move the clock's next number on.
    UPDATE public.board_clock k SET next_request = m.next
      FROM (SELECT n.workspace_id, n.board_id, max(n.number) + 1 AS next FROM new_rows n GROUP BY 1, 2) m
     WHERE k.workspace_id = m.workspace_id AND k.board_id = m.board_id AND k.next_request < m.next;
  END IF;

  IF EXISTS (SELECT FROM new_rows n
              WHERE (n.answered_at IS NOT NULL) <> EXISTS (
                SELECT FROM public.answers a
                 WHERE a.workspace_id = n.workspace_id AND a.board_id = n.board_id AND a.request_id = n.id)) THEN
    RAISE EXCEPTION 'answered_at must agree with the existence of an answer' USING ERRCODE = 'integrity_constraint_violation';
  END IF;

  FOR _r IN
    SELECT w.waiting, i.depth
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
      JOIN public.intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM public.requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL) w
     WHERE w.waiting > i.depth
  LOOP
    PERFORM weir.refuse('intake-queue-full', jsonb_build_object('waiting', _r.waiting - 1, 'depth', _r.depth));
  END LOOP;

  FOR _r IN
    SELECT q.quota, q.open
      FROM (SELECT s.workspace_id, s.board_id, s.requester_id, s.is_guest
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             GROUP BY 1, 2, 3, 4 HAVING sum(s.delta) > 0) g
      JOIN public.intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS open,
                                CASE WHEN g.is_guest THEN i.form_open_per_guest ELSE i.open_per_requester END AS quota
                           FROM public.requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id
                            AND coalesce(r.requester_id, r.guest_id) = g.requester_id AND r.answered_at IS NULL) q
     WHERE q.open > q.quota
  LOOP
    PERFORM weir.refuse('requester-quota-reached', jsonb_build_object('open', _r.open - 1, 'quota', _r.quota));
  END LOOP;

  -- The public form's share of the depth. It comes after the quota: a guest who has reached their quota is told that.
  FOR _r IN
    SELECT w.waiting, i.form_depth AS depth
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             WHERE s.is_guest
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
      JOIN public.intakes i USING (workspace_id, board_id)
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM public.requests r
                          WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.answered_at IS NULL
                            AND r.guest_id IS NOT NULL) w
     WHERE w.waiting > i.form_depth
  LOOP
    PERFORM weir.refuse('form-places-taken', jsonb_build_object('waiting', _r.waiting - 1, 'depth', _r.depth));
  END LOOP;

  -- The rate: how many requests one requester submitted in any hour and in any day, by submitted_at. Requests are not
  -- always inserted in that order: writers' clocks differ, and an import has times of its own. So each span is counted
  -- that a new request is part of; a fullest one ends at it or at a later request. A redirected request was submitted
  -- elsewhere and does not count.
  IF TG_OP = 'INSERT' THEN
    FOR _r IN
      SELECT s.submitted, p.quota, p.per
        FROM (SELECT DISTINCT n.workspace_id, n.board_id, coalesce(n.requester_id, n.guest_id) AS requester_id, n.submitted_at
                FROM new_rows n WHERE n.from_request_id IS NULL) g
        JOIN public.intakes i USING (workspace_id, board_id)
       CROSS JOIN LATERAL (VALUES (1, i.per_requester_per_hour, 'hour', interval '1 hour'),
                                  (2, weir.rate_per_day(i), 'day', interval '1 day')) p (rank, quota, per, span)
       CROSS JOIN LATERAL (SELECT max(w.submitted) AS submitted
                             FROM public.requests l
                            CROSS JOIN LATERAL (SELECT count(*)::int AS submitted FROM public.requests r
                                                 WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                                                   AND coalesce(r.requester_id, r.guest_id) = g.requester_id
                                                   AND r.from_request_id IS NULL
                                                   AND r.submitted_at > l.submitted_at - p.span
                                                   AND r.submitted_at <= l.submitted_at) w
                            WHERE l.workspace_id = g.workspace_id AND l.board_id = g.board_id
                              AND coalesce(l.requester_id, l.guest_id) = g.requester_id AND l.from_request_id IS NULL
                              AND l.submitted_at >= g.submitted_at AND l.submitted_at < g.submitted_at + p.span) s
       WHERE s.submitted > p.quota
       ORDER BY p.rank
    LOOP
      PERFORM weir.refuse('requester-rate-reached',
                          jsonb_build_object('submitted', _r.submitted - 1, 'quota', _r.quota, 'per', _r.per));
    END LOOP;
  END IF;

  -- At most one expedite claim waits. With two, neither would mean anything.
  FOR _r IN
    SELECT w.waiting
      FROM (SELECT s.workspace_id, s.board_id
              FROM (SELECT *, -1 AS delta FROM unnest(_old) UNION ALL SELECT *, 1 FROM unnest(_new)) s
             WHERE s.class_of_service = 'expedite'
             GROUP BY 1, 2 HAVING sum(s.delta) > 0) g
     CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM public.requests r
                          WHERE r.workspace_id = g.workspace_id AND r.board_id = g.board_id
                            AND r.class_of_service = 'expedite' AND r.answered_at IS NULL) w
     WHERE w.waiting > 1
  LOOP
    PERFORM weir.refuse('expedite-claim-waiting', jsonb_build_object('waiting', _r.waiting - 1));
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_limits(_workspace uuid, _board uuid, _changes weir.card_change[], _across_alone boolean DEFAULT false)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _active    uuid[];
  _rewritten uuid[];
  _done      uuid[];
  _limit     public.wip_limits;
  _gain      integer;
  _load      integer;
  _exceeded  weir.exceeded_limit[];
BEGIN
  SELECT array_agg(k.id) FILTER (WHERE k.kind = 'active'), array_agg(k.id) FILTER (WHERE weir.is_own_write(k.xmin)),
         array_agg(k.id) FILTER (WHERE k.kind = 'done')
    INTO _active, _rewritten, _done
    FROM public.columns k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  FOR _limit IN
    SELECT l.* FROM public.wip_limits l WHERE l.workspace_id = _workspace AND l.board_id = _board AND NOT _across_alone
    UNION ALL
    -- Limits across boards: those of everyone who has these cards, or was assigned or unassigned, in the order in
    -- which they are locked. Cards of an archived board do not count for them.
    SELECT (a.as_limit).* FROM (
      SELECT weir.limit_across_boards(p) AS as_limit
        FROM public.person_limits p
       WHERE p.workspace_id = _workspace
         AND p.user_id = ANY (ARRAY(
           SELECT coalesce(m.person, a.user_id)
             FROM unnest(_changes) m
             LEFT JOIN public.card_assignees a
               ON m.person IS NULL AND a.workspace_id = m.workspace_id AND a.board_id = m.board_id AND a.card_id = m.card_id))
         AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.id = _board AND b.archived_at IS NULL)
       ORDER BY p.user_id
      OFFSET 0) a
  LOOP
    _gain := weir.gain(_limit, _changes, _active, _rewritten);
    IF _limit.board_id IS NULL AND _gain IS NOT NULL THEN
      PERFORM weir.lock_person_limits(_workspace, ARRAY[_limit.user_id]);
      SELECT a.* INTO _limit FROM public.person_limits p, weir.limit_across_boards(p) a
       WHERE p.workspace_id = _workspace AND p.user_id = _limit.user_id;
      CONTINUE WHEN NOT FOUND;
    END IF;
    IF _gain > 0 THEN
      _load := weir.load(_limit, _active);
      IF _load > _limit.max THEN
        _exceeded := _exceeded || ROW (_workspace, _board, _limit.id, _limit.scope, _limit.mode, _limit.max,
                                       _load - _gain, _gain)::weir.exceeded_limit;
      END IF;
    END IF;
  END LOOP;
  IF _exceeded IS NOT NULL THEN
    PERFORM weir.override_or_refuse(_exceeded);
  END IF;
  -- The caps on cards. One card that was there, in a column that is not done, adds nothing: that needs no query.
  IF _changes[1].person IS NULL AND NOT _across_alone
     AND (cardinality(_changes) > 1 OR _changes[1].was_column_id IS NULL OR _changes[1].was_archived_at IS NOT NULL
          OR _changes[1].was_column_id = ANY (_done))
     AND weir.adds_cards(_changes, _done) THEN
    PERFORM weir.enforce_card_caps(_workspace, _board);
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_limits_of_columns()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _columns  public.columns[];
  _was     public.columns[];
  _changes weir.card_change[];
BEGIN
  SELECT array_agg(c) INTO _columns FROM new_rows c;
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(g) INTO _was FROM old_rows g;
  END IF;
  UPDATE public.cards c SET done = false
    FROM unnest(_columns) k
   WHERE NOT k.split AND NOT EXISTS (
           SELECT FROM unnest(_was) o
            WHERE o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id AND NOT o.split)
     AND c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.done;
  SELECT array_agg(weir.card_change(c, c, _was_active => coalesce(o.kind = 'active', false)))
    INTO _changes
    FROM unnest(_columns) k
    LEFT JOIN unnest(_was) o ON o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id
    JOIN public.cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id AND c.archived_at IS NULL
   WHERE o.kind IS DISTINCT FROM k.kind;
  IF _changes IS NOT NULL THEN
    PERFORM weir.enforce_limits_of_boards(_changes);
    -- The cards of a column that is not done any more count against the cap on cards.
    PERFORM weir.enforce_card_caps(b.workspace_id, b.board_id)
       FROM (SELECT DISTINCT k.workspace_id, k.board_id
               FROM unnest(_columns) k
               LEFT JOIN unnest(_was) o ON o.workspace_id = k.workspace_id AND o.board_id = k.board_id AND o.id = k.id
              WHERE k.kind <> 'done' AND (o.id IS NULL OR o.kind = 'done')) b;
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old        public.memberships[];
  _locked     uuid[];
  _workspaces uuid[];
  _owners     uuid[];
  _id         uuid;
  _max        integer;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(o) INTO _old FROM old_rows o WHERE o.left_at IS NULL;
  END IF;
  SELECT array_agg(n.workspace_id) FILTER (WHERE o.user_id IS NULL OR (n.role = 'owner' AND o.role <> 'owner')),
         array_agg(DISTINCT n.workspace_id) FILTER (WHERE o.user_id IS NULL),
         array_agg(DISTINCT n.user_id) FILTER (WHERE n.role = 'owner' AND o.role IS DISTINCT FROM 'owner')
    INTO _locked, _workspaces, _owners
    FROM new_rows n
    LEFT JOIN unnest(_old) o ON o.workspace_id = n.workspace_id AND o.user_id = n.user_id
   WHERE n.left_at IS NULL;

  PERFORM weir.lock_workspaces(_locked);
  FOREACH _id IN ARRAY coalesce(_workspaces, '{}') LOOP
    _max := weir.cap(_id, 'members');
    IF EXISTS (SELECT FROM public.memberships m WHERE m.workspace_id = _id AND m.left_at IS NULL OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('members', _max);
    END IF;
  END LOOP;
  PERFORM weir.enforce_cap_of_owners(_owners);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_cap_of_owners(_owners uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _id  uuid;
  _max integer;
BEGIN
  FOR _id IN SELECT DISTINCT o FROM unnest(_owners) o ORDER BY 1 LOOP
    PERFORM weir.lock_person(_id);
    _max := weir.cap_of_person(_id, 'workspaces');
    IF EXISTS (SELECT FROM public.memberships m
                 JOIN public.workspaces w ON w.id = m.workspace_id AND w.archived_at IS NULL
                WHERE m.user_id = _id AND m.role = 'owner' AND m.left_at IS NULL OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('workspaces', _max);
    END IF;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_workspaces()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _back uuid[];
BEGIN
  SELECT array_agg(n.id) INTO _back
    FROM new_rows n JOIN old_rows o ON o.id = n.id
   WHERE o.archived_at IS NOT NULL AND n.archived_at IS NULL;
  IF _back IS NOT NULL THEN
    PERFORM weir.lock_workspaces(_back);
    PERFORM weir.enforce_cap_of_owners(ARRAY(
      SELECT m.user_id FROM public.memberships m WHERE m.workspace_id = ANY (_back) AND m.role = 'owner' AND m.left_at IS NULL));
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_invitations()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old public.invitations[];
  _w   record;
  _max integer;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(o) INTO _old FROM old_rows o WHERE o.accepted_at IS NULL AND o.revoked_at IS NULL;
  END IF;
  FOR _w IN
    SELECT n.workspace_id AS id, CASE TG_OP WHEN 'INSERT' THEN max(n.created_at) ELSE now() END AS now
      FROM new_rows n
     WHERE n.accepted_at IS NULL AND n.revoked_at IS NULL AND NOT EXISTS (
             SELECT FROM unnest(_old) o
              WHERE o.workspace_id = n.workspace_id AND o.id = n.id AND n.expires_at <= o.expires_at)
     GROUP BY 1 ORDER BY 1
  LOOP
    PERFORM weir.lock_workspaces(ARRAY[_w.id]);
    _max := weir.cap(_w.id, 'invitations');
    IF EXISTS (SELECT FROM public.invitations i
                WHERE i.workspace_id = _w.id AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > _w.now OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('invitations', _max);
    END IF;
    _max := weir.cap(_w.id, 'newInvitations');
    IF TG_OP = 'INSERT' AND EXISTS (
         SELECT FROM public.invitations i
          WHERE i.workspace_id = _w.id AND i.created_at > _w.now - interval '24 hours' OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('newInvitations', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_sessions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _p record;
BEGIN
  FOR _p IN SELECT n.user_id AS id, max(n.created_at) AS now FROM new_rows n GROUP BY 1 ORDER BY 1 LOOP
    PERFORM weir.lock_person(_p.id);
    DELETE FROM public.sessions s
     WHERE s.id IN (SELECT t.id FROM public.sessions t
                     WHERE t.user_id = _p.id
                     ORDER BY t.ended_at IS NULL AND t.expires_at > _p.now DESC, t.created_at DESC, t.id DESC
                    OFFSET greatest(1, weir.cap_of_person(_p.id, 'sessions')));
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_changed_boards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _boards weir.board_ref[];
  _rows   weir.written_row[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.lock_workspaces(ARRAY(SELECT n.workspace_id FROM new_rows n));
    SELECT array_agg(ROW (k.workspace_id, k.board_id)::weir.board_ref),
           array_agg(ROW (k.workspace_id, k.board_id, NULL, to_jsonb(n))::weir.written_row)
      INTO _boards, _rows
      FROM new_rows n JOIN public.board_clock k ON k.workspace_id = n.workspace_id AND k.board_id = n.id;
  ELSE
    -- What comes back from the archive counts against the workspace's cap, so it is locked too.
    PERFORM weir.lock_workspaces(ARRAY(
      SELECT n.workspace_id FROM new_rows n JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id
       WHERE o.archived_at IS NOT NULL AND n.archived_at IS NULL));
    SELECT array_agg(ROW (n.workspace_id, n.id)::weir.board_ref),
           array_agg(ROW (n.workspace_id, n.id, to_jsonb(o), to_jsonb(n))::weir.written_row)
      INTO _boards, _rows
      FROM new_rows n LEFT JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id;
  END IF;
  IF weir.has_own_event() THEN
    PERFORM weir.lock_boards(_boards, TG_TABLE_NAME);
  ELSE
    PERFORM weir.lock_boards_written(_rows, TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.default_cap(_cap text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE _cap
    WHEN 'workspaces'     THEN 50      -- that a person owns
    WHEN 'sessions'       THEN 50      -- of a person: one more ends the oldest
    WHEN 'members'        THEN 2000    -- of a workspace
    WHEN 'invitations'    THEN 500     -- of a workspace, open
    WHEN 'newInvitations' THEN 1000    -- of a workspace, created in any 24 hours
    WHEN 'guests'         THEN 10000   -- of a workspace
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next six
    WHEN 'swimlanes'      THEN 100
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cards'          THEN 5000    -- neither archived nor delivered
    WHEN 'archivedCards'  THEN 100000  -- all there are
    WHEN 'requests'       THEN 100000  -- of a board, answered or not
    WHEN 'newRequests'    THEN 500     -- of one requester on a board, submitted in any 24 hours: see weir.rate_per_day
    WHEN 'blocks'         THEN 1000    -- of a card, over or not
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'messages'       THEN 1000    -- of a request
  END
$function$;

CREATE OR REPLACE FUNCTION weir.cap_of_person(_user uuid, _cap text)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce((SELECT (u.caps ->> _cap)::integer FROM public.users u WHERE u.id = _user), weir.default_cap(_cap))
$function$;

CREATE OR REPLACE FUNCTION weir.adds_cards(_changes weir.card_change[], _done uuid[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT coalesce(bool_or(c.was_column_id IS NULL), false) OR coalesce(sum(
           (c.archived_at IS NULL AND c.column_id <> ALL (coalesce(_done, '{}')))::integer
         - (c.was_archived_at IS NULL AND c.was_column_id <> ALL (coalesce(_done, '{}')))::integer), 0) > 0
    FROM unnest(_changes) c WHERE c.person IS NULL
$function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_requests()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _b   record;
  _max integer;
BEGIN
  FOR _b IN
    SELECT k.workspace_id, k.board_id, k.next_request - 1 AS numbers
      FROM public.board_clock k
     WHERE (k.workspace_id, k.board_id) IN (SELECT n.workspace_id, n.board_id FROM new_rows n)
  LOOP
    _max := weir.cap(_b.workspace_id, 'requests');
    IF _b.numbers > _max AND EXISTS (
         SELECT FROM public.requests r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('requests', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.rate_per_day(_i public.intakes)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  SELECT least(_i.per_requester_per_day, weir.cap(_i.workspace_id, 'newRequests'))
$function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_blocks()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _c   record;
  _max integer;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, 'blocks');
    IF EXISTS (SELECT FROM public.card_blocks r
                WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('blocks', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.refuse_other_place()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'a row of % keeps its %: delete it and create another', TG_TABLE_NAME, TG_ARGV[0]
    USING ERRCODE = 'integrity_constraint_violation';
END $function$;

CREATE TRIGGER then_keep_caps_on_update AFTER UPDATE ON public.workspaces REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_workspaces();

CREATE TRIGGER then_keep_caps_on_update AFTER UPDATE ON public.invitations REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_invitations();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.sessions REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_sessions();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_requests();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_blocks REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_blocks();

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id ON public.columns FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id))) EXECUTE FUNCTION weir.refuse_other_place('board');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id ON public.swimlanes FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id))) EXECUTE FUNCTION weir.refuse_other_place('board');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id ON public.wip_limits FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id))) EXECUTE FUNCTION weir.refuse_other_place('board');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id ON public.answer_templates FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id))) EXECUTE FUNCTION weir.refuse_other_place('board');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id ON public.requests FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id))) EXECUTE FUNCTION weir.refuse_other_place('board');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id, card_id ON public.comments FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id) OR (old.card_id IS DISTINCT FROM new.card_id))) EXECUTE FUNCTION weir.refuse_other_place('card');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id, card_id ON public.card_blocks FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id) OR (old.card_id IS DISTINCT FROM new.card_id))) EXECUTE FUNCTION weir.refuse_other_place('card');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, board_id, request_id ON public.request_messages FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.board_id IS DISTINCT FROM new.board_id) OR (old.request_id IS DISTINCT FROM new.request_id))) EXECUTE FUNCTION weir.refuse_other_place('request');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id ON public.guests FOR EACH ROW WHEN ((old.workspace_id IS DISTINCT FROM new.workspace_id)) EXECUTE FUNCTION weir.refuse_other_place('workspace');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id ON public.invitations FOR EACH ROW WHEN ((old.workspace_id IS DISTINCT FROM new.workspace_id)) EXECUTE FUNCTION weir.refuse_other_place('workspace');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF user_id ON public.sessions FOR EACH ROW WHEN ((old.user_id IS DISTINCT FROM new.user_id)) EXECUTE FUNCTION weir.refuse_other_place('person');

-- Numbers start at 1. What an import once numbered otherwise gets its board's next numbers.
WITH wrong AS (
  SELECT c.workspace_id, c.board_id, c.id,
         k.next_card - 1 + row_number() OVER (PARTITION BY c.workspace_id, c.board_id ORDER BY c.number) AS number
    FROM public.cards c JOIN public.board_clock k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id
   WHERE c.number < 1
)
UPDATE public.cards c SET number = w.number
  FROM wrong w WHERE w.workspace_id = c.workspace_id AND w.board_id = c.board_id AND w.id = c.id;
UPDATE public.board_clock k SET next_card = m.next
  FROM (SELECT c.workspace_id, c.board_id, max(c.number) + 1 AS next FROM public.cards c GROUP BY 1, 2) m
 WHERE k.workspace_id = m.workspace_id AND k.board_id = m.board_id AND k.next_card < m.next;
WITH wrong AS (
  SELECT r.workspace_id, r.board_id, r.id,
         k.next_request - 1 + row_number() OVER (PARTITION BY r.workspace_id, r.board_id ORDER BY r.number) AS number
    FROM public.requests r JOIN public.board_clock k ON k.workspace_id = r.workspace_id AND k.board_id = r.board_id
   WHERE r.number < 1
)
UPDATE public.requests r SET number = w.number
  FROM wrong w WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.id = r.id;
UPDATE public.board_clock k SET next_request = m.next
  FROM (SELECT r.workspace_id, r.board_id, max(r.number) + 1 AS next FROM public.requests r GROUP BY 1, 2) m
 WHERE k.workspace_id = m.workspace_id AND k.board_id = m.board_id AND k.next_request < m.next;

ALTER TABLE "public"."cards" ADD CONSTRAINT "cards_number_counts" CHECK ("number" > 0);
ALTER TABLE "public"."requests" ADD CONSTRAINT "requests_number_counts" CHECK ("number" > 0);
