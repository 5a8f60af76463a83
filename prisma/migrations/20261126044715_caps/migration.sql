-- AlterTable
ALTER TABLE "form_asks" ADD COLUMN     "network" TEXT;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "caps" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN     "caps" JSONB NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE INDEX "mails_at_idx" ON "mails" USING BRIN ("at");

-- CreateIndex
CREATE INDEX "notices_at_idx" ON "notices" USING BRIN ("at");

ALTER TABLE users ADD CONSTRAINT users_caps_are_an_object CHECK (jsonb_typeof(caps) = 'object');
ALTER TABLE workspaces ADD CONSTRAINT workspaces_caps_are_an_object CHECK (jsonb_typeof(caps) = 'object');

-- What a form counts at every submission must not grow with its history.
CREATE INDEX form_asks_unconfirmed ON form_asks (workspace_id, board_id, at) WHERE request_id IS NULL;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.default_cap(_cap text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
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
    WHEN 'cards'          THEN 5000    -- not archived
    WHEN 'archivedCards'  THEN 100000  -- archived or not
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'messages'       THEN 1000    -- of a request
  END
$function$;

CREATE OR REPLACE FUNCTION weir.cap(_workspace uuid, _cap text)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  SELECT coalesce((SELECT (w.caps ->> _cap)::integer FROM public.workspaces w WHERE w.id = _workspace), weir.default_cap(_cap))
$function$;

CREATE OR REPLACE FUNCTION weir.refuse_over_cap(_cap text, _max integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.refuse('cap-reached', jsonb_build_object('cap', _cap, 'max', _max));
END $function$;

CREATE OR REPLACE FUNCTION weir.enforce_card_caps(_workspace uuid, _board uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _numbers  integer;
  _live     integer := weir.cap(_workspace, 'cards');
  _archived integer := weir.cap(_workspace, 'archivedCards');
BEGIN
  SELECT k.next_card - 1 INTO _numbers FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  IF _numbers > _live AND EXISTS (
       SELECT FROM public.cards c
        WHERE c.workspace_id = _workspace AND c.board_id = _board AND c.archived_at IS NULL OFFSET _live) THEN
    PERFORM weir.refuse_over_cap('cards', _live);
  END IF;
  IF _numbers > _archived AND EXISTS (
       SELECT FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board OFFSET _archived) THEN
    PERFORM weir.refuse_over_cap('archivedCards', _archived);
  END IF;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_cards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM weir.enforce_card_caps(b.workspace_id, b.board_id) FROM (SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n) b;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_card()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE public.board_clock SET seq = seq WHERE workspace_id = NEW.workspace_id AND board_id = NEW.board_id;
  PERFORM weir.enforce_card_caps(NEW.workspace_id, NEW.board_id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_board()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_comments()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_messages()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_boards()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _workspaces uuid[];
  _workspace  uuid;
  _max        integer;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT n.workspace_id) INTO _workspaces FROM new_rows n;
  ELSE
    SELECT array_agg(DISTINCT n.workspace_id) INTO _workspaces
      FROM new_rows n
      LEFT JOIN old_rows o ON o.workspace_id = n.workspace_id AND o.id = n.id
     WHERE o.id IS NULL OR (o.archived_at IS NOT NULL AND n.archived_at IS NULL);
  END IF;
  PERFORM weir.lock_workspaces(_workspaces);
  FOREACH _workspace IN ARRAY coalesce(_workspaces, '{}') LOOP
    _max := weir.cap(_workspace, 'boards');
    IF EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace AND b.archived_at IS NULL OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('boards', _max);
    END IF;
    _max := weir.cap(_workspace, 'archivedBoards');
    IF EXISTS (SELECT FROM public.boards b WHERE b.workspace_id = _workspace OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('archivedBoards', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old        public.memberships[];
  _workspaces uuid[];
  _owners     uuid[];
  _id         uuid;
  _max        integer;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(o) INTO _old FROM old_rows o WHERE o.left_at IS NULL;
  END IF;
  SELECT array_agg(DISTINCT n.workspace_id) FILTER (WHERE o.user_id IS NULL),
         array_agg(DISTINCT n.user_id) FILTER (WHERE n.role = 'owner' AND o.role IS DISTINCT FROM 'owner')
    INTO _workspaces, _owners
    FROM new_rows n
    LEFT JOIN unnest(_old) o ON o.workspace_id = n.workspace_id AND o.user_id = n.user_id
   WHERE n.left_at IS NULL;

  PERFORM weir.lock_workspaces(_workspaces);
  FOREACH _id IN ARRAY coalesce(_workspaces, '{}') LOOP
    _max := weir.cap(_id, 'members');
    IF EXISTS (SELECT FROM public.memberships m WHERE m.workspace_id = _id AND m.left_at IS NULL OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('members', _max);
    END IF;
  END LOOP;
  FOREACH _id IN ARRAY coalesce(_owners, '{}') LOOP
    UPDATE public.users SET name = name WHERE id = _id
    RETURNING coalesce((caps ->> 'workspaces')::integer, weir.default_cap('workspaces')) INTO _max;
    IF EXISTS (SELECT FROM public.memberships m
                 JOIN public.workspaces w ON w.id = m.workspace_id AND w.archived_at IS NULL
                WHERE m.user_id = _id AND m.role = 'owner' AND m.left_at IS NULL OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('workspaces', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_invitations()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _w   record;
  _max integer;
BEGIN
  FOR _w IN SELECT n.workspace_id AS id, max(n.created_at) AS now FROM new_rows n GROUP BY 1 ORDER BY 1 LOOP
    PERFORM weir.lock_workspaces(ARRAY[_w.id]);
    _max := weir.cap(_w.id, 'invitations');
    IF EXISTS (SELECT FROM public.invitations i
                WHERE i.workspace_id = _w.id AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > _w.now OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('invitations', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_guests()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _workspace uuid;
  _max       integer;
BEGIN
  FOR _workspace IN SELECT DISTINCT n.workspace_id FROM new_rows n ORDER BY 1 LOOP
    PERFORM weir.lock_workspaces(ARRAY[_workspace]);
    _max := weir.cap(_workspace, 'guests');
    IF EXISTS (SELECT FROM public.guests g WHERE g.workspace_id = _workspace OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('guests', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.cards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_cards();

CREATE TRIGGER keep_caps_on_update AFTER UPDATE OF archived_at, workspace_id, board_id ON public.cards FOR EACH ROW WHEN ((((new.archived_at IS NULL) AND (old.archived_at IS NOT NULL)) OR ((new.workspace_id IS DISTINCT FROM old.workspace_id) OR (new.board_id IS DISTINCT FROM old.board_id)))) EXECUTE FUNCTION weir.keep_caps_of_card();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.columns REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('columns');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.swimlanes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('swimlanes');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.wip_limits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('limits');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.answer_templates REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('templates');

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.comments REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_comments();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.request_messages REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_messages();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.boards REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_boards();

CREATE TRIGGER then_keep_caps_on_update AFTER UPDATE ON public.boards REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_boards();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.memberships REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_members();

CREATE TRIGGER then_keep_caps_on_update AFTER UPDATE ON public.memberships REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_members();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.invitations REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_invitations();

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.guests REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_guests();
