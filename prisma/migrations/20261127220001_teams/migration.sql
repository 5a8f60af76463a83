SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.demo_is_touched(_workspace uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
DECLARE
  _since timestamptz := (SELECT w.demo_seeded_at FROM public.workspaces w WHERE w.id = _workspace);
BEGIN
  RETURN EXISTS (SELECT FROM public.events e
                  WHERE e.workspace_id = _workspace AND e.at > _since
                    AND (e.actor_id IS NOT NULL
                      OR e.type NOT IN ('request.reminded', 'request.overdue', 'requests.expired', 'gate.changed')))
      OR EXISTS (SELECT FROM public.memberships m
                  WHERE m.workspace_id = _workspace AND (m.joined_at > _since OR m.left_at > _since OR m.version > 1))
      OR EXISTS (SELECT FROM public.invitations i WHERE i.workspace_id = _workspace AND i.created_at > _since)
      OR EXISTS (SELECT FROM public.workspace_events e
                  WHERE e.workspace_id = _workspace AND e.at > _since AND e.actor_id IS NOT NULL AND e.type LIKE 'team.%')
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = _workspace AND f.at > _since)
      OR EXISTS (SELECT FROM public.saved_views v WHERE v.workspace_id = _workspace AND v.created_at > _since)
      OR EXISTS (SELECT FROM public.notify_me n WHERE n.workspace_id = _workspace AND n.asked_at > _since)
      OR EXISTS (SELECT FROM public.guest_waits g WHERE g.workspace_id = _workspace AND g.at > _since);
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_teams()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _workspace uuid;
  _max       integer;
BEGIN
  FOR _workspace IN SELECT DISTINCT n.workspace_id FROM new_rows n ORDER BY 1 LOOP
    PERFORM weir.lock_workspaces(ARRAY[_workspace]);
    _max := weir.cap(_workspace, 'teams');
    IF EXISTS (SELECT FROM public.teams t WHERE t.workspace_id = _workspace OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('teams', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_team_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _t   record;
  _max integer;
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT n.workspace_id FROM new_rows n));
  IF EXISTS (SELECT FROM new_rows n
               JOIN public.memberships m ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id AND m.left_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a person who left the workspace can be in none of its teams' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  FOR _t IN SELECT DISTINCT n.workspace_id, n.team_id FROM new_rows n LOOP
    _max := weir.cap(_t.workspace_id, 'teamMembers');
    IF EXISTS (SELECT FROM public.team_members m
                WHERE m.workspace_id = _t.workspace_id AND m.team_id = _t.team_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('teamMembers', _max);
    END IF;
  END LOOP;
  UPDATE public.teams t SET version = t.version + 1
   WHERE (t.workspace_id, t.id) IN (SELECT n.workspace_id, n.team_id FROM new_rows n);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.count_removed_team_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT o.workspace_id FROM old_rows o));
  UPDATE public.teams t SET version = t.version + 1
   WHERE (t.workspace_id, t.id) IN (SELECT o.workspace_id, o.team_id FROM old_rows o);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.leave_teams()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _left public.memberships[];
