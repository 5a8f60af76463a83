-- The log of a workspace: what changed among its members, teams, invitations, settings and imports. Triggers write it in the
-- transaction of the change, so plain SQL is in it too. The boards' own events are not repeated here; the audit log merges both.
-- It has no secrets and no texts. Besides ids, the only data about a person is the address of an invitation; erasing the person
-- erases it.

-- Names the actor and the time of what this transaction writes from now on. Without it the logs have no actor, and the
-- database's time.
CREATE FUNCTION weir.set_writer(_actor uuid, _now timestamptz) RETURNS text LANGUAGE sql AS $$
  SELECT set_config('weir.writer', jsonb_build_object('actor', _actor, 'now', _now)::text, true)
$$;

CREATE FUNCTION weir.writer_actor() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT (nullif(current_setting('weir.writer', true), '')::jsonb ->> 'actor')::uuid
$$;

-- A new id. Those of one transaction are in the order in which they were made: a UUIDv7 whose first 60 bits are the time in
-- 1/4096 of a millisecond.
CREATE FUNCTION weir.time_ordered_id() RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  _ticks bigint := floor(extract(epoch FROM clock_timestamp()) * 4096000);
BEGIN
  RETURN (lpad(to_hex(_ticks >> 12), 12, '0') || '7' || lpad(to_hex(_ticks & 4095), 3, '0') || substr(gen_random_uuid()::text, 20))::uuid;
END $$;

-- The lock of the workspace numbers its events: it stays locked until the transaction ends, so nobody reads an event before the ones
-- with smaller numbers.
CREATE FUNCTION weir.log_change(_workspace uuid, _type text, _change jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _seq    bigint;
  _writer jsonb := nullif(coalesce(nullif(current_setting('weir.writer', true), ''),
                                   CASE WHEN weir.has_own_event() THEN current_setting('weir.override', true) END), '');
BEGIN
  INSERT INTO public.workspace_locks AS l (workspace_id, taken) VALUES (_workspace, 1)
  ON CONFLICT (workspace_id) DO UPDATE SET taken = l.taken + 1
  RETURNING l.taken INTO _seq;
  INSERT INTO public.workspace_events (workspace_id, id, seq, at, type, actor_id, change)
  VALUES (_workspace, weir.time_ordered_id(), _seq, coalesce((_writer ->> 'now')::timestamptz, clock_timestamp()), _type,
          (_writer ->> 'actor')::uuid, _change);
END $$;

-- Trigger on workspaces.
CREATE FUNCTION weir.log_workspace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.log_change(NEW.id, 'workspace.created', jsonb_build_object('to', jsonb_build_object('slug', NEW.slug, 'name', NEW.name)));
    RETURN NULL;
  END IF;
  IF (OLD.name, OLD.slug) IS DISTINCT FROM (NEW.name, NEW.slug) THEN
    PERFORM weir.log_change(NEW.id, 'workspace.renamed', jsonb_build_object(
      'from', jsonb_build_object('slug', OLD.slug, 'name', OLD.name), 'to', jsonb_build_object('slug', NEW.slug, 'name', NEW.name)));
  END IF;
  IF OLD.delete_at IS DISTINCT FROM NEW.delete_at THEN
    PERFORM weir.log_change(NEW.id, CASE WHEN NEW.delete_at IS NULL THEN 'workspace.deletionCancelled' ELSE 'workspace.deletionPlanned' END,
                            jsonb_strip_nulls(jsonb_build_object('deleteAt', weir.instant(NEW.delete_at))));
  END IF;
  IF (OLD.archived_at IS NULL) <> (NEW.archived_at IS NULL) THEN
    PERFORM weir.log_change(NEW.id, CASE WHEN NEW.archived_at IS NULL THEN 'workspace.restored' ELSE 'workspace.archived' END, '{}');
  END IF;
  IF OLD.caps IS DISTINCT FROM NEW.caps THEN
    PERFORM weir.log_change(NEW.id, 'workspace.capsChanged', jsonb_build_object('from', OLD.caps, 'to', NEW.caps));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.workspaces FOR EACH ROW EXECUTE FUNCTION weir.log_workspace();
CREATE TRIGGER log_update AFTER UPDATE ON public.workspaces FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.slug IS DISTINCT FROM NEW.slug OR OLD.caps IS DISTINCT FROM NEW.caps
        OR OLD.delete_at IS DISTINCT FROM NEW.delete_at OR (OLD.archived_at IS NULL) <> (NEW.archived_at IS NULL))
  EXECUTE FUNCTION weir.log_workspace();

