-- The end of an erased person's place on a board and of their account.

-- Ends their waiting requests as withdrawn, takes them off cards in flight, and removes their limits and watches. Returns
-- the changes of the event.
CREATE FUNCTION weir.end_person_on_board(
  _workspace uuid, _board uuid, _ids uuid[], _people uuid[], _now timestamptz
) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _changes jsonb := '[]';
  _more    jsonb;
BEGIN
  WITH ended AS (
    INSERT INTO public.answers (workspace_id, board_id, request_id, kind, by, at)
    SELECT r.workspace_id, r.board_id, r.id, 'withdrawn', r.requester_id, _now
      FROM public.requests r
     WHERE r.workspace_id = _workspace AND r.board_id = _board AND r.answered_at IS NULL
       AND coalesce(r.requester_id, r.guest_id) = ANY (_ids)
    RETURNING request_id)
  SELECT jsonb_agg(jsonb_build_object('request', r.number, 'from', jsonb_build_object('state', 'waiting'),
                                      'to', jsonb_build_object('state', 'answered', 'kind', 'withdrawn')) ORDER BY r.number)
    INTO _more
    FROM ended JOIN public.requests r ON r.workspace_id = _workspace AND r.board_id = _board AND r.id = ended.request_id;
  _changes := _changes || coalesce(_more, '[]');

  WITH gone AS (
    DELETE FROM public.card_assignees a USING public.cards c
     WHERE a.workspace_id = _workspace AND a.board_id = _board AND a.user_id = ANY (_people)
       AND c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id AND c.delivered_at IS NULL
    RETURNING a.card_id, a.user_id
  ), unassigned AS (
    UPDATE public.cards c SET version = c.version + 1 FROM (SELECT DISTINCT g.card_id FROM gone g) g
     WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.id = g.card_id
    RETURNING c.id, c.number, c.version)
  SELECT jsonb_agg(jsonb_build_object('card', u.number, 'from', jsonb_build_object('assigneeId', g.user_id),
                                      'to', jsonb_build_object('assigneeId', NULL, 'version', u.version)) ORDER BY u.number)
    INTO _more FROM gone g JOIN unassigned u ON u.id = g.card_id;
  _changes := _changes || coalesce(_more, '[]');

  WITH gone AS (
    DELETE FROM public.wip_limits l
     WHERE l.workspace_id = _workspace AND l.board_id = _board AND l.user_id = ANY (_people)
    RETURNING l.*)
  SELECT jsonb_agg(jsonb_build_object('limit', g.id, 'from', jsonb_strip_nulls(weir.limit_values(g::public.wip_limits))) ORDER BY g.id)
    INTO _more FROM (SELECT gone.* FROM gone) g;
  DELETE FROM public.request_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND coalesce(w.user_id, w.guest_id) = ANY (_ids);
  DELETE FROM public.card_watchers w
   WHERE w.workspace_id = _workspace AND w.board_id = _board AND w.user_id = ANY (_people);
  RETURN _changes || coalesce(_more, '[]');
END $$;

-- Nobody can sign in as them, be invited as them or mail them any more.
CREATE FUNCTION weir.erase_account(_people uuid[], _guests uuid[], _addresses text[], _now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
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
  UPDATE public.credit_entries e SET note = weir.erased_text()
   WHERE e.workspace_id = ANY (_workspaces) AND e.user_id = ANY (_people) AND e.note <> weir.erased_text();
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
END $$;