BEGIN
  SELECT array_agg(n) INTO _left
    FROM new_rows n
    JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.user_id = n.user_id
   WHERE o.left_at IS NULL AND n.left_at IS NOT NULL;
  IF _left IS NOT NULL THEN
    PERFORM weir.lock_workspaces(ARRAY(SELECT l.workspace_id FROM unnest(_left) l));
    DELETE FROM public.team_members t
     WHERE (t.workspace_id, t.user_id) IN (SELECT l.workspace_id, l.user_id FROM unnest(_left) l);
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
    WHEN 'imports'        THEN 20      -- of a workspace, until they are deleted some days later
    WHEN 'teams'          THEN 100     -- of a workspace
    WHEN 'teamMembers'    THEN 200     -- of a team
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next nine
    WHEN 'swimlanes'      THEN 100
    WHEN 'labels'         THEN 50
    WHEN 'fields'         THEN 20
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cardTemplates'  THEN 50
    WHEN 'recurringCards' THEN 50
    WHEN 'cards'          THEN 5000    -- neither archived nor delivered
    WHEN 'archivedCards'  THEN 100000  -- all there are
    WHEN 'notifyMe'       THEN 500     -- who wait for a notice of room on a board
    WHEN 'savedViews'     THEN 30      -- of a person on a board, and of everybody there
    WHEN 'requests'       THEN 100000  -- of a board, answered or not
    WHEN 'newRequests'    THEN 500     -- of one requester on a board, submitted in any 24 hours: see weir.rate_per_day
    WHEN 'blocks'         THEN 1000    -- of a card, over or not
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'cardLabels'     THEN 10      -- of a card
    WHEN 'checklistItems' THEN 100     -- of a card
    WHEN 'attachments'    THEN 100     -- of a card
    WHEN 'links'          THEN 50      -- of a card
    WHEN 'cardMegabytes'  THEN 200     -- of the attachments of a card, in MiB
    WHEN 'megabytes'      THEN 10000   -- of all attachments of a workspace, in MiB
    WHEN 'messages'       THEN 1000    -- of a request
    WHEN 'fieldOptions'   THEN 30      -- of a custom field
  END
$function$;

CREATE OR REPLACE FUNCTION weir.log_team()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN
      PERFORM weir.log_change(NEW.workspace_id, 'team.created', jsonb_build_object('team', NEW.id, 'to', jsonb_build_object('name', NEW.name)));
    WHEN 'DELETE' THEN
      PERFORM weir.log_change(OLD.workspace_id, 'team.deleted', jsonb_build_object('team', OLD.id, 'from', jsonb_build_object('name', OLD.name)));
    ELSE
      PERFORM weir.log_change(NEW.workspace_id, 'team.renamed', jsonb_build_object(
        'team', NEW.id, 'from', jsonb_build_object('name', OLD.name), 'to', jsonb_build_object('name', NEW.name)));
  END CASE;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.log_team_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _m public.team_members := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM weir.log_change(
    _m.workspace_id, CASE TG_OP WHEN 'INSERT' THEN 'team.memberAdded' ELSE 'team.memberRemoved' END,
    jsonb_build_object('team', _m.team_id, 'user', _m.user_id, 'name', coalesce(
      (SELECT t.name FROM public.teams t WHERE t.workspace_id = _m.workspace_id AND t.id = _m.team_id), '')));
  RETURN NULL;
END $function$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.teams REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_teams();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.team_members REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_team_members();

CREATE TRIGGER then_count_on_delete AFTER DELETE ON public.team_members REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.count_removed_team_members();

CREATE TRIGGER then_leave_teams_on_update AFTER UPDATE ON public.memberships REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.leave_teams();

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id ON public.teams FOR EACH ROW WHEN ((old.workspace_id IS DISTINCT FROM new.workspace_id)) EXECUTE FUNCTION weir.refuse_other_place('workspace');

CREATE TRIGGER refuse_other_place BEFORE UPDATE OF workspace_id, team_id, user_id ON public.team_members FOR EACH ROW WHEN (((old.workspace_id IS DISTINCT FROM new.workspace_id) OR (old.team_id IS DISTINCT FROM new.team_id) OR (old.user_id IS DISTINCT FROM new.user_id))) EXECUTE FUNCTION weir.refuse_other_place('team');

CREATE TRIGGER log_insert AFTER INSERT ON public.teams FOR EACH ROW EXECUTE FUNCTION weir.log_team();

CREATE TRIGGER log_delete AFTER DELETE ON public.teams FOR EACH ROW EXECUTE FUNCTION weir.log_team();

CREATE TRIGGER log_update AFTER UPDATE ON public.teams FOR EACH ROW WHEN ((old.name IS DISTINCT FROM new.name)) EXECUTE FUNCTION weir.log_team();

CREATE TRIGGER log_insert AFTER INSERT ON public.team_members FOR EACH ROW EXECUTE FUNCTION weir.log_team_member();

CREATE TRIGGER log_delete AFTER DELETE ON public.team_members FOR EACH ROW EXECUTE FUNCTION weir.log_team_member();
