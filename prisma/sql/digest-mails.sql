-- The weekly digest by e-mail: one for each person who switched it on in a workspace, once for each week. A job calls these.

-- Who wants it: their role, their choice here and in their account, and an address that is known to be theirs.
CREATE FUNCTION weir.wants_digest(_m public.memberships, _u public.users) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT _m.left_at IS NULL AND weir.may_answer(_m.role) AND _m.digest_mails AND _u.notice_mails AND _u.email_verified_at IS NOT NULL
$$;

-- Its readers, each with the last week that was written to them. Without a time zone of their own it is that of their first board.
CREATE FUNCTION weir.digest_readers() RETURNS TABLE (workspace_id uuid, user_id uuid, time_zone text, last_week text) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT m.workspace_id, m.user_id, coalesce(u.time_zone, b.time_zone),
         (SELECT max(x.digest_week) FROM public.mails x
           WHERE x.workspace_id = m.workspace_id AND x.digest_user_id = m.user_id AND x.digest_week IS NOT NULL)
    FROM public.memberships m
    JOIN public.users u      ON u.id = m.user_id
    JOIN public.workspaces w ON w.id = m.workspace_id AND w.archived_at IS NULL
   CROSS JOIN LATERAL (
     SELECT i.time_zone FROM public.boards b
       JOIN public.intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
      WHERE b.workspace_id = m.workspace_id AND b.archived_at IS NULL
      ORDER BY b.key LIMIT 1) b
   WHERE m.digest_mails AND weir.wants_digest(m, u);
END $$;

-- Writes the e-mail of a week, unless it was written: the index mails_digest_once decides where several instances do it at once.
CREATE FUNCTION weir.mail_digest(_workspace uuid, _user uuid, _week text, _now timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.mails (workspace_id, id, digest_user_id, digest_week, at, due_at)
  VALUES (_workspace, gen_random_uuid(), _user, _week, _now, _now)
  ON CONFLICT (workspace_id, digest_user_id, digest_week) WHERE digest_week IS NOT NULL DO NOTHING;
  RETURN FOUND;
END $$;
