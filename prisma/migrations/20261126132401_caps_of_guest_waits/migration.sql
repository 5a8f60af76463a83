SELECT set_config('check_function_bodies', 'off', true);

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
  UPDATE public.memberships m SET left_at = _now WHERE m.user_id = ANY (_people) AND m.left_at IS NULL;
  UPDATE public.sessions s SET ended_at = _now WHERE s.user_id = ANY (_people) AND s.ended_at IS NULL;
  DELETE FROM public.user_identities i WHERE i.user_id = ANY (_people);
  UPDATE public.invitations i SET revoked_at = _now
   WHERE i.created_by = ANY (_people) AND i.revoked_at IS NULL AND i.accepted_at IS NULL;
  UPDATE public.invitations i SET email = weir.erased_text(), revoked_at = coalesce(i.revoked_at, CASE WHEN i.accepted_at IS NULL THEN _now END)
   WHERE i.email = ANY (_addresses);
  UPDATE public.mails m SET due_at = NULL, failed_at = coalesce(m.failed_at, _now), error = weir.erased_text()
   WHERE m.sent_at IS NULL AND (
         EXISTS (SELECT FROM public.notices n WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id
                    AND coalesce(n.user_id, n.guest_id) = ANY (_ids))
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id
                    AND f.id = m.form_ask_id AND f.email = weir.erased_address(f.id))
      OR EXISTS (SELECT FROM public.guest_waits w WHERE w.workspace_id = m.workspace_id AND w.board_id = m.form_board_id
                    AND w.id = m.guest_wait_id AND w.email = weir.erased_address(w.id))
      OR m.guest_id = ANY (_guests)
      OR EXISTS (SELECT FROM public.email_confirmations c WHERE c.id = m.confirmation_id AND c.user_id = ANY (_people)));
  UPDATE public.email_confirmations c SET expires_at = _now WHERE c.user_id = ANY (_people) AND c.expires_at > _now;
  UPDATE public.mails m SET mailbox = NULL WHERE m.mailbox = ANY (_mailboxes);
  UPDATE public.mails m SET error = weir.erased_text()
   WHERE EXISTS (SELECT FROM unnest(_addresses) n WHERE position(n IN m.error) > 0);
  -- They can retry nothing any more.
  DELETE FROM public.idempotency_keys k WHERE k.caller_id = ANY (_ids);
  UPDATE public.idempotency_keys k SET body = weir.without_texts(k.body, '{}', _ids, _addresses)
   WHERE k.body IS NOT NULL AND k.body <> weir.without_texts(k.body, '{}', _ids, _addresses);
  UPDATE public.users u
     SET name = weir.erased_text(), email = weir.erased_address(u.id), password_hash = NULL, language = NULL, time_zone = NULL
   WHERE u.id = ANY (_people);
  UPDATE public.guests g SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL, erased_at = coalesce(g.erased_at, _now)
   WHERE g.id = ANY (_guests);
  -- Names are in the ETag of every board of the workspace.
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = ANY (_workspaces);
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_guest(_workspace uuid, _guest uuid, _now timestamp with time zone)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
DECLARE
  _email  text;
  _board  uuid;
  _boards uuid[];