-- Trigger on memberships. A row that says when somebody left is no member. Service accounts have types of their own.
CREATE FUNCTION weir.log_membership() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _was  public.role := CASE WHEN TG_OP <> 'INSERT' THEN CASE WHEN OLD.left_at IS NULL THEN OLD.role END END;
  _is   public.role := CASE WHEN TG_OP <> 'DELETE' THEN CASE WHEN NEW.left_at IS NULL THEN NEW.role END END;
  _user jsonb       := jsonb_build_object('user', CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END);
  _from jsonb       := jsonb_build_object('from', jsonb_build_object('role', _was));
  _to   jsonb       := jsonb_build_object('to', jsonb_build_object('role', _is));
  _service boolean  := EXISTS (SELECT FROM public.users u WHERE u.id = (_user ->> 'user')::uuid AND u.kind = 'service');
BEGIN
  IF _was IS NULL AND _is IS NOT NULL THEN
    PERFORM weir.log_change(NEW.workspace_id, CASE WHEN _service THEN 'serviceAccount.created' ELSE 'membership.began' END, _user || _to);
  ELSIF _was IS NOT NULL AND _is IS NULL THEN
    PERFORM weir.log_change(OLD.workspace_id, CASE WHEN _service THEN 'serviceAccount.removed' ELSE 'membership.ended' END, _user || _from);
  ELSIF _was <> _is THEN
    PERFORM weir.log_change(NEW.workspace_id, CASE WHEN _service THEN 'serviceAccount.changed' ELSE 'membership.changed' END,
                            _user || _from || _to);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.memberships FOR EACH ROW EXECUTE FUNCTION weir.log_membership();
CREATE TRIGGER log_delete AFTER DELETE ON public.memberships FOR EACH ROW EXECUTE FUNCTION weir.log_membership();
CREATE TRIGGER log_update AFTER UPDATE ON public.memberships FOR EACH ROW
  WHEN (OLD.role IS DISTINCT FROM NEW.role OR OLD.left_at IS DISTINCT FROM NEW.left_at)
  EXECUTE FUNCTION weir.log_membership();

-- Trigger on invitations. Deleting one that was over changes nothing.
CREATE FUNCTION weir.log_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _i public.invitations := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  _change jsonb := jsonb_build_object('invitation', _i.id, 'role', _i.role, 'email', _i.email);
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM weir.log_change(_i.workspace_id, 'invitation.created', _change);
  ELSIF TG_OP = 'DELETE' THEN
    IF _i.revoked_at IS NULL AND _i.accepted_at IS NULL AND _i.expires_at > clock_timestamp() THEN
      PERFORM weir.log_change(_i.workspace_id, 'invitation.revoked', _change);
    END IF;
  ELSIF OLD.accepted_at IS NULL AND NEW.accepted_at IS NOT NULL THEN
    PERFORM weir.log_change(_i.workspace_id, 'invitation.accepted', _change || jsonb_build_object('user', _i.accepted_by));
  ELSIF OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL THEN
    PERFORM weir.log_change(_i.workspace_id, 'invitation.revoked', _change);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.invitations FOR EACH ROW EXECUTE FUNCTION weir.log_invitation();
CREATE TRIGGER log_update AFTER UPDATE ON public.invitations FOR EACH ROW EXECUTE FUNCTION weir.log_invitation();
CREATE TRIGGER log_delete AFTER DELETE ON public.invitations FOR EACH ROW EXECUTE FUNCTION weir.log_invitation();

-- Trigger on imports: start and end of each run. The name of the file is not in it, because it can name a person.
CREATE FUNCTION weir.log_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.log_change(
    NEW.workspace_id,
    CASE NEW.state WHEN 'running' THEN 'import.started' WHEN 'done' THEN 'import.finished' ELSE 'import.stopped' END,
    jsonb_build_object('import', NEW.id, 'format', NEW.format, 'total', NEW.total, 'processed', NEW.processed, 'problem', NEW.problem,
                       'board', (SELECT b.key FROM public.boards b WHERE b.workspace_id = NEW.workspace_id AND b.id = NEW.board_id)));
  RETURN NULL;
