-- Finds the caller and their board in one row: the session, or the secret of a token (_session), is valid and for this board,
-- the person is a member in one of the roles, and the board exists. Otherwise it returns no row, and the API finds out
-- elsewhere what was missing.
CREATE FUNCTION weir.caller(
  _session uuid, _user uuid, _slug text, _board_key text, _roles public.role[], _now timestamptz
) RETURNS TABLE (workspace_id uuid, board_id uuid, user_id uuid, role public.role) LANGUAGE sql STABLE AS $$
  SELECT b.workspace_id, b.id, m.user_id, m.role
    FROM weir.credentials s
    JOIN public.workspaces w  ON w.slug = _slug AND w.archived_at IS NULL AND (s.workspace_id IS NULL OR w.id = s.workspace_id)
    JOIN public.memberships m ON m.workspace_id = w.id AND m.user_id = s.user_id AND m.left_at IS NULL
    JOIN public.boards b      ON b.workspace_id = w.id AND b.key = _board_key AND (s.board_ids = '{}' OR b.id = ANY (s.board_ids))
   WHERE s.id = _session AND s.user_id = _user AND s.expires_at > _now
     AND m.role = ANY (_roles)
$$;
