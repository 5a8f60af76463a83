-- The caps of workspaces and of persons. What they count has no board's clock, so the lock is a real UPDATE of the row
-- that locks the workspace, or the person.

-- Trigger on boards: new ones, and those that come back from the archive.
CREATE FUNCTION weir.keep_caps_of_boards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _workspaces uuid[];
  _workspace  uuid;
  _max        integer;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT n.workspace_id) INTO _workspaces FROM new_rows n;
  ELSE
    SELECT array_agg(DISTINCT n.workspace_id) INTO _workspaces
      FROM new_rows n
      LEFT JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id
     WHERE o.id IS NULL OR (o.archived_at IS NOT NULL AND n.archived_at IS NULL);
  END IF;
  PERFORM weir.lock_workspaces(_workspaces);
  FOREACH _workspace IN ARRAY coalesce(_workspaces, '{}') LOOP
    -- A board that comes back, or is new, while its workspace is being archived: see weir.archive_workspace.
    IF EXISTS (SELECT FROM public.workspaces w WHERE w.id = _workspace AND w.archived_at IS NOT NULL)
       AND EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.archived_at IS NULL) THEN
      PERFORM weir.refuse('not-found');
    END IF;
    _max := weir.cap(_workspace, 'boards');
    IF EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.archived_at IS NULL OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('boards', _max);
    END IF;
    _max := weir.cap(_workspace, 'archivedBoards');
    IF EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('archivedBoards', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.boards REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_boards();
CREATE TRIGGER then_keep_caps_on_update AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_boards();

-- Trigger on memberships: people who join or come back, and those who become owners.
CREATE FUNCTION weir.keep_caps_of_members() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

-- How many workspaces these people own, one person after another in the order of their ids.
CREATE FUNCTION weir.enforce_cap_of_owners(_owners uuid[]) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.memberships REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_members();
CREATE TRIGGER then_keep_caps_on_update AFTER UPDATE ON public.memberships REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_members();

-- Trigger on workspaces: one that comes back from the archive is owned again. Its lock is taken too by a new owner,
-- so that neither misses the other.
CREATE FUNCTION weir.keep_caps_of_workspaces() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER then_keep_caps_on_update AFTER UPDATE ON public.workspaces REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_workspaces();

-- Trigger on invitations: the open ones count, and those of the last 24 hours, revoked or not. The time is that of the
-- newest. One that opens again, or for longer, counts as of now.
CREATE FUNCTION weir.keep_caps_of_invitations() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.invitations REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_invitations();
CREATE TRIGGER then_keep_caps_on_update AFTER UPDATE ON public.invitations REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_invitations();

-- Trigger on imports.
CREATE FUNCTION weir.keep_caps_of_imports() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _workspace uuid;
  _max       integer;
BEGIN
  FOR _workspace IN SELECT DISTINCT n.workspace_id FROM new_rows n ORDER BY 1 LOOP
    PERFORM weir.lock_workspaces(ARRAY[_workspace]);
    _max := weir.cap(_workspace, 'imports');
    IF EXISTS (SELECT FROM public.imports i WHERE i.workspace_id = _workspace OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('imports', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.imports REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_imports();

-- Trigger on sessions. Nobody is refused to sign in: a person keeps as many sessions as the cap allows, the open ones first
-- and then the newest, and the others are deleted. So signing in and out over and over adds no rows.
CREATE FUNCTION weir.keep_caps_of_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.sessions REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_sessions();

-- Trigger on guests.
CREATE FUNCTION weir.keep_caps_of_guests() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _workspace uuid;
  _max       integer;
BEGIN
  FOR _workspace IN SELECT DISTINCT n.workspace_id FROM new_rows n ORDER BY 1 LOOP
    PERFORM weir.lock_workspaces(ARRAY[_workspace]);
    _max := weir.cap(_workspace, 'guests');
    IF EXISTS (SELECT FROM public.guests g WHERE g.workspace_id = _workspace OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('guests', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.guests REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_guests();
