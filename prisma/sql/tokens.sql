-- API tokens and service accounts. A token belongs to a membership and ends with it, and so do those of a service account.

-- What lets a caller in: a session, or a secret of a token. `workspace_id` is null for a session, which is for every workspace
-- of its person. Empty `board_ids` are all boards. Every call checks its row here, so what ends has ended for all instances.
CREATE VIEW weir.credentials AS
  SELECT s.id, s.user_id, NULL::uuid AS workspace_id, '{}'::uuid[] AS board_ids, s.expires_at
    FROM public.sessions s
   WHERE s.ended_at IS NULL
   UNION ALL
  SELECT x.id, t.user_id, t.workspace_id, t.board_ids, coalesce(least(x.expires_at, t.expires_at), 'infinity')
    FROM public.api_token_secrets x
    JOIN public.api_tokens t ON t.workspace_id = x.workspace_id AND t.id = x.token_id
   WHERE t.ended_at IS NULL;

-- Trigger on api_tokens: counts the live ones of each member, and refuses people who have left. It locks the workspace, as
-- leaving it does, so nobody gets a token while they leave.
CREATE FUNCTION weir.keep_caps_of_tokens() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _m   record;
  _max integer;
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT DISTINCT n.workspace_id FROM new_rows n));
  IF EXISTS (SELECT FROM new_rows n
               JOIN public.memberships m ON m.workspace_id = n.workspace_id AND m.user_id = n.user_id
              WHERE n.ended_at IS NULL AND m.left_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a person who left the workspace can have no token of it' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  FOR _m IN SELECT n.workspace_id, n.user_id, max(n.created_at) AS now FROM new_rows n GROUP BY 1, 2 LOOP
    _max := weir.cap(_m.workspace_id, 'tokens');
    IF EXISTS (SELECT FROM public.api_tokens t
                WHERE t.workspace_id = _m.workspace_id AND t.user_id = _m.user_id AND t.ended_at IS NULL
                  AND (t.expires_at IS NULL OR t.expires_at > _m.now) OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('tokens', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.api_tokens REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_tokens();

-- Trigger on api_tokens: what a token may do is kept by every instance that has seen it, so it never changes, and a token that
-- has ended never comes back.
CREATE FUNCTION weir.keep_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.user_id, OLD.scopes, OLD.board_ids) IS DISTINCT FROM (NEW.user_id, NEW.scopes, NEW.board_ids)
     OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL) THEN
    RAISE EXCEPTION 'the member, scopes and boards of a token stay, and its end is final' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER keep_token BEFORE UPDATE ON public.api_tokens FOR EACH ROW
  WHEN (OLD.user_id IS DISTINCT FROM NEW.user_id OR OLD.scopes IS DISTINCT FROM NEW.scopes
        OR OLD.board_ids IS DISTINCT FROM NEW.board_ids OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL))
  EXECUTE FUNCTION weir.keep_token();

-- Trigger on memberships: the tokens of people who leave the workspace end.
CREATE FUNCTION weir.end_tokens_of_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.api_tokens t SET ended_at = NEW.left_at
   WHERE t.workspace_id = NEW.workspace_id AND t.user_id = NEW.user_id AND t.ended_at IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER then_end_tokens AFTER UPDATE OF left_at ON public.memberships FOR EACH ROW
  WHEN (OLD.left_at IS NULL AND NEW.left_at IS NOT NULL) EXECUTE FUNCTION weir.end_tokens_of_member();

-- Trigger on memberships: a service account belongs to one workspace, and is never its owner. So a workspace always has a
-- person who can manage it.
CREATE FUNCTION weir.keep_service_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.users u
              WHERE u.id = NEW.user_id AND u.kind = 'service'
                AND (NEW.role = 'owner' OR EXISTS (
                      SELECT FROM public.memberships m WHERE m.user_id = u.id AND m.workspace_id <> NEW.workspace_id))) THEN
    RAISE EXCEPTION 'a service account belongs to one workspace and is not its owner' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER keep_service_account_on_insert AFTER INSERT ON public.memberships FOR EACH ROW
  EXECUTE FUNCTION weir.keep_service_account();
CREATE TRIGGER keep_service_account_on_update AFTER UPDATE OF role ON public.memberships FOR EACH ROW
  WHEN (NEW.role = 'owner' AND OLD.role <> 'owner') EXECUTE FUNCTION weir.keep_service_account();

-- Triggers on api_tokens and api_token_secrets: the log of the workspace has whose token it is and its scopes, not its name, which
-- can name a person.
CREATE FUNCTION weir.log_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.log_change(
    NEW.workspace_id, CASE WHEN TG_OP = 'INSERT' THEN 'token.created' ELSE 'token.revoked' END,
    jsonb_build_object('token', NEW.id, 'user', NEW.user_id, 'scopes', NEW.scopes));
  RETURN NULL;
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.api_tokens FOR EACH ROW EXECUTE FUNCTION weir.log_token();
CREATE TRIGGER log_update AFTER UPDATE ON public.api_tokens FOR EACH ROW
  WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION weir.log_token();

-- A secret that is not the first one is a rotation.
CREATE FUNCTION weir.log_token_rotation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.log_change(t.workspace_id, 'token.rotated', jsonb_build_object('token', t.id, 'user', t.user_id, 'scopes', t.scopes))
     FROM public.api_tokens t
    WHERE t.workspace_id = NEW.workspace_id AND t.id = NEW.token_id
      AND EXISTS (SELECT FROM public.api_token_secrets x
                   WHERE x.workspace_id = NEW.workspace_id AND x.token_id = NEW.token_id AND x.id <> NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER log_insert AFTER INSERT ON public.api_token_secrets FOR EACH ROW EXECUTE FUNCTION weir.log_token_rotation();

-- Trigger on users: a service account's new name. What else happens to one is logged with its membership.
CREATE FUNCTION weir.log_service_account_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.log_change(m.workspace_id, 'serviceAccount.renamed', jsonb_build_object(
    'user', NEW.id, 'from', jsonb_build_object('name', OLD.name), 'to', jsonb_build_object('name', NEW.name)))
     FROM public.memberships m WHERE m.user_id = NEW.id AND m.left_at IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER log_name AFTER UPDATE OF name ON public.users FOR EACH ROW
  WHEN (NEW.kind = 'service' AND OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION weir.log_service_account_name();
