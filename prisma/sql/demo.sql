-- The demo workspace, which `pnpm start` makes afresh so that it always shows a team at work. Only the seed marks a workspace as
-- a demo (workspaces.demo_seeded_at), and the API's role has no right to: see prisma/src/rights.ts.

-- Whether a person has changed anything in a demo since it was seeded: on a board, by the public form, among its members, or in
-- the workspace, as its webhooks and tokens. Reading is no change, nor are signing in and marking notices as read. The system's own
-- work does not belong to a person either: reminders, late and expired requests, moves of the gate, rests.
CREATE FUNCTION weir.demo_is_touched(_workspace uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  _since timestamptz := (SELECT w.demo_seeded_at FROM public.workspaces w WHERE w.id = _workspace);
BEGIN
  RETURN EXISTS (SELECT FROM public.events e
                  WHERE e.workspace_id = _workspace AND e.at > _since
                    AND (e.actor_id IS NOT NULL
                      OR e.type NOT IN ('request.reminded', 'request.overdue', 'requests.expired', 'gate.changed', 'rest.changed',
                                        'card.waitsChanged', 'request.waitsChanged')))
      OR EXISTS (SELECT FROM public.memberships m
                  WHERE m.workspace_id = _workspace AND (m.joined_at > _since OR m.left_at > _since OR m.version > 1))
      OR EXISTS (SELECT FROM public.invitations i WHERE i.workspace_id = _workspace AND i.created_at > _since)
      OR EXISTS (SELECT FROM public.workspace_events e
                  WHERE e.workspace_id = _workspace AND e.at > _since AND e.actor_id IS NOT NULL)
      OR EXISTS (SELECT FROM public.calendar_feeds f WHERE f.workspace_id = _workspace AND f.created_at > _since)
      OR EXISTS (SELECT FROM public.form_asks f WHERE f.workspace_id = _workspace AND f.at > _since)
      OR EXISTS (SELECT FROM public.saved_views v WHERE v.workspace_id = _workspace AND v.created_at > _since)
      OR EXISTS (SELECT FROM public.notify_me n WHERE n.workspace_id = _workspace AND n.asked_at > _since)
      OR EXISTS (SELECT FROM public.slot_waits s WHERE s.workspace_id = _workspace AND s.asked_at > _since)
      OR EXISTS (SELECT FROM public.guest_waits g WHERE g.workspace_id = _workspace AND g.at > _since);
END $$;

-- Removes everything in a demo workspace but the workspace itself, so that it can be seeded afresh in the same transaction.
-- Returns what must outlive it: its members, and the number of each board's last event by the board's id. The new events continue
-- after it, or a browser that knows the old board would take them for news of it. Null: with _only_untouched it leaves a demo
-- alone that a person has changed. Accounts and sessions stay.
--
-- For the owner of the tables: rows that are never deleted otherwise go, and no trigger records, counts or announces it.
CREATE FUNCTION weir.remove_demo(_workspace uuid, _only_untouched boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  _kept jsonb;
BEGIN
  PERFORM FROM public.workspaces w WHERE w.id = _workspace AND w.demo_seeded_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'workspace % is no demo', _workspace USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM weir.lock_tables(weir.tables_of_workspaces());
  IF _only_untouched AND weir.demo_is_touched(_workspace) THEN
    RETURN NULL;
  END IF;
  _kept := jsonb_build_object(
    'members', (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', m.user_id, 'role', m.role, 'joinedAt', m.joined_at)), '[]')
                  FROM public.memberships m WHERE m.workspace_id = _workspace AND m.left_at IS NULL),
    'lastEvents', (SELECT coalesce(jsonb_object_agg(k.board_id, k.seq), '{}')
                     FROM public.board_clock k WHERE k.workspace_id = _workspace));
  PERFORM weir.delete_rows_of_workspace(_workspace);
  RETURN _kept;
END $$;
