-- Erases a member in all workspaces, at their own request. Accepted requests and their cards keep their texts, without the
-- requester, because a team works on them. Everything else is erased as for any erased person. The function runs with the rights
-- of its owner, because the API's own role cannot rewrite events. _checked: the hash of the password that the member gave; null
-- for an account without one.
-- Returns {"boards": [[workspace, board], …]} with the boards that it changed, or {"owned": [names]} with the workspaces that have
-- no other owner: then nothing is changed. Null: the account has another password by now.
CREATE FUNCTION weir.erase_own_account(_user uuid, _checked text, _now timestamptz) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  _email  text;
  _guests uuid[];
  _owned  jsonb;
  _boards jsonb;
BEGIN
  PERFORM weir.lock_workspaces(ARRAY(SELECT m.workspace_id FROM public.memberships m WHERE m.user_id = _user
                                      UNION SELECT g.workspace_id FROM public.guests g JOIN public.users u ON u.email = g.email
                                             WHERE u.id = _user AND u.email_verified_at IS NOT NULL));
  -- An address that nobody confirmed may be a stranger's: then what came from it as a guest is not theirs.
  SELECT CASE WHEN u.email_verified_at IS NOT NULL THEN u.email END INTO _email
    FROM public.users u WHERE u.id = _user AND u.password_hash IS NOT DISTINCT FROM _checked;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT jsonb_agg(w.name ORDER BY w.name) INTO _owned
    FROM public.memberships m JOIN public.workspaces w ON w.id = m.workspace_id AND w.archived_at IS NULL
   WHERE m.user_id = _user AND m.role = 'owner' AND m.left_at IS NULL
     AND NOT EXISTS (SELECT FROM public.memberships o
                      WHERE o.workspace_id = m.workspace_id AND o.role = 'owner' AND o.left_at IS NULL AND o.user_id <> _user);
  IF _owned IS NOT NULL THEN
    RETURN jsonb_build_object('owned', _owned);
  END IF;
  _guests := ARRAY(SELECT g.id FROM public.guests g WHERE g.email = _email);
  PERFORM weir.erase_form_asks(NULL, ARRAY[_email]);
  PERFORM weir.erase_guest_waits(NULL, ARRAY[_email], _now);
  _boards := weir.erase_on_boards(ARRAY[_user], _guests, array_remove(ARRAY[_email], NULL), false, _now);
  PERFORM weir.erase_account(ARRAY[_user], _guests, array_remove(ARRAY[_email], NULL), _now);
  RETURN jsonb_build_object('boards', _boards);
END $$;