END $$;

CREATE TRIGGER log_update AFTER UPDATE ON public.imports FOR EACH ROW
  WHEN (OLD.state <> NEW.state AND NEW.state IN ('running', 'done', 'stopped')) EXECUTE FUNCTION weir.log_import();

-- Trigger on person_limits. Our own writers record a limit across boards as an event of the board through which it was set.
CREATE FUNCTION weir.log_person_limit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _was public.person_limits := CASE WHEN TG_OP <> 'INSERT' THEN OLD END;
  _is  public.person_limits := CASE WHEN TG_OP <> 'DELETE' THEN NEW END;
BEGIN
  IF NOT weir.has_own_event() THEN
    PERFORM weir.log_change(coalesce(_is.workspace_id, _was.workspace_id), 'personLimit.changed', jsonb_build_object(
      'user', coalesce(_is.user_id, _was.user_id),
      'from', CASE WHEN TG_OP <> 'INSERT' THEN jsonb_build_object('max', _was.max, 'min', _was.min, 'mode', _was.mode) END,
      'to',   CASE WHEN TG_OP <> 'DELETE' THEN jsonb_build_object('max', _is.max, 'min', _is.min, 'mode', _is.mode) END));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.person_limits FOR EACH ROW EXECUTE FUNCTION weir.log_person_limit();
CREATE TRIGGER log_delete AFTER DELETE ON public.person_limits FOR EACH ROW EXECUTE FUNCTION weir.log_person_limit();
CREATE TRIGGER log_update AFTER UPDATE ON public.person_limits FOR EACH ROW
  WHEN (OLD.max IS DISTINCT FROM NEW.max OR OLD.min IS DISTINCT FROM NEW.min OR OLD.mode IS DISTINCT FROM NEW.mode)
  EXECUTE FUNCTION weir.log_person_limit();

-- Trigger on teams. Entries about teams have the name of that time, because a team that was deleted has no other.
CREATE FUNCTION weir.log_team() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.teams FOR EACH ROW EXECUTE FUNCTION weir.log_team();
CREATE TRIGGER log_delete AFTER DELETE ON public.teams FOR EACH ROW EXECUTE FUNCTION weir.log_team();
CREATE TRIGGER log_update AFTER UPDATE ON public.teams FOR EACH ROW
  WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION weir.log_team();

-- Trigger on team_members. Deleting a team, or leaving the workspace, removes them one by one.
CREATE FUNCTION weir.log_team_member() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _m public.team_members := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  PERFORM weir.log_change(
    _m.workspace_id, CASE TG_OP WHEN 'INSERT' THEN 'team.memberAdded' ELSE 'team.memberRemoved' END,
    jsonb_build_object('team', _m.team_id, 'user', _m.user_id, 'name', coalesce(
      (SELECT t.name FROM public.teams t WHERE t.workspace_id = _m.workspace_id AND t.id = _m.team_id), '')));
  RETURN NULL;
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.team_members FOR EACH ROW EXECUTE FUNCTION weir.log_team_member();
CREATE TRIGGER log_delete AFTER DELETE ON public.team_members FOR EACH ROW EXECUTE FUNCTION weir.log_team_member();

-- Erases the addresses of invitations. For the owner of the tables, as all erasing is.
CREATE FUNCTION weir.erase_in_workspace_log(_addresses text[]) RETURNS void LANGUAGE sql AS $$
  UPDATE public.workspace_events e SET change = e.change || jsonb_build_object('email', weir.erased_text())
   WHERE e.change ->> 'email' = ANY (_addresses)
$$;

-- Trigger: the log is only added to. An address may become `[erased]`, and nothing else may change.
CREATE FUNCTION weir.keep_workspace_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'change' = to_jsonb(OLD) - 'change' AND OLD.change ? 'email'
     AND NEW.change = OLD.change || jsonb_build_object('email', weir.erased_text()) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the log of a workspace is only added to' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON public.workspace_events FOR EACH ROW EXECUTE FUNCTION weir.keep_workspace_log();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON public.workspace_events FOR EACH STATEMENT EXECUTE FUNCTION weir.refuse_truncate();
