SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.caller(_session uuid, _user uuid, _slug text, _board_key text, _roles public.role[], _now timestamp with time zone)
 RETURNS TABLE(workspace_id uuid, board_id uuid, user_id uuid, role public.role)
 LANGUAGE sql
 STABLE
AS $function$
  SELECT b.workspace_id, b.id, m.user_id, m.role
    FROM weir.credentials s
    JOIN public.workspaces w  ON w.slug = _slug AND w.archived_at IS NULL AND (s.workspace_id IS NULL OR w.id = s.workspace_id)
    JOIN public.memberships m ON m.workspace_id = w.id AND m.user_id = s.user_id AND m.left_at IS NULL
    JOIN public.boards b      ON b.workspace_id = w.id AND b.key = _board_key AND (s.board_ids = '{}' OR b.id = ANY (s.board_ids))
   WHERE s.id = _session AND s.user_id = _user AND s.expires_at > _now
     AND m.role = ANY (_roles)
$function$;

CREATE OR REPLACE FUNCTION weir.erase_account(_people uuid[], _guests uuid[], _addresses text[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _ids        uuid[] := _people || _guests;
  _mailboxes  bytea[] := ARRAY(SELECT weir.mailbox_of(a) FROM unnest(_addresses) a);
  _workspaces uuid[] := ARRAY(SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
                               UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests));
BEGIN
  -- Whoever knows an address knows its hash. First, as a mailbox is locked before its mails.
  DELETE FROM public.mailboxes b WHERE b.mailbox = ANY (_mailboxes);
  DELETE FROM public.person_limits p WHERE p.user_id = ANY (_people);
  DELETE FROM public.saved_views v WHERE v.user_id = ANY (_people);
  DELETE FROM public.avatars v WHERE v.user_id = ANY (_people);
  -- Imported files are kept for some days only, and can have their name anywhere.
  DELETE FROM public.imports i WHERE i.workspace_id = ANY (_workspaces);
  DELETE FROM public.notice_choices c WHERE c.user_id = ANY (_people);
  DELETE FROM public.notice_mail_times t WHERE t.user_id = ANY (_people);
  DELETE FROM public.push_choices c WHERE c.user_id = ANY (_people);
  DELETE FROM public.push_subscriptions s WHERE s.user_id = ANY (_people);
  UPDATE public.memberships m SET left_at = _now WHERE m.user_id = ANY (_people) AND m.left_at IS NULL;
  UPDATE public.api_tokens t SET name = weir.erased_text() WHERE t.user_id = ANY (_people);
  UPDATE public.sessions s SET ended_at = coalesce(s.ended_at, _now), user_agent = NULL WHERE s.user_id = ANY (_people);
  DELETE FROM public.user_identities i WHERE i.user_id = ANY (_people);
  DELETE FROM public.totp_secrets t WHERE t.user_id = ANY (_people);
  DELETE FROM public.recovery_codes c WHERE c.user_id = ANY (_people);
  DELETE FROM public.passkeys k WHERE k.user_id = ANY (_people);
  DELETE FROM public.passkey_challenges c WHERE c.user_id = ANY (_people);
  UPDATE public.invitations i SET revoked_at = _now
   WHERE i.created_by = ANY (_people) AND i.revoked_at IS NULL AND i.accepted_at IS NULL;
  UPDATE public.invitations i SET email = weir.erased_text(), revoked_at = coalesce(i.revoked_at, CASE WHEN i.accepted_at IS NULL THEN _now END)
   WHERE i.email = ANY (_addresses);
  PERFORM weir.erase_in_workspace_log(_addresses);
  UPDATE public.mails m SET due_at = NULL, failed_at = coalesce(m.failed_at, _now), error = weir.erased_text()
   WHERE m.sent_at IS NULL AND (
         EXISTS (SELECT FROM public.notices n WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id
                    AND coalesce(n.user_id, n.guest_id) = ANY (_ids))
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id
                    AND f.id = m.form_ask_id AND f.email = weir.erased_address(f.id))
      OR EXISTS (SELECT FROM public.guest_waits w WHERE w.workspace_id = m.workspace_id AND w.board_id = m.form_board_id
                    AND w.id = m.guest_wait_id AND w.email = weir.erased_address(w.id))
      OR m.guest_id = ANY (_guests)
      OR EXISTS (SELECT FROM public.email_confirmations c WHERE c.id = m.confirmation_id AND c.user_id = ANY (_people))
      OR EXISTS (SELECT FROM public.account_letters l WHERE l.id = m.account_letter_id
                    AND (l.user_id = ANY (_people) OR l.email = ANY (_addresses))));
  UPDATE public.account_letters l
     SET email = weir.erased_text(), expires_at = CASE WHEN l.expires_at IS NOT NULL THEN least(l.expires_at, _now) END
   WHERE l.user_id = ANY (_people) OR l.email = ANY (_addresses);
  UPDATE public.email_confirmations c SET expires_at = _now WHERE c.user_id = ANY (_people) AND c.expires_at > _now;
  UPDATE public.mails m SET mailbox = NULL WHERE m.mailbox = ANY (_mailboxes);
  UPDATE public.mails m SET error = weir.erased_text()
   WHERE EXISTS (SELECT FROM unnest(_addresses) n WHERE position(n IN m.error) > 0);
  -- They can retry nothing any more.
  DELETE FROM public.idempotency_keys k WHERE k.caller_id = ANY (_ids);
  -- Those of their workspaces were erased after their boards. Others have their address where they were only invited.
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, '{}', _ids, _addresses)
   WHERE k.workspace_id <> ALL (_workspaces) AND weir.has_any(k.body, weir.set_of(_ids::text[] || _addresses));
  UPDATE public.users u
     SET name = weir.erased_text(), email = weir.erased_address(u.id), password_hash = NULL, language = NULL, time_zone = NULL,
         theme = NULL
   WHERE u.id = ANY (_people);
  UPDATE public.guests g SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL, erased_at = coalesce(g.erased_at, _now)
   WHERE g.id = ANY (_guests);
  -- Names are in the ETag of every board of the workspace.
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = ANY (_workspaces);
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_tokens()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_token()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (OLD.user_id, OLD.scopes, OLD.board_ids) IS DISTINCT FROM (NEW.user_id, NEW.scopes, NEW.board_ids)
     OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL) THEN
    RAISE EXCEPTION 'the member, scopes and boards of a token stay, and its end is final' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION weir.end_tokens_of_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.api_tokens t SET ended_at = NEW.left_at
   WHERE t.workspace_id = NEW.workspace_id AND t.user_id = NEW.user_id AND t.ended_at IS NULL;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_service_account()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM public.users u
              WHERE u.id = NEW.user_id AND u.kind = 'service'
                AND (NEW.role = 'owner' OR EXISTS (
                      SELECT FROM public.memberships m WHERE m.user_id = u.id AND m.workspace_id <> NEW.workspace_id))) THEN
    RAISE EXCEPTION 'a service account belongs to one workspace and is not its owner' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.log_token()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.log_change(
    NEW.workspace_id, CASE WHEN TG_OP = 'INSERT' THEN 'token.created' ELSE 'token.revoked' END,
    jsonb_build_object('token', NEW.id, 'user', NEW.user_id, 'scopes', NEW.scopes));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.log_token_rotation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.log_change(t.workspace_id, 'token.rotated', jsonb_build_object('token', t.id, 'user', t.user_id, 'scopes', t.scopes))
     FROM public.api_tokens t
    WHERE t.workspace_id = NEW.workspace_id AND t.id = NEW.token_id
      AND EXISTS (SELECT FROM public.api_token_secrets x
                   WHERE x.workspace_id = NEW.workspace_id AND x.token_id = NEW.token_id AND x.id <> NEW.id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.log_service_account_name()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.log_change(m.workspace_id, 'serviceAccount.renamed', jsonb_build_object(
    'user', NEW.id, 'from', jsonb_build_object('name', OLD.name), 'to', jsonb_build_object('name', NEW.name)))
     FROM public.memberships m WHERE m.user_id = NEW.id AND m.left_at IS NULL;
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
    WHEN 'tokens'         THEN 50      -- of a member, that have not ended
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

CREATE OR REPLACE FUNCTION weir.log_membership()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE VIEW weir.credentials AS
 SELECT s.id,
    s.user_id,
    NULL::uuid AS workspace_id,
    '{}'::uuid[] AS board_ids,
    s.expires_at
   FROM public.sessions s
  WHERE (s.ended_at IS NULL)
UNION ALL
 SELECT x.id,
    t.user_id,
    t.workspace_id,
    t.board_ids,
    COALESCE(LEAST(x.expires_at, t.expires_at), 'infinity'::timestamp with time zone) AS expires_at
   FROM (public.api_token_secrets x
     JOIN public.api_tokens t ON (((t.workspace_id = x.workspace_id) AND (t.id = x.token_id))))
  WHERE (t.ended_at IS NULL);

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.api_tokens REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_tokens();

CREATE TRIGGER keep_token BEFORE UPDATE ON public.api_tokens FOR EACH ROW WHEN (((old.user_id IS DISTINCT FROM new.user_id) OR (old.scopes IS DISTINCT FROM new.scopes) OR (old.board_ids IS DISTINCT FROM new.board_ids) OR ((old.ended_at IS NOT NULL) AND (new.ended_at IS NULL)))) EXECUTE FUNCTION weir.keep_token();

CREATE TRIGGER then_end_tokens AFTER UPDATE OF left_at ON public.memberships FOR EACH ROW WHEN (((old.left_at IS NULL) AND (new.left_at IS NOT NULL))) EXECUTE FUNCTION weir.end_tokens_of_member();

CREATE TRIGGER keep_service_account_on_insert AFTER INSERT ON public.memberships FOR EACH ROW EXECUTE FUNCTION weir.keep_service_account();

CREATE TRIGGER keep_service_account_on_update AFTER UPDATE OF role ON public.memberships FOR EACH ROW WHEN (((new.role = 'owner'::public.role) AND (old.role <> 'owner'::public.role))) EXECUTE FUNCTION weir.keep_service_account();

CREATE TRIGGER log_insert AFTER INSERT ON public.api_tokens FOR EACH ROW EXECUTE FUNCTION weir.log_token();

CREATE TRIGGER log_update AFTER UPDATE ON public.api_tokens FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION weir.log_token();

CREATE TRIGGER log_insert AFTER INSERT ON public.api_token_secrets FOR EACH ROW EXECUTE FUNCTION weir.log_token_rotation();

CREATE TRIGGER log_name AFTER UPDATE OF name ON public.users FOR EACH ROW WHEN (((new.kind = 'service'::public.user_kind) AND (old.name IS DISTINCT FROM new.name))) EXECUTE FUNCTION weir.log_service_account_name();