BEGIN
  PERFORM weir.lock_workspaces(ARRAY[_workspace]);
  SELECT g.email INTO _email FROM public.guests g
   WHERE g.workspace_id = _workspace AND g.id = _guest AND g.erased_at IS NULL;
  IF NOT FOUND THEN
    RETURN '{}';
  END IF;
  PERFORM weir.erase_form_asks(_workspace, ARRAY[_email]);
  PERFORM weir.erase_guest_waits(_workspace, ARRAY[_email], _now);
  _boards := ARRAY(SELECT r.board_id FROM public.requests r WHERE r.workspace_id = _workspace AND r.guest_id = _guest
                    UNION
                   SELECT w.board_id FROM public.request_watchers w WHERE w.workspace_id = _workspace AND w.guest_id = _guest
                    ORDER BY 1);
  FOREACH _board IN ARRAY _boards LOOP
    PERFORM weir.erase_on_board(_workspace, _board, ARRAY[_guest], '{}', ARRAY[_email], false, _now);
  END LOOP;
  PERFORM weir.erase_mailbox_of_guest(_workspace, _guest, _email, _now);
  DELETE FROM public.idempotency_keys k WHERE k.workspace_id = _workspace AND k.caller_id = _guest;
  -- From here on no request of theirs comes in: each locks this row.
  UPDATE public.guests g
     SET name = weir.erased_text(), email = weir.erased_address(g.id), language = NULL, erased_at = _now, undeliverable_at = NULL
   WHERE g.workspace_id = _workspace AND g.id = _guest;
  UPDATE public.workspaces w SET names_version = w.names_version + 1 WHERE w.id = _workspace;
  IF EXISTS (SELECT FROM public.requests r
              WHERE r.workspace_id = _workspace AND r.guest_id = _guest AND r.guest_name <> weir.erased_text()) THEN
    RAISE EXCEPTION 'a request of this guest came in meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN _boards;
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_guest_waits(_workspace uuid, _addresses text[], _now timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  UPDATE public.guest_waits w
     SET email = weir.erased_address(w.id), language = NULL, network = NULL, confirmed_at = NULL, notified_at = NULL,
         expires_at = least(w.expires_at, _now)
   WHERE w.email = ANY (_addresses) AND (_workspace IS NULL OR w.workspace_id = _workspace)
$function$;

CREATE OR REPLACE FUNCTION weir.erase_mailbox_of_guest(_workspace uuid, _guest uuid, _email text, _now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _mailbox bytea := weir.mailbox_of(_email);
BEGIN
  PERFORM FROM public.mailboxes b WHERE b.mailbox = _mailbox FOR UPDATE;
  UPDATE public.mails m
     SET mailbox = NULL, due_at = NULL, failed_at = CASE WHEN m.sent_at IS NULL THEN coalesce(m.failed_at, _now) END,
         error = CASE WHEN m.sent_at IS NULL OR m.error IS NOT NULL THEN weir.erased_text() END
   WHERE m.workspace_id = _workspace
     AND (EXISTS (SELECT FROM public.notices n
                   WHERE n.workspace_id = m.workspace_id AND n.id = m.notice_id AND n.guest_id = _guest)
       OR m.guest_id = _guest
       OR EXISTS (SELECT FROM public.form_asks f
                   WHERE f.workspace_id = m.workspace_id AND f.board_id = m.form_board_id AND f.id = m.form_ask_id
                     AND f.email = weir.erased_address(f.id))
       OR EXISTS (SELECT FROM public.guest_waits w
                   WHERE w.workspace_id = m.workspace_id AND w.board_id = m.form_board_id AND w.id = m.guest_wait_id
                     AND w.email = weir.erased_address(w.id)));
  DELETE FROM public.mailboxes b
   WHERE b.mailbox = _mailbox AND NOT EXISTS (SELECT FROM public.mails m WHERE m.mailbox = _mailbox);
END $function$;

CREATE OR REPLACE FUNCTION weir.erase_person(_who text, _now timestamp with time zone DEFAULT clock_timestamp())
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  _people    uuid[] := ARRAY(SELECT u.id FROM public.users u WHERE lower(_who) IN (u.email, u.id::text));
  _guests    uuid[] := ARRAY(SELECT g.id FROM public.guests g WHERE lower(_who) IN (g.email, g.id::text));
  _addresses text[];
  _slug      text;
  _b         record;
  _boards    integer := 0;
BEGIN
  IF _people = '{}' AND _guests = '{}'
     AND NOT EXISTS (SELECT FROM public.form_asks f WHERE f.email = lower(_who))
     AND NOT EXISTS (SELECT FROM public.guest_waits w WHERE w.email = lower(_who))
     AND NOT EXISTS (SELECT FROM public.invitations i WHERE i.email = lower(_who)) THEN
    RAISE EXCEPTION 'there is no person %', _who USING ERRCODE = 'no_data_found';
  END IF;
  -- An address names a member and a guest alike; an id names one of them, and so all with that address.
  _guests := _guests || ARRAY(SELECT g.id FROM public.guests g JOIN public.users u ON u.email = g.email
                               WHERE u.id = ANY (_people) AND g.id <> ALL (_guests));
  PERFORM weir.lock_workspaces(ARRAY(
    SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
     UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests)));
  SELECT w.slug INTO _slug
    FROM public.memberships m JOIN public.workspaces w ON w.id = m.workspace_id
   WHERE m.user_id = ANY (_people) AND m.role = 'owner' AND m.left_at IS NULL
     AND NOT EXISTS (SELECT FROM public.memberships o
                      WHERE o.workspace_id = m.workspace_id AND o.role = 'owner' AND o.left_at IS NULL AND o.user_id <> m.user_id)
   ORDER BY w.slug LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'this person is the last owner of the workspace %: make another member its owner first', _slug
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  -- Their name says nothing about who they are: others may have the same, and it may be the address of somebody else.
  _addresses := ARRAY(SELECT u.email FROM public.users u WHERE u.id = ANY (_people)
                       UNION SELECT g.email FROM public.guests g WHERE g.id = ANY (_guests)
                       UNION SELECT lower(_who) WHERE _who LIKE '%@%');
  PERFORM weir.erase_form_asks(NULL, _addresses);
  PERFORM weir.erase_guest_waits(NULL, _addresses, _now);

  -- Boards in key order, as every writer locks their clocks.
  FOR _b IN
    SELECT b.workspace_id, b.id FROM public.boards b
     WHERE b.workspace_id IN (SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = ANY (_people)
                               UNION SELECT g.workspace_id FROM public.guests g WHERE g.id = ANY (_guests))
     ORDER BY 1, 2
  LOOP
    PERFORM weir.erase_on_board(_b.workspace_id, _b.id, _people || _guests, _people, _addresses, true, _now);
    _boards := _boards + 1;
  END LOOP;
  PERFORM weir.erase_account(_people, _guests, _addresses, _now);
  RETURN _boards;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_guest_waits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _b   record;
  _max integer;
BEGIN
  FOR _b IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n WHERE n.confirmed_at IS NOT NULL AND n.notified_at IS NULL ORDER BY 1, 2 LOOP
    UPDATE public.board_clock SET seq = seq WHERE workspace_id = _b.workspace_id AND board_id = _b.board_id;
    _max := weir.cap(_b.workspace_id, 'notifyMe');
    IF EXISTS (SELECT FROM public.guest_waits w
                WHERE w.workspace_id = _b.workspace_id AND w.board_id = _b.board_id AND w.confirmed_at IS NOT NULL AND w.notified_at IS NULL
               OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('notifyMe', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.guest_waits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_guest_waits();

CREATE TRIGGER then_keep_caps_on_update AFTER UPDATE ON public.guest_waits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_guest_waits();
