-- Teams of a workspace's members. Every write that adds or removes a member locks the workspace, as joining and leaving it do. So
-- nobody can be added to a team while they leave the workspace, and the counts of the caps are exact.

-- Trigger on teams.
CREATE FUNCTION weir.keep_caps_of_teams() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.teams REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_teams();

-- Trigger on team_members: counts those of each team, and refuses people who have left the workspace.
CREATE FUNCTION weir.keep_caps_of_team_members() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.team_members REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_team_members();

-- Trigger on team_members: removing members increases the version of their team.
CREATE FUNCTION weir.count_removed_team_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT o.workspace_id FROM old_rows o));
  UPDATE public.teams t SET version = t.version + 1
   WHERE (t.workspace_id, t.id) IN (SELECT o.workspace_id, o.team_id FROM old_rows o);
  RETURN NULL;
END $$;

CREATE TRIGGER then_count_on_delete AFTER DELETE ON public.team_members REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.count_removed_team_members();

-- Trigger on memberships: removes people who leave the workspace from its teams.
CREATE FUNCTION weir.leave_teams() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER then_leave_teams_on_update AFTER UPDATE ON public.memberships REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.leave_teams();
