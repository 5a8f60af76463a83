-- Erases a guest who asks for it, in one workspace. Accepted work stays on the board as the team took it up, without its
-- requester. Everything else is as for every erased person. It runs with the rights of its owner: the API's own role
-- rewrites no event. Returns the boards that it changed. Asked twice, the second call finds nothing to do.
CREATE FUNCTION weir.erase_guest(_workspace uuid, _guest uuid, _now timestamptz) RETURNS uuid[] LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  _email  text;
  _board  uuid;
  _boards uuid[];
  _traces weir.erased_traces[] := '{}';
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
    _traces := _traces || weir.erase_on_board(_workspace, _board, ARRAY[_guest], '{}', false, _now);
  END LOOP;
  PERFORM weir.erase_in_responses(_workspace, ARRAY[_guest], '{}', ARRAY[_email], _traces);
  PERFORM weir.erase_mailbox_of_guest(_workspace, _guest, _email, _now);
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
END $$;

-- Erases what came by forms from these addresses, in one workspace or (null) everywhere. It is not on a board yet, or a copy
-- of what is, so it needs no clock. It goes before the clocks, as a confirmation locks it before its board's clock.
CREATE FUNCTION weir.erase_form_asks(_workspace uuid, _addresses text[]) RETURNS void LANGUAGE sql AS $$
  UPDATE public.form_asks f
     SET name = weir.erased_text(), email = weir.erased_address(f.id), title = weir.erased_text(), description = '', network = NULL
   WHERE f.email = ANY (_addresses) AND (_workspace IS NULL OR f.workspace_id = _workspace)
$$;

-- Ends the waits for room of these addresses, in one workspace or (null) everywhere. The next sweep removes them. Nobody
-- who is unconfirmed counts under the cap, so this needs no clock.
CREATE FUNCTION weir.erase_guest_waits(_workspace uuid, _addresses text[], _now timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE public.guest_waits w
     SET email = weir.erased_address(w.id), language = NULL, network = NULL, confirmed_at = NULL, notified_at = NULL,
         expires_at = least(w.expires_at, _now)
   WHERE w.email = ANY (_addresses) AND (_workspace IS NULL OR w.workspace_id = _workspace)
$$;

-- Ends the mails to a guest. A mailbox is locked before its mails. It stays if others write to it too.
CREATE FUNCTION weir.erase_mailbox_of_guest(_workspace uuid, _guest uuid, _email text, _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;
