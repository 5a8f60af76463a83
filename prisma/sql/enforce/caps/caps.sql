-- Caps: how much one person, workspace, board or card can have, so that no account can fill the database. They are far
-- above what a team needs. What exists above a cap stays; nothing is added until it has fallen below.
--
-- As with limits, rows are counted after a real UPDATE of the row that all writers of the same rows wait for: the board's
-- clock for what is on a board, the row that locks the workspace, or the person. Cards are counted where the limits are
-- (limits.sql), and only where a statement added to them: a move between columns that are not done counts nothing.
--
-- A row keeps its board, card, request or person: see refuse_other_place. So nothing gets somewhere but by INSERT, and the
-- triggers on UPDATE are for what comes back: from the archive, revoked, or left.

-- The cap where the operator has set no other: for a workspace and what is in it in workspaces.caps, for what a person
-- has in users.caps, as UPDATE workspaces SET caps = caps || '{"boards": 500}'.
CREATE FUNCTION weir.default_cap(_cap text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
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
    WHEN 'webhooks'       THEN 50      -- of a workspace
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
    WHEN 'waits'          THEN 20      -- of a card, or of a request, over or not
    WHEN 'cardMegabytes'  THEN 200     -- of the attachments of a card, in MiB
    WHEN 'megabytes'      THEN 10000   -- of all attachments of a workspace, in MiB
    WHEN 'messages'       THEN 1000    -- of a request
    WHEN 'fieldOptions'   THEN 30      -- of a custom field
  END
$$;

CREATE FUNCTION weir.cap(_workspace uuid, _cap text) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (w.caps ->> _cap)::integer FROM public.workspaces w WHERE w.id = _workspace), weir.default_cap(_cap))
$$;

CREATE FUNCTION weir.cap_of_person(_user uuid, _cap text) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (u.caps ->> _cap)::integer FROM public.users u WHERE u.id = _user), weir.default_cap(_cap))
$$;

CREATE FUNCTION weir.refuse_over_cap(_cap text, _max integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.refuse('cap-reached', jsonb_build_object('cap', _cap, 'max', _max));
END $$;

-- The cards of a board, under its clock. A board has at most as many cards as it has given out numbers, so while these
-- are few nothing is counted. After that it is at most a walk over as many entries of an index as the cap allows.
CREATE FUNCTION weir.enforce_card_caps(_workspace uuid, _board uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _numbers  integer;
  _live     integer := weir.cap(_workspace, 'cards');
  _archived integer := weir.cap(_workspace, 'archivedCards');
BEGIN
  SELECT k.next_card - 1 INTO _numbers FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  IF _numbers > _live AND EXISTS (
       SELECT FROM public.columns o
         JOIN public.cards c ON c.workspace_id = o.workspace_id AND c.board_id = o.board_id AND c.column_id = o.id
        WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.kind <> 'done' AND c.archived_at IS NULL OFFSET _live) THEN
    PERFORM weir.refuse_over_cap('cards', _live);
  END IF;
  IF _numbers > _archived AND EXISTS (
       SELECT FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board OFFSET _archived) THEN
    PERFORM weir.refuse_over_cap('archivedCards', _archived);
  END IF;
END $$;

-- Whether these changes of one board's cards add to what the caps count: cards that are new here, and more cards that are
-- neither archived nor in a column of kind done than before.
CREATE FUNCTION weir.adds_cards(_changes weir.card_change[], _done uuid[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(bool_or(c.was_column_id IS NULL), false) OR coalesce(sum(
           (c.archived_at IS NULL AND c.column_id <> ALL (coalesce(_done, '{}')))::integer
         - (c.was_archived_at IS NULL AND c.was_column_id <> ALL (coalesce(_done, '{}')))::integer), 0) > 0
    FROM unnest(_changes) c WHERE c.person IS NULL
$$;
