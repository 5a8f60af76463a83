-- Caps: how much one person, workspace, board or card can have, so that no account can fill the database. They are far
-- above what a team needs. What exists above a cap stays; nothing is added until it has fallen below.
--
-- As with limits, rows are counted after a real UPDATE of the row that all writers of the same rows wait for: the board's
-- clock for what is on a board, the row that locks the workspace, or the person. Only rows that are added, or come back
-- from the archive, cost anything here; a move never does.

-- The cap where the operator has set no other: for a workspace and what is in it in workspaces.caps, for a person's
-- workspaces in users.caps, as UPDATE workspaces SET caps = caps || '{"boards": 500}'.
CREATE FUNCTION weir.default_cap(_cap text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE _cap
    WHEN 'workspaces'     THEN 50      -- that a person owns
    WHEN 'members'        THEN 2000    -- of a workspace
    WHEN 'invitations'    THEN 500     -- of a workspace, open
    WHEN 'guests'         THEN 10000   -- of a workspace
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next six
    WHEN 'swimlanes'      THEN 100
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cards'          THEN 5000    -- neither archived nor delivered
    WHEN 'archivedCards'  THEN 100000  -- all there are
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'messages'       THEN 1000    -- of a request
  END
$$;

CREATE FUNCTION weir.cap(_workspace uuid, _cap text) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (w.caps ->> _cap)::integer FROM public.workspaces w WHERE w.id = _workspace), weir.default_cap(_cap))
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

-- Trigger on cards. Its name sorts after that of the limits' trigger, which moves the clock's next number on.
CREATE FUNCTION weir.keep_caps_of_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.enforce_card_caps(b.workspace_id, b.board_id) FROM (SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n) b;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.cards REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_cards();

-- Trigger: a card that comes back from the archive, or from another board. It is for each row, because only such a trigger
-- costs the statements that write neither column nothing at all. Rows come before statements, so it takes the clock itself.
CREATE FUNCTION weir.keep_caps_of_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.board_clock SET seq = seq WHERE workspace_id = NEW.workspace_id AND board_id = NEW.board_id;
  PERFORM weir.enforce_card_caps(NEW.workspace_id, NEW.board_id);
  RETURN NULL;
END $$;

CREATE TRIGGER keep_caps_on_update AFTER UPDATE OF archived_at, workspace_id, board_id ON public.cards FOR EACH ROW
  WHEN (NEW.archived_at IS NULL AND OLD.archived_at IS NOT NULL
        OR (NEW.workspace_id, NEW.board_id) IS DISTINCT FROM (OLD.workspace_id, OLD.board_id))
  EXECUTE FUNCTION weir.keep_caps_of_card();

-- Trigger: the other rows of a board, of a card and of a request, under the board's clock.
CREATE FUNCTION weir.keep_caps_of_board() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _cap  text := TG_ARGV[0];
  _b    record;
  _max  integer;
  _over boolean;
BEGIN
  FOR _b IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n LOOP
    _max := weir.cap(_b.workspace_id, _cap);
    CASE _cap
      WHEN 'columns' THEN
        _over := EXISTS (SELECT FROM public.columns r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'swimlanes' THEN
        _over := EXISTS (SELECT FROM public.swimlanes r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'limits' THEN
        _over := EXISTS (SELECT FROM public.wip_limits r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'templates' THEN
        _over := EXISTS (SELECT FROM public.answer_templates r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
    END CASE;
    IF _over THEN
      PERFORM weir.refuse_over_cap(_cap, _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.columns REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('columns');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.swimlanes REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('swimlanes');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.wip_limits REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('limits');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.answer_templates REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('templates');

-- Trigger on comments.
CREATE FUNCTION weir.keep_caps_of_comments() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _c   record;
  _max integer;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, 'comments');
    IF EXISTS (SELECT FROM public.comments r
                WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('comments', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.comments REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_comments();

-- Trigger on the messages of requests.
CREATE FUNCTION weir.keep_caps_of_messages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _r   record;
  _max integer;
BEGIN
  FOR _r IN SELECT DISTINCT n.workspace_id, n.board_id, n.request_id FROM new_rows n LOOP
    _max := weir.cap(_r.workspace_id, 'messages');
    IF EXISTS (SELECT FROM public.request_messages m
                WHERE m.workspace_id = _r.workspace_id AND m.board_id = _r.board_id AND m.request_id = _r.request_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('messages', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.request_messages REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_messages();
